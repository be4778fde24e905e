//! The deliveries that wait: made when a change gets its place in the feed, taken by whoever sends them.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::{LockBehavior, LockType, OnConflict},
};

use crate::{
    auth::{Actor, service_actor},
    clock::local_date,
    db,
    entities::{
        ids::{ServiceAccountId, WebhookDeliveryId, WebhookEndpointId},
        webhook_attempt,
        webhook_delivery::{self, Column, DeliveryState},
        webhook_endpoint::{self, EndpointState},
    },
    error::Result,
    features::changes::{Change, Seen},
};

/// How long deliveries are kept to be looked at.
const KEPT: TimeDelta = TimeDelta::days(30);
/// Rows of one statement.
const AT_ONCE: usize = 1_000;
/// How long a server may take from taking a delivery to sending it.
pub const GRACE: Duration = Duration::from_secs(3);
/// How long it may take to write down what came of it.
const WRITING: Duration = Duration::from_secs(7);

/// Makes the deliveries of changes that have just got their places: for every active endpoint those it wants and may
/// hear of.
pub async fn tell(tx: &DatabaseTransaction, changes: &[Change], now: DateTime<Utc>) -> Result<()> {
    let endpoints = webhook_endpoint::Entity::find()
        .filter(webhook_endpoint::Column::State.eq(EndpointState::Active))
        .all(tx)
        .await?;
    let mut known: HashMap<ServiceAccountId, Seen> = HashMap::new();
    for endpoint in endpoints {
        let account = endpoint.service_account_id;
        if let std::collections::hash_map::Entry::Vacant(unknown) = known.entry(account) {
            let actor = service_actor(tx, account, local_date(now)).await?;
            unknown.insert(match actor {
                Some(actor) => Seen::by(tx, &actor, local_date(now), changes).await?,
                None => Seen::default(),
            });
        }
        let Some(seen) = known.get(&account) else { continue };
        let wanted: Vec<&Change> = changes
            .iter()
            .filter(|change| wants(&endpoint, change) && seen.shows(change))
            .collect();
        enqueue(tx, endpoint.id, &wanted, now).await?;
    }
    Ok(())
}

fn wants(endpoint: &webhook_endpoint::Model, change: &Change) -> bool {
    endpoint.types.0.is_empty() || endpoint.types.0.iter().any(|kind| kind == change.kind.as_str())
}

/// Puts changes into the queue of an endpoint; those that are there already are sent again.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    endpoint_id: WebhookEndpointId,
    changes: &[&Change],
    now: DateTime<Utc>,
) -> Result<()> {
    for changes in changes.chunks(AT_ONCE) {
        let again = OnConflict::columns([Column::EndpointId, Column::Position])
            .update_columns([Column::State, Column::Round, Column::NextAttemptAt, Column::EndedAt])
            .to_owned();
        let rows = changes.iter().map(|change| webhook_delivery::ActiveModel {
            id: Set(WebhookDeliveryId::new()),
            endpoint_id: Set(endpoint_id),
            position: Set(Some(change.position)),
            subject_kind: Set(change.kind.as_str().to_owned()),
            subject_id: Set(change.id),
            operation: Set(change.operation),
            unit_id: Set(change.unit_id),
            happened_at: Set(change.at),
            state: Set(DeliveryState::Pending),
            attempts: Set(0),
            round: Set(0),
            next_attempt_at: Set(now),
            ended_at: Set(None),
            created_at: Set(now),
        });
        webhook_delivery::Entity::insert_many(rows)
            .on_conflict(again)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The active endpoints for which something is due.
pub async fn due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<webhook_endpoint::Model>> {
    let waiting = webhook_delivery::Entity::find()
        .select_only()
        .column(Column::EndpointId)
        .filter(is_due(now))
        .into_query();
    Ok(webhook_endpoint::Entity::find()
        .filter(webhook_endpoint::Column::State.eq(EndpointState::Active))
        .filter(webhook_endpoint::Column::Id.in_subquery(waiting))
        .all(db)
        .await?)
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::State.eq(DeliveryState::Pending))
        .add(Column::NextAttemptAt.lte(now))
}

/// Takes up to `count` deliveries of an endpoint: they come due again when nothing is heard of them for as long as an
/// attempt can take. What another server is just taking is passed over.
pub async fn claim(
    db: &DatabaseConnection,
    endpoint_id: WebhookEndpointId,
    count: usize,
    timeout: Duration,
    now: DateTime<Utc>,
) -> Result<Vec<webhook_delivery::Model>> {
    let again = now + TimeDelta::from_std(GRACE + timeout + WRITING).unwrap_or(TimeDelta::minutes(1));
    db::write(db, async |tx| {
        let oldest = webhook_delivery::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::EndpointId.eq(endpoint_id))
            .filter(is_due(now))
            .order_by_asc(Column::NextAttemptAt)
            .limit(u64::try_from(count).unwrap_or(1))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_query();
        let taken = webhook_delivery::Entity::update_many()
            .set(webhook_delivery::ActiveModel {
                next_attempt_at: Set(again),
                ..Default::default()
            })
            .filter(Column::Id.in_subquery(oldest))
            .exec_with_returning(tx)
            .await?;
        Ok(taken)
    })
    .await
}

/// Ends deliveries without sending them: the system may no longer see what they tell of.
pub async fn withhold(db: &DatabaseConnection, ids: Vec<WebhookDeliveryId>, now: DateTime<Utc>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    db::write(db, async |tx| {
        end(tx, Column::Id.is_in(ids), DeliveryState::Withheld, now).await
    })
    .await
}

/// Gives up all that waits for an endpoint.
pub async fn give_up(tx: &impl ConnectionTrait, endpoint_id: WebhookEndpointId, now: DateTime<Utc>) -> Result<()> {
    end(tx, Column::EndpointId.eq(endpoint_id), DeliveryState::Dead, now).await
}

async fn end(
    tx: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
    state: DeliveryState,
    now: DateTime<Utc>,
) -> Result<()> {
    webhook_delivery::Entity::update_many()
        .set(webhook_delivery::ActiveModel {
            state: Set(state),
            ended_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(which)
        .filter(Column::State.eq(DeliveryState::Pending))
        .exec(tx)
        .await?;
    Ok(())
}

/// The changes of which deliveries tell, for asking who may see them. A test event tells of none.
pub fn change_of(delivery: &webhook_delivery::Model) -> Option<Change> {
    Some(Change {
        position: delivery.position?,
        kind: delivery.subject_kind.parse().ok()?,
        id: delivery.subject_id,
        operation: delivery.operation,
        unit_id: delivery.unit_id,
        at: delivery.happened_at,
    })
}

/// Which of the deliveries an actor may hear.
pub async fn audible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    deliveries: &[webhook_delivery::Model],
    now: DateTime<Utc>,
) -> Result<Seen> {
    let changes: Vec<Change> = deliveries.iter().filter_map(change_of).collect();
    Seen::by(db, actor, local_date(now), &changes).await
}

/// How much waits to be sent, and since when the oldest is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    pub count: u64,
    pub due_since: Option<DateTime<Utc>>,
}

pub async fn backlog(db: &impl ConnectionTrait) -> Result<Backlog> {
    let active = webhook_endpoint::Entity::find()
        .select_only()
        .column(webhook_endpoint::Column::Id)
        .filter(webhook_endpoint::Column::State.eq(EndpointState::Active))
        .into_query();
    let pending = webhook_delivery::Entity::find()
        .filter(Column::State.eq(DeliveryState::Pending))
        .filter(Column::EndpointId.in_subquery(active));
    Ok(Backlog {
        count: pending.clone().count(db).await?,
        due_since: pending
            .select_only()
            .column(Column::NextAttemptAt)
            .order_by_asc(Column::NextAttemptAt)
            .limit(1)
            .into_tuple()
            .one(db)
            .await?,
    })
}

/// Removes what is older than 30 days from the log, 1 000 deliveries at most. Returns whether there may be more.
pub async fn forget(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<bool> {
    let old: Vec<WebhookDeliveryId> = webhook_delivery::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::CreatedAt.lt(now - KEPT))
        .limit(u64::try_from(AT_ONCE).unwrap_or(1))
        .into_tuple()
        .all(db)
        .await?;
    if old.is_empty() {
        return Ok(false);
    }
    let more = old.len() == AT_ONCE;
    db::write(db, async |tx| {
        webhook_attempt::Entity::delete_many()
            .filter(webhook_attempt::Column::DeliveryId.is_in(old.clone()))
            .exec(tx)
            .await?;
        webhook_delivery::Entity::delete_many()
            .filter(Column::Id.is_in(old))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await?;
    Ok(more)
}
