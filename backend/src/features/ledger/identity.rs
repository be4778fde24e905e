//! Who raised a concern: sealed, apart from the entry, and every look is written down twice.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, Set};
use serde_json::json;

use super::{
    chain::{self, By, Step},
    input::{IdentityRequest, LedgerIdentity},
    queries,
};
use crate::{
    auth::Actor,
    db::audit,
    entities::{audit_event::AuditAction, ids::LedgerEntryId, ledger_event::LedgerMove, ledger_identity},
    error::{Error, Result},
    vault::Vault,
};

/// The context of a seal names its entry, so that no identity can be moved to another one.
pub fn context(entry_id: LedgerEntryId) -> String {
    format!("ledger_identities.sealed {entry_id}")
}

/// Who raised an entry, as it is stored.
pub fn seal(vault: &Vault, entry_id: LedgerEntryId, identity: &LedgerIdentity) -> Result<Vec<u8>> {
    Ok(vault.seal(&context(entry_id), &serde_json::to_vec(identity)?)?)
}

/// Keeps who raised an entry.
pub async fn keep(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    entry_id: LedgerEntryId,
    identity: &LedgerIdentity,
    now: DateTime<Utc>,
) -> Result<()> {
    let sealed = seal(vault, entry_id, identity)?;
    ledger_identity::Entity::insert(ledger_identity::ActiveModel {
        entry_id: Set(entry_id),
        sealed: Set(sealed),
        created_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Opens who raised an entry, and writes down who looked and why.
pub async fn read(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    entry_id: LedgerEntryId,
    request: &IdentityRequest,
    now: DateTime<Utc>,
) -> Result<LedgerIdentity> {
    let entry = queries::find_to_change(tx, actor, entry_id, now).await?;
    let kept = ledger_identity::Entity::find_by_id(entry_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let identity = serde_json::from_slice(&vault.open(&context(entry_id), &kept.sealed)?)?;
    let step = Step {
        entry_id,
        r#move: LedgerMove::ReadIdentity,
        from: Some(entry.state),
        to: entry.state,
        note: Some(request.reason.clone()),
        data: json!({}),
        by: By::Account(actor),
    };
    chain::append(tx, step, now).await?;
    let look = audit::Entry {
        object_id: Some(entry_id.0),
        unit_id: Some(entry.unit_id),
        reason: Some(&request.reason),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::LedgerIdentityRead)
    };
    audit::record(tx, vault, now, look).await?;
    Ok(identity)
}

/// The words by which the submitter could be told: to be covered where others read the entry, shown to nobody.
pub async fn words_of_submitter(
    db: &impl ConnectionTrait,
    vault: &Vault,
    entry_id: LedgerEntryId,
) -> Result<Vec<String>> {
    let Some(kept) = ledger_identity::Entity::find_by_id(entry_id).one(db).await? else {
        return Ok(Vec::new());
    };
    let identity: LedgerIdentity = serde_json::from_slice(&vault.open(&context(entry_id), &kept.sealed)?)?;
    let words = [Some(identity.name), identity.phone, identity.address];
    Ok(words
        .into_iter()
        .flatten()
        .filter(|word| word.chars().count() > 1)
        .collect())
}
