//! Rows of the bureau's database, found by their keys and compared as they are when opened.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter, Value,
};

use super::{Failure, seals};
use crate::{
    db::moving::{RowDigest, digest_of},
    vault::Vault,
};

/// The values of a primary key.
pub type Key = Vec<Value>;

pub fn key_of<M: ModelTrait>(row: &M) -> Key {
    <M::Entity as EntityTrait>::PrimaryKey::iter()
        .map(|key| row.get(key.into_column()))
        .collect()
}

/// What the rows with these keys say, by their keys; sealed values count as what they hold.
pub async fn found<E>(
    tx: &DatabaseTransaction,
    vault: &Vault,
    keys: Vec<Key>,
) -> Result<HashMap<String, RowDigest>, Failure>
where
    E: EntityTrait<Model: 'static>,
{
    let mut found = HashMap::with_capacity(keys.len());
    let Some(column) = E::PrimaryKey::iter().next() else {
        return Ok(found);
    };
    let wanted: HashSet<String> = keys.iter().map(|key| format!("{key:?}")).collect();
    // Lists of whole keys are slow; the first column leads to those of the same record, which are not many more.
    let mut first: Vec<Value> = keys.into_iter().filter_map(|key| key.into_iter().next()).collect();
    first.dedup();
    if first.is_empty() {
        return Ok(found);
    }
    let rows = E::find().filter(column.into_column().is_in(first)).all(tx).await?;
    for mut row in rows {
        let key = format!("{:?}", key_of(&row));
        if wanted.contains(&key) {
            seals::open(vault, &mut row)?;
            found.insert(key, digest_of(&row));
        }
    }
    Ok(found)
}
