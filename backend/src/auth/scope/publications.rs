//! What schools publish: overseers see that of their units, drafts too; classes are shared by a school.

use sea_orm::{ColumnTrait, Condition};

use super::{Actor, Permission, Reach};
use crate::entities::{disclosure_class, publication};

/// The publications the caller may see.
pub fn publications(actor: &Actor) -> Condition {
    Condition::any()
        .add(Reach::overseeing(actor, Permission::PublicationsRead).covers(publication::Column::UnitId))
        .add(publication::Column::AuthorId.eq(actor.account_id))
}

/// The drafts that wait for the caller to read them; never his own.
pub fn to_review(actor: &Actor) -> Condition {
    Condition::all()
        .add(publication::Column::State.eq(publication::PublicationState::Draft))
        .add(Reach::overseeing(actor, Permission::PublicationsReview).covers(publication::Column::UnitId))
        .add(publication::Column::AuthorId.ne(actor.account_id))
}

/// The classes of disclosure the caller may use: those that ship, and those of his school.
pub fn classes(actor: &Actor) -> Condition {
    let reach = Reach::of(actor, |role| Permission::PublicationsRead.is_given_to(role));
    let own = match &reach {
        Reach::Everything => return Condition::all(),
        Reach::Units(units) => disclosure_class::Column::UnitId.in_subquery(super::personnel::schools_around(units)),
    };
    Condition::any()
        .add(disclosure_class::Column::UnitId.is_null())
        .add(reach.covers(disclosure_class::Column::UnitId))
        .add(own)
}
