//! A number that explains itself.

use serde::Serialize;
use utoipa::ToSchema;

/// A number with the request that lists exactly what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    #[schema(example = 3)]
    pub value: i64,
    /// A path of this API.
    #[schema(example = "/api/v1/liaison-coverage/targets?scheme=leader_branch&covered=false")]
    pub query: String,
}

impl Figure {
    /// `query` is a path below `/api/v1`, such as `/liaison-links?state=current`.
    pub fn new(value: impl TryInto<i64>, query: impl AsRef<str>) -> Self {
        Self {
            value: value.try_into().unwrap_or(i64::MAX),
            query: format!("/api/v1{}", query.as_ref()),
        }
    }
}
