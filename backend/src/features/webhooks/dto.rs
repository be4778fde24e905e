//! Wire types of webhook endpoints.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{ServiceAccountId, WebhookEndpointId},
        text_list::TextList,
        webhook_endpoint::{self, EndpointState},
    },
    features::changes::ChangeKind,
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// Where another system is told of changes (推送地址).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Webhook {
    pub id: WebhookEndpointId,
    /// The system that listens; it hears of what this account may see.
    pub service_account_id: ServiceAccountId,
    /// The system, as people call it.
    #[schema(example = "县教育局数据平台")]
    pub service_account_name: String,
    #[schema(example = "数据平台：学生与台账")]
    pub name: String,
    /// Where messages are sent.
    #[schema(example = "https://data.example.org/hooks/lianxin")]
    pub url: String,
    /// The kinds of records it hears of; all that its account may see when empty.
    pub types: Vec<ChangeKind>,
    /// Whether it is sent to, and why not.
    pub state: EndpointState,
    /// Since when it is not sent to.
    #[schema(required)]
    pub stopped_at: Option<DateTime<Utc>>,
    /// The first failure after the last success; after three days it is no longer sent to.
    #[schema(required)]
    pub failing_since: Option<DateTime<Utc>>,
    /// The last success, to half a minute.
    #[schema(required)]
    pub delivered_at: Option<DateTime<Utc>>,
    /// Deliveries that wait for their first or next attempt.
    #[schema(example = 0)]
    pub pending: i64,
    /// Deliveries of the last 30 days that were given up; they can be replayed.
    #[schema(example = 0)]
    pub dead: i64,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Webhook {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// An endpoint with its secret, which is shown only now.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookWithSecret {
    #[serde(flatten)]
    pub webhook: Webhook,
    /// What messages are signed with (Standard Webhooks, HMAC-SHA256): give it to the receiver.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwIfKQ9r8GKYo=")]
    pub secret: String,
}

impl Versioned for WebhookWithSecret {
    fn version(&self) -> Option<i32> {
        self.webhook.version()
    }
}

/// A new endpoint.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "service_account_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "name": "数据平台：学生与台账",
    "url": "https://data.example.org/hooks/lianxin", "types": ["students", "ledger_entries"]
}))]
pub struct NewWebhook {
    /// The system that listens. Left out by a system: itself.
    pub service_account_id: Option<ServiceAccountId>,
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "数据平台：学生与台账")]
    pub name: String,
    /// Where to send: `https`, no user name in it, no address inside unless the server's allow-list names it.
    #[validate(length(min = 8, max = 500))]
    #[schema(min_length = 8, max_length = 500, example = "https://data.example.org/hooks/lianxin")]
    pub url: String,
    /// The kinds of records to hear of; all that the account may see when empty.
    #[serde(default)]
    #[validate(length(max = 60))]
    #[schema(max_items = 60)]
    pub types: Vec<ChangeKind>,
}

/// A change of an endpoint (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "数据平台", "active": true}))]
pub struct WebhookPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    pub name: Option<String>,
    /// Where to send.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 8, max = 500))]
    #[schema(min_length = 8, max_length = 500, nullable = false)]
    pub url: Option<String>,
    /// The kinds of records to hear of; all when empty.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 60))]
    #[schema(max_items = 60, nullable = false)]
    pub types: Option<Vec<ChangeKind>>,
    /// `true`: send to it, also after it was stopped by failures; `false`: pause it. While it is not sent to, what
    /// changes is not queued; replay it afterwards.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "patch::left_out"
    )]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

/// How to change the secret.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"overlap_hours": 24}))]
pub struct SecretRotation {
    /// For how long the old secret signs beside the new one, in hours: 0 to 168 (default 24).
    #[serde(default = "a_day")]
    #[validate(range(min = 0, max = 168))]
    #[schema(minimum = 0, maximum = 168, default = 24)]
    pub overlap_hours: u32,
}

fn a_day() -> u32 {
    24
}

/// What to send again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"since": "2026-11-20T00:00:00Z", "what": "dead"}))]
pub struct ReplayRequest {
    /// What happened from this moment on; 90 days back at most.
    pub since: DateTime<Utc>,
    /// Which of it.
    #[serde(default)]
    pub what: ReplayWhat,
}

/// What is sent again (重推范围).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplayWhat {
    /// 未送达的: deliveries that were given up.
    #[default]
    Dead,
    /// 全部: every change, also what was taken already and what was never queued. Receivers know repeats by
    /// `webhook-id`.
    Everything,
}

/// What was put into the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// How many deliveries.
    #[schema(example = 12)]
    pub queued: u64,
}

impl Versioned for Replayed {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// Which endpoints to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WebhookFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<WebhookSort>::schema)]
    pub sort: Option<Sort<WebhookSort>>,
    /// States.
    #[param(value_type = Vec<EndpointState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<EndpointState>>,
    /// Those of this system.
    pub service_account_id: Option<ServiceAccountId>,
}

/// Columns by which endpoints can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookSort {
    CreatedAt,
}

impl SortKey for WebhookSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for WebhookFilter {
    type Sort = WebhookSort;

    fn sort(&self) -> Option<Sort<WebhookSort>> {
        self.sort
    }
}

/// The columns a view needs.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "webhook_endpoint::Entity")]
pub struct WebhookRow {
    pub id: WebhookEndpointId,
    pub service_account_id: ServiceAccountId,
    pub name: String,
    pub url: String,
    pub types: TextList,
    pub state: EndpointState,
    pub stopped_at: Option<DateTime<Utc>>,
    pub failing_since: Option<DateTime<Utc>>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<WebhookSort> for WebhookRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: WebhookSort) -> sea_orm::Value {
        match sort {
            WebhookSort::CreatedAt => self.created_at.into(),
        }
    }
}
