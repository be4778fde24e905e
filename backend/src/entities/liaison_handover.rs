//! `liaison_handovers`: handovers (交接), each with its pack as it was on that day.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, HandoverId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_handovers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HandoverId,
    /// The home unit of who handed over.
    pub unit_id: OrgUnitId,
    pub from_person_id: PersonId,
    /// The first day of the successors.
    pub starts_on: ChronoDate,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Who signs beside the two.
    #[sea_orm(column_type = "Text", nullable)]
    pub witness: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: HandoverCounts,
    /// What was handed over, encrypted: it names pupils.
    pub pack_sealed: Vec<u8>,
    pub created_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was handed over, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverCounts {
    /// Links.
    pub links: i32,
    /// Open ledger entries.
    pub entries: i32,
    /// Promised follow-ups.
    pub promises: i32,
}
