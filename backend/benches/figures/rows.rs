//! Rows of any statement as values that are written as JSON, for the limit.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::sqlx::{self, Column, Row, TypeInfo, ValueRef, postgres::PgRow, sqlite::SqliteRow};
use serde::{Serialize, Serializer, ser::SerializeMap};
use uuid::Uuid;

/// The rows of one statement.
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cell {
    Nothing,
    Flag(bool),
    Number(i64),
    Text(String),
    Id(Uuid),
    Bytes(usize),
    Instant(DateTime<Utc>),
    Day(NaiveDate),
    Time(NaiveTime),
    Json(serde_json::Value),
}

impl Table {
    pub fn from_sqlite(rows: &[SqliteRow]) -> sqlx::Result<Self> {
        Self::of(rows, sqlite_cell)
    }

    pub fn from_postgres(rows: &[PgRow]) -> sqlx::Result<Self> {
        Self::of(rows, postgres_cell)
    }

    fn of<R: Row>(rows: &[R], cell: impl Fn(&R, usize, &str) -> sqlx::Result<Cell>) -> sqlx::Result<Self> {
        let columns = rows.first().map(Row::columns).unwrap_or_default();
        let columns: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
        let read = |row: &R| {
            columns
                .iter()
                .enumerate()
                .map(|(at, name)| cell(row, at, name))
                .collect()
        };
        let rows = rows.iter().map(read).collect::<sqlx::Result<_>>()?;
        Ok(Self { columns, rows })
    }
}

/// SQLite keeps identifiers as blobs, and days and instants as text: the schema's names tell them apart.
fn sqlite_cell(row: &SqliteRow, at: usize, name: &str) -> sqlx::Result<Cell> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Cell::Nothing);
    }
    Ok(match value.type_info().name() {
        "INTEGER" => Cell::Number(row.try_get(at)?),
        "BLOB" => bytes(row.try_get(at)?),
        _ if name.ends_with("_at") => Cell::Instant(row.try_get(at)?),
        _ if name.ends_with("_on") || name.starts_with("effective_") => Cell::Day(row.try_get(at)?),
        _ => Cell::Text(row.try_get(at)?),
    })
}

fn postgres_cell(row: &PgRow, at: usize, _: &str) -> sqlx::Result<Cell> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Cell::Nothing);
    }
    Ok(match value.type_info().name() {
        "BOOL" => Cell::Flag(row.try_get(at)?),
        "INT2" => Cell::Number(row.try_get::<i16, _>(at)?.into()),
        "INT4" => Cell::Number(row.try_get::<i32, _>(at)?.into()),
        "INT8" => Cell::Number(row.try_get(at)?),
        "UUID" => Cell::Id(row.try_get(at)?),
        "BYTEA" => bytes(row.try_get(at)?),
        "TIMESTAMPTZ" => Cell::Instant(row.try_get(at)?),
        "DATE" => Cell::Day(row.try_get(at)?),
        "TIME" => Cell::Time(row.try_get(at)?),
        "JSON" | "JSONB" => Cell::Json(row.try_get(at)?),
        _ => Cell::Text(row.try_get(at)?),
    })
}

/// An identifier, or what no answer shows.
fn bytes(value: Vec<u8>) -> Cell {
    let length = value.len();
    value
        .try_into()
        .map_or(Cell::Bytes(length), |id| Cell::Id(Uuid::from_bytes(id)))
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|cells| Named {
            columns: &self.columns,
            cells,
        }))
    }
}

struct Named<'a> {
    columns: &'a [String],
    cells: &'a [Cell],
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}
