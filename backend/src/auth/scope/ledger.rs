//! Ledger entries: overseers by managing unit; everybody else what he registered, received, handles, helps with, or
//! what is routed to a unit he leads. An entry about a person does not exist for him and for those who report to him.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr},
};

use super::Reach;
use crate::{
    auth::{Actor, Grant, Permission, in_force},
    entities::{
        account,
        ids::{OrgUnitId, PersonId},
        ledger_callback_decision, ledger_co_handler,
        ledger_entry::{Column, ExtensionState, LedgerState, Urgency},
        ledger_person_concerned, ledger_topic, org_unit_closure, role_grant,
        role_grant::Role,
        staff_mention,
    },
};

/// The entries the caller may see today.
pub fn ledger_entries(actor: &Actor, today: NaiveDate) -> Condition {
    let overseen = Reach::overseeing(actor, Permission::LedgerRead).covers(Column::UnitId);
    let mut own = Condition::any()
        .add(overseen)
        .add(Column::RegisteredBy.eq(actor.account_id));
    if let Some(person) = actor.person_id {
        own = own
            .add(Column::FirstReceiverPersonId.eq(person))
            .add(Column::HandlerPersonId.eq(person));
    }
    let led = led_units(actor);
    if !led.is_empty() {
        own = own.add(Column::HandlerUnitId.is_in(led));
    }
    own = own.add(helped_with(co_handled_by(actor)));
    Condition::all().add(own).add(not_kept_from(actor, today))
}

/// The entries of which the caller may know that they are there, also where he cannot read them.
pub fn not_kept_from(actor: &Actor, today: NaiveDate) -> Condition {
    Condition::all()
        .add(without_conflict_of_interest(actor.person_id, &actor.grants, today))
        .add(without_staff_that_nobody_linked(actor))
}

/// The entries whose next move is the caller's; see [`crate::auth::policy::ledger`].
pub fn my_turn(actor: &Actor, today: NaiveDate) -> Condition {
    let units = |wanted: Role| {
        let grants = actor.grants.iter().filter(move |grant| grant.role == wanted);
        grants.filter_map(|grant| grant.unit_id).collect::<Vec<_>>()
    };
    let branches = units(Role::BranchPrincipal);
    let office = Reach::of(actor, |role| role == Role::Office).covers(Column::UnitId);
    let principal = Reach::of(actor, |role| role == Role::Principal).covers(Column::UnitId);
    let pressing = Condition::any()
        .add(Column::Urgency.eq(Urgency::Urgent))
        .add(about_office_of(units(Role::Principal), today));
    let managing = Condition::any()
        .add(Column::UnitId.is_in(branches))
        .add(office.clone())
        .add(Condition::all().add(principal).add(pressing));
    let undisputed = Condition::any()
        .add(Column::Returns.lt(crate::auth::policy::ledger::RETURNS))
        .add(office.clone());
    let owed = helped_with(co_handled_by(actor).add(ledger_co_handler::Column::DoneAt.is_null()));
    let mut handling = Condition::any()
        .add(Column::HandlerUnitId.is_in(led_units(actor)))
        .add(owed);
    let mut calling = managing.clone().add(Column::RegisteredBy.eq(actor.account_id));
    let mut not_handler = Condition::all();
    if let Some(person) = actor.person_id {
        handling = handling.add(Column::HandlerPersonId.eq(person));
        calling = calling.add(Column::FirstReceiverPersonId.eq(person));
        not_handler = not_handler.add(
            Condition::any()
                .add(Column::HandlerPersonId.is_null())
                .add(Column::HandlerPersonId.ne(person)),
        );
    }
    let deciding = office.clone();
    let to_grant = Condition::all()
        .add(Column::State.eq(LedgerState::InProgress))
        .add(Column::Extension.eq(ExtensionState::Asked))
        .add(office)
        .add(not_handler.clone());
    let in_state = |state: LedgerState| Condition::all().add(Column::State.eq(state));
    Condition::any()
        .add(in_state(LedgerState::Registered).add(managing.clone()))
        .add(in_state(LedgerState::Accepted).add(managing).add(undisputed))
        .add(
            Condition::all()
                .add(Column::State.is_in([LedgerState::Routed, LedgerState::InProgress]))
                .add(handling),
        )
        .add(to_grant)
        .add(
            in_state(LedgerState::Replied)
                .add(calling)
                .add(not_handler.clone())
                .add(undecided().not()),
        )
        .add(undecided().add(deciding).add(not_handler))
}

/// That the entry is about the office of one of these units: then it goes to the principal.
pub fn about_office_of(units: Vec<OrgUnitId>, today: NaiveDate) -> Condition {
    let office = persons_granted(
        &[Role::Office],
        Condition::all().add(role_grant::Column::UnitId.is_in(units)),
        today,
    );
    let about = ledger_person_concerned::Entity::find()
        .select_only()
        .column(ledger_person_concerned::Column::EntryId)
        .filter(ledger_person_concerned::Column::PersonId.in_subquery(office))
        .into_query();
    Condition::all().add(Column::Id.in_subquery(about))
}

/// That a dissatisfaction waits for the office to say whether it is reasonable.
fn undecided() -> Condition {
    let waiting = ledger_callback_decision::Entity::find()
        .select_only()
        .column(ledger_callback_decision::Column::EntryId)
        .filter(ledger_callback_decision::Column::DecidedAt.is_null())
        .into_query();
    Condition::all().add(Column::Id.in_subquery(waiting))
}

/// That the caller helps to handle the entry (协办), in person or as leader of a unit, and was not let go.
pub fn co_handled_by(actor: &Actor) -> Condition {
    let of_led_units = ledger_co_handler::Column::PersonId
        .is_null()
        .and(ledger_co_handler::Column::UnitId.is_in(led_units(actor)));
    let helps = Condition::any().add(of_led_units).add_option(
        actor
            .person_id
            .map(|person| ledger_co_handler::Column::PersonId.eq(person)),
    );
    Condition::all()
        .add(ledger_co_handler::Column::RemovedAt.is_null())
        .add(helps)
}

fn helped_with(which: Condition) -> SimpleExpr {
    let helped = ledger_co_handler::Entity::find()
        .select_only()
        .column(ledger_co_handler::Column::EntryId)
        .filter(which)
        .into_query();
    Column::Id.in_subquery(helped)
}

/// Topics (一类事): those of the caller's units and of the units above, which group his entries with others.
pub fn ledger_topics(actor: &Actor) -> Condition {
    let Reach::Units(units) = Reach::of(actor, |role| Permission::LedgerRead.is_given_to(role)) else {
        return Condition::all();
    };
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(units))
        .into_query();
    Condition::all().add(ledger_topic::Column::UnitId.in_subquery(above))
}

/// Units whose routed entries the caller handles.
fn led_units(actor: &Actor) -> Vec<OrgUnitId> {
    let leading = actor.grants.iter().filter(|grant| leads(grant.role));
    leading.filter_map(|grant| grant.unit_id).collect()
}

/// Roles that lead exactly the unit of their grant.
pub fn leads(role: Role) -> bool {
    match role {
        Role::Leader | Role::BranchPrincipal | Role::Principal | Role::Office => true,
        Role::Admin | Role::Auditor | Role::Bureau | Role::Teacher => false,
    }
}

/// **Conflict of interest**, the one rule: the entry is about neither this person nor somebody he reports to.
pub fn without_conflict_of_interest(person_id: Option<PersonId>, grants: &[Grant], today: NaiveDate) -> Condition {
    let mut about = Condition::any();
    if let Some(person) = person_id {
        about = about.add(ledger_person_concerned::Column::PersonId.eq(person));
    }
    if let Some(heads) = heads_above(grants, today) {
        about = about.add(ledger_person_concerned::Column::PersonId.in_subquery(heads));
    }
    if about.is_empty() {
        return Condition::all();
    }
    without_those(about)
}

/// The entries that everybody who oversees a unit may see: about none of those who head it or a unit above it. What a
/// report counts, so that its reader learns of no entry about himself.
pub fn about_no_overseer(unit_id: OrgUnitId, today: NaiveDate) -> Condition {
    let at_or_above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    let overseers = persons_granted(
        &[
            Role::Bureau,
            Role::Principal,
            Role::Office,
            Role::BranchPrincipal,
            Role::Leader,
        ],
        Condition::any()
            .add(role_grant::Column::UnitId.in_subquery(at_or_above))
            .add(role_grant::Column::UnitId.is_null()),
        today,
    );
    without_those(Condition::all().add(ledger_person_concerned::Column::PersonId.in_subquery(overseers)))
}

fn without_those(about: Condition) -> Condition {
    let hidden = ledger_person_concerned::Entity::find()
        .select_only()
        .column(ledger_person_concerned::Column::EntryId)
        .filter(about)
        .into_query();
    Condition::all().add(Column::Id.not_in_subquery(hidden))
}

/// The persons who hold one of these roles in one of these units.
fn persons_granted(roles: &[Role], units: Condition, today: NaiveDate) -> SelectStatement {
    account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .join(
            JoinType::InnerJoin,
            account::Entity::belongs_to(role_grant::Entity)
                .from(account::Column::Id)
                .to(role_grant::Column::AccountId)
                .into(),
        )
        .filter(Expr::col((account::Entity, account::Column::PersonId)).is_not_null())
        .filter(role_grant::Column::Role.is_in(roles.iter().copied()))
        .filter(in_force(today))
        .filter(units)
        .into_query()
}

/// That whom it names in words has been linked, for all but the office and the bureau: until then nobody knows from
/// whom it must be kept.
fn without_staff_that_nobody_linked(actor: &Actor) -> Condition {
    let knows = Reach::of(actor, |role| matches!(role, Role::Office | Role::Bureau)).covers(Column::UnitId);
    let open = staff_mention::Entity::find()
        .select_only()
        .column(staff_mention::Column::EntryId)
        .filter(staff_mention::Column::SettledAt.is_null())
        .into_query();
    Condition::any().add(Column::Id.not_in_subquery(open)).add(knows)
}

/// The persons to whom the holder of these grants reports: those who head a unit above each of the grants, or the
/// same unit in a higher role. `None` when one of the grants reports to nobody in a school.
fn heads_above(grants: &[Grant], today: NaiveDate) -> Option<SelectStatement> {
    let mut above_each = Condition::all();
    for grant in grants {
        let unit_id = grant.unit_id.filter(|_| reports(grant.role))?;
        let above = org_unit_closure::Entity::find()
            .select_only()
            .column(org_unit_closure::Column::AncestorId)
            .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
            .filter(org_unit_closure::Column::Depth.gt(0))
            .into_query();
        let higher = Condition::all()
            .add(role_grant::Column::UnitId.eq(unit_id))
            .add(role_grant::Column::Role.is_in(above_role(grant.role)));
        above_each = above_each.add(
            Condition::any()
                .add(role_grant::Column::UnitId.in_subquery(above))
                .add(higher),
        );
    }
    if above_each.is_empty() {
        return None;
    }
    let heads = [Role::Principal, Role::BranchPrincipal, Role::Leader];
    Some(persons_granted(&heads, above_each, today))
}

/// Roles whose holders report to the heads of their units. The office does not: entries about the principal go to it.
fn reports(role: Role) -> bool {
    match role {
        Role::Principal | Role::BranchPrincipal | Role::Leader | Role::Teacher => true,
        Role::Admin | Role::Auditor | Role::Bureau | Role::Office => false,
    }
}

/// The roles that head the holder of a role in the same unit.
fn above_role(role: Role) -> Vec<Role> {
    match role {
        Role::Teacher => vec![Role::Principal, Role::BranchPrincipal, Role::Leader],
        Role::Leader => vec![Role::Principal, Role::BranchPrincipal],
        Role::BranchPrincipal => vec![Role::Principal],
        Role::Principal | Role::Office | Role::Bureau | Role::Admin | Role::Auditor => Vec::new(),
    }
}

/// Rows of nobody in particular, of the caller's units, and of the units above them: categories and their limits.
pub fn for_own_units(actor: &Actor, unit: impl ColumnTrait) -> Condition {
    let own = Reach::of(actor, |role| Permission::LedgerRead.is_given_to(role));
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.is_in(actor.grants.iter().filter_map(|grant| grant.unit_id)))
        .into_query();
    Condition::any()
        .add(unit.is_null())
        .add(own.covers(unit))
        .add(unit.in_subquery(above))
}
