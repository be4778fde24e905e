//! The request for more time and the days the clock stood still, read from the events of an entry.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::entities::{
    ledger_entry::{ExtensionState, LedgerState},
    ledger_event::{self, LedgerMove},
};

/// A request for more time (延期) and what came of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerExtension {
    pub state: ExtensionState,
    /// How many days were asked for.
    #[schema(example = 10)]
    pub days: i64,
    #[schema(example = "保温箱需采购，预计两周到货")]
    pub reason: String,
    /// Name of who asked for it.
    #[schema(example = "郭大勇")]
    pub asked_by_name: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Null until it is decided.
    #[schema(required, example = "林秀英")]
    pub decided_by_name: Option<String>,
    #[schema(required)]
    pub decided_at: Option<DateTime<Utc>>,
    /// What was said with the decision; null until then, and where nothing was said.
    #[schema(required)]
    pub decision_note: Option<String>,
}

/// A time in which the clock stood still (中止).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerSuspension {
    /// When the clock was stopped.
    pub since: DateTime<Utc>,
    /// Null while it lasts.
    #[schema(required)]
    pub until: Option<DateTime<Utc>>,
    #[schema(example = "等待第三方检测结果")]
    pub reason: String,
    /// Name of who stopped it.
    #[schema(example = "郭大勇")]
    pub by_name: String,
}

/// What was asked for and what came of it.
pub fn extension(events: &[ledger_event::Model]) -> Option<LedgerExtension> {
    let asked = events.iter().find(|event| event.r#move == LedgerMove::AskExtension)?;
    let decided = events
        .iter()
        .find(|event| matches!(event.r#move, LedgerMove::Extend | LedgerMove::RefuseExtension));
    Some(LedgerExtension {
        state: match decided.map(|event| event.r#move) {
            None => ExtensionState::Asked,
            Some(LedgerMove::Extend) => ExtensionState::Granted,
            Some(_) => ExtensionState::Refused,
        },
        days: asked_days(asked),
        reason: asked.note.clone().unwrap_or_default(),
        asked_by_name: asked.actor_name.clone(),
        asked_at: asked.at,
        decided_by_name: decided.map(|event| event.actor_name.clone()),
        decided_at: decided.map(|event| event.at),
        decision_note: decided.and_then(|event| event.note.clone()),
    })
}

fn asked_days(asked: &ledger_event::Model) -> i64 {
    asked.data.get("days").and_then(Value::as_i64).unwrap_or_default()
}

/// When the clock stood still, in order.
pub fn suspensions(events: &[ledger_event::Model]) -> Vec<LedgerSuspension> {
    let mut suspensions: Vec<LedgerSuspension> = Vec::new();
    for event in events {
        let goes_on = event.r#move == LedgerMove::Resume || event.to_state == LedgerState::Closed;
        if event.r#move == LedgerMove::Suspend {
            suspensions.push(LedgerSuspension {
                since: event.at,
                until: None,
                reason: event.note.clone().unwrap_or_default(),
                by_name: event.actor_name.clone(),
            });
        } else if let Some(last) = suspensions.last_mut().filter(|last| goes_on && last.until.is_none()) {
            last.until = Some(event.at);
        }
    }
    suspensions
}
