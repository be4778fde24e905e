//! `duty_counters`: counts per duty, subject and period, written in the transaction of the record they count.

use sea_orm::entity::prelude::*;

use super::ids::DutyId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub duty_id: DutyId,
    /// The person or unit, as the duty's selector says.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period_start: ChronoDate,
    /// Never 0: the row goes then.
    pub actual: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
