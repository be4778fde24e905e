//! Reading draws; every select starts at [`visible_to`], every entry at that of the entries.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::dto::{CallbackDraw, CallbackDrawFilter, CallbackDrawSort, CallbackSample, CallbackSamples, DrawRow};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach},
    },
    entities::{
        ids::{CallbackDrawId, CallbackId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_callback_draw::{self, Column},
        ledger_callback_sample,
        ledger_entry::{self, LedgerOutcome, Satisfaction},
        org_unit,
    },
    error::{Error, Result},
    features::ledger::{dto::LedgerCallback, queries, trail},
    http::{ListQuery, Paged},
};

/// The draws in the units the caller checks.
pub fn visible_to(actor: &Actor) -> Select<ledger_callback_draw::Entity> {
    let units = Reach::overseeing(actor, Permission::LedgerChecks);
    ledger_callback_draw::Entity::find().filter(units.covers(Column::UnitId))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<CallbackDrawFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<CallbackDraw>> {
    let CallbackDrawFilter { sort: _, unit_id } = query.filter;
    let wanted =
        Condition::all().add_option(unit_id.map(|unit| Column::UnitId.in_subquery(scope::units_below(&[unit]))));
    let column = |sort| match sort {
        CallbackDrawSort::Month => Column::Month,
    };
    let select = visible_to(actor).filter(wanted);
    let page: Paged<DrawRow> = query.page.fetch(db, select, column, Column::Id).await?;
    let items = show(db, actor, &page.items, now).await?;
    Ok(page.with_items(items))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CallbackDrawId,
    now: DateTime<Utc>,
) -> Result<CallbackDraw> {
    let row: DrawRow = visible_to(actor)
        .filter(Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, &[row], now).await?.pop().ok_or(Error::NotFound)
}

/// Drawn entries the caller may see.
type Drawn = (CallbackDrawId, LedgerEntryId, Option<CallbackId>);

async fn drawn(
    db: &impl ConnectionTrait,
    actor: &Actor,
    draws: impl IntoIterator<Item = CallbackDrawId>,
    now: DateTime<Utc>,
) -> Result<Vec<Drawn>> {
    let seen = queries::visible_to(actor, now)
        .select_only()
        .column(ledger_entry::Column::Id)
        .into_query();
    Ok(ledger_callback_sample::Entity::find()
        .select_only()
        .columns([
            ledger_callback_sample::Column::DrawId,
            ledger_callback_sample::Column::EntryId,
            ledger_callback_sample::Column::CallbackId,
        ])
        .filter(ledger_callback_sample::Column::DrawId.is_in(draws))
        .filter(ledger_callback_sample::Column::EntryId.in_subquery(seen))
        .into_tuple()
        .all(db)
        .await?)
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: &[DrawRow],
    now: DateTime<Utc>,
) -> Result<Vec<CallbackDraw>> {
    let drawn = drawn(db, actor, rows.iter().map(|row| row.id), now).await?;
    let calls = trail::calls(db, drawn.iter().filter_map(|(.., call)| *call)).await?;
    let shown = rows.iter().cloned().map(|row| {
        let own: Vec<_> = drawn.iter().filter(|(draw, ..)| *draw == row.id).collect();
        let called: Vec<&LedgerCallback> = own.iter().filter_map(|(.., call)| calls.get(&(*call)?)).collect();
        let count = |counts: &dyn Fn(&LedgerCallback) -> bool| {
            i64::try_from(called.iter().filter(|call| counts(call)).count()).unwrap_or(i64::MAX)
        };
        CallbackDraw {
            drawn: i64::try_from(own.len()).unwrap_or(i64::MAX),
            called: count(&|_| true),
            satisfied: count(&|call| call.satisfaction == Some(Satisfaction::Satisfied)),
            basically_satisfied: count(&|call| call.satisfaction == Some(Satisfaction::BasicallySatisfied)),
            unsatisfied: count(&|call| call.satisfaction == Some(Satisfaction::Unsatisfied)),
            unreached: count(&|call| call.satisfaction.is_none()),
            told_to_say: count(&|call| call.told_to_say),
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            month: row.month,
            percent: row.percent,
            closed: row.closed,
            drawn_by_name: row.drawn_by_name,
            version: row.version,
            created_at: row.created_at,
        }
    });
    Ok(shown.collect())
}

/// A drawn entry: id, number, title, unit, outcome, when it was closed, who handled it.
type Entry = (
    LedgerEntryId,
    String,
    String,
    OrgUnitId,
    Option<LedgerOutcome>,
    Option<DateTime<Utc>>,
    Option<PersonId>,
);

/// The entries of a draw, as far as the caller may see them.
pub async fn samples(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CallbackDrawId,
    now: DateTime<Utc>,
) -> Result<CallbackSamples> {
    find(db, actor, id, now).await?;
    let drawn: HashMap<LedgerEntryId, Option<CallbackId>> = drawn(db, actor, [id], now)
        .await?
        .into_iter()
        .map(|(_, entry, call)| (entry, call))
        .collect();
    let calls = trail::calls(db, drawn.values().copied().flatten()).await?;
    let entries: Vec<Entry> = queries::visible_to(actor, now)
        .select_only()
        .columns([
            ledger_entry::Column::Id,
            ledger_entry::Column::Number,
            ledger_entry::Column::Title,
            ledger_entry::Column::UnitId,
            ledger_entry::Column::Outcome,
            ledger_entry::Column::ClosedAt,
            ledger_entry::Column::HandlerPersonId,
        ])
        .filter(ledger_entry::Column::Id.is_in(drawn.keys().copied()))
        .order_by_asc(ledger_entry::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let units: HashMap<OrgUnitId, String> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(entries.iter().map(|(.., unit, _, _, _)| *unit)))
        .into_tuple::<(OrgUnitId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let items = entries
        .into_iter()
        .map(|(entry_id, number, title, unit, outcome, closed_at, handler)| {
            let call = drawn
                .get(&entry_id)
                .copied()
                .flatten()
                .and_then(|call| calls.get(&call))
                .cloned();
            let reached = call.as_ref().is_some_and(|call| call.satisfaction.is_some());
            let handled = handler.is_some() && handler == actor.person_id;
            CallbackSample {
                entry_id,
                entry_number: number,
                entry_title: title,
                unit_name: units.get(&unit).cloned().unwrap_or_default(),
                outcome,
                closed_at,
                call,
                may_call: !reached && !handled,
            }
        });
    Ok(CallbackSamples { items: items.collect() })
}
