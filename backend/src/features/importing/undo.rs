//! Taking back what an import wrote: only while it is as the import left it.

use std::{collections::HashMap, str::FromStr};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, SqlErr, TransactionTrait,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::OrgUnitId,
        import_change::{ImportedRecord, LeftBecause},
    },
    error::{Error, Result},
};

/// Rows of one statement: SQLite binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// A record as an import left it.
#[derive(Debug, Clone)]
pub struct Written {
    pub record: ImportedRecord,
    pub id: Uuid,
    pub unit_id: OrgUnitId,
    /// The name, for display.
    pub label: String,
    pub version: i32,
    /// What it was before; none for a record that the import made.
    pub before: Option<Value>,
}

impl Written {
    /// A record that the import made.
    pub fn created(record: ImportedRecord, id: Uuid, unit_id: OrgUnitId, label: &str) -> Self {
        Self {
            record,
            id,
            unit_id,
            label: label.to_owned(),
            version: 1,
            before: None,
        }
    }

    /// A record that the import changed; `version` is the one it had before.
    pub fn updated(
        record: ImportedRecord,
        id: Uuid,
        unit_id: OrgUnitId,
        label: &str,
        (before, version): (&impl Serialize, i32),
    ) -> Result<Self> {
        Ok(Self {
            record,
            id,
            unit_id,
            label: label.to_owned(),
            version: version + 1,
            before: Some(serde_json::to_value(before)?),
        })
    }
}

/// Rows as they are stored, before they are changed.
pub async fn stored<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    key: E::Column,
    id_of: impl Fn(&E::Model) -> Uuid,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, E::Model>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let rows = E::find().filter(key.is_in(ids.iter().copied())).all(tx).await?;
        found.extend(rows.into_iter().map(|row| (id_of(&row), row)));
    }
    Ok(found)
}

/// What became of taking a record back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// It is as it was before the import, or gone.
    Done,
    /// It stays as it is.
    Left(LeftBecause),
}

/// Puts a record back to what it was, or removes one that the import made. `owned` removes what belongs to it alone;
/// whatever else refers to it keeps it.
pub async fn take_back<E>(
    tx: &DatabaseTransaction,
    written: &Written,
    now: DateTime<Utc>,
    owned: impl AsyncFnOnce(&DatabaseTransaction) -> Result<(), DbErr>,
) -> Result<TakenBack>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let id = column::<E>("id")?;
    let version: Option<i32> = E::find()
        .select_only()
        .column(column::<E>("version")?)
        .filter(id.eq(written.id))
        .into_tuple()
        .one(tx)
        .await?;
    let operation = match (version, &written.before) {
        (None, _) => return Ok(TakenBack::Done),
        (Some(version), _) if version != written.version => return Ok(TakenBack::Left(LeftBecause::Changed)),
        (Some(_), Some(before)) => {
            let before: E::Model = serde_json::from_value(before.clone())?;
            let mut row = before.into_active_model().reset_all();
            row.set(column::<E>("version")?, (written.version + 1).into());
            row.set(column::<E>("updated_at")?, now.into());
            E::update_many().set(row).filter(id.eq(written.id)).exec(tx).await?;
            ChangeOperation::Updated
        }
        (Some(_), None) => {
            if !remove::<E>(tx, written.id, owned).await? {
                return Ok(TakenBack::Left(LeftBecause::InUse));
            }
            ChangeOperation::Deleted
        }
    };
    let kind = written.record.to_value();
    changes::record(tx, &kind, written.id, operation, written.unit_id, now).await?;
    Ok(TakenBack::Done)
}

/// Removes a record with what belongs to it; `false` where others refer to it, and nothing is removed then.
async fn remove<E: EntityTrait>(
    tx: &DatabaseTransaction,
    id: Uuid,
    owned: impl AsyncFnOnce(&DatabaseTransaction) -> Result<(), DbErr>,
) -> Result<bool> {
    let key = column::<E>("id")?;
    let within = tx.begin().await?;
    let removed = match owned(&within).await {
        Ok(()) => E::delete_many().filter(key.eq(id)).exec(&within).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => within.commit().await.map(|()| true).map_err(Error::from),
        Err(error) => {
            within.rollback().await?;
            match error.sql_err() {
                Some(SqlErr::ForeignKeyConstraintViolation(_)) => Ok(false),
                _ => Err(error.into()),
            }
        }
    }
}

fn column<E: EntityTrait>(name: &str) -> Result<E::Column> {
    E::Column::from_str(name).map_err(|_| Error::Internal(format!("no column {name}")))
}
