//! Wire types of results and tallies.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::explanation::{GradeCount, ResultExplanation};
use crate::entities::{
    evaluation_round::RoundState,
    evaluation_rules::{Band, Grade, ObjectKind},
    ids::{
        AuditEventId, BallotBoxId, EvaluationObjectId, EvaluationObjectionId, EvaluationResultId, EvaluationRoundId,
        PersonId,
    },
};

/// The result of one object of a round (考评结果), as it stands or as it once stood.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says what became of it, or what the caller may do"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvaluationResult {
    pub id: EvaluationResultId,
    pub round_id: EvaluationRoundId,
    #[schema(example = "2026年度干部考评")]
    pub round_title: String,
    pub round_state: RoundState,
    pub object_id: EvaluationObjectId,
    pub kind: ObjectKind,
    /// The cadre; null for a leadership team.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(example = "罗正明")]
    pub name: String,
    #[schema(example = "完小校长")]
    pub post: String,
    /// The place on forms and ballots; it says nothing of the result.
    #[schema(example = 1)]
    pub position: i32,
    /// 1 is the first result; a correction adds one.
    #[schema(example = 1)]
    pub revision: i32,
    /// 组织考评得分; null where nothing counts.
    #[schema(required, example = "88.7500")]
    pub organisational: Option<String>,
    /// 群众测评得分; null where nothing counts.
    #[schema(required, example = "85.0000")]
    pub mass: Option<String>,
    /// 总分; null where nothing could be computed.
    #[schema(required, example = "87.25")]
    pub score: Option<String>,
    /// The code of the grade.
    #[schema(required, example = "competent")]
    pub grade: Option<String>,
    /// The grade in words; null where nothing could be computed.
    #[schema(required, example = "称职")]
    pub grade_name: Option<String>,
    /// Whether the cap of the best grade lowered it.
    pub lowered: bool,
    /// Whether others with the same score stand at the cap with it.
    pub tied: bool,
    /// Groups that are neither shown nor counted, because too few of them voted.
    pub hidden_groups: Vec<String>,
    /// Why there is another revision.
    #[schema(required, example = "一份考核表由回避人员填写")]
    pub reason: Option<String>,
    /// When it was computed or corrected.
    pub at: DateTime<Utc>,
    /// The last day of objections.
    #[schema(required)]
    pub objections_until: Option<NaiveDate>,
    /// Whether it is about the caller: himself, or the leadership team he leads.
    pub is_own: bool,
    /// Whether the caller may object to it now.
    pub may_object: bool,
}

/// A result with every number on the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExplainedResult {
    #[serde(flatten)]
    pub result: EvaluationResult,
    pub explanation: ResultExplanation,
    /// The grades of the scheme, the best first.
    pub grades: Vec<Grade>,
    /// From which score on a result is which grade.
    pub bands: Vec<Band>,
    /// All results there have been, the first one first; each stays readable.
    pub revisions: Vec<ResultRevision>,
    /// The objection to it that the caller sees.
    #[schema(required)]
    pub objection_id: Option<EvaluationObjectionId>,
}

/// One of the results there have been of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResultRevision {
    pub id: EvaluationResultId,
    /// 1 is the first result; each correction adds one.
    #[schema(example = 1)]
    pub revision: i32,
    /// 总分; null where nothing could be computed.
    #[schema(required, example = "87.25")]
    pub score: Option<String>,
    /// The grade in words; null where nothing could be computed.
    #[schema(required, example = "称职")]
    pub grade_name: Option<String>,
    #[schema(required, example = "一份考核表由回避人员填写")]
    pub reason: Option<String>,
    /// When it was computed or corrected.
    pub at: DateTime<Utc>,
}

/// The results of a round as they stand, by the places of their objects; never by score.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationResults {
    pub items: Vec<EvaluationResult>,
    /// How many are about the caller, and not shown to him before they are published.
    #[schema(example = 0)]
    pub withheld: u32,
}

/// One's own results, the latest round first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnEvaluationResults {
    pub items: Vec<EvaluationResult>,
}

/// Why somebody reads the results of others.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadingResults {
    /// Needed for the results of others once the round is archived; every look is audited and listed.
    #[validate(length(min = 2, max = 200))]
    #[param(min_length = 2, max_length = 200, example = "研究干部任用")]
    pub reason: Option<String>,
}

/// What the boxes of a round say, as far as it may be told (测评汇总).
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationTallies {
    pub items: Vec<BoxCount>,
}

/// What one box says. Below the minimum it says nothing, to nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoxCount {
    pub box_id: BallotBoxId,
    #[schema(example = "staff")]
    pub group_code: String,
    #[schema(example = "教职工测评")]
    pub group_name: String,
    /// Below so many ballots nothing is told.
    #[schema(example = 10)]
    pub minimum: u32,
    /// 有效票; null below the minimum.
    #[schema(required, example = 42)]
    pub ballots: Option<u32>,
    /// 废票; null below the minimum.
    #[schema(required, example = 1)]
    pub void: Option<u32>,
    /// What it says of each object it rates, in the order of the round; none below the minimum.
    pub objects: Vec<ObjectCount>,
}

/// What a box says of an object.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectCount {
    pub object_id: EvaluationObjectId,
    #[schema(example = "罗正明")]
    pub name: String,
    /// Ballots with a grade for it; null where they are too few to be told.
    #[schema(required, example = 40)]
    pub valid: Option<u32>,
    /// Each dimension of the scheme; none where too few gave a grade.
    pub dimensions: Vec<DimensionCount>,
}

/// What a box says of a dimension of an object.
#[derive(Debug, Serialize, ToSchema)]
pub struct DimensionCount {
    #[schema(example = "grassroots")]
    pub code: String,
    #[schema(example = "深入基层")]
    pub name: String,
    /// 弃权; null where too few gave a grade.
    #[schema(required, example = 2)]
    pub abstained: Option<u32>,
    /// None where too few gave one.
    pub grades: Vec<GradeCount>,
}

/// A look at archived results of others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultLook {
    pub id: AuditEventId,
    pub at: DateTime<Utc>,
    #[schema(example = "林秀英")]
    pub account_name: String,
    #[schema(example = "研究干部任用")]
    pub reason: String,
    /// Whose result was read; null where it was all of the round.
    #[schema(required, example = "罗正明")]
    pub object_name: Option<String>,
}
