use actix_web::{get, post, web};

use super::{
    super::replay,
    dto::{WebhookDelivery, WebhookDeliveryFilter, WebhookDeliveryWithAttempts},
    queries,
};
use crate::{
    auth::{Allow, Permission, permission::WebhooksManage},
    entities::ids::{WebhookDeliveryId, WebhookEndpointId},
    error::{Problems, Result},
    http::{Etagged, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of deliveries.
pub fn routes(config: &mut Routes) {
    config
        .service(list_webhook_deliveries)
        .service(get_webhook_delivery)
        .service(replay_webhook_delivery);
}

/// Lists what was sent to a webhook in the last 30 days (推送记录), the newest first.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), PageParams, WebhookDeliveryFilter),
    responses((status = 200, description = "A page of messages", body = Paged<WebhookDelivery>), Problems))]
#[get("/webhooks/{id}/deliveries")]
async fn list_webhook_deliveries(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    query: ListQuery<WebhookDeliveryFilter>,
) -> Result<Paged<WebhookDelivery>> {
    queries::list(&state.db, &actor, id, query).await
}

/// Shows a message with every attempt to send it.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("delivery_id" = WebhookDeliveryId, Path, description = "The message")),
    responses((status = 200, description = "The message with its attempts", body = WebhookDeliveryWithAttempts), Problems))]
#[get("/webhooks/{id}/deliveries/{delivery_id}")]
async fn get_webhook_delivery(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path((id, delivery)): Path<(WebhookEndpointId, WebhookDeliveryId)>,
) -> Result<Etagged<WebhookDeliveryWithAttempts>> {
    Ok(Etagged(queries::with_attempts(&state.db, &actor, id, delivery).await?))
}

/// Sends a message again (重推), under the same `webhook-id`.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("delivery_id" = WebhookDeliveryId, Path, description = "The message")),
    responses((status = 200, description = "The message, which waits again", body = WebhookDelivery), Problems))]
#[post("/webhooks/{id}/deliveries/{delivery_id}/replay")]
async fn replay_webhook_delivery(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path((id, delivery)): Path<(WebhookEndpointId, WebhookDeliveryId)>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            replay::replay_delivery(tx, &actor, id, delivery, now).await?;
            Ok(Etagged(queries::find(tx, &actor, id, delivery).await?))
        })
        .await
}
