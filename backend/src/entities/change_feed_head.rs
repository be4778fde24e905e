//! `change_feed_head`: one row: how far the change feed reaches. Whoever gives positions locks it.

use sea_orm::entity::prelude::*;

/// The id of the one row.
pub const THE_ROW: i16 = 1;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_feed_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// The last position given.
    pub position: i64,
    /// Up to here the events are no longer kept.
    pub removed_through: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
