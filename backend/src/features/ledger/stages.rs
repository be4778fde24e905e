//! Who held an entry how long, read from its events.

use serde_json::{Map, Value, json};

use super::dto::LedgerStage;
use crate::entities::{ledger_entry::LedgerState, ledger_event, ledger_event::LedgerMove};

const UNIT: &str = "holder_unit_name";
const PERSON: &str = "holder_name";

/// Notes in an event's data who holds the entry from then on.
pub fn note_holder(data: &mut Map<String, Value>, unit_name: &str, person_name: Option<&str>) {
    data.insert(UNIT.into(), json!(unit_name));
    data.insert(PERSON.into(), json!(person_name));
}

/// Whether an event's data says who holds the entry from then on.
pub fn names_holder(data: &Map<String, Value>) -> bool {
    data.contains_key(UNIT)
}

/// The stages of an entry, in order; the end is not a stage.
pub fn read(events: &[ledger_event::Model]) -> Vec<LedgerStage> {
    let mut stages: Vec<LedgerStage> = Vec::new();
    for event in events {
        if !takes_over(event) && (Some(event.to_state) == event.from_state || is_aside(event.r#move)) {
            continue;
        }
        if let Some(last) = stages.last_mut() {
            last.until = Some(event.at);
        }
        if event.to_state != LedgerState::Closed {
            let name = |field: &str| event.data.get(field).and_then(Value::as_str).map(str::to_owned);
            stages.push(LedgerStage {
                state: event.to_state,
                unit_name: name(UNIT).unwrap_or_default(),
                person_name: name(PERSON),
                since: event.at,
                until: None,
            });
        }
    }
    stages
}

/// That somebody else holds the entry from then on, in the same state.
fn takes_over(event: &ledger_event::Model) -> bool {
    event.r#move == LedgerMove::Note && event.data.get(UNIT).is_some()
}

fn is_aside(r#move: LedgerMove) -> bool {
    matches!(
        r#move,
        LedgerMove::Amend | LedgerMove::Note | LedgerMove::Remind | LedgerMove::ReadIdentity
    )
}
