//! `reports`: reports drawn from the records (民情报告、民情分析、学期小结).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, OrgUnitId, PersonId, ReportId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    pub kind: ReportKind,
    /// The unit it is about, or the unit of the person.
    pub unit_id: OrgUnitId,
    /// Whose summary it is.
    pub person_id: Option<PersonId>,
    pub starts_on: ChronoDate,
    pub ends_on: ChronoDate,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub language: ReportLanguage,
    pub state: ReportState,
    #[sea_orm(column_type = "JsonBinary")]
    pub sections: Sections,
    /// When the figures were counted.
    pub generated_at: ChronoDateTimeUtc,
    pub created_by: AccountId,
    pub frozen_at: Option<ChronoDateTimeUtc>,
    pub frozen_by: Option<AccountId>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a report is (报告类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportKind {
    /// 民情报告: the people's concerns in a unit, over any period.
    UnitReport,
    /// 民情分析: those of one month, against the month before.
    UnitAnalysis,
    /// 个人学期小结: what a person did in a term.
    PersonSummary,
    /// 学校学期总结: what a school did in a term.
    SchoolSummary,
}

/// Where a report stands (报告状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportState {
    /// 草稿: being written.
    Draft,
    /// 定稿: never changed again.
    Frozen,
}

/// The language a report is written in.
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportLanguage {
    /// 中文.
    Zh,
    /// English.
    En,
}

/// The parts of a report, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Sections(pub Vec<Section>);

/// A part of a report: what was drawn from the records, and the text a person made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub code: String,
    pub heading: String,
    pub statements: Vec<Statement>,
    pub text: String,
}

/// A sentence drawn from the records, with the figures in it (依据).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    #[schema(example = "共登记民情 12 件，已办结 9 件。")]
    pub text: String,
    /// The figures in the sentence, each with the request that lists what it counts.
    pub figures: Vec<ReportFigure>,
}

/// A figure of a report: its number when it was counted, and the request that lists what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportFigure {
    #[schema(example = "已办结")]
    pub label: String,
    #[schema(example = 9)]
    pub value: i64,
    /// A path of this API.
    #[schema(example = "/api/v1/ledger-entries?state=closed&registered_at[gte]=2026-11-01")]
    pub query: String,
}

impl Section {
    /// The text as the records say it.
    pub fn drawn(&self) -> String {
        let mut drawn = String::new();
        for statement in &self.statements {
            // Chinese sentences stand without a space between them.
            if drawn.ends_with('.') {
                drawn.push(' ');
            }
            drawn.push_str(&statement.text);
        }
        drawn
    }

    /// Whether a person has changed it.
    pub fn is_edited(&self) -> bool {
        self.text != self.drawn()
    }
}
