//! What files belong to: a record of which the owning feature says who may change its files.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        attachment::{self, AttachmentOwner},
        ids::{ActivityId, LedgerEntryId, OrgUnitId},
    },
    error::{Error, Result},
    features::{
        activities,
        ledger::{self, FileChange},
    },
};

/// A record that files belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Activity(ActivityId),
    LedgerEntry(LedgerEntryId),
}

impl Owner {
    /// The owner of a stored attachment.
    pub fn of(row: &attachment::Model) -> Self {
        match row.owner_kind {
            AttachmentOwner::Activity => Self::Activity(ActivityId(row.owner_id)),
            AttachmentOwner::LedgerEntry => Self::LedgerEntry(LedgerEntryId(row.owner_id)),
        }
    }

    pub fn kind(self) -> AttachmentOwner {
        match self {
            Self::Activity(_) => AttachmentOwner::Activity,
            Self::LedgerEntry(_) => AttachmentOwner::LedgerEntry,
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::Activity(id) => id.0,
            Self::LedgerEntry(id) => id.0,
        }
    }

    /// Whether the caller, who must see the record, may change its files.
    pub async fn may_change(self, db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<bool> {
        match self {
            Self::Activity(id) => Ok(activities::find(db, actor, id, local_date(now)).await?.may_edit),
            Self::LedgerEntry(id) => ledger::may_attach(db, actor, id, now).await,
        }
    }

    /// Holds the record until the transaction ends, and tells its unit; refuses who may not change its files.
    pub async fn hold(self, tx: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<OrgUnitId> {
        let (unit_id, may_change) = match self {
            Self::Activity(id) => activities::hold(tx, actor, id, local_date(now)).await?,
            Self::LedgerEntry(id) => ledger::hold(tx, actor, id, now).await?,
        };
        if may_change { Ok(unit_id) } else { Err(self.not_yours()) }
    }

    /// Tells the record that a file came or went.
    pub async fn note(
        self,
        tx: &impl ConnectionTrait,
        actor: &Actor,
        what: (FileChange, &str),
        now: DateTime<Utc>,
    ) -> Result<()> {
        match self {
            Self::Activity(_) => Ok(()),
            Self::LedgerEntry(id) => ledger::note_file(tx, actor, id, what, now).await,
        }
    }

    pub fn not_yours(self) -> Error {
        match self {
            Self::Activity(_) => Error::forbidden(
                "只有记录人和参与人可以在确认之前增删附件。",
                "Only those who took part or recorded it may add and remove attachments, until it is confirmed.",
            ),
            Self::LedgerEntry(_) => Error::forbidden(
                "只有首接人、管理单位和承办人可以在销号之前增删附件。",
                "Only the first receiver, those who manage it and its handlers may add and remove attachments, until it \
                 is closed.",
            ),
        }
    }
}
