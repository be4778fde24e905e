//! Which limits hold: of the rows that had begun, the nearest unit's, and of those the latest.

use std::{cmp::Reverse, collections::HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::dto::LedgerLimitDays;
use crate::{
    entities::{
        ids::{LedgerCategoryId, OrgUnitId},
        ledger_limit, org_unit_closure,
    },
    error::{Error, Result},
    features::ledger::clock::Limits,
};

/// The limits of a category in a unit for a stage that begins at `at`. Entries keep the dates that were worked out
/// when their stage began: setting other limits moves nothing that runs or stands still.
pub async fn in_force(
    db: &impl ConnectionTrait,
    category_id: LedgerCategoryId,
    unit_id: OrgUnitId,
    at: DateTime<Utc>,
) -> Result<Limits> {
    let mut found = of_categories(db, &[category_id], Some(unit_id), at).await?;
    let limits = found.remove(&category_id).ok_or(Error::NotFound)?;
    Ok(days(&limits).into())
}

/// The same for several categories together; without a unit the categories' own.
pub async fn of_categories(
    db: &impl ConnectionTrait,
    categories: &[LedgerCategoryId],
    unit_id: Option<OrgUnitId>,
    at: DateTime<Utc>,
) -> Result<HashMap<LedgerCategoryId, ledger_limit::Model>> {
    let above: Vec<(OrgUnitId, i32)> = org_unit_closure::Entity::find()
        .select_only()
        .columns([org_unit_closure::Column::AncestorId, org_unit_closure::Column::Depth])
        .filter(org_unit_closure::Column::DescendantId.is_in(unit_id))
        .into_tuple()
        .all(db)
        .await?;
    let depths: HashMap<OrgUnitId, i32> = above.into_iter().collect();
    let rows = ledger_limit::Entity::find()
        .filter(ledger_limit::Column::CategoryId.is_in(categories.iter().copied()))
        .filter(ledger_limit::Column::InForceFrom.lte(at))
        .all(db)
        .await?;
    let mut best: HashMap<LedgerCategoryId, (i32, ledger_limit::Model)> = HashMap::new();
    for row in rows {
        let depth = match row.unit_id {
            None => i32::MAX,
            Some(unit) => match depths.get(&unit) {
                Some(depth) => *depth,
                None => continue,
            },
        };
        let place = |depth: i32, row: &ledger_limit::Model| (depth, Reverse(row.in_force_from), Reverse(row.id));
        let better = best
            .get(&row.category_id)
            .is_none_or(|(known, held)| place(depth, &row) < place(*known, held));
        if better {
            best.insert(row.category_id, (depth, row));
        }
    }
    Ok(best.into_iter().map(|(category, (_, row))| (category, row)).collect())
}

/// The days of a row.
pub fn days(row: &ledger_limit::Model) -> LedgerLimitDays {
    LedgerLimitDays {
        sign_days: row.sign_days,
        return_days: row.return_days,
        normal_days: row.normal_days,
        complex_days: row.complex_days,
        extension_days: row.extension_days,
        outer_days: row.outer_days,
        outer_extension_days: row.outer_extension_days,
    }
}
