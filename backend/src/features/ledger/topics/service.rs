//! Rules and writes of topics.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{
    dto::{LedgerTopic, LedgerTopicPatch, NewLedgerTopic},
    queries,
};
use crate::{
    auth::{
        Actor, Permission,
        policy::{ledger::own_unit_of, reaches_unit},
    },
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::LedgerTopicId,
        ledger_topic,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::{Error, Result},
    features::ledger::writing::Writing,
    http::{IfMatch, patch},
};

/// Makes a topic of a central school.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLedgerTopic,
    now: DateTime<Utc>,
) -> Result<LedgerTopic> {
    let unit_id = new
        .unit_id
        .or_else(|| own_unit_of(actor, Permission::LedgerTopics))
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let unit = org_unit::Entity::find_by_id(unit_id)
        .filter(org_unit::Column::ClosedOn.is_null())
        .one(tx)
        .await?;
    let keeps = unit.is_some_and(|unit| unit.kind == OrgUnitKind::CentralSchool);
    if !keeps || !reaches_unit(actor, Permission::LedgerTopics, unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let topic = ledger_topic::Model {
        id: LedgerTopicId::new(),
        unit_id,
        title: new.title,
        summary: new.summary,
        created_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = topic.id;
    ledger_topic::Entity::insert(topic.into_active_model())
        .exec_without_returning(tx)
        .await?;
    changes::record(tx, "ledger_topics", id.0, ChangeOperation::Created, unit_id, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Changes a topic; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerTopicId,
    expected: IfMatch,
    edit: LedgerTopicPatch,
    now: DateTime<Utc>,
) -> Result<LedgerTopic> {
    let stored = to_change(tx, actor, id).await?;
    patch::check_version(
        expected,
        stored.version,
        &queries::find(tx, actor, id, now).await?,
        &edit,
    )?;
    let unit_id = stored.unit_id;
    let row = ledger_topic::ActiveModel {
        title: edit.title.map_or_else(|| Set(stored.title.clone()), Set),
        summary: edit.summary.map_or_else(|| Set(stored.summary.clone()), Set),
        version: Set(stored.version + 1),
        updated_at: Set(now),
        ..stored.into_active_model()
    };
    ledger_topic::Entity::update(row).exec(tx).await?;
    changes::record(tx, "ledger_topics", id.0, ChangeOperation::Updated, unit_id, now).await?;
    queries::find(tx, actor, id, now).await
}

async fn to_change(tx: &impl ConnectionTrait, actor: &Actor, id: LedgerTopicId) -> Result<ledger_topic::Model> {
    let topic = queries::visible_to(actor)
        .filter(ledger_topic::Column::Id.eq(id))
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    if reaches_unit(actor, Permission::LedgerTopics, topic.unit_id) {
        return Ok(topic);
    }
    Err(Error::forbidden(
        "一类事由中心小学的校长和办公室管理。",
        "Topics are kept by the principal and the office of the central school.",
    ))
}

/// Puts an entry into a topic of its school, out of any other.
pub async fn join(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    writing: &mut Writing,
    topic_id: LedgerTopicId,
) -> Result<()> {
    let topic = match to_change(tx, actor, topic_id).await {
        Err(Error::NotFound | Error::Forbidden(_)) => return Err(Error::unknown_reference("topic_id")),
        topic => topic?,
    };
    let within = org_unit_closure::Entity::find_by_id((topic.unit_id, writing.entry.unit_id))
        .one(tx)
        .await?;
    if within.is_none() {
        return Err(Error::unknown_reference("topic_id"));
    }
    writing.tell("topic_id", topic.id);
    writing.tell("topic_title", topic.title);
    writing.row.topic_id = Set(Some(topic.id));
    Ok(())
}

/// Takes an entry out of its topic.
pub async fn leave(tx: &impl ConnectionTrait, writing: &mut Writing) -> Result<()> {
    let topic = queries::name_of(tx, writing.entry.topic_id).await?;
    writing.tell("topic_title", topic.map(|topic| topic.title));
    writing.row.topic_id = Set(None);
    Ok(())
}
