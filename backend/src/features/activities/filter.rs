//! By what activities are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        activity::{self, ActivityKind, ActivityStatus, Tags},
        activity_details::ActivityDetails,
        class, household,
        ids::{AccountId, ActivityId, ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        org_unit::{self, OrgUnitKind},
        person,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, SearchText, Sort, SortKey},
    },
};

/// Filters of the list of activities.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivityFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ActivitySort>::schema)]
    pub sort: Option<Sort<ActivitySort>>,
    /// Records of one of these kinds.
    #[param(value_type = Vec<ActivityKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<ActivityKind>>,
    /// Records in one of these states.
    #[param(value_type = Vec<ActivityStatus>, required = false, style = Form, explode = false)]
    pub status: Option<CommaList<ActivityStatus>>,
    /// Where it happened: this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Who took part, as main actor or companion.
    pub person_id: Option<PersonId>,
    /// The household visited.
    pub household_id: Option<HouseholdId>,
    /// A pupil it is about.
    pub student_id: Option<StudentId>,
    /// The class observed.
    pub class_id: Option<ClassId>,
    /// The teacher observed.
    pub observed_person_id: Option<PersonId>,
    /// From this day on.
    #[serde(rename = "happened_on[gte]")]
    pub happened_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "happened_on[lte]")]
    pub happened_until: Option<NaiveDate>,
    /// What was agreed until this day and is not done yet.
    #[serde(rename = "follow_up_on[lte]")]
    pub follow_up_until: Option<NaiveDate>,
    /// `true`: those that wait for my confirmation.
    pub waiting_for_me: Option<bool>,
    /// `true`: those I took part in or recorded.
    pub mine: Option<bool>,
    /// `true`: those that count for duties; `false`: the others.
    pub counted: Option<bool>,
    /// `true`: observations that were discussed (已议课); `false`: everything else.
    pub discussed: Option<bool>,
    /// Where it happened: in units of these kinds.
    #[param(value_type = Vec<OrgUnitKind>, required = false, style = Form, explode = false)]
    pub unit_kind: Option<CommaList<OrgUnitKind>>,
    /// Text, names: two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "午饭")]
    pub q: Option<SearchText>,
}

/// Columns by which activities can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivitySort {
    HappenedOn,
    RecordedAt,
}

impl SortKey for ActivitySort {
    const ALL: &'static [(&'static str, Self)] =
        &[("happened_on", Self::HappenedOn), ("recorded_at", Self::RecordedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ActivityFilter {
    type Sort = ActivitySort;

    fn sort(&self) -> Option<Sort<ActivitySort>> {
        self.sort
    }
}

/// Filters of a diary: the list of one person's activities by date.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiaryFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ActivitySort>::schema)]
    pub sort: Option<Sort<ActivitySort>>,
    /// From this day on.
    #[serde(rename = "happened_on[gte]")]
    pub happened_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "happened_on[lte]")]
    pub happened_until: Option<NaiveDate>,
    /// Text, names: two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "午饭")]
    pub q: Option<SearchText>,
}

impl Listed for DiaryFilter {
    type Sort = ActivitySort;

    fn sort(&self) -> Option<Sort<ActivitySort>> {
        self.sort
    }
}

/// A row of `activities` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "activity::Entity")]
pub struct Row {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub status: ActivityStatus,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, activity::Column::UnitId)"
    )]
    pub unit_name: String,
    pub happened_on: NaiveDate,
    pub started_at: Option<NaiveTime>,
    pub ended_at: Option<NaiveTime>,
    pub person_id: PersonId,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, activity::Column::PersonId)"
    )]
    pub person_name: String,
    pub class_id: Option<ClassId>,
    #[sea_orm(from_expr = "named(class::Entity, class::Column::Name, class::Column::Id, activity::Column::ClassId)")]
    pub class_name: Option<String>,
    pub observed_person_id: Option<PersonId>,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, activity::Column::ObservedPersonId)"
    )]
    pub observed_person_name: Option<String>,
    pub household_id: Option<HouseholdId>,
    #[sea_orm(
        from_expr = "named(household::Entity, household::Column::Label, household::Column::Id, activity::Column::HouseholdId)"
    )]
    pub household_label: Option<String>,
    pub text: String,
    pub follow_up: Option<String>,
    pub follow_up_on: Option<NaiveDate>,
    pub followed_up_at: Option<DateTime<Utc>>,
    pub tags: Tags,
    pub details: ActivityDetails,
    pub confirmer_person_id: Option<PersonId>,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, activity::Column::ConfirmerPersonId)"
    )]
    pub confirmer_name: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub status_reason: Option<String>,
    pub recorded_by: AccountId,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, activity::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::PersonId, account::Column::Id, activity::Column::RecordedBy)"
    )]
    pub recorded_by_person_id: Option<PersonId>,
    pub recorded_at: DateTime<Utc>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<ActivitySort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ActivitySort) -> sea_orm::Value {
        match sort {
            ActivitySort::HappenedOn => self.happened_on.into(),
            ActivitySort::RecordedAt => self.recorded_at.into(),
        }
    }
}
