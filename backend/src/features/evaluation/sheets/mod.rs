//! Assessors' sheets (考核表), and what of a person's work they see beside them.

mod set_aside;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

pub use set_aside::set_aside;

use crate::{entities::evaluation_round, error::Result};

/// The routes of sheets.
pub fn routes(_config: &mut ServiceConfig) {}

/// Gives every assessor of a round that opens an empty sheet for everybody his group rates, himself left out.
pub async fn hand_out(_tx: &impl ConnectionTrait, _round: &evaluation_round::Model, _now: DateTime<Utc>) -> Result<()> {
    Ok(())
}
