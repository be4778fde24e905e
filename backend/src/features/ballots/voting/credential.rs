//! What lets somebody vote: a code that was not used, or a token that was not. A wrong one, a used one and one for a box
//! that takes no ballots are told apart by nobody: the same questions are asked of the database, the same is answered.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use blind_rsa_signatures::{MessageRandomizer, PublicKeySha384PSSRandomized, Signature};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use uuid::Uuid;

use super::dto::BallotToken;
use crate::{
    entities::{ballot_box, ballot_code, ballot_token, ids::BallotBoxId},
    error::{Error, Result},
    features::ballots::{
        boxes::{self, RoundBox},
        codes::{self, BallotCode},
        content::BoxKey,
    },
    vault::Vault,
};

/// What a voter shows.
pub enum Credential {
    /// The digests under which a code may be known.
    Code(Vec<Vec<u8>>),
    Token {
        box_id: BallotBoxId,
        message: Vec<u8>,
        randomizer: Vec<u8>,
        signature: Vec<u8>,
    },
}

/// Where a credential leads.
pub enum Admission {
    /// A ballot may be cast.
    Open(Box<OpenBox>),
    /// The same phone cast it before, with the same receipt.
    Known,
}

/// A box that takes the ballot of a credential.
pub struct OpenBox {
    pub place: RoundBox,
    pub key: BoxKey,
    /// What is kept of the credential.
    digest: Vec<u8>,
    /// What is kept of the credential with the receipt.
    proof: Vec<u8>,
    by_token: bool,
}

impl Credential {
    /// A code as it was typed. What cannot be one goes the same way as an unknown one.
    pub fn of_code(vault: &Vault, typed: &str) -> Self {
        Self::Code(match BallotCode::read(typed) {
            Some(code) => codes::digests(vault, &code),
            None => vault.digests("ballot_codes.unreadable", typed.as_bytes()),
        })
    }

    /// A token as it was sent.
    pub fn of_token(token: &BallotToken) -> Self {
        let bytes = |sent: &str| BASE64_URL_SAFE_NO_PAD.decode(sent).unwrap_or_default();
        Self::Token {
            box_id: token.box_id,
            message: bytes(&token.message),
            randomizer: bytes(&token.randomizer),
            signature: bytes(&token.signature),
        }
    }

    /// The box that it opens, or that it was used with this receipt before.
    ///
    /// # Errors
    /// [`Error::BallotCredential`]
    pub async fn admit(
        &self,
        db: &impl ConnectionTrait,
        vault: &Vault,
        receipt: &str,
        now: DateTime<Utc>,
    ) -> Result<Admission> {
        match self {
            Self::Code(digests) => {
                let code = ballot_code::Entity::find()
                    .filter(ballot_code::Column::Digest.is_in(digests.iter().cloned()))
                    .one(db)
                    .await?;
                let box_id = code.as_ref().map_or(BallotBoxId(Uuid::nil()), |code| code.box_id);
                let stored = ballot_box::Entity::find_by_id(box_id).one(db).await?;
                let (Some(code), Some(stored)) = (code, stored) else {
                    return Err(Error::BallotCredential);
                };
                let key = BoxKey::of(vault, &stored)?.ok_or(Error::BallotCredential)?;
                let found = Found {
                    digest: code.digest,
                    used: code.is_spent.then_some(code.proof.unwrap_or_default()),
                    by_token: false,
                };
                found.open(db, stored, key, receipt, now).await
            }
            Self::Token { box_id, message, .. } => {
                let stored = ballot_box::Entity::find_by_id(*box_id).one(db).await?;
                let stored = stored.ok_or(Error::BallotCredential)?;
                let key = BoxKey::of(vault, &stored)?.ok_or(Error::BallotCredential)?;
                let digest = key.token(message);
                let used = ballot_token::Entity::find_by_id(digest.clone()).one(db).await?;
                if !self.is_signed(&stored) {
                    return Err(Error::BallotCredential);
                }
                let found = Found {
                    digest,
                    used: used.map(|token| token.proof),
                    by_token: true,
                };
                found.open(db, stored, key, receipt, now).await
            }
        }
    }

    /// Whether the box's key signed the token.
    fn is_signed(&self, stored: &ballot_box::Model) -> bool {
        let (
            Self::Token {
                message,
                randomizer,
                signature,
                ..
            },
            Some(key),
        ) = (self, &stored.public_key)
        else {
            return false;
        };
        let (Ok(key), Ok(randomizer)) = (
            PublicKeySha384PSSRandomized::from_der(key),
            <[u8; 32]>::try_from(randomizer.as_slice()),
        ) else {
            return false;
        };
        let signature = Signature(signature.clone());
        key.verify(&signature, Some(MessageRandomizer(randomizer)), message)
            .is_ok()
    }
}

/// What is known of a credential, whichever table it is read from.
struct Found {
    digest: Vec<u8>,
    /// The proof it was used with.
    used: Option<Vec<u8>>,
    by_token: bool,
}

impl Found {
    async fn open(
        self,
        db: &impl ConnectionTrait,
        stored: ballot_box::Model,
        key: BoxKey,
        receipt: &str,
        now: DateTime<Utc>,
    ) -> Result<Admission> {
        let proof = key.proof(&self.digest, receipt);
        if let Some(used) = self.used {
            return if used == proof {
                Ok(Admission::Known)
            } else {
                Err(Error::BallotCredential)
            };
        }
        let place = boxes::place_of(db, stored).await?;
        if !place.takes_ballots(now) {
            return Err(Error::BallotCredential);
        }
        Ok(Admission::Open(Box::new(OpenBox {
            place,
            key,
            digest: self.digest,
            proof,
            by_token: self.by_token,
        })))
    }
}

impl OpenBox {
    /// Uses the credential up: one statement decides, whoever else tries at the same moment. `false` when it was used
    /// meanwhile.
    pub async fn spend(&self, tx: &impl ConnectionTrait) -> Result<bool> {
        let decided = if self.by_token {
            let token = ballot_token::ActiveModel {
                digest: Set(self.digest.clone()),
                box_id: Set(self.place.row.id),
                proof: Set(self.proof.clone()),
            };
            let untouched = OnConflict::column(ballot_token::Column::Digest).do_nothing().to_owned();
            ballot_token::Entity::insert(token)
                .on_conflict(untouched)
                .exec_without_returning(tx)
                .await?
        } else {
            ballot_code::Entity::update_many()
                .set(ballot_code::ActiveModel {
                    is_spent: Set(true),
                    proof: Set(Some(self.proof.clone())),
                    ..Default::default()
                })
                .filter(ballot_code::Column::Digest.eq(self.digest.clone()))
                .filter(ballot_code::Column::BoxId.eq(self.place.row.id))
                .filter(ballot_code::Column::IsSpent.eq(false))
                .exec(tx)
                .await?
                .rows_affected
        };
        Ok(decided == 1)
    }

    /// Whether it was the same phone that used the credential meanwhile.
    pub async fn was_spent_by_itself(&self, tx: &impl ConnectionTrait) -> Result<bool> {
        let proof = if self.by_token {
            let token = ballot_token::Entity::find_by_id(self.digest.clone()).one(tx).await?;
            token.map(|token| token.proof)
        } else {
            let code = ballot_code::Entity::find_by_id(self.digest.clone()).one(tx).await?;
            code.and_then(|code| code.proof)
        };
        Ok(proof.as_ref() == Some(&self.proof))
    }
}
