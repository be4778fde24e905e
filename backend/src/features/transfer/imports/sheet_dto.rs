//! Wire types of the kinds of sheets, their headers, and what an import wrote.

use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Permission,
    entities::{
        import::{ImportKind, ReadColumn},
        import_change::{self, ImportedRecord, LeftBecause},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// The kinds of sheets that can be taken over.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportKinds {
    /// In the order in which a school takes them over.
    pub items: Vec<ImportKindRow>,
}

/// A kind of sheet (导入类别).
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportKindRow {
    /// Names it in uploads and templates.
    pub kind: ImportKind,
    /// What it is called, in the language of the request.
    #[schema(example = "班级表")]
    pub title: String,
    /// Whether its rows belong to a school year.
    pub has_school_year: bool,
    /// What the caller must be allowed for the unit, besides running imports.
    pub permission: Permission,
    /// In the order of the template.
    pub columns: Vec<ImportColumn>,
}

/// A column that an import takes; all others are thrown away while reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportColumn {
    /// Its header in the template.
    #[schema(example = "班级")]
    pub title: String,
    /// Whether a sheet without it is refused.
    pub required: bool,
    /// Other headers that are read as it.
    #[schema(example = json!(["年级班级", "班别"]))]
    pub also: Vec<String>,
    /// The words that a cell may hold; empty where it is free.
    #[schema(example = json!([]))]
    pub allowed: Vec<String>,
    /// How to fill it in.
    #[schema(required, example = "如：三年级2班，或班号 202402")]
    pub note: Option<String>,
}

/// The headers of a file and what they would be read as.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportHeaders {
    /// From left to right.
    pub headers: Vec<ReadColumn>,
    /// Required columns that no header is read as.
    #[schema(example = json!(["班级"]))]
    pub missing: Vec<String>,
    /// The columns that headers can be read as.
    pub columns: Vec<ImportColumn>,
}

/// The columns of a change that are shown.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "import_change::Entity")]
pub struct ImportChangeRow {
    pub record: ImportedRecord,
    pub record_id: Uuid,
    pub seq: i32,
    pub label: String,
    pub left_because: Option<LeftBecause>,
}

/// A record that an import wrote (导入的记录).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportChange {
    /// What kind of record it is.
    pub record: ImportedRecord,
    /// The record, in the list of its kind.
    #[schema(value_type = String, format = Uuid, example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub record_id: Uuid,
    /// What it was called when it was written.
    #[schema(example = "三年级2班")]
    pub label: String,
    /// Why it stayed when the import was taken back; null before.
    #[schema(required)]
    pub left_because: Option<LeftBecause>,
}

impl From<ImportChangeRow> for ImportChange {
    fn from(row: ImportChangeRow) -> Self {
        Self {
            record: row.record,
            record_id: row.record_id,
            label: row.label,
            left_because: row.left_because,
        }
    }
}

/// Which records to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportChangeFilter {
    /// Order: as they were written.
    #[param(schema_with = Sort::<ImportChangeSort>::schema)]
    pub sort: Option<Sort<ImportChangeSort>>,
    /// Why they stayed.
    #[param(value_type = Vec<LeftBecause>, required = false, style = Form, explode = false)]
    pub left: Option<CommaList<LeftBecause>>,
    /// Kinds of records.
    #[param(value_type = Vec<ImportedRecord>, required = false, style = Form, explode = false)]
    pub record: Option<CommaList<ImportedRecord>>,
}

/// Columns by which records can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportChangeSort {
    Seq,
}

impl SortKey for ImportChangeSort {
    const ALL: &'static [(&'static str, Self)] = &[("seq", Self::Seq)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ImportChangeFilter {
    type Sort = ImportChangeSort;

    fn sort(&self) -> Option<Sort<ImportChangeSort>> {
        self.sort
    }
}

impl Positioned<ImportChangeSort> for ImportChangeRow {
    fn id(&self) -> Uuid {
        self.record_id
    }

    fn position(&self, _: ImportChangeSort) -> sea_orm::Value {
        self.seq.into()
    }
}
