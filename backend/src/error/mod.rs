//! Everything that can go wrong, and the one place where it becomes `application/problem+json`.

mod documented;
mod problem;

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use serde_json::Value;

use crate::{
    files,
    language::{Text, text},
};
pub use documented::{DocumentedProblem, Problems, documented_problems};
pub use problem::{FieldProblem, Problem};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A cause. Status, stable code and wording follow from it in [`problem`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read at all (400).
    #[error("malformed request: {}", .0.en)]
    Malformed(Text),
    /// A query parameter nobody knows (400); `known` names those that are.
    #[error("unknown parameter {name}")]
    UnknownParameter { name: String, known: Vec<String> },
    /// A query parameter with a value that cannot be used (400).
    #[error("invalid parameter {name}")]
    InvalidParameter { name: String, detail: Text },
    /// A cursor that is foreign, altered or from another query (400).
    #[error("invalid cursor")]
    InvalidCursor,
    /// `Idempotency-Key` is needed here because a repeat would do harm (400).
    #[error("idempotency key required")]
    IdempotencyKeyRequired,
    /// Nobody is logged in, or the token is no longer good (401).
    #[error("unauthenticated: {0:?}")]
    Unauthenticated(AuthFailure),
    /// The caller may see this but not do it (403).
    #[error("forbidden: {}", .0.en)]
    Forbidden(Text),
    /// The account must set its own password first (403).
    #[error("password change required")]
    PasswordChangeRequired,
    /// Absent or outside the caller's scope: the same answer (404).
    #[error("not found")]
    NotFound,
    /// A code or token to vote that is wrong, used, or for a box that takes no ballots: nobody is told which (404).
    #[error("no ballot can be cast with this")]
    BallotCredential,
    /// The path exists, the method does not (405); `allowed` goes into `Allow`.
    #[error("method not allowed")]
    MethodNotAllowed { allowed: Vec<String> },
    /// The body did not arrive in time (408).
    #[error("request timeout")]
    Timeout,
    /// The record is not in a state that allows this (409).
    #[error("illegal move {wanted} in state {state}")]
    IllegalMove {
        wanted: String,
        state: String,
        allowed: Vec<String>,
        detail: Text,
    },
    /// Something like this is there already, or stands in the way (409).
    #[error("conflict {code}")]
    Conflict { code: &'static str, detail: Text },
    /// A code or link that was good once (410).
    #[error("gone")]
    Gone(Text),
    /// A place in the change feed whose successors are no longer kept (410).
    #[error("cursor expired")]
    CursorExpired,
    /// Somebody else changed the record since it was read (412).
    #[error("stale version")]
    Stale {
        current: Box<Value>,
        differences: Vec<Difference>,
    },
    /// The body or file is too large (413); `limit` in bytes.
    #[error("too large")]
    TooLarge { limit: usize },
    /// The body is of a kind we do not read (415).
    #[error("unsupported media type")]
    UnsupportedMediaType { expected: &'static str },
    /// A file of a kind that is not kept (415); what it is follows from its content, not from its name.
    #[error("unsupported file")]
    UnsupportedFile,
    /// Fields that break a rule, all of them (422).
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The same `Idempotency-Key` came with another request (422).
    #[error("idempotency key reused")]
    IdempotencyKeyReused,
    /// `If-Match` is needed here (428).
    #[error("precondition required")]
    PreconditionRequired,
    /// Too many tries (429).
    #[error("too many requests")]
    TooManyRequests { retry_after_seconds: u64 },
    /// The database is away for the moment (503).
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our own fault (500).
    #[error("internal: {0}")]
    Internal(String),
}

/// Why a caller counts as nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthFailure {
    /// No token was sent.
    Missing,
    /// The token is malformed, forged or expired.
    InvalidToken,
    /// The session was ended, or the account disabled.
    SessionEnded,
    /// The system is disabled or expired, or asks from an address that is not its own.
    SystemRefused,
    /// Unknown user or wrong password: one answer for both.
    BadCredentials,
}

/// A field of the request that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the body, such as `#/happened_on`.
    pub pointer: String,
    /// Stable code of the rule, such as `required`.
    pub code: String,
    pub detail: Text,
}

/// A field on which the caller's edit and the stored record differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub pointer: String,
    pub yours: Value,
    pub current: Value,
}

impl Error {
    /// One field that breaks a rule; `field` is its path in the body (`happened_on`, `actors/0`).
    pub fn invalid(field: &str, code: &str, detail: Text) -> Self {
        Self::Invalid(vec![FieldError {
            pointer: format!("#/{field}"),
            code: code.to_owned(),
            detail,
        }])
    }

    /// A field that names a record which is not there, or not for this caller.
    pub fn unknown_reference(field: &str) -> Self {
        Self::invalid(
            field,
            "unknown_reference",
            text("找不到所引用的记录", "the record it refers to does not exist"),
        )
    }

    /// The caller may see the record but not do this.
    pub fn forbidden(zh: &'static str, en: &'static str) -> Self {
        Self::Forbidden(text(zh, en))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Conflict {
                code: "duplicate",
                detail: text("已有相同的记录", "a record like this exists already"),
            };
        }
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))
                if is_passing(cause.as_ref()) =>
            {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Internal(error.to_string()),
        }
    }
}

/// Whether the cause lies outside the statement and goes away by itself: connection lost, disk full, lock not got.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            // SQLite: BUSY, LOCKED, IOERR, FULL, READONLY, CANTOPEN in the low byte; PostgreSQL: classes 08, 53, 57, 58,
            // lock timeout, deadlock and serialisation failures.
            match code.parse::<u32>() {
                Ok(sqlite) if code.len() < 5 => matches!(sqlite & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
                _ => {
                    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
                        || matches!(code.as_ref(), "55P03" | "40P01" | "40001")
                }
            }
        }),
        _ => false,
    }
}

impl From<crate::vault::Unreadable> for Error {
    fn from(error: crate::vault::Unreadable) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<files::Failure> for Error {
    fn from(error: files::Failure) -> Self {
        match error {
            files::Failure::Unusable(_) | files::Failure::Folder(_) => Self::Unavailable(error.to_string()),
            files::Failure::Missing(_) | files::Failure::Altered(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        problem::status_and_code(self).0
    }

    fn error_response(&self) -> HttpResponse {
        problem::response(self)
    }
}
