//! A collection as rows with the standard's own field names, so that its filters, orders and pages are the database's.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, FromQueryResult, TryGetable,
    sea_query::{Alias, Condition as Matching, Expr, ExprTrait, LikeExpr, Order, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{
    filter::{Condition, Filter, Logic, Operator},
    query::Asked,
    refusal::Refusal,
};
use crate::error::Error;

/// A field that a collection can be filtered and sorted by.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
}

/// What a field holds, and so what it can be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Id,
    Text,
    Instant,
    Day,
    /// Stored as the last day; the standard counts to the first day after it.
    LastDay,
}

pub const ID: Field = Field {
    name: "sourcedId",
    kind: Kind::Id,
};
pub const STATUS: Field = Field {
    name: "status",
    kind: Kind::Text,
};
pub const CHANGED: Field = Field {
    name: "dateLastModified",
    kind: Kind::Instant,
};

pub const fn text(name: &'static str) -> Field {
    Field { name, kind: Kind::Text }
}

pub const fn id(name: &'static str) -> Field {
    Field { name, kind: Kind::Id }
}

/// The rows of a collection that the caller may see. Each has `kind` (its table), `sourcedId` and the fields.
#[derive(Debug, Clone)]
pub struct Source {
    rows: SelectStatement,
    fields: &'static [Field],
    only: Vec<SimpleExpr>,
}

/// Which record of which table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key<Id = Uuid> {
    pub kind: String,
    pub id: Id,
}

impl<Id: TryGetable> FromQueryResult for Key<Id> {
    fn from_query_result(row: &sea_orm::QueryResult, _: &str) -> Result<Self, sea_orm::DbErr> {
        Ok(Self {
            kind: row.try_get("", "kind")?,
            id: row.try_get("", ID.name)?,
        })
    }
}

/// The value of a field of the rows.
pub fn column(name: &'static str) -> SimpleExpr {
    Expr::col(Alias::new(name))
}

impl Source {
    pub fn new(rows: SelectStatement, fields: &'static [Field]) -> Self {
        Self {
            rows,
            fields,
            only: Vec::new(),
        }
    }

    /// The same rows as far as they meet a condition on their fields.
    #[must_use]
    pub fn only(mut self, condition: SimpleExpr) -> Self {
        self.only.push(condition);
        self
    }

    /// The records of the page that was asked for, and how many match in all.
    pub async fn page<Id: TryGetable>(
        &self,
        db: &impl ConnectionTrait,
        asked: &Asked,
    ) -> Result<(Vec<Key<Id>>, u64), Refusal> {
        let matching = match &asked.filter {
            Some(filter) => self.matching(filter)?,
            None => Matching::all(),
        };
        let direction = if asked.descending { Order::Desc } else { Order::Asc };
        let mut select = self.select(matching.clone());
        select.column(Alias::new("kind")).column(Alias::new(ID.name));
        if let Some(sort) = &asked.sort {
            let field = self.field(sort).ok_or_else(|| Refusal::Selection(self.unknown(sort)))?;
            select.order_by(Alias::new(field.name), direction.clone());
        }
        select
            .order_by(Alias::new(ID.name), direction)
            .limit(asked.limit)
            .offset(asked.offset);
        let backend = db.get_database_backend();
        let keys = Key::find_by_statement(backend.build(&select)).all(db).await?;
        let mut count = self.select(matching);
        count.expr_as(column(ID.name).count(), Alias::new("total"));
        let total: Option<i64> = match db.query_one(&count).await? {
            Some(row) => row.try_get("", "total")?,
            None => None,
        };
        Ok((keys, total.unwrap_or(0).unsigned_abs()))
    }

    /// One record, when the caller may see it.
    pub async fn one<Id: TryGetable>(
        &self,
        db: &impl ConnectionTrait,
        condition: SimpleExpr,
    ) -> Result<Option<Key<Id>>, Refusal> {
        let mut select = self.select(Matching::all().add(condition));
        select.column(Alias::new("kind")).column(Alias::new(ID.name)).limit(1);
        let statement = db.get_database_backend().build(&select);
        Ok(Key::find_by_statement(statement).one(db).await?)
    }

    fn select(&self, matching: Matching) -> SelectStatement {
        let mut select = Query::select();
        select
            .from_subquery(self.rows.clone(), Alias::new("rows"))
            .cond_where(matching);
        for condition in &self.only {
            select.and_where(condition.clone());
        }
        select
    }

    fn field(&self, name: &str) -> Option<Field> {
        self.fields.iter().copied().find(|field| field.name == name)
    }

    fn unknown(&self, name: &str) -> String {
        let known: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        format!(
            "{name} is no field to filter or sort by; there are: {}",
            known.join(", ")
        )
    }

    fn matching(&self, filter: &Filter) -> Result<Matching, Refusal> {
        let mut matching = match filter.joined_by {
            Logic::And => Matching::all(),
            Logic::Or => Matching::any(),
        };
        for condition in &filter.conditions {
            let field = self
                .field(&condition.field)
                .ok_or_else(|| Refusal::Filter(self.unknown(&condition.field)))?;
            matching = matching.add(compared(field, condition).map_err(Refusal::Filter)?);
        }
        Ok(matching)
    }
}

fn compared(field: Field, Condition { operator, value, .. }: &Condition) -> Result<SimpleExpr, String> {
    let column = column(field.name);
    let unreadable = |wanted: &str| format!("{} is compared with {wanted}, not with '{value}'", field.name);
    if *operator == Operator::Contains {
        if field.kind != Kind::Text {
            return Err(format!("{} is no text: ~ does not fit", field.name));
        }
        let escaped = value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        return Ok(column.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    let value: sea_orm::Value = match field.kind {
        Kind::Text => value.clone().into(),
        Kind::Instant => instant(value)
            .ok_or_else(|| unreadable("an instant (ISO 8601)"))?
            .into(),
        Kind::Day => day(value).ok_or_else(|| unreadable("a day (YYYY-MM-DD)"))?.into(),
        Kind::LastDay => day(value)
            .and_then(|day| day.pred_opt())
            .ok_or_else(|| unreadable("a day (YYYY-MM-DD)"))?
            .into(),
        // What is no id is nobody's.
        Kind::Id => Uuid::parse_str(value).unwrap_or_default().into(),
    };
    Ok(match operator {
        Operator::Equal => column.eq(value),
        Operator::NotEqual => column.ne(value),
        Operator::Greater => column.gt(value),
        Operator::GreaterOrEqual => column.gte(value),
        Operator::Less => column.lt(value),
        Operator::LessOrEqual | Operator::Contains => column.lte(value),
    })
}

/// An instant with its time zone; a bare day is its beginning in UTC.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.to_utc());
    }
    Some(day(text)?.and_hms_opt(0, 0, 0)?.and_utc())
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// The record of an id of the path, 404 when there is none in the caller's scope.
pub async fn found(db: &impl ConnectionTrait, source: &Source, id: &str) -> Result<Key, Refusal> {
    let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
    let key = source.one(db, column(ID.name).eq(id)).await?;
    key.ok_or(Refusal::Other(Error::NotFound))
}
