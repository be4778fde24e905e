//! Reports: one's own summaries; frozen ones of the units one oversees, drafts for those who write them.

use sea_orm::{ColumnTrait, Condition};

use super::Reach;
use crate::{
    auth::{Actor, Permission, policy::reports::responsible},
    entities::report::{Column, ReportState},
};

/// The reports a caller may see. A draft of a summary is its author's alone.
pub fn reports(actor: &Actor) -> Condition {
    let frozen = Condition::all()
        .add(Column::State.eq(ReportState::Frozen))
        .add(Reach::overseeing(actor, Permission::ReportsRead).covers(Column::UnitId));
    let drafts = Condition::all()
        .add(Column::PersonId.is_null())
        .add(responsible(actor).covers(Column::UnitId));
    Condition::any()
        .add(frozen)
        .add(drafts)
        .add_option(actor.person_id.map(|person| Column::PersonId.eq(person)))
}
