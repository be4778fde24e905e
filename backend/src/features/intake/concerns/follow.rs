//! What the holder of a code does: each goes through the ledger, whose state machine decides.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::{
    dto::{Concern, ConcernCorrection, ConcernNewRemark, ConcernReason, ConcernSettled},
    view,
};
use crate::{
    entities::{account::SUBMITTER, ids::LedgerEntryId},
    error::Result,
    features::{
        attachments::{self, Kept},
        ledger::submitter::{self, SubmittedPatch},
    },
};

/// Adds a remark.
pub async fn remark(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    new: ConcernNewRemark,
    now: DateTime<Utc>,
) -> Result<Concern> {
    submitter::remark(tx, id, new.text, now).await?;
    view::show(tx, id, now).await
}

/// Adds a file.
pub async fn attach(tx: &impl ConnectionTrait, id: LedgerEntryId, file: &Kept, now: DateTime<Utc>) -> Result<Concern> {
    let entry = submitter::attach(tx, id, &file.file_name, now).await?;
    attachments::add_to_entry(tx, id, entry.unit_id, SUBMITTER, file, now).await?;
    view::show(tx, id, now).await
}

/// Corrects what was raised.
pub async fn correct(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    edit: ConcernCorrection,
    now: DateTime<Utc>,
) -> Result<Concern> {
    let correction = SubmittedPatch {
        content: Some(edit.content),
        place: Some(edit.place),
        happened_on: Some(edit.happened_on),
    };
    submitter::amend(tx, id, correction, now).await?;
    view::show(tx, id, now).await
}

/// Withdraws it.
pub async fn withdraw(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    why: ConcernReason,
    now: DateTime<Utc>,
) -> Result<Concern> {
    submitter::withdraw(tx, id, why.reason, now).await?;
    view::show(tx, id, now).await
}

/// Says that it is settled.
pub async fn settled(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    said: ConcernSettled,
    now: DateTime<Utc>,
) -> Result<Concern> {
    submitter::say_settled(tx, id, said.satisfaction.into(), said.note, now).await?;
    view::show(tx, id, now).await
}

/// Says that it is not.
pub async fn not_settled(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    why: ConcernReason,
    now: DateTime<Utc>,
) -> Result<Concern> {
    submitter::say_unsatisfied(tx, id, why.reason, now).await?;
    view::show(tx, id, now).await
}

/// Opens it again.
pub async fn reopen(
    tx: &impl ConnectionTrait,
    id: LedgerEntryId,
    why: ConcernReason,
    now: DateTime<Utc>,
) -> Result<Concern> {
    submitter::reopen(tx, id, why.reason, now).await?;
    view::show(tx, id, now).await
}
