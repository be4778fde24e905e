//! Rules of one plan that contradict each other: both are shown, neither is dropped.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    dto::{ConflictingDuty, DutyConflict},
    period::{SchoolCalendar, Span, in_force, month_of},
    weeks, words,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        duty::{self, DutyMetric, DutyPeriod, SubjectSelector},
        ids::PlanId,
        plan,
    },
    error::{Error, Result},
    features::calendar::{WorkingDays, working_days},
};

/// The plan, if the caller may see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<plan::Model> {
    plan::Entity::find_by_id(id)
        .filter(scope::plan::plans(actor))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The contradictions of a plan in the periods around a day.
pub async fn of_plan(db: &impl ConnectionTrait, plan: &plan::Model, today: NaiveDate) -> Result<Vec<DutyConflict>> {
    let duties = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan.id))
        .order_by_asc(duty::Column::SortOrder)
        .all(db)
        .await?;
    let calendar = SchoolCalendar::load(db, plan.unit_id).await?;
    let span = in_force(plan.effective_from, plan.effective_to);
    let day = calendar.term_near(today.clamp(span.starts_on, span.ends_on));
    let days = working_days(db, plan.unit_id, plan.effective_from).await?;
    Ok(among(&duties.iter().collect::<Vec<_>>(), &calendar, &days, day, span))
}

/// The contradictions among some duties: the same records counted for the same people, whose targets over the longer
/// of both periods differ.
pub fn among(
    duties: &[&duty::Model],
    calendar: &SchoolCalendar,
    days: &WorkingDays,
    on: NaiveDate,
    plan: Span,
) -> Vec<DutyConflict> {
    let mut conflicts = Vec::new();
    for (at, first) in duties.iter().enumerate() {
        for second in &duties[at + 1..] {
            if !count_the_same(first, second) {
                continue;
            }
            let (longer, shorter) = if length(first.period) >= length(second.period) {
                (first, second)
            } else {
                (second, first)
            };
            let (Some(target), Some(part), Some(span)) =
                (longer.target, shorter.target, calendar.span_of(longer.period, on, plan))
            else {
                continue;
            };
            let Some(times) = times(shorter.period, longer.period, span, calendar, days) else {
                continue;
            };
            let total = part.saturating_mul(times);
            if total != target {
                conflicts.push(DutyConflict {
                    words: words::conflict(longer, shorter, times, total),
                    longer: side(longer, target),
                    shorter: side(shorter, part),
                    times,
                    total,
                });
            }
        }
    }
    conflicts
}

fn side(duty: &duty::Model, target: i32) -> ConflictingDuty {
    ConflictingDuty {
        id: duty.id,
        code: duty.code.clone(),
        title: duty.title.clone(),
        period: duty.period,
        target,
    }
}

/// Whether two duties count the same records of some of the same people or units, in the same reading.
fn count_the_same(first: &duty::Model, second: &duty::Model) -> bool {
    first.activity_kind.is_some()
        && first.activity_kind == second.activity_kind
        && first.metric == second.metric
        && matches!(first.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered)
        && first.options == second.options
        && !first.options.everyone
        && overlap(&first.subject_selector, &second.subject_selector)
}

/// Whether somebody may be bound by both. "Any" of several conditions is not taken apart: it may.
fn overlap(first: &SubjectSelector, second: &SubjectSelector) -> bool {
    fn meet<T: PartialEq>(first: &[T], second: &[T]) -> bool {
        first.is_empty() || second.is_empty() || first.iter().any(|one| second.contains(one))
    }
    let agree = |first: Option<bool>, second: Option<bool>| first.is_none() || second.is_none() || first == second;
    let conditions = first.any
        || second.any
        || meet(&first.ranks, &second.ranks)
            && agree(first.party_member, second.party_member)
            && agree(first.homeroom, second.homeroom)
            && agree(first.teaches, second.teaches);
    first.subject == second.subject && meet(&first.unit_kinds, &second.unit_kinds) && conditions
}

fn length(period: DutyPeriod) -> u8 {
    match period {
        DutyPeriod::Week => 0,
        DutyPeriod::TeachingMonth => 1,
        DutyPeriod::Month => 2,
        DutyPeriod::Term => 3,
        DutyPeriod::SchoolYear => 4,
        DutyPeriod::Plan | DutyPeriod::Standing => 5,
    }
}

/// How often the shorter period comes in the longer one; none where that cannot be said.
fn times(
    shorter: DutyPeriod,
    longer: DutyPeriod,
    span: Span,
    calendar: &SchoolCalendar,
    days: &WorkingDays,
) -> Option<i32> {
    if shorter == longer {
        return Some(1);
    }
    if span.ends_on == NaiveDate::MAX {
        return None;
    }
    let months = || {
        let mut months = 0_usize;
        let mut month = month_of(span.starts_on);
        while month.starts_on <= span.ends_on {
            months += 1;
            month = month_of(month.ends_on.succ_opt().unwrap_or(span.ends_on));
            if months > 120 {
                break;
            }
        }
        months
    };
    let within = calendar.terms_within(span);
    let count = match shorter {
        DutyPeriod::Week => weeks::of(span, calendar, days).len(),
        DutyPeriod::TeachingMonth => {
            let named: usize = within.iter().map(|term| term.what.teaching_months.len()).sum();
            if named > 0 { named } else { months() }
        }
        DutyPeriod::Month => months(),
        DutyPeriod::Term => within.len(),
        DutyPeriod::SchoolYear | DutyPeriod::Plan | DutyPeriod::Standing => return None,
    };
    i32::try_from(count).ok().filter(|count| *count > 0)
}
