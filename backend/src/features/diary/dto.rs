//! Wire types of remarks in the diary.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::http::{Versioned, list::SearchText};

/// What a person notes for himself on a day (随笔). Nobody else reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiaryRemark {
    pub day: NaiveDate,
    /// Empty where nothing was noted.
    #[schema(example = "奶奶说起孩子的父亲年底回来，记得再去一次。")]
    pub text: String,
    /// 0 where nothing was noted: the first note is sent with `If-Match: "v0"`.
    #[schema(minimum = 0, example = 1)]
    pub version: i32,
    /// When it was last changed; null where nothing was noted.
    #[schema(required)]
    pub updated_at: Option<DateTime<Utc>>,
}

impl Versioned for DiaryRemark {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Remarks of a person, the latest day first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiaryRemarks {
    pub items: Vec<DiaryRemark>,
}

/// Which remarks.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RemarkFilter {
    /// From this day on.
    #[serde(rename = "day[gte]")]
    pub from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "day[lte]")]
    pub until: Option<NaiveDate>,
    /// Text: two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "年底")]
    pub q: Option<SearchText>,
}

/// A remark as it shall be.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "奶奶说起孩子的父亲年底回来，记得再去一次。"}))]
pub struct NewDiaryRemark {
    /// An empty text removes the remark.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000, example = "奶奶说起孩子的父亲年底回来，记得再去一次。")]
    pub text: String,
}
