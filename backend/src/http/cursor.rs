//! Cursors: where a page of a list begins or ends, as a text that only this list understands.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sea_orm::{ColumnTrait, Condition, Order, sea_query::Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Where a page begins or ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cursor {
    /// Sort value of the row at the edge.
    pub at: Edge,
    pub id: Uuid,
    pub backward: bool,
    pub query: String,
}

/// A sort value on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Edge {
    Text(String),
    Number(i64),
    Date(chrono::NaiveDate),
    Instant(chrono::DateTime<chrono::Utc>),
    Id(Uuid),
}

impl Edge {
    pub fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::String(Some(text)) => Ok(Self::Text(text)),
            Value::SmallInt(Some(number)) => Ok(Self::Number(number.into())),
            Value::Int(Some(number)) => Ok(Self::Number(number.into())),
            Value::BigInt(Some(number)) => Ok(Self::Number(number)),
            Value::ChronoDate(Some(date)) => Ok(Self::Date(date)),
            Value::ChronoDateTimeUtc(Some(instant)) => Ok(Self::Instant(instant)),
            Value::Uuid(Some(id)) => Ok(Self::Id(id)),
            other => Err(Error::Internal(format!("a list cannot be sorted by {other:?}"))),
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.into(),
            Self::Date(date) => date.into(),
            Self::Instant(instant) => instant.into(),
            Self::Id(id) => id.into(),
        }
    }
}

impl Cursor {
    pub fn decode(encoded: &str, query: &str) -> Result<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| Error::InvalidCursor)?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(|_| Error::InvalidCursor)?;
        if cursor.query == query {
            Ok(cursor)
        } else {
            Err(Error::InvalidCursor)
        }
    }

    pub fn encode(&self) -> Result<String> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    /// That a row comes after this one in the order in which the page is read.
    pub fn beyond<C: ColumnTrait>(&self, column: C, id: C, order: &Order) -> Condition {
        let at = self.at.clone().into_value();
        let (past, tied) = match order {
            Order::Desc => (column.lt(at.clone()), id.lt(self.id)),
            _ => (column.gt(at.clone()), id.gt(self.id)),
        };
        Condition::any()
            .add(past)
            .add(Condition::all().add(column.eq(at)).add(tied))
    }
}
