//! What a receiver is told: which record, never what is in it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, WebhookEndpointId},
        webhook_delivery,
    },
    features::changes::{ChangeKind, event_type},
};

/// The name of what a test event tells of; it is no kind of the feed.
pub const TEST_KIND: &str = "webhook";

/// The body of a message.
#[derive(Debug, Serialize)]
pub struct Message<'a> {
    #[serde(rename = "type")]
    event_type: String,
    timestamp: DateTime<Utc>,
    data: Record<'a>,
}

#[derive(Debug, Serialize)]
struct Record<'a> {
    kind: &'a str,
    id: Uuid,
    operation: ChangeOperation,
    unit_id: Option<OrgUnitId>,
    href: String,
}

impl<'a> Message<'a> {
    pub fn of(delivery: &'a webhook_delivery::Model) -> Self {
        let told = words(
            &delivery.subject_kind,
            delivery.subject_id,
            delivery.operation,
            delivery.endpoint_id,
        );
        Self {
            event_type: told.event_type,
            timestamp: delivery.happened_at,
            data: Record {
                kind: &delivery.subject_kind,
                id: delivery.subject_id,
                operation: delivery.operation,
                unit_id: delivery.unit_id,
                href: told.href,
            },
        }
    }
}

/// How a message names what happened, and where the record is.
#[derive(Debug)]
pub struct Words {
    pub event_type: String,
    pub href: String,
}

pub fn words(kind: &str, id: Uuid, operation: ChangeOperation, endpoint: WebhookEndpointId) -> Words {
    match kind.parse::<ChangeKind>() {
        Ok(kind) => Words {
            event_type: event_type(kind.as_str(), operation),
            href: kind.href(id),
        },
        Err(_) => Words {
            event_type: format!("{TEST_KIND}.test"),
            href: format!("/api/v1/webhooks/{endpoint}"),
        },
    }
}
