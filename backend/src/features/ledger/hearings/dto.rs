//! What is asked and shown of hearings.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{HearingId, LedgerEntryId, PersonId},
        ledger_hearing::{self, Column},
    },
    features::ledger::names,
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A hearing to be kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "heard_on": "2026-11-20",
    "put_to_person": "有家长反映您在课堂上让学生罚站一节课。", "statement": "当天确有此事，罚站约十分钟，已向学生道歉。",
    "disclose": true
}))]
pub struct NewHearing {
    /// One of those whom the entry is about.
    pub person_id: PersonId,
    /// Not in the future, and not before the entry was registered.
    pub heard_on: NaiveDate,
    /// What was put to him; never who raised it.
    #[validate(length(min = 2, max = 2000))]
    #[schema(
        min_length = 2,
        max_length = 2000,
        example = "有家长反映您在课堂上让学生罚站一节课。"
    )]
    pub put_to_person: String,
    /// What he said to it, also that he said nothing.
    #[validate(length(min = 2, max = 4000))]
    #[schema(
        min_length = 2,
        max_length = 4000,
        example = "当天确有此事，罚站约十分钟，已向学生道歉。"
    )]
    pub statement: String,
    /// Whether he can read this hearing himself from now on; the entry stays hidden from him.
    #[serde(default)]
    pub disclose: bool,
}

/// A hearing of one whom an entry is about.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_hearing::Entity")]
pub struct LedgerHearing {
    pub id: HearingId,
    pub entry_id: LedgerEntryId,
    pub person_id: PersonId,
    #[sea_orm(from_expr = "names::of_person(Column::PersonId)")]
    #[schema(example = "郭大勇")]
    pub person_name: String,
    /// The day he was heard.
    pub heard_on: NaiveDate,
    /// What was put to him; never who raised it.
    pub put_to_person: String,
    /// What he said to it, also that he said nothing.
    pub statement: String,
    /// Name of who kept the record of the hearing.
    #[sea_orm(from_expr = "names::of_account(Column::KeptBy)")]
    #[schema(example = "林秀英")]
    pub kept_by_name: String,
    /// Since when he himself can read it; null until it is disclosed to him.
    #[schema(required)]
    pub disclosed_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Versioned for LedgerHearing {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The hearings of an entry, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerHearings {
    pub items: Vec<LedgerHearing>,
}

/// What was put to the caller himself and what he said: nothing of the entry it belongs to.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_hearing::Entity")]
pub struct OwnHearing {
    pub id: HearingId,
    /// The day the caller was heard.
    pub heard_on: NaiveDate,
    /// What was put to the caller; never who raised it.
    #[schema(example = "有家长反映您在课堂上让学生罚站一节课。")]
    pub put_to_person: String,
    /// What the caller said to it, as it was kept.
    #[schema(example = "当天确有此事，罚站约十分钟，已向学生道歉。")]
    pub statement: String,
    /// Name of who kept the record of the hearing.
    #[sea_orm(from_expr = "names::of_account(Column::KeptBy)")]
    #[schema(example = "林秀英")]
    pub kept_by_name: String,
}

/// The list of the caller's own hearings.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HearingFilter {
    /// Order of the rows; default `-heard_on`.
    #[param(schema_with = Sort::<HearingSort>::schema)]
    pub sort: Option<Sort<HearingSort>>,
}

/// Columns by which hearings can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HearingSort {
    HeardOn,
}

impl SortKey for HearingSort {
    const ALL: &'static [(&'static str, Self)] = &[("heard_on", Self::HeardOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for HearingFilter {
    type Sort = HearingSort;

    fn sort(&self) -> Option<Sort<HearingSort>> {
        self.sort
    }
}

impl Positioned<HearingSort> for OwnHearing {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: HearingSort) -> sea_orm::Value {
        match sort {
            HearingSort::HeardOn => self.heard_on.into(),
        }
    }
}
