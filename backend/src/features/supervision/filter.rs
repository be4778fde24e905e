//! By what findings are listed: the filters, the order, and the columns read for a row.

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
        finding::{self, FindingSource, FindingState},
        ids::{AccountId, FindingId, InspectionId, OrgUnitId, PersonId},
        inspection, org_unit, person,
        study_item::StudyTheme,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of findings.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FindingFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<FindingSort>::schema)]
    pub sort: Option<Sort<FindingSort>>,
    /// Findings in one of these states.
    #[param(value_type = Vec<FindingState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<FindingState>>,
    /// Findings from one of these sources.
    #[param(value_type = Vec<FindingSource>, required = false, style = Form, explode = false)]
    pub source: Option<CommaList<FindingSource>>,
    /// Findings by this theme of study.
    pub theme: Option<StudyTheme>,
    /// Those that an inspection found.
    pub inspection_id: Option<InspectionId>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Findings that this person puts right.
    pub owner_id: Option<PersonId>,
    /// Findings that concern this person.
    pub person_id: Option<PersonId>,
    /// Due from this day on.
    #[serde(rename = "due_on[gte]")]
    pub due_from: Option<NaiveDate>,
    /// Due up to this day.
    #[serde(rename = "due_on[lte]")]
    pub due_until: Option<NaiveDate>,
    /// Found from this day on.
    #[serde(rename = "found_on[gte]")]
    pub found_from: Option<NaiveDate>,
    /// Found up to this day.
    #[serde(rename = "found_on[lte]")]
    pub found_until: Option<NaiveDate>,
    /// Only those the caller puts right, or only the others.
    pub mine: Option<bool>,
    /// Only those that are neither done nor verified and past their day, or only the others.
    pub overdue: Option<bool>,
    /// Only those that wait for the caller to verify them, or only the others.
    pub waiting_for_me: Option<bool>,
}

/// Columns by which findings can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingSort {
    DueOn,
    FoundOn,
}

impl SortKey for FindingSort {
    const ALL: &'static [(&'static str, Self)] = &[("due_on", Self::DueOn), ("found_on", Self::FoundOn)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for FindingFilter {
    type Sort = FindingSort;

    fn sort(&self) -> Option<Sort<FindingSort>> {
        self.sort
    }
}

/// A row of `findings` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "finding::Entity")]
pub struct Row {
    pub id: FindingId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, finding::Column::UnitId)"
    )]
    pub unit_name: String,
    pub source: FindingSource,
    pub inspection_id: Option<InspectionId>,
    #[sea_orm(
        from_expr = "named(inspection::Entity, inspection::Column::Title, inspection::Column::Id, finding::Column::InspectionId)"
    )]
    pub inspection_title: Option<String>,
    pub theme: Option<StudyTheme>,
    pub found_on: NaiveDate,
    pub what: String,
    pub person_id: Option<PersonId>,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, finding::Column::PersonId)"
    )]
    pub person_name: Option<String>,
    pub owner_id: PersonId,
    #[sea_orm(from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, finding::Column::OwnerId)")]
    pub owner_name: String,
    pub measure: Option<String>,
    pub due_on: NaiveDate,
    pub state: FindingState,
    pub result: Option<String>,
    pub reopenings: i32,
    pub recorded_by: AccountId,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, finding::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<FindingSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: FindingSort) -> sea_orm::Value {
        match sort {
            FindingSort::DueOn => self.due_on.into(),
            FindingSort::FoundOn => self.found_on.into(),
        }
    }
}
