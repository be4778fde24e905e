//! What was promised on a visit and is not done yet (约定事项), and who keeps it when the one who promised it is gone.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::queries::visible_to;
use crate::{
    auth::{
        Actor,
        scope::activities::{kept_by, kept_by_another},
    },
    clock::local_date,
    db::changes,
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        change_event::ChangeOperation,
        follow_up_keeper, household,
        ids::{ActivityId, OrgUnitId, PersonId},
    },
    error::{Error, Result},
};

/// Something that was promised and is not done yet.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Promise {
    pub id: ActivityId,
    pub unit_id: OrgUnitId,
    pub kind: ActivityKind,
    pub happened_on: NaiveDate,
    /// The household it was promised to.
    pub household_label: Option<String>,
    pub follow_up: String,
    pub follow_up_on: Option<NaiveDate>,
}

/// What a person has still to keep, as far as the caller may see it.
pub async fn open_promises(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    today: NaiveDate,
) -> Result<Vec<Promise>> {
    Ok(visible_to(actor, today)
        .filter(open())
        .filter(of(person_id))
        .select_only()
        .columns([
            activity::Column::Id,
            activity::Column::UnitId,
            activity::Column::Kind,
            activity::Column::HappenedOn,
            activity::Column::FollowUp,
            activity::Column::FollowUpOn,
        ])
        .column_as(household::Column::Label, "household_label")
        .join(
            sea_orm::JoinType::LeftJoin,
            activity::Entity::belongs_to(household::Entity)
                .from(activity::Column::HouseholdId)
                .to(household::Column::Id)
                .into(),
        )
        .order_by_asc(activity::Column::HappenedOn)
        .order_by_asc(activity::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

fn open() -> Condition {
    Condition::all()
        .add(activity::Column::FollowUp.is_not_null())
        .add(activity::Column::FollowedUpAt.is_null())
        .add(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
}

/// Promised by the person and not handed on, or handed on to him.
fn of(person_id: PersonId) -> Condition {
    Condition::any().add(kept_by(person_id)).add(
        Condition::all()
            .add(activity::Column::PersonId.eq(person_id))
            .add(kept_by_another(person_id).not()),
    )
}

/// Hands a promise on: from now it waits for somebody else.
pub async fn pass_on_promise(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    from: PersonId,
    to: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let unit_id: OrgUnitId = visible_to(actor, local_date(now))
        .filter(activity::Column::Id.eq(id))
        .filter(open())
        .filter(of(from))
        .select_only()
        .column(activity::Column::UnitId)
        .into_tuple()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let keeper = follow_up_keeper::ActiveModel {
        activity_id: Set(id),
        person_id: Set(to),
        since: Set(now),
    };
    let instead = OnConflict::column(follow_up_keeper::Column::ActivityId)
        .update_columns([follow_up_keeper::Column::PersonId, follow_up_keeper::Column::Since])
        .to_owned();
    follow_up_keeper::Entity::insert(keeper)
        .on_conflict(instead)
        .exec_without_returning(tx)
        .await?;
    activity::Entity::update_many()
        .col_expr(activity::Column::Version, Expr::col(activity::Column::Version).add(1))
        .col_expr(activity::Column::UpdatedAt, Expr::value(now))
        .filter(activity::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "activities", id.0, ChangeOperation::Updated, unit_id, now).await
}
