//! What a ballot says, under the lock of its box until that is sealed. All ballots of a box are equally long under
//! lock, so that a length tells nothing.

use serde::{Deserialize, Serialize};

use crate::{
    entities::{ballot::Choices, ballot_box, ids::EvaluationObjectId},
    error::{Error, Result},
    vault::{self, Vault},
};

pub const KEY: &str = "ballot_boxes.content_key";
const CONTENT: &str = "ballots.content";
/// Bytes in front of a content that say how long it is.
const HEAD: usize = 4;

/// A ballot as it was cast or keyed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// None: a paper.
    pub receipt: Option<String>,
    pub choices: Choices,
    pub remarks: Vec<Remark>,
    /// Whether the voter says that he was told what to fill in.
    pub told: bool,
    /// A paper that nobody can read (废票).
    pub is_void: bool,
}

/// What a voter wrote, of one object or in general.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub object_id: Option<EvaluationObjectId>,
    pub content: String,
}

/// The key of one box; wiped with the box's rows when it is sealed.
#[derive(Debug)]
pub struct BoxKey(Vault);

impl BoxKey {
    /// A fresh one, and how it is stored: under the master key.
    pub fn fresh(vault: &Vault) -> Result<Vec<u8>> {
        Ok(vault.seal(KEY, &vault::random::<32>()?)?)
    }

    /// The key of a box; `None` when it was never opened, or is sealed.
    pub fn of(vault: &Vault, stored: &ballot_box::Model) -> Result<Option<Self>> {
        let Some(sealed) = &stored.content_key else {
            return Ok(None);
        };
        let key: [u8; 32] = vault
            .open(KEY, sealed)?
            .try_into()
            .map_err(|_| Error::Internal("the key of a ballot box has another length".into()))?;
        Ok(Some(Self(Vault::new(&key)?)))
    }

    /// Locks a content, filled up to `room` bytes.
    pub fn lock(&self, content: &Content, room: usize) -> Result<Vec<u8>> {
        let mut plain = serde_json::to_vec(content)?;
        let length = u32::try_from(plain.len()).unwrap_or(u32::MAX).to_be_bytes();
        if plain.len() > room {
            return Err(Error::Internal("a ballot is longer than its form allows".into()));
        }
        plain.resize(room, 0);
        Ok(self.0.seal(CONTENT, &[length.as_slice(), &plain].concat())?)
    }

    /// Opens what [`BoxKey::lock`] locked.
    pub fn unlock(&self, locked: &[u8]) -> Result<Content> {
        let plain = self.0.open(CONTENT, locked)?;
        let (length, filled) = plain.split_at_checked(HEAD).ok_or(vault::Unreadable)?;
        let length = length.try_into().map_or(0, u32::from_be_bytes);
        let content = filled.get(..usize::try_from(length).unwrap_or(usize::MAX));
        Ok(serde_json::from_slice(content.ok_or(vault::Unreadable)?)?)
    }

    /// What is kept of a receipt with the code or token that it came with: the same phone is known again.
    pub fn proof(&self, credential: &[u8], receipt: &str) -> Vec<u8> {
        self.0
            .digest("ballots.proof", &[credential, &[0], receipt.as_bytes()].concat())
    }

    /// What is kept of a token that was used.
    pub fn token(&self, message: &[u8]) -> Vec<u8> {
        self.0.digest("ballot_tokens.digest", message)
    }

    /// What is kept of a message that was signed blindly.
    pub fn blinded(&self, message: &[u8]) -> Vec<u8> {
        self.0.digest("ballot_token_holders.blinded_digest", message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> BoxKey {
        BoxKey(Vault::new(&[9; 32]).unwrap())
    }

    fn content(words: &str) -> Content {
        Content {
            receipt: Some("2345-6789-ACDE-FHJK-MNPR".into()),
            choices: Choices::default(),
            remarks: vec![Remark {
                object_id: None,
                content: words.into(),
            }],
            told: false,
            is_void: false,
        }
    }

    #[test]
    fn what_is_locked_is_one_length_and_opens_again() {
        let short = key().lock(&content("好"), 1_024).unwrap();
        let long = key().lock(&content(&"很好".repeat(100)), 1_024).unwrap();
        assert_eq!(short.len(), long.len());
        assert_eq!(key().unlock(&short).unwrap(), content("好"));
        assert_eq!(key().unlock(&long).unwrap(), content(&"很好".repeat(100)));
        assert!(key().lock(&content(&"很好".repeat(300)), 1_024).is_err());
        assert!(key().unlock(&short[..40]).is_err());
    }

    #[test]
    fn a_proof_is_of_one_credential_and_one_receipt() {
        assert_eq!(key().proof(b"a", "x"), key().proof(b"a", "x"));
        assert_ne!(key().proof(b"a", "x"), key().proof(b"a", "y"));
        assert_ne!(key().proof(b"a", "x"), key().proof(b"b", "x"));
    }
}
