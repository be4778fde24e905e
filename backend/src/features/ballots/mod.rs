//! The secret ballot (群众测评): codes, tokens, papers, one box, and nothing in the database that joins a voter to a ballot.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{entities::evaluation_round, error::Result, vault::Vault};

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

/// Takes what sealing wiped out of the files of the database as well; after the commit.
pub async fn forget(_db: &sea_orm::DatabaseConnection) -> Result<()> {
    Ok(())
}
