//! Registering an entry (登记).

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::{Map, json};

use super::{
    categories::limits_in_force,
    chain::{self, By, Step},
    clock, detail,
    dto::LedgerEntry,
    identity,
    input::NewLedgerEntry,
    news::{self, Made},
    places, stages,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::{changes, search::index_text},
    entities::{
        change_event::ChangeOperation,
        ids::{ActivityId, LedgerCategoryId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_category,
        ledger_entry::{self, Disclosure, LedgerState},
        ledger_event::LedgerMove,
        ledger_person_concerned, ledger_serial, org_unit,
    },
    error::{Error, Result},
    features::{activities, calendar::working_days},
    language::text,
    vault::Vault,
};

/// Opens an entry; the caller becomes its first receiver (首接).
pub async fn register(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewLedgerEntry,
    now: DateTime<Utc>,
) -> Result<LedgerEntry> {
    let of_activity = match new.origin_activity_id {
        None => None,
        Some(activity_id) => Some(unit_of_activity(tx, actor, activity_id, local_date(now)).await?),
    };
    let unit_id = places::managing_unit(tx, actor, new.unit_id, of_activity).await?;
    let entry = open(tx, vault, By::Account(actor), unit_id, actor.person_id, new, now).await?;
    Box::pin(detail::show(tx, actor, entry, now)).await
}

/// Opens an entry of a unit that manages entries, whoever raises it.
pub async fn open(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    by: By<'_>,
    unit_id: OrgUnitId,
    first_receiver: Option<PersonId>,
    new: NewLedgerEntry,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    let today = local_date(now);
    check_not_in_future(new.happened_on, today)?;
    if new.disclosure == Disclosure::Anonymous && new.identity.is_some() {
        return Err(Error::invalid(
            "identity",
            "not_when_anonymous",
            text("匿名反映不记姓名", "an anonymous concern has no name"),
        ));
    }
    let category = category(tx, unit_id, new.category_id).await?;
    let urgency = new.urgency.unwrap_or(category.urgency);
    for (index, person_id) in new.persons_concerned.iter().enumerate() {
        places::person_of_same_school(tx, unit_id, *person_id, &format!("persons_concerned/{index}")).await?;
    }
    let days = working_days(tx, unit_id, today).await?;
    let limits = limits_in_force(tx, category.id, unit_id, now).await?;
    let unit = org_unit::Entity::find_by_id(unit_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let number = number(tx, &unit, today.year()).await?;
    let state = LedgerState::Registered;
    let mut entry = ledger_entry::Model {
        id: new.id.unwrap_or_default(),
        search: String::new(),
        number,
        legacy_number: None,
        unit_id,
        channel: new.channel,
        submitter_kind: new.submitter_kind,
        disclosure: new.disclosure,
        category_id: category.id,
        urgency,
        title: new.title,
        content: new.content,
        place: new.place,
        happened_on: new.happened_on,
        registered_at: now,
        registered_by: by.account_or_submitter(),
        first_receiver_person_id: first_receiver,
        state,
        handler_unit_id: None,
        handler_person_id: None,
        handling_way: None,
        reply: None,
        outcome: None,
        finding: None,
        satisfaction: None,
        returns: 0,
        reopenings: 0,
        extensions: 0,
        extension: None,
        extension_days: None,
        suspended_at: None,
        origin_activity_id: new.origin_activity_id,
        merged_into_id: None,
        topic_id: None,
        stage_due_at: clock::stage_due_at(state, now, urgency, limits, &days),
        due_at: clock::due_at(now, urgency, limits, &days),
        closed_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    entry.search = searched(&entry);
    ledger_entry::Entity::insert(entry.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    set_persons_concerned(tx, entry.id, &new.persons_concerned).await?;
    if let Some(identity) = new.identity {
        identity::keep(tx, vault, entry.id, &identity, now).await?;
    }
    let mut data = Map::from_iter([
        ("number".to_owned(), json!(entry.number)),
        ("title".to_owned(), json!(entry.title)),
        ("channel".to_owned(), json!(entry.channel)),
        ("urgency".to_owned(), json!(entry.urgency)),
        ("disclosure".to_owned(), json!(entry.disclosure)),
        ("category_name".to_owned(), json!(category.name)),
        ("due_at".to_owned(), json!(entry.due_at)),
    ]);
    stages::note_holder(&mut data, &unit.name, None);
    let step = Step {
        entry_id: entry.id,
        r#move: LedgerMove::Register,
        from: None,
        to: state,
        note: None,
        data: data.into(),
        by,
    };
    chain::append(tx, step, now).await?;
    changes::record(tx, "ledger_entries", entry.id.0, ChangeOperation::Created, unit_id, now).await?;
    Box::pin(news::tell(tx, &entry, Made::registration(by), now)).await?;
    Ok(entry)
}

/// What an entry is found by: more is added with what is said later.
pub fn searched(entry: &ledger_entry::Model) -> String {
    index_text([entry.number.as_str(), entry.title.as_str(), entry.content.as_str()])
}

/// The next number of a unit in a year. The row of the serial is held until the transaction ends: no gaps, no twins.
async fn number(tx: &impl ConnectionTrait, unit: &org_unit::Model, year: i32) -> Result<String> {
    let one_more = OnConflict::columns([ledger_serial::Column::UnitId, ledger_serial::Column::Year])
        .value(
            ledger_serial::Column::Last,
            Expr::col((ledger_serial::Entity, ledger_serial::Column::Last)).add(1),
        )
        .to_owned();
    let serial = ledger_serial::Entity::insert(ledger_serial::ActiveModel {
        unit_id: Set(unit.id),
        year: Set(year),
        last: Set(1),
    })
    .on_conflict(one_more)
    .exec_with_returning(tx)
    .await?;
    Ok(numbered(&unit.code, year, serial.last))
}

/// A category that entries of the unit can have.
pub async fn category(
    tx: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    category_id: LedgerCategoryId,
) -> Result<ledger_category::Model> {
    let category = ledger_category::Entity::find_by_id(category_id)
        .filter(ledger_category::Column::Retired.eq(false))
        .one(tx)
        .await?
        .ok_or_else(|| Error::unknown_reference("category_id"))?;
    if let Some(owner) = category.unit_id {
        places::unit_of_same_school(tx, unit_id, owner, "category_id").await?;
    }
    Ok(category)
}

/// Refuses a day that has not come yet.
pub fn check_not_in_future(day: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    if day.is_some_and(|day| day > today) {
        return Err(Error::invalid(
            "happened_on",
            "in_future",
            text("不能晚于今天", "must not be in the future"),
        ));
    }
    Ok(())
}

/// Replaces the staff an entry is about.
pub async fn set_persons_concerned(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    persons: &[PersonId],
) -> Result<()> {
    ledger_person_concerned::Entity::delete_many()
        .filter(ledger_person_concerned::Column::EntryId.eq(entry_id))
        .exec(tx)
        .await?;
    let mut persons = persons.to_vec();
    persons.sort_unstable();
    persons.dedup();
    if persons.is_empty() {
        return Ok(());
    }
    let rows = persons
        .into_iter()
        .map(|person_id| ledger_person_concerned::ActiveModel {
            entry_id: Set(entry_id),
            person_id: Set(person_id),
        });
    ledger_person_concerned::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The unit of an activity the caller may see.
async fn unit_of_activity(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<OrgUnitId> {
    let origin = activities::origin(tx, actor, id, today).await?;
    let origin = origin.ok_or_else(|| Error::unknown_reference("origin_activity_id"))?;
    Ok(origin.unit_id)
}

/// The number of an entry: unit, year, serial.
pub fn numbered(code: &str, year: i32, serial: i32) -> String {
    format!("{code}-{year}-{serial:04}")
}
