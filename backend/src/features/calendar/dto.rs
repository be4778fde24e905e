//! Wire types of the working-day calendar.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        calendar_day::{self, CalendarDayKind},
        ids::{CalendarDayId, OrgUnitId},
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A day that differs from the ordinary week (校历日); it holds for its unit and everything below.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "calendar_day::Entity")]
pub struct CalendarDay {
    pub id: CalendarDayId,
    pub unit_id: OrgUnitId,
    #[schema(example = "2026-10-01")]
    pub day: NaiveDate,
    pub kind: CalendarDayKind,
    /// What day it is, such as 国庆节.
    #[schema(required, example = "国庆节")]
    pub note: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for CalendarDay {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// What a day is for a unit. Sent again for the same day, it replaces what was said before.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "day": "2026-10-01", "kind": "holiday", "note": "国庆节"
}))]
pub struct NewCalendarDay {
    pub unit_id: OrgUnitId,
    #[schema(example = "2026-10-01")]
    pub day: NaiveDate,
    pub kind: CalendarDayKind,
    /// What day it is, such as 国庆节.
    #[validate(length(max = 60))]
    #[schema(max_length = 60, example = "国庆节")]
    pub note: Option<String>,
}

/// Filters of the calendar.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarDayFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<CalendarDaySort>::schema)]
    pub sort: Option<Sort<CalendarDaySort>>,
    /// Days that hold for this unit: its own and those of the units above it.
    pub unit_id: Option<OrgUnitId>,
    /// From this day on.
    #[serde(rename = "day[gte]")]
    pub day_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "day[lte]")]
    pub day_to: Option<NaiveDate>,
}

/// Columns by which the calendar can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarDaySort {
    Day,
}

impl SortKey for CalendarDaySort {
    const ALL: &'static [(&'static str, Self)] = &[("day", Self::Day)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for CalendarDayFilter {
    type Sort = CalendarDaySort;

    fn sort(&self) -> Option<Sort<CalendarDaySort>> {
        self.sort
    }
}

impl Positioned<CalendarDaySort> for CalendarDay {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: CalendarDaySort) -> sea_orm::Value {
        match sort {
            CalendarDaySort::Day => self.day.into(),
        }
    }
}
