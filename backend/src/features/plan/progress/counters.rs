//! The counters: moved with each activity, rebuilt from the records, compared with them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set, Statement,
    sea_query::{Alias, Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{
    counting::{CounterKey, Counts, Rules},
    deliverables,
    facts::{ActivityChange, ActivityFacts},
};
use crate::{
    auth::scope,
    entities::{
        activity, activity_actor, activity_subject, duty, duty_counter, duty_target_covered,
        ids::{ActivityId, OrgUnitId, PlanId},
        plan::{self, PlanState},
    },
    error::Result,
};

/// Records of one round; `SQLite` binds at most 32 766 values.
const BATCH: usize = 2_000;

/// Moves the counters of every duty that a changed activity counts for. Call it in the transaction of the change.
pub async fn activity_changed(tx: &impl ConnectionTrait, change: &ActivityChange) -> Result<()> {
    if change.before == change.after {
        return Ok(());
    }
    lock(tx, Lock::Shared).await?;
    let rules = Rules::for_change(tx, change).await?;
    apply(tx, &rules.difference(change)).await
}

/// Counts everything anew from the records.
pub async fn rebuild(tx: &DatabaseTransaction) -> Result<()> {
    lock(tx, Lock::Exclusive).await?;
    duty_counter::Entity::delete_many().exec(tx).await?;
    duty_target_covered::Entity::delete_many().exec(tx).await?;
    apply(tx, &count_all(tx, None).await?).await
}

/// Counts the duties of one plan anew: after its adoption, or when its time has changed.
pub(in crate::features::plan) async fn rebuild_plan(tx: &DatabaseTransaction, plan_id: PlanId) -> Result<()> {
    lock(tx, Lock::Exclusive).await?;
    let duties = duty::Entity::find()
        .select_only()
        .column(duty::Column::Id)
        .filter(duty::Column::PlanId.eq(plan_id))
        .into_query();
    duty_counter::Entity::delete_many()
        .filter(duty_counter::Column::DutyId.in_subquery(duties.clone()))
        .exec(tx)
        .await?;
    duty_target_covered::Entity::delete_many()
        .filter(duty_target_covered::Column::DutyId.in_subquery(duties))
        .exec(tx)
        .await?;
    apply(tx, &count_all(tx, Some(plan_id)).await?).await
}

/// Counts anew for the plans of a unit and all below it, because the dates of its terms or school years changed.
pub async fn calendar_changed(tx: &DatabaseTransaction, unit_id: OrgUnitId) -> Result<()> {
    let plans: Vec<PlanId> = plan::Entity::find()
        .select_only()
        .column(plan::Column::Id)
        .filter(plan::Column::UnitId.in_subquery(scope::units_below(&[unit_id])))
        .filter(plan::Column::State.ne(PlanState::Draft))
        .into_tuple()
        .all(tx)
        .await?;
    for plan in plans {
        rebuild_plan(tx, plan).await?;
    }
    Ok(())
}

/// How many counters differ from the records; 0 is right.
pub async fn verify(db: &impl ConnectionTrait) -> Result<usize> {
    let expected = count_all(db, None).await?;
    let mut stored = Counts::new();
    for row in duty_counter::Entity::find().all(db).await? {
        let key = CounterKey {
            duty_id: row.duty_id,
            subject_id: row.subject_id,
            period_start: row.period_start,
            target_id: None,
        };
        stored.insert(key, row.actual);
    }
    for row in duty_target_covered::Entity::find().all(db).await? {
        let key = CounterKey {
            duty_id: row.duty_id,
            subject_id: row.subject_id,
            period_start: row.period_start,
            target_id: Some(row.target_id),
        };
        stored.insert(key, row.records);
    }
    let wrong = expected.iter().filter(|(key, count)| stored.get(key) != Some(count));
    let surplus = stored.keys().filter(|key| !expected.contains_key(key));
    Ok(wrong.count() + surplus.count())
}

/// What all counters, or those of one plan, must show.
async fn count_all(db: &impl ConnectionTrait, plan_id: Option<PlanId>) -> Result<Counts> {
    let mut counts = count_records(db, &Rules::for_all(db, plan_id).await?).await?;
    counts.extend(deliverables::count_all(db, plan_id).await?);
    Ok(counts)
}

async fn count_records(db: &impl ConnectionTrait, rules: &Rules) -> Result<Counts> {
    let mut counts = Counts::new();
    if rules.duties.is_empty() {
        return Ok(counts);
    }
    let kinds: Vec<_> = rules
        .duties
        .iter()
        .filter_map(|counted| counted.duty.activity_kind)
        .collect();
    let mut units: Vec<OrgUnitId> = rules.duties.iter().map(|counted| counted.plan_unit_id).collect();
    units.dedup();
    let ids: Vec<ActivityId> = activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(activity::Column::Kind.is_in(kinds))
        .filter(activity::Column::UnitId.in_subquery(scope::units_below(&units)))
        .into_tuple()
        .all(db)
        .await?;
    for ids in ids.chunks(BATCH) {
        let activities = activity::Entity::find()
            .filter(activity::Column::Id.is_in(ids.iter().copied()))
            .all(db)
            .await?;
        let actors = activity_actor::Entity::find()
            .filter(activity_actor::Column::ActivityId.is_in(ids.iter().copied()))
            .order_by_asc(activity_actor::Column::ActivityId)
            .all(db)
            .await?;
        let subjects = activity_subject::Entity::find()
            .filter(activity_subject::Column::ActivityId.is_in(ids.iter().copied()))
            .order_by_asc(activity_subject::Column::ActivityId)
            .all(db)
            .await?;
        for activity in &activities {
            let actors = run_of(&actors, |actor| actor.activity_id.cmp(&activity.id));
            let subjects = run_of(&subjects, |subject| subject.activity_id.cmp(&activity.id));
            rules.add(&ActivityFacts::of(activity, actors, subjects), 1, &mut counts);
        }
    }
    Ok(counts)
}

/// The run of equal rows in a sorted list.
fn run_of<T>(sorted: &[T], order: impl Fn(&T) -> std::cmp::Ordering) -> &[T] {
    let start = sorted.partition_point(|row| order(row).is_lt());
    let end = sorted.partition_point(|row| order(row).is_le());
    sorted.get(start..end).unwrap_or_default()
}

/// Adds the counts to the stored ones and removes what has come to nothing.
pub async fn apply(tx: &impl ConnectionTrait, counts: &Counts) -> Result<()> {
    let (plain, covered): (Vec<_>, Vec<_>) = counts.iter().partition(|(key, _)| key.target_id.is_none());
    for batch in plain.chunks(500) {
        let rows = batch.iter().map(|(key, count)| duty_counter::ActiveModel {
            duty_id: Set(key.duty_id),
            subject_id: Set(key.subject_id),
            period_start: Set(key.period_start),
            actual: Set(**count),
        });
        duty_counter::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([
                    duty_counter::Column::DutyId,
                    duty_counter::Column::SubjectId,
                    duty_counter::Column::PeriodStart,
                ])
                .value(
                    duty_counter::Column::Actual,
                    Expr::col((duty_counter::Entity, duty_counter::Column::Actual))
                        .add(Expr::col((Alias::new("excluded"), duty_counter::Column::Actual))),
                )
                .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    for batch in covered.chunks(500) {
        let rows = batch.iter().map(|(key, count)| duty_target_covered::ActiveModel {
            duty_id: Set(key.duty_id),
            subject_id: Set(key.subject_id),
            period_start: Set(key.period_start),
            target_id: Set(key.target_id.unwrap_or(Uuid::nil())),
            records: Set(**count),
        });
        duty_target_covered::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([
                    duty_target_covered::Column::DutyId,
                    duty_target_covered::Column::SubjectId,
                    duty_target_covered::Column::PeriodStart,
                    duty_target_covered::Column::TargetId,
                ])
                .value(
                    duty_target_covered::Column::Records,
                    Expr::col((duty_target_covered::Entity, duty_target_covered::Column::Records)).add(Expr::col((
                        Alias::new("excluded"),
                        duty_target_covered::Column::Records,
                    ))),
                )
                .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    for (key, _) in counts.iter().filter(|(_, count)| **count < 0) {
        remove_empty(tx, key).await?;
    }
    Ok(())
}

async fn remove_empty(tx: &impl ConnectionTrait, key: &CounterKey) -> Result<()> {
    if let Some(target_id) = key.target_id {
        duty_target_covered::Entity::delete_many()
            .filter(duty_target_covered::Column::DutyId.eq(key.duty_id))
            .filter(duty_target_covered::Column::SubjectId.eq(key.subject_id))
            .filter(duty_target_covered::Column::PeriodStart.eq(key.period_start))
            .filter(duty_target_covered::Column::TargetId.eq(target_id))
            .filter(duty_target_covered::Column::Records.eq(0))
            .exec(tx)
            .await?;
    } else {
        duty_counter::Entity::delete_many()
            .filter(duty_counter::Column::DutyId.eq(key.duty_id))
            .filter(duty_counter::Column::SubjectId.eq(key.subject_id))
            .filter(duty_counter::Column::PeriodStart.eq(key.period_start))
            .filter(duty_counter::Column::Actual.eq(0))
            .exec(tx)
            .await?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Many records may change at once …
    Shared,
    /// … but not while everything is counted: a record just being written would be missed or counted twice.
    Exclusive,
}

/// `SQLite` has one writer at a time and needs no lock.
pub async fn lock(tx: &impl ConnectionTrait, lock: Lock) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let statement = match lock {
            Lock::Shared => "SELECT pg_advisory_xact_lock_shared(4711002)",
            Lock::Exclusive => "SELECT pg_advisory_xact_lock(4711002)",
        };
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, statement))
            .await?;
    }
    Ok(())
}
