//! When a person was last in touch with a target: from the activity records, on any scheme.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use super::dto::LinkRow;
use crate::{
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_actor,
        activity_subject::{self, ActivitySubjectKind},
        class,
        ids::{LiaisonLinkId, PersonId},
        liaison_link,
        liaison_scheme::LiaisonTargetKind,
    },
    error::Result,
};

/// Whom somebody was in touch with: a record's id, and the grade where the target is a grade of a unit.
pub type Target = (Uuid, i16);

/// The last day, up to `day`, on which each link was lived: links without any are left out.
pub async fn last(
    db: &impl ConnectionTrait,
    links: &[LinkRow],
    day: NaiveDate,
) -> Result<HashMap<LiaisonLinkId, NaiveDate>> {
    let mut days: HashMap<(PersonId, LiaisonTargetKind, Target), NaiveDate> = HashMap::new();
    let kinds: HashSet<LiaisonTargetKind> = links.iter().map(|link| link.target_kind).collect();
    for kind in kinds {
        let of_kind = || links.iter().filter(move |link| link.target_kind == kind);
        let people: HashSet<PersonId> = of_kind().map(|link| link.person_id).collect();
        let targets: HashSet<Uuid> = of_kind().map(|link| target(link).0).collect();
        for select in selects(kind, &targets) {
            let select = select
                .filter(activity_actor::Column::PersonId.is_in(people.iter().copied()))
                .filter(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
                .filter(activity::Column::HappenedOn.lte(day))
                .column_as(activity_actor::Column::PersonId, "person_id")
                .column_as(activity::Column::HappenedOn.max(), "day")
                .group_by(activity_actor::Column::PersonId);
            for row in db.query_all(select.as_query()).await? {
                let key = (
                    row.try_get("", "person_id")?,
                    kind,
                    (row.try_get("", "target_id")?, row.try_get("", "grade")?),
                );
                let found: NaiveDate = row.try_get("", "day")?;
                let known = days.entry(key).or_insert(found);
                *known = Ord::max(*known, found);
            }
        }
    }
    Ok(links
        .iter()
        .filter_map(|link| Some((link.id, *days.get(&(link.person_id, link.target_kind, target(link)))?)))
        .collect())
}

/// That a link leads to a household without a home visit that counts, by whomever, from a day on.
pub fn unvisited_since(day: NaiveDate) -> Condition {
    let counts = Condition::any()
        .add(activity::Column::Status.eq(ActivityStatus::Confirmed))
        .add(
            Condition::all()
                .add(activity::Column::Status.eq(ActivityStatus::Submitted))
                .add(activity::Column::ConfirmerPersonId.is_null()),
        );
    let visit = activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(activity::Column::Kind.eq(ActivityKind::HomeVisit))
        .filter(activity::Column::HappenedOn.gte(day))
        .filter(counts)
        .filter(
            Expr::col((activity::Entity, activity::Column::HouseholdId))
                .equals((liaison_link::Entity, liaison_link::Column::TargetHouseholdId)),
        );
    Condition::all()
        .add(liaison_link::Column::TargetHouseholdId.is_not_null())
        .add(Expr::exists(visit.into_query()).not())
}

/// The target of a link as records name it.
pub fn target(link: &LinkRow) -> Target {
    let id = link
        .target_unit_id
        .map(|id| id.0)
        .or(link.target_class_id.map(|id| id.0))
        .or(link.target_person_id.map(|id| id.0))
        .or(link.target_student_id.map(|id| id.0))
        .or(link.target_household_id.map(|id| id.0));
    (id.unwrap_or_default(), link.target_grade.unwrap_or_default())
}

/// The ways in which a record can be about a target of this kind, each with `target_id` and `grade`.
fn selects(kind: LiaisonTargetKind, targets: &HashSet<Uuid>) -> Vec<Select<activity::Entity>> {
    let by = |column: activity::Column| {
        with_actors()
            .column_as(column, "target_id")
            .column_as(no_grade(), "grade")
            .group_by(column)
            .filter(column.is_in(targets.iter().copied()))
    };
    let subject = |kind: ActivitySubjectKind| {
        with_actors()
            .join(
                JoinType::InnerJoin,
                activity::Entity::belongs_to(activity_subject::Entity)
                    .from(activity::Column::Id)
                    .to(activity_subject::Column::ActivityId)
                    .into(),
            )
            .column_as(activity_subject::Column::SubjectId, "target_id")
            .column_as(no_grade(), "grade")
            .group_by(activity_subject::Column::SubjectId)
            .filter(
                Condition::all()
                    .add(activity_subject::Column::SubjectKind.eq(kind))
                    .add(activity_subject::Column::SubjectId.is_in(targets.iter().copied())),
            )
    };
    match kind {
        LiaisonTargetKind::Unit => vec![by(activity::Column::UnitId), subject(ActivitySubjectKind::Unit)],
        LiaisonTargetKind::Grade => vec![
            with_actors()
                .join(
                    JoinType::InnerJoin,
                    activity::Entity::belongs_to(class::Entity)
                        .from(activity::Column::ClassId)
                        .to(class::Column::Id)
                        .into(),
                )
                .column_as(class::Column::UnitId, "target_id")
                .column_as(class::Column::Grade, "grade")
                .group_by(class::Column::UnitId)
                .group_by(class::Column::Grade)
                .filter(class::Column::UnitId.is_in(targets.iter().copied())),
        ],
        LiaisonTargetKind::Class => vec![by(activity::Column::ClassId), subject(ActivitySubjectKind::Class)],
        LiaisonTargetKind::Person => vec![
            by(activity::Column::ObservedPersonId),
            subject(ActivitySubjectKind::Person),
        ],
        LiaisonTargetKind::Student => vec![subject(ActivitySubjectKind::Student)],
        LiaisonTargetKind::Household => vec![
            by(activity::Column::HouseholdId),
            subject(ActivitySubjectKind::Household),
        ],
    }
}

fn with_actors() -> Select<activity::Entity> {
    activity::Entity::find().select_only().join(
        JoinType::InnerJoin,
        activity::Entity::belongs_to(activity_actor::Entity)
            .from(activity::Column::Id)
            .to(activity_actor::Column::ActivityId)
            .into(),
    )
}

/// A constant in the shape of the grade column.
fn no_grade() -> SimpleExpr {
    Expr::cust("0").cast_as(Alias::new("smallint"))
}
