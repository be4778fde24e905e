//! The gift register: the principal and the office see all of their school, everybody else his own entries.

use sea_orm::{ColumnTrait, Condition};

use super::{Actor, Reach};
use crate::entities::{gift_record, role_grant::Role};

/// The entries the caller may see.
pub fn gifts(actor: &Actor) -> Condition {
    Condition::any()
        .add(keeping(actor).covers(gift_record::Column::UnitId))
        .add(gift_record::Column::RecordedBy.eq(actor.account_id))
        .add_option(actor.person_id.map(|person| gift_record::Column::PersonId.eq(person)))
}

/// The units whose register the caller keeps.
pub fn keeping(actor: &Actor) -> Reach {
    Reach::of(actor, |role| matches!(role, Role::Principal | Role::Office))
}
