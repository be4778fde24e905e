//! Wire types of saved views.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, SavedViewId},
        saved_view,
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// A list with its filters under a name (常用视图).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedView {
    pub id: SavedViewId,
    /// The list it belongs to.
    #[schema(example = "ledger")]
    pub page: String,
    #[schema(example = "东村未办结")]
    pub name: String,
    /// The list's query string: filters, search, order.
    #[schema(example = "state=routed,in_progress&sort=due_at")]
    pub query: String,
    /// The unit that shares it with everybody in it and below; null: the caller's own.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[schema(required, example = "大地基乡中心小学")]
    pub unit_name: Option<String>,
    /// Whether the caller may change and remove it.
    pub editable: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Versioned for SavedView {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new view.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"page": "ledger", "name": "未办结", "query": "state=routed,in_progress&sort=due_at"}))]
pub struct NewSavedView {
    /// The list it belongs to: letters, digits and `-`.
    #[validate(length(min = 2, max = 40))]
    #[schema(min_length = 2, max_length = 40, example = "ledger")]
    pub page: String,
    #[validate(length(min = 1, max = 30))]
    #[schema(min_length = 1, max_length = 30, example = "东村未办结")]
    pub name: String,
    /// The list's query string: filters, search, order; without `cursor`.
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000, example = "state=routed,in_progress&sort=due_at")]
    pub query: String,
    /// Shared with everybody in this unit and below; the caller's own when left out.
    pub unit_id: Option<OrgUnitId>,
}

/// A change of a view (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "东村和西村未办结"}))]
pub struct SavedViewPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 30))]
    #[schema(min_length = 1, max_length = 30, nullable = false)]
    pub name: Option<String>,
    /// The list's query string: filters, search, order; without `cursor`.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000, nullable = false)]
    pub query: Option<String>,
}

/// Filters of the list of views.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SavedViewFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<SavedViewSort>::schema)]
    pub sort: Option<Sort<SavedViewSort>>,
    /// Those of this list.
    #[param(example = "ledger")]
    pub page: Option<String>,
    /// `true`: those a unit shares; `false`: the caller's own.
    pub shared: Option<bool>,
}

/// Columns by which views can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedViewSort {
    CreatedAt,
}

impl SortKey for SavedViewSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for SavedViewFilter {
    type Sort = SavedViewSort;

    fn sort(&self) -> Option<Sort<SavedViewSort>> {
        self.sort
    }
}

impl Positioned<SavedViewSort> for saved_view::Model {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: SavedViewSort) -> sea_orm::Value {
        match sort {
            SavedViewSort::CreatedAt => self.created_at.into(),
        }
    }
}
