//! The secret ballot (群众测评): codes, tokens, papers, one box, and nothing in the database that joins a voter to a ballot.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    entities::{
        evaluation_round,
        evaluation_rules::SchemeRules,
        ids::{EvaluationObjectId, EvaluationRoundId},
    },
    error::Result,
    vault::Vault,
};

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}

/// Makes a box, closed yet, for every mass group of a round whose rules say so and that has none.
pub async fn prepare(_tx: &impl ConnectionTrait, _round: &evaluation_round::Model, _now: DateTime<Utc>) -> Result<()> {
    Ok(())
}

/// Opens the boxes of a round: makes their keys; from now on ballots are taken.
pub async fn open(
    _tx: &impl ConnectionTrait,
    _vault: &Vault,
    _round: &evaluation_round::Model,
    _now: DateTime<Utc>,
) -> Result<()> {
    Ok(())
}

/// Seals the boxes of a round: nothing is taken any more, ballots are unlocked and written anew in random order, and
/// everything that could lead to a voter is wiped.
pub async fn seal(
    _tx: &impl ConnectionTrait,
    _vault: &Vault,
    _round: &evaluation_round::Model,
    _now: DateTime<Utc>,
) -> Result<()> {
    Ok(())
}

/// What a box says, as far as it may be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoxTally {
    pub group_code: String,
    /// Valid ballots; none where they are fewer than the minimum: then nothing else is said either.
    pub ballots: Option<u32>,
    pub void: u32,
    /// Those with enough valid ballots.
    pub objects: BTreeMap<EvaluationObjectId, ObjectTally>,
}

/// What a box says of an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectTally {
    /// Ballots with a grade for it.
    pub valid: u32,
    /// Those with enough grades, by code.
    pub dimensions: BTreeMap<String, DimensionTally>,
}

/// How many gave which grade, by code, and how many abstained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DimensionTally {
    pub grades: BTreeMap<String, u32>,
    pub abstained: u32,
}

/// What the sealed boxes of a round say.
pub async fn tallies(
    _db: &impl ConnectionTrait,
    _round_id: EvaluationRoundId,
    _rules: &SchemeRules,
) -> Result<Vec<BoxTally>> {
    Ok(Vec::new())
}

/// Takes what sealing wiped out of the files of the database as well; after the commit.
pub async fn forget(_db: &sea_orm::DatabaseConnection) -> Result<()> {
    Ok(())
}
