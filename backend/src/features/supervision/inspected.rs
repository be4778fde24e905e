//! What inspections found, for others to judge by: how many findings, and where they stand. What people found out about
//! themselves is left out: whoever looks for his own gaps must not be the worse for it.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr},
};

use crate::{
    auth::{
        Actor,
        scope::{self, findings as rows},
    },
    entities::{
        finding::{self, Column, FindingSource, FindingState},
        ids::{OrgUnitId, PersonId},
    },
    error::Result,
};

/// Who is to put findings right.
#[derive(Debug, Clone, Copy)]
pub enum Righting {
    /// A person (责任人).
    By(PersonId),
    /// Those of a unit, or of one below it.
    In(OrgUnitId),
}

impl Righting {
    fn condition(self) -> SimpleExpr {
        match self {
            Self::By(person) => Column::OwnerId.eq(person),
            Self::In(unit) => Column::UnitId.in_subquery(scope::units_below(&[unit])),
        }
    }

    /// As a filter of the list of findings.
    pub fn filter(self) -> String {
        match self {
            Self::By(person) => format!("owner_id={person}"),
            Self::In(unit) => format!("unit_id={unit}"),
        }
    }
}

/// Findings of inspections that stand in the same state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectedCount {
    pub state: FindingState,
    /// All of them.
    pub findings: i64,
    /// Those that the list shows to the caller.
    pub seen: i64,
}

/// What inspections found within some days, counted by state.
pub async fn inspected(
    db: &impl ConnectionTrait,
    actor: &Actor,
    righting: Righting,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Vec<InspectedCount>> {
    let counted = Condition::all()
        .add(Column::Source.eq(FindingSource::Inspection))
        .add(righting.condition())
        .add(Column::FoundOn.between(from, until));
    let seen: SimpleExpr = Expr::expr(CaseStatement::new().case(rows::findings(actor), 1)).count();
    let groups: Vec<(FindingState, i64, i64)> = finding::Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "findings")
        .expr_as(seen, "seen")
        .filter(counted)
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await?;
    Ok(groups
        .into_iter()
        .map(|(state, findings, seen)| InspectedCount { state, findings, seen })
        .collect())
}
