//! Reading handovers; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

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
    features::liaison::queries::Names,
    http::{ListQuery, Paged},
    vault::Vault,
};

/// The handovers of the caller's units.
fn visible_to(actor: &Actor) -> Select<liaison_handover::Entity> {
    liaison_handover::Entity::find().filter(scope::liaison::handovers(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<HandoverFilter>,
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
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: HandoverId) -> Result<Handover> {
    let one = visible_to(actor).filter(liaison_handover::Column::Id.eq(id));
    let row: HandoverRow = one.into_partial_model().one(db).await?.ok_or(Error::NotFound)?;
    show(db, &[row]).await?.pop().ok_or(Error::NotFound)
}

/// A handover with its pack.
pub async fn record(db: &impl ConnectionTrait, vault: &Vault, actor: &Actor, id: HandoverId) -> Result<HandoverRecord> {
    let handover = find(db, actor, id).await?;
    let sealed: Vec<u8> = visible_to(actor)
        .filter(liaison_handover::Column::Id.eq(id))
        .select_only()
        .column(liaison_handover::Column::PackSealed)
        .into_tuple()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(HandoverRecord {
        handover,
        pack: HandoverPack::open(vault, &sealed)?,
    })
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
