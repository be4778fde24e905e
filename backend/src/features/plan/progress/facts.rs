//! What of an activity matters to duties.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_actor,
        activity_details::ActivityDetails,
        activity_subject::{self, ActivitySubjectKind},
        ids::{ActivityId, OrgUnitId},
    },
    error::Result,
};

/// One activity before and after a change; nothing before when it is new, nothing after when it is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityChange {
    pub before: Option<ActivityFacts>,
    pub after: Option<ActivityFacts>,
}

/// What of an activity matters to duties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityFacts {
    pub unit_id: OrgUnitId,
    pub kind: ActivityKind,
    pub happened_on: NaiveDate,
    /// Confirmed, or handed in where nobody must confirm it.
    pub counts: bool,
    /// 已议课: the observed lesson was discussed.
    pub discussed: bool,
    /// The main actor and all companions.
    pub actors: Vec<Uuid>,
    /// The pupils named in the record.
    pub students: Vec<Uuid>,
    /// The households named in the record.
    pub households: Vec<Uuid>,
}

impl ActivityFacts {
    /// From the rows of one activity.
    pub fn of(
        activity: &activity::Model,
        actors: &[activity_actor::Model],
        subjects: &[activity_subject::Model],
    ) -> Self {
        let about = |kind: ActivitySubjectKind| {
            subjects
                .iter()
                .filter(move |subject| subject.subject_kind == kind)
                .map(|subject| subject.subject_id)
        };
        Self {
            unit_id: activity.unit_id,
            kind: activity.kind,
            happened_on: activity.happened_on,
            counts: counts(activity),
            discussed: is_discussed(&activity.details),
            actors: distinct(
                actors
                    .iter()
                    .map(|actor| actor.person_id.0)
                    .chain([activity.person_id.0]),
            ),
            students: distinct(about(ActivitySubjectKind::Student)),
            households: distinct(
                about(ActivitySubjectKind::Household).chain(activity.household_id.map(|household| household.0)),
            ),
        }
    }

    /// As the rows stand now in this transaction; nothing when there is no such activity.
    pub async fn load(tx: &impl ConnectionTrait, id: ActivityId) -> Result<Option<Self>> {
        let Some(activity) = activity::Entity::find_by_id(id).one(tx).await? else {
            return Ok(None);
        };
        let actors = activity_actor::Entity::find()
            .filter(activity_actor::Column::ActivityId.eq(id))
            .all(tx)
            .await?;
        let subjects = activity_subject::Entity::find()
            .filter(activity_subject::Column::ActivityId.eq(id))
            .all(tx)
            .await?;
        Ok(Some(Self::of(&activity, &actors, &subjects)))
    }
}

/// Whether a record counts: confirmed, or handed in where nobody must confirm it.
fn counts(activity: &activity::Model) -> bool {
    match activity.status {
        ActivityStatus::Confirmed => true,
        ActivityStatus::Submitted => activity.confirmer_person_id.is_none(),
        ActivityStatus::Draft | ActivityStatus::Returned | ActivityStatus::Void => false,
    }
}

/// [`counts`] as a condition.
pub fn counting() -> Condition {
    Condition::any()
        .add(activity::Column::Status.eq(ActivityStatus::Confirmed))
        .add(
            Condition::all()
                .add(activity::Column::Status.eq(ActivityStatus::Submitted))
                .add(activity::Column::ConfirmerPersonId.is_null()),
        )
}

/// [`is_discussed`] as a condition.
pub fn discussed(backend: DbBackend) -> SimpleExpr {
    Expr::cust(match backend {
        DbBackend::Sqlite => "json_extract(activities.details, '$.lesson_observation.discussed_on') IS NOT NULL",
        _ => "activities.details #>> '{lesson_observation,discussed_on}' IS NOT NULL",
    })
}

/// Whether an observation says when it was discussed.
fn is_discussed(details: &ActivityDetails) -> bool {
    matches!(details, ActivityDetails::LessonObservation(lesson) if lesson.discussed_on.is_some())
}

fn distinct(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
