//! How long entries stay in each stage, read from their events.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::arithmetic::FEWEST;
use crate::{
    auth::Actor,
    entities::{
        ids::LedgerEntryId,
        ledger_entry::{self, LedgerState},
        ledger_event,
    },
    error::Result,
    features::ledger::{filter::LedgerFilter, queries},
};

/// How long entries stayed in a stage. Only stages that are over count; every stay counts, also a second one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerHold {
    pub state: LedgerState,
    /// How many stays there were.
    #[schema(example = 42)]
    pub count: i64,
    /// Minutes that half of them did not exceed; null of fewer than five.
    #[schema(required, example = 1_440)]
    pub median_minutes: Option<i64>,
    /// Minutes that nine of ten did not exceed; null of fewer than five.
    #[schema(required, example = 4_320)]
    pub p90_minutes: Option<i64>,
}

/// The hold times of the entries the caller may see and the filter means, in the order of the stages.
pub async fn hold_times(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entries: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<Vec<LedgerHold>> {
    let meant = queries::visible_to(actor, now)
        .filter(queries::matching(db, actor, entries, now))
        // A former ledger tells when a concern came and when it was closed, not who held it how long.
        .filter(ledger_entry::Column::LegacyNumber.is_null())
        .select_only()
        .column(ledger_entry::Column::Id)
        .into_query();
    let changes_state = Condition::any().add(ledger_event::Column::FromState.is_null()).add(
        Expr::col((ledger_event::Entity, ledger_event::Column::FromState))
            .ne(Expr::col((ledger_event::Entity, ledger_event::Column::ToState))),
    );
    let steps: Vec<(LedgerEntryId, LedgerState, DateTime<Utc>)> = ledger_event::Entity::find()
        .select_only()
        .columns([
            ledger_event::Column::EntryId,
            ledger_event::Column::ToState,
            ledger_event::Column::At,
        ])
        .filter(ledger_event::Column::EntryId.in_subquery(meant))
        .filter(changes_state)
        .order_by_asc(ledger_event::Column::EntryId)
        .order_by_asc(ledger_event::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    Ok(held(&steps))
}

fn held(steps: &[(LedgerEntryId, LedgerState, DateTime<Utc>)]) -> Vec<LedgerHold> {
    let mut stays: HashMap<LedgerState, Vec<i64>> = HashMap::new();
    for pair in steps.windows(2) {
        let [(entry, state, since), (of, _, until)] = pair else {
            continue;
        };
        if entry == of {
            stays.entry(*state).or_default().push((*until - *since).num_minutes());
        }
    }
    let stages = LedgerState::iter().filter(|state| *state != LedgerState::Closed);
    stages
        .map(|state| {
            let mut minutes = stays.remove(&state).unwrap_or_default();
            minutes.sort_unstable();
            LedgerHold {
                state,
                count: i64::try_from(minutes.len()).unwrap_or(i64::MAX),
                median_minutes: share(&minutes, 50),
                p90_minutes: share(&minutes, 90),
            }
        })
        .collect()
}

/// The least value that so many of a hundred do not exceed (nearest rank).
fn share(sorted: &[i64], of_hundred: usize) -> Option<i64> {
    if i64::try_from(sorted.len()).unwrap_or(i64::MAX) < FEWEST {
        return None;
    }
    let rank = (sorted.len() * of_hundred).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_ninetieth_percentile_are_values_that_occurred() {
        let minutes: Vec<i64> = (1..=10).collect();
        assert_eq!((share(&minutes, 50), share(&minutes, 90)), (Some(5), Some(9)));
        assert_eq!(share(&minutes[..4], 50), None);
    }
}
