//! Writing a round and the step that is kept of it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;

use crate::{
    auth::Actor,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_round::{self, RoundState},
        evaluation_round_event::{self, RoundStep},
        ids::EvaluationRoundId,
    },
    error::Result,
};

/// A step: what was done, the state it led to, what was said and what was changed.
pub struct Step {
    pub kind: RoundStep,
    pub to_state: RoundState,
    pub note: Option<String>,
    pub changes: Option<Value>,
}

/// Saves what `row` sets, counts the version up and keeps the step. The caller holds the row of the round, so that no
/// two steps get the same number.
pub async fn save(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    stored: &evaluation_round::Model,
    row: evaluation_round::ActiveModel,
    step: Step,
    now: DateTime<Utc>,
) -> Result<()> {
    evaluation_round::Entity::update_many()
        .set(evaluation_round::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(
            evaluation_round::Column::Version,
            Expr::col(evaluation_round::Column::Version).add(1),
        )
        .filter(evaluation_round::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let to = (step.kind, step.to_state);
    note(tx, actor, stored.id, to, step.note, step.changes, now).await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "evaluation_rounds", id, ChangeOperation::Updated, unit_id, now).await
}

/// Keeps a step.
pub async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    round_id: EvaluationRoundId,
    (step, to_state): (RoundStep, RoundState),
    note: Option<String>,
    changes: Option<Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = evaluation_round_event::Entity::find()
        .filter(evaluation_round_event::Column::RoundId.eq(round_id))
        .count(tx)
        .await?;
    evaluation_round_event::Entity::insert(evaluation_round_event::ActiveModel {
        round_id: Set(round_id),
        seq: Set(i32::try_from(before + 1).unwrap_or(i32::MAX)),
        step: Set(step),
        to_state: Set(to_state),
        account_id: Set(actor.account_id),
        note: Set(note),
        changes: Set(changes),
        at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}
