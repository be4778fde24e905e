//! Results (考评结果): computed exactly, explained down to the sheet and the tally, published, objected to, corrected.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{auth::Actor, entities::evaluation_round, error::Result};

/// The routes of results and objections.
pub fn routes(_config: &mut ServiceConfig) {}

/// Computes the results of a sealed round from its frozen rules, its sheets and its ballots.
pub async fn score(
    _tx: &impl ConnectionTrait,
    _actor: &Actor,
    _round: &evaluation_round::Model,
    _now: DateTime<Utc>,
) -> Result<()> {
    Ok(())
}

/// Tells everybody his own result by a notice.
pub async fn tell(_tx: &impl ConnectionTrait, _round: &evaluation_round::Model, _now: DateTime<Utc>) -> Result<()> {
    Ok(())
}
