//! Wire types of published templates and of what their newer versions offer.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::dto::{PlanChange, PlanPart};

/// What a newer version of the template changes, offered to a plan that was copied from an older one.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanOffer {
    /// The version the plan was copied from, or has dealt with.
    #[schema(required, example = 1)]
    pub from_version: Option<i32>,
    /// The latest version; null when there is no newer one.
    #[schema(required, example = 2)]
    pub to_version: Option<i32>,
    /// What is new, in the words of whoever published it.
    #[schema(required)]
    pub note: Option<String>,
    /// Empty where nothing is offered.
    pub items: Vec<OfferedChange>,
}

/// A change of the template between two versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedChange {
    pub part: PlanPart,
    /// Which one: the code of a duty or scheme; empty for the ledger policy.
    #[schema(example = "observation_term")]
    pub code: String,
    #[schema(example = "观课议课")]
    pub title: String,
    pub change: PlanChange,
    /// Field by field; empty for what was added or removed as a whole.
    pub fields: Vec<OfferedField>,
    pub decision: OfferDecision,
}

/// A field that the newer version changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedField {
    /// Name of the field.
    #[schema(example = "target")]
    pub field: String,
    /// In the version the plan was copied from.
    #[schema(required)]
    pub before: Value,
    /// In the latest version.
    #[schema(required)]
    pub offered: Value,
    /// In the plan.
    #[schema(required)]
    pub plan: Value,
}

/// What the school has decided about an offered change; nothing is ever forced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferDecision {
    /// 未处理.
    Open,
    /// 已采纳: the plan says the same.
    Taken,
    /// 不采纳.
    Ignored,
}

/// A decision about an offered change.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"part": "duty", "code": "observation_term", "answer": "take"}))]
pub struct OfferAnswer {
    pub part: PlanPart,
    /// The code of the offered change; empty for the ledger policy.
    #[validate(length(max = 60))]
    #[schema(max_length = 60)]
    pub code: String,
    pub answer: OfferMove,
}

/// What to do with an offered change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferMove {
    /// 采纳: into a draft.
    Take,
    /// 不采纳: leave the plan as it is.
    Ignore,
}

/// What is new in the version that is published.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "观课议课改为每学期 36 节"}))]
pub struct NewTemplateVersion {
    /// In words, for the schools that have copied an earlier version.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500)]
    pub note: Option<String>,
}
