//! `saved_views`: lists with their filters under a name (常用视图), of one account or of a unit and all below it.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, OrgUnitId, SavedViewId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_views")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedViewId,
    /// Whose own it is; none for those of a unit.
    pub account_id: Option<AccountId>,
    /// The unit that shares it; none for somebody's own.
    pub unit_id: Option<OrgUnitId>,
    /// The list it belongs to.
    #[sea_orm(column_type = "Text")]
    pub page: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The list's address after `?`: filters, search, order.
    #[sea_orm(column_type = "Text")]
    pub query: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
