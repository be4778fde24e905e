//! `duty_targets_covered`: which targets a subject has covered in a period, and by how many records.

use sea_orm::entity::prelude::*;

use super::ids::DutyId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_targets_covered")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub duty_id: DutyId,
    /// The person or unit, as the duty's selector says.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period_start: ChronoDate,
    /// The pupil or household.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: Uuid,
    /// Records that cover it; the row goes at zero.
    pub records: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
