//! Reading activities; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, sea_query::SimpleExpr,
};

use super::{
    dto::{Activity, ActivityStep, ActivitySteps, Amendment, Amendments},
    filter::{ActivityFilter, ActivitySort, DiaryFilter, Row},
    view::{actors_of, show},
};
use crate::{
    auth::{
        Actor,
        scope::{self, activities as rows},
    },
    db::search,
    entities::{
        account,
        activity::{self, ActivityStatus},
        activity_amendment, activity_step,
        activity_subject::{self, ActivitySubjectKind},
        ids::{AccountId, ActivityId, OrgUnitId, PersonId, StudentId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Page},
};

/// The activities the caller may see.
pub fn visible_to(actor: &Actor, today: NaiveDate) -> Select<activity::Entity> {
    activity::Entity::find().filter(rows::activities(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ActivityFilter>,
    today: NaiveDate,
) -> Result<Paged<Activity>> {
    let select = visible_to(actor, today).filter(matching(db, actor, query.filter));
    fetch(db, actor, &query.page, select).await
}

/// One person's activities by date.
pub async fn diary(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    query: ListQuery<DiaryFilter>,
    today: NaiveDate,
) -> Result<Paged<Activity>> {
    let DiaryFilter {
        sort: _,
        happened_from,
        happened_until,
        q,
    } = query.filter;
    let found = q.map(|q| search::matches(db.get_database_backend(), &activity::Entity, &q.0));
    let select = visible_to(actor, today)
        .filter(rows::taken_part(person_id))
        .filter(within(happened_from, happened_until).add_option(found));
    fetch(db, actor, &query.page, select).await
}

async fn fetch(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page<ActivitySort>,
    select: Select<activity::Entity>,
) -> Result<Paged<Activity>> {
    let column = |sort| match sort {
        ActivitySort::HappenedOn => activity::Column::HappenedOn,
        ActivitySort::RecordedAt => activity::Column::RecordedAt,
    };
    let Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    } = page
        .fetch::<activity::Entity, Row>(db, select, column, activity::Column::Id)
        .await?;
    Ok(Paged {
        items: show(db, actor, items).await?,
        next,
        prev,
        total,
        total_is_capped,
    })
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: ActivityId, today: NaiveDate) -> Result<Activity> {
    let row = visible_to(actor, today)
        .filter(activity::Column::Id.eq(id))
        .into_partial_model::<Row>()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The record as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<activity::Model> {
    visible_to(actor, today)
        .filter(activity::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The unit of a record, and whether the caller may still change it and what belongs to it; held until the transaction
/// ends.
pub async fn hold(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<(OrgUnitId, bool)> {
    let stored = find_to_change(tx, actor, id, today).await?;
    Ok((stored.unit_id, find(tx, actor, id, today).await?.may_edit))
}

/// Who went along, in the order of their names.
pub async fn companions(db: &impl ConnectionTrait, id: ActivityId) -> Result<Vec<PersonId>> {
    let actors = actors_of(db, &[id]).await?;
    Ok(actors
        .into_iter()
        .filter(|actor| actor.companion)
        .map(|actor| actor.person_id)
        .collect())
}

/// What was done with a record, by whom.
pub async fn steps(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<ActivitySteps> {
    find(db, actor, id, today).await?;
    let rows = activity_step::Entity::find()
        .filter(activity_step::Column::ActivityId.eq(id))
        .order_by_asc(activity_step::Column::Number)
        .all(db)
        .await?;
    let names = names_of(db, rows.iter().map(|row| row.made_by)).await?;
    let items = rows.into_iter().map(|row| ActivityStep {
        step: row.step,
        made_by_name: names.get(&row.made_by).cloned().unwrap_or_default(),
        made_at: row.made_at,
        reason: row.reason,
    });
    Ok(ActivitySteps { items: items.collect() })
}

async fn names_of(
    db: &impl ConnectionTrait,
    accounts: impl Iterator<Item = AccountId>,
) -> Result<HashMap<AccountId, String>> {
    let names: Vec<(AccountId, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(accounts))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

pub async fn amendments(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<Amendments> {
    find(db, actor, id, today).await?;
    let rows = activity_amendment::Entity::find()
        .filter(activity_amendment::Column::ActivityId.eq(id))
        .order_by_desc(activity_amendment::Column::AmendedAt)
        .order_by_desc(activity_amendment::Column::Id)
        .all(db)
        .await?;
    let names = names_of(db, rows.iter().map(|row| row.amended_by)).await?;
    let items = rows
        .into_iter()
        .map(|row| Amendment {
            id: row.id,
            amended_by_name: names.get(&row.amended_by).cloned().unwrap_or_default(),
            amended_at: row.amended_at,
            reason: row.reason,
            before: row.before,
            after: row.after,
        })
        .collect();
    Ok(Amendments { items })
}

/// What of the activities waits for the caller (待办).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    /// `?waiting_for_me=true`
    pub to_confirm: u64,
    /// `?mine=true&status=draft`
    pub drafts: u64,
    /// `?mine=true&status=returned`
    pub returned: u64,
    /// `?mine=true&follow_up_on[lte]=<until>`
    pub follow_ups_due: u64,
}

/// Counts what waits for the caller; follow-ups due until today.
pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Tasks> {
    let count = async |condition: Condition| visible_to(actor, today).filter(condition).count(db).await;
    let mine = |status| {
        Condition::all()
            .add(rows::owned(actor))
            .add(activity::Column::Status.eq(status))
    };
    Ok(Tasks {
        to_confirm: count(rows::awaiting(actor)).await?,
        drafts: count(mine(ActivityStatus::Draft)).await?,
        returned: count(mine(ActivityStatus::Returned)).await?,
        follow_ups_due: count(
            Condition::all()
                .add(rows::to_follow_up(actor))
                .add(follow_up_due(today)),
        )
        .await?,
    })
}

fn matching(db: &impl ConnectionTrait, actor: &Actor, filter: ActivityFilter) -> Condition {
    let ActivityFilter {
        sort: _,
        kind,
        status,
        unit_id,
        person_id,
        household_id,
        student_id,
        class_id,
        observed_person_id,
        happened_from,
        happened_until,
        follow_up_until,
        waiting_for_me,
        mine,
        counted,
        q,
    } = filter;
    within(happened_from, happened_until)
        .add_option(kind.map(|kinds| activity::Column::Kind.is_in(kinds.0)))
        .add_option(status.map(|states| activity::Column::Status.is_in(states.0)))
        .add_option(unit_id.map(|unit| activity::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(person_id.map(rows::taken_part))
        .add_option(household_id.map(|household| activity::Column::HouseholdId.eq(household)))
        .add_option(student_id.map(about))
        .add_option(class_id.map(|class| activity::Column::ClassId.eq(class)))
        .add_option(observed_person_id.map(|person| activity::Column::ObservedPersonId.eq(person)))
        .add_option(follow_up_until.map(follow_up_due))
        .add_option(waiting_for_me.map(|wanted| only(wanted, rows::awaiting(actor))))
        .add_option(mine.map(|wanted| {
            // Of what is to be followed up, one's own is what one has to keep.
            let own = if follow_up_until.is_some() {
                rows::to_follow_up(actor)
            } else {
                rows::owned(actor)
            };
            only(wanted, own)
        }))
        .add_option(counted.map(|wanted| only(wanted, counting())))
        .add_option(q.map(|q| search::matches(db.get_database_backend(), &activity::Entity, &q.0)))
}

fn within(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Condition {
    Condition::all()
        .add_option(from.map(|day| activity::Column::HappenedOn.gte(day)))
        .add_option(until.map(|day| activity::Column::HappenedOn.lte(day)))
}

fn only(wanted: bool, condition: Condition) -> Condition {
    if wanted { condition } else { condition.not() }
}

/// [`super::moves::counts`] as a condition.
fn counting() -> Condition {
    Condition::any()
        .add(activity::Column::Status.eq(ActivityStatus::Confirmed))
        .add(
            Condition::all()
                .add(activity::Column::Status.eq(ActivityStatus::Submitted))
                .add(activity::Column::ConfirmerPersonId.is_null()),
        )
}

fn follow_up_due(until: NaiveDate) -> Condition {
    Condition::all()
        .add(activity::Column::FollowUpOn.lte(until))
        .add(activity::Column::FollowedUpAt.is_null())
        .add(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
}

fn about(student_id: StudentId) -> SimpleExpr {
    activity::Column::Id.in_subquery(
        activity_subject::Entity::find()
            .select_only()
            .column(activity_subject::Column::ActivityId)
            .filter(activity_subject::Column::SubjectKind.eq(ActivitySubjectKind::Student))
            .filter(activity_subject::Column::SubjectId.eq(student_id.0))
            .into_query(),
    )
}

/// An activity from which a ledger entry comes (提为民情).
#[derive(Debug, Clone, PartialEq, Eq, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "activity::Entity")]
pub struct Origin {
    pub id: ActivityId,
    pub unit_id: OrgUnitId,
    pub happened_on: NaiveDate,
}

/// The activity a ledger entry names as its origin, if this caller may see it.
pub async fn origin(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<Option<Origin>> {
    Ok(visible_to(actor, today)
        .filter(activity::Column::Id.eq(id))
        .filter(activity::Column::Status.ne(ActivityStatus::Void))
        .into_partial_model()
        .one(db)
        .await?)
}

/// Whether the caller may see this person's diary.
pub async fn check_person(db: &impl ConnectionTrait, actor: &Actor, id: PersonId) -> Result<()> {
    super::references::are_colleagues(db, actor, &[id])
        .await?
        .then_some(())
        .ok_or(Error::NotFound)
}
