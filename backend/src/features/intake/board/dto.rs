//! Wire types of the public board.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    entities::{
        board_summary::BoardSummaryState,
        ids::{BoardSummaryId, LedgerEntryId, OrgUnitId},
        ledger_entry::LedgerOutcome,
    },
    http::Versioned,
};

/// Whose board is wanted.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardFilter {
    /// A school or kindergarten; the board is always that of its whole central school, so that nothing of a small unit
    /// can be computed from two boards.
    pub unit_id: OrgUnitId,
}

/// The public board (公开栏) of a central school: twelve closed months.
#[derive(Debug, Serialize, ToSchema)]
pub struct Board {
    #[schema(example = "大地基乡中心小学")]
    pub school_name: String,
    /// What was raised from this day on.
    pub from: NaiveDate,
    /// The last day of a month.
    pub until: NaiveDate,
    /// Numbers from 1 to this less one are hidden.
    #[schema(example = 5)]
    pub least: u32,
    /// What was raised and not withdrawn; null where the numbers are too small to be told.
    #[schema(required, example = 86)]
    pub total: Option<u32>,
    /// How many concerns were of each category.
    pub categories: Vec<BoardCategory>,
    /// How many came to each outcome, and how many are not closed yet.
    pub outcomes: Vec<BoardOutcome>,
    pub rates: BoardRates,
    /// What the office tells of single concerns, the newest first.
    pub summaries: Vec<PublicSummary>,
}

/// How many concerns were of a category.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardCategory {
    /// Name of the category.
    #[schema(example = "食堂营养")]
    pub name: String,
    /// Null where it is hidden.
    #[schema(required, example = 21)]
    pub count: Option<u32>,
}

/// How many concerns came to an outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardOutcome {
    /// Null for those that are not closed yet.
    #[schema(required)]
    pub outcome: Option<LedgerOutcome>,
    /// Null where it is hidden.
    #[schema(required, example = 34)]
    pub count: Option<u32>,
}

/// The rates (办理指标). Completion is never told without resolution.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardRates {
    /// 按期答复率: answered in time, of those that were answered or should have been.
    #[schema(required)]
    pub response: Option<BoardRate>,
    /// 办结率: closed, of all.
    #[schema(required)]
    pub completion: Option<BoardRate>,
    /// 解决率: resolved, of those that are closed.
    #[schema(required)]
    pub resolution: Option<BoardRate>,
    /// 满意率: satisfied or basically satisfied, of those who were asked and answered.
    #[schema(required)]
    pub satisfaction: Option<BoardRate>,
}

/// A rate with what it was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardRate {
    /// How many of the whole it is true of.
    #[schema(example = 61)]
    pub part: u32,
    /// Of how many.
    #[schema(example = 80)]
    pub whole: u32,
}

/// What the office tells of a concern.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicSummary {
    #[schema(example = "午餐送到教学点保温不够")]
    pub title: String,
    /// What came of it, as the office tells the public.
    #[schema(example = "已为三个教学点配保温箱，每天实测温度并记录。")]
    pub result: String,
    #[schema(example = "食堂营养")]
    pub category_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub published_on: NaiveDate,
}

/// What the public is told of an entry (公开栏摘要), as the office sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardSummary {
    pub id: BoardSummaryId,
    pub entry_id: LedgerEntryId,
    #[schema(example = "午餐送到教学点保温不够")]
    pub title: String,
    /// What came of it, as the public reads it.
    #[schema(example = "已为三个教学点配保温箱，每天实测温度并记录。")]
    pub result: String,
    pub state: BoardSummaryState,
    /// When it was put on the board.
    pub published_at: DateTime<Utc>,
    /// Name of who put it there.
    #[schema(example = "林秀英")]
    pub published_by_name: String,
    /// When it was taken off the board; null while it stands there.
    #[schema(required)]
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl Versioned for BoardSummary {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The summary of an entry, if it has one.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardSummaries {
    pub items: Vec<BoardSummary>,
}

/// What the public is to be told of an entry.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "午餐送到教学点保温不够", "result": "已为三个教学点配保温箱，每天实测温度并记录。"}))]
pub struct NewBoardSummary {
    /// What it was about. No names, no numbers that belong to somebody.
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, example = "午餐送到教学点保温不够")]
    pub title: String,
    /// What came of it.
    #[validate(length(min = 2, max = 500))]
    #[schema(
        min_length = 2,
        max_length = 500,
        example = "已为三个教学点配保温箱，每天实测温度并记录。"
    )]
    pub result: String,
    /// Words that are names of people of this school, but do not mean them here.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub not_names: Vec<String>,
}
