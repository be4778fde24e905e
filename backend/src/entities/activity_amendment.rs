//! `activity_amendments`: amendments of confirmed records (补正): the old text stays readable.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, ActivityId, AmendmentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_amendments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AmendmentId,
    pub activity_id: ActivityId,
    pub amended_by: AccountId,
    pub amended_at: ChronoDateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// The changed fields as they were.
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Json,
    /// The changed fields as they are.
    #[sea_orm(column_type = "JsonBinary")]
    pub after: Json,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
