//! `import_changes`: what an import wrote, so that it can be taken back.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{ImportId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub record: ImportedRecord,
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// In the order of writing.
    pub seq: i32,
    pub unit_id: OrgUnitId,
    /// The name, for display.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// The version that the import left.
    pub record_version: i32,
    /// What it was before, encrypted; none for a record that the import made.
    pub sealed: Option<Vec<u8>>,
    /// Why it was left when the import was taken back; none before that.
    pub left_because: Option<LeftBecause>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What an import wrote (导入的记录); the words are those of the change feed.
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportedRecord {
    /// 教职工.
    Personnel,
    /// 班级.
    Classes,
    /// 任课.
    TeachingAssignments,
    /// 家庭.
    Households,
    /// 监护人.
    Guardians,
    /// 学生.
    Students,
    /// 联系关系.
    LiaisonLinks,
    /// 联系记录.
    Activities,
    /// 台账条目.
    LedgerEntries,
}

/// Why a record stayed as it was when its import was taken back (未撤销原因).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftBecause {
    /// 之后改过: it was changed after the import.
    Changed,
    /// 已被引用: other records refer to it.
    InUse,
}
