//! Reading the log; whoever sees the endpoint sees what was sent to it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::{
    super::{message, queries},
    dto::{
        DeliveryRow, WebhookAttempt, WebhookDelivery, WebhookDeliveryFilter, WebhookDeliverySort,
        WebhookDeliveryWithAttempts,
    },
};
use crate::{
    auth::Actor,
    entities::{
        ids::{WebhookDeliveryId, WebhookEndpointId},
        webhook_attempt,
        webhook_delivery::{self, Column, DeliveryState},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The deliveries of an endpoint of the caller.
async fn of_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    endpoint: WebhookEndpointId,
) -> Result<Select<webhook_delivery::Entity>> {
    let endpoint = queries::load(db, actor, endpoint).await?;
    Ok(webhook_delivery::Entity::find().filter(Column::EndpointId.eq(endpoint.id)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    endpoint: WebhookEndpointId,
    query: ListQuery<WebhookDeliveryFilter>,
) -> Result<Paged<WebhookDelivery>> {
    let mut select = of_visible(db, actor, endpoint).await?;
    if let Some(states) = query.filter.state {
        select = select.filter(Column::State.is_in(states.0));
    }
    let column = |sort| match sort {
        WebhookDeliverySort::CreatedAt => Column::CreatedAt,
    };
    let page = query
        .page
        .fetch::<_, DeliveryRow>(db, select, column, Column::Id)
        .await?;
    Ok(page.map(|row| show(row, endpoint)))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    endpoint: WebhookEndpointId,
    id: WebhookDeliveryId,
) -> Result<WebhookDelivery> {
    let select = of_visible(db, actor, endpoint).await?.filter(Column::Id.eq(id));
    let row: Option<DeliveryRow> = select.into_partial_model().one(db).await?;
    row.map(|row| show(row, endpoint)).ok_or(Error::NotFound)
}

pub async fn with_attempts(
    db: &impl ConnectionTrait,
    actor: &Actor,
    endpoint: WebhookEndpointId,
    id: WebhookDeliveryId,
) -> Result<WebhookDeliveryWithAttempts> {
    let delivery = find(db, actor, endpoint, id).await?;
    let attempts = webhook_attempt::Entity::find()
        .filter(webhook_attempt::Column::DeliveryId.eq(id))
        .order_by_asc(webhook_attempt::Column::Number)
        .all(db)
        .await?;
    let log = attempts.into_iter().map(|attempt| WebhookAttempt {
        number: attempt.number,
        at: attempt.at,
        millis: attempt.millis,
        status: attempt.status,
        failure: attempt.failure,
    });
    Ok(WebhookDeliveryWithAttempts {
        delivery,
        log: log.collect(),
    })
}

fn show(row: DeliveryRow, endpoint: WebhookEndpointId) -> WebhookDelivery {
    let told = message::words(&row.subject_kind, row.subject_id, row.operation, endpoint);
    WebhookDelivery {
        id: row.id,
        event_type: told.event_type,
        subject_id: row.subject_id,
        unit_id: row.unit_id,
        href: told.href,
        happened_at: row.happened_at,
        state: row.state,
        attempts: row.attempts,
        next_attempt_at: (row.state == DeliveryState::Pending).then_some(row.next_attempt_at),
        ended_at: row.ended_at,
        created_at: row.created_at,
    }
}
