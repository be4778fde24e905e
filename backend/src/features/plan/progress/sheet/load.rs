//! Reading sheets: every question is asked once for all people and plans together.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    super::{
        conflicts,
        dto::ProgressPeriod,
        lists_dto::StaffRow,
        period::{SchoolCalendar, Span, in_force},
        subject::PersonFacts,
        weeks::{self, TeachingWeek},
        words,
    },
    Counted, Sheet, SheetDuty, distinct, people, pupils,
};
use crate::{
    entities::{
        duty::{self, DutyMetric, DutyPeriod},
        duty_counter, duty_target_covered,
        duty_waiver::{self, WaiverState},
        ids::{DutyId, OrgUnitId, PersonId, PlanId},
        org_unit_closure,
        plan::{self, PlanState},
    },
    error::Result,
    features::{
        calendar::{WorkingDays, working_days_of},
        plan::plans,
    },
};

/// The sheets of some people on a day, one for each plan they work by.
pub async fn load(
    db: &impl ConnectionTrait,
    rows: Vec<StaffRow>,
    on: NaiveDate,
    codes: Option<&[String]>,
) -> Result<Vec<Sheet>> {
    let people = people::facts(db, rows, on).await?;
    let units: HashSet<OrgUnitId> = people.iter().map(|person| person.unit_id).collect();
    let mut posts = people::posts(db, &people).await?;
    let asked = posts.values().flatten().map(|post| post.unit_id);
    let above = above(db, distinct(asked.chain(units.iter().copied()))).await?;
    let plans = plans_of(db, &units, &above, on).await?;
    let mut groups: Vec<(Option<plan::Model>, Vec<PersonFacts>)> = Vec::new();
    for mut person in people {
        let plan = plans.get(&person.unit_id);
        if let Some(plan) = plan {
            let is_here = |unit| is_below(&above, unit, plan.unit_id);
            let held = posts.remove(&person.id).unwrap_or_default();
            person.joined_on = people::joined_on(&held, is_here);
        }
        let same = |group: &&mut (Option<plan::Model>, Vec<PersonFacts>)| {
            group.0.as_ref().map(|plan| plan.id) == plan.map(|plan| plan.id)
        };
        match groups.iter_mut().find(same) {
            Some((_, people)) => people.push(person),
            None => groups.push((plan.cloned(), vec![person])),
        }
    }
    fill(db, groups, Vec::new(), on, codes).await
}

/// The sheets of the plans that some units work by, without people; with each the units.
pub async fn duties_of_units(
    db: &impl ConnectionTrait,
    units: &[OrgUnitId],
    on: NaiveDate,
) -> Result<Vec<(Sheet, Vec<OrgUnitId>)>> {
    let asked: HashSet<OrgUnitId> = units.iter().copied().collect();
    let above = above(db, units.to_vec()).await?;
    let plans = plans_of(db, &asked, &above, on).await?;
    let mut by_plan: Vec<(plan::Model, Vec<OrgUnitId>)> = Vec::new();
    for unit in units {
        let Some(plan) = plans.get(unit) else { continue };
        match by_plan.iter_mut().find(|(known, _)| known.id == plan.id) {
            Some((_, units)) => units.push(*unit),
            None => by_plan.push((plan.clone(), vec![*unit])),
        }
    }
    let groups = by_plan.iter().map(|(plan, _)| (Some(plan.clone()), Vec::new()));
    let sheets = fill(
        db,
        groups.collect(),
        units.iter().map(|unit| unit.0).collect(),
        on,
        None,
    )
    .await?;
    Ok(sheets
        .into_iter()
        .zip(by_plan.into_iter().map(|(_, units)| units))
        .collect())
}

/// The plan a unit works by on a day.
pub async fn plan_of_unit(db: &impl ConnectionTrait, unit_id: OrgUnitId, on: NaiveDate) -> Result<Option<plan::Model>> {
    let above = above(db, vec![unit_id]).await?;
    let mut plans = plans_of(db, &HashSet::from([unit_id]), &above, on).await?;
    Ok(plans.remove(&unit_id))
}

async fn above(db: &impl ConnectionTrait, units: Vec<OrgUnitId>) -> Result<Vec<org_unit_closure::Model>> {
    Ok(org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::DescendantId.is_in(units))
        .all(db)
        .await?)
}

fn is_below(above: &[org_unit_closure::Model], unit: OrgUnitId, root: OrgUnitId) -> bool {
    above
        .iter()
        .any(|link| link.descendant_id == unit && link.ancestor_id == root)
}

/// The plan each unit works by on a day: that of the nearest unit above, the latest when there are two.
async fn plans_of(
    db: &impl ConnectionTrait,
    units: &HashSet<OrgUnitId>,
    above: &[org_unit_closure::Model],
    on: NaiveDate,
) -> Result<HashMap<OrgUnitId, plan::Model>> {
    let plans = plan::Entity::find()
        .filter(plan::Column::UnitId.is_in(distinct(above.iter().map(|link| link.ancestor_id))))
        .filter(plans::in_force(on))
        .all(db)
        .await?;
    let nearest = |unit: OrgUnitId| {
        above
            .iter()
            .filter(|link| link.descendant_id == unit)
            .flat_map(|link| {
                plans
                    .iter()
                    .filter(|plan| plan.unit_id == link.ancestor_id)
                    .map(|plan| (link.depth, plan))
            })
            .min_by_key(|(depth, plan)| (*depth, std::cmp::Reverse(plan.effective_from)))
            .map(|(_, plan)| plan.clone())
    };
    Ok(units.iter().filter_map(|unit| Some((*unit, nearest(*unit)?))).collect())
}

/// Adds duties, lessons, counts and pupils to groups of people with the same plan.
async fn fill(
    db: &impl ConnectionTrait,
    groups: Vec<(Option<plan::Model>, Vec<PersonFacts>)>,
    units: Vec<Uuid>,
    on: NaiveDate,
    codes: Option<&[String]>,
) -> Result<Vec<Sheet>> {
    let plans: Vec<&plan::Model> = groups.iter().filter_map(|(plan, _)| plan.as_ref()).collect();
    let mut duties = duties_of(db, &plans, codes).await?;
    let owners = distinct(plans.iter().map(|plan| plan.unit_id));
    let calendars = SchoolCalendar::load_many(db, &owners).await?;
    let earliest = plans.iter().filter_map(|plan| {
        let span = in_force(plan.effective_from, plan.effective_to);
        let spans = duties.get(&plan.id)?.iter();
        let starts = spans.filter_map(|duty| calendars.get(&plan.unit_id)?.span_of(duty.period, on, span));
        starts.map(|span| span.starts_on).min()
    });
    let since = earliest.min().unwrap_or(on);
    let days = working_days_of(db, &owners, since).await?;
    let mut sheets = Vec::new();
    for (plan, people) in groups {
        let mut sheet = Sheet {
            on,
            conflicts: Vec::new(),
            people,
            duties: Vec::new(),
            term_id: None,
            counts: Arc::default(),
            plan: None,
        };
        if let Some(plan) = plan
            && let (Some(calendar), Some(days)) = (calendars.get(&plan.unit_id), days.get(&plan.unit_id))
        {
            sheet.term_id = calendar.term_on(on).map(|term| term.what.id);
            sheet.duties = dated(&plan, duties.remove(&plan.id).unwrap_or_default(), calendar, days, on);
            let bound: Vec<&duty::Model> = sheet.duties.iter().map(|dated| &dated.duty).collect();
            let span = in_force(plan.effective_from, plan.effective_to);
            sheet.conflicts = conflicts::among(&bound, calendar, days, on, span);
            sheet.plan = Some(plan);
        }
        sheets.push(sheet);
    }
    let terms = distinct(sheets.iter().filter_map(|sheet| sheet.term_id));
    let mut people: Vec<&mut PersonFacts> = sheets.iter_mut().flat_map(|sheet| &mut sheet.people).collect();
    people::add_lessons(db, &mut people, &terms).await?;
    let mut counted = counts(db, &sheets, units).await?;
    counted.pupils = pupils::read(db, &sheets, on).await?;
    let counted = Arc::new(counted);
    for sheet in &mut sheets {
        sheet.counts = Arc::clone(&counted);
    }
    Ok(sheets)
}

async fn duties_of(
    db: &impl ConnectionTrait,
    plans: &[&plan::Model],
    codes: Option<&[String]>,
) -> Result<HashMap<PlanId, Vec<duty::Model>>> {
    let wanted = codes.map(|codes| duty::Column::Code.is_in(codes.iter().cloned()));
    let found = duty::Entity::find()
        .filter(duty::Column::PlanId.is_in(plans.iter().map(|plan| plan.id)))
        .filter(Condition::all().add_option(wanted))
        .order_by_asc(duty::Column::SortOrder)
        .all(db)
        .await?;
    let mut duties: HashMap<PlanId, Vec<duty::Model>> = HashMap::new();
    for duty in found {
        duties.entry(duty.plan_id).or_default().push(duty);
    }
    Ok(duties)
}

/// The duties that have a period on the day, each with it.
fn dated(
    plan: &plan::Model,
    duties: Vec<duty::Model>,
    calendar: &SchoolCalendar,
    days: &WorkingDays,
    on: NaiveDate,
) -> Vec<SheetDuty> {
    let plan_span = in_force(plan.effective_from, plan.effective_to);
    let mut known: HashMap<Span, Arc<Vec<TeachingWeek>>> = HashMap::new();
    let mut dated = Vec::new();
    for duty in duties {
        let Some(span) = calendar.span_of(duty.period, on, plan_span) else {
            continue;
        };
        if duty.period == DutyPeriod::TeachingMonth && !calendar.is_teaching_month(on) {
            continue;
        }
        let open = span.ends_on == NaiveDate::MAX;
        // An end that came with the next plan was not known then: it must not change what was due on a past day.
        let by_plan = matches!(duty.period, DutyPeriod::Plan | DutyPeriod::Standing);
        let weeks = if open || by_plan && plan.state == PlanState::Superseded {
            Arc::default()
        } else {
            let weeks = known.entry(span);
            Arc::clone(weeks.or_insert_with(|| Arc::new(weeks::of(span, calendar, days))))
        };
        let (mut teaching_days, mut teaching_days_gone) = (0, 0);
        for week in weeks.iter() {
            let (all, gone) = week.days(on);
            teaching_days += all;
            teaching_days_gone += gone;
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        dated.push(SheetDuty {
            period: ProgressPeriod {
                kind: duty.period,
                starts_on: span.starts_on,
                ends_on: (!open).then_some(span.ends_on),
                name: name(plan, calendar, duty.period, span, on),
                teaching_weeks: number(weeks.len()),
                teaching_weeks_gone: number(weeks.iter().filter(|week| week.is_gone(on)).count()),
                teaching_days,
                teaching_days_gone,
            },
            duty,
            span,
            weeks,
        });
    }
    dated
}

fn name(plan: &plan::Model, calendar: &SchoolCalendar, period: DutyPeriod, span: Span, on: NaiveDate) -> String {
    match period {
        DutyPeriod::Month | DutyPeriod::TeachingMonth => words::month(span.starts_on),
        DutyPeriod::Week => words::days(span.starts_on, Some(span.ends_on)),
        DutyPeriod::Term => calendar
            .term_on(on)
            .map(|term| term.what.name.clone())
            .unwrap_or_default(),
        DutyPeriod::SchoolYear => calendar.year_on(on).map(|year| year.what.clone()).unwrap_or_default(),
        DutyPeriod::Standing | DutyPeriod::Plan => plan.title.clone(),
    }
}

/// The counters and waivers of these people and units in the periods that contain the day.
async fn counts(db: &impl ConnectionTrait, sheets: &[Sheet], units: Vec<Uuid>) -> Result<Counted> {
    let duties = || sheets.iter().flat_map(|sheet| &sheet.duties);
    let people = sheets.iter().flat_map(|sheet| &sheet.people);
    let subjects = distinct(people.flat_map(|person| [person.id.0, person.unit_id.0]).chain(units));
    let starts = distinct(duties().map(|duty| duty.span.starts_on));
    let known: HashSet<DutyId> = duties().map(|duty| duty.duty.id).collect();
    let mut counted = Counted {
        waivers: waivers(db, &subjects).await?,
        ..Counted::default()
    };
    let counters = duty_counter::Entity::find()
        .filter(duty_counter::Column::SubjectId.is_in(subjects.iter().copied()))
        .filter(duty_counter::Column::PeriodStart.is_in(starts.iter().copied()))
        .all(db)
        .await?;
    counted.counters = counters
        .into_iter()
        .filter(|row| known.contains(&row.duty_id))
        .map(|row| ((row.duty_id, row.subject_id, row.period_start), row.actual))
        .collect();
    let by_himself =
        duties().filter(|duty| duty.duty.metric == DutyMetric::TargetsCovered && !duty.duty.options.everyone);
    let by_himself = distinct(by_himself.map(|duty| duty.duty.id));
    if by_himself.is_empty() {
        return Ok(counted);
    }
    let covered: Vec<(DutyId, Uuid, NaiveDate, i64)> = duty_target_covered::Entity::find()
        .select_only()
        .columns([
            duty_target_covered::Column::DutyId,
            duty_target_covered::Column::SubjectId,
            duty_target_covered::Column::PeriodStart,
        ])
        .column_as(duty_target_covered::Column::TargetId.count(), "targets")
        .filter(duty_target_covered::Column::DutyId.is_in(by_himself))
        .filter(duty_target_covered::Column::SubjectId.is_in(subjects))
        .filter(duty_target_covered::Column::PeriodStart.is_in(starts))
        .group_by(duty_target_covered::Column::DutyId)
        .group_by(duty_target_covered::Column::SubjectId)
        .group_by(duty_target_covered::Column::PeriodStart)
        .into_tuple()
        .all(db)
        .await?;
    counted.covered = covered
        .into_iter()
        .map(|(duty, subject, period, targets)| ((duty, subject, period), i32::try_from(targets).unwrap_or(i32::MAX)))
        .collect();
    Ok(counted)
}

/// The approved waivers of these people and units.
async fn waivers(db: &impl ConnectionTrait, subjects: &[Uuid]) -> Result<HashMap<Uuid, Vec<duty_waiver::Model>>> {
    let of_units = Condition::all()
        .add(duty_waiver::Column::PersonId.is_null())
        .add(duty_waiver::Column::UnitId.is_in(subjects.iter().copied().map(OrgUnitId)));
    let found = duty_waiver::Entity::find()
        .filter(duty_waiver::Column::State.eq(WaiverState::Approved))
        .filter(
            Condition::any()
                .add(duty_waiver::Column::PersonId.is_in(subjects.iter().copied().map(PersonId)))
                .add(of_units),
        )
        .order_by_asc(duty_waiver::Column::StartsOn)
        .all(db)
        .await?;
    let mut waivers: HashMap<Uuid, Vec<duty_waiver::Model>> = HashMap::new();
    for waiver in found {
        let subject = waiver.person_id.map_or(waiver.unit_id.0, |person| person.0);
        waivers.entry(subject).or_default().push(waiver);
    }
    Ok(waivers)
}
