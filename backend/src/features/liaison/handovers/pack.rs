//! The handover pack (交接清单): what was handed over, in words, kept sealed as it was on that day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::dto::KeyHousehold;
use crate::{
    entities::{activity::ActivityKind, ledger_entry::LedgerState},
    error::Result,
    vault::Vault,
};

pub const SEALED_PACK: &str = "liaison_handovers.pack";

/// What was handed over, as it was on that day. Names stand as they were then.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HandoverPack {
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub from_person_name: String,
    /// Everybody who takes something over.
    pub to_person_names: Vec<String>,
    /// The links that were handed over.
    pub links: Vec<PackLink>,
    /// The open ledger entries that were handed over.
    pub entries: Vec<PackEntry>,
    /// What had been promised and was still to be kept.
    pub promises: Vec<PackPromise>,
    /// Households that need special care (重点户).
    pub key_households: Vec<KeyHousehold>,
}

/// A link of a pack.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PackLink {
    pub scheme_name: String,
    /// The target in words.
    pub target_name: String,
    pub unit_name: String,
    /// Since when who handed over kept in touch.
    pub since: NaiveDate,
    pub to_person_name: String,
    /// The successor kept in touch already: no second link was made.
    pub already_linked: bool,
}

/// A ledger entry of a pack.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PackEntry {
    pub number: String,
    pub title: String,
    pub state: LedgerState,
    /// When it must be answered (办理期限).
    pub due_at: DateTime<Utc>,
    pub to_person_name: String,
}

/// A promise of a pack.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PackPromise {
    pub kind: ActivityKind,
    pub happened_on: NaiveDate,
    #[schema(required)]
    pub household_label: Option<String>,
    pub follow_up: String,
    #[schema(required)]
    pub follow_up_on: Option<NaiveDate>,
    pub to_person_name: String,
}

impl HandoverPack {
    pub fn seal(&self, vault: &Vault) -> Result<Vec<u8>> {
        Ok(vault.seal(SEALED_PACK, &serde_json::to_vec(self)?)?)
    }

    pub fn open(vault: &Vault, sealed: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(&vault.open(SEALED_PACK, sealed)?)?)
    }
}
