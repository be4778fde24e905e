//! `leading_group_members`: the leading group (领导小组) of a plan.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{LeadingGroupMemberId, PersonId, PlanId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leading_group_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LeadingGroupMemberId,
    pub plan_id: PlanId,
    /// None while the place is open.
    pub person_id: Option<PersonId>,
    pub position: LeadingGroupPosition,
    /// As the plan writes it, for example 总务主任兼出纳.
    #[sea_orm(column_type = "Text")]
    pub post_title: String,
    pub sort_order: i32,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A place in the leading group (领导小组职务).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeadingGroupPosition {
    /// 组长: head.
    Head,
    /// 副组长: deputy.
    Deputy,
    /// 组员: member.
    Member,
    /// 办公室主任: does the daily work; not one of the group.
    OfficeDirector,
}
