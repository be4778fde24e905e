//! Lists: one way to page, sort and filter, for every list there is.

use std::{
    fmt,
    future::{Ready, ready},
    str::FromStr,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use aws_lc_rs::digest;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Value,
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use uuid::Uuid;
use validator::Validate;

use super::{
    Paged,
    cursor::{Cursor, Edge},
    query,
};
use crate::error::{Error, Result};

const DEFAULT_LIMIT: u64 = 50;
const MAX_LIMIT: u64 = 200;
/// Beyond this a total is not counted exactly.
pub const TOTAL_CAP: u64 = 10_000;

/// A column that a list can be sorted by. It must never be null: rows would be lost between pages.
pub trait SortKey: Copy + PartialEq + 'static {
    /// Every name with its column, the default first.
    const ALL: &'static [(&'static str, Self)];
    /// Whether the default sort is descending.
    const NEWEST_FIRST: bool;
}

/// What a list can be filtered and sorted by.
pub trait Listed: DeserializeOwned + Validate + 'static {
    type Sort: SortKey;

    /// The order that was asked for.
    fn sort(&self) -> Option<Sort<Self::Sort>>;
}

/// A row of a page: where it stands in a sort.
pub trait Positioned<S> {
    fn id(&self) -> Uuid;
    fn position(&self, sort: S) -> Value;
}

/// The parameters that every list takes.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// Rows of a page, 1 to 200 (default 50).
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200, example = 50)]
    pub limit: Option<u64>,
    /// `next` or `prev` of an earlier answer, with the same filters and sort.
    pub cursor: Option<String>,
    /// Also count all rows that match: exact up to 10 000.
    pub include_total: Option<bool>,
}

/// The query string of a list: [`PageParams`], `sort`, and the list's own filters `F`.
#[derive(Debug)]
pub struct ListQuery<F: Listed> {
    pub filter: F,
    pub page: Page<F::Sort>,
}

/// Which page, in which order.
#[derive(Debug, Clone)]
pub struct Page<S> {
    limit: u64,
    cursor: Option<Cursor>,
    include_total: bool,
    sort: Sort<S>,
    fingerprint: String,
}

/// `sort=` of a list: a column name, with `-` in front for descending.
#[derive(Debug, Clone, Copy)]
pub struct Sort<S> {
    key: S,
    descending: bool,
}

impl<S: SortKey> Sort<S> {
    /// The closed list of names, for the API document.
    pub fn schema() -> RefOr<Schema> {
        let names = S::ALL
            .iter()
            .flat_map(|(name, _)| [(*name).to_owned(), format!("-{name}")]);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(names))
            .into()
    }
}

impl<S: SortKey> Default for Sort<S> {
    fn default() -> Self {
        Self {
            key: S::ALL[0].1,
            descending: S::NEWEST_FIRST,
        }
    }
}

impl<'de, S: SortKey> Deserialize<'de> for Sort<S> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = String::deserialize(deserializer)?;
        let (name, descending) = wanted
            .strip_prefix('-')
            .map_or((wanted.as_str(), false), |name| (name, true));
        let found = S::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, key)| Self { key: *key, descending }).ok_or_else(|| {
            let known = S::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            serde::de::Error::custom(format!("可用的排序 / known: {known}; “-” 为降序 / for descending"))
        })
    }
}

impl<F: Listed> FromRequest for ListQuery<F> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.path(), request.query_string()))
    }
}

impl<F: Listed> ListQuery<F> {
    /// Reads the query string of a list outside a request, for work that goes through all its pages.
    pub fn from_query_string(query_string: &str) -> Result<Self> {
        read("", query_string)
    }
}

fn read<F: Listed>(path: &str, query_string: &str) -> Result<ListQuery<F>> {
    let (paging, mut rest): (Vec<_>, Vec<_>) = query::pairs(query_string)
        .into_iter()
        .partition(|(name, _)| matches!(name.as_str(), "limit" | "cursor" | "include_total"));
    rest.sort();
    let fingerprint = fingerprint(path, &rest);
    let filter: F = query::parse(rest).map_err(|error| match error {
        Error::UnknownParameter { name, mut known } => {
            known.extend(["limit", "cursor", "include_total"].map(str::to_owned));
            Error::UnknownParameter { name, known }
        }
        other => other,
    })?;
    let params: PageParams = query::parse(paging)?;
    let cursor = params
        .cursor
        .map(|cursor| Cursor::decode(&cursor, &fingerprint))
        .transpose()?;
    let page = Page {
        limit: params.limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT),
        cursor,
        include_total: params.include_total.unwrap_or(false),
        sort: filter.sort().unwrap_or_default(),
        fingerprint,
    };
    Ok(ListQuery { filter, page })
}

/// Ties a cursor to its list, filters and sort.
fn fingerprint(path: &str, parameters: &[(String, String)]) -> String {
    let mut all = path.to_owned();
    for (name, value) in parameters {
        all.extend(["\0", name, "\0", value]);
    }
    BASE64_URL_SAFE_NO_PAD.encode(&digest::digest(&digest::SHA256, all.as_bytes()).as_ref()[..9])
}

impl<S: SortKey> Page<S> {
    /// Reads the page of `select` that was asked for, with only the columns that `R` shows.
    ///
    /// `column` says which column a sort key means; `id` breaks ties.
    pub async fn fetch<E, R>(
        &self,
        db: &impl ConnectionTrait,
        select: Select<E>,
        column: impl Fn(S) -> E::Column,
        id: E::Column,
    ) -> Result<Paged<R>>
    where
        E: EntityTrait,
        E::Model: Sync,
        R: FromQueryResult + sea_orm::PartialModelTrait + Positioned<S> + Send + Sync,
    {
        let total = if self.include_total {
            Some(count(db, select.clone(), id).await?)
        } else {
            None
        };
        let backward = self.cursor.as_ref().is_some_and(|cursor| cursor.backward);
        let column = column(self.sort.key);
        let order = if self.sort.descending == backward {
            Order::Asc
        } else {
            Order::Desc
        };
        let beyond = self.cursor.as_ref().map(|cursor| cursor.beyond(column, id, &order));
        let cut = |select: Select<E>| {
            let sorted = select.order_by(column, order.clone());
            sorted.order_by(id, order.clone()).limit(self.limit + 1)
        };
        let matching = select.filter(Condition::all().add_option(beyond));
        let page = if E::PrimaryKey::iter().count() == 1 {
            // Only ids are sorted and cut to the page: SQLite would look up the names of every row that matches.
            let ids = cut(matching.select_only().column(id)).into_query();
            cut(E::find().filter(id.in_subquery(ids)))
        } else {
            cut(matching)
        };
        let mut rows: Vec<R> = page.into_partial_model::<R>().all(db).await?;
        if backward {
            rows.reverse();
        }
        let more = rows.len() as u64 > self.limit;
        if more && backward {
            rows.remove(0);
        } else if more {
            rows.pop();
        }
        let earlier = if backward { more } else { self.cursor.is_some() };
        let later = backward || more;
        let prev = rows
            .first()
            .filter(|_| earlier)
            .map(|row| self.edge(row, true))
            .transpose()?;
        let next = rows
            .last()
            .filter(|_| later)
            .map(|row| self.edge(row, false))
            .transpose()?;
        let total_is_capped = total.map(|total| total > TOTAL_CAP);
        Ok(Paged {
            items: rows,
            next,
            prev,
            total: total.map(|total| total.min(TOTAL_CAP)),
            total_is_capped,
        })
    }

    fn edge(&self, row: &impl Positioned<S>, backward: bool) -> Result<String> {
        let at = Edge::from_value(row.position(self.sort.key))?;
        Cursor {
            at,
            id: row.id(),
            backward,
            query: self.fingerprint.clone(),
        }
        .encode()
    }
}

async fn count<E: EntityTrait>(db: &impl ConnectionTrait, select: Select<E>, id: E::Column) -> Result<u64>
where
    E::Model: Sync,
{
    Ok(select
        .select_only()
        .column(id)
        .limit(TOTAL_CAP + 1)
        .into_tuple::<Uuid>()
        .count(db)
        .await?)
}

/// Several values of one parameter, separated by commas: `state=routed,in_progress`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommaList<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for CommaList<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = |item: &str| T::deserialize(serde::de::value::StrDeserializer::<D::Error>::new(item.trim()));
        text.split(',').map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// A search text of a list (`q`): two characters or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText(pub String);

impl FromStr for SearchText {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.chars().count() < 2 {
            Err("至少两个字符 / two characters at least")
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl<'de> Deserialize<'de> for SearchText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for SearchText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(2))
            .into()
    }
}

impl ToSchema for SearchText {}

impl fmt::Display for SearchText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
