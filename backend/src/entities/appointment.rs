//! `appointments`: dated posts of a person (任职).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AppointmentId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub unit_id: OrgUnitId,
    pub post: Post,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A post a person can hold (岗位).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Post {
    /// 校长: principal.
    Principal,
    /// 党支部书记: secretary of the party branch.
    PartySecretary,
    /// 党支部委员: member of the party branch committee.
    PartyCommitteeMember,
    /// 副校长: vice principal.
    VicePrincipal,
    /// 总务主任: director of general affairs.
    GeneralAffairsDirector,
    /// 总务副主任: deputy director of general affairs.
    GeneralAffairsDeputy,
    /// 出纳: cashier.
    Cashier,
    /// 会计: accountant.
    Accountant,
    /// 教科室主任: director of teaching and research.
    TeachingResearchDirector,
    /// 少先队大队辅导员: counsellor of the Young Pioneers.
    YoungPioneersCounsellor,
    /// 完小校长: principal of a village school.
    BranchPrincipal,
    /// 园长: principal of a kindergarten.
    KindergartenPrincipal,
    /// 办公室主任: director of the office.
    OfficeDirector,
    /// 教师: teacher.
    Teacher,
    /// 职工: other staff.
    Staff,
}
