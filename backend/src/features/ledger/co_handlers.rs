//! Who helps to handle an entry (协办): units and persons of the school. Each notes his part; the handler answers.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{conflict, names, places, writing::Writing};
use crate::{
    auth::{Actor, scope::ledger::co_handled_by},
    entities::{
        ids::{CoHandlerId, LedgerEntryId, OrgUnitId, PersonId},
        ledger_co_handler::{self, Column},
    },
    error::{Error, Result},
    language::text,
};

/// Somebody who helps to handle an entry (协办).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerCoHandler {
    pub id: CoHandlerId,
    pub unit_id: OrgUnitId,
    #[schema(example = "教科室")]
    pub unit_name: String,
    /// Null where the unit helps; whoever leads it answers for its part.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required, example = "普文秀")]
    pub person_name: Option<String>,
    /// What is asked of them.
    #[schema(required)]
    pub task: Option<String>,
    /// When they were asked to help.
    pub added_at: DateTime<Utc>,
    /// Null until their part is done.
    #[schema(required)]
    pub done_at: Option<DateTime<Utc>>,
    /// What they did.
    #[schema(required)]
    pub result: Option<String>,
}

/// Those who help to handle an entry, the first one first; who was let go is not among them.
pub async fn of_entry(db: &impl ConnectionTrait, entry_id: LedgerEntryId) -> Result<Vec<LedgerCoHandler>> {
    let found = ledger_co_handler::Entity::find()
        .filter(Column::EntryId.eq(entry_id))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::AddedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut helpers = Vec::with_capacity(found.len());
    for helper in found {
        let (unit_name, person_name) = names::of_unit_and_person(db, helper.unit_id, helper.person_id).await?;
        helpers.push(LedgerCoHandler {
            id: helper.id,
            unit_id: helper.unit_id,
            unit_name,
            person_id: helper.person_id,
            person_name,
            task: helper.task,
            added_at: helper.added_at,
            done_at: helper.done_at,
            result: helper.result,
        });
    }
    Ok(helpers)
}

/// Whether somebody helps to handle an entry.
pub async fn are_there(db: &impl ConnectionTrait, entry_id: LedgerEntryId) -> Result<bool> {
    let helpers = ledger_co_handler::Entity::find()
        .filter(Column::EntryId.eq(entry_id))
        .filter(Column::RemovedAt.is_null())
        .count(db)
        .await?;
    Ok(helpers > 0)
}

/// Asks a unit, or a person of it, to help: never whom the entry is about, and nobody twice.
pub async fn add(
    tx: &impl ConnectionTrait,
    writing: &mut Writing,
    unit_id: OrgUnitId,
    person_id: Option<PersonId>,
    task: Option<String>,
) -> Result<()> {
    let entry = &writing.entry;
    let unit = places::unit_of_same_school(tx, entry.unit_id, unit_id, "unit_id").await?;
    conflict::check_unit(tx, entry.id, unit.id, "unit_id", writing.now).await?;
    let person = match person_id {
        None => None,
        Some(person_id) => {
            let person = places::person_of_same_school(tx, entry.unit_id, person_id, "person_id").await?;
            conflict::check_person(tx, entry.id, person_id, "person_id", writing.now).await?;
            Some(person)
        }
    };
    let field = if person_id.is_some() { "person_id" } else { "unit_id" };
    let handles = match person_id {
        Some(_) => entry.handler_person_id == person_id,
        None => entry.handler_unit_id == Some(unit_id),
    };
    if handles {
        return Err(Error::invalid(
            field,
            "handles_already",
            text("已是承办单位或承办人", "they handle it already"),
        ));
    }
    let same = ledger_co_handler::Entity::find()
        .filter(Column::EntryId.eq(entry.id))
        .filter(Column::RemovedAt.is_null())
        .filter(match person_id {
            Some(person_id) => Column::PersonId.eq(person_id),
            None => Column::UnitId.eq(unit_id).and(Column::PersonId.is_null()),
        })
        .one(tx)
        .await?;
    if same.is_some() {
        return Err(Error::invalid(
            field,
            "helps_already",
            text("已在协办", "they help already"),
        ));
    }
    let helper = ledger_co_handler::Model {
        id: CoHandlerId::new(),
        entry_id: entry.id,
        unit_id,
        person_id,
        task: task.clone(),
        added_at: writing.now,
        done_at: None,
        result: None,
        removed_at: None,
    };
    writing.tell("co_handler_id", helper.id);
    tell_who(writing, &unit.name, person.as_ref().map(|person| person.name.as_str()));
    writing.note = task;
    ledger_co_handler::Entity::insert(helper.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Lets a co-handler go.
pub async fn remove(
    tx: &impl ConnectionTrait,
    writing: &mut Writing,
    co_handler_id: CoHandlerId,
    reason: String,
) -> Result<()> {
    let helper = ledger_co_handler::Entity::find_by_id(co_handler_id)
        .filter(Column::EntryId.eq(writing.entry.id))
        .filter(Column::RemovedAt.is_null())
        .one(tx)
        .await?
        .ok_or_else(|| Error::unknown_reference("co_handler_id"))?;
    let (unit_name, person_name) = names::of_unit_and_person(tx, helper.unit_id, helper.person_id).await?;
    writing.tell("co_handler_id", helper.id);
    tell_who(writing, &unit_name, person_name.as_deref());
    writing.note = Some(reason);
    ledger_co_handler::Entity::update(ledger_co_handler::ActiveModel {
        removed_at: Set(Some(writing.now)),
        ..helper.into_active_model()
    })
    .exec(tx)
    .await?;
    Ok(())
}

/// Notes what the caller did, wherever he was asked to help.
pub async fn done(tx: &impl ConnectionTrait, actor: &Actor, writing: &mut Writing, result: String) -> Result<()> {
    let own = ledger_co_handler::Entity::find()
        .filter(Column::EntryId.eq(writing.entry.id))
        .filter(co_handled_by(actor))
        .filter(Column::DoneAt.is_null())
        .all(tx)
        .await?;
    let Some(first) = own.first() else {
        return Err(Error::NotFound);
    };
    let (unit_name, person_name) = names::of_unit_and_person(tx, first.unit_id, first.person_id).await?;
    tell_who(writing, &unit_name, person_name.as_deref());
    writing.tell("result", &result);
    ledger_co_handler::Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(writing.now))
        .col_expr(Column::Result, Expr::value(result))
        .filter(Column::Id.is_in(own.iter().map(|helper| helper.id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes in the event who helps, as he is called on that day.
fn tell_who(writing: &mut Writing, unit_name: &str, person_name: Option<&str>) {
    writing.tell("unit_name", unit_name);
    writing.tell("person_name", person_name);
}
