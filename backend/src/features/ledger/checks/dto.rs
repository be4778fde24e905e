//! What is asked and shown of draws.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{CallbackDrawId, LedgerEntryId, OrgUnitId},
        ledger_callback::CallbackMethod,
        ledger_callback_draw::{self, Column},
        ledger_entry::{LedgerOutcome, Satisfaction},
    },
    features::ledger::{dto::LedgerCallback, names},
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A draw to be made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "month": "2026-10-01", "percent": 20}))]
pub struct NewCallbackDraw {
    /// Entries managed by this unit and those below it.
    pub unit_id: OrgUnitId,
    /// Any day of the month in which they were closed; the month must be over.
    #[schema(example = "2026-10-01")]
    pub month: NaiveDate,
    /// How many of a hundred; at least one entry is drawn.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub percent: i16,
}

/// The columns of a draw.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "ledger_callback_draw::Entity")]
pub struct DrawRow {
    pub id: CallbackDrawId,
    pub unit_id: OrgUnitId,
    #[sea_orm(from_expr = "names::of_unit(Column::UnitId)")]
    pub unit_name: String,
    pub month: NaiveDate,
    pub percent: i16,
    pub closed: i32,
    #[sea_orm(from_expr = "names::of_account(Column::DrawnBy)")]
    pub drawn_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// A draw (抽查): what was drawn, and what the calls brought. Entries the caller may not see are not counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallbackDraw {
    pub id: CallbackDrawId,
    pub unit_id: OrgUnitId,
    #[schema(example = "青山中心小学")]
    pub unit_name: String,
    /// The first day of the month in which the entries were closed.
    pub month: NaiveDate,
    /// How many of a hundred closed entries were to be drawn.
    #[schema(example = 20)]
    pub percent: i16,
    /// How many entries could have been drawn.
    #[schema(example = 24)]
    pub closed: i32,
    /// Entries that were drawn.
    #[schema(example = 5)]
    pub drawn: i64,
    /// Of the drawn ones, those that were called.
    pub called: i64,
    /// Submitters who are satisfied (满意).
    pub satisfied: i64,
    /// Submitters who are basically satisfied (基本满意).
    pub basically_satisfied: i64,
    /// Submitters who are not satisfied (不满意).
    pub unsatisfied: i64,
    /// Called, and nobody was reached.
    pub unreached: i64,
    /// Submitters who had been told what to say (授意).
    pub told_to_say: i64,
    /// Name of who made the draw.
    #[schema(example = "林秀英")]
    pub drawn_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Versioned for CallbackDraw {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// An entry of a draw.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallbackSample {
    pub entry_id: LedgerEntryId,
    #[schema(example = "ZL-2026-0001")]
    pub entry_number: String,
    #[schema(example = "午餐送到教学点时已经不热了")]
    pub entry_title: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(required)]
    pub outcome: Option<LedgerOutcome>,
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    /// What the last call brought; null until somebody called.
    #[schema(required)]
    pub call: Option<LedgerCallback>,
    /// Whether the caller may call: he did not handle it, and nobody has reached the submitter yet.
    pub may_call: bool,
}

impl Versioned for CallbackSample {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// The entries of a draw, in the order of their numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallbackSamples {
    pub items: Vec<CallbackSample>,
}

/// What a call to a drawn submitter brought.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"method": "phone", "satisfaction": "unsatisfied", "told_to_say": false, "note": "保温箱只用了一周"}))]
pub struct NewSampleCall {
    pub method: CallbackMethod,
    /// Left out when nobody was reached.
    pub satisfaction: Option<Satisfaction>,
    /// 授意: the submitter had been told what to say.
    #[serde(default)]
    pub told_to_say: bool,
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Filters of the list of draws.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CallbackDrawFilter {
    /// Order of the rows; default `-month`.
    #[param(schema_with = Sort::<CallbackDrawSort>::schema)]
    pub sort: Option<Sort<CallbackDrawSort>>,
    /// Draws of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
}

/// Columns by which draws can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackDrawSort {
    Month,
}

impl SortKey for CallbackDrawSort {
    const ALL: &'static [(&'static str, Self)] = &[("month", Self::Month)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for CallbackDrawFilter {
    type Sort = CallbackDrawSort;

    fn sort(&self) -> Option<Sort<CallbackDrawSort>> {
        self.sort
    }
}

impl Positioned<CallbackDrawSort> for DrawRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: CallbackDrawSort) -> sea_orm::Value {
        match sort {
            CallbackDrawSort::Month => self.month.into(),
        }
    }
}
