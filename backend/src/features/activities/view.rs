//! Rows as a caller sees them: with the names, and with what he can do.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::{
    dto::{Activity, Attended, NamedStudent, Turnout},
    filter::Row,
    moves::{self, Facts},
};
use crate::{
    auth::{
        Actor,
        policy::activities::{Part, oversees},
    },
    entities::{
        activity::ActivityStatus,
        activity_actor,
        activity_details::ActivityDetails,
        activity_subject::{self, ActivitySubjectKind},
        follow_up_keeper,
        ids::{ActivityId, PersonId, StudentId},
        person, student,
    },
    error::Result,
};

/// Someone who took part.
#[derive(Debug, sea_orm::FromQueryResult)]
pub struct TookPart {
    activity_id: ActivityId,
    pub person_id: PersonId,
    pub companion: bool,
    name: String,
}

pub async fn actors_of(db: &impl ConnectionTrait, ids: &[ActivityId]) -> Result<Vec<TookPart>> {
    let person = activity_actor::Entity::belongs_to(person::Entity)
        .from(activity_actor::Column::PersonId)
        .to(person::Column::Id)
        .into();
    Ok(activity_actor::Entity::find()
        .join(JoinType::InnerJoin, person)
        .select_only()
        .columns([
            activity_actor::Column::ActivityId,
            activity_actor::Column::PersonId,
            activity_actor::Column::Companion,
        ])
        .column(person::Column::Name)
        .filter(activity_actor::Column::ActivityId.is_in(ids.iter().copied()))
        .order_by_asc(person::Column::Name)
        .order_by_asc(person::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

async fn students_of(db: &impl ConnectionTrait, ids: &[ActivityId]) -> Result<Vec<(ActivityId, StudentId, String)>> {
    let pupil = activity_subject::Entity::belongs_to(student::Entity)
        .from(activity_subject::Column::SubjectId)
        .to(student::Column::Id)
        .into();
    Ok(activity_subject::Entity::find()
        .join(JoinType::InnerJoin, pupil)
        .select_only()
        .column(activity_subject::Column::ActivityId)
        .columns([student::Column::Id, student::Column::Name])
        .filter(activity_subject::Column::SubjectKind.eq(ActivitySubjectKind::Student))
        .filter(activity_subject::Column::ActivityId.is_in(ids.iter().copied()))
        .order_by_asc(student::Column::Name)
        .into_tuple()
        .all(db)
        .await?)
}

/// The names of the pupils on the lists of parents' meetings.
async fn listed(db: &impl ConnectionTrait, rows: &[Row]) -> Result<HashMap<StudentId, String>> {
    let ids: Vec<StudentId> = rows
        .iter()
        .filter_map(|row| match &row.details {
            ActivityDetails::ParentsMeeting(meeting) => Some(&meeting.attendance),
            _ => None,
        })
        .flatten()
        .map(|entry| entry.student_id)
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<(StudentId, String)> = student::Entity::find()
        .select_only()
        .columns([student::Column::Id, student::Column::Name])
        .filter(student::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Who keeps what was promised, where it was handed on.
pub async fn keepers_of(
    db: &impl ConnectionTrait,
    ids: &[ActivityId],
) -> Result<HashMap<ActivityId, (PersonId, String)>> {
    let person = follow_up_keeper::Entity::belongs_to(person::Entity)
        .from(follow_up_keeper::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let keepers: Vec<(ActivityId, PersonId, String)> = follow_up_keeper::Entity::find()
        .join(JoinType::InnerJoin, person)
        .select_only()
        .columns([follow_up_keeper::Column::ActivityId, follow_up_keeper::Column::PersonId])
        .column(person::Column::Name)
        .filter(follow_up_keeper::Column::ActivityId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let keepers = keepers.into_iter();
    Ok(keepers.map(|(activity, id, name)| (activity, (id, name))).collect())
}

/// Rows as this caller sees them.
pub async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<Row>) -> Result<Vec<Activity>> {
    let ids: Vec<ActivityId> = rows.iter().map(|row| row.id).collect();
    let mut actors: HashMap<ActivityId, Vec<TookPart>> = HashMap::new();
    for took_part in actors_of(db, &ids).await? {
        actors.entry(took_part.activity_id).or_default().push(took_part);
    }
    let mut students: HashMap<ActivityId, Vec<NamedStudent>> = HashMap::new();
    for (activity, id, name) in students_of(db, &ids).await? {
        students.entry(activity).or_default().push(NamedStudent { id, name });
    }
    let listed = listed(db, &rows).await?;
    let mut keepers = keepers_of(db, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let actors = actors.remove(&row.id).unwrap_or_default();
            let students = students.remove(&row.id).unwrap_or_default();
            let keeper = keepers.remove(&row.id);
            let attendance = attendance(&row.details, &listed);
            Activity {
                attendance,
                ..view(actor, row, actors, students, keeper)
            }
        })
        .collect())
}

fn attendance(details: &ActivityDetails, names: &HashMap<StudentId, String>) -> Vec<Attended> {
    let ActivityDetails::ParentsMeeting(meeting) = details else {
        return Vec::new();
    };
    let entries = meeting.attendance.iter().map(|entry| Attended {
        student_id: entry.student_id,
        name: names.get(&entry.student_id).cloned().unwrap_or_default(),
        came: entry.came,
    });
    entries.collect()
}

fn view(
    actor: &Actor,
    row: Row,
    actors: Vec<TookPart>,
    students: Vec<NamedStudent>,
    keeper: Option<(PersonId, String)>,
) -> Activity {
    let (keeper_id, keeper_name) = keeper.unzip();
    let people: Vec<PersonId> = actors.iter().map(|actor| actor.person_id).collect();
    let part = Part::of(
        actor,
        &people,
        row.recorded_by,
        row.confirmer_person_id,
        keeper_id,
        oversees(actor, row.unit_id),
    );
    let facts = Facts {
        part,
        needs_confirmation: row.confirmer_person_id.is_some(),
        follow_up_open: row.follow_up.is_some() && row.followed_up_at.is_none(),
    };
    let (companion_ids, companion_names) = actors
        .into_iter()
        .filter(|actor| actor.companion)
        .map(|actor| (actor.person_id, actor.name))
        .unzip();
    Activity {
        id: row.id,
        kind: row.kind,
        status: row.status,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        happened_on: row.happened_on,
        started_at: row.started_at,
        ended_at: row.ended_at,
        person_id: row.person_id,
        person_name: row.person_name,
        companion_ids,
        companion_names,
        class_id: row.class_id,
        class_name: row.class_name,
        observed_person_id: row.observed_person_id,
        observed_person_name: row.observed_person_name,
        household_id: row.household_id,
        household_label: row.household_label,
        students,
        turnout: row.details.turnout().map(|(due, present)| Turnout {
            due,
            present,
            absent: due - present,
        }),
        attendance: Vec::new(),
        text: row.text,
        follow_up: row.follow_up,
        follow_up_on: row.follow_up_on,
        followed_up_at: row.followed_up_at,
        follow_up_person_id: keeper_id,
        follow_up_person_name: keeper_name,
        tags: row.tags,
        counts: moves::counts(row.status, facts.needs_confirmation),
        not_discussed: row.details.lacks_discussion(),
        details: row.details,
        on_behalf: row.recorded_by_person_id != Some(row.person_id),
        confirmer_person_id: row.confirmer_person_id,
        confirmer_name: row.confirmer_name,
        confirmed_at: row.confirmed_at,
        status_reason: row.status_reason,
        recorded_by_name: row.recorded_by_name,
        recorded_at: row.recorded_at,
        allowed_moves: moves::allowed(row.status, facts),
        may_edit: part.owner && moves::is_editable(row.status),
        may_amend: part.owner && row.status == ActivityStatus::Confirmed,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
