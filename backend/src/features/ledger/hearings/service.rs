//! Keeping hearings, and the rule that nothing is found against somebody who was not heard.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, json};

use super::{
    dto::{LedgerHearing, NewHearing},
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        ids::{HearingId, LedgerEntryId, PersonId},
        ledger_entry::{self, LedgerFinding, LedgerState},
        ledger_hearing,
    },
    error::{Error, Result},
    features::ledger::{notes::note, queries as entries},
    http::{IfMatch, patch},
    language::text,
};

/// Keeps what one whom the entry concerns was asked and what he said.
pub async fn keep(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    new: NewHearing,
    now: DateTime<Utc>,
) -> Result<LedgerHearing> {
    let entry = entries::find_to_change(tx, actor, entry_id, now).await?;
    let concerned = entries::persons_concerned(tx, entry_id).await?;
    let person = concerned
        .into_iter()
        .find(|person| person.id == new.person_id)
        .ok_or_else(|| Error::unknown_reference("person_id"))?;
    if entry.state == LedgerState::Closed {
        return Err(Error::Conflict {
            code: "closed",
            detail: text(
                "条目已销号，不能再补记听取意见。",
                "The entry is closed: nobody is heard any more.",
            ),
        });
    }
    let days = local_date(entry.registered_at)..=local_date(now);
    if !days.contains(&new.heard_on) {
        return Err(Error::invalid(
            "heard_on",
            "out_of_range",
            text(
                "应在登记之后，且不晚于今天",
                "must lie between the registration and today",
            ),
        ));
    }
    let id = HearingId::new();
    ledger_hearing::Entity::insert(ledger_hearing::ActiveModel {
        id: Set(id),
        entry_id: Set(entry_id),
        person_id: Set(person.id),
        heard_on: Set(new.heard_on),
        put_to_person: Set(new.put_to_person),
        statement: Set(new.statement),
        kept_by: Set(actor.account_id),
        disclosed_at: Set(new.disclose.then_some(now)),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    let told = Map::from_iter([
        ("heard_name".to_owned(), json!(person.name)),
        ("heard_on".to_owned(), json!(new.heard_on)),
        ("disclosed".to_owned(), json!(new.disclose)),
    ]);
    note(tx, actor, entry, None, told, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Lets the person read his own hearing. The entry stays hidden from him.
pub async fn disclose(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: HearingId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<LedgerHearing> {
    let hearing = queries::find(tx, actor, id, now).await?;
    let entry = entries::find_to_change(tx, actor, hearing.entry_id, now).await?;
    patch::check_version(expected, hearing.version, &hearing, &json!({}))?;
    if hearing.disclosed_at.is_some() {
        return Ok(hearing);
    }
    ledger_hearing::Entity::update_many()
        .set(ledger_hearing::ActiveModel {
            disclosed_at: Set(Some(now)),
            version: Set(hearing.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .filter(ledger_hearing::Column::Id.eq(id))
        .exec(tx)
        .await?;
    let told = Map::from_iter([
        ("disclosed_name".to_owned(), json!(hearing.person_name)),
        ("heard_on".to_owned(), json!(hearing.heard_on)),
    ]);
    note(tx, actor, entry, None, told, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Refuses a finding against somebody who was not heard.
pub async fn check_heard(
    tx: &impl ConnectionTrait,
    entry: &ledger_entry::Model,
    finding: Option<LedgerFinding>,
) -> Result<()> {
    match finding {
        Some(LedgerFinding::Confirmed | LedgerFinding::Partly) => {}
        Some(LedgerFinding::Unfounded | LedgerFinding::CannotVerify) | None => return Ok(()),
    }
    let heard: HashSet<PersonId> = ledger_hearing::Entity::find()
        .select_only()
        .column(ledger_hearing::Column::PersonId)
        .filter(ledger_hearing::Column::EntryId.eq(entry.id))
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let concerned = entries::persons_concerned(tx, entry.id).await?;
    if concerned.iter().all(|person| heard.contains(&person.id)) {
        return Ok(());
    }
    Err(Error::invalid(
        "finding",
        "not_heard",
        text(
            "属实或部分属实的结论，须先由办公室或校长听取本人意见并记录",
            "nothing is found against somebody before the office or the principal has heard him",
        ),
    ))
}
