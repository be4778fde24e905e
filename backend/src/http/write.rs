//! Writing requests: one transaction each, and a repeat with the same `Idempotency-Key` gets the first answer again.

use std::{
    fmt::Display,
    future::{Ready, ready},
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder, body::BoxBody, dev::Payload, http::StatusCode,
};
use aws_lc_rs::digest;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    answer::{self, Answer},
    body::RawBody,
};
use crate::{
    db,
    entities::idempotency_key::{self, StoredHeaders},
    error::{Error, Result},
    language::text,
};

const HEADER: &str = "Idempotency-Key";
/// A repeat gets the first answer for a day, as promised, and then for another: it may have waited for a network.
const KEPT: TimeDelta = TimeDelta::hours(48);
/// Answers removed in one transaction.
const AT_ONCE: u64 = 5_000;
const LOCATION: &str = "location";
const VERSION: &str = "version";

/// A request that writes; it may carry an `Idempotency-Key`.
#[derive(Debug)]
pub struct Write {
    request: HttpRequest,
    key: Option<String>,
}

/// A request that writes and must carry an `Idempotency-Key`, because a repeat would do harm.
#[derive(Debug)]
pub struct WriteOnce(Write);

/// The answer of a writing request, fresh or given again.
#[derive(Debug)]
pub struct Written {
    status: StatusCode,
    location: Option<String>,
    version: Option<i32>,
    body: Vec<u8>,
    repeated: bool,
}

impl FromRequest for Write {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read_key(request).map(|key| Self {
            request: request.clone(),
            key,
        }))
    }
}

impl FromRequest for WriteOnce {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let write = read_key(request).and_then(|key| match key {
            None => Err(Error::IdempotencyKeyRequired),
            key => Ok(Self(Write {
                request: request.clone(),
                key,
            })),
        });
        ready(write)
    }
}

fn read_key(request: &HttpRequest) -> Result<Option<String>> {
    let Some(value) = request.headers().get(HEADER) else {
        return Ok(None);
    };
    let key = value.to_str().unwrap_or_default().trim().trim_matches('"');
    if key.is_empty() || key.len() > 128 {
        return Err(Error::Malformed(text(
            "Idempotency-Key 须为 1 至 128 个可见字符",
            "Idempotency-Key has 1 to 128 visible characters",
        )));
    }
    Ok(Some(key.to_owned()))
}

/// Removes answers that are kept no longer, 5 000 at most.
pub async fn forget_repeats(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<()> {
    let (caller, key) = (idempotency_key::Column::Caller, idempotency_key::Column::Key);
    let old: Vec<(String, String)> = idempotency_key::Entity::find()
        .select_only()
        .columns([caller, key])
        .filter(idempotency_key::Column::CreatedAt.lt(now - KEPT))
        .limit(AT_ONCE)
        .into_tuple()
        .all(db)
        .await?;
    if old.is_empty() {
        return Ok(());
    }
    db::write(db, async |tx| {
        idempotency_key::Entity::delete_many()
            .filter(Expr::tuple([Expr::col(caller), Expr::col(key)]).in_tuples(old))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}

impl WriteOnce {
    /// See [`Write::run`].
    pub async fn run<A: Answer>(
        self,
        db: &DatabaseConnection,
        caller: impl Display,
        now: DateTime<Utc>,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<A>,
    ) -> Result<Written> {
        self.0.run(db, caller, now, work).await
    }
}

impl Write {
    /// Runs `work` in one transaction and stores its answer with the caller's key in that same transaction. A caller
    /// is an account, or whatever else no two callers share.
    pub async fn run<A: Answer>(
        self,
        db: &DatabaseConnection,
        caller: impl Display,
        now: DateTime<Utc>,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<A>,
    ) -> Result<Written> {
        let caller = caller.to_string();
        db::write(db, async |tx| {
            let Some(key) = self.key.clone() else {
                return fresh(&work(tx).await?);
            };
            let fingerprint = self.fingerprint();
            if !claim(tx, &caller, &key, &fingerprint, now).await? {
                return repeat(tx, &caller, &key, &fingerprint).await;
            }
            let written = fresh(&work(tx).await?)?;
            keep(tx, &caller, &key, &written).await?;
            Ok(written)
        })
        .await
    }

    /// What must be the same for two requests to be the same one: method, path, query, version and body.
    fn fingerprint(&self) -> Vec<u8> {
        let mut hashing = digest::Context::new(&digest::SHA256);
        hashing.update(self.request.method().as_str().as_bytes());
        hashing.update(b"\0");
        hashing.update(self.request.uri().to_string().as_bytes());
        hashing.update(b"\0");
        if let Some(version) = self.request.headers().get(actix_web::http::header::IF_MATCH) {
            hashing.update(version.as_bytes());
        }
        hashing.update(b"\0");
        if let Some(RawBody(body)) = self.request.extensions().get::<RawBody>() {
            hashing.update(body);
        }
        hashing.finish().as_ref().to_vec()
    }
}

impl Written {
    /// An answer that is not kept for repeats, because it shows a secret once.
    pub fn unkept(answer: &impl Answer) -> Result<Self> {
        fresh(answer)
    }
}

fn fresh<A: Answer>(answer: &A) -> Result<Written> {
    Ok(Written {
        status: answer.status(),
        location: answer.location(),
        version: answer.version(),
        body: serde_json::to_vec(answer)?,
        repeated: false,
    })
}

/// Takes the key; `false` when it was taken before. A request that is still running holds the row, so a twin waits.
async fn claim(
    tx: &DatabaseTransaction,
    caller: &str,
    key: &str,
    fingerprint: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = idempotency_key::ActiveModel {
        caller: Set(caller.to_owned()),
        key: Set(key.to_owned()),
        fingerprint: Set(fingerprint.to_vec()),
        status: Set(None),
        headers: Set(None),
        body: Set(None),
        created_at: Set(now),
    };
    let untouched = OnConflict::columns([idempotency_key::Column::Caller, idempotency_key::Column::Key])
        .do_nothing()
        .to_owned();
    let inserted = idempotency_key::Entity::insert(row)
        .on_conflict(untouched)
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

async fn repeat(tx: &DatabaseTransaction, caller: &str, key: &str, fingerprint: &[u8]) -> Result<Written> {
    let stored = idempotency_key::Entity::find_by_id((caller.to_owned(), key.to_owned()))
        .one(tx)
        .await?
        .ok_or_else(|| Error::Internal("an idempotency key vanished".into()))?;
    if stored.fingerprint != fingerprint {
        return Err(Error::IdempotencyKeyReused);
    }
    let StoredHeaders(headers) = stored.headers.unwrap_or_default();
    let header = |wanted: &str| {
        headers
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.clone())
    };
    Ok(Written {
        status: stored
            .status
            .and_then(|status| StatusCode::from_u16(status.unsigned_abs()).ok())
            .unwrap_or_default(),
        location: header(LOCATION),
        version: header(VERSION).and_then(|version| version.parse().ok()),
        body: stored.body.unwrap_or_default(),
        repeated: true,
    })
}

async fn keep(tx: &DatabaseTransaction, caller: &str, key: &str, written: &Written) -> Result<()> {
    let location = written
        .location
        .iter()
        .map(|location| (LOCATION.to_owned(), location.clone()));
    let version = written
        .version
        .iter()
        .map(|version| (VERSION.to_owned(), version.to_string()));
    let headers = StoredHeaders(location.chain(version).collect());
    idempotency_key::Entity::update_many()
        .set(idempotency_key::ActiveModel {
            status: Set(Some(i16::try_from(written.status.as_u16()).unwrap_or(200))),
            headers: Set(Some(headers)),
            body: Set(Some(written.body.clone())),
            ..Default::default()
        })
        .filter(idempotency_key::Column::Caller.eq(caller))
        .filter(idempotency_key::Column::Key.eq(key))
        .exec(tx)
        .await?;
    Ok(())
}

impl Responder for Written {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = answer::respond(self.status, self.location, self.version, self.body);
        if self.repeated {
            response.headers_mut().insert(
                actix_web::http::header::HeaderName::from_static("idempotency-replayed"),
                actix_web::http::header::HeaderValue::from_static("true"),
            );
        }
        response
    }
}
