//! By what the things handed in are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account, duty,
        ids::{AccountId, ActivityId, DutyId, OrgUnitId, PersonId, StudyCompletionId, StudyItemId},
        org_unit, person,
        study_completion::{self, CompletionState},
        study_item::{self, StudyTheme},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of what was handed in.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StudyCompletionFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<StudyCompletionSort>::schema)]
    pub sort: Option<Sort<StudyCompletionSort>>,
    /// What is in one of these states.
    #[param(value_type = Vec<CompletionState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<CompletionState>>,
    /// What people handed in who then belonged to this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// What was handed in by this person, or for him.
    pub person_id: Option<PersonId>,
    /// For this study item.
    pub study_item_id: Option<StudyItemId>,
    /// For this duty (五个一).
    pub duty_id: Option<DutyId>,
    /// Only deliverables of duties (五个一), or only study items.
    pub deliverable: Option<bool>,
    /// Only what is the caller's own, or what is not.
    pub mine: Option<bool>,
    /// Only what the caller can accept or return now.
    pub waiting_for_me: Option<bool>,
}

/// Columns by which things handed in can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyCompletionSort {
    HandedInAt,
    HappenedOn,
}

impl SortKey for StudyCompletionSort {
    const ALL: &'static [(&'static str, Self)] =
        &[("handed_in_at", Self::HandedInAt), ("happened_on", Self::HappenedOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for StudyCompletionFilter {
    type Sort = StudyCompletionSort;

    fn sort(&self) -> Option<Sort<StudyCompletionSort>> {
        self.sort
    }
}

/// A row of `study_completions` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "study_completion::Entity")]
pub struct Row {
    pub id: StudyCompletionId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, study_completion::Column::UnitId)"
    )]
    pub unit_name: String,
    pub person_id: PersonId,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, study_completion::Column::PersonId)"
    )]
    pub person_name: String,
    pub study_item_id: Option<StudyItemId>,
    #[sea_orm(
        from_expr = "named(study_item::Entity, study_item::Column::Theme, study_item::Column::Id, study_completion::Column::StudyItemId)"
    )]
    pub theme: Option<StudyTheme>,
    pub duty_id: Option<DutyId>,
    #[sea_orm(
        from_expr = "named(duty::Entity, duty::Column::Title, duty::Column::Id, study_completion::Column::DutyId)"
    )]
    pub duty_title: Option<String>,
    pub state: CompletionState,
    pub happened_on: NaiveDate,
    pub title: String,
    pub text: Option<String>,
    pub activity_id: Option<ActivityId>,
    pub return_reason: Option<String>,
    pub handed_in_by: AccountId,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, study_completion::Column::HandedInBy)"
    )]
    pub handed_in_by_name: String,
    pub handed_in_at: DateTime<Utc>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, study_completion::Column::ReviewedBy)"
    )]
    pub reviewed_by_name: Option<String>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<StudyCompletionSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: StudyCompletionSort) -> sea_orm::Value {
        match sort {
            StudyCompletionSort::HandedInAt => self.handed_in_at.into(),
            StudyCompletionSort::HappenedOn => self.happened_on.into(),
        }
    }
}
