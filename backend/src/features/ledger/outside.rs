//! What those who speak for whoever raised a concern may do with its entry.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{amend::Changes, chain::By, places, queries, register::set_persons_concerned, writing::Writing};
use crate::{
    auth::{Actor, policy::ledger as policy},
    clock::local_date,
    entities::{
        ids::{LedgerEntryId, PersonId},
        ledger_entry,
        ledger_event::LedgerMove,
        staff_mention,
    },
    error::{Error, Result},
    language::text,
};

/// The entry for a code that speaks for whoever raised it: not for its handler, who would judge his own work.
pub async fn hold_for_submitter(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    if policy::part(tx, actor, &entry, local_date(now)).await?.handler {
        return Err(Error::forbidden(
            "您承办这一条，查询码须由别人发给反映人。",
            "You handle this entry: somebody else gives out its code.",
        ));
    }
    Ok(entry)
}

/// Adds staff to those an entry is about, whatever its state: from then on it is hidden from them.
pub async fn concern_persons(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    more: &[PersonId],
    field: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = queries::find_to_change(tx, actor, id, now).await?;
    for (index, person_id) in more.iter().enumerate() {
        places::person_of_same_school(tx, entry.unit_id, *person_id, &format!("{field}/{index}")).await?;
    }
    let before: Vec<PersonId> = queries::persons_concerned(tx, id)
        .await?
        .into_iter()
        .map(|person| person.id)
        .collect();
    let mut after = [before.as_slice(), more].concat();
    after.sort_unstable();
    after.dedup();
    set_persons_concerned(tx, id, &after).await?;
    let mut changed = Changes::default();
    changed.note("persons_concerned", &before, &after);
    let state = entry.state;
    let mut writing = Writing::begin(entry, state, now);
    writing.tell("changes", changed.0);
    writing.finish(tx, By::Account(actor), LedgerMove::Amend).await?;
    Ok(())
}

/// Refuses to hand on an entry that names staff nobody has linked yet: nobody knows from whom it must be kept.
pub async fn check_staff_is_linked(tx: &impl ConnectionTrait, id: LedgerEntryId) -> Result<()> {
    let open = staff_mention::Entity::find_by_id(id)
        .filter(staff_mention::Column::SettledAt.is_null())
        .one(tx)
        .await?;
    if open.is_none() {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "staff_not_linked",
        detail: text(
            "反映中提到了教职工，请办公室先确认是谁，再转办。",
            "It names staff in words: the office must say who is meant before it is handed on.",
        ),
    })
}
