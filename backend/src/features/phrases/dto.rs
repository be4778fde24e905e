//! Wire types of phrases.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    entities::{
        activity::ActivityKind,
        ids::{OrgUnitId, PhraseId},
        phrase::PhrasePurpose,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Sort, SortKey},
        patch,
    },
};

/// A phrase for records (常用语), or a template for a move of the ledger (模板).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Phrase {
    pub id: PhraseId,
    /// The phrase, as it is put into a text.
    #[schema(example = "孩子按时完成作业")]
    pub text: String,
    /// Where it is offered.
    pub purpose: PhrasePurpose,
    /// The kind of record it is offered for; null: every kind.
    #[schema(required)]
    pub kind: Option<ActivityKind>,
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

impl Versioned for Phrase {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new phrase.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "孩子按时完成作业", "kind": "home_visit"}))]
pub struct NewPhrase {
    /// In a template `{编号}`, `{单位}` and `{标题}` stand for the entry's number, managing unit and title. A phrase for
    /// records has 200 characters at most.
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, example = "孩子按时完成作业")]
    pub text: String,
    /// Where it is offered; in records when left out.
    #[serde(default = "in_records")]
    #[schema(default = "record")]
    pub purpose: PhrasePurpose,
    /// The kind of record it is offered for; every kind when left out.
    pub kind: Option<ActivityKind>,
    /// Shared with everybody in this unit and below; the caller's own when left out.
    pub unit_id: Option<OrgUnitId>,
}

fn in_records() -> PhrasePurpose {
    PhrasePurpose::Record
}

/// A change of a phrase (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "孩子能按时完成作业"}))]
pub struct PhrasePatch {
    /// The phrase, as it is put into a text.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, nullable = false)]
    pub text: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<ActivityKind>)]
    pub kind: Option<Option<ActivityKind>>,
}

/// Filters of the list of phrases.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PhraseFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PhraseSort>::schema)]
    pub sort: Option<Sort<PhraseSort>>,
    /// Those offered for this kind of record: its own and those for every kind.
    pub kind: Option<ActivityKind>,
    /// Those for these purposes.
    #[param(value_type = Vec<PhrasePurpose>, required = false, style = Form, explode = false)]
    pub purpose: Option<CommaList<PhrasePurpose>>,
    /// `true`: those a unit shares; `false`: the caller's own.
    pub shared: Option<bool>,
}

/// Columns by which phrases can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseSort {
    CreatedAt,
}

impl SortKey for PhraseSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for PhraseFilter {
    type Sort = PhraseSort;

    fn sort(&self) -> Option<Sort<PhraseSort>> {
        self.sort
    }
}
