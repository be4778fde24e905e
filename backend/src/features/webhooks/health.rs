//! Writes down what came of an attempt: the attempt, the delivery, and how its endpoint is.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    queue,
    schedule::{self, Health, Next},
    sender::Sent,
    telling,
};
use crate::{
    db,
    entities::{
        ids::WebhookEndpointId,
        webhook_attempt,
        webhook_delivery::{self, DeliveryState},
        webhook_endpoint::{self, Column, EndpointState},
    },
    error::Result,
};

/// The last success is written down once in so long: every note is a write to the one row of the endpoint.
const NOTED_EVERY: TimeDelta = TimeDelta::seconds(30);

/// Writes down what came of sending `delivery`, which took `millis`.
pub async fn record(
    db: &DatabaseConnection,
    delivery: &webhook_delivery::Model,
    sent: Sent,
    millis: i32,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let round = delivery.round + 1;
    let chance = rand::rng().random_range(0..=100);
    let next = schedule::next(usize::try_from(round).unwrap_or(1), sent.outcome, chance);
    db::write(db, async |tx| {
        let number = delivery.attempts + 1;
        let (state, next_attempt_at, ended_at) = match next {
            Next::Delivered => (DeliveryState::Delivered, delivery.next_attempt_at, Some(now)),
            Next::Dead => (DeliveryState::Dead, delivery.next_attempt_at, Some(now)),
            Next::Retry(wait) => (DeliveryState::Pending, now + wait, None),
        };
        // Another server may have sent it, too, when this one was very slow: what is written first stays.
        let written = webhook_delivery::Entity::update_many()
            .set(webhook_delivery::ActiveModel {
                state: Set(state),
                attempts: Set(number),
                round: Set(round),
                next_attempt_at: Set(next_attempt_at),
                ended_at: Set(ended_at),
                ..Default::default()
            })
            .filter(webhook_delivery::Column::Id.eq(delivery.id))
            .filter(webhook_delivery::Column::State.eq(DeliveryState::Pending))
            .filter(webhook_delivery::Column::Attempts.eq(delivery.attempts))
            .exec(tx)
            .await?;
        if written.rows_affected == 0 {
            return Ok(());
        }
        webhook_attempt::Entity::insert(webhook_attempt::ActiveModel {
            delivery_id: Set(delivery.id),
            number: Set(number),
            at: Set(at),
            millis: Set(millis),
            status: Set(sent.status),
            failure: Set(sent.failure),
        })
        .exec_without_returning(tx)
        .await?;
        endpoint_after(tx, delivery.endpoint_id, sent, now).await
    })
    .await
}

async fn endpoint_after(tx: &DatabaseTransaction, id: WebhookEndpointId, sent: Sent, now: DateTime<Utc>) -> Result<()> {
    let Some(endpoint) = webhook_endpoint::Entity::find_by_id(id).one(tx).await? else {
        return Ok(());
    };
    match schedule::health(endpoint.failing_since, sent.outcome, now) {
        Health::Well => {
            let noted = Condition::any()
                .add(Column::FailingSince.is_not_null())
                .add(Column::DeliveredAt.is_null())
                .add(Column::DeliveredAt.lt(now - NOTED_EVERY));
            webhook_endpoint::Entity::update_many()
                .set(webhook_endpoint::ActiveModel {
                    failing_since: Set(None),
                    delivered_at: Set(Some(now)),
                    ..Default::default()
                })
                .filter(Column::Id.eq(id))
                .filter(noted)
                .exec(tx)
                .await?;
        }
        Health::FailingSince(since) => {
            webhook_endpoint::Entity::update_many()
                .set(webhook_endpoint::ActiveModel {
                    failing_since: Set(Some(since)),
                    ..Default::default()
                })
                .filter(Column::Id.eq(id))
                .filter(Column::FailingSince.is_null())
                .exec(tx)
                .await?;
        }
        Health::Stopped(state) => stop(tx, id, state, now).await?,
    }
    Ok(())
}

/// An endpoint that is no longer sent to; what waits for it is given up and can be replayed.
async fn stop(tx: &DatabaseTransaction, id: WebhookEndpointId, state: EndpointState, now: DateTime<Utc>) -> Result<()> {
    let stopped = webhook_endpoint::Entity::update_many()
        .set(webhook_endpoint::ActiveModel {
            state: Set(state),
            stopped_at: Set(Some(now)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(EndpointState::Active))
        .exec(tx)
        .await?;
    if stopped.rows_affected > 0 {
        tracing::warn!(webhook.id = %id, webhook.state = ?state, "a webhook is no longer sent to");
        queue::give_up(tx, id, now).await?;
        telling::tell_of_stop(tx, id, now).await?;
    }
    Ok(())
}
