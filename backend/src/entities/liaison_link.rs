//! `liaison_links`: liaison links (联系关系): ended, never deleted.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, ClassId, HouseholdId, LiaisonLinkId, OrgUnitId, PersonId, StudentId},
    liaison_scheme::LiaisonTargetKind,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "liaison_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonLinkId,
    #[sea_orm(column_type = "Text")]
    pub scheme_code: String,
    /// The unit of the target.
    pub unit_id: OrgUnitId,
    pub person_id: PersonId,
    pub target_kind: LiaisonTargetKind,
    /// Of a unit or a grade.
    pub target_unit_id: Option<OrgUnitId>,
    pub target_grade: Option<i16>,
    pub target_class_id: Option<ClassId>,
    pub target_person_id: Option<PersonId>,
    pub target_student_id: Option<StudentId>,
    pub target_household_id: Option<HouseholdId>,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub end_reason: Option<String>,
    pub origin: LinkOrigin,
    pub created_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a link comes from (联系来源).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkOrigin {
    /// 手工: made by hand.
    Manual,
    /// 导入: imported.
    Import,
    /// 推算: derived from the teaching assignments.
    Derived,
    /// 建议: from an accepted proposal.
    Proposal,
    /// 交接: from a handover.
    Handover,
}
