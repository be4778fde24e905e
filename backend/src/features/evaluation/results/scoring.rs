//! Computing results: once when a round is scored, and one of them anew when an objection to it is upheld.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::{
    explanation::SetGrade,
    grading::{Outcome, outcomes},
    inputs::Frozen,
    queries,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_object, evaluation_result, evaluation_round, evaluation_sheet,
        ids::{EvaluationResultId, EvaluationRoundId},
    },
    error::{Error, Result},
};

/// Computes the results of a sealed round from its frozen rules, its sheets and its ballots.
pub async fn score(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    let frozen = Frozen::load(tx, round).await?;
    let made = Made {
        actor,
        round_id: round.id,
        revision: 1,
        reason: None,
        now,
    };
    let mut changed = Vec::new();
    for outcome in outcomes(&frozen.inputs()) {
        let row = made.row(outcome)?;
        changed.push((row.id.0, round.unit_id));
        insert(tx, row).await?;
    }
    changes::record_many(tx, "evaluation_results", &changed, ChangeOperation::Created, now).await
}

/// How a result is put right.
#[derive(Debug, Default)]
pub struct Correction {
    /// Sheets that do not count any more, each with the reason.
    pub set_aside: Vec<(evaluation_sheet::Model, String)>,
    /// The code of a grade that holds whatever the score says.
    pub grade: Option<String>,
}

/// Adds a revision to the result of one object, from the frozen inputs. The results of the others stay as they were
/// published, also where he takes or leaves a place under the cap: nobody loses by another's objection.
pub async fn correct(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    round: &evaluation_round::Model,
    object: &evaluation_object::Model,
    correction: Correction,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<EvaluationResultId> {
    let standing = queries::standing(tx, object.id).await?;
    let frozen = Frozen::load(tx, round).await?.setting_aside(&correction.set_aside);
    let mut outcome = outcomes(&frozen.inputs())
        .into_iter()
        .find(|outcome| outcome.object_id == object.id)
        .ok_or_else(|| Error::Internal(format!("round {} does not evaluate {}", round.id, object.id)))?;
    if let Some(grade) = correction.grade {
        outcome.explanation.set_grade = Some(SetGrade {
            grade: grade.clone(),
            reason: reason.to_owned(),
        });
        outcome.grade = Some(grade);
    }
    let made = Made {
        actor,
        round_id: round.id,
        revision: standing.revision + 1,
        reason: Some(reason.to_owned()),
        now,
    };
    let row = made.row(outcome)?;
    let id = row.id;
    insert(tx, row).await?;
    changes::record(
        tx,
        "evaluation_results",
        id.0,
        ChangeOperation::Created,
        round.unit_id,
        now,
    )
    .await?;
    Ok(id)
}

/// By whom, when and why results are written.
struct Made<'a> {
    actor: &'a Actor,
    round_id: EvaluationRoundId,
    revision: i32,
    reason: Option<String>,
    now: DateTime<Utc>,
}

impl Made<'_> {
    fn row(&self, outcome: Outcome) -> Result<evaluation_result::Model> {
        Ok(evaluation_result::Model {
            id: EvaluationResultId::new(),
            round_id: self.round_id,
            object_id: outcome.object_id,
            revision: self.revision,
            score: outcome.score.map(|score| score.to_string()),
            grade: outcome.grade,
            explanation: serde_json::to_value(outcome.explanation)?,
            reason: self.reason.clone(),
            account_id: self.actor.account_id,
            at: self.now,
        })
    }
}

async fn insert(tx: &impl ConnectionTrait, row: evaluation_result::Model) -> Result<()> {
    evaluation_result::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
