//! Wire types of what the office does for those outside.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    entities::ids::{LedgerEntryId, PersonId},
    http::Versioned,
};

/// A code to follow an entry with, for the caller it was entered for (查询码): it is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowSlip {
    pub entry_id: LedgerEntryId,
    #[schema(example = "ZL-2026-0001")]
    pub number: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// The code to follow it with (查询码); shown this once, kept as a digest only.
    #[schema(example = "7K3M-9W2X-5TAC-D4HN-PR6F")]
    pub code: String,
    /// The page that follows it; the code stands behind the `#`, which no server sees.
    #[schema(example = "https://lianxin.example.org/follow#7K3M-9W2X-5TAC-D4HN-PR6F")]
    pub url: String,
    /// The address as a QR code: an SVG picture.
    pub qr_svg: String,
    /// When the code was made.
    pub issued_at: DateTime<Utc>,
    /// Whether a code that was given out before is good no more.
    pub replaced: bool,
}

/// Staff that a concern from outside names in words (反映涉及的人).
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffMention {
    pub entry_id: LedgerEntryId,
    /// Whom it names, as the submitter wrote it.
    #[schema(example = "食堂的王师傅")]
    pub words: String,
    /// When the office said who is meant; null while the entry is seen by the office and the bureau alone.
    #[schema(required)]
    pub settled_at: Option<DateTime<Utc>>,
}

/// The mention of an entry, if it has one.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffMentions {
    pub items: Vec<StaffMention>,
}

impl Versioned for StaffMention {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// Who of the staff is meant.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"person_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"]}))]
pub struct StaffMentionSettled {
    /// The persons it is about, besides those the entry names already; empty where nobody of the staff is meant.
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub person_ids: Vec<PersonId>,
}
