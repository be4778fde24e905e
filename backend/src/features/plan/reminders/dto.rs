//! Wire types of reminders.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{duty_reminder, ids::DutyReminderId},
    features::plan::progress::RecordsQuery,
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A reminder (提醒) of one of one's own duties; nobody else sees it.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "duty_reminder::Entity")]
pub struct DutyReminder {
    pub id: DutyReminderId,
    #[schema(example = "observation_term")]
    pub duty_code: String,
    /// Weekly on this day: 1 Monday … 7 Sunday. Null where it goes by the end of the period.
    #[schema(required, example = 1)]
    pub weekday: Option<i16>,
    /// Once in each period, so many days before its end.
    #[schema(required, example = 14)]
    pub days_before_end: Option<i16>,
    /// Says nothing once the duty is met or waived.
    pub only_if_not_met: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for DutyReminder {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new reminder, weekly or before the end of the period.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"duty_code": "observation_term", "weekday": 1}))]
pub struct NewDutyReminder {
    /// A duty that binds the caller.
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40)]
    pub duty_code: String,
    /// 1 Monday … 7 Sunday.
    #[validate(range(min = 1, max = 7))]
    #[schema(minimum = 1, maximum = 7)]
    pub weekday: Option<i16>,
    /// Once in each period, so many days before its end; this or `weekday`, not both.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60)]
    pub days_before_end: Option<i16>,
    /// Says nothing once the duty is met or waived.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub only_if_not_met: bool,
}

fn yes() -> bool {
    true
}

/// A change of a reminder (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"weekday": null, "days_before_end": 14}))]
pub struct DutyReminderPatch {
    /// 1 Monday … 7 Sunday; null where it goes by the end of the period.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 7))]
    #[schema(value_type = Option<i16>, minimum = 1, maximum = 7)]
    pub weekday: Option<Option<i16>>,
    /// Once in each period, so many days before its end; null where it is weekly.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 1, max = 60))]
    #[schema(value_type = Option<i16>, minimum = 1, maximum = 60)]
    pub days_before_end: Option<Option<i16>>,
    /// Says nothing once the duty is met or waived.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub only_if_not_met: Option<bool>,
}

/// Filters of the list of reminders.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DutyReminderFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<DutyReminderSort>::schema)]
    pub sort: Option<Sort<DutyReminderSort>>,
    /// Of this duty.
    pub duty_code: Option<String>,
}

/// Columns by which reminders can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyReminderSort {
    DutyCode,
}

impl SortKey for DutyReminderSort {
    const ALL: &'static [(&'static str, Self)] = &[("duty_code", Self::DutyCode)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for DutyReminderFilter {
    type Sort = DutyReminderSort;

    fn sort(&self) -> Option<Sort<DutyReminderSort>> {
        self.sort
    }
}

impl Positioned<DutyReminderSort> for DutyReminder {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: DutyReminderSort) -> sea_orm::Value {
        match sort {
            DutyReminderSort::DutyCode => self.duty_code.clone().into(),
        }
    }
}

/// A line on the own day: a duty of which the caller wanted to be reminded today.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reminded {
    pub reminder_id: DutyReminderId,
    #[schema(example = "observation_term")]
    pub duty_code: String,
    /// How the duty stands, in a sentence.
    #[schema(example = "本学期观课议课 26/40 节，按现在的进度到 1 月 15 日约 34 节。")]
    pub words: String,
    #[schema(required)]
    pub query: Option<RecordsQuery>,
}
