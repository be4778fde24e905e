//! Handing an entry to those who will handle it: never to somebody it is about. The same when a handler leaves and
//! another takes over what he worked on.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{chain::By, conflict, outside, places, queries, stages, writing::Writing};
use crate::{
    auth::Actor,
    entities::{
        ids::{LedgerEntryId, OrgUnitId, PersonId},
        ledger_entry::{self, LedgerState},
        ledger_event::LedgerMove,
        org_unit,
    },
    error::{Error, Result},
};

/// Sends an entry to a unit of the same school, and perhaps to a person.
pub async fn hand_over(
    tx: &impl ConnectionTrait,
    writing: &mut Writing,
    to_unit_id: OrgUnitId,
    to_person_id: Option<PersonId>,
) -> Result<()> {
    let entry = &writing.entry;
    outside::check_staff_is_linked(tx, entry.id).await?;
    let unit = places::unit_of_same_school(tx, entry.unit_id, to_unit_id, "to_unit_id").await?;
    conflict::check_unit(tx, entry.id, unit.id, "to_unit_id", writing.now).await?;
    let person = match to_person_id {
        None => None,
        Some(person_id) => {
            let person = places::person_of_same_school(tx, entry.unit_id, person_id, "to_person_id").await?;
            conflict::check_person(tx, entry.id, person_id, "to_person_id", writing.now).await?;
            Some(person)
        }
    };
    writing.tell("to_unit_id", unit.id);
    writing.tell("to_unit_name", unit.name);
    if let Some(person) = person {
        writing.tell("to_person_id", person.id);
        writing.tell("to_person_name", person.name);
    }
    writing.row.handler_unit_id = Set(Some(unit.id));
    writing.row.handler_person_id = Set(to_person_id);
    writing.row.reply = Set(None);
    Ok(())
}

/// An open entry that somebody handles.
#[derive(Debug, Clone, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "ledger_entry::Entity")]
pub struct HandledEntry {
    pub id: LedgerEntryId,
    pub number: String,
    pub title: String,
    pub state: LedgerState,
    pub due_at: DateTime<Utc>,
}

/// The entries a person works on in person, as far as the caller may see them.
pub async fn handled_by(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<HandledEntry>> {
    Ok(queries::visible_to(actor, now)
        .filter(ledger_entry::Column::HandlerPersonId.eq(person_id))
        .filter(ledger_entry::Column::State.is_in([LedgerState::Routed, LedgerState::InProgress]))
        .order_by_asc(ledger_entry::Column::Number)
        .into_partial_model()
        .all(db)
        .await?)
}

/// Gives an entry that `from` works on to another person of the school. Its state and limits stay.
pub async fn take_over(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    (from, to): (PersonId, PersonId),
    reason: &str,
    field: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    let works = matches!(entry.state, LedgerState::Routed | LedgerState::InProgress);
    if entry.handler_person_id != Some(from) || !works {
        return Err(Error::NotFound);
    }
    let person = places::person_of_same_school(tx, entry.unit_id, to, field).await?;
    conflict::check_person(tx, id, to, field, now).await?;
    let unit_id = entry.handler_unit_id.unwrap_or(entry.unit_id);
    let unit = org_unit::Entity::find_by_id(unit_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let state = entry.state;
    let mut writing = Writing::begin(entry, state, now);
    writing.row.handler_person_id = Set(Some(to));
    writing.note = Some(reason.to_owned());
    writing.tell("to_unit_id", unit.id);
    writing.tell("to_unit_name", &unit.name);
    writing.tell("to_person_id", person.id);
    writing.tell("to_person_name", &person.name);
    stages::note_holder(&mut writing.data, &unit.name, Some(&person.name));
    writing.finish(tx, By::Account(actor), LedgerMove::Note).await?;
    Ok(())
}
