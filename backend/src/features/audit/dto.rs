//! Wire types of the audit log.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        audit_event::{self, AuditAction},
        ids::{AccountId, AuditEventId, OrgUnitId},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// An entry of the audit log (审计): who did or read what, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    #[serde(flatten)]
    pub row: AuditEventRow,
    /// The caller's name as it is now.
    #[schema(required, example = "杨秀英")]
    pub account_name: Option<String>,
    #[schema(required, example = "者力完小")]
    pub unit_name: Option<String>,
    /// For accounts and role grants: whose.
    #[schema(required, example = "杨秀英")]
    pub object_name: Option<String>,
}

/// The entry itself. Each holds a keyed hash of the one before, so that nobody can change or remove one unseen.
#[derive(Debug, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "audit_event::Entity")]
pub struct AuditEventRow {
    pub id: AuditEventId,
    /// Without gaps, from 1.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Null when nobody was logged in.
    #[schema(required)]
    pub account_id: Option<AccountId>,
    /// What was done.
    #[schema(value_type = AuditAction)]
    pub action: String,
    /// Table of the object.
    #[schema(example = "sessions")]
    pub object_kind: String,
    /// Id of the object in that table; null where no single record was meant.
    #[schema(required)]
    pub object_id: Option<Uuid>,
    /// The need that the reader stated.
    #[schema(required, example = "家访前核对家长电话")]
    pub reason: Option<String>,
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    /// Field names, counts, states; never personal data.
    #[schema(value_type = Object)]
    pub details: Value,
}

/// Filters of the audit log.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditEventFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<AuditEventSort>::schema)]
    pub sort: Option<Sort<AuditEventSort>>,
    /// What was done, such as `login.failed,login.succeeded`.
    #[param(value_type = Vec<AuditAction>, required = false, style = Form, explode = false)]
    pub action: Option<CommaList<AuditAction>>,
    /// What this account did.
    pub account_id: Option<AccountId>,
    /// Entries about this table, such as `sessions`.
    #[param(example = "accounts")]
    pub object_kind: Option<String>,
    /// Entries about the record with this id.
    pub object_id: Option<Uuid>,
    /// What happened at this moment or later.
    #[serde(rename = "at[gte]")]
    pub at_gte: Option<DateTime<Utc>>,
    /// What happened at this moment or before.
    #[serde(rename = "at[lte]")]
    pub at_lte: Option<DateTime<Utc>>,
}

/// Columns by which the audit log can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditEventSort {
    Seq,
    At,
}

impl SortKey for AuditEventSort {
    const ALL: &'static [(&'static str, Self)] = &[("seq", Self::Seq), ("at", Self::At)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for AuditEventFilter {
    type Sort = AuditEventSort;

    fn sort(&self) -> Option<Sort<AuditEventSort>> {
        self.sort
    }
}

impl Positioned<AuditEventSort> for AuditEventRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: AuditEventSort) -> sea_orm::Value {
        match sort {
            AuditEventSort::Seq => self.seq.into(),
            AuditEventSort::At => self.at.into(),
        }
    }
}
