//! Reading posts, ranks and leaves of a person whom the caller may see.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::dto::{Appointment, Leave, RankPeriod};
use crate::{
    entities::{appointment, ids::PersonId, leave, org_unit, rank},
    error::Result,
};

pub async fn appointments_of(db: &impl ConnectionTrait, person_id: PersonId) -> Result<Vec<Appointment>> {
    let rows = appointment::Entity::find()
        .filter(appointment::Column::PersonId.eq(person_id))
        .order_by_desc(appointment::Column::StartsOn)
        .order_by_desc(appointment::Column::Id)
        .all(db)
        .await?;
    let units = org_unit::Entity::find()
        .filter(org_unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .all(db)
        .await?;
    let shown = rows.into_iter().map(|row| Appointment {
        id: row.id,
        person_id: row.person_id,
        post: row.post,
        unit_id: row.unit_id,
        unit_name: units
            .iter()
            .find(|unit| unit.id == row.unit_id)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        version: row.version,
    });
    Ok(shown.collect())
}

pub async fn ranks_of(db: &impl ConnectionTrait, person_id: PersonId) -> Result<Vec<RankPeriod>> {
    let rows = rank::Entity::find()
        .filter(rank::Column::PersonId.eq(person_id))
        .order_by_desc(rank::Column::StartsOn)
        .all(db)
        .await?;
    let shown = rows.into_iter().map(|row| RankPeriod {
        id: row.id,
        person_id: row.person_id,
        rank: row.rank,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        version: row.version,
    });
    Ok(shown.collect())
}

pub async fn leaves_of(db: &impl ConnectionTrait, person_id: PersonId) -> Result<Vec<Leave>> {
    let rows = leave::Entity::find()
        .filter(leave::Column::PersonId.eq(person_id))
        .order_by_desc(leave::Column::StartsOn)
        .order_by_desc(leave::Column::Id)
        .all(db)
        .await?;
    let shown = rows.into_iter().map(|row| Leave {
        id: row.id,
        person_id: row.person_id,
        kind: row.kind,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        reason: row.reason,
        version: row.version,
    });
    Ok(shown.collect())
}
