//! Plans and what belongs to them: those of the own units and of the units above; drafts for those who write them.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::Reach;
use crate::{
    auth::{Actor, Permission},
    entities::{
        duty_reminder,
        duty_waiver::{self, WaiverAuthority, WaiverState},
        org_unit, org_unit_closure, person,
        plan::{self, PlanState},
        plan_template_version,
        role_grant::Role,
    },
};

/// Plans: everybody sees those his own units work by; a draft only whoever may write plans of its unit, and an
/// administrator.
pub fn plans(actor: &Actor) -> Condition {
    let reach = Reach::of(actor, |role| Permission::PlanRead.is_given_to(role));
    let seen = match &reach {
        Reach::Everything => Condition::all(),
        Reach::Units(units) => {
            let above = org_unit_closure::Entity::find()
                .select_only()
                .column(org_unit_closure::Column::AncestorId)
                .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
                .into_query();
            Condition::any()
                .add(reach.covers(plan::Column::UnitId))
                .add(plan::Column::UnitId.in_subquery(above))
        }
    };
    if actor.has_role(Role::Admin) {
        return seen;
    }
    let open = Condition::any()
        .add(plan::Column::State.ne(PlanState::Draft))
        .add(writable(actor));
    Condition::all().add(seen).add(open)
}

/// The plans whose drafts the caller writes: those of his units, but of a bureau only its own, not its schools'.
fn writable(actor: &Actor) -> Condition {
    let schools = Reach::of(actor, |role| {
        role != Role::Bureau && Permission::PlanWrite.is_given_to(role)
    });
    let own = actor.grants.iter().filter(|grant| grant.role == Role::Bureau);
    let own = own.filter_map(|grant| grant.unit_id);
    Condition::any()
        .add(schools.covers(plan::Column::UnitId))
        .add(plan::Column::UnitId.is_in(own))
}

/// The ids of the plans the caller may see, for what belongs to a plan.
pub fn plan_ids(actor: &Actor) -> SelectStatement {
    plan::Entity::find()
        .select_only()
        .column(plan::Column::Id)
        .filter(plans(actor))
        .into_query()
}

/// What bureaus above the caller's units, or he himself, have published as templates.
pub fn template_versions(actor: &Actor) -> Condition {
    let Reach::Units(units) = Reach::of(actor, |role| Permission::PlanRead.is_given_to(role)) else {
        return Condition::all();
    };
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(units))
        .into_query();
    Condition::all().add(plan_template_version::Column::UnitId.in_subquery(above))
}

/// The waivers a caller may see: his own, those of the units he oversees, and those the bureau decides about.
pub fn waivers(actor: &Actor) -> Condition {
    let school = Reach::of(actor, oversees_school);
    let bureau = Reach::of(actor, |role| role == Role::Bureau);
    own_waivers(actor).add(school.covers(duty_waiver::Column::UnitId)).add(
        Condition::all()
            .add(duty_waiver::Column::Authority.eq(WaiverAuthority::Bureau))
            .add(bureau.covers(duty_waiver::Column::UnitId)),
    )
}

/// The waivers about the caller, or that he asked for.
pub fn own_waivers(actor: &Actor) -> Condition {
    Condition::any()
        .add(duty_waiver::Column::RequestedBy.eq(actor.account_id))
        .add_option(actor.person_id.map(|person| duty_waiver::Column::PersonId.eq(person)))
}

/// The waivers that wait for the caller's decision.
pub fn waivers_to_decide(actor: &Actor) -> Condition {
    let decides = |authority, role| {
        Condition::all()
            .add(duty_waiver::Column::Authority.eq(authority))
            .add(Reach::of(actor, |held| held == role).covers(duty_waiver::Column::UnitId))
    };
    let himself = actor.person_id.map(|person| {
        Condition::any()
            .add(duty_waiver::Column::PersonId.is_null())
            .add(duty_waiver::Column::PersonId.ne(person))
    });
    Condition::all()
        .add(duty_waiver::Column::State.eq(WaiverState::Requested))
        .add(
            Condition::any()
                .add(decides(WaiverAuthority::School, Role::Principal))
                .add(decides(WaiverAuthority::Bureau, Role::Bureau)),
        )
        .add_option(himself)
}

/// The staff for whom the caller may ask for a waiver: himself, and everybody of the units he oversees.
pub fn staff_to_request_for(actor: &Actor) -> Condition {
    Condition::any()
        .add_option(actor.person_id.map(|id| person::Column::Id.eq(id)))
        .add(Reach::of(actor, oversees_school).covers(person::Column::UnitId))
}

/// Roles that look after the staff of a school: leaves and waivers are their business, not the bureau's.
pub fn oversees_school(role: Role) -> bool {
    matches!(role, Role::Principal | Role::Office | Role::BranchPrincipal)
}

/// Reminders of duties: one's own.
pub fn own_reminders(actor: &Actor) -> Condition {
    Condition::all().add(match actor.person_id {
        Some(person) => duty_reminder::Column::PersonId.eq(person),
        None => Expr::value(false),
    })
}

/// The units whose own duties the caller may follow.
pub fn units_with_duties(actor: &Actor) -> Condition {
    Condition::all().add(Reach::overseeing(actor, Permission::DutiesRead).covers(org_unit::Column::Id))
}

/// The staff whose duties the caller may follow: himself, and everybody of the units he oversees.
pub fn staff_with_duties(actor: &Actor) -> Condition {
    Condition::any()
        .add_option(actor.person_id.map(|id| person::Column::Id.eq(id)))
        .add(Reach::overseeing(actor, Permission::DutiesRead).covers(person::Column::UnitId))
}
