//! A list of short texts in a JSON column.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list of short texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct TextList(pub Vec<String>);

impl From<Vec<String>> for TextList {
    fn from(texts: Vec<String>) -> Self {
        Self(texts)
    }
}
