//! What results are computed from, as it was frozen when the round was sealed.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::arithmetic::Inputs;
use crate::{
    entities::{
        evaluation_object, evaluation_round,
        evaluation_rules::SchemeRules,
        evaluation_sheet,
        ids::{EvaluationObjectId, EvaluationRoundId},
    },
    error::{Error, Result},
    features::ballots::{self, BoxTally},
};

/// The rules, objects, sheets and tallies of a sealed round.
pub struct Frozen {
    rules: SchemeRules,
    objects: Vec<evaluation_object::Model>,
    sheets: Vec<evaluation_sheet::Model>,
    boxes: Vec<BoxTally>,
}

impl Frozen {
    pub async fn load(db: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<Self> {
        let rules = rules(round)?.clone();
        Ok(Self {
            objects: objects(db, round.id).await?,
            sheets: handed_in(db, round.id).await?,
            boxes: ballots::tallies(db, round.id, &rules).await?,
            rules,
        })
    }

    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            rules: &self.rules,
            objects: &self.objects,
            sheets: &self.sheets,
            boxes: &self.boxes,
        }
    }

    /// The same without these sheets, for the reason given.
    #[must_use]
    pub fn setting_aside(mut self, sheets: &[(evaluation_sheet::Model, String)]) -> Self {
        for (aside, reason) in sheets {
            for sheet in self.sheets.iter_mut().filter(|sheet| sheet.id == aside.id) {
                sheet.set_aside_reason = Some(reason.clone());
            }
        }
        self
    }
}

/// The rules a round was opened with.
pub fn rules(round: &evaluation_round::Model) -> Result<&SchemeRules> {
    round
        .rules
        .as_ref()
        .ok_or_else(|| Error::Internal(format!("round {} was opened without rules", round.id)))
}

/// What a round evaluates, in the order of the places.
pub async fn objects(db: &impl ConnectionTrait, round_id: EvaluationRoundId) -> Result<Vec<evaluation_object::Model>> {
    Ok(evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(round_id))
        .order_by_asc(evaluation_object::Column::Position)
        .all(db)
        .await?)
}

/// One of them.
pub async fn object(db: &impl ConnectionTrait, id: EvaluationObjectId) -> Result<evaluation_object::Model> {
    let found = evaluation_object::Entity::find_by_id(id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// The sheets that were handed in; others say nothing.
async fn handed_in(db: &impl ConnectionTrait, round_id: EvaluationRoundId) -> Result<Vec<evaluation_sheet::Model>> {
    Ok(evaluation_sheet::Entity::find()
        .filter(evaluation_sheet::Column::RoundId.eq(round_id))
        .filter(evaluation_sheet::Column::SubmittedAt.is_not_null())
        .order_by_asc(evaluation_sheet::Column::Id)
        .all(db)
        .await?)
}
