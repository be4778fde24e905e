//! Wire types of reports.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::moves::ReportMove;
use crate::{
    entities::{
        ids::{AccountId, OrgUnitId, PersonId, ReportId},
        report::{self, ReportKind, ReportLanguage, ReportState, Section, Sections, Statement},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A new draft, drawn from the records in the language of the request.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "unit_report", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "starts_on": "2026-09-01", "ends_on": "2026-11-26"
}))]
pub struct NewReport {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<ReportId>,
    pub kind: ReportKind,
    /// The unit it is about; not with a person's summary.
    pub unit_id: Option<OrgUnitId>,
    /// Whose summary it is; the caller when left out, and nobody else.
    pub person_id: Option<PersonId>,
    /// The first day. An analysis is of one month, a summary of one term.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
}

/// A change of a draft (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"texts": {"problems": "放学时校门口仍然拥堵。"}}))]
pub struct ReportPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, nullable = false)]
    pub title: Option<String>,
    /// Texts of sections by their code, at most 10 000 characters each; those left out stay.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false, example = json!({"problems": "放学时校门口仍然拥堵。"}))]
    pub texts: BTreeMap<String, String>,
}

/// A report drawn from the records (报告).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Report {
    #[serde(flatten)]
    pub summary: ReportSummary,
    /// What it says, from the first to the last section.
    pub sections: Vec<ReportSection>,
    /// What the caller may do to it now.
    pub allowed_moves: Vec<ReportMove>,
}

/// A report in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportSummary {
    pub id: ReportId,
    pub kind: ReportKind,
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required)]
    pub person_name: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    #[schema(example = "者力完小民情报告（2026年11月）")]
    pub title: String,
    pub language: ReportLanguage,
    pub state: ReportState,
    /// When its figures were counted.
    pub generated_at: DateTime<Utc>,
    pub created_by_name: String,
    /// When it was frozen (定稿); null while it is a draft.
    #[schema(required)]
    pub frozen_at: Option<DateTime<Utc>>,
    /// Name of who froze it; null while it is a draft.
    #[schema(required)]
    pub frozen_by_name: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A part of a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportSection {
    #[schema(example = "overview")]
    pub code: String,
    /// Heading of the section, in the language of the report.
    #[schema(example = "总体情况")]
    pub heading: String,
    /// What a person made of it; at first the sentences drawn from the records.
    pub text: String,
    /// Whether a person has changed the text.
    pub edited: bool,
    /// The sentences drawn from the records, with their sources; none where a person writes it all.
    pub statements: Vec<Statement>,
}

impl From<Section> for ReportSection {
    fn from(section: Section) -> Self {
        Self {
            edited: section.is_edited(),
            code: section.code,
            heading: section.heading,
            text: section.text,
            statements: section.statements,
        }
    }
}

/// A draft whose figures were counted anew.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegeneratedReport {
    pub report: Report,
    /// The figures that are different now, or new, or gone.
    pub changes: Vec<FigureChange>,
    /// Headings of sections whose text a person had changed: it was kept as it is.
    pub kept_texts: Vec<String>,
}

/// A figure that is different now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FigureChange {
    /// Heading of the section it stands in.
    #[schema(example = "总体情况")]
    pub heading: String,
    #[schema(example = "已办结")]
    pub label: String,
    /// Null where the figure is new.
    #[schema(required, example = 9)]
    pub before: Option<i64>,
    /// Null where there is none any more.
    #[schema(required, example = 11)]
    pub after: Option<i64>,
}

impl Versioned for Report {
    fn version(&self) -> Option<i32> {
        Some(self.summary.version)
    }
}

impl Versioned for RegeneratedReport {
    fn version(&self) -> Option<i32> {
        self.report.version()
    }
}

/// Filters of the list of reports.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ReportSort>::schema)]
    pub sort: Option<Sort<ReportSort>>,
    /// Reports of one of these kinds.
    #[param(value_type = Vec<ReportKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<ReportKind>>,
    /// Reports in one of these states.
    #[param(value_type = Vec<ReportState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<ReportState>>,
    /// About this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Summaries of this person.
    pub person_id: Option<PersonId>,
    /// Those whose period touches this day or a later one.
    #[serde(rename = "ends_on[gte]")]
    pub ends_from: Option<NaiveDate>,
    /// Those whose period began by this day.
    #[serde(rename = "starts_on[lte]")]
    pub starts_until: Option<NaiveDate>,
}

/// Columns by which reports can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportSort {
    EndsOn,
    UpdatedAt,
}

impl SortKey for ReportSort {
    const ALL: &'static [(&'static str, Self)] = &[("ends_on", Self::EndsOn), ("updated_at", Self::UpdatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ReportFilter {
    type Sort = ReportSort;

    fn sort(&self) -> Option<Sort<ReportSort>> {
        self.sort
    }
}

/// A report as a list reads it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "report::Entity")]
pub struct ReportRow {
    pub id: ReportId,
    pub kind: ReportKind,
    pub unit_id: OrgUnitId,
    pub person_id: Option<PersonId>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub title: String,
    pub language: ReportLanguage,
    pub state: ReportState,
    pub generated_at: DateTime<Utc>,
    pub created_by: AccountId,
    pub frozen_at: Option<DateTime<Utc>>,
    pub frozen_by: Option<AccountId>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The sections of a report, read when one is shown.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "report::Entity")]
pub struct ReportBody {
    pub sections: Sections,
}

impl Positioned<ReportSort> for ReportRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ReportSort) -> sea_orm::Value {
        match sort {
            ReportSort::EndsOn => self.ends_on.into(),
            ReportSort::UpdatedAt => self.updated_at.into(),
        }
    }
}
