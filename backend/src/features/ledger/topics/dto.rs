//! Wire types of topics.

use chrono::{DateTime, Utc};
use sea_orm::{DerivePartialModel, sea_query::SimpleExpr};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{LedgerTopicId, OrgUnitId},
        ledger_topic::{self, Column},
    },
    features::ledger::names,
    http::{
        Figure, Listed, Versioned,
        list::{Positioned, SearchText, Sort, SortKey},
        patch,
    },
};

/// A topic by name.
#[derive(Debug, Clone, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "ledger_topic::Entity")]
pub struct TopicName {
    pub id: LedgerTopicId,
    #[schema(example = "教学点午餐保温")]
    pub title: String,
}

/// A topic (一类事) and how many entries belong to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerTopic {
    pub id: LedgerTopicId,
    #[schema(example = "教学点午餐保温")]
    pub title: String,
    #[schema(example = "几所完小的教学点都反映午餐送到时已凉，需统一配保温箱。")]
    pub summary: String,
    /// The school or bureau that keeps it.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// Those of its entries that the caller may see.
    pub seen: Figure,
    /// Those that the caller may see and that are not closed.
    pub seen_open: Figure,
    /// All of its entries; null where the caller does not see some of them and these are fewer than five.
    #[schema(required, example = 9)]
    pub entries: Option<i64>,
    /// Those of them that are not closed; null where that would tell of fewer than five the caller does not see.
    #[schema(required, example = 6)]
    pub open: Option<i64>,
    /// Whether the caller may change it and put entries into it.
    pub may_edit: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for LedgerTopic {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new topic. Entries are put into it with the move `join_topic`.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "教学点午餐保温", "summary": "几所完小的教学点都反映午餐送到时已凉，需统一配保温箱。"}))]
pub struct NewLedgerTopic {
    /// The central school that keeps it; left out, the caller's own.
    pub unit_id: Option<OrgUnitId>,
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, example = "教学点午餐保温")]
    pub title: String,
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000)]
    pub summary: String,
}

/// A change of a topic (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"summary": "已统一采购保温箱，十二月中旬到位。"}))]
pub struct LedgerTopicPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 60))]
    #[schema(min_length = 2, max_length = 60, nullable = false)]
    pub title: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000, nullable = false)]
    pub summary: Option<String>,
}

/// Filters of the list of topics.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TopicFilter {
    /// Order of the rows; default `-created_at`.
    #[param(schema_with = Sort::<TopicSort>::schema)]
    pub sort: Option<Sort<TopicSort>>,
    /// Part of the title, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "保温")]
    pub q: Option<SearchText>,
}

/// Columns by which topics can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicSort {
    CreatedAt,
}

impl SortKey for TopicSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for TopicFilter {
    type Sort = TopicSort;

    fn sort(&self) -> Option<Sort<TopicSort>> {
        self.sort
    }
}

/// The columns of a row.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "ledger_topic::Entity")]
pub struct Row {
    pub id: LedgerTopicId,
    pub title: String,
    pub summary: String,
    pub unit_id: OrgUnitId,
    #[sea_orm(from_expr = "unit_name()")]
    pub unit_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

fn unit_name() -> SimpleExpr {
    names::of_unit(Column::UnitId)
}

impl Positioned<TopicSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: TopicSort) -> sea_orm::Value {
        match sort {
            TopicSort::CreatedAt => self.created_at.into(),
        }
    }
}
