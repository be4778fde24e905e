//! What a card shows to whoever holds it: without login, throttled, the same answer for unknown and revoked codes.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    dto::{ContactCardCode, PublicContactCard},
    print::unit_and_school,
    service::normalised,
};
use crate::{
    entities::{contact_card, person},
    error::{Error, Result},
    features::liaison::absences,
};

/// The card of a code, while it is good and its person works here.
pub async fn look_up(
    db: &impl ConnectionTrait,
    asked: &ContactCardCode,
    today: NaiveDate,
) -> Result<PublicContactCard> {
    let card = contact_card::Entity::find()
        .filter(contact_card::Column::Code.eq(normalised(&asked.code)))
        .filter(contact_card::Column::RevokedAt.is_null())
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let person = person::Entity::find_by_id(card.person_id)
        .filter(person::Column::Id.not_in_subquery(absences::left_on(today)))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let (unit_name, school_name) = unit_and_school(db, card.unit_id).await?;
    Ok(PublicContactCard {
        school_name,
        unit_name,
        person_name: person.name,
        phone: person.phone,
        reachable: card.reachable,
    })
}
