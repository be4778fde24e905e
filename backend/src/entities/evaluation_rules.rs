//! The rules of a scheme of evaluation as data (考评规则). The plan sets no weights, grades or thresholds
//! (`domain.md` 1.8): every number here is the school's own.
//!
//! Decimals are exact and are written as text, in JSON too.

use rust_decimal::Decimal;
use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rules of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeRules {
    /// What is looked at (考评维度), in order.
    pub dimensions: Vec<Dimension>,
    /// The grades a sheet or ballot gives, the best first (测评等次).
    pub grades: Vec<Grade>,
    /// Who rates whom, and what it weighs.
    pub groups: Vec<RaterGroup>,
    /// What the organisational assessment weighs (组织考评权重).
    #[schema(value_type = String, example = "60")]
    pub organisational_weight: Decimal,
    /// What the mass assessment weighs (群众测评权重).
    #[schema(value_type = String, example = "40")]
    pub mass_weight: Decimal,
    /// Which score is which grade, the best first; below the last one it is the last grade.
    pub bands: Vec<Band>,
    /// How many may be 优秀. None: no cap.
    pub cap: Option<Cap>,
    /// What is pointed out about sheets and ballots.
    pub hygiene: Vec<HygieneRule>,
    /// Working days for objections after publishing (复核期限).
    pub objection_days: u16,
}

/// A dimension (考评维度).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    #[schema(example = "grassroots", pattern = "^[a-z][a-z0-9_]{0,29}$")]
    pub code: String,
    #[schema(example = "深入基层")]
    pub name: String,
    /// What it weighs among the dimensions.
    #[schema(value_type = String, example = "25")]
    pub weight: Decimal,
    /// What assessors grade one by one; ballots grade the dimension as a whole. None: assessors too.
    #[serde(default)]
    pub items: Vec<DimensionItem>,
}

/// An item of a dimension (考评要点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionItem {
    #[schema(example = "visits_schools", pattern = "^[a-z][a-z0-9_]{0,29}$")]
    pub code: String,
    /// What is graded.
    #[schema(example = "按计划到联系学校，了解师生情况")]
    pub text: String,
}

/// A grade (等次).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    #[schema(example = "excellent", pattern = "^[a-z][a-z0-9_]{0,29}$")]
    pub code: String,
    #[schema(example = "优秀")]
    pub name: String,
    /// What it is worth.
    #[schema(value_type = String, example = "100")]
    pub value: Decimal,
}

/// A group of raters (评价主体).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RaterGroup {
    #[schema(example = "parents", pattern = "^[a-z][a-z0-9_]{0,29}$")]
    pub code: String,
    #[schema(example = "家长代表")]
    pub name: String,
    pub part: Part,
    /// Whom it rates.
    pub rates: Vec<ObjectKind>,
    /// What it weighs among the groups of its part.
    #[schema(value_type = String, example = "50")]
    pub weight: Decimal,
    /// Mass groups: below so many ballots nothing of it is shown and nothing of it counts. At least 5, staff at least 10.
    #[serde(default)]
    pub minimum: u32,
    /// Mass groups: whether all staff of the unit can vote logged in, with a blindly signed token.
    #[serde(default)]
    pub staff: bool,
}

/// Of which part a group is (考评部分).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 组织考评: named assessors fill sheets.
    Organisational,
    /// 群众测评: secret ballots.
    Mass,
}

/// What can be evaluated (考评对象类型).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectKind {
    /// 领导班子.
    LeadershipTeam,
    /// 干部.
    Cadre,
}

/// From which score on a result is a grade (等次分数线).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The code of the grade.
    #[schema(example = "excellent")]
    pub grade: String,
    /// The least score, that one included.
    #[schema(value_type = String, example = "90")]
    pub from: Decimal,
}

/// How many of the cadres may be of the best grade (优秀比例).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Percent of the cadres of a round, rounded down.
    #[schema(value_type = String, example = "20")]
    pub percent: Decimal,
    pub ties: TieRule,
}

/// What happens when equal scores stand at the cap (并列处理).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// 并列都不评优: none of them; the cap is never exceeded.
    None,
    /// 并列都评优: all of them; the cap may be exceeded.
    All,
}

/// What is pointed out, and never changes a number (提示规则).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HygieneRule {
    /// The same grade for everything and everybody.
    AllEqual,
    /// Nothing but abstentions.
    AllAbstained,
    /// The worst grade for everybody.
    AllWorst,
}
