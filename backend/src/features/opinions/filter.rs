//! By what opinion items are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        ids::{LedgerEntryId, OpinionItemId, OrgUnitId, PersonId},
        opinion_item::{self, OpinionLevel, OpinionState},
        org_unit, person,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of opinion items.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpinionFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<OpinionSort>::schema)]
    pub sort: Option<Sort<OpinionSort>>,
    /// Items in one of these states.
    #[param(value_type = Vec<OpinionState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<OpinionState>>,
    /// Items of one of these levels.
    #[param(value_type = Vec<OpinionLevel>, required = false, style = Form, explode = false)]
    pub level: Option<CommaList<OpinionLevel>>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Items that this person answers.
    pub responder_id: Option<PersonId>,
    /// The item of which this ledger entry was made.
    pub ledger_entry_id: Option<LedgerEntryId>,
    /// Only open ones past their time, or only the others.
    pub overdue: Option<bool>,
    /// Only those that wait for the caller, or only the others.
    pub my_turn: Option<bool>,
}

/// Columns by which opinion items can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpinionSort {
    SeenAt,
    DueAt,
}

impl SortKey for OpinionSort {
    const ALL: &'static [(&'static str, Self)] = &[("seen_at", Self::SeenAt), ("due_at", Self::DueAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for OpinionFilter {
    type Sort = OpinionSort;

    fn sort(&self) -> Option<Sort<OpinionSort>> {
        self.sort
    }
}

/// A row of `opinion_items` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "opinion_item::Entity")]
pub struct Row {
    pub id: OpinionItemId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, opinion_item::Column::UnitId)"
    )]
    pub unit_name: String,
    pub source: String,
    pub link: Option<String>,
    pub seen_at: DateTime<Utc>,
    pub summary: String,
    pub level: OpinionLevel,
    pub due_at: DateTime<Utc>,
    pub responder_id: Option<PersonId>,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, opinion_item::Column::ResponderId)"
    )]
    pub responder_name: Option<String>,
    pub state: OpinionState,
    pub reply: Option<String>,
    pub replied_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub ledger_entry_id: Option<LedgerEntryId>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, opinion_item::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<OpinionSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: OpinionSort) -> sea_orm::Value {
        match sort {
            OpinionSort::SeenAt => self.seen_at.into(),
            OpinionSort::DueAt => self.due_at.into(),
        }
    }
}
