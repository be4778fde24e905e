//! Wire types of the log of deliveries.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, WebhookDeliveryId},
        webhook_attempt::AttemptFailure,
        webhook_delivery::{self, DeliveryState},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A message to an endpoint (推送).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookDelivery {
    /// The `webhook-id` of every attempt.
    pub id: WebhookDeliveryId,
    /// What it tells: kind and operation, or `webhook.test`.
    #[schema(example = "ledger_entries.updated")]
    pub event_type: String,
    /// The record it tells of.
    #[schema(example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub subject_id: Uuid,
    /// The unit of the record.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    /// Where to read the record.
    #[schema(example = "/api/v1/ledger-entries/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub href: String,
    /// When the record changed.
    pub happened_at: DateTime<Utc>,
    pub state: DeliveryState,
    /// How often it was sent.
    #[schema(example = 1)]
    pub attempts: i32,
    /// When it is sent next; null when it has ended.
    #[schema(required)]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was taken, given up or withheld.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// When it was queued for the first time.
    pub created_at: DateTime<Utc>,
}

impl Versioned for WebhookDelivery {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// A time a message was sent. What the receiver answered besides the status is not kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookAttempt {
    /// From 1.
    #[schema(example = 1)]
    pub number: i32,
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    #[schema(example = 84)]
    pub millis: i32,
    /// The HTTP status; null when there was no answer.
    #[schema(required, example = 204)]
    pub status: Option<i16>,
    /// Why it failed; null when it did not.
    #[schema(required)]
    pub failure: Option<AttemptFailure>,
}

/// A message with all its attempts, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDeliveryWithAttempts {
    #[serde(flatten)]
    pub delivery: WebhookDelivery,
    /// Its attempts.
    pub log: Vec<WebhookAttempt>,
}

impl Versioned for WebhookDeliveryWithAttempts {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// Which messages to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WebhookDeliveryFilter {
    /// Order: newest first by default.
    #[param(schema_with = Sort::<WebhookDeliverySort>::schema)]
    pub sort: Option<Sort<WebhookDeliverySort>>,
    /// States.
    #[param(value_type = Vec<DeliveryState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<DeliveryState>>,
}

/// Columns by which messages can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookDeliverySort {
    CreatedAt,
}

impl SortKey for WebhookDeliverySort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for WebhookDeliveryFilter {
    type Sort = WebhookDeliverySort;

    fn sort(&self) -> Option<Sort<WebhookDeliverySort>> {
        self.sort
    }
}

/// The columns a view needs.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "webhook_delivery::Entity")]
pub struct DeliveryRow {
    pub id: WebhookDeliveryId,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub operation: ChangeOperation,
    pub unit_id: Option<OrgUnitId>,
    pub happened_at: DateTime<Utc>,
    pub state: DeliveryState,
    pub attempts: i32,
    pub next_attempt_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl Positioned<WebhookDeliverySort> for DeliveryRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: WebhookDeliverySort) -> sea_orm::Value {
        match sort {
            WebhookDeliverySort::CreatedAt => self.created_at.into(),
        }
    }
}
