//! `import_rows`: rows of an import, until it is committed or discarded.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::ImportId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    /// As in the sheet, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_no: i32,
    pub action: ImportAction,
    /// The cells that are needed, encrypted.
    pub sealed: Vec<u8>,
    /// The name, for display.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub problems: RowProblems,
    #[sea_orm(column_type = "JsonBinary")]
    pub differences: RowDifferences,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What an import does with a row (导入结果).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportAction {
    /// 新增: makes a new record.
    Create,
    /// 更新: changes a record.
    Update,
    /// 无变化: the record is already so.
    Unchanged,
    /// 拒绝: the row has a problem.
    Rejected,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct RowProblems(pub Vec<RowProblem>);

/// Something wrong with a cell, or with the whole row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowProblem {
    /// Header of the column; none for the whole row.
    pub column: Option<String>,
    /// Stable code, never translated.
    pub code: String,
    /// For people; never holds the content of a restricted cell.
    pub detail: String,
}

/// What a row would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct RowDifferences(pub Vec<RowDifference>);

/// A field a row would change; restricted values are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowDifference {
    /// Name of the field.
    pub field: String,
    /// What is recorded.
    pub before: Option<String>,
    /// What the row says.
    pub after: Option<String>,
}
