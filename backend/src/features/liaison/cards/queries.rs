//! Reading cards; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::dto::{CardRow, ContactCard, ContactCardFilter, ContactCardSort};
use crate::{
    auth::{Actor, scope},
    entities::{
        contact_card,
        ids::{ContactCardId, PersonId},
        person,
    },
    error::{Error, Result},
    features::liaison::{absences, queries::Names},
    http::{ListQuery, Paged},
};

/// The cards of the caller's units.
fn visible_to(actor: &Actor) -> Select<contact_card::Entity> {
    contact_card::Entity::find().filter(scope::liaison::contact_cards(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ContactCardFilter>,
    today: NaiveDate,
) -> Result<Paged<ContactCard>> {
    let ContactCardFilter {
        sort: _,
        unit_id,
        person_id,
        revoked,
    } = query.filter;
    let is = |revoked: bool| {
        if revoked {
            contact_card::Column::RevokedAt.is_not_null()
        } else {
            contact_card::Column::RevokedAt.is_null()
        }
    };
    let wanted = Condition::all()
        .add_option(unit_id.map(|id| contact_card::Column::UnitId.in_subquery(scope::units_below(&[id]))))
        .add_option(person_id.map(|id| contact_card::Column::PersonId.eq(id)))
        .add_option(revoked.map(is));
    let column = |sort| match sort {
        ContactCardSort::CreatedAt => contact_card::Column::CreatedAt,
    };
    let select = visible_to(actor).filter(wanted);
    let page: Paged<CardRow> = query.page.fetch(db, select, column, contact_card::Column::Id).await?;
    let items = show(db, &page.items, today).await?;
    Ok(page.with_items(items))
}

/// The stored row, inside the caller's scope.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: ContactCardId) -> Result<CardRow> {
    visible_to(actor)
        .filter(contact_card::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ContactCardId,
    today: NaiveDate,
) -> Result<ContactCard> {
    let row = load(db, actor, id).await?;
    show(db, &[row], today).await?.pop().ok_or(Error::NotFound)
}

async fn show(db: &impl ConnectionTrait, rows: &[CardRow], today: NaiveDate) -> Result<Vec<ContactCard>> {
    let people: HashSet<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let units = rows.iter().map(|row| row.unit_id.0).collect();
    let names = Names::of_people_and_units(db, people.iter().map(|id| id.0).collect(), units).await?;
    let phones: HashMap<PersonId, Option<String>> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Phone])
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .into_tuple::<(PersonId, Option<String>)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let left: HashSet<PersonId> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(people))
        .filter(absences::has_left_on(today))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.iter().cloned().map(|row| ContactCard {
        unit_name: names.get(row.unit_id.0),
        person_name: names.get(row.person_id.0),
        has_phone: phones.get(&row.person_id).is_some_and(Option::is_some),
        person_left: left.contains(&row.person_id),
        id: row.id,
        unit_id: row.unit_id,
        person_id: row.person_id,
        reachable: row.reachable,
        printed_at: row.printed_at,
        revoked_at: row.revoked_at,
        revoke_reason: row.revoke_reason,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}
