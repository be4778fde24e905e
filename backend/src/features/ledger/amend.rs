//! Correcting what was registered, before the entry is routed: nothing is changed without an event.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ActiveValue::Set, ConnectionTrait};
use serde_json::{Map, Value, json};

use super::{
    categories::limits_in_force,
    chain::By,
    clock, detail,
    dto::LedgerEntry,
    facts::Facts,
    input::LedgerEntryPatch,
    moves, places, queries,
    register::{category, check_not_in_future, searched, set_persons_concerned},
    writing::Writing,
};
use crate::{
    auth::{Actor, policy::ledger as policy},
    clock::local_date,
    db::search::index_text,
    entities::{
        ids::{LedgerEntryId, PersonId},
        ledger_entry,
        ledger_event::LedgerMove,
    },
    error::{Error, Result},
    features::calendar::working_days,
    http::{IfMatch, patch},
    language::text,
};

/// What a correction changed: every field with its value before and after.
#[derive(Default)]
pub struct Changes(pub Map<String, Value>);

impl Changes {
    pub fn set<T: PartialEq + serde::Serialize>(&mut self, field: &str, before: &mut T, after: Option<T>) {
        if let Some(after) = after.filter(|after| after != before) {
            self.note(field, before, &after);
            *before = after;
        }
    }

    pub fn note(&mut self, field: &str, before: &impl serde::Serialize, after: &impl serde::Serialize) {
        self.0
            .insert(field.to_owned(), json!({"before": before, "after": after}));
    }
}

/// Corrects an entry; `expected` is the version the edit is based on.
pub async fn amend(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    expected: IfMatch,
    edit: LedgerEntryPatch,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let before = queries::find_to_change(tx, actor, id, now).await?;
    let part = policy::part(tx, actor, &before, local_date(now)).await?;
    if !part.may(LedgerMove::Amend) {
        return Err(Error::forbidden(
            "只有首接人和管理单位可以更正登记内容。",
            "Only the first receiver and the managing unit may correct what was registered.",
        ));
    }
    let facts = Facts::of(tx, &before, now).await?;
    moves::next(before.state, LedgerMove::Amend, facts).map_err(|_| Error::IllegalMove {
        wanted: LedgerMove::Amend.to_value(),
        state: before.state.to_value(),
        allowed: detail::names_of(&detail::allowed_moves(before.state, part, facts)),
        detail: text(
            "转办之后不能再更正登记内容。",
            "What was registered cannot be corrected once the entry is routed.",
        ),
    })?;
    let view = Box::pin(detail::show(tx, actor, before.clone(), now)).await?;
    patch::check_version(expected, before.version, &view, &edit)?;

    check_not_in_future(edit.happened_on.flatten(), local_date(now))?;
    let mut entry = before.clone();
    let mut changed = Changes::default();
    changed.set("channel", &mut entry.channel, edit.channel);
    changed.set("submitter_kind", &mut entry.submitter_kind, edit.submitter_kind);
    changed.set("category_id", &mut entry.category_id, edit.category_id);
    changed.set("urgency", &mut entry.urgency, edit.urgency);
    changed.set("title", &mut entry.title, edit.title);
    changed.set("content", &mut entry.content, edit.content);
    changed.set("place", &mut entry.place, edit.place);
    changed.set("happened_on", &mut entry.happened_on, edit.happened_on);
    if let Some(persons) = edit.persons_concerned {
        concern(tx, &entry, &view, persons, &mut changed).await?;
    }
    if changed.0.is_empty() {
        return Ok(view);
    }
    if entry.category_id != before.category_id || entry.urgency != before.urgency {
        let category = category(tx, entry.unit_id, entry.category_id).await?;
        let begun = clock::counted_from(&entry);
        let limits = limits_in_force(tx, category.id, entry.unit_id, begun).await?;
        let days = working_days(tx, entry.unit_id, local_date(begun)).await?;
        entry.due_at = clock::due_at(begun, entry.urgency, limits, &days);
        entry.stage_due_at = clock::stage_due_at(entry.state, now, entry.urgency, limits, &days);
    }
    let mut writing = Writing::begin(before, entry.state, now);
    writing.row = ledger_entry::ActiveModel {
        channel: Set(entry.channel),
        submitter_kind: Set(entry.submitter_kind),
        category_id: Set(entry.category_id),
        urgency: Set(entry.urgency),
        search: Set(search_of(tx, &entry).await?),
        title: Set(entry.title),
        content: Set(entry.content),
        place: Set(entry.place),
        happened_on: Set(entry.happened_on),
        due_at: Set(entry.due_at),
        stage_due_at: Set(entry.stage_due_at),
        ..writing.row
    };
    writing.tell("changes", changed.0);
    let entry = writing.finish(tx, By::Account(actor), LedgerMove::Amend).await?;
    Box::pin(detail::show(tx, actor, entry, now)).await
}

/// What a corrected entry is found by: its text as it is now, and what was added to it.
pub async fn search_of(db: &impl ConnectionTrait, entry: &ledger_entry::Model) -> Result<String> {
    let events = queries::all_events(db, entry.id).await?.into_iter();
    let added = events.filter(|event| matches!(event.r#move, LedgerMove::Remark | LedgerMove::Note));
    let added: Vec<String> = added.filter_map(|event| event.note).collect();
    let text = searched(entry);
    Ok(index_text(added.iter().map(String::as_str).chain([text.as_str()])))
}

async fn concern(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    view: &LedgerEntry,
    mut persons: Vec<PersonId>,
    changed: &mut Changes,
) -> Result<()> {
    for (index, person_id) in persons.iter().enumerate() {
        places::person_of_same_school(tx, entry.unit_id, *person_id, &format!("persons_concerned/{index}")).await?;
    }
    persons.sort_unstable();
    persons.dedup();
    let before: Vec<PersonId> = view.persons_concerned.iter().map(|person| person.id).collect();
    if before != persons {
        set_persons_concerned(tx, entry.id, &persons).await?;
        changed.note("persons_concerned", &before, &persons);
    }
    Ok(())
}
