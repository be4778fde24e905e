//! Taking back what was taken over from a former ledger.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    entities::{ids::LedgerEntryId, ledger_entry, ledger_event, ledger_identity, ledger_person_concerned},
    error::Result,
    features::importing::{TakenBack, Written, take_back},
};

/// Takes back an entry that an import made, with its events: it was in no other ledger than the old one.
pub async fn undo(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    let id = LedgerEntryId(written.id);
    take_back::<ledger_entry::Entity>(tx, written, now, async |tx| {
        let events = ledger_event::Entity::delete_many().filter(ledger_event::Column::EntryId.eq(id));
        events.exec(tx).await?;
        let persons =
            ledger_person_concerned::Entity::delete_many().filter(ledger_person_concerned::Column::EntryId.eq(id));
        persons.exec(tx).await?;
        let identities = ledger_identity::Entity::delete_many().filter(ledger_identity::Column::EntryId.eq(id));
        identities.exec(tx).await.map(|_| ())
    })
    .await
}
