//! Wire types of the register of stays.

use chrono::NaiveDate;
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        activity::{self, ActivityStatus},
        activity_details::ActivityDetails,
        ids::{AccountId, ActivityId, OrgUnitId, PersonId},
        org_unit, person,
    },
    http::{
        Figure, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A record of a stay with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "activity::Entity")]
pub struct StayRow {
    pub id: ActivityId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, activity::Column::UnitId)"
    )]
    pub unit_name: String,
    pub person_id: PersonId,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, activity::Column::PersonId)"
    )]
    pub person_name: String,
    pub happened_on: NaiveDate,
    pub status: ActivityStatus,
    pub details: ActivityDetails,
    pub recorded_by: AccountId,
    pub version: i32,
}

/// A stay at a village school (驻校蹲点): a record of this kind, as the register shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Stay {
    /// The record.
    pub activity_id: ActivityId,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub person_id: PersonId,
    pub person_name: String,
    pub happened_on: NaiveDate,
    pub status: ActivityStatus,
    /// 住校夜数.
    pub nights: i16,
    /// 用餐次数.
    pub meals: i16,
    /// 伙食费, in cents (分).
    #[schema(example = 4000)]
    pub amount_cents: i32,
    /// Meals are paid by the person himself (自付伙食费).
    pub paid: bool,
    /// 收据号.
    #[schema(required)]
    pub receipt_number: Option<String>,
    /// Whether the caller may note that it was paid.
    pub may_settle: bool,
    /// Of the record.
    pub version: i32,
}

impl Versioned for Stay {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The stays of a filter added up.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaySums {
    pub stays: Figure,
    /// 住校夜数: nights of all the stays.
    pub nights: i64,
    /// 用餐次数: meals of all the stays.
    pub meals: i64,
    /// In cents (分).
    pub amount_cents: i64,
    /// Stays whose meals are not paid yet.
    pub unpaid: Figure,
    /// In cents (分).
    pub unpaid_cents: i64,
}

/// That the meals of a stay were paid.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"receipt_number": "0017253"}))]
pub struct StayPayment {
    /// 收据号.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "0017253")]
    pub receipt_number: String,
}

/// Filters of the register of stays.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StayFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<StaySort>::schema)]
    pub sort: Option<Sort<StaySort>>,
    /// At this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Who stayed.
    pub person_id: Option<PersonId>,
    /// From this day on.
    #[serde(rename = "happened_on[gte]")]
    pub happened_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "happened_on[lte]")]
    pub happened_until: Option<NaiveDate>,
    /// Only those that are paid, or only those that are not.
    pub paid: Option<bool>,
}

/// Filters of the sums and of the printed register: those of the list.
#[derive(Debug, Clone, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StaySumsQuery {
    /// At this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Who stayed.
    pub person_id: Option<PersonId>,
    /// From this day on.
    #[serde(rename = "happened_on[gte]")]
    pub happened_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "happened_on[lte]")]
    pub happened_until: Option<NaiveDate>,
    /// Only those that are paid, or only those that are not.
    pub paid: Option<bool>,
}

/// Columns by which stays can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaySort {
    HappenedOn,
}

impl SortKey for StaySort {
    const ALL: &'static [(&'static str, Self)] = &[("happened_on", Self::HappenedOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for StayFilter {
    type Sort = StaySort;

    fn sort(&self) -> Option<Sort<StaySort>> {
        self.sort
    }
}

impl Positioned<StaySort> for StayRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: StaySort) -> sea_orm::Value {
        match sort {
            StaySort::HappenedOn => self.happened_on.into(),
        }
    }
}
