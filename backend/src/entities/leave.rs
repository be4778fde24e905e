//! `leaves`: dated leaves of a person (请假).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{LeaveId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leaves")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LeaveId,
    pub person_id: PersonId,
    pub kind: LeaveKind,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why a person is away (请假类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeaveKind {
    /// 病假: sick leave.
    Sick,
    /// 产假: maternity leave.
    Maternity,
    /// 事假: personal leave.
    Personal,
    /// 培训: training.
    Training,
    /// 借调: lent to another unit.
    Secondment,
    /// 其他: anything else.
    Other,
}
