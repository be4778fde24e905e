//! Reading topics; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
    sea_query::{CaseStatement, Expr, ExprTrait, LikeExpr, SimpleExpr},
};

use super::dto::{LedgerTopic, Row, TopicFilter, TopicName, TopicSort};
use crate::{
    auth::{Actor, Permission, policy::reaches_unit, scope::ledger as rows},
    clock::local_date,
    entities::{
        ids::LedgerTopicId,
        ledger_entry::{self, LedgerState},
        ledger_topic::{self, Column},
    },
    error::{Error, Result},
    http::{Figure, ListQuery, Paged},
};

/// Fewer entries than this that the caller does not see are not told of.
const FEW: i64 = 5;

/// The topics the caller may see.
pub fn visible_to(actor: &Actor) -> Select<ledger_topic::Entity> {
    ledger_topic::Entity::find().filter(rows::ledger_topics(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<TopicFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<LedgerTopic>> {
    let TopicFilter { sort: _, q } = query.filter;
    let wanted = Condition::all().add_option(q.map(|q| contains(&q.0)));
    let column = |sort| match sort {
        TopicSort::CreatedAt => Column::CreatedAt,
    };
    let select = visible_to(actor).filter(wanted);
    let page: Paged<Row> = query.page.fetch(db, select, column, Column::Id).await?;
    let counts = count(db, actor, page.items.iter().map(|row| row.id), now).await?;
    Ok(page.map(|row| show(row, actor, &counts)))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerTopicId,
    now: DateTime<Utc>,
) -> Result<LedgerTopic> {
    let row: Row = visible_to(actor)
        .filter(Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let counts = count(db, actor, [id], now).await?;
    Ok(show(row, actor, &counts))
}

/// The title of a topic, for an entry that belongs to it.
pub async fn name_of(db: &impl ConnectionTrait, id: Option<LedgerTopicId>) -> Result<Option<TopicName>> {
    match id {
        None => Ok(None),
        Some(id) => Ok(ledger_topic::Entity::find_by_id(id)
            .into_partial_model()
            .one(db)
            .await?),
    }
}

fn contains(q: &str) -> SimpleExpr {
    let escaped = q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Expr::col((ledger_topic::Entity, Column::Title)).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// How many entries a topic has.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    all: i64,
    open: i64,
    seen: i64,
    seen_open: i64,
}

impl Counts {
    /// All entries, unless the unseen ones are so few that their number would tell of them.
    fn entries(self) -> Option<i64> {
        enough(self.all - self.seen).then_some(self.all)
    }

    /// The open ones, unless either those or the closed ones would tell of a few unseen.
    fn open(self) -> Option<i64> {
        let unseen_open = self.open - self.seen_open;
        let unseen_closed = (self.all - self.seen) - unseen_open;
        (enough(unseen_open) && enough(unseen_closed)).then_some(self.open)
    }
}

/// Whether a number of entries the caller does not see may be told.
fn enough(unseen: i64) -> bool {
    unseen == 0 || unseen >= FEW
}

/// Counts the entries of topics; those that are about the caller, or about somebody he reports to, do not exist.
async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    topics: impl IntoIterator<Item = LedgerTopicId>,
    now: DateTime<Utc>,
) -> Result<HashMap<LedgerTopicId, Counts>> {
    let today = local_date(now);
    let seen = rows::ledger_entries(actor, today);
    let open = Condition::all().add(ledger_entry::Column::State.ne(LedgerState::Closed));
    let those = |condition: Condition| -> SimpleExpr { Expr::expr(CaseStatement::new().case(condition, 1)).count() };
    let counted: Vec<(LedgerTopicId, i64, i64, i64, i64)> = ledger_entry::Entity::find()
        .filter(rows::without_conflict_of_interest(
            actor.person_id,
            &actor.grants,
            today,
        ))
        .filter(ledger_entry::Column::TopicId.is_in(topics))
        .select_only()
        .column(ledger_entry::Column::TopicId)
        .column_as(ledger_entry::Column::Id.count(), "entries")
        .expr_as(those(open.clone()), "open")
        .expr_as(those(seen.clone()), "seen")
        .expr_as(those(open.add(seen)), "seen_open")
        .group_by(ledger_entry::Column::TopicId)
        .into_tuple()
        .all(db)
        .await?;
    let counts = counted.into_iter().map(|(id, all, open, seen, seen_open)| {
        let counts = Counts {
            all,
            open,
            seen,
            seen_open,
        };
        (id, counts)
    });
    Ok(counts.collect())
}

fn show(row: Row, actor: &Actor, counts: &HashMap<LedgerTopicId, Counts>) -> LedgerTopic {
    let counts = counts.get(&row.id).copied().unwrap_or_default();
    let list = format!("/ledger-entries?topic_id={}", row.id);
    LedgerTopic {
        seen_open: Figure::new(
            counts.seen_open,
            format!("{list}&state=registered,accepted,routed,in_progress,replied"),
        ),
        seen: Figure::new(counts.seen, list),
        entries: counts.entries(),
        open: counts.open(),
        may_edit: reaches_unit(actor, Permission::LedgerTopics, row.unit_id),
        id: row.id,
        title: row.title,
        summary: row.summary,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Nobody can work out, from what is shown, that there are one to four entries he does not see.
        #[test]
        fn a_few_unseen_entries_are_not_told_of(seen_open in 0i64..9, seen_closed in 0i64..9, open in 0i64..9, closed in 0i64..9) {
            let counts = Counts {
                all: seen_open + seen_closed + open + closed,
                open: seen_open + open,
                seen: seen_open + seen_closed,
                seen_open,
            };
            if let Some(all) = counts.entries() {
                prop_assert!(enough(all - counts.seen));
                if let Some(shown) = counts.open() {
                    prop_assert!(enough(shown - counts.seen_open));
                    prop_assert!(enough(all - shown - (counts.seen - counts.seen_open)));
                }
            }
        }
    }
}
