//! Many records at once.

use actix_web::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    dto::{Activity, NewActivities},
    service,
};
use crate::{
    auth::Actor,
    error::Result,
    http::{Bulk, Sent, bulk},
};

/// Records each item like a single one.
pub async fn create(
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewActivities,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Bulk<Activity>> {
    Bulk::run_each(tx, new.items, async |tx, item| {
        Ok(
            match service::create(tx, actor, bulk::item(&item)?, now, today).await? {
                Sent::New(created) => (StatusCode::CREATED, created.body),
                Sent::Known(known) => (StatusCode::OK, known),
            },
        )
    })
    .await
}
