//! What an evaluation may know of complaints: only what was confirmed, after the person was heard.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    auth::{Actor, scope::ledger::not_kept_from},
    clock::local_date,
    entities::{
        ids::{LedgerEntryId, PersonId},
        ledger_entry::{self, Column, LedgerFinding, LedgerState},
        ledger_hearing, ledger_person_concerned,
    },
    error::Result,
    features::ledger::{clock::start_of, queries},
};

/// A confirmed complaint about a person.
#[derive(Debug, Clone, PartialEq, Eq, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "ledger_entry::Entity")]
pub struct ConfirmedFinding {
    pub id: LedgerEntryId,
    pub number: String,
    pub title: String,
    pub closed_at: Option<DateTime<Utc>>,
}

/// The complaints about a person that were confirmed after he was heard and closed within some days, as far as the
/// caller may see them; the earliest first.
pub async fn confirmed_findings(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    days: (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<ConfirmedFinding>> {
    Ok(queries::visible_to(actor, now)
        .filter(confirmed(person_id, days))
        .order_by_asc(Column::ClosedAt)
        .order_by_asc(Column::Id)
        .into_partial_model()
        .all(db)
        .await?)
}

/// How many of them there are, also of those that the caller cannot read; none is counted that is kept from him.
pub async fn confirmed_count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    days: (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<u64> {
    Ok(ledger_entry::Entity::find()
        .filter(not_kept_from(actor, local_date(now)))
        .filter(confirmed(person_id, days))
        .count(db)
        .await?)
}

fn confirmed(person_id: PersonId, (from, until): (NaiveDate, NaiveDate)) -> Condition {
    let concerned = ledger_person_concerned::Entity::find()
        .select_only()
        .column(ledger_person_concerned::Column::EntryId)
        .filter(ledger_person_concerned::Column::PersonId.eq(person_id))
        .into_query();
    let heard = ledger_hearing::Entity::find()
        .select_only()
        .column(ledger_hearing::Column::Id)
        .filter(
            Expr::col((ledger_hearing::Entity, ledger_hearing::Column::EntryId))
                .eq(Expr::col((ledger_entry::Entity, Column::Id))),
        )
        .filter(ledger_hearing::Column::PersonId.eq(person_id))
        .into_query();
    Condition::all()
        .add(Column::Id.in_subquery(concerned))
        .add(Column::State.eq(LedgerState::Closed))
        .add(Column::Finding.eq(LedgerFinding::Confirmed))
        .add(Column::ClosedAt.gte(start_of(from)))
        .add(Column::ClosedAt.lt(queries::end_of(until)))
        .add(Expr::exists(heard))
}
