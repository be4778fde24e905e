//! `imports`: imports (导入).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, ImportId, JobId, OrgUnitId, SchoolYearId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub school_year_id: Option<SchoolYearId>,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    pub state: ImportState,
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: ImportCounts,
    #[sea_orm(column_type = "JsonBinary")]
    pub sheet: ImportSheet,
    pub created_by: AccountId,
    pub job_id: Option<JobId>,
    /// When it was written; it can be taken back for some days from then.
    pub committed_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which sheet was imported (导入类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportKind {
    /// 教师表: the national teacher sheet.
    Personnel,
    /// 学生表: the national pupil sheet.
    Students,
    /// 班级: classes of a school year.
    Classes,
    /// 任课: who teaches what in a class.
    TeachingAssignments,
    /// 联系关系: who is tied to whom.
    LiaisonLinks,
    /// 历史联系记录: visits, talks, observations and meetings of the past.
    Activities,
    /// 历史台账: entries of the ledger that a school kept before.
    LedgerEntries,
}

/// Where an import stands (导入状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportState {
    /// 已预览: compared, nothing written.
    Previewed,
    /// 写入中: being written.
    Committing,
    /// 已写入: written.
    Committed,
    /// 已放弃: thrown away.
    Discarded,
    /// 撤销中: being taken back.
    Undoing,
    /// 已撤销: taken back; what was changed since was left.
    Undone,
}

/// Rows of an import by what happens to them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImportCounts {
    /// 新增: new records.
    pub create: i32,
    /// 更新: changed records.
    pub update: i32,
    /// 无变化: records already so.
    pub unchanged: i32,
    /// 拒绝: rows with a problem.
    pub rejected: i32,
}

/// What was found in the sheet besides its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImportSheet {
    /// 表头对照: each header and the column it was read as, from left to right.
    pub columns: Vec<ReadColumn>,
    /// 采用的列: columns that are taken over.
    pub recognised: Vec<String>,
    /// 丢弃的列: columns that were thrown away while reading.
    pub ignored: Vec<String>,
    /// 没有的列: columns that could have been taken over but are not there.
    pub missing: Vec<String>,
    /// 新班级: classes that the commit makes.
    pub new_classes: Vec<ImportedClass>,
}

/// A header of a sheet and what it was read as (表头对照).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadColumn {
    /// As in the sheet, without what people decorate headers with.
    #[schema(example = "哪个班")]
    pub header: String,
    /// The column of the template; none when it is thrown away.
    #[schema(required, example = "班级")]
    pub column: Option<String>,
    /// How it was understood.
    pub by: ReadBy,
}

/// How a header was understood (对照来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadBy {
    /// 认得: by its words.
    Name,
    /// 记得: somebody said so about a sheet with the same headers.
    Memory,
    /// 指定: said with the upload.
    Choice,
    /// 不认得: not understood.
    Nothing,
}

/// A class that the commit makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedClass {
    /// Name of its school.
    pub unit_name: String,
    /// For example 三年级2班.
    pub name: String,
}
