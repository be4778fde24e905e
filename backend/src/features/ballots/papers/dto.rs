//! Wire types of papers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::ballot::Choices,
    features::ballots::form::{BallotForm, BallotRemarkText},
};

/// How far the papers of a box are keyed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperCount {
    /// Papers that at least one teller keyed in.
    #[schema(example = 10)]
    pub entered: u32,
    /// Papers that two tellers keyed in alike.
    #[schema(example = 8)]
    pub agreed: u32,
    /// Numbers of papers that two tellers keyed in differently.
    pub differing: Vec<i32>,
    /// Numbers of papers that one teller has keyed in so far.
    pub waiting: Vec<i32>,
}

/// How many blank papers were handed out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"count": 20}))]
pub struct NewBallotPapers {
    /// How many more blank papers were handed out.
    #[validate(range(min = 1, max = 5_000))]
    #[schema(minimum = 1, maximum = 5_000, example = 20)]
    pub count: u16,
}

/// The papers of a box, as far as they are keyed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperEntries {
    pub form: BallotForm,
    /// How many blank papers there are: the highest number a paper can have.
    #[schema(example = 20)]
    pub papers_made: i32,
    /// Whether the caller keys papers in.
    pub may_enter: bool,
    /// By number.
    pub items: Vec<PaperEntryState>,
}

/// A paper that was keyed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperEntryState {
    /// Its place in the shuffled pile, from 1.
    #[schema(example = 3)]
    pub number: i32,
    pub state: PaperState,
    /// Whether the caller keyed it in.
    pub is_own: bool,
}

/// How far a paper is keyed in (录入状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// 待复录: one teller keyed it in.
    Waiting,
    /// 一致: two tellers did, alike.
    Agreed,
    /// 不一致: two tellers did, differently: both look at the paper again.
    Differing,
}

/// What a teller reads on a paper.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "choices": {"0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001": {"grassroots": "excellent", "staying": null}},
    "remarks": [], "told": false, "is_void": false
}))]
pub struct NewPaperEntry {
    /// Per object, per dimension, the code of a grade. What is `null` or left out abstains.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Option<String>>>)]
    pub choices: Choices,
    /// Free words on the paper, as they stand there.
    #[serde(default)]
    #[validate(nested, length(max = 20))]
    #[schema(max_items = 20)]
    pub remarks: Vec<BallotRemarkText>,
    /// Whether the paper says that its voter was told what to fill in.
    #[serde(default)]
    pub told: bool,
    /// 废票: nobody can tell what it says; then it has no choices and no remarks.
    #[serde(default)]
    pub is_void: bool,
}

/// A paper as the caller keyed it in (录入).
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperEntry {
    /// Place of the paper in the shuffled pile, from 1.
    #[schema(example = 3)]
    pub number: i32,
    pub state: PaperState,
    /// Per object, per dimension, the code of a grade; `null` abstains.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Option<String>>>)]
    pub choices: Choices,
    /// Free words on the paper, as the caller read them.
    pub remarks: Vec<BallotRemarkText>,
    /// Whether the paper says that its voter was told what to fill in.
    pub told: bool,
    /// 废票: nobody can tell what it says.
    pub is_void: bool,
}
