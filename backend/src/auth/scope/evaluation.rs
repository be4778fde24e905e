//! Evaluation: overseers see what their units hold, everybody else the rounds he takes part in. What is said of a person
//! he reads when it is published, and who said it never; results of others are read by those who answer for the unit.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, SelectStatement, SimpleExpr},
};

use super::{Actor, Permission, Reach};
use crate::{
    auth::policy::evaluation::led_units,
    entities::{
        ballot_box, ballot_teller, evaluation_assessor, evaluation_object, evaluation_objection, evaluation_result,
        evaluation_round::{self, RoundState},
        evaluation_rules::ObjectKind,
        evaluation_scheme, evaluation_sheet,
        ids::{OrgUnitId, PersonId},
    },
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

/// The rounds whose results the caller answers for.
pub fn rounds_with_results(actor: &Actor) -> SimpleExpr {
    Reach::overseeing(actor, Permission::EvaluationResults).covers(evaluation_round::Column::UnitId)
}

/// The results the caller may see: those he answers for, about himself not before they are published; and his own
/// from then on.
pub fn results(actor: &Actor) -> Condition {
    let published = || {
        let told = evaluation_round::Column::State.is_in([RoundState::Published, RoundState::Archived]);
        evaluation_result::Column::RoundId.in_subquery(rounds_where(told))
    };
    let own = || evaluation_result::Column::ObjectId.in_subquery(own_objects(actor));
    let held = evaluation_result::Column::RoundId.in_subquery(rounds_where(rounds_with_results(actor)));
    Condition::any().add(Condition::all().add(own()).add(published())).add(
        Condition::all()
            .add(held)
            .add(Condition::any().add(own().not()).add(published())),
    )
}

/// The results that are about the caller, and published.
pub fn own_results(actor: &Actor) -> Condition {
    Condition::all()
        .add(results(actor))
        .add(evaluation_result::Column::ObjectId.in_subquery(own_objects(actor)))
}

/// The objections the caller may see: his own, and those he answers for.
pub fn objections(actor: &Actor) -> Condition {
    let held = rounds_where(rounds_with_results(actor));
    Condition::any()
        .add(evaluation_objection::Column::FiledBy.eq(actor.account_id))
        .add(evaluation_objection::Column::RoundId.in_subquery(held))
}

fn rounds_where(condition: SimpleExpr) -> SelectStatement {
    evaluation_round::Entity::find()
        .select_only()
        .column(evaluation_round::Column::Id)
        .filter(condition)
        .into_query()
}

/// What is evaluated and is the caller: himself, or the leadership team he leads.
fn own_objects(actor: &Actor) -> SelectStatement {
    let leading = Condition::all()
        .add(evaluation_object::Column::Kind.eq(ObjectKind::LeadershipTeam))
        .add(evaluation_object::Column::UnitId.is_in(led_units(actor)));
    let own = Condition::any().add(leading).add_option(
        actor
            .person_id
            .map(|person| evaluation_object::Column::PersonId.eq(person)),
    );
    evaluation_object::Entity::find()
        .select_only()
        .column(evaluation_object::Column::Id)
        .filter(own)
        .into_query()
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
