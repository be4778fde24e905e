//! `guardians`: guardians (监护人) of a household.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{GuardianId, HouseholdId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "guardians")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GuardianId,
    pub household_id: HouseholdId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub relation: GuardianRelation,
    #[sea_orm(column_type = "Text", nullable)]
    pub relation_note: Option<String>,
    /// Encrypted.
    pub phone_sealed: Option<Vec<u8>>,
    /// Shown in place of the number.
    #[sea_orm(column_type = "Text", nullable)]
    pub phone_last4: Option<String>,
    /// Keyed digest, to find the household of a number.
    pub phone_digest: Option<Vec<u8>>,
    /// Keyed digest of the resident id, to find the household of siblings; the number itself is not kept.
    pub id_number_digest: Option<Vec<u8>>,
    /// The one to call first.
    pub is_primary: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a guardian is to the pupil (与学生关系).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GuardianRelation {
    /// 父亲: father.
    Father,
    /// 母亲: mother.
    Mother,
    /// 祖父、外祖父: grandfather.
    Grandfather,
    /// 祖母、外祖母: grandmother.
    Grandmother,
    /// 其他: anybody else; see the relation note.
    Other,
}
