//! Wire types of voting.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    code::Code,
    entities::{ballot::Choices, ids::BallotBoxId},
    features::ballots::form::{BallotForm, BallotRemarkText},
    http::Versioned,
};

/// A receipt: 19 random signs and a check sign, in groups of four.
pub type Receipt = Code<20>;

/// A code to vote with.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4H8"}))]
pub struct BallotLookup {
    /// Spaces, hyphens and small letters do not matter.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "7K3M-9W2X-5TAC-D4H8")]
    pub code: String,
}

/// A ballot (测评票), with either a code or a token.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "7K3M-9W2X-5TAC-D4H8", "receipt": "2345-6789-ACDE-FHJK-MNP3",
    "choices": {"0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001": {"grassroots": "excellent", "staying": null}},
    "remarks": [{"object_id": null, "content": "希望多到教学点来。"}], "told": false
}))]
pub struct NewBallot {
    /// Instead of `token`.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "7K3M-9W2X-5TAC-D4H8")]
    pub code: Option<String>,
    /// Instead of `code`.
    #[validate(nested)]
    pub token: Option<BallotToken>,
    /// Made by the phone beforehand, random, and kept by the voter: 19 signs of `23456789ACDEFHJKMNPRTWX` and a check
    /// sign that makes the sum of place × value a multiple of 23, in groups of four. The same ballot sent again with the
    /// same receipt gets the same answer.
    #[validate(length(max = 40), custom(function = "is_receipt"))]
    #[schema(max_length = 40, example = "2345-6789-ACDE-FHJK-MNP3")]
    pub receipt: String,
    /// Per object, per dimension, the code of a grade. What is `null` or left out abstains (弃权).
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Option<String>>>)]
    pub choices: Choices,
    /// 2 000 signs altogether at most.
    #[serde(default)]
    #[validate(nested, length(max = 20))]
    #[schema(max_items = 20)]
    pub remarks: Vec<BallotRemarkText>,
    /// Whether the voter was told what to fill in. It is counted, and kept with no ballot.
    #[serde(default)]
    pub told: bool,
}

/// A token that was signed blindly (RFC 9474, RSABSSA-SHA384-PSS-Randomized). All parts in Base64url without padding.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotToken {
    pub box_id: BallotBoxId,
    /// 32 random bytes.
    #[validate(length(equal = 43))]
    #[schema(min_length = 43, max_length = 43)]
    pub message: String,
    /// The 32 random bytes put before the message when it was prepared for signing.
    #[validate(length(equal = 43))]
    #[schema(min_length = 43, max_length = 43)]
    pub randomizer: String,
    /// The unblinded signature, 256 bytes.
    #[validate(length(equal = 342))]
    #[schema(min_length = 342, max_length = 342)]
    pub signature: String,
}

/// That a ballot is in the box (回执).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotReceipt {
    /// It is in the public list once the box is sealed.
    #[schema(example = "2345-6789-ACDE-FHJK-MNP3")]
    pub receipt: String,
}

/// What the caller may vote on, logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnBallots {
    pub items: Vec<OwnBallot>,
}

/// A box that takes the ballot of a member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnBallot {
    pub box_id: BallotBoxId,
    #[schema(example = "2026年干部考评")]
    pub round_title: String,
    #[schema(example = "教职工")]
    pub group_name: String,
    /// When ballots stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    /// Whether the caller got his token. Whether he used it is known to nobody but him.
    pub token_taken: bool,
    pub form: BallotForm,
    /// The key that checks tokens: SPKI (`rsaEncryption`) in Base64url without padding.
    #[schema(example = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A")]
    pub public_key: String,
}

/// A message to be signed without being seen.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"blinded_message": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn-AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6ytrq-wsbKztLW2t7i5uru8vb6_wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t_g4eLj5OXm5-jp6uvs7e7v8PHy8_T19vf4-fr7_P3-_w"}))]
pub struct BlindedMessage {
    /// Prepared and blinded with the box's key (RFC 9474, RSABSSA-SHA384-PSS-Randomized): 256 bytes in Base64url without
    /// padding.
    #[validate(length(equal = 342))]
    #[schema(min_length = 342, max_length = 342)]
    pub blinded_message: String,
}

/// A blind signature: it becomes a token when the caller takes the blinding off.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlindSignature {
    /// 256 bytes in Base64url without padding.
    #[schema(min_length = 342, max_length = 342)]
    pub blind_signature: String,
}

impl Versioned for BallotReceipt {
    fn version(&self) -> Option<i32> {
        None
    }
}

fn is_receipt(written: &str) -> Result<(), ValidationError> {
    match Receipt::read(written) {
        Some(_) => Ok(()),
        None => {
            let mut error = ValidationError::new("receipt");
            error.message = Some("回执应为 20 位，由设备生成|a receipt has 20 signs, made by the device".into());
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_of_the_examples_is_one() {
        assert!(is_receipt("2345-6789-ACDE-FHJK-MNP3").is_ok());
        assert!(is_receipt("2345-6789-ACDE-FHJK-MNP4").is_err());
    }
}
