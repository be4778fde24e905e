//! Rules and writes of endpoints.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewWebhook, SecretRotation, Webhook, WebhookPatch, WebhookWithSecret},
    guard::{Guard, Refusal},
    queries, secrets,
};
use crate::{
    auth::{Actor, scope},
    db::audit,
    entities::{
        audit_event::AuditAction,
        ids::{ServiceAccountId, WebhookEndpointId},
        service_account, webhook_attempt,
        webhook_delivery::{self},
        webhook_endpoint::{self, Column, EndpointState},
        webhook_secret,
    },
    error::{Error, Result},
    features::changes::ChangeKind,
    http::{IfMatch, patch},
    language::text,
    state::State,
    vault::Vault,
};

/// The most endpoints of one system.
const MOST: u64 = 20;
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
    let id = WebhookEndpointId::new();
    let secret = insert(
        tx,
        &state.vault,
        id,
        service_account_id,
        new,
        EndpointState::Active,
        now,
    )
    .await?;
    note(state, tx, actor, AuditAction::WebhookCreated, id, now).await?;
    let webhook = queries::find(tx, actor, id).await?;
    Ok(WebhookWithSecret { webhook, secret })
}

/// Writes an endpoint; the text is its secret.
pub async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: WebhookEndpointId,
    service_account_id: ServiceAccountId,
    new: NewWebhook,
    state: EndpointState,
    now: DateTime<Utc>,
) -> Result<String> {
    let row = webhook_endpoint::Model {
        id,
        service_account_id,
        types: words(&new.types).into(),
        name: new.name,
        url: new.url,
        state,
        stopped_at: (state != EndpointState::Active).then_some(now),
        failing_since: None,
        delivered_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    webhook_endpoint::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    secrets::make(tx, vault, id, now).await
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
