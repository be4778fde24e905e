//! An entry in full, with the moves the caller can make.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{
    categories::limits_in_force,
    clock, co_handlers, deadlines,
    dto::{AllowedMove, LedgerEntry},
    facts::Facts,
    followers, history, merging, moves, names, queries, stages, topics,
};
use crate::{
    auth::{
        Actor, Permission,
        policy::ledger::{self as policy, Part},
    },
    clock::local_date,
    entities::{
        account::SUBMITTER,
        ids::LedgerEntryId,
        ledger_entry::{self, Column, LedgerState},
        ledger_event::LedgerMove,
        ledger_identity,
    },
    error::{Error, Result},
};

/// An entry the caller may see.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let entry = queries::visible_to(actor, now)
        .filter(Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, entry, now).await
}

/// The moves the caller can make, or may not: what the state allows and his part in the entry.
pub fn allowed_moves(state: LedgerState, part: Part, facts: Facts) -> Vec<AllowedMove> {
    let allowed = moves::ASKED_FOR
        .into_iter()
        .filter(|wanted| part.may(*wanted) && moves::next(state, *wanted, facts).is_ok());
    allowed
        .map(|wanted| {
            let (required, optional) = moves::fields(wanted);
            AllowedMove {
                r#move: wanted,
                required,
                optional,
            }
        })
        .collect()
}

/// The names of moves, as problems list them.
pub fn names_of(allowed: &[AllowedMove]) -> Vec<String> {
    allowed.iter().map(|allowed| allowed.r#move.to_value()).collect()
}

/// Shows an entry to somebody who may see it, or who has just written it.
pub async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry: ledger_entry::Model,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    type Names = (String, String, String, Option<String>, Option<String>, bool);
    let names: Option<Names> = ledger_entry::Entity::find_by_id(entry.id)
        .select_only()
        .expr_as(names::of_unit(Column::UnitId), "unit_name")
        .expr_as(names::of_category(Column::CategoryId), "category_name")
        .expr_as(names::of_account(Column::RegisteredBy), "registered_by_name")
        .expr_as(names::of_unit(Column::HandlerUnitId), "handler_unit_name")
        .expr_as(names::of_person(Column::HandlerPersonId), "handler_name")
        .expr_as(Expr::exists(identity_of(entry.id)), "has_identity")
        .into_tuple()
        .one(db)
        .await?;
    let (unit_name, category_name, registered_by_name, handler_unit_name, handler_name, has_identity) =
        names.ok_or(Error::NotFound)?;
    let part = Box::pin(policy::part(db, actor, &entry, local_date(now))).await?;
    let facts = Facts::of(db, &entry, now).await?;
    let events = queries::all_events(db, entry.id).await?;
    let begun = clock::counted_from(&entry);
    let limits = limits_in_force(db, entry.category_id, entry.unit_id, begun).await?;
    let light = clock::light(
        entry.state,
        entry.suspended_at.is_some(),
        entry.due_at,
        entry.stage_due_at,
        now,
    );
    Ok(LedgerEntry {
        legacy_number: entry.legacy_number.clone(),
        light,
        days_left: clock::days_left(light, entry.due_at, entry.stage_due_at, now),
        persons_concerned: queries::persons_concerned(db, entry.id).await?,
        stages: stages::read(&events),
        extension: history::extension(&events),
        suspensions: history::suspensions(&events),
        co_handlers: co_handlers::of_entry(db, entry.id).await?,
        merged_into: merging::merged_into(db, actor, &entry, now).await?,
        merged: merging::merged(db, actor, entry.id, now).await?,
        topic: topics::name_of(db, entry.topic_id).await?,
        allowed_moves: allowed_moves(entry.state, part, facts),
        my_turn: part.is_turn(&entry),
        decides_callbacks: part.decides(),
        followed: followers::follows(db, actor, entry.id).await?,
        may_edit: part.may(LedgerMove::Amend) && moves::next(entry.state, LedgerMove::Amend, facts).is_ok(),
        may_read_identity: has_identity && actor.can(Permission::LedgerIdentity),
        has_identity,
        unit_name,
        category_name,
        registered_by_name,
        handler_unit_name,
        handler_name,
        id: entry.id,
        number: entry.number,
        state: entry.state,
        unit_id: entry.unit_id,
        channel: entry.channel,
        submitter_kind: entry.submitter_kind,
        disclosure: entry.disclosure,
        category_id: entry.category_id,
        urgency: entry.urgency,
        title: entry.title,
        content: entry.content,
        place: entry.place,
        happened_on: entry.happened_on,
        registered_at: entry.registered_at,
        registered_by: Some(entry.registered_by).filter(|account_id| *account_id != SUBMITTER),
        first_receiver_person_id: entry.first_receiver_person_id,
        handler_unit_id: entry.handler_unit_id,
        handler_person_id: entry.handler_person_id,
        handling_way: entry.handling_way,
        reply: entry.reply,
        outcome: entry.outcome,
        finding: entry.finding,
        satisfaction: entry.satisfaction,
        returns: entry.returns,
        reopenings: entry.reopenings,
        origin_activity_id: entry.origin_activity_id,
        stage_due_at: entry.stage_due_at,
        due_at: entry.due_at,
        legal_due_at: deadlines::legal_due_at(begun, entry.extensions > 0, limits),
        closed_at: entry.closed_at,
        version: entry.version,
        created_at: entry.created_at,
        updated_at: entry.updated_at,
    })
}

fn identity_of(id: LedgerEntryId) -> SelectStatement {
    ledger_identity::Entity::find_by_id(id)
        .select_only()
        .column(ledger_identity::Column::EntryId)
        .into_query()
}
