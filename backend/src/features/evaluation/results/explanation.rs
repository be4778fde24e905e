//! How a result came about (计分说明): every number from the sheets and tallies up to the score, as it was computed.
//!
//! What is below a minimum is not in here at all, neither shown nor counted; only that and why it is missing.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{evaluation_rules::Part, ids::EvaluationSheetId};

/// How a result came about (计分说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResultExplanation {
    /// 组织考评 and 群众测评, as far as the scheme gives them a weight.
    pub parts: Vec<PartScore>,
    /// The parts that have a score, weighted; two places. Null where no part has one.
    #[schema(required, value_type = Option<String>, example = "87.25")]
    pub score: Option<Decimal>,
    /// The code of the grade that the score is by the bands alone.
    #[schema(required, example = "excellent")]
    pub band: Option<String>,
    /// Where the cap decided: it was good enough for the best grade, and so were too many.
    #[schema(required)]
    pub cap: Option<CapApplied>,
    /// Where a grade was set after an objection.
    #[schema(required)]
    pub set_grade: Option<SetGrade>,
}

/// A part of the assessment (组织考评, 群众测评).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartScore {
    pub part: Part,
    /// What it weighs against the other part.
    #[schema(value_type = String, example = "60")]
    pub weight: Decimal,
    /// The groups that have a score, weighted; four places.
    #[schema(required, value_type = Option<String>, example = "88.7500")]
    pub score: Option<Decimal>,
    /// Each group of the part, in the order of the scheme.
    pub groups: Vec<GroupScore>,
}

/// What a group of raters says (评价主体).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupScore {
    #[schema(example = "staff")]
    pub code: String,
    #[schema(example = "教职工测评")]
    pub name: String,
    /// What it weighs among the groups of its part.
    #[schema(value_type = String, example = "60")]
    pub weight: Decimal,
    /// The dimensions that have a mean, weighted; four places.
    #[schema(required, value_type = Option<String>, example = "88.7500")]
    pub score: Option<Decimal>,
    /// Why there is no score; its weight goes to the other groups of the part.
    #[schema(required)]
    pub missing: Option<WhyMissing>,
    /// Sheets, or valid ballots, that say something of the object; null where that is hidden.
    #[schema(required, example = 42)]
    pub raters: Option<u32>,
    /// Each dimension of the scheme; none where the group is hidden.
    pub dimensions: Vec<DimensionScore>,
    /// The sheets of an organisational group; never shown to the person himself.
    pub sheets: Vec<SheetScore>,
}

/// Why a group, or a dimension, has no number (未计入原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyMissing {
    /// 票数不足: fewer ballots than the minimum; neither shown nor counted.
    BelowMinimum,
    /// 没有评价: no sheet was handed in, or everybody abstained.
    NothingSaid,
    /// 考核表少，对本人不展示: counted, and not shown to the person himself: few sheets would tell who said what.
    FewSheets,
}

/// A dimension in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DimensionScore {
    #[schema(example = "grassroots")]
    pub code: String,
    #[schema(example = "深入基层")]
    pub name: String,
    /// What it weighs among the dimensions.
    #[schema(value_type = String, example = "25")]
    pub weight: Decimal,
    /// Sum of the values by the number of grades given; four places.
    #[schema(required, value_type = Option<String>, example = "91.4286")]
    pub mean: Option<Decimal>,
    /// Why there is no mean; its weight goes to the other dimensions.
    #[schema(required)]
    pub missing: Option<WhyMissing>,
    /// Sheets with a value, or grades given; null where that is hidden.
    #[schema(required, example = 40)]
    pub valid: Option<u32>,
    /// 弃权; null where that is hidden.
    #[schema(required, example = 2)]
    pub abstained: Option<u32>,
    /// The tally of ballots; none in organisational groups.
    pub grades: Vec<GradeCount>,
}

/// How many gave a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GradeCount {
    #[schema(example = "excellent")]
    pub code: String,
    #[schema(example = "优秀")]
    pub name: String,
    /// What the grade is worth in the scheme.
    #[schema(value_type = String, example = "100")]
    pub value: Decimal,
    /// How many gave it.
    #[schema(example = 25)]
    pub count: u32,
}

/// What one sheet says (考核表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetScore {
    pub sheet_id: EvaluationSheetId,
    /// Whose sheet it is, for those who may know; kept nowhere in the result.
    #[serde(default)]
    #[schema(required, example = "罗正明")]
    pub assessor_name: Option<String>,
    /// Why it does not count.
    #[schema(required)]
    pub set_aside_reason: Option<String>,
    /// Each dimension of the scheme.
    pub dimensions: Vec<SheetValue>,
}

/// A dimension on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetValue {
    #[schema(example = "grassroots")]
    pub code: String,
    /// The mean of its items that were graded; four places. Null where all were abstained from.
    #[schema(required, value_type = Option<String>, example = "90.0000")]
    pub value: Option<Decimal>,
}

/// What the cap did (优秀比例).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CapApplied {
    /// Percent of the cadres with a score who may be of the best grade.
    #[schema(value_type = String, example = "20")]
    pub percent: Decimal,
    /// Cadres with a score.
    #[schema(example = 12)]
    pub rated: u32,
    /// How many that are, rounded down.
    #[schema(example = 2)]
    pub places: u32,
    /// How many are good enough by the bands.
    #[schema(example = 4)]
    pub good_enough: u32,
    /// Whether he got the next grade because of it.
    pub lowered: bool,
    /// Whether others with the same score stand at the cap with him.
    pub tied: bool,
}

/// A grade that was set after an objection, and not computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetGrade {
    /// Code of the grade that was set, one of the scheme's.
    #[schema(example = "competent")]
    pub grade: String,
    /// Why it was set.
    #[schema(example = "计票时漏计两份考核表，经核实应为称职")]
    pub reason: String,
}

/// Below so many sheets a group's numbers are not shown to the person himself: they would tell who said what.
const FEWEST_SHEETS: u32 = 3;

impl ResultExplanation {
    /// As the person himself reads it: not what single sheets say, and no numbers of groups with few of them.
    #[must_use]
    pub fn for_the_person(mut self) -> Self {
        let organisational = self.parts.iter_mut().filter(|part| part.part == Part::Organisational);
        for group in organisational.flat_map(|part| &mut part.groups) {
            group.sheets.clear();
            if group.raters.is_some_and(|sheets| sheets > 0 && sheets < FEWEST_SHEETS) {
                group.score = None;
                group.missing = Some(WhyMissing::FewSheets);
                group.dimensions.clear();
            }
        }
        self
    }

    /// The score of a part.
    pub fn part(&self, wanted: Part) -> Option<Decimal> {
        self.parts.iter().find(|part| part.part == wanted)?.score
    }
}
