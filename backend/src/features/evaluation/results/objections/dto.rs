//! Wire types of objections.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::ObjectionMove;
use crate::{
    entities::{
        evaluation_objection::ObjectionState,
        evaluation_rules::{Grade, ObjectKind},
        ids::{EvaluationObjectId, EvaluationObjectionId, EvaluationResultId, EvaluationRoundId, EvaluationSheetId},
    },
    http::Versioned,
};

/// An objection to a result (复核申请).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationObjection {
    pub id: EvaluationObjectionId,
    pub round_id: EvaluationRoundId,
    #[schema(example = "2026年度干部考评")]
    pub round_title: String,
    pub object_id: EvaluationObjectId,
    pub kind: ObjectKind,
    #[schema(example = "罗正明")]
    pub object_name: String,
    #[schema(example = "完小校长")]
    pub post: String,
    pub state: ObjectionState,
    /// What is objected to, and why.
    #[schema(example = "住校天数与实际不符，请核对考核表")]
    pub content: String,
    /// Name of who objects: the person himself, or who leads the team.
    #[schema(example = "罗正明")]
    pub filed_by_name: String,
    /// What was found, and why.
    #[schema(required, example = "经核实一份考核表由回避人员填写，不予计入")]
    pub decision: Option<String>,
    #[schema(required, example = "林秀英")]
    pub decided_by_name: Option<String>,
    #[schema(required)]
    pub decided_at: Option<DateTime<Utc>>,
    /// The result that stands now.
    pub result_id: EvaluationResultId,
    /// The grades of the scheme, the best first: one of them can be set.
    pub grades: Vec<Grade>,
    pub allowed_moves: Vec<ObjectionMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for EvaluationObjection {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new objection.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "object_id": "019aae00-0000-7000-8000-000000000001", "content": "住校天数与实际不符，请核对考核表"
}))]
pub struct NewEvaluationObjection {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<EvaluationObjectionId>,
    /// Whose result: oneself in that round, or the leadership team one leads.
    pub object_id: EvaluationObjectId,
    #[validate(length(min = 5, max = 2000))]
    #[schema(min_length = 5, max_length = 2000)]
    pub content: String,
}

/// A move of an objection.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "reject", "decision": "经核对原始记录，考核表与测评票计算无误，维持原结果。"}))]
pub struct MoveEvaluationObjection {
    #[serde(rename = "move")]
    pub wanted: ObjectionMove,
    /// With `uphold` and `reject`, required: what was found, and why; the person reads it.
    #[validate(length(min = 5, max = 2000))]
    #[schema(min_length = 5, max_length = 2000)]
    pub decision: Option<String>,
    /// With `uphold`: sheets that do not count any more; the result is computed anew without them.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub set_aside: Vec<SetAsideSheet>,
    /// With `uphold`: the code of the grade that holds whatever the score says.
    #[validate(length(max = 30))]
    #[schema(max_length = 30, example = "competent")]
    pub grade: Option<String>,
}

/// A sheet that does not count any more (不予计入的考核表).
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAsideSheet {
    pub sheet_id: EvaluationSheetId,
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "填表人与被考核人有亲属关系，应当回避")]
    pub reason: String,
}
