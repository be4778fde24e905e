//! Wire types of codes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::http::Versioned;

/// How many codes to make.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"count": 48}))]
pub struct NewBallotCodes {
    /// How many codes are made.
    #[validate(range(min = 1, max = 500))]
    #[schema(minimum = 1, maximum = 500, example = 48)]
    pub count: u16,
}

/// Fresh codes, shown once and never again.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotCodes {
    /// In random order.
    #[schema(example = json!(["7K3M-9W2X-5TAC-D4H8"]))]
    pub codes: Vec<String>,
    /// What a code is written behind, for a QR code.
    #[schema(example = "https://lianxin.example/ballot#")]
    pub url_base: String,
}

impl Versioned for BallotCodes {
    fn version(&self) -> Option<i32> {
        None
    }
}
