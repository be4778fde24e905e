//! `liaison_proposal_rows`: what a proposal says for one target.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{ClassId, HouseholdId, LiaisonProposalId, LiaisonProposalRowId, OrgUnitId, PersonId, StudentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_proposal_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LiaisonProposalRowId,
    pub proposal_id: LiaisonProposalId,
    /// From 1, unit by unit.
    pub position: i32,
    pub cause: ProposalCause,
    /// The unit of the target.
    pub unit_id: OrgUnitId,
    pub target_unit_id: Option<OrgUnitId>,
    pub target_grade: Option<i16>,
    pub target_class_id: Option<ClassId>,
    pub target_person_id: Option<PersonId>,
    pub target_student_id: Option<StudentId>,
    pub target_household_id: Option<HouseholdId>,
    /// As it was called on that day.
    #[sea_orm(column_type = "Text")]
    pub target_name: String,
    /// Who keeps in touch until now.
    pub from_person_id: Option<PersonId>,
    /// Who is proposed; none when nobody was found.
    pub person_id: Option<PersonId>,
    pub ground: Option<ProposalGround>,
    /// The last day of a link that stands in for somebody on leave.
    pub ends_on: Option<ChronoDate>,
    /// Whether a link will be made of it.
    pub taken: bool,
    /// What became of it.
    pub outcome: Option<ProposalOutcome>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why a target is in a proposal (列入原因).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProposalCause {
    /// 无人联系: it has no living link.
    Gap,
    /// 已离开: its person has left.
    Left,
    /// 请假: its person is on leave.
    OnLeave,
    /// 超过上限: its person holds more links than one may.
    Overloaded,
}

/// Why this person is proposed (推荐理由).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProposalGround {
    /// 班主任: homeroom teacher of a pupil of the household.
    Homeroom,
    /// 科任: teaches a pupil of the household.
    Subject,
    /// 同单位: of the same unit.
    SameUnit,
    /// 同校: of the same central school.
    SameSchool,
    /// 手工选定: chosen by hand.
    Chosen,
}

/// What became of a row (处理结果).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProposalOutcome {
    /// 已建立: the link was made.
    Made,
    /// 已不适用: covered meanwhile, or the person cannot take it any more.
    Stale,
    /// 未采用: left out, or nobody was found.
    LeftOut,
}
