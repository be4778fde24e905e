//! The change feed's rows: written in the same transaction as the change they tell of. Their place in the feed they get
//! once they have committed, see `features/changes`.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::NotSet, ConnectionTrait, EntityTrait, Set};
use uuid::Uuid;

use super::ROWS_AT_ONCE;
use crate::{
    entities::{
        change_event::{self, ChangeOperation},
        ids::OrgUnitId,
    },
    error::Result,
};

/// Notes that a record of `kind` (its table) changed.
pub async fn record(
    tx: &impl ConnectionTrait,
    kind: &str,
    id: Uuid,
    operation: ChangeOperation,
    unit_id: OrgUnitId,
    at: DateTime<Utc>,
) -> Result<()> {
    change_event::Entity::insert(change_event::ActiveModel {
        seq: NotSet,
        subject_kind: Set(kind.to_owned()),
        subject_id: Set(id),
        operation: Set(operation),
        unit_id: Set(Some(unit_id)),
        at: Set(at),
        position: NotSet,
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Notes that many records of `kind` changed in the same way; each with its unit.
pub async fn record_many(
    tx: &impl ConnectionTrait,
    kind: &str,
    records: &[(Uuid, OrgUnitId)],
    operation: ChangeOperation,
    at: DateTime<Utc>,
) -> Result<()> {
    for records in records.chunks(ROWS_AT_ONCE) {
        let rows = records.iter().map(|(id, unit_id)| change_event::ActiveModel {
            seq: NotSet,
            subject_kind: Set(kind.to_owned()),
            subject_id: Set(*id),
            operation: Set(operation),
            unit_id: Set(Some(*unit_id)),
            at: Set(at),
            position: NotSet,
        });
        change_event::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
