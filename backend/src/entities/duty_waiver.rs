//! `duty_waivers`: what a person or unit is let off of its duties (减免).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, DutyWaiverId, LeaveId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_waivers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DutyWaiverId,
    /// The unit itself, or the person's home unit when it was requested.
    pub unit_id: OrgUnitId,
    /// None for a waiver of a unit.
    pub person_id: Option<PersonId>,
    /// None for all duties.
    #[sea_orm(column_type = "Text", nullable)]
    pub duty_code: Option<String>,
    /// As it was called when the waiver was requested.
    #[sea_orm(column_type = "Text", nullable)]
    pub duty_title: Option<String>,
    pub kind: WaiverKind,
    pub starts_on: ChronoDate,
    /// The last day.
    pub ends_on: ChronoDate,
    /// A stated number; none for the teaching weeks of the span in proportion.
    pub amount: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// The leave it was requested for.
    pub leave_id: Option<LeaveId>,
    pub authority: WaiverAuthority,
    pub state: WaiverState,
    pub requested_by: AccountId,
    pub requested_at: ChronoDateTimeUtc,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<ChronoDateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_note: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why something is waived (减免事由).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WaiverKind {
    /// 请假: a leave.
    Leave,
    /// 到任晚: the person came to the post after the period had begun.
    LatePosting,
    /// 其他: anything else.
    Other,
}

/// Who decides (审批层级): nobody decides about himself.
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WaiverAuthority {
    /// 校长: the principal of the school.
    School,
    /// 教育局: the bureau, for the principal's own duties and those of the central school.
    Bureau,
}

/// Where a waiver stands (减免状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WaiverState {
    /// 待审批: nothing is reduced yet.
    Requested,
    /// 已批准: it reduces the target.
    Approved,
    /// 未批准.
    Rejected,
    /// 已撤回.
    Withdrawn,
}
