//! Wire types of the change feed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::kinds::ChangeKind;
use crate::{
    entities::{change_event::ChangeOperation, ids::OrgUnitId},
    http::CommaList,
};

/// A change that has its place in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub position: i64,
    pub kind: ChangeKind,
    pub id: Uuid,
    pub operation: ChangeOperation,
    pub unit_id: Option<OrgUnitId>,
    pub at: DateTime<Utc>,
}

/// Something that happened to a record (变更). It holds no content: read the record with your own rights.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeEvent {
    /// Its place in the feed, to go on from with `after`.
    #[schema(example = "1042")]
    pub cursor: String,
    /// Kind and operation in one word.
    #[serde(rename = "type")]
    #[schema(example = "ledger_entries.updated")]
    pub event_type: String,
    /// What changed.
    pub kind: ChangeKind,
    /// What happened to it; `deleted` stays in the feed as a tombstone.
    pub operation: ChangeOperation,
    /// The record.
    #[schema(example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub id: Uuid,
    /// The unit it belongs to.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Where to read the record, or the list that shows it.
    #[schema(example = "/api/v1/ledger-entries/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub href: String,
}

impl From<Change> for ChangeEvent {
    fn from(change: Change) -> Self {
        Self {
            cursor: change.position.to_string(),
            event_type: change.event_type(),
            kind: change.kind,
            operation: change.operation,
            id: change.id,
            unit_id: change.unit_id,
            at: change.at,
            href: change.kind.href(change.id),
        }
    }
}

impl Change {
    /// Kind and operation in one word, as `ledger_entries.updated`.
    pub fn event_type(&self) -> String {
        event_type(self.kind.as_str(), self.operation)
    }
}

/// Kind and operation in one word.
pub fn event_type(kind: &str, operation: ChangeOperation) -> String {
    let operation = match operation {
        ChangeOperation::Created => "created",
        ChangeOperation::Updated => "updated",
        ChangeOperation::Deleted => "deleted",
    };
    format!("{kind}.{operation}")
}

/// A piece of the change feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePage {
    /// In the order of commit; each once.
    pub items: Vec<ChangeEvent>,
    /// Where to go on: keep it and send it as `after`. It moves on also when nothing was for you.
    #[schema(example = "1042")]
    pub next: String,
    /// Whether there was nothing more when this was answered.
    pub caught_up: bool,
}

/// Which part of the feed to read.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuery {
    /// `next` of an earlier answer; `now` to begin with what is still to come; left out: from the oldest that is kept
    /// (90 days).
    #[param(example = "now")]
    pub after: Option<String>,
    /// Kinds of records; all when left out.
    #[param(value_type = Vec<ChangeKind>, required = false, style = Form, explode = false)]
    pub types: Option<CommaList<ChangeKind>>,
    /// Events of an answer, 1 to 200 (default 100).
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200, example = 100, format = Int64)]
    pub limit: Option<usize>,
    /// Seconds to wait for something to come when there is nothing yet, 0 to 25 (default 0).
    #[validate(range(min = 0, max = 25))]
    #[param(minimum = 0, maximum = 25, example = 0)]
    pub wait: Option<u64>,
}
