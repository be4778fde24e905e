//! Runs jobs beside the requests of a worker, and keeps what they reached in the database.

use std::panic::AssertUnwindSafe;

use actix_web::{rt, web};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};

use super::dto::{StoredError, StoredResult};
use crate::{
    entities::{
        ids::{AccountId, JobId, OrgUnitId},
        job::{self, JobKind, JobState},
    },
    error::{Error, Problem, Result},
    language::{Language, Text, text},
    state::State,
};

/// A job to be queued.
#[derive(Debug)]
pub struct NewJob {
    pub kind: JobKind,
    pub owner: AccountId,
    pub unit_id: Option<OrgUnitId>,
    pub total: Option<i32>,
    pub params: serde_json::Value,
}

/// How a job ended well.
#[derive(Debug)]
pub enum Ended {
    /// With a result that is found at this address.
    Done(String),
    /// Because somebody asked for it.
    Cancelled,
}

/// A running job, as its work sees it.
#[derive(Debug)]
pub struct Progress {
    id: JobId,
}

/// Writes a job down; [`start`] it when the transaction has committed.
pub async fn queue(tx: &impl ConnectionTrait, new: NewJob, now: DateTime<Utc>) -> Result<JobId> {
    let id = JobId::new();
    job::Entity::insert(job::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        state: Set(JobState::Queued),
        done: Set(0),
        total: Set(new.total),
        owner: Set(new.owner),
        unit_id: Set(new.unit_id),
        params: Set(new.params),
        result: Set(None),
        error: Set(None),
        started_at: Set(None),
        finished_at: Set(None),
        cancel_requested: Set(false),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(id)
}

/// Starts a queued job on this worker, in the language of the request.
pub fn start<W>(state: web::Data<State>, id: JobId, work: W)
where
    W: AsyncFnOnce(&State, &Progress) -> Result<Ended> + 'static,
{
    let language = Language::current();
    rt::spawn(language.scope(async move {
        let outcome = AssertUnwindSafe(run(&state, id, work)).catch_unwind().await;
        let outcome = outcome.unwrap_or_else(|_| Err(Error::Internal("a job panicked".into())));
        if let Err(error) = finish(&state, id, outcome).await {
            tracing::error!(job.id = %id, error = %error, "the end of a job could not be written");
        }
    }));
}

/// Does a queued job on the spot and returns when it has ended, for the verbs of the command line.
pub async fn run_now<W>(state: &State, id: JobId, work: W) -> Result<()>
where
    W: AsyncFnOnce(&State, &Progress) -> Result<Ended>,
{
    let outcome = run(state, id, work).await;
    finish(state, id, outcome).await
}

async fn run<W>(state: &State, id: JobId, work: W) -> Result<Ended>
where
    W: AsyncFnOnce(&State, &Progress) -> Result<Ended>,
{
    let now = state.clock.now();
    let began = job::ActiveModel {
        state: Set(JobState::Running),
        started_at: Set(Some(now)),
        ..Default::default()
    };
    change(&state.db, id, began, now).await?;
    work(state, &Progress { id }).await
}

async fn finish(state: &State, id: JobId, outcome: Result<Ended>) -> Result<()> {
    let now = state.clock.now();
    let mut row = job::ActiveModel {
        finished_at: Set(Some(now)),
        ..Default::default()
    };
    match outcome {
        Ok(Ended::Done(url)) => {
            row.state = Set(JobState::Done);
            row.result = Set(Some(serde_json::to_value(StoredResult { url })?));
        }
        Ok(Ended::Cancelled) => row.state = Set(JobState::Cancelled),
        Err(error) => {
            tracing::error!(job.id = %id, error = %error, "a job failed");
            row.state = Set(JobState::Failed);
            row.error = Set(Some(serde_json::to_value(describe(&error))?));
        }
    }
    change(&state.db, id, row, now).await
}

async fn change(db: &impl ConnectionTrait, id: JobId, row: job::ActiveModel, now: DateTime<Utc>) -> Result<()> {
    job::Entity::update_many()
        .set(job::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(job::Column::Version, Expr::col(job::Column::Version).add(1))
        .filter(job::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

impl Progress {
    /// Notes how far the work is, in the transaction of its portion.
    pub async fn reached(&self, tx: &impl ConnectionTrait, done: usize, now: DateTime<Utc>) -> Result<()> {
        let row = job::ActiveModel {
            done: Set(i32::try_from(done).unwrap_or(i32::MAX)),
            ..Default::default()
        };
        change(tx, self.id, row, now).await
    }

    /// Whether somebody asked the job to stop.
    pub async fn is_cancelled(&self, db: &impl ConnectionTrait) -> Result<bool> {
        let asked: Option<bool> = job::Entity::find_by_id(self.id)
            .select_only()
            .column(job::Column::CancelRequested)
            .into_tuple()
            .one(db)
            .await?;
        Ok(asked.unwrap_or(true))
    }

    pub fn id(&self) -> JobId {
        self.id
    }
}

fn describe(error: &Error) -> StoredError {
    let stored = |code: &str, words: Text| StoredError {
        code: code.to_owned(),
        zh: words.zh.into_owned(),
        en: words.en.into_owned(),
    };
    match error {
        Error::Internal(_) => stored(
            "internal_error",
            text(
                "程序出错，已记录。已写入的部分不会丢失，请重新提交。",
                "Something went wrong and was logged. What was written stays: start it again.",
            ),
        ),
        Error::Unavailable(_) => stored(
            "unavailable",
            text(
                "数据库暂时不可用，已写入的部分不会丢失，请稍后重新提交。",
                "The database is away for the moment. What was written stays: start it again later.",
            ),
        ),
        other => {
            let problem = Problem::from(other);
            stored(&problem.code, text(problem.detail.clone(), problem.detail))
        }
    }
}

/// Jobs that a stopped server left behind have failed.
pub async fn fail_interrupted(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    let error = StoredError {
        code: "interrupted".into(),
        zh: "服务器在处理中途停止了。已写入的部分不会丢失，请重新提交以继续。".into(),
        en: "The server stopped in the middle. What was written stays: start it again to go on.".into(),
    };
    job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set(JobState::Failed),
            error: Set(Some(serde_json::to_value(error)?)),
            finished_at: Set(Some(now)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(job::Column::Version, Expr::col(job::Column::Version).add(1))
        .filter(job::Column::State.is_in([JobState::Queued.to_value(), JobState::Running.to_value()]))
        .exec(tx)
        .await?;
    Ok(())
}
