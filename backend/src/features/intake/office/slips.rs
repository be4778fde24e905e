//! Codes for callers: the office enters what they say, prints the slip, and a new code takes the place of the old.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::dto::FollowSlip;
use crate::{
    auth::Actor,
    db::audit,
    entities::{audit_event::AuditAction, follow_code, ids::LedgerEntryId, org_unit},
    error::Result,
    features::{
        intake::codes::{self, FollowCode},
        ledger,
    },
    http::qr_code,
    state::State,
};

/// Gives out a new code for an entry, and notes who did.
pub async fn issue(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<FollowSlip> {
    let entry = ledger::hold_for_submitter(tx, actor, entry_id, now).await?;
    let replaced = follow_code::Entity::find()
        .filter(follow_code::Column::EntryId.eq(entry_id))
        .count(tx)
        .await?
        > 0;
    let code = FollowCode::random()?;
    codes::issue(tx, &state.vault, entry_id, &code, Some(actor.account_id), now).await?;
    let given = audit::Entry {
        object_id: Some(entry_id.0),
        unit_id: Some(entry.unit_id),
        details: json!({ "replaced": replaced }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::FollowCodeIssued)
    };
    audit::record(tx, &state.vault, now, given).await?;
    let unit = org_unit::Entity::find_by_id(entry.unit_id).one(tx).await?;
    let code = code.grouped();
    let url = format!("{}/follow#{code}", state.config.public_url.trim_end_matches('/'));
    Ok(FollowSlip {
        entry_id,
        number: entry.number,
        unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
        qr_svg: qr_code(&url)?,
        code,
        url,
        issued_at: now,
        replaced,
    })
}
