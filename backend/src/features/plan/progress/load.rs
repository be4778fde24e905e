//! How much falls to a person in a week: lessons, observations, visits. His own sight and his principal's, no ranking.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{
    dto::ProgressQuery,
    facts,
    period::{SchoolCalendar, Span, week_of},
    read,
    trend_dto::{LoadItem, LoadKind, WorkLoad},
    weeks, words,
};
use crate::{
    auth::Actor,
    entities::{
        activity::{self, ActivityKind},
        activity_actor,
        ids::PersonId,
        teaching_assignment,
    },
    error::Result,
    features::calendar::working_days,
};

const OBSERVATIONS: &[ActivityKind] = &[ActivityKind::LessonObservation];
const VISITS: &[ActivityKind] = &[ActivityKind::HomeVisit, ActivityKind::BranchVisit];

/// The weekly load of a person whose duties the caller may follow.
pub async fn load(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ProgressQuery,
    today: NaiveDate,
) -> Result<WorkLoad> {
    let on = read::day(db, &query, today).await?;
    let row = read::find(db, actor, query.person_id).await?;
    let calendar = SchoolCalendar::load(db, row.unit_id).await?;
    let week = week_of(on);
    let Some(term) = calendar.term_on(on) else {
        return Ok(WorkLoad {
            person_id: row.id,
            person_name: row.name,
            week_starts_on: week.starts_on,
            week_ends_on: week.ends_on,
            term_name: None,
            weeks: 0,
            items: Vec::new(),
            this_week: 0,
            average: 0.0,
            words: words::no_load(),
        });
    };
    let days = working_days(db, row.unit_id, term.span.starts_on).await?;
    let begun = weeks::of(Span::new(term.span.starts_on, on), &calendar, &days).len();
    let weeks = u32::try_from(begun.max(1)).unwrap_or(1);
    let lessons: i64 = teaching_assignment::Entity::find()
        .select_only()
        .column(teaching_assignment::Column::WeeklyLessons)
        .filter(teaching_assignment::Column::PersonId.eq(row.id))
        .filter(teaching_assignment::Column::TermId.eq(term.what.id))
        .into_tuple::<i16>()
        .all(db)
        .await?
        .into_iter()
        .map(i64::from)
        .sum();
    let so_far = Span::new(term.span.starts_on, on);
    let this_week = Span::new(week.starts_on, on);
    let mut items = vec![LoadItem {
        kind: LoadKind::Lessons,
        this_week: lessons,
        average: tenths(lessons * i64::from(weeks), weeks),
        query: format!(
            "/api/v1/teaching-assignments?person_id={}&term_id={}",
            row.id, term.what.id
        ),
    }];
    for (kind, kinds) in [(LoadKind::Observations, OBSERVATIONS), (LoadKind::Visits, VISITS)] {
        items.push(LoadItem {
            kind,
            this_week: records(db, row.id, kinds, this_week).await?,
            average: tenths(records(db, row.id, kinds, so_far).await?, weeks),
            query: list(row.id, kinds, so_far)?,
        });
    }
    let total = items.iter().map(|item| item.this_week).sum();
    let average = items.iter().map(|item| item.average).sum::<f64>();
    Ok(WorkLoad {
        words: words::load(&items, total, average),
        person_id: row.id,
        person_name: row.name,
        week_starts_on: week.starts_on,
        week_ends_on: week.ends_on,
        term_name: Some(term.what.name.clone()),
        weeks,
        items,
        this_week: total,
        average: (average * 10.0).round() / 10.0,
    })
}

async fn records(db: &impl ConnectionTrait, person: PersonId, kinds: &[ActivityKind], span: Span) -> Result<i64> {
    let took_part = activity_actor::Entity::find()
        .select_only()
        .column(activity_actor::Column::ActivityId)
        .filter(activity_actor::Column::PersonId.eq(person))
        .into_query();
    Ok(activity::Entity::find()
        .select_only()
        .column_as(activity::Column::Id.count(), "records")
        .filter(activity::Column::Id.in_subquery(took_part))
        .filter(activity::Column::Kind.is_in(kinds.iter().copied()))
        .filter(activity::Column::HappenedOn.between(span.starts_on, span.ends_on))
        .filter(facts::counting())
        .into_tuple::<i64>()
        .one(db)
        .await?
        .unwrap_or_default())
}

fn list(person: PersonId, kinds: &[ActivityKind], span: Span) -> Result<String> {
    let mut names = Vec::new();
    for kind in kinds {
        names.push(serde_json::to_value(kind)?.as_str().unwrap_or_default().to_owned());
    }
    Ok(format!(
        "/api/v1/activities?kind={}&counted=true&person_id={person}&happened_on[gte]={}&happened_on[lte]={}",
        names.join(","),
        span.starts_on,
        span.ends_on,
    ))
}

/// A count spread over weeks, to one decimal.
#[expect(clippy::cast_precision_loss, reason = "counts of records of one term are small")]
fn tenths(count: i64, weeks: u32) -> f64 {
    (count as f64 * 10.0 / f64::from(weeks)).round() / 10.0
}
