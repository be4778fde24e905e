//! Reading opinion items; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    dto::{OpinionEvent, OpinionEvents, OpinionItem},
    filter::{OpinionFilter, OpinionSort, Row},
    light::light,
    moves::{self, Part},
};
use crate::{
    auth::{
        Actor, Permission, policy,
        scope::{self, ledger::ledger_entries, opinions as rows},
    },
    clock::local_date,
    entities::{
        ids::{LedgerEntryId, OpinionItemId, OrgUnitId, PersonId},
        ledger_entry, opinion_event,
        opinion_item::{self, OpinionState},
    },
    error::{Error, Result},
    features::accounts::account_names,
    http::{ListQuery, Paged},
};

/// The opinion items the caller may see.
fn visible_to(actor: &Actor) -> Select<opinion_item::Entity> {
    opinion_item::Entity::find().filter(rows::opinions(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<OpinionFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<OpinionItem>> {
    let OpinionFilter {
        sort: _,
        state,
        level,
        unit_id,
        responder_id,
        ledger_entry_id,
        overdue: late,
        my_turn,
    } = query.filter;
    let only = |wanted: bool, condition: Condition| if wanted { condition } else { condition.not() };
    let matching = Condition::all()
        .add_option(state.map(|states| opinion_item::Column::State.is_in(states.0)))
        .add_option(level.map(|levels| opinion_item::Column::Level.is_in(levels.0)))
        .add_option(unit_id.map(|unit| opinion_item::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(responder_id.map(|person| opinion_item::Column::ResponderId.eq(person)))
        .add_option(ledger_entry_id.map(|entry| opinion_item::Column::LedgerEntryId.eq(entry)))
        .add_option(late.map(|wanted| only(wanted, overdue(now))))
        .add_option(my_turn.map(|wanted| only(wanted, rows::my_turn(actor))));
    let column = |sort| match sort {
        OpinionSort::SeenAt => opinion_item::Column::SeenAt,
        OpinionSort::DueAt => opinion_item::Column::DueAt,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query.page.fetch(db, select, column, opinion_item::Column::Id).await?;
    let items = show(db, actor, std::mem::take(&mut page.items), now).await?;
    Ok(page.with_items(items))
}

fn overdue(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(opinion_item::Column::State.eq(OpinionState::Open))
        .add(opinion_item::Column::DueAt.lt(now))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: OpinionItemId,
    now: DateTime<Utc>,
) -> Result<OpinionItem> {
    let row: Row = visible_to(actor)
        .filter(opinion_item::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row], now).await?.pop().ok_or(Error::NotFound)
}

/// The opinion item as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OpinionItemId,
) -> Result<opinion_item::Model> {
    visible_to(actor)
        .filter(opinion_item::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn events(db: &impl ConnectionTrait, actor: &Actor, id: OpinionItemId) -> Result<OpinionEvents> {
    if visible_to(actor)
        .filter(opinion_item::Column::Id.eq(id))
        .count(db)
        .await?
        == 0
    {
        return Err(Error::NotFound);
    }
    let rows = opinion_event::Entity::find()
        .filter(opinion_event::Column::OpinionId.eq(id))
        .order_by_asc(opinion_event::Column::Seq)
        .all(db)
        .await?;
    let names = account_names(db, rows.iter().map(|row| row.account_id)).await?;
    let items = rows
        .into_iter()
        .map(|row| OpinionEvent {
            seq: row.seq,
            step: row.step,
            to_state: row.to_state,
            account_name: names.get(&row.account_id).cloned().unwrap_or_default(),
            note: row.note,
            changes: row.changes,
            at: row.at,
        })
        .collect();
    Ok(OpinionEvents { items })
}

/// What of the opinion items waits for the caller (待办).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    /// `?my_turn=true&overdue=true`
    pub overdue: u64,
    /// `?my_turn=true&overdue=false`
    pub waiting: u64,
}

pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<Tasks> {
    let mine = || visible_to(actor).filter(rows::my_turn(actor));
    Ok(Tasks {
        overdue: mine().filter(overdue(now)).count(db).await?,
        waiting: mine().filter(overdue(now).not()).count(db).await?,
    })
}

/// The caller's part in an opinion item.
pub fn part(actor: &Actor, unit_id: OrgUnitId, responder_id: Option<PersonId>) -> Part {
    Part {
        responder: responder_id.is_some() && responder_id == actor.person_id,
        overseer: policy::oversees_unit(actor, Permission::OpinionsWrite, unit_id),
    }
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<Row>,
    now: DateTime<Utc>,
) -> Result<Vec<OpinionItem>> {
    let entries: Vec<(LedgerEntryId, String)> = ledger_entry::Entity::find()
        .filter(ledger_entries(actor, local_date(now)))
        .filter(ledger_entry::Column::Id.is_in(rows.iter().filter_map(|row| row.ledger_entry_id)))
        .select_only()
        .columns([ledger_entry::Column::Id, ledger_entry::Column::Number])
        .into_tuple()
        .all(db)
        .await?;
    let numbers: HashMap<LedgerEntryId, String> = entries.into_iter().collect();
    let registers = actor.can(Permission::LedgerRegister);
    let view = |row: Row| {
        let part = part(actor, row.unit_id, row.responder_id);
        let number = row.ledger_entry_id.and_then(|id| numbers.get(&id).cloned());
        OpinionItem {
            light: light(row.state, row.seen_at, row.due_at, now),
            answered_late: row.replied_at.is_some_and(|at| at > row.due_at),
            editable: moves::is_editable(row.state, part),
            may_raise: registers && part.overseer && row.ledger_entry_id.is_none(),
            allowed_moves: moves::allowed(row.state, part),
            raised: row.ledger_entry_id.is_some(),
            ledger_entry_id: row.ledger_entry_id.filter(|_| number.is_some()),
            ledger_entry_number: number,
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            source: row.source,
            link: row.link,
            seen_at: row.seen_at,
            summary: row.summary,
            level: row.level,
            due_at: row.due_at,
            responder_id: row.responder_id,
            responder_name: row.responder_name,
            state: row.state,
            reply: row.reply,
            replied_at: row.replied_at,
            closed_at: row.closed_at,
            recorded_by_name: row.recorded_by_name,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
