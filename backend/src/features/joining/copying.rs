//! Table by table: what comes along, what is there already, what stays.

use std::{collections::HashMap, pin::pin};

use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, EntityName, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait,
};

use super::{
    Failure,
    announcing::Announcing,
    comparing::{found, key_of},
    rows::{Fate, Rules},
    seals, staying,
};
use crate::{
    db::moving::{RowDigest, VALUES_AT_ONCE, digest_of, in_order_of_keys, insert},
    entities::{audit_event, tables},
    vault::Vault,
};

/// What became of the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    pub moved: usize,
    /// Rows for which the bureau's database has the same.
    pub matched: usize,
    pub stayed: usize,
    /// Why they stayed.
    pub because: Option<&'static str>,
}

impl Table {
    pub fn has_rows(&self) -> bool {
        self.moved + self.matched + self.stayed > 0
    }
}

/// Copies one table after the other.
pub struct Copying<'a> {
    pub source: &'a DatabaseTransaction,
    pub target: &'a DatabaseTransaction,
    pub opening: &'a Vault,
    pub sealing: &'a Vault,
    pub rules: Rules<'a>,
    pub announcing: Announcing,
    pub tables: Vec<Table>,
}

impl tables::Walk for Copying<'_> {
    type Failure = Failure;

    async fn table<E>(&mut self, entity: E) -> Result<(), Failure>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel> + Sync + 'static,
    {
        let name = entity.table_name();
        let mut table = Table {
            name,
            moved: 0,
            matched: 0,
            stayed: 0,
            because: staying::reason(name),
        };
        if table.because.is_some() {
            let rows = E::find().count(self.source).await?;
            table.stayed = usize::try_from(rows).unwrap_or(usize::MAX);
        } else if name != audit_event::Entity.table_name() {
            let rows_at_once = VALUES_AT_ONCE / E::Column::iter().count().max(1);
            let mut rows = pin!(in_order_of_keys::<E>().stream(self.source).await?);
            let mut batch = Vec::new();
            while let Some(row) = rows.try_next().await? {
                batch.push(row);
                if batch.len() >= rows_at_once {
                    self.copy::<E>(std::mem::take(&mut batch), &mut table).await?;
                }
            }
            self.copy::<E>(batch, &mut table).await?;
        }
        self.tables.push(table);
        Ok(())
    }
}

impl Copying<'_> {
    async fn copy<E>(&mut self, rows: Vec<E::Model>, table: &mut Table) -> Result<(), Failure>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel> + 'static,
    {
        let mut coming = Vec::with_capacity(rows.len());
        for mut row in rows {
            match self.rules.apply(&mut row)? {
                Fate::Comes => {}
                Fate::Matched => {
                    table.matched += 1;
                    continue;
                }
            }
            seals::open(self.opening, &mut row)?;
            seals::digest(self.sealing, &mut row)?;
            coming.push(row);
        }
        let keys = coming.iter().map(key_of).collect();
        let there = found::<E>(self.target, self.sealing, keys).await?;
        let mut expected: HashMap<String, RowDigest> = HashMap::new();
        let (mut keys, mut sealed) = (Vec::new(), Vec::new());
        for mut row in coming {
            let (key, digest) = (key_of(&row), digest_of(&row));
            match there.get(&format!("{key:?}")) {
                Some(known) if *known == digest => {
                    table.matched += 1;
                    continue;
                }
                Some(_) => {
                    return Err(Failure::Taken {
                        table: table.name,
                        key: format!("{key:?}"),
                    });
                }
                None => {}
            }
            self.announcing.note(table.name, &row);
            expected.insert(format!("{key:?}"), digest);
            keys.push(key);
            seals::seal(self.sealing, &mut row)?;
            sealed.push(row.into_active_model().reset_all());
        }
        insert::<E>(self.target, sealed).await?;
        let written = found::<E>(self.target, self.sealing, keys).await?;
        if written != expected {
            return Err(Failure::Differs {
                table: table.name,
                read: expected.len(),
                written: written.len(),
            });
        }
        table.moved += written.len();
        Ok(())
    }
}
