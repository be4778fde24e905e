//! Copying the tables, and reading both sides back.

use std::{fmt::Debug, pin::pin};

use aws_lc_rs::digest::{Context, SHA256, digest};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn,
    QueryOrder, Select,
};

use super::Failure;
use crate::entities::tables;

/// Values that PostgreSQL binds in one statement, with some to spare.
pub const VALUES_AT_ONCE: usize = 30_000;

/// What was moved of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub table: &'static str,
    pub rows: usize,
    /// SHA-256 over the digests of all rows, its first half in hexadecimal digits; the same on both sides.
    pub digest: String,
}

/// Copies one table after the other.
pub struct Copy<'a> {
    source: &'a DatabaseTransaction,
    target: &'a DatabaseTransaction,
    pub moved: Vec<Moved>,
}

impl<'a> Copy<'a> {
    pub fn new(source: &'a DatabaseTransaction, target: &'a DatabaseTransaction) -> Self {
        Self {
            source,
            target,
            moved: Vec::new(),
        }
    }
}

impl tables::Walk for Copy<'_> {
    type Failure = Failure;

    async fn table<E>(&mut self, entity: E) -> Result<(), Failure>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let read = copy_rows::<E>(self.source, self.target).await?;
        let written = digests_of::<E>(self.target).await?;
        let table = entity.table_name();
        if read != written {
            return Err(Failure::Differs {
                table,
                read: read.len(),
                written: written.len(),
            });
        }
        let mut all = Context::new(&SHA256);
        for row in &read {
            all.update(row);
        }
        self.moved.push(Moved {
            table,
            rows: read.len(),
            digest: hex::encode(&all.finish().as_ref()[..16]),
        });
        Ok(())
    }
}

/// What a row says, in 32 bytes.
pub type RowDigest = [u8; 32];

/// Inserts every row of the source; returns the digests of what was read, in their own order.
async fn copy_rows<E>(source: &DatabaseTransaction, target: &DatabaseTransaction) -> Result<Vec<RowDigest>, DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let rows_at_once = VALUES_AT_ONCE / E::Column::iter().count().max(1);
    let mut digests = Vec::new();
    let mut rows = pin!(in_order_of_keys::<E>().stream(source).await?);
    let mut batch = Vec::new();
    while let Some(row) = rows.try_next().await? {
        digests.push(digest_of(&row));
        batch.push(row.into_active_model().reset_all());
        if batch.len() >= rows_at_once {
            insert::<E>(target, std::mem::take(&mut batch)).await?;
        }
    }
    insert::<E>(target, batch).await?;
    digests.sort_unstable();
    Ok(digests)
}

/// Writes rows in one statement.
pub async fn insert<E: EntityTrait>(target: &DatabaseTransaction, rows: Vec<E::ActiveModel>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    E::insert_many(rows).exec_without_returning(target).await.map(drop)
}

async fn digests_of<E: EntityTrait>(db: &DatabaseTransaction) -> Result<Vec<RowDigest>, DbErr> {
    let mut rows = pin!(E::find().stream(db).await?);
    let mut digests = Vec::new();
    while let Some(row) = rows.try_next().await? {
        digests.push(digest_of(&row));
    }
    digests.sort_unstable();
    Ok(digests)
}

/// Not in the order in which they were written: what a ballot box holds must not tell who came first.
pub fn in_order_of_keys<E: EntityTrait>() -> Select<E> {
    E::PrimaryKey::iter().fold(E::find(), |select, key| select.order_by_asc(key.into_column()))
}

/// Of the row as Rust reads it, so that both databases' ways to store a value count as one.
pub fn digest_of(row: &impl Debug) -> RowDigest {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, format!("{row:?}").as_bytes()).as_ref());
    bytes
}
