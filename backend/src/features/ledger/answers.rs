//! Whether an entry was answered by its limit, and what its submitter was told: as conditions of the list and of the
//! statistics.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr, SubQueryStatement},
};

use super::filter::LedgerAnswer;
use crate::entities::{
    ledger_callback,
    ledger_entry::{self, Column, LedgerOutcome, LedgerState},
    ledger_event::{self, LedgerMove},
};

/// Entries whose answer stands in one of these ways against its limit.
pub fn any_of(answers: Vec<LedgerAnswer>, now: DateTime<Utc>) -> Condition {
    let answers = answers.into_iter().map(|answer| is(answer, now));
    answers.fold(Condition::any(), Condition::add)
}

/// Entries whose answer stands in this way against its limit. The last answer counts: work that was opened again has a
/// limit of its own.
pub fn is(answer: LedgerAnswer, now: DateTime<Utc>) -> Condition {
    let owed = Condition::any()
        .add(Column::Outcome.is_null())
        .add(Column::Outcome.is_not_in([LedgerOutcome::Withdrawn, LedgerOutcome::Merged]));
    let answered = Condition::all()
        .add(owed)
        .add(Column::State.is_in([LedgerState::Replied, LedgerState::Closed]));
    let limit = Expr::col((ledger_entry::Entity, Column::DueAt));
    match answer {
        LedgerAnswer::InTime => answered.add(last_answer().lte(limit)),
        LedgerAnswer::Late => {
            let overdue = Condition::all()
                .add(Column::State.is_not_in([LedgerState::Replied, LedgerState::Closed]))
                .add(Column::SuspendedAt.is_null())
                .add(Column::DueAt.lt(now));
            Condition::any().add(answered.add(last_answer().gt(limit))).add(overdue)
        }
    }
}

/// When the entry was answered last.
fn last_answer() -> SimpleExpr {
    let answers = ledger_event::Entity::find()
        .select_only()
        .column_as(ledger_event::Column::At.max(), "at")
        .filter(
            Expr::col((ledger_event::Entity, ledger_event::Column::EntryId))
                .eq(Expr::col((ledger_entry::Entity, Column::Id))),
        )
        .filter(ledger_event::Column::Move.is_in([LedgerMove::Reply, LedgerMove::Settle, LedgerMove::Decline]))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(answers)))
}

/// Entries whose submitter said that he had been told what to say (授意).
pub fn told_to_say() -> Condition {
    Condition::all().add(Column::Id.in_subquery(told()))
}

fn told() -> SelectStatement {
    ledger_callback::Entity::find()
        .select_only()
        .column(ledger_callback::Column::EntryId)
        .filter(ledger_callback::Column::ToldToSay.eq(true))
        .into_query()
}
