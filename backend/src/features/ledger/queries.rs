//! Reading entries; every select starts at [`visible_to`].

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{IntoCondition, LockType},
};

use super::{
    answers,
    clock::{self, Light, start_of},
    dto::NamedPerson,
    filter::{LedgerEntryRow, LedgerFilter, LedgerSort, Row},
    followers,
};
use crate::{
    auth::{
        Actor,
        scope::{self, ledger as rows},
    },
    clock::local_date,
    db::search,
    entities::{
        ids::{LedgerEntryId, PersonId},
        ledger_entry::{self, Column, LedgerState},
        ledger_event, ledger_person_concerned, person,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The entries the caller may see.
pub fn visible_to(actor: &Actor, now: DateTime<Utc>) -> Select<ledger_entry::Entity> {
    ledger_entry::Entity::find().filter(rows::ledger_entries(actor, local_date(now)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<LedgerFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<LedgerEntryRow>> {
    let select = visible_to(actor, now).filter(matching(db, actor, query.filter, now));
    let column = |sort| match sort {
        LedgerSort::RegisteredAt => Column::RegisteredAt,
        LedgerSort::DueAt => Column::DueAt,
        LedgerSort::Number => Column::Number,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, Column::Id).await?;
    Ok(page.map(|row| row.show(now)))
}

/// How many of the entries the caller may see a query string of the list means.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, query: &str, now: DateTime<Utc>) -> Result<u64> {
    let query: ListQuery<LedgerFilter> = ListQuery::from_query_string(query)?;
    let select = visible_to(actor, now).filter(matching(db, actor, query.filter, now));
    Ok(select.count(db).await?)
}

pub fn matching(db: &impl ConnectionTrait, actor: &Actor, filter: LedgerFilter, now: DateTime<Utc>) -> Condition {
    let LedgerFilter {
        sort: _,
        state,
        light,
        urgency,
        channel,
        outcome,
        category_id,
        unit_id,
        handler_unit_id,
        handler_person_id,
        origin_activity_id,
        topic_id,
        extension,
        registered_from,
        registered_until,
        due_until,
        my_turn,
        overdue,
        satisfaction,
        answer,
        returned,
        reopened,
        told_to_say,
        reported_in_unit_id,
        taken_over,
        followed,
        q,
    } = filter;
    let any_light = |lights: Vec<Light>| {
        let lights = lights.into_iter().map(|light| shows(light, now));
        lights.fold(Condition::any(), Condition::add)
    };
    Condition::all()
        .add_option(state.map(|states| Column::State.is_in(states.0)))
        .add_option(light.map(|lights| any_light(lights.0)))
        .add_option(urgency.map(|urgencies| Column::Urgency.is_in(urgencies.0)))
        .add_option(channel.map(|channels| Column::Channel.is_in(channels.0)))
        .add_option(outcome.map(|outcomes| Column::Outcome.is_in(outcomes.0)))
        .add_option(category_id.map(|category| Column::CategoryId.eq(category)))
        .add_option(unit_id.map(|unit| Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(handler_unit_id.map(|unit| Column::HandlerUnitId.eq(unit)))
        .add_option(handler_person_id.map(|person| Column::HandlerPersonId.eq(person)))
        .add_option(origin_activity_id.map(|activity| Column::OriginActivityId.eq(activity)))
        .add_option(topic_id.map(|topic| Column::TopicId.eq(topic)))
        .add_option(extension.map(|states| Column::Extension.is_in(states.0)))
        .add_option(registered_from.map(|day| Column::RegisteredAt.gte(start_of(day))))
        .add_option(registered_until.map(|day| Column::RegisteredAt.lt(end_of(day))))
        .add_option(due_until.map(|day| Column::DueAt.lt(end_of(day))))
        .add_option(my_turn.map(|wanted| only(wanted, rows::my_turn(actor, local_date(now)))))
        .add_option(overdue.map(|wanted| only(wanted, shows(Light::Red, now))))
        .add_option(satisfaction.map(|said| Column::Satisfaction.is_in(said.0)))
        .add_option(answer.map(|answers| answers::any_of(answers.0, now)))
        .add_option(returned.map(|wanted| only(wanted, Column::Returns.gt(0).into_condition())))
        .add_option(reopened.map(|wanted| only(wanted, Column::Reopenings.gt(0).into_condition())))
        .add_option(told_to_say.map(|wanted| only(wanted, answers::told_to_say())))
        .add_option(reported_in_unit_id.map(|unit| rows::about_no_overseer(unit, local_date(now))))
        .add_option(taken_over.map(|wanted| only(wanted, Column::LegacyNumber.is_not_null().into_condition())))
        .add_option(followed.map(|wanted| only(wanted, followers::followed_by(actor))))
        .add_option(q.map(|q| search::matches(db.get_database_backend(), &ledger_entry::Entity, &q.0)))
}

/// The first instant after a day in China (UTC+8).
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day) + TimeDelta::days(1)
}

fn only(wanted: bool, condition: Condition) -> Condition {
    if wanted { condition } else { condition.not() }
}

/// [`clock::light`] as a condition.
pub fn shows(light: Light, now: DateTime<Utc>) -> Condition {
    let running = Condition::all()
        .add(Column::State.ne(LedgerState::Closed))
        .add(Column::SuspendedAt.is_null());
    let late = Condition::any().add(Column::DueAt.lt(now)).add(
        Condition::all()
            .add(Column::StageDueAt.is_not_null())
            .add(Column::StageDueAt.lt(now)),
    );
    let near = Condition::any()
        .add(Column::DueAt.lte(clock::soon(now, clock::SOON_DAYS)))
        .add(
            Condition::all()
                .add(Column::StageDueAt.is_not_null())
                .add(Column::StageDueAt.lte(clock::soon(now, clock::SOON_STAGE_DAYS))),
        );
    match light {
        Light::Green => Condition::all().add(Column::State.eq(LedgerState::Closed)),
        Light::Grey => Condition::all()
            .add(Column::State.ne(LedgerState::Closed))
            .add(Column::SuspendedAt.is_not_null()),
        Light::Red => running.add(late),
        Light::Yellow => running.add(late.not()).add(near),
        Light::White => running.add(late.not()).add(near.not()),
    }
}

/// The entry as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<ledger_entry::Model> {
    visible_to(actor, now)
        .filter(Column::Id.eq(id))
        .lock(LockType::Update)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The staff an entry is about, by name.
pub async fn persons_concerned(db: &impl ConnectionTrait, id: LedgerEntryId) -> Result<Vec<NamedPerson>> {
    let concerned = ledger_person_concerned::Entity::find()
        .select_only()
        .column(ledger_person_concerned::Column::PersonId)
        .filter(ledger_person_concerned::Column::EntryId.eq(id))
        .into_query();
    let people: Vec<(PersonId, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.in_subquery(concerned))
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(people.into_iter().map(|(id, name)| NamedPerson { id, name }).collect())
}

/// Every event of an entry.
pub async fn all_events(db: &impl ConnectionTrait, id: LedgerEntryId) -> Result<Vec<ledger_event::Model>> {
    Ok(ledger_event::Entity::find()
        .filter(ledger_event::Column::EntryId.eq(id))
        .order_by_asc(ledger_event::Column::Seq)
        .all(db)
        .await?)
}

/// Whether somebody may see an entry.
pub async fn sees(db: &impl ConnectionTrait, actor: &Actor, id: LedgerEntryId, now: DateTime<Utc>) -> Result<bool> {
    let found = visible_to(actor, now)
        .filter(Column::Id.eq(id))
        .select_only()
        .column(Column::Id)
        .into_tuple::<LedgerEntryId>()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Refuses an entry the caller may not see.
pub async fn check_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<()> {
    if sees(db, actor, id, now).await? {
        return Ok(());
    }
    Err(Error::NotFound)
}

/// Those of these numbers that name an entry the caller may see.
pub async fn numbers_seen(
    db: &impl ConnectionTrait,
    actor: &Actor,
    numbers: impl IntoIterator<Item = String>,
    now: DateTime<Utc>,
) -> Result<HashSet<String>> {
    let seen: Vec<String> = visible_to(actor, now)
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.is_in(numbers))
        .into_tuple()
        .all(db)
        .await?;
    Ok(seen.into_iter().collect())
}
