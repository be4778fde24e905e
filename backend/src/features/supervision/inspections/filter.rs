//! By what inspections are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        ids::{InspectionId, OrgUnitId},
        inspection::{self, InspectionItems, InspectionKind, InspectionLevel, InspectionState},
        org_unit,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of inspections.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InspectionFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<InspectionSort>::schema)]
    pub sort: Option<Sort<InspectionSort>>,
    /// Inspections in one of these states.
    #[param(value_type = Vec<InspectionState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<InspectionState>>,
    /// Inspections ordered at one of these levels.
    #[param(value_type = Vec<InspectionLevel>, required = false, style = Form, explode = false)]
    pub level: Option<CommaList<InspectionLevel>>,
    /// Comprehensive inspections (综合督查), or special ones (专项督查).
    pub kind: Option<InspectionKind>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Beginning on this day or later.
    #[serde(rename = "begins_on[gte]")]
    pub begins_from: Option<NaiveDate>,
    /// Beginning up to this day.
    #[serde(rename = "begins_on[lte]")]
    pub begins_until: Option<NaiveDate>,
}

/// Columns by which inspections can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InspectionSort {
    BeginsOn,
}

impl SortKey for InspectionSort {
    const ALL: &'static [(&'static str, Self)] = &[("begins_on", Self::BeginsOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for InspectionFilter {
    type Sort = InspectionSort;

    fn sort(&self) -> Option<Sort<InspectionSort>> {
        self.sort
    }
}

/// A row of `inspections` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "inspection::Entity")]
pub struct Row {
    pub id: InspectionId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, inspection::Column::UnitId)"
    )]
    pub unit_name: String,
    pub title: String,
    pub list_number: Option<String>,
    pub level: InspectionLevel,
    pub kind: InspectionKind,
    pub body: String,
    pub notice_on: Option<NaiveDate>,
    pub begins_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub items: InspectionItems,
    pub state: InspectionState,
    pub conclusion: Option<String>,
    pub cancel_reason: Option<String>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, inspection::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<InspectionSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: InspectionSort) -> sea_orm::Value {
        match sort {
            InspectionSort::BeginsOn => self.begins_on.into(),
        }
    }
}
