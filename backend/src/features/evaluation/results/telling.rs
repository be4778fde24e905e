//! Telling people of results (结果告知), in their inbox.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{inputs, queries};
use crate::{
    auth::{
        Actor, actors, in_force,
        policy::evaluation::{HEADS, holds_results, is_about},
    },
    clock::local_date,
    entities::{
        account, evaluation_object, evaluation_round,
        ids::{AccountId, EvaluationResultId, OrgUnitId},
        notice::{NoticeFacts, NoticeKind, NoticeObject},
        org_unit_closure,
        role_grant::{self, Role},
    },
    error::Result,
    features::inbox::{self, News},
};

/// Tells everybody his own result by a notice; that of a leadership team whoever leads its unit.
pub async fn tell(tx: &impl ConnectionTrait, round: &evaluation_round::Model, now: DateTime<Utc>) -> Result<()> {
    let standing: HashMap<_, _> = queries::standing_of(tx, round.id)
        .await?
        .into_iter()
        .map(|result| (result.object_id, result.id))
        .collect();
    for object in inputs::objects(tx, round.id).await? {
        if let Some(result) = standing.get(&object.id) {
            let news = about(*result, NoticeKind::Published, None, round.objections_until);
            inbox::tell(tx, told(tx, &object, now).await?, &news, now).await?;
        }
    }
    Ok(())
}

/// Tells those who may decide that somebody objects.
pub async fn tell_of_objection(
    tx: &impl ConnectionTrait,
    round: &evaluation_round::Model,
    object: &evaluation_object::Model,
    result: EvaluationResultId,
    by: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let above: Vec<_> = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(round.unit_id))
        .into_tuple::<OrgUnitId>()
        .all(tx)
        .await?;
    let granted = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(in_force(local_date(now)))
        .filter(role_grant::Column::UnitId.is_in(above))
        .filter(role_grant::Column::Role.is_in([Role::Principal, Role::Office, Role::Bureau]))
        .into_tuple()
        .all(tx)
        .await?;
    let deciding = active(tx, granted, now).await?;
    let deciding = deciding
        .into_iter()
        .filter(|actor| holds_results(actor, round.unit_id) && !is_about(actor, object))
        .map(|actor| actor.account_id);
    let news = about(result, NoticeKind::Objection, Some(by.to_owned()), None);
    inbox::tell(tx, deciding, &news, now).await
}

/// Tells whom a result is about that his objection was decided; `result` is the one that stands now.
pub async fn tell_of_decision(
    tx: &impl ConnectionTrait,
    object: &evaluation_object::Model,
    result: EvaluationResultId,
    by: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let news = about(result, NoticeKind::Decided, Some(by.to_owned()), None);
    inbox::tell(tx, told(tx, object, now).await?, &news, now).await
}

fn about(result: EvaluationResultId, kind: NoticeKind, by: Option<String>, until: Option<NaiveDate>) -> News {
    News {
        kind,
        object_kind: NoticeObject::EvaluationResult,
        object_id: result.0,
        facts: NoticeFacts {
            r#move: None,
            by,
            due_at: until.map(end_of),
        },
    }
}

/// The last second of a day in China (UTC+8).
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(16) - TimeDelta::seconds(1)
}

/// The active accounts of whom a result is about.
async fn told(
    db: &impl ConnectionTrait,
    object: &evaluation_object::Model,
    now: DateTime<Utc>,
) -> Result<Vec<AccountId>> {
    let accounts = match object.person_id {
        Some(person) => {
            account::Entity::find()
                .select_only()
                .column(account::Column::Id)
                .filter(account::Column::PersonId.eq(person))
                .into_tuple()
                .all(db)
                .await?
        }
        None => {
            role_grant::Entity::find()
                .select_only()
                .column(role_grant::Column::AccountId)
                .filter(in_force(local_date(now)))
                .filter(role_grant::Column::UnitId.eq(object.unit_id))
                .filter(role_grant::Column::Role.is_in(HEADS))
                .into_tuple()
                .all(db)
                .await?
        }
    };
    let active = active(db, accounts, now).await?;
    Ok(active.into_iter().map(|actor| actor.account_id).collect())
}

async fn active(db: &impl ConnectionTrait, mut accounts: Vec<AccountId>, now: DateTime<Utc>) -> Result<Vec<Actor>> {
    accounts.sort_unstable();
    accounts.dedup();
    actors(db, &accounts, local_date(now)).await
}
