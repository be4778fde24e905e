//! Proof of work (工作量证明) instead of a captcha: who sends much from one address computes longer, and nobody is shut
//! out. A challenge is signed, so that nothing is kept of it until it is used; then it is kept until it expires.

use std::net::IpAddr;

use aws_lc_rs::{constant_time, digest};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    auth::throttle::Visitors,
    entities::spent_challenge,
    error::{Error, Result},
    language::{Text, text},
    vault::{self, Vault},
};

/// Leading zero bits for the first challenges of an address: some 2 000 hashes.
const EASY: u8 = 11;
/// As many challenges in ten minutes cost no more than the first one; from then on each doubling costs a bit.
const FREE: u32 = 60;
/// Above this an address waits: a whole town behind one address would not reach it.
const MOST: u32 = 4_000;
const LIFE: TimeDelta = TimeDelta::minutes(20);
const CONTEXT: &str = "intake.challenge";

/// What has to be computed before a concern can be sent.
#[expect(clippy::struct_field_names, reason = "the proof calls it the same")]
#[derive(Debug, Serialize, ToSchema)]
pub struct Challenge {
    /// Signed; good once, until it expires.
    #[schema(example = "1.1764036800.11.5f0c9be0015f0c9be0015f0c9be00122.0f3c1e7b52d3e5a1f0c9be001aabbccd")]
    pub challenge: String,
    /// How many bits of SHA-256 of `challenge`, a colon and the answer must be zero, from the left.
    #[schema(example = 11)]
    pub difficulty: u8,
    pub expires_at: DateTime<Utc>,
}

/// A challenge with its answer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The challenge, exactly as it was given out.
    #[validate(length(min = 1, max = 200))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "1.1764036800.11.5f0c9be0015f0c9be0015f0c9be00122.0f3c1e7b52d3e5a1f0c9be001aabbccd"
    )]
    pub challenge: String,
    /// A number that makes the hash small enough.
    #[schema(example = 1234)]
    pub answer: u32,
}

/// A new challenge, the dearer the more the address has asked for of late.
///
/// # Errors
/// [`Error::TooManyRequests`]
pub fn challenge(vault: &Vault, visitors: &Visitors, address: Option<IpAddr>, now: DateTime<Utc>) -> Result<Challenge> {
    let asked = visitors.admit(address, 1, MOST, now)?;
    let difficulty = difficulty(asked);
    let expires_at = now + LIFE;
    let nonce: [u8; 16] = vault::random()?;
    let body = format!("1.{}.{difficulty}.{}", expires_at.timestamp(), hex::encode(nonce));
    Ok(Challenge {
        challenge: format!("{body}.{}", signature(vault, &body)),
        difficulty,
        expires_at,
    })
}

/// The leading zero bits for the `asked`-th challenge of an address.
fn difficulty(asked: u32) -> u8 {
    let doublings = (asked.max(1) - 1) / FREE;
    let bits = u32::BITS - doublings.leading_zeros();
    EASY + u8::try_from(bits).unwrap_or(u8::MAX - EASY)
}

fn signature(vault: &Vault, body: &str) -> String {
    hex::encode(&vault.digest(CONTEXT, body.as_bytes())[..16])
}

/// Accepts a proof, and never again.
///
/// # Errors
/// [`Error::Invalid`] at `proof` when it is forged, too old, wrong or used.
pub async fn spend(tx: &impl ConnectionTrait, vault: &Vault, proof: &Proof, now: DateTime<Utc>) -> Result<()> {
    let (nonce, expires_at) = check(vault, proof, now)?;
    spent_challenge::Entity::delete_many()
        .filter(spent_challenge::Column::ExpiresAt.lt(now))
        .exec(tx)
        .await?;
    let fresh = spent_challenge::Entity::insert(spent_challenge::ActiveModel {
        nonce: Set(nonce),
        expires_at: Set(expires_at),
    })
    .on_conflict(
        OnConflict::column(spent_challenge::Column::Nonce)
            .do_nothing()
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;
    if fresh == 1 {
        return Ok(());
    }
    Err(refused(
        "challenge_spent",
        text("这道验证题已经用过", "this challenge was used before"),
    ))
}

/// The nonce of a good proof, and when it expires.
fn check(vault: &Vault, proof: &Proof, now: DateTime<Utc>) -> Result<(Vec<u8>, DateTime<Utc>)> {
    let forged = || {
        refused(
            "unknown_challenge",
            text("不是本系统出的验证题", "not one of our challenges"),
        )
    };
    let (body, signed) = proof.challenge.rsplit_once('.').ok_or_else(forged)?;
    constant_time::verify_slices_are_equal(signature(vault, body).as_bytes(), signed.as_bytes())
        .map_err(|_| forged())?;
    let mut parts = body.split('.').skip(1);
    let mut next = || parts.next().ok_or_else(forged);
    let expires_at = next()?.parse().ok().and_then(|at| DateTime::from_timestamp(at, 0));
    let difficulty: u8 = next()?.parse().map_err(|_| forged())?;
    let nonce = next()?.as_bytes().to_vec();
    let expires_at = expires_at.ok_or_else(forged)?;
    if expires_at < now {
        return Err(refused(
            "challenge_expired",
            text(
                "验证题已过期，请重新获取",
                "the challenge has expired: ask for a new one",
            ),
        ));
    }
    if zero_bits(&format!("{}:{}", proof.challenge, proof.answer)) < u32::from(difficulty) {
        return Err(refused(
            "wrong_answer",
            text("验证题的答案不对", "the answer does not fit the challenge"),
        ));
    }
    Ok((nonce, expires_at))
}

fn refused(code: &str, detail: Text) -> Error {
    Error::invalid("proof", code, detail)
}

/// How many bits of the SHA-256 of a text are zero, from the left.
fn zero_bits(content: &str) -> u32 {
    let mut bits = 0;
    for byte in digest::digest(&digest::SHA256, content.as_bytes()).as_ref() {
        bits += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_behind_one_address_pays_little() {
        let prices = [1, 60, 61, 120, 121, 200, 480, 481, 4_000].map(difficulty);
        assert_eq!(prices, [11, 11, 12, 12, 13, 13, 14, 15, 18]);
    }

    #[test]
    fn an_answer_is_good_for_its_own_challenge_until_that_expires() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let now = "2026-11-23T02:00:00Z".parse().unwrap();
        let Challenge { challenge, .. } = challenge(&vault, &Visitors::default(), None, now).unwrap();
        let fits = |answer: &u32| zero_bits(&format!("{challenge}:{answer}")) >= u32::from(EASY);
        let answer = (0..u32::MAX).find(fits).unwrap();
        let wrong = (0..u32::MAX).find(|answer| !fits(answer)).unwrap();
        let told = |challenge: &str, answer, at| {
            let proof = Proof {
                challenge: challenge.to_owned(),
                answer,
            };
            match check(&vault, &proof, at) {
                Ok(_) => "good".to_owned(),
                Err(Error::Invalid(fields)) => fields[0].code.clone(),
                Err(error) => error.to_string(),
            }
        };
        assert_eq!(told(&challenge, answer, now), "good");
        assert_eq!(told(&challenge, wrong, now), "wrong_answer");
        assert_eq!(
            told(&challenge, answer, now + LIFE + TimeDelta::seconds(1)),
            "challenge_expired"
        );
        assert_eq!(
            told(&challenge.replacen(".11.", ".1.", 1), answer, now),
            "unknown_challenge"
        );
        assert_eq!(told("x", answer, now), "unknown_challenge");
    }
}
