//! Reading the board, and what the office tells of an entry.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use super::{
    counts::{Counted, Numbers, OUTCOMES},
    dto::{Board, BoardCategory, BoardOutcome, BoardSummaries, BoardSummary, PublicSummary},
    suppression::LEAST,
};
use crate::{
    auth::{Actor, scope::units_below},
    clock::local_date,
    entities::{
        account,
        board_summary::{self, BoardSummaryState},
        ids::{LedgerCategoryId, LedgerEntryId, OrgUnitId},
        ledger_category,
        ledger_entry::{self, LedgerOutcome, LedgerState, Satisfaction},
        ledger_event::{self, LedgerMove},
        org_unit,
    },
    error::{Error, Result},
    features::{intake::concerns::school_of, ledger},
};

const MONTHS: u32 = 12;
const MOST_SUMMARIES: u64 = 50;

/// The board of the central school that a unit is or belongs to.
pub async fn board(db: &impl ConnectionTrait, unit_id: OrgUnitId, now: DateTime<Utc>) -> Result<Board> {
    let (_, school) = school_of(db, unit_id).await?;
    let today = local_date(now);
    let after = today.with_day(1).unwrap_or(today);
    let from = after - Months::new(MONTHS);
    let (categories, entries) = counted(db, school.id, from, after).await?;
    let numbers = Numbers::of(&entries, categories.len(), now);
    let told = categories.into_iter().zip(&numbers.categories.parts);
    let categories = told
        .filter(|(_, count)| **count != Some(0))
        .map(|(name, count)| BoardCategory { name, count: *count });
    let outcomes = OUTCOMES.into_iter().zip(&numbers.outcomes.parts);
    Ok(Board {
        from,
        until: after - TimeDelta::days(1),
        least: LEAST,
        total: numbers.outcomes.total,
        categories: categories.collect(),
        outcomes: outcomes
            .map(|(outcome, count)| BoardOutcome { outcome, count: *count })
            .collect(),
        rates: numbers.rates,
        summaries: published(db, school.id).await?,
        school_name: school.name,
    })
}

type Row = (
    LedgerEntryId,
    LedgerCategoryId,
    LedgerState,
    Option<LedgerOutcome>,
    Option<Satisfaction>,
    DateTime<Utc>,
);

/// What was raised in a school from one day until another, but not withdrawn and not merged; with the names of all
/// categories.
async fn counted(
    db: &impl ConnectionTrait,
    school_id: OrgUnitId,
    from: NaiveDate,
    after: NaiveDate,
) -> Result<(Vec<String>, Vec<Counted>)> {
    let raised = || raised(school_id, from, after);
    let rows: Vec<Row> = raised()
        .select_only()
        .columns([
            ledger_entry::Column::Id,
            ledger_entry::Column::CategoryId,
            ledger_entry::Column::State,
            ledger_entry::Column::Outcome,
            ledger_entry::Column::Satisfaction,
            ledger_entry::Column::DueAt,
        ])
        .into_tuple()
        .all(db)
        .await?;
    let ids = raised().select_only().column(ledger_entry::Column::Id).into_query();
    let answered: HashMap<LedgerEntryId, DateTime<Utc>> = ledger_event::Entity::find()
        .select_only()
        .column(ledger_event::Column::EntryId)
        .column_as(ledger_event::Column::At.min(), "answered_at")
        .filter(ledger_event::Column::EntryId.in_subquery(ids))
        .filter(ledger_event::Column::Move.is_in([LedgerMove::Reply, LedgerMove::Settle, LedgerMove::Decline]))
        .group_by(ledger_event::Column::EntryId)
        .into_tuple::<(LedgerEntryId, DateTime<Utc>)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let used: HashSet<LedgerCategoryId> = rows.iter().map(|row| row.1).collect();
    let names: Vec<(LedgerCategoryId, String)> = ledger_category::Entity::find()
        .select_only()
        .columns([ledger_category::Column::Id, ledger_category::Column::Name])
        .filter(ledger_category::Column::Id.is_in(used))
        .order_by_asc(ledger_category::Column::SortOrder)
        .order_by_asc(ledger_category::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let places: HashMap<LedgerCategoryId, usize> = names.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let entries = rows
        .into_iter()
        .map(|(id, category, state, outcome, satisfaction, due_at)| Counted {
            category: places.get(&category).copied().unwrap_or_default(),
            state,
            outcome,
            satisfaction,
            due_at,
            answered_at: answered.get(&id).copied(),
        });
    Ok((names.iter().map(|(_, name)| name.clone()).collect(), entries.collect()))
}

fn raised(school_id: OrgUnitId, from: NaiveDate, after: NaiveDate) -> Select<ledger_entry::Entity> {
    // The first instant of a day in China (UTC+8).
    let start = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
    ledger_entry::Entity::find()
        .filter(ledger_entry::Column::UnitId.in_subquery(units_below(&[school_id])))
        .filter(ledger_entry::Column::RegisteredAt.gte(start(from)))
        .filter(ledger_entry::Column::RegisteredAt.lt(start(after)))
        .filter(
            Condition::any()
                .add(ledger_entry::Column::Outcome.is_null())
                .add(ledger_entry::Column::Outcome.is_not_in([LedgerOutcome::Withdrawn, LedgerOutcome::Merged])),
        )
}

async fn published(db: &impl ConnectionTrait, school_id: OrgUnitId) -> Result<Vec<PublicSummary>> {
    let rows: Vec<(String, String, String, String, DateTime<Utc>)> = board_summary::Entity::find()
        .select_only()
        .columns([board_summary::Column::Title, board_summary::Column::Result])
        .column_as(ledger_category::Column::Name, "category_name")
        .column_as(org_unit::Column::Name, "unit_name")
        .column(board_summary::Column::PublishedAt)
        .join(
            JoinType::InnerJoin,
            board_summary::Entity::belongs_to(ledger_entry::Entity)
                .from(board_summary::Column::EntryId)
                .to(ledger_entry::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            ledger_entry::Entity::belongs_to(ledger_category::Entity)
                .from(ledger_entry::Column::CategoryId)
                .to(ledger_category::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            board_summary::Entity::belongs_to(org_unit::Entity)
                .from(board_summary::Column::UnitId)
                .to(org_unit::Column::Id)
                .into(),
        )
        .filter(board_summary::Column::UnitId.in_subquery(units_below(&[school_id])))
        .filter(board_summary::Column::State.eq(BoardSummaryState::Published))
        .order_by_desc(board_summary::Column::PublishedAt)
        .limit(MOST_SUMMARIES)
        .into_tuple()
        .all(db)
        .await?;
    let shown = rows
        .into_iter()
        .map(|(title, result, category_name, unit_name, at)| PublicSummary {
            title,
            result,
            category_name,
            unit_name,
            published_on: local_date(at),
        });
    Ok(shown.collect())
}

/// What the public is told of an entry, for those who see the entry.
pub async fn of_entry(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<BoardSummaries> {
    ledger::check_visible(db, actor, entry_id, now).await?;
    let found = load(db, entry_id).await?;
    let mut items = Vec::new();
    if let Some(row) = found {
        items.push(show(db, row).await?);
    }
    Ok(BoardSummaries { items })
}

/// The row of an entry.
pub async fn load(db: &impl ConnectionTrait, entry_id: LedgerEntryId) -> Result<Option<board_summary::Model>> {
    Ok(board_summary::Entity::find()
        .filter(board_summary::Column::EntryId.eq(entry_id))
        .one(db)
        .await?)
}

/// A row with the name of who published it.
pub async fn show(db: &impl ConnectionTrait, row: board_summary::Model) -> Result<BoardSummary> {
    let account = account::Entity::find_by_id(row.published_by).one(db).await?;
    let account = account.ok_or(Error::NotFound)?;
    Ok(BoardSummary {
        id: row.id,
        entry_id: row.entry_id,
        title: row.title,
        result: row.result,
        state: row.state,
        published_at: row.published_at,
        published_by_name: account.display_name,
        withdrawn_at: row.withdrawn_at,
        version: row.version,
    })
}
