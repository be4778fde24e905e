//! Reading personal data of pupils and guardians unmasked: with a stated reason, and every look is audited.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Actor,
    db::audit,
    entities::{
        audit_event::AuditAction,
        guardian::GuardianRelation,
        ids::{GuardianId, OrgUnitId},
    },
    error::Result,
    vault::Vault,
};

/// Why personal data is read.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "家访前联系家长"}))]
pub struct RevealReason {
    /// Kept in the audit log.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "家访前联系家长")]
    pub reason: String,
}

/// A guardian with the phone number.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedGuardian {
    pub id: GuardianId,
    #[schema(example = "李建国")]
    pub name: String,
    pub relation: GuardianRelation,
    #[schema(required, example = "13800001111")]
    pub phone: Option<String>,
}

/// Personal data of a household, unmasked.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedHousehold {
    #[schema(required, example = "者力村委会二组 12 号")]
    pub address: Option<String>,
    pub guardians: Vec<RevealedGuardian>,
}

/// Personal data of a pupil, unmasked.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevealedStudent {
    /// 学籍号.
    #[schema(required, example = "G532301201503100011")]
    pub pupil_number: Option<String>,
    #[schema(required, example = "者力村委会二组 12 号")]
    pub address: Option<String>,
    pub guardians: Vec<RevealedGuardian>,
}

/// Notes in the audit log that a record was read unmasked; `look` is the action and the id.
pub async fn note(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    look: (AuditAction, Uuid),
    unit_id: OrgUnitId,
    reason: &RevealReason,
    now: DateTime<Utc>,
) -> Result<()> {
    let (action, id) = look;
    let entry = audit::Entry {
        object_id: Some(id),
        unit_id: Some(unit_id),
        reason: Some(&reason.reason),
        ..audit::Entry::new(Some(actor.account_id), action)
    };
    audit::record(tx, vault, now, entry).await
}
