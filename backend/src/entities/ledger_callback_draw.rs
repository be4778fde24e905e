//! `ledger_callback_draws`: draws of closed entries whose submitters are called once more (抽查回访).

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, CallbackDrawId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_callback_draws")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallbackDrawId,
    /// Entries of this unit and those below it.
    pub unit_id: OrgUnitId,
    /// The first day of the month in which they were closed.
    pub month: ChronoDate,
    pub percent: i16,
    /// How many entries were closed in that month.
    pub closed: i32,
    pub drawn_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
