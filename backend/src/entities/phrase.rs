//! `phrases`: what is often written in a record (常用语), of one account or of a unit and all below it.

use sea_orm::entity::prelude::*;

use super::{
    activity::ActivityKind,
    ids::{AccountId, OrgUnitId, PhraseId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phrases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhraseId,
    /// Whose own it is; none for those of a unit.
    pub account_id: Option<AccountId>,
    /// The unit that shares it; none for somebody's own.
    pub unit_id: Option<OrgUnitId>,
    /// The kind of record it is offered for; none: every kind.
    pub kind: Option<ActivityKind>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
