//! Reading hearings: those of an entry the caller may see, and what was disclosed to himself.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::dto::{HearingFilter, HearingSort, LedgerHearing, LedgerHearings, OwnHearing};
use crate::{
    auth::Actor,
    entities::{
        ids::{HearingId, LedgerEntryId},
        ledger_hearing::{Column, Entity},
    },
    error::{Error, Result},
    features::ledger::queries,
    http::{ListQuery, Paged},
};

fn of(entry_id: LedgerEntryId) -> Select<Entity> {
    Entity::find().filter(Column::EntryId.eq(entry_id))
}

/// The hearings of an entry.
pub async fn of_entry(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry_id: LedgerEntryId,
    now: DateTime<Utc>,
) -> Result<LedgerHearings> {
    queries::check_visible(db, actor, entry_id, now).await?;
    let items = of(entry_id)
        .order_by_asc(Column::HeardOn)
        .order_by_asc(Column::Id)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(LedgerHearings { items })
}

/// One hearing, of an entry the caller may see.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: HearingId,
    now: DateTime<Utc>,
) -> Result<LedgerHearing> {
    let hearing: LedgerHearing = Entity::find_by_id(id)
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    queries::check_visible(db, actor, hearing.entry_id, now).await?;
    Ok(hearing)
}

/// What was put to the caller himself, as far as it was disclosed to him.
pub async fn own(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<HearingFilter>,
) -> Result<Paged<OwnHearing>> {
    let person = actor.person_id.unwrap_or_default();
    let select = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::DisclosedAt.is_not_null());
    let column = |sort| match sort {
        HearingSort::HeardOn => Column::HeardOn,
    };
    query.page.fetch(db, select, column, Column::Id).await
}
