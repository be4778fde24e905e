//! Reading handovers; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::{
    dto::{Handover, HandoverFilter, HandoverRecord, HandoverRow, HandoverSort},
    pack::HandoverPack,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        account,
        ids::{AccountId, HandoverId},
        liaison_handover,
    },
    error::{Error, Result},
    features::{ledger, liaison::queries::Names},
    http::{ListQuery, Paged},
    vault::Vault,
};

/// The handovers of the caller's units.
fn visible_to(actor: &Actor) -> Select<liaison_handover::Entity> {
    liaison_handover::Entity::find().filter(scope::liaison::handovers(actor))
}

/// A page of handovers. Entries the caller may not see are left out of their counts, as out of their packs.
pub async fn list(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    query: ListQuery<HandoverFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<Handover>> {
    let HandoverFilter {
        sort: _,
        from_person_id,
        unit_id,
    } = query.filter;
    let wanted = Condition::all()
        .add_option(from_person_id.map(|id| liaison_handover::Column::FromPersonId.eq(id)))
        .add_option(unit_id.map(|id| liaison_handover::Column::UnitId.in_subquery(scope::units_below(&[id]))));
    let column = |sort| match sort {
        HandoverSort::CreatedAt => liaison_handover::Column::CreatedAt,
        HandoverSort::StartsOn => liaison_handover::Column::StartsOn,
    };
    let select = visible_to(actor).filter(wanted);
    let page: Paged<HandoverRow> = query
        .page
        .fetch(db, select, column, liaison_handover::Column::Id)
        .await?;
    let mut items = show(db, &page.items).await?;
    let with_entries = items.iter().filter(|handover| handover.counts.entries > 0);
    let ids: Vec<HandoverId> = with_entries.map(|handover| handover.id).collect();
    for (id, pack) in packs(db, vault, actor, &ids, now).await? {
        for handover in items.iter_mut().filter(|handover| handover.id == id) {
            handover.counts.entries = i32::try_from(pack.entries.len()).unwrap_or(i32::MAX);
        }
    }
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: HandoverId) -> Result<Handover> {
    let one = visible_to(actor).filter(liaison_handover::Column::Id.eq(id));
    let row: HandoverRow = one.into_partial_model().one(db).await?.ok_or(Error::NotFound)?;
    show(db, &[row]).await?.pop().ok_or(Error::NotFound)
}

/// A handover with its pack.
pub async fn record(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: HandoverId,
    now: DateTime<Utc>,
) -> Result<HandoverRecord> {
    let mut handover = find(db, actor, id).await?;
    let (_, pack) = packs(db, vault, actor, &[id], now)
        .await?
        .pop()
        .ok_or(Error::NotFound)?;
    handover.counts.entries = i32::try_from(pack.entries.len()).unwrap_or(i32::MAX);
    Ok(HandoverRecord { handover, pack })
}

/// Packs without the entries the caller may not see: one that is about him must not come to him this way.
async fn packs(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    ids: &[HandoverId],
    now: DateTime<Utc>,
) -> Result<Vec<(HandoverId, HandoverPack)>> {
    let sealed: Vec<(HandoverId, Vec<u8>)> = visible_to(actor)
        .filter(liaison_handover::Column::Id.is_in(ids.iter().copied()))
        .select_only()
        .columns([liaison_handover::Column::Id, liaison_handover::Column::PackSealed])
        .into_tuple()
        .all(db)
        .await?;
    let opened = sealed
        .into_iter()
        .map(|(id, sealed)| Ok((id, HandoverPack::open(vault, &sealed)?)));
    let mut packs = opened.collect::<Result<Vec<_>>>()?;
    let entries = packs.iter().flat_map(|(_, pack)| &pack.entries);
    let numbers: Vec<String> = entries.map(|entry| entry.number.clone()).collect();
    let seen = ledger::numbers_seen(db, actor, numbers, now).await?;
    for (_, pack) in &mut packs {
        pack.entries.retain(|entry| seen.contains(&entry.number));
    }
    Ok(packs)
}

async fn show(db: &impl ConnectionTrait, rows: &[HandoverRow]) -> Result<Vec<Handover>> {
    let people: HashSet<_> = rows.iter().map(|row| row.from_person_id.0).collect();
    let units = rows.iter().map(|row| row.unit_id.0).collect();
    let names = Names::of_people_and_units(db, people, units).await?;
    let makers: HashMap<AccountId, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.created_by)))
        .into_tuple::<(AccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.iter().cloned().map(|row| Handover {
        unit_name: names.get(row.unit_id.0),
        from_person_name: names.get(row.from_person_id.0),
        created_by_name: makers.get(&row.created_by).cloned().unwrap_or_default(),
        id: row.id,
        unit_id: row.unit_id,
        from_person_id: row.from_person_id,
        starts_on: row.starts_on,
        reason: row.reason,
        witness: row.witness,
        counts: row.counts,
        version: row.version,
        created_at: row.created_at,
    });
    Ok(shown.collect())
}
