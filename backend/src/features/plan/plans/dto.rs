//! Wire types of plans.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::moves::PlanMove;
use crate::{
    entities::{
        ids::{AccountId, LiaisonSchemeId, OrgUnitId, PlanId},
        liaison_scheme::{self, LiaisonTargetKind},
        plan::{self, LedgerPolicy, PlanState},
        text_list::TextList,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A plan as it is stored.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "plan::Entity")]
pub struct PlanRow {
    pub id: PlanId,
    pub unit_id: OrgUnitId,
    pub title: String,
    pub document_number: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub effective_from: NaiveDate,
    pub effective_to: Option<NaiveDate>,
    pub basis: TextList,
    pub state: PlanState,
    pub template_code: Option<String>,
    pub template_version: Option<i32>,
    pub adopted_at: Option<DateTime<Utc>>,
    pub adopted_by: Option<AccountId>,
    pub ledger_policy: LedgerPolicy,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A plan (实施方案).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Plan {
    pub id: PlanId,
    /// The issuing unit; the plan binds it and all units below it.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(example = "干部直接联系群众实施方案")]
    pub title: String,
    /// 文号.
    #[schema(required)]
    pub document_number: Option<String>,
    #[schema(required)]
    pub issued_on: Option<NaiveDate>,
    pub effective_from: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub effective_to: Option<NaiveDate>,
    /// 依据: titles of the documents it rests on.
    pub basis: Vec<String>,
    pub state: PlanState,
    /// The template it was copied from.
    #[schema(required, example = "chuxiong-2012")]
    pub template_code: Option<String>,
    /// What the template is called; null when it is gone.
    #[schema(required)]
    pub template_title: Option<String>,
    /// The version of the template it was copied from, or whose offers it has dealt with; null without a template.
    #[schema(required)]
    pub template_version: Option<i32>,
    /// Of a bureau's plan: the latest version that was published as a template.
    #[schema(required)]
    pub published_version: Option<i32>,
    /// When it was adopted; null for a draft.
    #[schema(required)]
    pub adopted_at: Option<DateTime<Utc>>,
    /// Who adopted it.
    #[schema(required)]
    pub adopted_by_name: Option<String>,
    pub ledger_policy: LedgerPolicy,
    /// What the caller may do to it now.
    pub allowed_moves: Vec<PlanMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Plan {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new draft, copied from a template or from another plan of the unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "template_code": "chuxiong-2012",
    "effective_from": "2026-09-01", "document_number": "大中小〔2026〕3号"
}))]
pub struct NewPlan {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<PlanId>,
    /// The issuing unit, usually a central school; for a bureau, itself.
    pub unit_id: OrgUnitId,
    /// One of `GET /plan-templates`, unless a plan is copied.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "chuxiong-2012")]
    pub template_code: Option<String>,
    /// A plan of the same unit to go on with, in place of a template.
    pub copy_of: Option<PlanId>,
    /// Without it, the title of what is copied.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200)]
    pub title: Option<String>,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "大中小〔2026〕3号")]
    pub document_number: Option<String>,
    pub issued_on: Option<NaiveDate>,
    /// The first day on which it binds.
    pub effective_from: NaiveDate,
    /// The last day, when it is known already.
    pub effective_to: Option<NaiveDate>,
    /// 依据文件.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub basis: Vec<String>,
}

/// A change of a draft (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"document_number": "大中小〔2026〕4号"}))]
pub struct PlanPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, nullable = false)]
    pub title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    pub document_number: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub issued_on: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub effective_from: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub effective_to: Option<Option<NaiveDate>>,
    /// 依据: titles of the documents it rests on, in place of all there were.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 20))]
    #[schema(max_items = 20, nullable = false)]
    pub basis: Option<Vec<String>>,
    /// In place of the whole policy.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub ledger_policy: Option<LedgerPolicy>,
}

/// Filters of the list of plans.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PlanSort>::schema)]
    pub sort: Option<Sort<PlanSort>>,
    /// Plans that this unit issued.
    pub unit_id: Option<OrgUnitId>,
    /// Plans in one of these states.
    #[param(value_type = Vec<PlanState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<PlanState>>,
    /// Only those in force on this day.
    pub in_force_on: Option<NaiveDate>,
}

/// Columns by which plans can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanSort {
    EffectiveFrom,
    Title,
}

impl SortKey for PlanSort {
    const ALL: &'static [(&'static str, Self)] = &[("effective_from", Self::EffectiveFrom), ("title", Self::Title)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for PlanFilter {
    type Sort = PlanSort;

    fn sort(&self) -> Option<Sort<PlanSort>> {
        self.sort
    }
}

impl Positioned<PlanSort> for PlanRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: PlanSort) -> sea_orm::Value {
        match sort {
            PlanSort::EffectiveFrom => self.effective_from.into(),
            PlanSort::Title => self.title.clone().into(),
        }
    }
}

/// A liaison scheme of a plan (联系制度).
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "liaison_scheme::Entity")]
pub struct PlanScheme {
    pub id: LiaisonSchemeId,
    #[schema(example = "leader_branch")]
    pub code: String,
    pub name: String,
    /// 原文.
    #[schema(required)]
    pub source_quote: Option<String>,
    pub target_kind: LiaisonTargetKind,
    /// Links one person may hold; null for no limit.
    #[schema(required)]
    pub max_load: Option<i32>,
}

/// The liaison schemes of a plan, in its order.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanSchemes {
    pub items: Vec<PlanScheme>,
}

/// How a plan differs from its template.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDiff {
    /// The template it was copied from.
    #[schema(required)]
    pub template_code: Option<String>,
    /// The version it was copied from.
    #[schema(required)]
    pub template_version: Option<i32>,
    /// The version that ships now; null when the template is gone.
    #[schema(required)]
    pub current_version: Option<i32>,
    /// Nothing where the plan says what the template says.
    pub items: Vec<PlanDifference>,
}

/// A part in which a plan differs from its template.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDifference {
    pub part: PlanPart,
    /// Which one: the code of a duty or scheme, the title of a place.
    #[schema(example = "observation_term")]
    pub code: String,
    #[schema(example = "观课议课")]
    pub title: String,
    pub change: PlanChange,
    /// Field by field; empty for what was added or removed as a whole.
    pub fields: Vec<FieldDifference>,
}

/// A part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanPart {
    /// 方案: what stands at its head.
    Plan,
    /// 领导小组: a place of it.
    LeadingGroup,
    /// 联系制度.
    Scheme,
    /// 职责.
    Duty,
    /// 民情台账规则.
    LedgerPolicy,
}

/// How a part differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanChange {
    /// 新增: it is there, and was not before.
    Added,
    /// 删去: it was there, and is no more.
    Removed,
    /// 改动: it differs in some fields.
    Changed,
}

/// A field in which a part differs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldDifference {
    /// Name of the field.
    #[schema(example = "target")]
    pub field: String,
    /// What the template says; null where it says nothing.
    #[schema(required)]
    pub template: Value,
    /// What the plan says; null where it says nothing.
    #[schema(required)]
    pub plan: Value,
}

/// The templates a school can copy: those that ship with the product, and those its bureau has published.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanTemplates {
    pub items: Vec<PlanTemplateSummary>,
}

/// A template in a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanTemplateSummary {
    /// Its code; of a template that a bureau published, the id of the bureau's plan.
    #[schema(example = "chuxiong-2012")]
    pub code: String,
    /// Its latest version, from 1.
    pub version: i32,
    pub title: String,
    /// Who issued it.
    pub issued_by: String,
    pub issued_on: NaiveDate,
    /// How many liaison schemes it has.
    pub schemes: usize,
    /// How many duties it has.
    pub duties: usize,
    /// Places of the leading group, without the director of its office.
    pub leading_group: usize,
    /// Published by a bureau, rather than shipped with the product.
    pub published: bool,
    /// What to know when reviewing it; of a bureau's, what is new in this version.
    pub note: String,
}
