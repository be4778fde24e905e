//! Wire types of categories and their limits.

use chrono::{DateTime, Utc};
use sea_orm::{DerivePartialModel, sea_query::SimpleExpr};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        ids::{LedgerCategoryId, LedgerLimitId, OrgUnitId},
        ledger_entry::Urgency,
        ledger_limit, org_unit,
    },
    features::ledger::clock::Limits,
    http::{Versioned, patch},
};

/// A category of concerns (类别) and the time limits that hold for it in a unit now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerCategory {
    pub id: LedgerCategoryId,
    /// The school whose own it is; null for those that ship with the product.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[schema(example = "canteen")]
    pub code: String,
    #[schema(example = "食堂营养")]
    pub name: String,
    /// What an entry starts with.
    pub urgency: Urgency,
    /// Place in lists.
    #[schema(example = 1)]
    pub sort_order: i32,
    /// No new entries.
    pub retired: bool,
    pub limits: LedgerLimitDays,
    /// The unit that set these limits; null for the category's own.
    #[schema(required)]
    pub limits_unit_id: Option<OrgUnitId>,
    /// Whether the caller may rename and retire it.
    pub editable: bool,
    pub version: i32,
}

impl Versioned for LedgerCategory {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The categories an entry can have.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerCategories {
    /// The unit for which the limits hold; null where the caller has none.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    /// Whether the caller may set limits for this unit and keep categories of its own.
    pub may_change: bool,
    pub items: Vec<LedgerCategory>,
}

/// Which categories, and for which unit.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerCategoryFilter {
    /// The unit whose limits are shown; the caller's own when left out.
    pub unit_id: Option<OrgUnitId>,
    /// Also those that take no new entries.
    pub retired: Option<bool>,
}

/// Time limits (时限). Working days for signing and giving back, days for everything else.
#[expect(clippy::struct_field_names, reason = "each says what it counts")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_limit::Entity")]
#[serde(deny_unknown_fields)]
pub struct LedgerLimitDays {
    /// 签收: working days to sign.
    #[validate(range(min = 1, max = 30))]
    #[schema(minimum = 1, maximum = 30, example = 2)]
    pub sign_days: i16,
    /// 退回: working days to return.
    #[validate(range(min = 1, max = 30))]
    #[schema(minimum = 1, maximum = 30, example = 2)]
    pub return_days: i16,
    /// 一般: days to answer.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, example = 15)]
    pub normal_days: i16,
    /// 复杂: days to answer a complex concern; not fewer than for an ordinary one.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, example = 30)]
    pub complex_days: i16,
    /// 延期: the most days of the one extension; 0 for none.
    #[validate(range(min = 0, max = 30))]
    #[schema(minimum = 0, maximum = 30, example = 15)]
    pub extension_days: i16,
    /// 法定期限: days of the outer legal limit; the law knows no more than 60.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, example = 60)]
    pub outer_days: i16,
    /// 法定延长: days by which the outer legal limit can be extended; the law knows no more than 30.
    #[validate(range(min = 0, max = 30))]
    #[schema(minimum = 0, maximum = 30, example = 30)]
    pub outer_extension_days: i16,
}

impl From<LedgerLimitDays> for Limits {
    fn from(days: LedgerLimitDays) -> Self {
        Self {
            sign: days.sign_days,
            give_back: days.return_days,
            normal: days.normal_days,
            complex: days.complex_days,
            extension: days.extension_days,
            outer: days.outer_days,
            outer_extension: days.outer_extension_days,
        }
    }
}

/// Limits of a category from a moment on: one row of the history.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_limit::Entity")]
pub struct LedgerLimit {
    pub id: LedgerLimitId,
    pub category_id: LedgerCategoryId,
    /// The unit that set them for itself and all below; null for the category's own.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(from_expr = "unit_name()")]
    #[schema(required, example = "大地基乡中心小学")]
    pub unit_name: Option<String>,
    /// Stages that began from then on have them, until the next row.
    pub in_force_from: DateTime<Utc>,
    #[sea_orm(nested)]
    pub days: LedgerLimitDays,
    /// Who set them; null for those that ship with the product.
    #[sea_orm(from_expr = "set_by_name()")]
    #[schema(required, example = "林秀英")]
    pub set_by_name: Option<String>,
}

fn unit_name() -> SimpleExpr {
    named(
        org_unit::Entity,
        org_unit::Column::Name,
        org_unit::Column::Id,
        ledger_limit::Column::UnitId,
    )
}

fn set_by_name() -> SimpleExpr {
    named(
        account::Entity,
        account::Column::DisplayName,
        account::Column::Id,
        ledger_limit::Column::SetBy,
    )
}

/// The history of a category's limits, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerLimits {
    pub items: Vec<LedgerLimit>,
}

impl Versioned for LedgerLimits {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// Limits that a unit sets for a category from now on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "days": {
        "sign_days": 1, "return_days": 1, "normal_days": 10, "complex_days": 20, "extension_days": 10,
        "outer_days": 60, "outer_extension_days": 30
    }
}))]
pub struct NewLedgerLimit {
    /// For this unit and all below it.
    pub unit_id: OrgUnitId,
    #[validate(nested)]
    pub days: LedgerLimitDays,
}

/// A new category of a school's own.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "校车与路途", "urgency": "normal",
    "days": {
        "sign_days": 2, "return_days": 2, "normal_days": 15, "complex_days": 30, "extension_days": 15,
        "outer_days": 60, "outer_extension_days": 30
    }
}))]
pub struct NewLedgerCategory {
    /// The school whose own it is, with all units below.
    pub unit_id: OrgUnitId,
    #[validate(length(min = 2, max = 20))]
    #[schema(min_length = 2, max_length = 20, example = "校车与路途")]
    pub name: String,
    /// What an entry of it starts with.
    pub urgency: Urgency,
    #[validate(nested)]
    pub days: LedgerLimitDays,
}

/// A change of a school's own category (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "校车与上学路"}))]
pub struct LedgerCategoryPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 20))]
    #[schema(min_length = 2, max_length = 20, nullable = false)]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub urgency: Option<Urgency>,
    /// Place in lists, 1 to 999.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 999))]
    #[schema(minimum = 1, maximum = 999, nullable = false)]
    pub sort_order: Option<i32>,
    /// `true`: no new entries; those there are stay.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub retired: Option<bool>,
}
