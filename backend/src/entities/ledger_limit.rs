//! `ledger_limits`: the time limits of categories (时限), each from a moment on; none is ever changed or removed.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, LedgerCategoryId, LedgerLimitId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_limits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerLimitId,
    pub category_id: LedgerCategoryId,
    /// The unit that set them for itself and all below; none: the category's own.
    pub unit_id: Option<OrgUnitId>,
    /// For stages that begin from then on.
    pub in_force_from: ChronoDateTimeUtc,
    /// 签收: working days.
    pub sign_days: i16,
    /// 退回: working days.
    pub return_days: i16,
    /// 一般: days.
    pub normal_days: i16,
    /// 复杂: days.
    pub complex_days: i16,
    /// 延期: the most days of the one extension.
    pub extension_days: i16,
    /// 法定期限: the outer legal limit, days.
    pub outer_days: i16,
    /// 法定延长: how far the outer legal limit can be extended, days.
    pub outer_extension_days: i16,
    /// None for those that ship with the product.
    pub set_by: Option<AccountId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
