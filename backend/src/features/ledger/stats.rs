//! How many entries there are of each sort: every number with the list behind it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    clock::Light,
    queries::{shows, visible_to},
};
use crate::{
    auth::{Actor, scope::ledger as rows},
    clock::local_date,
    entities::ledger_entry::{Column, LedgerOutcome, LedgerState},
    error::Result,
    http::Figure,
};

/// Counts of the entries the caller may see.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerStats {
    pub all: Figure,
    /// Those that wait for the caller.
    pub my_turn: Figure,
    /// 待受理: registered, not yet taken on.
    pub registered: Figure,
    /// 办理中: accepted, routed or worked on.
    pub in_hand: Figure,
    /// 待回访: answered, waiting for the call-back.
    pub to_call_back: Figure,
    pub due_soon: Figure,
    pub overdue: Figure,
    pub open: Figure,
    pub closed: Figure,
    /// The closed ones by outcome: completion is never shown without it.
    pub outcomes: LedgerOutcomes,
}

/// Closed entries by outcome.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerOutcomes {
    pub resolved: Figure,
    pub explained: Figure,
    pub referred_up: Figure,
    pub unsubstantiated: Figure,
    pub declined: Figure,
    pub withdrawn: Figure,
    pub merged: Figure,
}

/// How many rows meet a condition, beside other counts of the same rows.
fn count_of(condition: Condition) -> SimpleExpr {
    Expr::expr(CaseStatement::new().case(condition, 1)).count()
}

/// Entries of one state and outcome: all, those that wait for the caller, due soon, overdue.
type Group = (LedgerState, Option<LedgerOutcome>, i64, i64, i64, i64);

/// Counts the entries the caller may see, in one pass over them.
pub async fn stats(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<LedgerStats> {
    let groups: Vec<Group> = visible_to(actor, now)
        .select_only()
        .columns([Column::State, Column::Outcome])
        .column_as(Column::Id.count(), "entries")
        .expr_as(count_of(rows::my_turn(actor, local_date(now))), "my_turn")
        .expr_as(count_of(shows(Light::Yellow, now)), "due_soon")
        .expr_as(count_of(shows(Light::Red, now)), "overdue")
        .group_by(Column::State)
        .group_by(Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let count = |counts: &dyn Fn(LedgerState) -> bool| -> i64 {
        let groups = groups.iter().filter(|(state, ..)| counts(*state));
        groups.map(|(_, _, entries, ..)| entries).sum()
    };
    let ended = |outcome: LedgerOutcome, name: &str| {
        let groups = groups
            .iter()
            .filter(|(state, found, ..)| *state == LedgerState::Closed && *found == Some(outcome));
        Figure::new(
            groups.map(|(_, _, entries, ..)| entries).sum::<i64>(),
            format!("/ledger-entries?state=closed&outcome={name}"),
        )
    };
    let my_turn = groups.iter().map(|(_, _, _, mine, ..)| mine).sum();
    let due_soon = groups.iter().map(|(.., due_soon, _)| due_soon).sum();
    let overdue = groups.iter().map(|(.., overdue)| overdue).sum();
    let figure = |value: i64, query: &str| Figure::new(value, format!("/ledger-entries{query}"));
    Ok(LedgerStats {
        all: figure(count(&|_| true), ""),
        my_turn: figure(my_turn, "?my_turn=true"),
        registered: figure(count(&|state| state == LedgerState::Registered), "?state=registered"),
        in_hand: figure(
            count(&|state| {
                matches!(
                    state,
                    LedgerState::Accepted | LedgerState::Routed | LedgerState::InProgress
                )
            }),
            "?state=accepted,routed,in_progress",
        ),
        to_call_back: figure(count(&|state| state == LedgerState::Replied), "?state=replied"),
        due_soon: figure(due_soon, "?light=yellow"),
        overdue: figure(overdue, "?overdue=true"),
        open: figure(
            count(&|state| state != LedgerState::Closed),
            "?state=registered,accepted,routed,in_progress,replied",
        ),
        closed: figure(count(&|state| state == LedgerState::Closed), "?state=closed"),
        outcomes: LedgerOutcomes {
            resolved: ended(LedgerOutcome::Resolved, "resolved"),
            explained: ended(LedgerOutcome::Explained, "explained"),
            referred_up: ended(LedgerOutcome::ReferredUp, "referred_up"),
            unsubstantiated: ended(LedgerOutcome::Unsubstantiated, "unsubstantiated"),
            declined: ended(LedgerOutcome::Declined, "declined"),
            withdrawn: ended(LedgerOutcome::Withdrawn, "withdrawn"),
            merged: ended(LedgerOutcome::Merged, "merged"),
        },
    })
}

/// What of the ledger waits for the caller (待办).
#[derive(Debug, Clone)]
pub struct MyTurn {
    pub all: Figure,
    pub overdue: Figure,
    pub due_soon: Figure,
}

/// Counts the entries whose next move is the caller's.
pub async fn my_turn(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<MyTurn> {
    let counts: Option<(i64, i64, i64)> = visible_to(actor, now)
        .filter(rows::my_turn(actor, local_date(now)))
        .select_only()
        .column_as(Column::Id.count(), "entries")
        .expr_as(count_of(shows(Light::Red, now)), "overdue")
        .expr_as(count_of(shows(Light::Yellow, now)), "due_soon")
        .into_tuple()
        .one(db)
        .await?;
    let (all, overdue, due_soon) = counts.unwrap_or_default();
    let figure = |value: i64, more: &str| Figure::new(value, format!("/ledger-entries?my_turn=true{more}"));
    Ok(MyTurn {
        overdue: figure(overdue, "&light=red"),
        due_soon: figure(due_soon, "&light=yellow"),
        all: figure(all, ""),
    })
}
