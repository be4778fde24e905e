//! `idempotency_keys`: answers already given (幂等键): a repeat gets the same one.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Who sent it: an account or a service account.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub caller: String,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Digest of method, path and body.
    pub fingerprint: Vec<u8>,
    /// None while the first request is still running.
    pub status: Option<i16>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub headers: Option<StoredHeaders>,
    pub body: Option<Vec<u8>>,
    pub created_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The headers of a stored answer, name and value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct StoredHeaders(pub Vec<(String, String)>);
