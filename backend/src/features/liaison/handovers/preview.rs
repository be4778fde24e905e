//! What somebody could hand over.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::dto::{
    HandoverEntry, HandoverLink, HandoverPreview, HandoverPromise, HandoverQuery, HandoverTeacher, KeyHousehold,
    KeyReason,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    entities::{
        household,
        ids::{HouseholdId, OrgUnitId, PersonId},
        liaison_link,
        liaison_scheme::LiaisonTargetKind,
        person,
        student::{self, StudentStatus},
    },
    error::{Error, Result},
    features::{
        activities, ledger,
        liaison::{
            dto::LinkRow,
            queries::{self, Names, living_on},
            schemes::{self, TEACHER_FAMILY},
            teaching::teaching,
        },
    },
};

/// Lists what a person could hand over.
pub async fn preview(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: HandoverQuery,
    now: DateTime<Utc>,
) -> Result<HandoverPreview> {
    let on = query.on.unwrap_or(local_date(now));
    let person = leaver(db, actor, query.from_person_id).await?;
    let rows = links_of(db, actor, person.id, on).await?;
    let names = Names::of(db, &rows).await?;
    let words = scheme_names(db, person.unit_id, on).await?;
    let mut teachers = teachers_of(db, &rows, person.id, on).await?;
    let links = rows.iter().map(|row| HandoverLink {
        id: row.id,
        scheme_name: words.get(&row.scheme_code).unwrap_or(&row.scheme_code).clone(),
        scheme_code: row.scheme_code.clone(),
        target_kind: row.target_kind,
        target_name: names.of_target(row),
        unit_name: names.get(row.unit_id.0),
        starts_on: row.starts_on,
        teachers: row
            .target_household_id
            .filter(|_| row.scheme_code == TEACHER_FAMILY)
            .and_then(|id| teachers.remove(&id.0))
            .unwrap_or_default(),
    });
    let links = links.collect();
    let units = Names::of_people_and_units(db, HashSet::new(), HashSet::from([person.unit_id.0])).await?;
    Ok(HandoverPreview {
        on,
        links,
        entries: entries(db, actor, person.id, now).await?,
        promises: promises(db, actor, person.id, local_date(now)).await?,
        key_households: key_households(db, rows.iter().filter_map(|row| row.target_household_id)).await?,
        unit_name: units.get(person.unit_id.0),
        from_person_id: person.id,
        from_person_name: person.name,
    })
}

/// Who hands over: of one of the caller's units, gone or not.
pub async fn leaver(db: &impl ConnectionTrait, actor: &Actor, id: PersonId) -> Result<person::Model> {
    let unknown = || Error::unknown_reference("from_person_id");
    let person = person::Entity::find_by_id(id).one(db).await?.ok_or_else(unknown)?;
    if policy::reaches_unit(actor, Permission::LiaisonWrite, person.unit_id) {
        Ok(person)
    } else {
        Err(unknown())
    }
}

/// The links of a person that hold on a day and that the caller may end.
pub async fn links_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    on: NaiveDate,
) -> Result<Vec<LinkRow>> {
    let mut rows: Vec<LinkRow> = queries::visible_to(actor)
        .filter(liaison_link::Column::PersonId.eq(person_id))
        .filter(living_on(on))
        .order_by_asc(liaison_link::Column::SchemeCode)
        .order_by_asc(liaison_link::Column::StartsOn)
        .order_by_asc(liaison_link::Column::Id)
        .into_partial_model()
        .all(db)
        .await?;
    rows.retain(|row| policy::reaches_unit(actor, Permission::LiaisonWrite, row.unit_id));
    Ok(rows)
}

/// The names of the schemes that hold for a unit.
pub async fn scheme_names(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    on: NaiveDate,
) -> Result<HashMap<String, String>> {
    let schemes = schemes::of_unit(db, Some(unit_id), on).await?.into_iter();
    Ok(schemes.map(|scheme| (scheme.code, scheme.name)).collect())
}

/// Who else teaches the households of the links.
async fn teachers_of(
    db: &impl ConnectionTrait,
    rows: &[LinkRow],
    leaver: PersonId,
    on: NaiveDate,
) -> Result<HashMap<Uuid, Vec<HandoverTeacher>>> {
    let units: HashSet<OrgUnitId> = rows
        .iter()
        .filter(|row| row.scheme_code == TEACHER_FAMILY)
        .map(|row| row.unit_id)
        .collect();
    let mut found: HashMap<Uuid, Vec<(PersonId, bool)>> = HashMap::new();
    for unit_id in units {
        found.extend(teaching(db, unit_id, on, LiaisonTargetKind::Household).await?);
    }
    let people = found.values().flatten().map(|(person, _)| person.0).collect();
    let names = Names::of_people_and_units(db, people, HashSet::new()).await?;
    Ok(found
        .into_iter()
        .map(|(household, teachers)| {
            let others = teachers.into_iter().filter(|(person, _)| *person != leaver);
            let mut others: Vec<_> = others
                .map(|(person_id, homeroom)| HandoverTeacher {
                    person_id,
                    person_name: names.get(person_id.0),
                    homeroom,
                })
                .collect();
            others.sort_by(|a, b| (!a.homeroom, &a.person_name).cmp(&(!b.homeroom, &b.person_name)));
            (household, others)
        })
        .collect())
}

/// Open ledger entries that the person handles.
async fn entries(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<HandoverEntry>> {
    let entries = ledger::handled_by(db, actor, person_id, now).await?;
    let shown = entries.into_iter().map(|entry| HandoverEntry {
        id: entry.id,
        number: entry.number,
        title: entry.title,
        state: entry.state,
        due_at: entry.due_at,
    });
    Ok(shown.collect())
}

async fn promises(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    today: NaiveDate,
) -> Result<Vec<HandoverPromise>> {
    let promises = activities::open_promises(db, actor, person_id, today).await?;
    let shown = promises.into_iter().map(|promise| HandoverPromise {
        id: promise.id,
        kind: promise.kind,
        happened_on: promise.happened_on,
        household_label: promise.household_label,
        follow_up: promise.follow_up,
        follow_up_on: promise.follow_up_on,
    });
    Ok(shown.collect())
}

/// Those of the households that have a pupil who needs special care. Whoever may end their links may know it.
pub async fn key_households(
    db: &impl ConnectionTrait,
    households: impl Iterator<Item = HouseholdId>,
) -> Result<Vec<KeyHousehold>> {
    let ids: HashSet<HouseholdId> = households.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let pupils = student::Entity::find()
        .filter(student::Column::HouseholdId.is_in(ids))
        .filter(student::Column::Status.eq(StudentStatus::Enrolled))
        .order_by_asc(student::Column::Name)
        .all(db)
        .await?;
    let mut found: BTreeMap<HouseholdId, KeyHousehold> = BTreeMap::new();
    for pupil in &pupils {
        let household = found.entry(pupil.household_id).or_insert_with(|| KeyHousehold {
            id: pupil.household_id,
            label: String::new(),
            pupils: Vec::new(),
            reasons: Vec::new(),
        });
        household.pupils.push(pupil.name.clone());
        let reasons = [
            (pupil.orphan, KeyReason::Orphan),
            (pupil.left_behind, KeyReason::LeftBehind),
            (pupil.hardship, KeyReason::Hardship),
        ];
        let reasons = reasons.into_iter().filter(|(holds, _)| *holds == Some(true));
        household.reasons.extend(reasons.map(|(_, reason)| reason));
    }
    found.retain(|_, household| !household.reasons.is_empty());
    let labels = household::Entity::find()
        .filter(household::Column::Id.is_in(found.keys().copied()))
        .all(db)
        .await?;
    for row in labels {
        if let Some(household) = found.get_mut(&row.id) {
            household.label = row.label;
            household.reasons.sort_unstable();
            household.reasons.dedup();
        }
    }
    let mut households: Vec<KeyHousehold> = found.into_values().collect();
    households.sort_by(|a, b| (&a.label, a.id).cmp(&(&b.label, b.id)));
    Ok(households)
}
