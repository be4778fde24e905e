//! Wire types of duties.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::{
    entities::{
        activity::ActivityKind,
        duty::{self, DutyMetric, DutyOptions, DutyPeriod, SubjectSelector, TargetByRank},
        ids::{DutyId, OrgUnitId, PlanId},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A duty (职责) of a plan.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "duty::Entity")]
pub struct Duty {
    pub id: DutyId,
    pub plan_id: PlanId,
    /// The issuing unit of the plan.
    pub unit_id: OrgUnitId,
    #[schema(example = "observation_term")]
    pub code: String,
    #[schema(example = "观课议课")]
    pub title: String,
    /// 原文.
    #[schema(required)]
    pub source_quote: Option<String>,
    /// The document that set it, where it is another than the plan.
    #[schema(required)]
    pub issuing_document: Option<String>,
    /// Whom it binds.
    pub subject_selector: SubjectSelector,
    pub metric: DutyMetric,
    /// Records of this kind count.
    #[schema(required)]
    pub activity_kind: Option<ActivityKind>,
    pub period: DutyPeriod,
    /// Null where the plan leaves it blank (方案未定), goes by rank, or means every one (`options.everyone`).
    #[schema(required, example = 40)]
    pub target: Option<i32>,
    #[schema(required, value_type = Option<std::collections::BTreeMap<String, i32>>)]
    pub target_by_rank: Option<TargetByRank>,
    #[schema(required, example = "节")]
    pub unit_label: Option<String>,
    pub options: DutyOptions,
    /// Shown, not judged.
    pub informational: bool,
    pub sort_order: i32,
    pub effective_from: NaiveDate,
    #[schema(required)]
    pub effective_to: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Duty {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new duty of a draft.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "plan_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "code": "staff_talk", "title": "与教职工谈心",
    "metric": "activity_count", "activity_kind": "staff_talk", "period": "term", "target": 10, "unit_label": "次",
    "subject_selector": {"ranks": ["school_leader", "deputy_leader"]}
}))]
pub struct NewDuty {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<DutyId>,
    pub plan_id: PlanId,
    /// Small letters, digits and `_`; unique in the plan.
    #[validate(length(min = 2, max = 40), custom(function = "is_code"))]
    #[schema(min_length = 2, max_length = 40, pattern = "^[a-z0-9_]+$")]
    pub code: String,
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60)]
    pub title: String,
    /// 原文.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub source_quote: Option<String>,
    /// The document that set it, where it is another than the plan.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub issuing_document: Option<String>,
    #[serde(default)]
    pub subject_selector: SubjectSelector,
    pub metric: DutyMetric,
    /// Required where records are counted.
    pub activity_kind: Option<ActivityKind>,
    pub period: DutyPeriod,
    /// Left out where no target is set.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000)]
    pub target: Option<i32>,
    #[schema(value_type = Option<std::collections::BTreeMap<String, i32>>)]
    pub target_by_rank: Option<TargetByRank>,
    #[validate(length(min = 1, max = 10))]
    #[schema(min_length = 1, max_length = 10)]
    pub unit_label: Option<String>,
    #[serde(default)]
    pub options: DutyOptions,
    #[serde(default)]
    pub informational: bool,
    /// Without it, after the others.
    pub sort_order: Option<i32>,
}

/// A change of a duty of a draft (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"target": 45}))]
pub struct DutyPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, nullable = false)]
    pub title: Option<String>,
    /// 原文; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub source_quote: Option<Option<String>>,
    /// The document that set it, where it is another than the plan; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub issuing_document: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub subject_selector: Option<SubjectSelector>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub period: Option<DutyPeriod>,
    /// Null leaves it blank: a count without a percentage.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 10_000))]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 10_000)]
    pub target: Option<Option<i32>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<std::collections::BTreeMap<String, i32>>)]
    pub target_by_rank: Option<Option<TargetByRank>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 10)]
    pub unit_label: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub options: Option<DutyOptions>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub informational: Option<bool>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub sort_order: Option<i32>,
}

/// Filters of the list of duties.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DutyFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<DutySort>::schema)]
    pub sort: Option<Sort<DutySort>>,
    /// Duties of this plan.
    pub plan_id: Option<PlanId>,
    /// Duties with one of these codes.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false)]
    pub code: Option<CommaList<String>>,
}

/// Columns by which duties can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutySort {
    SortOrder,
    Code,
}

impl SortKey for DutySort {
    const ALL: &'static [(&'static str, Self)] = &[("sort_order", Self::SortOrder), ("code", Self::Code)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for DutyFilter {
    type Sort = DutySort;

    fn sort(&self) -> Option<Sort<DutySort>> {
        self.sort
    }
}

impl Positioned<DutySort> for Duty {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: DutySort) -> sea_orm::Value {
        match sort {
            DutySort::SortOrder => self.sort_order.into(),
            DutySort::Code => self.code.clone().into(),
        }
    }
}

fn is_code(code: &str) -> Result<(), ValidationError> {
    if code
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    {
        return Ok(());
    }
    Err(ValidationError::new("code")
        .with_message("只能用小写字母、数字和下划线|only small letters, digits and underscores".into()))
}
