//! `study_completions`: what was handed in for a study item or as one of the five ones (五个一).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, ActivityId, DutyId, OrgUnitId, PersonId, StudyCompletionId, StudyItemId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "study_completions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StudyCompletionId,
    /// The home unit of the person when it was handed in.
    pub unit_id: OrgUnitId,
    pub person_id: PersonId,
    /// Either a study item …
    pub study_item_id: Option<StudyItemId>,
    /// … or a duty whose metric is a deliverable.
    pub duty_id: Option<DutyId>,
    pub state: CompletionState,
    pub happened_on: ChronoDate,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    /// The record that tells more of it.
    pub activity_id: Option<ActivityId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub return_reason: Option<String>,
    /// Another than the person's: 代交.
    pub handed_in_by: AccountId,
    pub handed_in_at: ChronoDateTimeUtc,
    pub reviewed_by: Option<AccountId>,
    pub reviewed_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where what was handed in stands (完成状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompletionState {
    /// 已提交: waits to be accepted.
    HandedIn,
    /// 已认可: counts.
    Accepted,
    /// 已退回: sent back with a reason.
    Returned,
}
