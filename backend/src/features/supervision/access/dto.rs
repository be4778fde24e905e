//! Wire types of the read-only access of inspectors.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        ids::{InspectionAccessId, InspectionId, OrgUnitId},
        inspection, inspection_access,
        inspection_access_record::InspectedKind,
        org_unit,
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A row of `inspection_accesses` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "inspection_access::Entity")]
pub struct Row {
    pub id: InspectionAccessId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, inspection_access::Column::UnitId)"
    )]
    pub unit_name: String,
    pub inspection_id: Option<InspectionId>,
    #[sea_orm(
        from_expr = "named(inspection::Entity, inspection::Column::Title, inspection::Column::Id, inspection_access::Column::InspectionId)"
    )]
    pub inspection_title: Option<String>,
    pub holder: String,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, inspection_access::Column::CreatedBy)"
    )]
    pub created_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What was opened to an inspector, and until when (督查阅览).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectionAccess {
    pub id: InspectionAccessId,
    /// The school whose records they are.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(required)]
    pub inspection_id: Option<InspectionId>,
    #[schema(required, example = "秋季学期学校食堂专项督查")]
    pub inspection_title: Option<String>,
    /// Whom it is for.
    #[schema(example = "示范市教育局督导室")]
    pub holder: String,
    pub expires_at: DateTime<Utc>,
    /// When it was ended before its time; null otherwise.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether its code opens something now.
    pub open: bool,
    /// How many records were chosen.
    #[schema(example = 12)]
    pub records: i64,
    /// How often it was opened and its records were read.
    #[schema(example = 5)]
    pub looks: i64,
    pub created_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for InspectionAccess {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A record that was chosen, as the inspector sees it in his list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectedEntry {
    /// Its place in the list, from 1.
    #[schema(example = 1)]
    pub place: i32,
    pub kind: InspectedKind,
    /// Names of pupils and guardians are covered.
    #[schema(example = "家访 · 者力完小")]
    pub title: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// The day the record is of.
    pub on: NaiveDate,
}

/// The records that were chosen, in the inspector's order.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectedEntries {
    pub items: Vec<InspectedEntry>,
}

/// A look of the inspector.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionLook {
    pub at: DateTime<Utc>,
    /// The record he read; null when he opened the list.
    #[schema(required)]
    pub place: Option<i32>,
    #[schema(required, example = "家访 · 者力完小")]
    pub title: Option<String>,
}

/// The looks of the inspector, the latest first, 500 at most.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionLooks {
    pub items: Vec<InspectionLook>,
}

/// Which records to open, to whom, for how long.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "holder": "示范市教育局督导室", "days": 3,
    "records": [{"kind": "activity", "id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"}]
}))]
pub struct NewInspectionAccess {
    /// The school; without it the one of the inspection, or the caller's own.
    pub unit_id: Option<OrgUnitId>,
    pub inspection_id: Option<InspectionId>,
    /// Who is to read, as it stands on the slip: a body or a person.
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100, example = "示范市教育局督导室")]
    pub holder: String,
    /// How many days it is good for.
    #[validate(range(min = 1, max = 14))]
    #[schema(minimum = 1, maximum = 14, example = 3)]
    pub days: u8,
    /// Handed-in activities, ledger entries, frozen reports, findings and plans that the caller sees himself.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub records: Vec<InspectedChoice>,
}

/// A record to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectedChoice {
    pub kind: InspectedKind,
    #[schema(example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub id: Uuid,
}

/// A fresh access with its code, shown only now.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionAccessWithCode {
    #[serde(flatten)]
    pub access: InspectionAccess,
    /// What the inspector types, where he cannot follow the address.
    #[schema(example = "7K3M-9Q2X-5T8W-ABCD")]
    pub code: String,
    /// What the inspector opens; the code stands behind the `#` and reaches no log.
    #[schema(example = "https://lianxin.example.org/inspection#7K3M9Q2X5T8WABCD")]
    pub url: String,
}

impl Versioned for InspectionAccessWithCode {
    fn version(&self) -> Option<i32> {
        Some(self.access.version)
    }
}

/// The code of an access.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9Q2X-5T8W-ABCD"}))]
pub struct InspectionCode {
    /// Spaces, hyphens and small letters do not matter.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "7K3M-9Q2X-5T8W-ABCD")]
    pub code: String,
}

/// The code of an access and one of its records.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9Q2X-5T8W-ABCD", "place": 1}))]
pub struct InspectionCodeAndPlace {
    /// The code of the slip (查阅码).
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "7K3M-9Q2X-5T8W-ABCD")]
    pub code: String,
    /// The place of the record in the list.
    #[validate(range(min = 1, max = 200))]
    #[schema(minimum = 1, maximum = 200, example = 1)]
    pub place: i32,
}

/// What an inspector may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedInspection {
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(required, example = "秋季学期学校食堂专项督查")]
    pub inspection_title: Option<String>,
    /// For whom it was opened.
    #[schema(example = "示范市教育局督导室")]
    pub holder: String,
    pub expires_at: DateTime<Utc>,
    /// The records that were chosen, in the inspector's order.
    pub items: Vec<InspectedEntry>,
}

/// A record as an inspector reads it: without who raised a concern, names of pupils and guardians covered.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectedRecord {
    #[serde(flatten)]
    pub entry: InspectedEntry,
    /// What is in it, part by part.
    pub parts: Vec<InspectedPart>,
}

/// A part of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InspectedPart {
    #[schema(example = "内容")]
    pub label: String,
    /// What it says; names of pupils and guardians are covered.
    #[schema(example = "李**家长希望学校多关心孩子午饭。")]
    pub text: String,
}

/// Filters of the list of accesses.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InspectionAccessFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<InspectionAccessSort>::schema)]
    pub sort: Option<Sort<InspectionAccessSort>>,
    /// Those of an inspection.
    pub inspection_id: Option<InspectionId>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Only those whose code opens something now, or only the others.
    pub open: Option<bool>,
}

/// Columns by which accesses can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InspectionAccessSort {
    CreatedAt,
}

impl SortKey for InspectionAccessSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for InspectionAccessFilter {
    type Sort = InspectionAccessSort;

    fn sort(&self) -> Option<Sort<InspectionAccessSort>> {
        self.sort
    }
}

impl Positioned<InspectionAccessSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: InspectionAccessSort) -> sea_orm::Value {
        self.created_at.into()
    }
}
