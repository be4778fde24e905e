//! Plan templates (方案模板): those that ship with the product as data, and those a bureau has published.

mod published;
mod shipped;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{
    activity::ActivityKind,
    appointment::Post,
    duty::{DutyMetric, DutyOptions, DutyPeriod, SubjectSelector, TargetByRank},
    ids::PlanId,
    leading_group_member::LeadingGroupPosition,
    ledger_entry::Urgency,
    liaison_scheme::LiaisonTargetKind,
    org_unit::OrgUnitKind,
    plan::LedgerPolicy,
    study_item::{StudyMode, StudyTheme},
};

/// The template of plans that came from none.
pub const DEFAULT: &str = "chuxiong-2012";

pub use published::{Template, all, find, version};

/// A template (方案模板): every rule of a plan, ready to be copied, reviewed and adopted by a school.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanTemplate {
    /// Its code; of a template that a bureau published, the id of the bureau's plan.
    #[schema(example = "chuxiong-2012")]
    pub code: String,
    /// Grows when the product ships a newer text of it, or the bureau publishes it anew.
    #[schema(example = 1)]
    pub version: i32,
    #[schema(example = "干部直接联系群众实施方案")]
    pub title: String,
    /// Who issued it.
    pub issued_by: String,
    pub issued_on: NaiveDate,
    /// 文号; null where it is not known.
    #[schema(required)]
    pub document_number: Option<String>,
    /// 依据文件; empty where they are not known.
    pub basis: Vec<String>,
    /// What to know when reviewing it; of a bureau's, what is new in this version.
    pub note: String,
    /// The units of the school it was written for.
    pub units: Vec<TemplateUnit>,
    /// 领导小组: the places.
    pub leading_group: Vec<TemplatePlace>,
    /// 联系制度.
    pub schemes: Vec<TemplateScheme>,
    /// 职责.
    pub duties: Vec<TemplateDuty>,
    pub study: TemplateStudy,
    /// 重点内容: the categories of the ledger.
    pub ledger_categories: Vec<TemplateCategory>,
    pub ledger_policy: LedgerPolicy,
    /// Rules without a number.
    pub principles: Vec<TemplatePrinciple>,
}

/// A unit of the school that a template was written for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateUnit {
    pub kind: OrgUnitKind,
    pub name: String,
}

/// A place in the leading group.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePlace {
    pub position: LeadingGroupPosition,
    #[schema(example = "总务主任兼出纳")]
    pub post_title: String,
    /// Whoever holds all of these posts takes the place.
    pub posts: Vec<Post>,
    /// One such place for each unit of this kind; null for one place in all.
    #[schema(required)]
    pub each: Option<OrgUnitKind>,
}

/// A liaison scheme of a template.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateScheme {
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

/// A duty of a template.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateDuty {
    #[schema(example = "home_visit")]
    pub code: String,
    pub title: String,
    /// 原文.
    #[schema(required)]
    pub source_quote: Option<String>,
    /// What to know when reviewing it.
    #[schema(required)]
    pub note: Option<String>,
    pub metric: DutyMetric,
    #[schema(required)]
    pub activity_kind: Option<ActivityKind>,
    pub period: DutyPeriod,
    /// Null where the plan leaves it blank.
    #[schema(required)]
    pub target: Option<i32>,
    #[schema(required, value_type = Option<std::collections::BTreeMap<String, i32>>)]
    pub target_by_rank: Option<TargetByRank>,
    #[schema(required)]
    pub unit_label: Option<String>,
    #[serde(default)]
    pub informational: bool,
    #[serde(default)]
    pub subject_selector: SubjectSelector,
    #[serde(default)]
    pub options: DutyOptions,
}

/// What is studied, and how (学习).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateStudy {
    /// 四群.
    pub themes: Vec<StudyTheme>,
    /// 学习方式.
    pub modes: Vec<StudyMode>,
    /// 学、查、改.
    pub steps: Vec<String>,
    /// What to know when reviewing it.
    pub note: String,
}

/// A standing focus topic.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateCategory {
    pub code: String,
    pub name: String,
    pub urgency: Urgency,
}

/// A rule without a number.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePrinciple {
    pub title: String,
    /// The rule, in the plan's words.
    pub text: String,
}

impl PlanTemplate {
    /// Whether a bureau has published it; its code is then the id of the bureau's plan.
    pub fn is_published(&self) -> bool {
        self.code.parse::<PlanId>().is_ok()
    }

    /// How many places the leading group of the original school has, without the director of its office.
    pub fn group_size(&self) -> usize {
        self.leading_group
            .iter()
            .filter(|place| place.position != LeadingGroupPosition::OfficeDirector)
            .map(|place| match place.each {
                None => 1,
                Some(kind) => self.units.iter().filter(|unit| unit.kind == kind).count(),
            })
            .sum()
    }
}
