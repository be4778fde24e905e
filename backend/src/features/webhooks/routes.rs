use actix_web::{delete, get, patch, post, web};

use super::{
    deliveries::{self, WebhookDelivery},
    dto::{
        NewWebhook, ReplayRequest, Replayed, SecretRotation, Webhook, WebhookFilter, WebhookPatch, WebhookWithSecret,
    },
    queries, replay, service,
};
use crate::{
    auth::{Allow, Permission, permission::WebhooksManage},
    db,
    entities::ids::WebhookEndpointId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of endpoints.
pub fn routes(config: &mut Routes) {
    config
        .service(list_webhooks)
        .service(create_webhook)
        .service(get_webhook)
        .service(update_webhook)
        .service(delete_webhook)
        .service(rotate_webhook_secret)
        .service(send_test_event)
        .service(replay_webhook);
}

/// Lists webhooks (推送地址): those of the systems within the caller's reach; a system its own.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])), params(PageParams, WebhookFilter),
    responses((status = 200, description = "A page of endpoints", body = Paged<Webhook>), Problems))]
#[get("/webhooks")]
async fn list_webhooks(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    query: ListQuery<WebhookFilter>,
) -> Result<Paged<Webhook>> {
    queries::list(&state.db, &actor, query).await
}

/// Makes a webhook: from now on its receiver is told which records change, as far as the service account may see them.
///
/// Messages follow Standard Webhooks: `webhook-id` (the same over all attempts), `webhook-timestamp`,
/// `webhook-signature: v1,…` (HMAC-SHA256 over `id.timestamp.body`), and the body
/// `{"type": "ledger_entries.updated", "timestamp": …, "data": {"kind", "id", "operation", "unit_id", "href"}}`.
/// Answer 2xx within 15 seconds. Everything else is sent again over three days; 410 stops the webhook. Messages may
/// come twice and in another order: know them by `webhook-id`, and read the record for its state. The secret is shown
/// only now.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    responses((status = 201, description = "The new endpoint with its secret", body = WebhookWithSecret), Problems))]
#[post("/webhooks")]
async fn create_webhook(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Json(new): Json<NewWebhook>,
) -> Result<Written> {
    let now = state.clock.now();
    let made = db::write(&state.db, async |tx| {
        service::create(&state, tx, &actor, new, now).await
    })
    .await?;
    Written::unkept(&Created::at("/webhooks", made.webhook.id, made))
}

/// Shows a webhook.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses((status = 200, description = "The endpoint", body = Webhook), Problems))]
#[get("/webhooks/{id}")]
async fn get_webhook(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Etagged<Webhook>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a webhook: its name, address or kinds; pauses it (暂停) or sends to it again (恢复).
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The endpoint as it is now", body = Webhook), Problems))]
#[patch("/webhooks/{id}")]
async fn update_webhook(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<WebhookPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let webhook = service::update(&state, tx, &actor, id, expected, edit, now).await?;
            Ok(Etagged(webhook))
        })
        .await
}

/// Removes a webhook with its secrets and its log; what waits is not sent.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/webhooks/{id}")]
async fn delete_webhook(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(&state, tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Makes a new secret (更换密钥), shown only now. For a while messages carry both signatures, so that the receiver can
/// change over without missing one.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses((status = 200, description = "The endpoint with its new secret", body = WebhookWithSecret), Problems))]
#[post("/webhooks/{id}/secret")]
async fn rotate_webhook_secret(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    Json(rotation): Json<SecretRotation>,
) -> Result<Written> {
    let now = state.clock.now();
    let made = db::write(&state.db, async |tx| {
        service::rotate_secret(&state, tx, &actor, id, &rotation, now).await
    })
    .await?;
    Written::unkept(&Etagged(made))
}

/// Sends a test event (`webhook.test`), to try the way; the answer is the delivery to follow.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses((status = 201, description = "The delivery that was queued", body = WebhookDelivery), Problems))]
#[post("/webhooks/{id}/test")]
async fn send_test_event(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let delivery = replay::test(tx, &actor, id, now).await?;
            let view = deliveries::find(tx, &actor, id, delivery).await?;
            Ok(Created::at(&format!("/webhooks/{id}/deliveries"), delivery, view))
        })
        .await
}

/// Sends again what happened since a moment (重推): what was given up, or everything. The `webhook-id` of what was sent
/// before stays the same.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::WebhooksManage])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses((status = 200, description = "How much was queued", body = Replayed), Problems))]
#[post("/webhooks/{id}/replay")]
async fn replay_webhook(
    actor: Allow<WebhooksManage>,
    state: web::Data<State>,
    Path(id): Path<WebhookEndpointId>,
    write: Write,
    Json(request): Json<ReplayRequest>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let queued = replay::replay(tx, &actor, id, &request, now).await?;
            Ok(Etagged(Replayed { queued }))
        })
        .await
}
