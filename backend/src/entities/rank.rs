//! `ranks`: dated ranks of a person (职级).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{PersonId, RankId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RankId,
    pub person_id: PersonId,
    pub rank: Rank,
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

/// The rank of a person, apart from posts; exactly one on a day (职级).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// 校级: school leader.
    SchoolLeader,
    /// 副校级: deputy school leader.
    DeputyLeader,
    /// 中层: middle leader.
    MiddleLeader,
    /// 完小校长: principal of a village school.
    BranchPrincipal,
    /// 园长: principal of a kindergarten.
    KindergartenPrincipal,
    /// 教师: teacher.
    Teacher,
    /// 职工: other staff.
    Staff,
}
