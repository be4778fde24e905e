//! `ledger_reminders`: which reminders (催办) were made. The key makes each of them once, however many servers run.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use super::ids::LedgerEntryId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_reminders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: LedgerEntryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage_begun_at: ChronoDateTimeUtc,
    /// The limit it was about: a limit that was moved is reminded of anew.
    #[sea_orm(primary_key, auto_increment = false)]
    pub due_at: ChronoDateTimeUtc,
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: ReminderLevel,
    pub at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How far a reminder goes (催办级别).
#[derive(EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReminderLevel {
    /// 临期: the limit is near; to whoever must act.
    Near,
    /// 逾期: the limit is over; to whoever must act.
    Over,
    /// 报完小校长: still nothing a working day later; to the head of the school that manages it.
    Branch,
    /// 报办公室: still nothing another working day later; to the office.
    Office,
}
