//! Wire types of jobs.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::JobId,
        job::{self, JobKind, JobState},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
    language::text,
};

/// Long work (任务): an import being written, an export being made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    /// Portions that are done, such as rows.
    #[schema(example = 1200)]
    pub done: i32,
    /// How many there are in all; null while unknown.
    #[schema(required, example = 2000)]
    pub total: Option<i32>,
    /// Whether somebody asked to stop; the job ends at its next portion.
    pub cancel_requested: bool,
    /// Where the result is; null until the job is done.
    #[schema(required, example = "/api/v1/imports/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
    pub result_url: Option<String>,
    /// Why the job failed; null when it did not.
    #[schema(required)]
    pub error: Option<JobError>,
    #[schema(required)]
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended: done, failed or cancelled; null until then.
    #[schema(required)]
    pub finished_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Why a job failed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobError {
    /// Stable and never translated.
    #[schema(example = "interrupted")]
    pub code: String,
    /// What happened and what to do about it, in the language of the request.
    pub detail: String,
}

/// How an error is kept: in both languages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredError {
    pub code: String,
    pub zh: String,
    pub en: String,
}

/// How a result is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredResult {
    pub url: String,
}

/// The columns a view needs.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "job::Entity")]
pub struct JobRow {
    id: JobId,
    kind: JobKind,
    state: JobState,
    done: i32,
    total: Option<i32>,
    cancel_requested: bool,
    result: Option<serde_json::Value>,
    error: Option<serde_json::Value>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<JobRow> for Job {
    fn from(row: JobRow) -> Self {
        let result: Option<StoredResult> = row.result.and_then(|result| serde_json::from_value(result).ok());
        let error: Option<StoredError> = row.error.and_then(|error| serde_json::from_value(error).ok());
        Self {
            id: row.id,
            kind: row.kind,
            state: row.state,
            done: row.done,
            total: row.total,
            cancel_requested: row.cancel_requested,
            result_url: result.map(|result| result.url),
            error: error.map(|error| JobError {
                code: error.code,
                detail: text(error.zh, error.en).show().to_owned(),
            }),
            started_at: row.started_at,
            finished_at: row.finished_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl Versioned for Job {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Which jobs to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobFilter {
    /// Order: newest first by default.
    #[param(schema_with = Sort::<JobSort>::schema)]
    pub sort: Option<Sort<JobSort>>,
    /// Jobs of one of these kinds.
    #[param(value_type = Vec<JobKind>, required = false, style = Form, explode = false)]
    pub kind: Option<CommaList<JobKind>>,
    /// Jobs in one of these states.
    #[param(value_type = Vec<JobState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<JobState>>,
}

/// Columns by which jobs can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobSort {
    CreatedAt,
}

impl SortKey for JobSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for JobFilter {
    type Sort = JobSort;

    fn sort(&self) -> Option<Sort<JobSort>> {
        self.sort
    }
}

impl Positioned<JobSort> for JobRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: JobSort) -> sea_orm::Value {
        self.created_at.into()
    }
}
