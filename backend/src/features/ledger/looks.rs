//! Who looked at who raised a concern, and why (查看反映人记录): for the office, beside the audit log.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DerivePartialModel, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect,
    QueryTrait,
    sea_query::{ExprTrait, SimpleExpr, SubQueryStatement},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{clock::start_of, queries};
use crate::{
    auth::Actor,
    entities::{
        ids::{LedgerEntryId, LedgerEventId},
        ledger_entry,
        ledger_event::{self, Column, LedgerMove},
    },
    error::Result,
    http::{
        ListQuery, Listed, Paged,
        list::{Positioned, Sort, SortKey},
    },
};

/// A look at who raised a concern.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_event::Entity")]
pub struct IdentityLook {
    pub id: LedgerEventId,
    pub at: DateTime<Utc>,
    /// Who looked; the name as it was on that day.
    #[sea_orm(from_col = "actor_name")]
    #[schema(example = "林秀英")]
    pub looked_by_name: String,
    /// Why.
    #[sea_orm(from_col = "note")]
    #[schema(required, example = "电话回访")]
    pub reason: Option<String>,
    pub entry_id: LedgerEntryId,
    #[sea_orm(from_expr = "of_entry(ledger_entry::Column::Number)")]
    #[schema(example = "ZL-2026-0001")]
    pub entry_number: String,
    #[sea_orm(from_expr = "of_entry(ledger_entry::Column::Title)")]
    #[schema(example = "午餐送到教学点时已经不热了")]
    pub entry_title: String,
}

fn of_entry(column: ledger_entry::Column) -> SimpleExpr {
    let named = ledger_entry::Entity::find()
        .select_only()
        .column(column)
        .filter(
            ledger_entry::Column::Id
                .into_simple_expr()
                .eq(Column::EntryId.into_simple_expr()),
        )
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(named)))
}

/// Filters of the list of looks.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IdentityLookFilter {
    /// Order of the rows; default `-at`.
    #[param(schema_with = Sort::<IdentityLookSort>::schema)]
    pub sort: Option<Sort<IdentityLookSort>>,
    /// Looks at this entry.
    pub entry_id: Option<LedgerEntryId>,
    /// On or after this day.
    #[serde(rename = "at[gte]")]
    pub from: Option<NaiveDate>,
    /// On or before this day.
    #[serde(rename = "at[lte]")]
    pub until: Option<NaiveDate>,
}

/// Columns by which looks can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityLookSort {
    At,
}

impl SortKey for IdentityLookSort {
    const ALL: &'static [(&'static str, Self)] = &[("at", Self::At)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for IdentityLookFilter {
    type Sort = IdentityLookSort;

    fn sort(&self) -> Option<Sort<IdentityLookSort>> {
        self.sort
    }
}

impl Positioned<IdentityLookSort> for IdentityLook {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: IdentityLookSort) -> sea_orm::Value {
        match sort {
            IdentityLookSort::At => self.at.into(),
        }
    }
}

/// The looks at entries the caller may see.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<IdentityLookFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<IdentityLook>> {
    let IdentityLookFilter {
        sort: _,
        entry_id,
        from,
        until,
    } = query.filter;
    let seen = queries::visible_to(actor, now)
        .select_only()
        .column(ledger_entry::Column::Id)
        .into_query();
    let wanted = Condition::all()
        .add(Column::Move.eq(LedgerMove::ReadIdentity))
        .add(Column::EntryId.in_subquery(seen))
        .add_option(entry_id.map(|id| Column::EntryId.eq(id)))
        .add_option(from.map(|day| Column::At.gte(start_of(day))))
        .add_option(until.map(|day| Column::At.lt(queries::end_of(day))));
    let column = |sort| match sort {
        IdentityLookSort::At => Column::At,
    };
    let select = ledger_event::Entity::find().filter(wanted);
    query.page.fetch(db, select, column, Column::Id).await
}
