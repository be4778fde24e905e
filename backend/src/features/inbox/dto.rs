//! Wire types of the inbox.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::NoticeId,
        notice::{self, NoticeFacts, NoticeKind, NoticeObject},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// What somebody is told (通知). Its text is made by whoever shows it, in the reader's language.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub object: NoticeSubject,
    pub facts: NoticeFacts,
    pub created_at: DateTime<Utc>,
    /// Null while it waits to be read.
    #[schema(required)]
    pub read_at: Option<DateTime<Utc>>,
}

/// What a notice is about, as it is now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeSubject {
    pub kind: NoticeObject,
    #[schema(example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub id: Uuid,
    /// Where it has one.
    #[schema(required, example = "ZL-2026-0001")]
    pub number: Option<String>,
    #[schema(example = "午餐送到教学点时已经不热了")]
    pub title: String,
}

/// Filters of the inbox.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<NoticeSort>::schema)]
    pub sort: Option<Sort<NoticeSort>>,
    /// `true`: those that were not read yet; `false`: those that were.
    pub unread: Option<bool>,
    /// Notices of one of these kinds.
    #[param(value_type = Vec<NoticeKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<NoticeKind>>,
    /// About this record.
    pub object_id: Option<Uuid>,
}

/// Which notices to mark as read.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadNotices {
    /// Those about this record; all when left out.
    pub object_id: Option<Uuid>,
}

/// Columns by which notices can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeSort {
    CreatedAt,
}

impl SortKey for NoticeSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for NoticeFilter {
    type Sort = NoticeSort;

    fn sort(&self) -> Option<Sort<NoticeSort>> {
        self.sort
    }
}

impl Positioned<NoticeSort> for notice::Model {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: NoticeSort) -> sea_orm::Value {
        match sort {
            NoticeSort::CreatedAt => self.created_at.into(),
        }
    }
}
