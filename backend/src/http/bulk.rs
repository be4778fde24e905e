//! Many items at once: one result each (207), never half-silent.

use actix_web::http::StatusCode;
use sea_orm::{DatabaseTransaction, TransactionTrait};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::{answer::Answer, body};
use crate::error::{Error, Problem, Result};

/// What became of each item.
#[derive(Debug, Serialize, ToSchema)]
pub struct Bulk<T> {
    pub results: Vec<BulkResult<T>>,
}

/// What became of one item: its record, or what was wrong with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkResult<T> {
    /// Its place in the request, from 0.
    pub index: usize,
    /// The status it would have had alone.
    #[schema(example = 201)]
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub record: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub problem: Option<Problem>,
}

impl<T: Serialize> Answer for Bulk<T> {
    const STATUS: StatusCode = StatusCode::MULTI_STATUS;
}

/// Reads one item of a request as strictly as a body of its own.
pub fn item<I: DeserializeOwned + Validate>(item: &Value) -> Result<I> {
    body::parse(&serde_json::to_vec(item)?)
}

impl<T> Bulk<T> {
    /// Does `work` for every item in its own savepoint: one that breaks a rule leaves nothing behind and stops no other.
    /// `done` is the status of an item that went well.
    pub async fn run<I>(
        tx: &DatabaseTransaction,
        items: Vec<I>,
        done: StatusCode,
        mut work: impl AsyncFnMut(&DatabaseTransaction, I) -> Result<T>,
    ) -> Result<Self> {
        Self::run_each(tx, items, async |tx, item| Ok((done, work(tx, item).await?))).await
    }

    /// As [`Bulk::run`], where each item has a status of its own.
    pub async fn run_each<I>(
        tx: &DatabaseTransaction,
        items: Vec<I>,
        mut work: impl AsyncFnMut(&DatabaseTransaction, I) -> Result<(StatusCode, T)>,
    ) -> Result<Self> {
        let mut results = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            #[expect(
                clippy::disallowed_methods,
                reason = "a savepoint in a transaction that writes already"
            )]
            let savepoint = tx.begin().await?;
            results.push(match Box::pin(work(&savepoint, item)).await {
                Ok((done, record)) => {
                    savepoint.commit().await?;
                    BulkResult {
                        index,
                        status: done.as_u16(),
                        record: Some(record),
                        problem: None,
                    }
                }
                Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => return Err(error),
                Err(error) => {
                    savepoint.rollback().await?;
                    let problem = Problem::from(&error);
                    BulkResult {
                        index,
                        status: problem.status,
                        record: None,
                        problem: Some(problem),
                    }
                }
            });
        }
        Ok(Self { results })
    }
}
