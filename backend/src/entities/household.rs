//! `households`: households (家庭): siblings share one.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::ids::{HouseholdId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "households")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HouseholdId,
    pub unit_id: OrgUnitId,
    /// For example 李小明家.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// Bigrams of the label, the village and the pupils' names, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    /// Encrypted.
    pub address_sealed: Option<Vec<u8>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub village: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
