//! Wire types of the lists that belong to a round: who is evaluated, and who assesses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::{
        evaluation_rules::ObjectKind,
        ids::{EvaluationObjectId, OrgUnitId, PersonId},
    },
    http::Versioned,
};

/// Who or what is evaluated (考评对象).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationObject {
    pub id: EvaluationObjectId,
    pub kind: ObjectKind,
    /// The cadre; null for a leadership team.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// The name, as it was when the round was opened.
    #[schema(example = "高建国")]
    pub name: String,
    /// The post (职务), as it was when the round was opened; empty for a leadership team.
    #[schema(example = "副校长")]
    pub post: String,
    /// The place on forms and ballots, from 1; it says nothing of the result.
    pub position: i32,
}

/// Who or what a round evaluates, in the order of forms and ballots.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationObjects {
    pub items: Vec<EvaluationObject>,
    /// That of the round.
    pub version: i32,
}

impl Versioned for EvaluationObjects {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Somebody, or a team, that could be evaluated (建议考评对象).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposedObject {
    pub kind: ObjectKind,
    /// The cadre; null for a leadership team.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    #[schema(example = "高建国")]
    pub name: String,
    /// All leading posts held today; empty for a leadership team.
    #[schema(example = "总务主任兼出纳")]
    pub post: String,
}

/// The leadership team of the unit and those who hold leading posts in it and below.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedObjects {
    pub items: Vec<ProposedObject>,
}

/// All objects of a round, in the order of forms and ballots; those that are not named are left out from now on.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"items": [
    {"kind": "leadership_team"},
    {"kind": "cadre", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be003", "post": "副校长"}
]}))]
pub struct NewEvaluationObjects {
    /// All who are evaluated, in the order of the ballot, in place of those there were.
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub items: Vec<NewEvaluationObject>,
}

/// An object of a round.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvaluationObject {
    pub kind: ObjectKind,
    /// A cadre, required: somebody of the unit or of one below it.
    pub person_id: Option<PersonId>,
    /// A leadership team: whose; without it, that of the unit that evaluates.
    pub unit_id: Option<OrgUnitId>,
    /// A leadership team: what it is called; without it, 领导班子 after the name of the unit.
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60)]
    pub name: Option<String>,
    /// A cadre: the post as it is printed; without it, the posts he holds today.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub post: Option<String>,
}

/// An assessor of a round (考核人).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationAssessor {
    /// The code of an organisational group of the rules.
    #[schema(example = "group_office")]
    pub group_code: String,
    pub person_id: PersonId,
    #[schema(example = "林秀英")]
    pub person_name: String,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// Whether he can log in: without an account nobody fills a sheet.
    pub has_account: bool,
}

/// The assessors of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationAssessors {
    pub items: Vec<EvaluationAssessor>,
    /// That of the round.
    pub version: i32,
}

impl Versioned for EvaluationAssessors {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// All assessors of a round; those that are not named are left out from now on.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"items": [
    {"group_code": "group_office", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be003"}
]}))]
pub struct NewEvaluationAssessors {
    /// All assessors, in place of those there were.
    #[validate(length(max = 500), nested)]
    #[schema(max_items = 500)]
    pub items: Vec<NewEvaluationAssessor>,
}

/// An assessor of a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvaluationAssessor {
    /// The code of an organisational group of the rules.
    #[validate(length(min = 1, max = 30))]
    #[schema(min_length = 1, max_length = 30, example = "group_office")]
    pub group_code: String,
    /// Somebody the caller can see in the staff directory.
    pub person_id: PersonId,
}
