//! What became of the entries somebody handled, for others to judge by: outcomes in numbers, not what the entries say.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr},
};

use crate::{
    auth::{
        Actor,
        scope::{self, ledger as rows},
    },
    clock::local_date,
    entities::{
        ids::{OrgUnitId, PersonId},
        ledger_entry::{self, Column, LedgerOutcome, LedgerState, Satisfaction},
    },
    error::Result,
    features::ledger::{clock::start_of, queries::end_of},
};

/// Whose entries are meant.
#[derive(Debug, Clone, Copy)]
pub enum Handling {
    /// Those a person handles.
    By(PersonId),
    /// Those that a unit, or one below it, manages.
    In(OrgUnitId),
}

impl Handling {
    fn condition(self) -> SimpleExpr {
        match self {
            Self::By(person) => Column::HandlerPersonId.eq(person),
            Self::In(unit) => Column::UnitId.in_subquery(scope::units_below(&[unit])),
        }
    }

    /// As a filter of the list of entries.
    pub fn filter(self) -> String {
        match self {
            Self::By(person) => format!("handler_person_id={person}"),
            Self::In(unit) => format!("unit_id={unit}"),
        }
    }
}

/// Entries that ended, or stand, in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeCount {
    pub state: LedgerState,
    pub outcome: Option<LedgerOutcome>,
    pub satisfaction: Option<Satisfaction>,
    /// How often they were worked on again.
    pub reopenings: i16,
    /// All of them, save those of which the caller must not know.
    pub entries: i64,
    /// Those that the list shows to the caller.
    pub seen: i64,
}

/// The entries registered within some days, counted by how they ended. The caller is told of entries he cannot read,
/// but of none that is kept from him because it concerns himself or somebody he reports to.
pub async fn outcomes(
    db: &impl ConnectionTrait,
    actor: &Actor,
    handling: Handling,
    (from, until): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<OutcomeCount>> {
    type Group = (LedgerState, Option<LedgerOutcome>, Option<Satisfaction>, i16, i64, i64);
    let today = local_date(now);
    let counted = Condition::all()
        .add(rows::not_kept_from(actor, today))
        .add(handling.condition())
        .add(Column::RegisteredAt.gte(start_of(from)))
        .add(Column::RegisteredAt.lt(end_of(until)));
    let seen: SimpleExpr = Expr::expr(CaseStatement::new().case(rows::ledger_entries(actor, today), 1)).count();
    let groups: Vec<Group> = ledger_entry::Entity::find()
        .select_only()
        .columns([Column::State, Column::Outcome, Column::Satisfaction, Column::Reopenings])
        .column_as(Column::Id.count(), "entries")
        .expr_as(seen, "seen")
        .filter(counted)
        .group_by(Column::State)
        .group_by(Column::Outcome)
        .group_by(Column::Satisfaction)
        .group_by(Column::Reopenings)
        .into_tuple()
        .all(db)
        .await?;
    Ok(groups
        .into_iter()
        .map(
            |(state, outcome, satisfaction, reopenings, entries, seen)| OutcomeCount {
                state,
                outcome,
                satisfaction,
                reopenings,
                entries,
                seen,
            },
        )
        .collect())
}
