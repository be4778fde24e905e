//! What a card shows to whoever holds it: without login, throttled, the same answer for unknown and revoked codes.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    dto::{ContactCardCode, PublicContactCard},
    print::unit_and_school,
    service::normalised,
};
use crate::{
    entities::{
        contact_card,
        ids::{OrgUnitId, PersonId},
        person,
    },
    error::{Error, Result},
    features::liaison::absences,
};

/// The card of a code, while it is good and its person works here.
pub async fn look_up(
    db: &impl ConnectionTrait,
    asked: &ContactCardCode,
    today: NaiveDate,
) -> Result<PublicContactCard> {
    let (card, person) = good(db, &asked.code, today).await?;
    let (unit_name, school_name) = unit_and_school(db, card.unit_id).await?;
    Ok(PublicContactCard {
        school_name,
        unit_name,
        person_name: person.name,
        phone: person.phone,
        reachable: card.reachable,
    })
}

/// The unit and the person of a card.
///
/// # Errors
/// [`Error::NotFound`] for a code that is unknown, revoked, or of somebody who has left.
pub async fn whom_a_card_names(
    db: &impl ConnectionTrait,
    code: &str,
    today: NaiveDate,
) -> Result<(OrgUnitId, PersonId)> {
    let (card, person) = good(db, code, today).await?;
    Ok((card.unit_id, person.id))
}

async fn good(db: &impl ConnectionTrait, code: &str, today: NaiveDate) -> Result<(contact_card::Model, person::Model)> {
    let card = contact_card::Entity::find()
        .filter(contact_card::Column::Code.eq(normalised(code)))
        .filter(contact_card::Column::RevokedAt.is_null())
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let person = person::Entity::find_by_id(card.person_id)
        .filter(person::Column::Id.not_in_subquery(absences::left_on(today)))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((card, person))
}
