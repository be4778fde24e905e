//! `inspection_accesses`: what an inspector may read without an account, and until when (督查阅览).

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, InspectionAccessId, InspectionId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_accesses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InspectionAccessId,
    /// The school whose records they are.
    pub unit_id: OrgUnitId,
    pub inspection_id: Option<InspectionId>,
    /// Whom it is for.
    #[sea_orm(column_type = "Text")]
    pub holder: String,
    /// Keyed digest of the code; the code itself is not kept.
    #[sea_orm(unique)]
    pub code_digest: Vec<u8>,
    pub expires_at: ChronoDateTimeUtc,
    pub ended_at: Option<ChronoDateTimeUtc>,
    pub ended_by: Option<AccountId>,
    pub created_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
