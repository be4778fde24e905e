//! Which counters one activity moves: pure, so that the running counts and a rebuild cannot disagree.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    facts::{ActivityChange, ActivityFacts},
    period::{SchoolCalendar, Span, in_force},
};
use crate::{
    entities::{
        activity::ActivityKind,
        duty::{self, CountingUnit, DutyMetric, DutySubject},
        ids::{DutyId, OrgUnitId, PlanId},
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
        plan::{self, PlanState},
    },
    error::Result,
};

/// A counter (without target) or a covered target, ordered so that all writers lock in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CounterKey {
    pub duty_id: DutyId,
    pub subject_id: Uuid,
    pub period_start: NaiveDate,
    pub target_id: Option<Uuid>,
}

/// Counts by counter.
pub type Counts = BTreeMap<CounterKey, i32>;

/// A duty that counts records, with the plan and calendar it belongs to.
#[derive(Debug, Clone)]
pub struct CountedDuty {
    pub duty: duty::Model,
    pub plan_span: Span,
    pub plan_unit_id: OrgUnitId,
}

/// The duties that count records, and everything needed to tell which counters a record moves.
#[derive(Debug, Default)]
pub struct Rules {
    pub duties: Vec<CountedDuty>,
    calendars: HashMap<OrgUnitId, SchoolCalendar>,
    /// Units of activities → the units above them, themselves included.
    above: HashMap<OrgUnitId, Vec<OrgUnitId>>,
    village_schools: Vec<OrgUnitId>,
}

impl Rules {
    /// The rules that can concern an activity change.
    pub async fn for_change(db: &impl ConnectionTrait, change: &ActivityChange) -> Result<Self> {
        let sides: Vec<&ActivityFacts> = change
            .before
            .iter()
            .chain(&change.after)
            .filter(|side| side.counts)
            .collect();
        if sides.is_empty() {
            return Ok(Self::default());
        }
        let kinds: Vec<ActivityKind> = sides.iter().map(|side| side.kind).collect();
        let mut units: Vec<OrgUnitId> = sides.iter().map(|side| side.unit_id).collect();
        units.dedup();
        let above = org_unit_closure::Entity::find()
            .select_only()
            .column(org_unit_closure::Column::AncestorId)
            .filter(org_unit_closure::Column::DescendantId.is_in(units.clone()))
            .into_query();
        let duties = of_records()
            .add(duty::Column::ActivityKind.is_in(kinds))
            .add(duty::Column::UnitId.in_subquery(above));
        Self::load(db, duties, Some(units)).await
    }

    /// The rules of all plans, or of one, for any activity.
    pub async fn for_all(db: &impl ConnectionTrait, plan_id: Option<PlanId>) -> Result<Self> {
        let duties = of_records()
            .add(duty::Column::ActivityKind.is_not_null())
            .add_option(plan_id.map(|plan| duty::Column::PlanId.eq(plan)));
        Self::load(db, duties, None).await
    }

    /// The rules of some duties; with `units`, for activities of these alone.
    pub async fn load(db: &impl ConnectionTrait, duties: Condition, units: Option<Vec<OrgUnitId>>) -> Result<Self> {
        let in_force_once = plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plan::Column::State.ne(PlanState::Draft))
            .into_query();
        let duties = duty::Entity::find()
            .filter(duties)
            .filter(duty::Column::PlanId.in_subquery(in_force_once))
            .all(db)
            .await?;
        if duties.is_empty() {
            return Ok(Self::default());
        }
        let plans: HashMap<PlanId, plan::Model> = plan::Entity::find()
            .filter(plan::Column::Id.is_in(duties.iter().map(|duty| duty.plan_id)))
            .all(db)
            .await?
            .into_iter()
            .map(|plan| (plan.id, plan))
            .collect();
        let mut rules = Self::default();
        for duty in duties {
            let Some(plan) = plans.get(&duty.plan_id) else { continue };
            if let Entry::Vacant(place) = rules.calendars.entry(plan.unit_id) {
                place.insert(SchoolCalendar::load(db, plan.unit_id).await?);
            }
            rules.duties.push(CountedDuty {
                duty,
                plan_span: in_force(plan.effective_from, plan.effective_to),
                plan_unit_id: plan.unit_id,
            });
        }
        let links = org_unit_closure::Entity::find()
            .filter(match &units {
                Some(units) => org_unit_closure::Column::DescendantId.is_in(units.iter().copied()),
                None => Expr::value(true),
            })
            .all(db)
            .await?;
        for link in links {
            rules
                .above
                .entry(link.descendant_id)
                .or_default()
                .push(link.ancestor_id);
        }
        if rules
            .duties
            .iter()
            .any(|counted| counted.duty.options.village_schools_only)
        {
            rules.village_schools = org_unit::Entity::find()
                .select_only()
                .column(org_unit::Column::Id)
                .filter(org_unit::Column::Kind.eq(OrgUnitKind::VillageSchool))
                .into_tuple()
                .all(db)
                .await?;
        }
        Ok(rules)
    }

    /// What a change moves, up or down; nothing where both sides agree.
    pub fn difference(&self, change: &ActivityChange) -> Counts {
        let mut counts = Counts::new();
        for (side, sign) in [(&change.before, -1), (&change.after, 1)] {
            if let Some(facts) = side {
                self.add(facts, sign, &mut counts);
            }
        }
        counts.retain(|_, count| *count != 0);
        counts
    }

    /// Adds what one record counts for.
    pub fn add(&self, facts: &ActivityFacts, sign: i32, counts: &mut Counts) {
        if !facts.counts {
            return;
        }
        for counted in &self.duties {
            let Some(period) = self.period_of(counted, facts) else {
                continue;
            };
            let subjects: &[Uuid] = match counted.duty.subject_selector.subject {
                DutySubject::Person => &facts.actors,
                DutySubject::Unit => &[facts.unit_id.0],
            };
            for subject_id in subjects {
                for target_id in targets(&counted.duty, facts) {
                    let key = CounterKey {
                        duty_id: counted.duty.id,
                        subject_id: *subject_id,
                        period_start: period.starts_on,
                        target_id,
                    };
                    *counts.entry(key).or_default() += sign;
                }
            }
        }
    }

    /// The period of a duty that a day falls into; none when the plan is not in force then.
    pub fn period_on(&self, duty_id: DutyId, on: NaiveDate) -> Option<Span> {
        let counted = self.duties.iter().find(|counted| counted.duty.id == duty_id)?;
        let calendar = self.calendars.get(&counted.plan_unit_id)?;
        calendar
            .span_of(counted.duty.period, on, counted.plan_span)
            .filter(|period| period.overlaps(counted.plan_span))
    }

    /// The period of the duty that the record falls into; none when the duty does not count it.
    fn period_of(&self, counted: &CountedDuty, facts: &ActivityFacts) -> Option<Span> {
        let duty = &counted.duty;
        let concerned = duty.activity_kind == Some(facts.kind)
            && self.above.get(&facts.unit_id)?.contains(&counted.plan_unit_id)
            && (facts.discussed || !duty.options.discussed_only)
            && (!duty.options.village_schools_only || self.village_schools.contains(&facts.unit_id));
        if !concerned {
            return None;
        }
        self.period_on(duty.id, facts.happened_on)
    }
}

/// Duties that count records.
fn of_records() -> Condition {
    Condition::all().add(duty::Column::Metric.is_in([DutyMetric::ActivityCount, DutyMetric::TargetsCovered]))
}

/// One plain count, or the targets a record covers. A home visit that names no pupil covers its households.
fn targets(duty: &duty::Model, facts: &ActivityFacts) -> Vec<Option<Uuid>> {
    let covered = match duty.metric {
        DutyMetric::TargetsCovered => match duty.options.counting_unit {
            CountingUnit::Pupil if !facts.students.is_empty() => &facts.students,
            CountingUnit::Pupil | CountingUnit::Household => &facts.households,
        },
        _ => return vec![None],
    };
    covered.iter().copied().map(Some).collect()
}
