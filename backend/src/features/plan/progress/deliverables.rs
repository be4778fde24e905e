//! Duties that are done by handing something in (五个一): what was accepted counts in the period of its day.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    counters::{Lock, apply, lock},
    counting::{CounterKey, Counts, Rules},
};
use crate::{
    entities::{
        duty::{self, DutyMetric},
        ids::{DutyId, PersonId, PlanId},
        study_completion::{self, CompletionState},
    },
    error::Result,
};

/// Something accepted for a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deliverable {
    pub duty_id: DutyId,
    pub person_id: PersonId,
    pub on: NaiveDate,
}

/// Moves the counter of a duty when something handed in for it begins or ceases to count.
///
/// Call it in the transaction of the change, with what counted before and what counts now.
pub async fn deliverable_changed(
    tx: &impl ConnectionTrait,
    before: Option<Deliverable>,
    after: Option<Deliverable>,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    lock(tx, Lock::Shared).await?;
    let duties = before.iter().chain(&after).map(|side| side.duty_id);
    let rules = Rules::load(tx, deliverables().add(duty::Column::Id.is_in(duties)), None).await?;
    let mut counts = Counts::new();
    for (side, sign) in [(before, -1), (after, 1)] {
        add(&rules, side, sign, &mut counts);
    }
    counts.retain(|_, count| *count != 0);
    apply(tx, &counts).await
}

/// What was accepted for all plans, or for one, counted anew.
pub async fn count_all(db: &impl ConnectionTrait, plan_id: Option<PlanId>) -> Result<Counts> {
    let duties = deliverables().add_option(plan_id.map(|plan| duty::Column::PlanId.eq(plan)));
    let rules = Rules::load(db, duties, None).await?;
    let mut counts = Counts::new();
    if rules.duties.is_empty() {
        return Ok(counts);
    }
    let accepted = study_completion::Entity::find()
        .filter(study_completion::Column::DutyId.is_in(rules.duties.iter().map(|counted| counted.duty.id)))
        .filter(study_completion::Column::State.eq(CompletionState::Accepted))
        .all(db)
        .await?;
    for row in accepted {
        let counted = row.duty_id.map(|duty_id| Deliverable {
            duty_id,
            person_id: row.person_id,
            on: row.happened_on,
        });
        add(&rules, counted, 1, &mut counts);
    }
    Ok(counts)
}

fn deliverables() -> Condition {
    Condition::all().add(duty::Column::Metric.eq(DutyMetric::Deliverable))
}

fn add(rules: &Rules, accepted: Option<Deliverable>, sign: i32, counts: &mut Counts) {
    let Some(accepted) = accepted else { return };
    let Some(period) = rules.period_on(accepted.duty_id, accepted.on) else {
        return;
    };
    let key = CounterKey {
        duty_id: accepted.duty_id,
        subject_id: accepted.person_id.0,
        period_start: period.starts_on,
        target_id: None,
    };
    *counts.entry(key).or_default() += sign;
}
