//! How a record is laid out in its tables, and what is written with every change.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use uuid::Uuid;

use super::{dto::NewActivity, queries, references::Place};
use crate::{
    db::{changes, search},
    entities::{
        activity::{self, ActivityStatus},
        activity_actor,
        activity_step::{self, ActivityStepKind},
        activity_subject::{self, ActivitySubjectKind},
        change_event::ChangeOperation,
        ids::{AccountId, ActivityId, PersonId},
    },
    error::Result,
    features::plan::progress::{ActivityChange, ActivityFacts, activity_changed},
};

/// A record to be put in.
#[derive(Debug)]
pub struct NewRecord<'a> {
    pub id: ActivityId,
    pub person_id: PersonId,
    pub status: ActivityStatus,
    pub confirmer: Option<PersonId>,
    pub recorded_by: AccountId,
    pub content: &'a NewActivity,
    pub place: &'a Place,
    /// Beside the step with which it was handed in.
    pub reason: Option<String>,
}

/// Puts a record in, and counts it.
pub async fn insert(tx: &impl ConnectionTrait, new: NewRecord<'_>, now: DateTime<Utc>) -> Result<()> {
    let NewRecord {
        id,
        person_id,
        status,
        content,
        place,
        ..
    } = new;
    let row = activity::ActiveModel {
        id: Set(id),
        status: Set(status),
        person_id: Set(person_id),
        followed_up_at: Set(None),
        confirmed_at: Set(None),
        status_reason: Set(None),
        recorded_by: Set(new.recorded_by),
        recorded_at: Set(now),
        version: Set(1),
        created_at: Set(now),
        ..row_of(content, place, new.confirmer, now)
    };
    activity::Entity::insert(row).exec_without_returning(tx).await?;
    write_people(tx, id, person_id, content, place).await?;
    if status == ActivityStatus::Submitted {
        step(tx, id, ActivityStepKind::Submitted, new.recorded_by, new.reason, now).await?;
    }
    let after = ActivityFacts::load(tx, id).await?;
    activity_changed(tx, &ActivityChange { before: None, after }).await?;
    changes::record(tx, "activities", id.0, ChangeOperation::Created, place.unit_id, now).await
}

/// Writes the changed columns of a record that is held by this transaction; `before` is what of it counted.
pub async fn save(
    tx: &impl ConnectionTrait,
    stored: &activity::Model,
    before: Option<ActivityFacts>,
    row: activity::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    activity::Entity::update_many()
        .set(row)
        .col_expr(activity::Column::Version, Expr::col(activity::Column::Version).add(1))
        .filter(activity::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let after = ActivityFacts::load(tx, stored.id).await?;
    activity_changed(tx, &ActivityChange { before, after }).await?;
    changes::record(
        tx,
        "activities",
        stored.id.0,
        ChangeOperation::Updated,
        stored.unit_id,
        now,
    )
    .await
}

/// The columns that follow from the content.
pub fn row_of(
    content: &NewActivity,
    place: &Place,
    confirmer: Option<PersonId>,
    now: DateTime<Utc>,
) -> activity::ActiveModel {
    let words = place.names.iter().map(String::as_str);
    let said = texts_of(serde_json::to_value(&content.details).unwrap_or_default());
    activity::ActiveModel {
        unit_id: Set(place.unit_id),
        kind: Set(content.details.kind()),
        happened_on: Set(content.happened_on),
        started_at: Set(content.started_at),
        ended_at: Set(content.ended_at),
        class_id: Set(place.class_id),
        observed_person_id: Set(place.observed_person_id),
        household_id: Set(place.household_id),
        search: Set(search::index_text(
            words
                .chain([content.text.as_str()])
                .chain(content.follow_up.as_deref())
                .chain(said.iter().map(String::as_str)),
        )),
        text: Set(content.text.clone()),
        follow_up: Set(content.follow_up.clone()),
        follow_up_on: Set(content.follow_up_on),
        tags: Set(content.tags.clone()),
        details: Set(content.details.clone()),
        confirmer_person_id: Set(confirmer),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Everything that was written in the details of a kind: wishes, measures, topics. Ids are no words.
fn texts_of(details: Value) -> Vec<String> {
    match details {
        Value::String(text) if Uuid::parse_str(&text).is_err() => vec![text],
        Value::Array(items) => items.into_iter().flat_map(texts_of).collect(),
        Value::Object(fields) => fields.into_iter().flat_map(|(_, value)| texts_of(value)).collect(),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A stored record in the form in which it was sent.
pub async fn content(tx: &impl ConnectionTrait, stored: &activity::Model) -> Result<NewActivity> {
    let mut companion_ids = queries::companions(tx, stored.id).await?;
    companion_ids.sort_unstable();
    Ok(NewActivity {
        id: Some(stored.id),
        person_id: Some(stored.person_id),
        companion_ids,
        happened_on: stored.happened_on,
        started_at: stored.started_at,
        ended_at: stored.ended_at,
        text: stored.text.clone(),
        follow_up: stored.follow_up.clone(),
        follow_up_on: stored.follow_up_on,
        tags: stored.tags.clone(),
        details: stored.details.clone(),
        submit: stored.status != ActivityStatus::Draft,
    })
}

/// Writes down what was done with a record that is held by this transaction.
pub async fn step(
    tx: &impl ConnectionTrait,
    id: ActivityId,
    step: ActivityStepKind,
    made_by: AccountId,
    reason: Option<String>,
    now: DateTime<Utc>,
) -> Result<()> {
    let last: Option<Option<i32>> = activity_step::Entity::find()
        .select_only()
        .column_as(activity_step::Column::Number.max(), "last")
        .filter(activity_step::Column::ActivityId.eq(id))
        .into_tuple()
        .one(tx)
        .await?;
    activity_step::Entity::insert(activity_step::ActiveModel {
        activity_id: Set(id),
        number: Set(last.flatten().unwrap_or(0) + 1),
        step: Set(step),
        made_by: Set(made_by),
        made_at: Set(now),
        reason: Set(reason),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub async fn write_people(
    tx: &impl ConnectionTrait,
    id: ActivityId,
    person_id: PersonId,
    content: &NewActivity,
    place: &Place,
) -> Result<()> {
    let took_part = |person_id, companion| activity_actor::ActiveModel {
        activity_id: Set(id),
        person_id: Set(person_id),
        companion: Set(companion),
    };
    let companions = content
        .companion_ids
        .iter()
        .map(|companion| took_part(*companion, true));
    activity_actor::Entity::insert_many(companions.chain([took_part(person_id, false)]))
        .exec_without_returning(tx)
        .await?;
    let about = |kind, subject| activity_subject::ActiveModel {
        activity_id: Set(id),
        subject_kind: Set(kind),
        subject_id: Set(subject),
    };
    let subjects = [
        place.class_id.map(|class| (ActivitySubjectKind::Class, class.0)),
        place
            .observed_person_id
            .map(|person| (ActivitySubjectKind::Person, person.0)),
        place
            .household_id
            .map(|household| (ActivitySubjectKind::Household, household.0)),
        Some((ActivitySubjectKind::Unit, place.unit_id.0)),
    ];
    let pupils = place
        .student_ids
        .iter()
        .map(|pupil| about(ActivitySubjectKind::Student, pupil.0));
    let classes = place
        .class_ids
        .iter()
        .map(|class| about(ActivitySubjectKind::Class, class.0));
    let subjects = subjects
        .into_iter()
        .flatten()
        .map(|(kind, subject)| about(kind, subject));
    activity_subject::Entity::insert_many(subjects.chain(pupils).chain(classes))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub async fn replace_people(
    tx: &impl ConnectionTrait,
    stored: &activity::Model,
    content: &NewActivity,
    place: &Place,
) -> Result<()> {
    activity_actor::Entity::delete_many()
        .filter(activity_actor::Column::ActivityId.eq(stored.id))
        .exec(tx)
        .await?;
    activity_subject::Entity::delete_many()
        .filter(activity_subject::Column::ActivityId.eq(stored.id))
        .exec(tx)
        .await?;
    write_people(tx, stored.id, stored.person_id, content, place).await
}
