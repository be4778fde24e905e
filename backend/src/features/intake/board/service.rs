//! What the office tells of single entries: published, changed, withdrawn.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{
    dto::{BoardSummary, NewBoardSummary},
    privacy, queries,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{
        board_summary::{self, BoardSummaryState},
        change_event::ChangeOperation,
        ids::{BoardSummaryId, LedgerEntryId},
        ledger_entry::{self, LedgerState},
        ledger_person_concerned,
    },
    error::{Error, Result},
    features::{intake::concerns::school_of, ledger},
    language::text,
};

/// Publishes what came of a closed entry, or publishes it anew in other words.
pub async fn publish(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    new: NewBoardSummary,
    now: DateTime<Utc>,
) -> Result<BoardSummary> {
    ledger::check_visible(tx, actor, entry_id, now).await?;
    let entry = ledger_entry::Entity::find_by_id(entry_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    check_publishable(tx, &entry).await?;
    let (_, school) = school_of(tx, entry.unit_id).await?;
    let texts = [("title", new.title.as_str()), ("result", new.result.as_str())];
    privacy::check(tx, school.id, &texts, &new.not_names).await?;
    let before = queries::load(tx, entry_id).await?;
    let row = board_summary::Model {
        id: before.as_ref().map_or_else(BoardSummaryId::new, |row| row.id),
        entry_id,
        unit_id: entry.unit_id,
        title: new.title,
        result: new.result,
        state: BoardSummaryState::Published,
        published_at: now,
        published_by: actor.account_id,
        withdrawn_at: None,
        version: before.as_ref().map_or(1, |row| row.version + 1),
        created_at: before.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
    };
    let operation = if before.is_some() {
        let change = board_summary::ActiveModel {
            title: Set(row.title.clone()),
            result: Set(row.result.clone()),
            ..changed(&row)
        };
        store(tx, &row, change).await?;
        ChangeOperation::Updated
    } else {
        board_summary::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(tx)
            .await?;
        ChangeOperation::Created
    };
    changes::record(tx, "board_summaries", row.id.0, operation, row.unit_id, now).await?;
    queries::show(tx, row).await
}

/// Takes a summary off the board.
pub async fn withdraw(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<BoardSummary> {
    ledger::check_visible(tx, actor, entry_id, now).await?;
    let mut row = queries::load(tx, entry_id).await?.ok_or(Error::NotFound)?;
    if row.state == BoardSummaryState::Withdrawn {
        return queries::show(tx, row).await;
    }
    row.state = BoardSummaryState::Withdrawn;
    row.withdrawn_at = Some(now);
    row.version += 1;
    row.updated_at = now;
    store(tx, &row, changed(&row)).await?;
    changes::record(
        tx,
        "board_summaries",
        row.id.0,
        ChangeOperation::Updated,
        row.unit_id,
        now,
    )
    .await?;
    queries::show(tx, row).await
}

fn changed(row: &board_summary::Model) -> board_summary::ActiveModel {
    board_summary::ActiveModel {
        state: Set(row.state),
        published_at: Set(row.published_at),
        published_by: Set(row.published_by),
        withdrawn_at: Set(row.withdrawn_at),
        version: Set(row.version),
        updated_at: Set(row.updated_at),
        ..Default::default()
    }
}

async fn store(
    tx: &impl ConnectionTrait,
    row: &board_summary::Model,
    change: board_summary::ActiveModel,
) -> Result<()> {
    board_summary::Entity::update_many()
        .set(change)
        .filter(board_summary::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Only what is closed, and nothing about a person: even without a name the village would know.
async fn check_publishable(tx: &impl ConnectionTrait, entry: &ledger_entry::Model) -> Result<()> {
    if entry.state != LedgerState::Closed {
        return Err(Error::Conflict {
            code: "not_closed",
            detail: text(
                "办结销号之后才能公开。",
                "Only a closed entry can be told of on the board.",
            ),
        });
    }
    let about = ledger_person_concerned::Entity::find()
        .filter(ledger_person_concerned::Column::EntryId.eq(entry.id))
        .one(tx)
        .await?;
    if about.is_some() {
        return Err(Error::Conflict {
            code: "about_a_person",
            detail: text(
                "涉及人员的条目不上公开栏。",
                "An entry about a person does not go onto the board.",
            ),
        });
    }
    Ok(())
}
