//! Wire types of sheets.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::moves::{EvaluationSheetMove, SheetState};
use crate::{
    entities::{
        evaluation_round::RoundState,
        evaluation_rules::{Grade, HygieneRule, ObjectKind},
        evaluation_sheet::SheetGrades,
        ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId, PersonId},
    },
    http::{Versioned, patch},
};

/// Whom or what a sheet is about (考核对象), as it was called when the round was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SheetObject {
    pub id: EvaluationObjectId,
    pub kind: ObjectKind,
    #[schema(example = "罗正明")]
    pub name: String,
    #[schema(example = "者力完小校长")]
    pub post: String,
    /// Its place on forms, from 1; it says nothing of the result.
    pub position: i32,
}

/// A sheet in the assessor's own list (考核表).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationSheetRow {
    pub id: EvaluationSheetId,
    pub round_id: EvaluationRoundId,
    #[schema(example = "2026年秋季学期干部考评")]
    pub round_title: String,
    pub round_state: RoundState,
    /// When sheets stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    #[schema(example = "group_office")]
    pub group_code: String,
    /// In which capacity the assessor rates.
    #[schema(example = "领导小组考评")]
    pub group_name: String,
    pub object: SheetObject,
    pub state: SheetState,
    /// Whether it can be filled in now.
    pub editable: bool,
    /// Items that have a grade or an abstention.
    #[schema(example = 5)]
    pub answered: u32,
    /// Items there are.
    #[schema(example = 8)]
    pub items: u32,
    #[schema(required)]
    pub submitted_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// What an assessor says of an object (考核表).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationSheet {
    pub id: EvaluationSheetId,
    pub round_id: EvaluationRoundId,
    #[schema(example = "2026年秋季学期干部考评")]
    pub round_title: String,
    pub round_state: RoundState,
    /// The school, or the bureau, that evaluates.
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// The first day of what is evaluated.
    pub period_from: NaiveDate,
    /// The last day of what is evaluated.
    pub period_to: NaiveDate,
    /// What assessors are told.
    #[schema(required)]
    pub notes: Option<String>,
    /// When sheets stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    #[schema(example = "group_office")]
    pub group_code: String,
    /// In which capacity the assessor rates.
    #[schema(example = "领导小组考评")]
    pub group_name: String,
    pub assessor_id: PersonId,
    /// Name of who fills it in.
    #[schema(example = "林秀英")]
    pub assessor_name: String,
    /// Whether the caller is the assessor.
    pub is_own: bool,
    pub object: SheetObject,
    /// What is graded, in order.
    pub dimensions: Vec<SheetDimension>,
    /// The grades to choose from, the best first.
    pub choices: Vec<Grade>,
    /// What was graded so far.
    pub grades: SheetGrades,
    /// Codes of the items that have neither a grade nor an abstention yet, in order.
    pub missing: Vec<String>,
    #[schema(required, example = "反映的问题件件有着落")]
    pub remark: Option<String>,
    pub state: SheetState,
    #[schema(required)]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Why it does not count (after an objection); null for the assessor, and where it counts.
    #[schema(required)]
    pub set_aside_reason: Option<String>,
    /// Whether the caller can fill it in now.
    pub editable: bool,
    pub allowed_moves: Vec<EvaluationSheetMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for EvaluationSheet {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A dimension of a sheet (考评维度) with its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SheetDimension {
    #[schema(example = "grassroots")]
    pub code: String,
    #[schema(example = "深入基层")]
    pub name: String,
    /// What is graded one by one; a dimension without items of its own is its only item.
    pub items: Vec<SheetItem>,
}

/// What gets a grade (考评要点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SheetItem {
    #[schema(example = "visits")]
    pub code: String,
    /// What is graded.
    #[schema(example = "按计划到联系学校和班级，了解师生的实际情况")]
    pub text: String,
}

/// What an assessor filled in since he last sent it (自动保存).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"grades": {"visits": "excellent", "listening": null}, "remark": "反映的问题件件有着落"}))]
pub struct EvaluationSheetPatch {
    /// Grades by the code of the item; `null` abstains (弃权). Items that are left out stay as they are.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub grades: Option<SheetGrades>,
    /// A remark in words; `null` empties it.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 1000))]
    #[schema(value_type = Option<String>, max_length = 1000)]
    pub remark: Option<Option<String>>,
}

/// A move of a sheet.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "submit"}))]
pub struct MoveEvaluationSheet {
    #[serde(rename = "move")]
    pub wanted: EvaluationSheetMove,
}

/// How a sheet is printed.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetFormQuery {
    /// Without what was filled in, for the pen.
    pub blank: Option<bool>,
}

/// How far the assessors of a round are (考核进度), for those who hold it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetProgress {
    /// Sheets that were handed out.
    #[schema(example = 40)]
    pub handed_out: u32,
    /// Those that were submitted.
    #[schema(example = 31)]
    pub submitted: u32,
    /// In the order of the groups, by name within each.
    pub items: Vec<AssessorProgress>,
}

/// How far an assessor is.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessorProgress {
    pub person_id: PersonId,
    #[schema(example = "林秀英")]
    pub person_name: String,
    #[schema(example = "group_office")]
    pub group_code: String,
    #[schema(example = "领导小组考评")]
    pub group_name: String,
    /// Sheets the assessor was given in this group.
    #[schema(example = 8)]
    pub handed_out: u32,
    /// Those of them that are handed in.
    #[schema(example = 8)]
    pub submitted: u32,
    /// What is pointed out about all he handed in, once he is done; it changes no number. What he says of the caller
    /// is left out of it.
    pub flags: Vec<HygieneRule>,
    /// His sheets, save the one about the caller.
    pub sheets: Vec<AssessorSheet>,
}

/// A sheet of an assessor.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessorSheet {
    pub id: EvaluationSheetId,
    #[schema(example = "罗正明")]
    pub object_name: String,
    #[schema(required)]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whether the caller can read what it says: once the round is sealed.
    pub readable: bool,
    /// Whether it does not count, after an objection.
    pub set_aside: bool,
}
