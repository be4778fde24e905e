//! Wire types of imports.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::commit::KEPT_DAYS;
use crate::{
    entities::{
        ids::{ImportId, JobId, OrgUnitId, SchoolYearId},
        import::{self, ImportCounts, ImportKind, ImportSheet, ImportState},
        import_row::{self, ImportAction, RowDifference, RowDifferences, RowProblems},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// The fields beside the file.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub school_year_id: Option<SchoolYearId>,
    /// JSON: the column of the template for a header, null to throw it away.
    #[validate(length(max = 16_000))]
    pub mapping: Option<String>,
}

/// The upload (`multipart/form-data`), for the API document.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: the form is read as a stream")]
#[schema(example = json!({
    "kind": "students", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "mapping": "{\"学生名字\": \"姓名\"}", "file": "@pupils.xlsx"
}))]
pub struct ImportUpload {
    /// Which sheet it is.
    pub kind: ImportKind,
    /// The unit of rows that name no school; those that do must belong to this unit or one below it.
    pub unit_id: OrgUnitId,
    /// The school year of the classes (pupils, classes, teaching assignments); the present one when left out.
    pub school_year_id: Option<SchoolYearId>,
    /// How headers are to be read that are not understood by themselves (列对照), as a JSON object: the column of the
    /// template, or null to throw a header away. Remembered for the next sheet of this unit with the same headers.
    #[schema(max_length = 16_000, example = "{\"学生名字\": \"姓名\", \"备注\": null}")]
    pub mapping: Option<String>,
    /// `.xlsx`, or `.csv` in UTF-8 or GB18030; 20 MiB and 100 000 rows at most.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// An import (导入) and what it would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Import {
    pub id: ImportId,
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(required)]
    pub school_year_id: Option<SchoolYearId>,
    #[schema(example = "学生信息.xlsx")]
    pub file_name: String,
    pub state: ImportState,
    /// Rows by what the commit does with them.
    pub counts: ImportCounts,
    /// What was found in the sheet besides its rows.
    pub sheet: ImportSheet,
    /// The job that writes it; null before the commit.
    #[schema(required)]
    pub job_id: Option<JobId>,
    /// Until when it can be taken back; null where it cannot.
    #[schema(required)]
    pub undo_until: Option<DateTime<Utc>>,
    /// What can be done now: `commit`, `discard`, `undo`.
    #[schema(example = json!(["commit", "discard"]))]
    pub allowed_moves: Vec<ImportMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What can be done with an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportMove {
    /// 写入.
    Commit,
    /// 放弃.
    Discard,
    /// 撤销.
    Undo,
}

impl ImportMove {
    pub fn allowed(import: &import::Model, now: DateTime<Utc>) -> Vec<Self> {
        match import.state {
            ImportState::Previewed => vec![Self::Commit, Self::Discard],
            ImportState::Committed if Self::undo_until(import).is_some_and(|until| now < until) => vec![Self::Undo],
            ImportState::Committing
            | ImportState::Committed
            | ImportState::Discarded
            | ImportState::Undoing
            | ImportState::Undone => Vec::new(),
        }
    }

    /// Until when a written import can be taken back.
    pub fn undo_until(import: &import::Model) -> Option<DateTime<Utc>> {
        let committed = import.committed_at.filter(|_| import.state == ImportState::Committed)?;
        Some(committed + TimeDelta::days(KEPT_DAYS))
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Discard => "discard",
            Self::Undo => "undo",
        }
    }
}

impl Versioned for Import {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The columns of a list row.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "import::Entity")]
pub struct ImportSummaryRow {
    pub id: ImportId,
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub file_name: String,
    pub state: ImportState,
    pub counts: ImportCounts,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// An import in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportSummary {
    pub id: ImportId,
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    pub file_name: String,
    pub state: ImportState,
    pub counts: ImportCounts,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// Which imports to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportFilter {
    /// Order: newest first by default.
    #[param(schema_with = Sort::<ImportSort>::schema)]
    pub sort: Option<Sort<ImportSort>>,
    /// Kinds of sheets.
    #[param(value_type = Vec<ImportKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<ImportKind>>,
    /// States.
    #[param(value_type = Vec<ImportState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<ImportState>>,
}

/// Columns by which imports can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportSort {
    CreatedAt,
}

impl SortKey for ImportSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ImportFilter {
    type Sort = ImportSort;

    fn sort(&self) -> Option<Sort<ImportSort>> {
        self.sort
    }
}

impl Positioned<ImportSort> for ImportSummaryRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: ImportSort) -> sea_orm::Value {
        self.created_at.into()
    }
}

/// A row of an import.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "import_row::Entity")]
pub struct StoredRow {
    pub import_id: ImportId,
    pub row_no: i32,
    pub action: ImportAction,
    pub sealed: Vec<u8>,
    pub label: String,
    pub problems: RowProblems,
    pub differences: RowDifferences,
}

/// A row of the sheet and what the commit does with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportRow {
    /// As the sheet counts, from 1.
    #[schema(example = 17)]
    pub row_no: i32,
    /// The name in the row.
    #[schema(example = "李小明")]
    pub label: String,
    pub action: ImportAction,
    /// What is wrong, cell by cell; such a row is left out of the commit.
    pub problems: Vec<CellProblem>,
    /// What would change; restricted values are masked.
    pub differences: Vec<RowDifference>,
}

/// Something wrong with a cell, or with the whole row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CellProblem {
    /// Header of the column; null for the whole row.
    #[schema(required, example = "身份证件号")]
    pub column: Option<String>,
    /// What the cell says; numbers of persons and addresses are masked.
    #[schema(required)]
    pub value: Option<String>,
    /// Stable and never translated.
    #[schema(example = "resident_id")]
    pub code: String,
    /// What is wrong, in the language of the upload.
    pub detail: String,
}

/// Which rows to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportRowFilter {
    /// Order: as in the sheet.
    #[param(schema_with = Sort::<ImportRowSort>::schema)]
    pub sort: Option<Sort<ImportRowSort>>,
    /// What the commit does with the rows.
    #[param(value_type = Vec<ImportAction>, required = false, style = Form, explode = false)]
    pub action: Option<CommaList<ImportAction>>,
}

/// Columns by which rows can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportRowSort {
    RowNo,
}

impl SortKey for ImportRowSort {
    const ALL: &'static [(&'static str, Self)] = &[("row_no", Self::RowNo)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ImportRowFilter {
    type Sort = ImportRowSort;

    fn sort(&self) -> Option<Sort<ImportRowSort>> {
        self.sort
    }
}

impl Positioned<ImportRowSort> for StoredRow {
    fn id(&self) -> Uuid {
        self.import_id.0
    }

    fn position(&self, _: ImportRowSort) -> sea_orm::Value {
        self.row_no.into()
    }
}

/// An empty workbook to fill in.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub enum TemplateFile {
    /// 教师表.
    #[serde(rename = "personnel.xlsx")]
    Personnel,
    /// 学生表.
    #[serde(rename = "students.xlsx")]
    Students,
    #[serde(rename = "classes.xlsx")]
    Classes,
    #[serde(rename = "teaching_assignments.xlsx")]
    TeachingAssignments,
    #[serde(rename = "liaison_links.xlsx")]
    LiaisonLinks,
    #[serde(rename = "activities.xlsx")]
    Activities,
    #[serde(rename = "ledger_entries.xlsx")]
    LedgerEntries,
}

impl TemplateFile {
    pub fn kind(self) -> ImportKind {
        match self {
            Self::Personnel => ImportKind::Personnel,
            Self::Students => ImportKind::Students,
            Self::Classes => ImportKind::Classes,
            Self::TeachingAssignments => ImportKind::TeachingAssignments,
            Self::LiaisonLinks => ImportKind::LiaisonLinks,
            Self::Activities => ImportKind::Activities,
            Self::LedgerEntries => ImportKind::LedgerEntries,
        }
    }
}

/// New contents of some cells of a row.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"cells": {"身份证件号": "532301201503100011"}}))]
pub struct RowFix {
    /// Values by column header; an empty text empties the cell.
    #[schema(example = json!({"身份证件号": "532301201503100011"}))]
    #[validate(length(min = 1, max = 60))]
    pub cells: BTreeMap<String, String>,
}

/// A row after its fix, and the import's counts with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FixedRow {
    pub row: ImportRow,
    pub import: Import,
}

impl Versioned for FixedRow {
    fn version(&self) -> Option<i32> {
        self.import.version()
    }
}
