//! What is sent on demand: a message to try the way, and what was sent before or was to be.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::{
    dto::{ReplayRequest, ReplayWhat},
    message::TEST_KIND,
    queries, queue,
};
use crate::{
    auth::{Actor, service_actor},
    clock::local_date,
    entities::{
        change_event::ChangeOperation,
        ids::{WebhookDeliveryId, WebhookEndpointId},
        webhook_delivery::{self, DeliveryState},
        webhook_endpoint::{self, EndpointState},
    },
    error::{Error, Result},
    features::changes::{self, Change, ChangeKind, Seen},
    language::text,
};

/// The most changes that one replay looks through.
const MOST_REPLAYED: u64 = 10_000;

/// Queues a message that tells of nothing, to try the way.
pub async fn test(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: WebhookEndpointId,
    now: DateTime<Utc>,
) -> Result<WebhookDeliveryId> {
    let endpoint = active(tx, actor, id).await?;
    let delivery = WebhookDeliveryId::new();
    webhook_delivery::Entity::insert(webhook_delivery::ActiveModel {
        id: Set(delivery),
        endpoint_id: Set(endpoint.id),
        position: Set(None),
        subject_kind: Set(TEST_KIND.to_owned()),
        subject_id: Set(endpoint.id.0),
        operation: Set(ChangeOperation::Created),
        unit_id: Set(None),
        happened_at: Set(now),
        state: Set(DeliveryState::Pending),
        attempts: Set(0),
        round: Set(0),
        next_attempt_at: Set(now),
        ended_at: Set(None),
        created_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(delivery)
}

/// Queues again what happened since a moment.
pub async fn replay(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: WebhookEndpointId,
    request: &ReplayRequest,
    now: DateTime<Utc>,
) -> Result<u64> {
    let endpoint = active(tx, actor, id).await?;
    match request.what {
        ReplayWhat::Dead => {
            let dead = Condition::all()
                .add(webhook_delivery::Column::EndpointId.eq(endpoint.id))
                .add(webhook_delivery::Column::HappenedAt.gte(request.since))
                .add(webhook_delivery::Column::State.eq(DeliveryState::Dead));
            send_again(tx, dead, now).await
        }
        ReplayWhat::Everything => everything_since(tx, &endpoint, request.since, now).await,
    }
}

async fn everything_since(
    tx: &impl ConnectionTrait,
    endpoint: &webhook_endpoint::Model,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    if since < now - changes::KEPT {
        return Err(Error::invalid(
            "since",
            "no_longer_kept",
            text("变更只保留 90 天", "changes are kept for 90 days"),
        ));
    }
    let today = local_date(now);
    let Some(listener) = service_actor(tx, endpoint.service_account_id, today).await? else {
        return Ok(0);
    };
    let named: Vec<ChangeKind> = endpoint.types.0.iter().filter_map(|kind| kind.parse().ok()).collect();
    let kinds = ChangeKind::open_to(&listener, &named);
    let found = changes::since(tx, &kinds, since, MOST_REPLAYED + 1).await?;
    if found.len() as u64 > MOST_REPLAYED {
        return Err(Error::invalid(
            "since",
            "too_many",
            text(
                format!("此后的变更超过 {MOST_REPLAYED} 条，请选较晚的时间，或让对方用 GET /api/v1/changes 补取"),
                format!(
                    "more than {MOST_REPLAYED} changes since then: choose a later moment, or let the receiver read GET /api/v1/changes"
                ),
            ),
        ));
    }
    let seen = Seen::by(tx, &listener, today, &found).await?;
    let told: Vec<&Change> = found.iter().filter(|change| seen.shows(change)).collect();
    queue::enqueue(tx, endpoint.id, &told, now).await?;
    Ok(told.len() as u64)
}

/// Queues one delivery again, under the same `webhook-id`.
pub async fn replay_delivery(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: WebhookEndpointId,
    delivery: WebhookDeliveryId,
    now: DateTime<Utc>,
) -> Result<()> {
    let endpoint = active(tx, actor, id).await?;
    let one = Condition::all()
        .add(webhook_delivery::Column::EndpointId.eq(endpoint.id))
        .add(webhook_delivery::Column::Id.eq(delivery));
    if send_again(tx, one, now).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

async fn send_again(tx: &impl ConnectionTrait, which: Condition, now: DateTime<Utc>) -> Result<u64> {
    let queued = webhook_delivery::Entity::update_many()
        .set(webhook_delivery::ActiveModel {
            state: Set(DeliveryState::Pending),
            round: Set(0),
            next_attempt_at: Set(now),
            ended_at: Set(None),
            ..Default::default()
        })
        .filter(which)
        .exec(tx)
        .await?;
    Ok(queued.rows_affected)
}

/// An endpoint of the caller that is sent to.
async fn active(tx: &impl ConnectionTrait, actor: &Actor, id: WebhookEndpointId) -> Result<webhook_endpoint::Model> {
    let endpoint = queries::load(tx, actor, id).await?;
    if endpoint.state == EndpointState::Active {
        return Ok(endpoint);
    }
    Err(Error::Conflict {
        code: "webhook_not_active",
        detail: text(
            "此推送地址已停用，请先恢复推送。",
            "This endpoint is not sent to: make it active first.",
        ),
    })
}
