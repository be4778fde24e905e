//! Counting entries by group, in one pass over them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QuerySelect, Select,
    TryGetable,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, SimpleExpr},
};

use super::{
    arithmetic::{Rate, Tally},
    dto::{LedgerFiguresFilter, LedgerGrouping, LedgerRates, LedgerRatesFilter, LedgerRatesRow},
    periods::Period,
    tree,
};
use crate::{
    auth::Actor,
    entities::{
        ids::{LedgerCategoryId, OrgUnitId},
        ledger_category,
        ledger_entry::{self, Column, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction},
    },
    error::Result,
    features::ledger::{
        answers,
        filter::{LedgerAnswer, LedgerFilter},
        queries,
    },
    http::{CommaList, Figure},
};

/// What is counted of entries. The same as a filter of the list: [`Measure::filter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Registered,
    Closed,
    Resolved,
    InTime,
    Owed,
    Heard,
    Satisfied,
    Basically,
    Reopened,
    Returned,
}

impl Measure {
    /// Which entries it counts.
    pub fn condition(self, now: DateTime<Utc>) -> Condition {
        let closed = Condition::all().add(Column::State.eq(LedgerState::Closed));
        match self {
            Self::Registered => Condition::all(),
            Self::Closed => closed,
            Self::Resolved => closed.add(Column::Outcome.eq(LedgerOutcome::Resolved)),
            Self::InTime => answers::is(LedgerAnswer::InTime, now),
            Self::Owed => Condition::any()
                .add(answers::is(LedgerAnswer::InTime, now))
                .add(answers::is(LedgerAnswer::Late, now)),
            Self::Heard => closed.add(Column::Satisfaction.is_not_null()),
            Self::Satisfied => closed.add(Column::Satisfaction.eq(Satisfaction::Satisfied)),
            Self::Basically => closed.add(Column::Satisfaction.eq(Satisfaction::BasicallySatisfied)),
            Self::Reopened => closed.add(Column::Reopenings.gt(0)),
            Self::Returned => Condition::all().add(Column::Returns.gt(0)),
        }
    }

    /// The list's filter that shows what it counts.
    pub fn filter(self) -> &'static str {
        match self {
            Self::Registered => "",
            Self::Closed => "state=closed",
            Self::Resolved => "state=closed&outcome=resolved",
            Self::InTime => "answer=in_time",
            Self::Owed => "answer=in_time,late",
            Self::Heard => "state=closed&satisfaction=satisfied,basically_satisfied,unsatisfied",
            Self::Satisfied => "state=closed&satisfaction=satisfied",
            Self::Basically => "state=closed&satisfaction=basically_satisfied",
            Self::Reopened => "state=closed&reopened=true",
            Self::Returned => "returned=true",
        }
    }
}

const SATISFIED_OR_BASICALLY: &str = "state=closed&satisfaction=satisfied,basically_satisfied";

/// The rates of the entries the caller may see.
pub async fn rates(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &LedgerRatesFilter,
    now: DateTime<Utc>,
) -> Result<LedgerRates> {
    let entries = filter.entries();
    let period = Period::of(&entries, now)?;
    let counting = Counting {
        actor,
        entries: LedgerFiguresFilter {
            registered_from: Some(period.from),
            registered_until: Some(period.until),
            ..entries
        },
        basically_counts: filter.basically_counts.unwrap_or(true),
        now,
    };
    let all = counting.all(db, &counting.entries).await?;
    let total = counting.row("all", None, 0, &counting.entries, all);
    let rows = match filter.group_by {
        None => Vec::new(),
        Some(LedgerGrouping::Unit) => counting.by_unit(db).await?,
        Some(LedgerGrouping::Category) => counting.by_category(db).await?,
        Some(LedgerGrouping::Channel) => counting.by_channel(db).await?,
        Some(LedgerGrouping::Month) => counting.by_month(db, period).await?,
    };
    Ok(LedgerRates {
        from: period.from,
        until: period.until,
        basically_counts: counting.basically_counts,
        total,
        rows,
    })
}

/// Counts some entries at once, for other features and for reports.
pub async fn tally(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entries: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<Tally> {
    let select = queries::visible_to(actor, now).filter(queries::matching(db, actor, entries, now));
    let counted: Vec<(i32, Tally)> = counted(db, select, Expr::value(0), now).await?;
    Ok(counted.into_iter().map(|(_, tally)| tally).next().unwrap_or_default())
}

/// Counts some entries at once, each managing unit by itself.
pub async fn tally_by_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entries: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<HashMap<OrgUnitId, Tally>> {
    let select = queries::visible_to(actor, now).filter(queries::matching(db, actor, entries, now));
    let counted: Vec<(OrgUnitId, Tally)> = counted(db, select, column(Column::UnitId), now).await?;
    Ok(counted.into_iter().collect())
}

struct Counting<'a> {
    actor: &'a Actor,
    entries: LedgerFiguresFilter,
    basically_counts: bool,
    now: DateTime<Utc>,
}

impl Counting<'_> {
    fn select(&self, db: &impl ConnectionTrait, entries: &LedgerFiguresFilter) -> Select<ledger_entry::Entity> {
        let matching = queries::matching(db, self.actor, entries.into(), self.now);
        queries::visible_to(self.actor, self.now).filter(matching)
    }

    async fn all(&self, db: &impl ConnectionTrait, entries: &LedgerFiguresFilter) -> Result<Tally> {
        tally(db, self.actor, entries.into(), self.now).await
    }

    async fn by_unit(&self, db: &impl ConnectionTrait) -> Result<Vec<LedgerRatesRow>> {
        let own: Vec<(OrgUnitId, Tally)> =
            counted(db, self.select(db, &self.entries), column(Column::UnitId), self.now).await?;
        let own: HashMap<_, _> = own.into_iter().collect();
        let branches = tree::branches(db, self.actor, self.entries.unit_id, own).await?;
        let rows = branches.into_iter().map(|branch| {
            let entries = LedgerFiguresFilter {
                unit_id: Some(branch.id),
                ..self.entries.clone()
            };
            self.row(
                &branch.id.to_string(),
                Some(branch.name),
                branch.depth,
                &entries,
                branch.tally,
            )
        });
        Ok(rows.collect())
    }

    async fn by_category(&self, db: &impl ConnectionTrait) -> Result<Vec<LedgerRatesRow>> {
        let own: Vec<(LedgerCategoryId, Tally)> =
            counted(db, self.select(db, &self.entries), column(Column::CategoryId), self.now).await?;
        let ids = own.iter().map(|(id, _)| *id);
        let mut categories = ledger_category::Entity::find()
            .filter(ledger_category::Column::Id.is_in(ids))
            .all(db)
            .await?;
        categories.sort_by(|one, other| (one.sort_order, &one.code).cmp(&(other.sort_order, &other.code)));
        let rows = categories.into_iter().filter_map(|category| {
            let (_, tally) = own.iter().find(|(id, _)| *id == category.id)?;
            let entries = LedgerFiguresFilter {
                category_id: Some(category.id),
                ..self.entries.clone()
            };
            Some(self.row(&category.id.to_string(), Some(category.name), 0, &entries, *tally))
        });
        Ok(rows.collect())
    }

    async fn by_channel(&self, db: &impl ConnectionTrait) -> Result<Vec<LedgerRatesRow>> {
        let own: Vec<(LedgerChannel, Tally)> =
            counted(db, self.select(db, &self.entries), column(Column::Channel), self.now).await?;
        let rows = LedgerChannel::iter().filter_map(|channel| {
            let (_, tally) = own.iter().find(|(found, _)| *found == channel)?;
            let entries = LedgerFiguresFilter {
                channel: Some(CommaList(vec![channel])),
                ..self.entries.clone()
            };
            Some(self.row(&channel.to_value(), None, 0, &entries, *tally))
        });
        Ok(rows.collect())
    }

    async fn by_month(&self, db: &impl ConnectionTrait, period: Period) -> Result<Vec<LedgerRatesRow>> {
        let months = period.months()?;
        let mut which = CaseStatement::new();
        for (place, month) in (0_i32..).zip(&months) {
            which = which.case(Column::RegisteredAt.lt(queries::end_of(month.until)), place);
        }
        let own: Vec<(i32, Tally)> = counted(
            db,
            self.select(db, &self.entries),
            which.finally(-1_i32).into(),
            self.now,
        )
        .await?;
        let rows = (0_i32..).zip(&months).map(|(place, month)| {
            let found = own.iter().find(|(found, _)| *found == place);
            let entries = LedgerFiguresFilter {
                registered_from: Some(month.from),
                registered_until: Some(month.until),
                ..self.entries.clone()
            };
            let tally = found.map(|(_, tally)| *tally).unwrap_or_default();
            self.row(&month.from.format("%Y-%m").to_string(), None, 0, &entries, tally)
        });
        Ok(rows.collect())
    }

    fn row(
        &self,
        key: &str,
        name: Option<String>,
        depth: u32,
        entries: &LedgerFiguresFilter,
        tally: Tally,
    ) -> LedgerRatesRow {
        let behind = entries.query();
        let figure = |value: i64, filter: &str| {
            let separator = if filter.is_empty() { "" } else { "&" };
            Figure::new(value, format!("/ledger-entries?{behind}{separator}{filter}"))
        };
        let count = |value: i64, measure: Measure| figure(value, measure.filter());
        let all = count(tally.registered, Measure::Registered);
        let closed = count(tally.closed, Measure::Closed);
        let satisfied = if self.basically_counts {
            figure(tally.satisfied + tally.basically, SATISFIED_OR_BASICALLY)
        } else {
            count(tally.satisfied, Measure::Satisfied)
        };
        LedgerRatesRow {
            key: key.to_owned(),
            name,
            depth,
            response_in_time: Rate::new(count(tally.in_time, Measure::InTime), count(tally.owed, Measure::Owed)),
            completion: Rate::new(closed.clone(), all.clone()),
            resolution: Rate::new(count(tally.resolved, Measure::Resolved), closed.clone()),
            satisfaction: Rate::new(satisfied, count(tally.heard, Measure::Heard)),
            reopening: Rate::new(count(tally.reopened, Measure::Reopened), closed),
            returning: Rate::new(count(tally.returned, Measure::Returned), all.clone()),
            registered: all,
        }
    }
}

impl LedgerFiguresFilter {
    /// As the query string of the list of entries.
    fn query(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            parts.extend(value.map(|value| format!("{name}={value}")));
        };
        add("unit_id", self.unit_id.map(|id| id.to_string()));
        add("category_id", self.category_id.map(|id| id.to_string()));
        let channels = self.channel.as_ref().map(|channels| {
            let names: Vec<_> = channels.0.iter().map(ActiveEnum::to_value).collect();
            names.join(",")
        });
        add("channel", channels);
        add("registered_at[gte]", self.registered_from.map(|day| day.to_string()));
        add("registered_at[lte]", self.registered_until.map(|day| day.to_string()));
        parts.join("&")
    }
}

impl From<&LedgerFiguresFilter> for LedgerFilter {
    fn from(entries: &LedgerFiguresFilter) -> Self {
        Self {
            unit_id: entries.unit_id,
            category_id: entries.category_id,
            channel: entries.channel.clone(),
            registered_from: entries.registered_from,
            registered_until: entries.registered_until,
            ..Self::default()
        }
    }
}

fn column(column: Column) -> SimpleExpr {
    Expr::col((ledger_entry::Entity, column))
}

/// A group and its counts, in the order of [`Tally`].
type Counts<K> = (K, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);

/// The tally of every group. The group is named once, in the select: its values are parameters of the statement.
async fn counted<K: TryGetable>(
    db: &impl ConnectionTrait,
    select: Select<ledger_entry::Entity>,
    group: SimpleExpr,
    now: DateTime<Utc>,
) -> Result<Vec<(K, Tally)>> {
    let count =
        |measure: Measure| -> SimpleExpr { Expr::expr(CaseStatement::new().case(measure.condition(now), 1)).count() };
    let rows: Vec<Counts<K>> = select
        .select_only()
        .expr_as(group, "grouped_by")
        .column_as(Column::Id.count(), "registered")
        .expr_as(count(Measure::Closed), "closed")
        .expr_as(count(Measure::Resolved), "resolved")
        .expr_as(count(Measure::InTime), "in_time")
        .expr_as(count(Measure::Owed), "owed")
        .expr_as(count(Measure::Heard), "heard")
        .expr_as(count(Measure::Satisfied), "satisfied")
        .expr_as(count(Measure::Basically), "basically")
        .expr_as(count(Measure::Reopened), "reopened")
        .expr_as(count(Measure::Returned), "returned")
        .group_by(Expr::col(Alias::new("grouped_by")))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(group, registered, closed, resolved, in_time, owed, heard, satisfied, basically, reopened, returned)| {
                let tally = Tally {
                    registered,
                    closed,
                    resolved,
                    in_time,
                    owed,
                    heard,
                    satisfied,
                    basically,
                    reopened,
                    returned,
                };
                (group, tally)
            },
        )
        .collect())
}
