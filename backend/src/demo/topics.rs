//! What the principal did with the ledger of the demo today: entries about the same put into a topic, and merged.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    auth::Actor,
    entities::{
        ids::LedgerEntryId,
        ledger_entry::{self, Column, LedgerState},
    },
    error::Result,
    features::ledger::{self, LedgerEntryMove, NewLedgerTopic},
};

/// Topics: title, summary, and what the titles of their entries have in common.
const TOPICS: [(&str, &str, &str); 2] = [
    (
        "教学点午餐保温",
        "几所完小的教学点都反映午餐送到时已凉。拟统一配保温箱，并调整送餐路线。",
        "午餐送到教学点时已经不热了",
    ),
    (
        "公示菜谱和采购价格",
        "家长希望看到每周菜谱和采购价格。拟由食堂每周一在公示栏和家长群公布。",
        "希望公示每周菜谱和采购价格",
    ),
];

/// The most entries of a topic.
const MOST: u64 = 12;

/// Makes the topics of a school, and merges two open entries that say the same.
pub async fn group(tx: &impl ConnectionTrait, principal: &Actor, now: DateTime<Utc>) -> Result<()> {
    for (title, summary, said) in TOPICS {
        let new = NewLedgerTopic {
            unit_id: None,
            title: title.to_owned(),
            summary: summary.to_owned(),
        };
        let topic = ledger::create_topic(tx, principal, new, now).await?;
        let entries: Vec<(LedgerEntryId, LedgerState)> = ledger_entry::Entity::find()
            .select_only()
            .columns([Column::Id, Column::State])
            .filter(Column::Title.eq(said))
            .order_by_desc(Column::RegisteredAt)
            .limit(MOST)
            .into_tuple()
            .all(tx)
            .await?;
        for (id, _) in &entries {
            let join = LedgerEntryMove::JoinTopic { topic_id: topic.id };
            ledger::make_move(tx, principal, *id, join, now).await?;
        }
        let mut at_work = entries.iter().filter(|(_, state)| {
            matches!(
                state,
                LedgerState::Registered | LedgerState::Accepted | LedgerState::Routed | LedgerState::InProgress
            )
        });
        if let (Some((newer, _)), Some((older, _))) = (at_work.next(), at_work.next()) {
            let merge = LedgerEntryMove::Merge {
                into_entry_id: *older,
                note: Some("同一件事，合并办理。".to_owned()),
            };
            ledger::make_move(tx, principal, *newer, merge, now).await?;
        }
    }
    Ok(())
}
