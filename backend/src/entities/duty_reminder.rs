//! `duty_reminders`: of which duties a person wants to be reminded, and when; seen by himself alone (提醒).

use sea_orm::entity::prelude::*;

use super::ids::{DutyReminderId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_reminders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DutyReminderId,
    pub person_id: PersonId,
    #[sea_orm(column_type = "Text")]
    pub duty_code: String,
    /// Weekly on this day: 1 Monday … 7 Sunday.
    pub weekday: Option<i16>,
    /// Or once in each period, so many days before its end.
    pub days_before_end: Option<i16>,
    pub only_if_not_met: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
