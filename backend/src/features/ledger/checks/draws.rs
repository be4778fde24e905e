//! Drawing: at random, and once for a unit and month, so that nobody draws until he likes the result.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use rand::seq::SliceRandom;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    dto::{CallbackDraw, NewCallbackDraw},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    clock::local_date,
    entities::{
        ids::{CallbackDrawId, LedgerEntryId},
        ledger_callback_draw, ledger_callback_sample,
        ledger_entry::{Column, Disclosure, LedgerOutcome, LedgerState},
    },
    error::{Error, Result},
    features::ledger::{clock::start_of, queries as entries},
    language::text,
};

/// Draws entries of a month that is over.
pub async fn draw(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewCallbackDraw,
    now: DateTime<Utc>,
) -> Result<CallbackDraw> {
    if !policy::oversees_unit(actor, Permission::LedgerChecks, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let (month, after) = month_of(new.month)
        .filter(|(_, after)| *after <= local_date(now))
        .ok_or_else(|| {
            Error::invalid(
                "month",
                "not_over",
                text("只能抽查已经结束的月份", "the month must be over"),
            )
        })?;
    refuse_second(tx, new, month).await?;
    let mut closed = called_back(tx, actor, new, (month, after), now).await?;
    if closed.is_empty() {
        return Err(Error::invalid(
            "month",
            "nothing_to_draw",
            text(
                "该月没有可以抽查的已销号条目",
                "no entry that could be called was closed in this month",
            ),
        ));
    }
    let all = closed.len();
    closed.shuffle(&mut rand::rng());
    closed.truncate((all * usize::from(new.percent.unsigned_abs())).div_ceil(100));
    let id = CallbackDrawId::new();
    ledger_callback_draw::Entity::insert(ledger_callback_draw::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        month: Set(month),
        percent: Set(new.percent),
        closed: Set(i32::try_from(all).unwrap_or(i32::MAX)),
        drawn_by: Set(actor.account_id),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    let samples = closed.into_iter().map(|entry_id| ledger_callback_sample::ActiveModel {
        draw_id: Set(id),
        entry_id: Set(entry_id),
        callback_id: Set(None),
    });
    ledger_callback_sample::Entity::insert_many(samples)
        .exec_without_returning(tx)
        .await?;
    queries::find(tx, actor, id, now).await
}

/// The first day of a month, and of the one after it.
fn month_of(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = day.with_day(1)?;
    Some((first, first.checked_add_months(Months::new(1))?))
}

async fn refuse_second(tx: &impl ConnectionTrait, new: &NewCallbackDraw, month: NaiveDate) -> Result<()> {
    let drawn = ledger_callback_draw::Entity::find()
        .filter(ledger_callback_draw::Column::UnitId.eq(new.unit_id))
        .filter(ledger_callback_draw::Column::Month.eq(month));
    if drawn.one(tx).await?.is_none() {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "drawn_already",
        detail: text(
            "该单位这个月已经抽过，抽查只抽一次。",
            "This unit's month was drawn already: it is drawn once.",
        ),
    })
}

/// The entries whose submitters can be called: answered, closed in the month, and not anonymous.
async fn called_back(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewCallbackDraw,
    (month, after): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<LedgerEntryId>> {
    Ok(entries::visible_to(actor, now)
        .select_only()
        .column(Column::Id)
        .filter(Column::UnitId.in_subquery(scope::units_below(&[new.unit_id])))
        .filter(Column::State.eq(LedgerState::Closed))
        .filter(Column::ClosedAt.gte(start_of(month)))
        .filter(Column::ClosedAt.lt(start_of(after)))
        .filter(Column::Disclosure.ne(Disclosure::Anonymous))
        .filter(Column::LegacyNumber.is_null())
        .filter(Column::Outcome.is_in([
            LedgerOutcome::Resolved,
            LedgerOutcome::Explained,
            LedgerOutcome::ReferredUp,
            LedgerOutcome::Unsubstantiated,
        ]))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(tx)
        .await?)
}
