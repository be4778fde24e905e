//! Wire types of ballot boxes.

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::{
        evaluation_round::RoundState,
        evaluation_rules::HygieneRule,
        ids::{BallotBoxId, EvaluationRoundId, PersonId},
    },
    features::ballots::papers::PaperCount,
    http::{Versioned, patch},
};

/// The boxes of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotBoxes {
    /// In the order of the groups.
    pub items: Vec<BallotBox>,
}

/// A ballot box (票箱).
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotBox {
    pub id: BallotBoxId,
    pub round_id: EvaluationRoundId,
    #[schema(example = "2026年干部考评")]
    pub round_title: String,
    pub round_state: RoundState,
    /// When ballots stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    #[schema(example = "parents")]
    pub group_code: String,
    #[schema(example = "家长代表")]
    pub group_name: String,
    /// Whether the staff of the unit can vote logged in, with a blindly signed token.
    pub staff: bool,
    /// Below so many ballots nothing of them is shown to anybody, and nothing of them counts.
    #[schema(example = 5)]
    pub minimum: u32,
    /// Whether ballots are taken.
    pub is_open: bool,
    /// How many may vote, where that is known.
    #[schema(required, example = 120)]
    pub eligible: Option<i32>,
    /// How many codes were made.
    #[schema(example = 130)]
    pub codes_made: i32,
    /// How many blank papers were noted.
    #[schema(example = 20)]
    pub papers_made: i32,
    /// How many ballots are in the box: a number, and never whose.
    #[schema(example = 87)]
    pub turnout: u32,
    /// Who keys in papers; two of them key in each.
    pub tellers: Vec<BallotTeller>,
    pub papers: PaperCount,
    /// What was counted on sealing; null before.
    #[schema(required)]
    pub counts: Option<BallotCounts>,
    /// Whether the caller runs the box: makes codes, chooses tellers.
    pub may_run: bool,
    pub version: i32,
}

impl Versioned for BallotBox {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Who keys in papers (计票人).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotTeller {
    pub person_id: PersonId,
    #[schema(example = "杨丽萍")]
    pub name: String,
}

/// What was counted on sealing. Small numbers of what ballots say are not told: they could point at somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct BallotCounts {
    /// All ballots of the box, void ones too.
    #[schema(example = 87)]
    pub ballots: u32,
    /// Codes that were used.
    #[schema(example = 52)]
    pub by_code: u32,
    /// Tokens that were used: staff who voted logged in.
    #[schema(example = 25)]
    pub by_token: u32,
    /// Papers that two tellers keyed in alike.
    #[schema(example = 10)]
    pub by_paper: u32,
    /// 废票: papers nobody could read.
    #[schema(example = 1)]
    pub void: u32,
    /// Ballots that say their voter was told what to fill in; null when the number is too small to be told.
    #[schema(required)]
    pub told: Option<u32>,
    /// Ballots that a rule of the scheme points out.
    pub hygiene: Vec<HygieneCount>,
}

/// How many ballots a rule points out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HygieneCount {
    pub rule: HygieneRule,
    /// Null when the number is too small to be told.
    #[schema(required)]
    pub ballots: Option<u32>,
}

/// What can be changed of a box until it is sealed.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"eligible": 120, "teller_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"]}))]
pub struct BallotBoxPatch {
    /// How many may vote; null: not known.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "patch::nullable"
    )]
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100_000)]
    pub eligible: Option<Option<i32>>,
    /// All who key in papers: none or at least two, and nobody whom the round evaluates.
    #[serde(
        default,
        skip_serializing_if = "patch::left_out",
        deserialize_with = "patch::required"
    )]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub teller_ids: Option<Vec<PersonId>>,
}
