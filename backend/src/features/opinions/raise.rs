//! Making an entry of the ledger of an opinion item (转民情台账): from then on it is followed there.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, Set};

use super::{
    dto::{OpinionItem, OpinionToLedger},
    queries, service,
};
use crate::{
    auth::{Actor, Permission},
    clock::local_date,
    entities::{
        ids::OpinionItemId,
        ledger_entry::{Disclosure, LedgerChannel, SubmitterKind},
        opinion_event::OpinionStep,
        opinion_item,
    },
    error::{Error, Result},
    features::ledger::{self, NewLedgerEntry},
    language::text,
    vault::Vault,
};

pub async fn raise(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: OpinionItemId,
    wanted: OpinionToLedger,
    now: DateTime<Utc>,
) -> Result<OpinionItem> {
    actor.require(Permission::LedgerRegister)?;
    let stored = queries::find_to_change(tx, actor, id).await?;
    if !queries::part(actor, stored.unit_id, stored.responder_id).overseer {
        return Err(service::not_yours());
    }
    if stored.ledger_entry_id.is_some() {
        return Err(Error::Conflict {
            code: "already_raised",
            detail: text("已经转入民情台账。", "An entry of the ledger was made of it already."),
        });
    }
    let entry = NewLedgerEntry {
        id: None,
        unit_id: Some(stored.unit_id),
        channel: LedgerChannel::PublicOpinion,
        submitter_kind: SubmitterKind::Other,
        disclosure: Disclosure::Anonymous,
        category_id: wanted.category_id,
        urgency: None,
        title: wanted.title,
        content: content(&stored),
        place: None,
        happened_on: Some(local_date(stored.seen_at)),
        persons_concerned: wanted.persons_concerned,
        origin_activity_id: None,
        identity: None,
    };
    let entry = ledger::register_entry(tx, vault, actor, entry, now).await?;
    let row = opinion_item::ActiveModel {
        ledger_entry_id: Set(Some(entry.id)),
        updated_at: Set(now),
        ..Default::default()
    };
    service::save(tx, &stored, row, now).await?;
    let step = (OpinionStep::Raise, stored.state);
    service::note(tx, actor, id, step, Some(entry.number), None, now).await?;
    queries::find(tx, actor, id, now).await
}

/// What was said, and where.
fn content(item: &opinion_item::Model) -> String {
    let source = text(format!("来源：{}", item.source), format!("Source: {}", item.source));
    let lines = [
        Some(item.summary.clone()),
        Some(source.show().to_owned()),
        item.link.clone(),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
