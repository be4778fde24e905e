//! Evaluation: overseers see what their units hold, everybody else the rounds he takes part in. What is said of a person
//! he reads when it is published, and who said it never; results of others are read by those who answer for the unit.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{SelectStatement, SimpleExpr},
};

use super::{Actor, Permission, Reach};
use crate::entities::{
    ballot_box, ballot_teller, evaluation_assessor, evaluation_object,
    evaluation_round::{self, RoundState},
    evaluation_scheme, evaluation_sheet,
    ids::PersonId,
};

/// The schemes the caller may see: those of his units, and those set above them.
pub fn schemes(actor: &Actor) -> Condition {
    let reach = Reach::of(actor, |role| Permission::EvaluationRead.is_given_to(role));
    let condition = Condition::any().add(reach.covers(evaluation_scheme::Column::UnitId));
    match &reach {
        Reach::Everything => condition,
        Reach::Units(units) => condition.add(evaluation_scheme::Column::UnitId.in_subquery(super::units_above(units))),
    }
}

/// The rounds the caller may see: those of the units he answers for, and those he takes part in, once they are open.
pub fn rounds(actor: &Actor) -> Condition {
    let overseen = Reach::overseeing(actor, Permission::EvaluationWrite).covers(evaluation_round::Column::UnitId);
    let condition = Condition::any().add(overseen);
    match actor.person_id {
        Some(person) => condition.add(taken_part_in(person)),
        None => condition,
    }
}

fn taken_part_in(person: PersonId) -> Condition {
    let id = evaluation_round::Column::Id;
    let part = Condition::any()
        .add(id.in_subquery(assessed_by(person)))
        .add(id.in_subquery(evaluating(person)))
        .add(id.in_subquery(counted_by(person)));
    Condition::all()
        .add(evaluation_round::Column::State.ne(RoundState::Draft))
        .add(part)
}

/// The rounds the caller holds.
pub fn held_rounds(actor: &Actor) -> SimpleExpr {
    Reach::overseeing(actor, Permission::EvaluationWrite).covers(evaluation_round::Column::UnitId)
}

/// The sheets the caller may read: those he fills; and what others handed in for the rounds he answers for, once these
/// are sealed and until they are archived, save what is said of himself.
pub fn sheets(actor: &Actor) -> Condition {
    let sealed = evaluation_round::Entity::find()
        .select_only()
        .column(evaluation_round::Column::Id)
        .filter(Reach::overseeing(actor, Permission::EvaluationResults).covers(evaluation_round::Column::UnitId))
        .filter(evaluation_round::Column::State.is_in([RoundState::Sealed, RoundState::Scored, RoundState::Published]))
        .into_query();
    let of_others = Condition::all()
        .add(evaluation_sheet::Column::RoundId.in_subquery(sealed))
        .add(evaluation_sheet::Column::SubmittedAt.is_not_null())
        .add(not_about_himself(actor));
    Condition::any().add(own_sheets(actor)).add(of_others)
}

/// That a sheet says nothing of the caller himself.
pub fn not_about_himself(actor: &Actor) -> Condition {
    Condition::all().add_option(actor.person_id.map(|person| {
        let himself = evaluation_object::Entity::find()
            .select_only()
            .column(evaluation_object::Column::Id)
            .filter(evaluation_object::Column::PersonId.eq(person))
            .into_query();
        evaluation_sheet::Column::ObjectId.not_in_subquery(himself)
    }))
}

/// The sheets the caller fills.
pub fn own_sheets(actor: &Actor) -> Condition {
    match actor.person_id {
        Some(person) => Condition::all().add(evaluation_sheet::Column::AssessorId.eq(person)),
        None => Condition::all().add(evaluation_sheet::Column::Id.is_null()),
    }
}

fn assessed_by(person: PersonId) -> SelectStatement {
    evaluation_assessor::Entity::find()
        .select_only()
        .column(evaluation_assessor::Column::RoundId)
        .filter(evaluation_assessor::Column::PersonId.eq(person))
        .into_query()
}

fn evaluating(person: PersonId) -> SelectStatement {
    evaluation_object::Entity::find()
        .select_only()
        .column(evaluation_object::Column::RoundId)
        .filter(evaluation_object::Column::PersonId.eq(person))
        .into_query()
}

fn counted_by(person: PersonId) -> SelectStatement {
    let boxes = ballot_teller::Entity::find()
        .select_only()
        .column(ballot_teller::Column::BoxId)
        .filter(ballot_teller::Column::PersonId.eq(person))
        .into_query();
    ballot_box::Entity::find()
        .select_only()
        .column(ballot_box::Column::RoundId)
        .filter(ballot_box::Column::Id.in_subquery(boxes))
        .into_query()
}
