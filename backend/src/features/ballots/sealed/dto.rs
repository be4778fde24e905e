//! Wire types of sealed boxes.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::entities::ids::EvaluationObjectId;

/// The receipts of all ballots that were in a box (回执公示), papers left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotReceipts {
    #[schema(example = "2026年干部考评")]
    pub round_title: String,
    #[schema(example = "家长代表")]
    pub group_name: String,
    /// In alphabetical order. Whoever finds his is sure that his ballot was in the box; what it says nobody learns.
    #[schema(example = json!(["2345-6789-ACDE-FHJK-MNP3"]))]
    pub receipts: Vec<String>,
}

/// What voters of a box wrote (意见).
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotRemarks {
    /// Whether there are too few ballots to show any.
    pub hidden: bool,
    /// In random order, apart from the ballots; without those about the caller himself.
    pub items: Vec<BallotRemark>,
}

/// What a voter wrote.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotRemark {
    pub id: Uuid,
    /// Of whom; null: in general.
    #[schema(required)]
    pub object_id: Option<EvaluationObjectId>,
    #[schema(required, example = "高建国")]
    pub object_name: Option<String>,
    #[schema(example = "希望多到教学点来。")]
    pub content: String,
}
