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
    ids::{OrgUnitId, PersonId},
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

/// The ballot boxes the caller sees: those of the rounds he holds, and those whose papers he counts.
pub fn boxes(actor: &Actor) -> Condition {
    let held = evaluation_round::Entity::find()
        .select_only()
        .column(evaluation_round::Column::Id)
        .filter(held_rounds(actor))
        .into_query();
    let condition = Condition::any().add(ballot_box::Column::RoundId.in_subquery(held));
    match actor.person_id {
        Some(person) => condition.add(ballot_box::Column::Id.in_subquery(boxes_counted_by(person))),
        None => condition,
    }
}

/// The ballot boxes whose papers the caller counts.
pub fn counted_boxes(actor: &Actor) -> Condition {
    match actor.person_id {
        Some(person) => Condition::all().add(ballot_box::Column::Id.in_subquery(boxes_counted_by(person))),
        None => Condition::all().add(ballot_box::Column::Id.is_null()),
    }
}

/// The open ballot boxes that take tokens from the staff of a unit: those of the rounds of the units it belongs to.
pub fn boxes_of_staff(home: OrgUnitId) -> Condition {
    let rounds = evaluation_round::Entity::find()
        .select_only()
        .column(evaluation_round::Column::Id)
        .filter(evaluation_round::Column::UnitId.in_subquery(super::units_above(&[home])))
        .into_query();
    Condition::all()
        .add(ballot_box::Column::IsOpen.eq(true))
        .add(ballot_box::Column::SigningKey.is_not_null())
        .add(ballot_box::Column::RoundId.in_subquery(rounds))
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
    ballot_box::Entity::find()
        .select_only()
        .column(ballot_box::Column::RoundId)
        .filter(ballot_box::Column::Id.in_subquery(boxes_counted_by(person)))
        .into_query()
}

fn boxes_counted_by(person: PersonId) -> SelectStatement {
    ballot_teller::Entity::find()
        .select_only()
        .column(ballot_teller::Column::BoxId)
        .filter(ballot_teller::Column::PersonId.eq(person))
        .into_query()
}
