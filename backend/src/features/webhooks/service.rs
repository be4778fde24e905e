//! Rules and writes of endpoints.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewWebhook, ReplayRequest, ReplayWhat, SecretRotation, Webhook, WebhookPatch, WebhookWithSecret},
    guard::{Guard, Refusal},
    message::TEST_KIND,
    queries, queue, secrets,
};
use crate::{
    auth::{Actor, scope, service_actor},
    clock::local_date,
    db::audit,
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        ids::{ServiceAccountId, WebhookDeliveryId, WebhookEndpointId},
        service_account, webhook_attempt,
        webhook_delivery::{self, DeliveryState},
        webhook_endpoint::{self, Column, EndpointState},
        webhook_secret,
    },
    error::{Error, Result},
    features::changes::{self, Change, ChangeKind, Seen},
    http::{IfMatch, patch},
    language::text,
    state::State,
};

/// The most endpoints of one system.
const MOST: u64 = 20;
/// The most changes that one replay looks through.
const MOST_REPLAYED: u64 = 10_000;

/// Makes an endpoint and its secret.
pub async fn create(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewWebhook,
    now: DateTime<Utc>,
) -> Result<WebhookWithSecret> {
    let service_account_id = listener(tx, actor, new.service_account_id).await?;
    check_url(state, &new.url)?;
    let there = webhook_endpoint::Entity::find()
        .filter(Column::ServiceAccountId.eq(service_account_id))
        .count(tx)
        .await?;
    if there >= MOST {
        return Err(Error::Conflict {
            code: "too_many",
            detail: text(
                format!("一个系统最多 {MOST} 个推送地址，请先删去不用的。"),
                format!("A system has {MOST} endpoints at most: remove one that is not used."),
            ),
        });
    }
    let row = webhook_endpoint::Model {
        id: WebhookEndpointId::new(),
        service_account_id,
        name: new.name,
        url: new.url,
        types: words(&new.types).into(),
        state: EndpointState::Active,
        stopped_at: None,
        failing_since: None,
        delivered_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = row.id;
    webhook_endpoint::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    let secret = secrets::make(tx, &state.vault, id, now).await?;
    note(state, tx, actor, AuditAction::WebhookCreated, id, now).await?;
    let webhook = queries::find(tx, actor, id).await?;
    Ok(WebhookWithSecret { webhook, secret })
}

/// The system that is to listen: the one named, or the one that asks.
async fn listener(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    named: Option<ServiceAccountId>,
) -> Result<ServiceAccountId> {
    let own = actor.system.as_ref().map(|_| ServiceAccountId(actor.account_id.0));
    let Some(id) = named.or(own) else {
        return Err(Error::invalid(
            "service_account_id",
            "required",
            text("请选择系统账号", "name the service account"),
        ));
    };
    service_account::Entity::find_by_id(id)
        .filter(scope::webhooks::listeners(actor))
        .one(tx)
        .await?
        .map(|account| account.id)
        .ok_or_else(|| Error::unknown_reference("service_account_id"))
}

fn check_url(state: &State, url: &str) -> Result<()> {
    let refused = |code, zh: &'static str, en: &'static str| Err(Error::invalid("url", code, text(zh, en)));
    match Guard::new(&state.config.webhook_allow).check(url) {
        Ok(_) => Ok(()),
        Err(Refusal::NotEncrypted) => refused(
            "not_encrypted",
            "须以 https:// 开头；内网地址须由管理员列入 LIANXIN_WEBHOOK_ALLOW",
            "must begin with https://; addresses inside must be on the server's LIANXIN_WEBHOOK_ALLOW",
        ),
        Err(Refusal::Credentials) => refused(
            "has_credentials",
            "地址中不能有用户名或密码；用签名验证来源",
            "must hold no user name or password: the signature says who sends",
        ),
        Err(Refusal::Inside) => refused(
            "leads_inside",
            "这是内部网络的地址；确需推送的，由管理员列入 LIANXIN_WEBHOOK_ALLOW",
            "is an address inside; where that is meant, it must be on the server's LIANXIN_WEBHOOK_ALLOW",
        ),
        Err(Refusal::NotAnAddress | Refusal::Unresolved) => refused(
            "not_an_address",
            "不是完整的网址，例如 https://data.example.org/hooks/lianxin",
            "is no full address, such as https://data.example.org/hooks/lianxin",
        ),
    }
}

fn words(kinds: &[ChangeKind]) -> Vec<String> {
    let mut kinds = kinds.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|kind| kind.as_str().to_owned()).collect()
}

/// Changes an endpoint; `expected` is the version the edit is based on.
pub async fn update(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: WebhookEndpointId,
    expected: IfMatch,
    edit: WebhookPatch,
    now: DateTime<Utc>,
) -> Result<Webhook> {
    let stored = queries::load(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    let mut row = webhook_endpoint::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name = Set(name);
    }
    if let Some(url) = edit.url {
        check_url(state, &url)?;
        row.url = Set(url);
    }
    if let Some(types) = edit.types {
        row.types = Set(words(&types).into());
    }
    match (edit.active, stored.state) {
        (Some(true), EndpointState::Paused | EndpointState::Gone | EndpointState::Failing) => {
            row.state = Set(EndpointState::Active);
            row.stopped_at = Set(None);
            row.failing_since = Set(None);
        }
        (Some(false), EndpointState::Active) => {
            row.state = Set(EndpointState::Paused);
            row.stopped_at = Set(Some(now));
        }
        _ => {}
    }
    webhook_endpoint::Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(state, tx, actor, AuditAction::WebhookUpdated, id, now).await?;
    queries::find(tx, actor, id).await
}

/// Removes an endpoint with its secrets and its log.
pub async fn remove(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: WebhookEndpointId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = queries::load(tx, actor, id).await?;
    let view = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    let deliveries = webhook_delivery::Entity::find()
        .select_only()
        .column(webhook_delivery::Column::Id)
        .filter(webhook_delivery::Column::EndpointId.eq(id))
        .into_query();
    webhook_attempt::Entity::delete_many()
        .filter(webhook_attempt::Column::DeliveryId.in_subquery(deliveries))
        .exec(tx)
        .await?;
    webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::EndpointId.eq(id))
        .exec(tx)
        .await?;
    webhook_secret::Entity::delete_many()
        .filter(webhook_secret::Column::EndpointId.eq(id))
        .exec(tx)
        .await?;
    webhook_endpoint::Entity::delete_by_id(id).exec(tx).await?;
    note(state, tx, actor, AuditAction::WebhookDeleted, id, now).await
}

/// Gives an endpoint a new secret; the old one signs beside it for a while.
pub async fn rotate_secret(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: WebhookEndpointId,
    rotation: &SecretRotation,
    now: DateTime<Utc>,
) -> Result<WebhookWithSecret> {
    let stored = queries::load(tx, actor, id).await?;
    secrets::retire(tx, stored.id, TimeDelta::hours(rotation.overlap_hours.into()), now).await?;
    let secret = secrets::make(tx, &state.vault, id, now).await?;
    note(state, tx, actor, AuditAction::WebhookSecretRotated, id, now).await?;
    let webhook = queries::find(tx, actor, id).await?;
    Ok(WebhookWithSecret { webhook, secret })
}

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

async fn note(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    action: AuditAction,
    id: WebhookEndpointId,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        ..audit::Entry::new(Some(actor.account_id), action)
    };
    audit::record(tx, &state.vault, now, entry).await
}
