//! `family_committee_members`: who sits in a family committee.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{CommitteeMemberId, FamilyCommitteeId, GuardianId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family_committee_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommitteeMemberId,
    pub committee_id: FamilyCommitteeId,
    pub function: CommitteeFunction,
    /// A guardian on record, whose phone number holds here too.
    pub guardian_id: Option<GuardianId>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Encrypted; of members who are no guardian on record.
    pub phone_sealed: Option<Vec<u8>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub phone_last4: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What somebody is in a family committee (家委会职务).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommitteeFunction {
    /// 主任: chair.
    Chair,
    /// 副主任: vice chair.
    ViceChair,
    /// 委员: member.
    Member,
}
