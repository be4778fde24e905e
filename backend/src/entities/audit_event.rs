//! `audit_events`: the audit log (审计): append-only, each row holds the hash of the one before.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, AuditEventId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// Without gaps, from 1.
    #[sea_orm(unique)]
    pub seq: i64,
    pub at: ChronoDateTimeUtc,
    /// Who; no foreign key: the log outlives everything.
    pub account_id: Option<AccountId>,
    /// For example `students.read_identity`.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    #[sea_orm(column_type = "Text")]
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    /// The need the reader stated.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
