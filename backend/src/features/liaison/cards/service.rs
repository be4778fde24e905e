//! Making, changing and revoking cards.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rand::RngExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{CardRow, ContactCard, ContactCardPatch, ContactCardRevocation},
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        contact_card,
        ids::{ContactCardId, OrgUnitId, PersonId},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// Without letters and digits that look alike.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// 32^12 codes: nobody finds one by guessing.
const CODE_LENGTH: usize = 12;

/// A good card of each person for a unit; missing ones are made.
pub async fn issue(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    wanted: &[(OrgUnitId, PersonId)],
    reachable: Option<&str>,
    now: DateTime<Utc>,
) -> Result<HashMap<(OrgUnitId, PersonId), contact_card::Model>> {
    let mut known: HashMap<_, _> = contact_card::Entity::find()
        .filter(contact_card::Column::RevokedAt.is_null())
        .filter(contact_card::Column::PersonId.is_in(wanted.iter().map(|(_, person)| *person)))
        .all(tx)
        .await?
        .into_iter()
        .map(|card| ((card.unit_id, card.person_id), card))
        .collect();
    let reachable = reachable.filter(|words| !words.is_empty());
    for key in wanted {
        if let Some(card) = known.get_mut(key) {
            let says_nothing = card.reachable.is_none();
            if let Some(words) = reachable.filter(|_| says_nothing) {
                card.reachable = Some(words.to_owned());
            }
            let change = contact_card::ActiveModel {
                reachable: Set(card.reachable.clone()),
                printed_at: Set(Some(now)),
                ..Default::default()
            };
            store(tx, card.id, card.unit_id, change, now).await?;
        } else {
            let card = create(tx, actor, *key, reachable, now).await?;
            known.insert(*key, card);
        }
    }
    known.retain(|key, _| wanted.contains(key));
    Ok(known)
}

async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    (unit_id, person_id): (OrgUnitId, PersonId),
    reachable: Option<&str>,
    now: DateTime<Utc>,
) -> Result<contact_card::Model> {
    let card = contact_card::Model {
        id: ContactCardId::new(),
        code: new_code(),
        unit_id,
        person_id,
        reachable: reachable.map(str::to_owned),
        printed_at: Some(now),
        revoked_at: None,
        revoke_reason: None,
        created_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    contact_card::Entity::insert(sea_orm::IntoActiveModel::into_active_model(card.clone()))
        .exec_without_returning(tx)
        .await?;
    changes::record(tx, "contact_cards", card.id.0, ChangeOperation::Created, unit_id, now).await?;
    Ok(card)
}

fn new_code() -> String {
    let mut random = rand::rng();
    (0..CODE_LENGTH)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect()
}

/// A code as it is stored: people type spaces, hyphens and small letters.
pub fn normalised(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_uppercase())
        .collect()
}

/// Changes when somebody can be reached.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ContactCardId,
    expected: IfMatch,
    edit: ContactCardPatch,
    now: DateTime<Utc>,
) -> Result<ContactCard> {
    let today = local_date(now);
    let card = good(tx, actor, id, "update").await?;
    patch::check_version(
        expected,
        card.version,
        &queries::find(tx, actor, id, today).await?,
        &edit,
    )?;
    if let Some(reachable) = edit.reachable {
        let change = contact_card::ActiveModel {
            reachable: Set(reachable.filter(|words| !words.is_empty())),
            ..Default::default()
        };
        store(tx, id, card.unit_id, change, now).await?;
    }
    queries::find(tx, actor, id, today).await
}

/// Revokes a card: its code leads nowhere from now on.
pub async fn revoke(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ContactCardId,
    why: ContactCardRevocation,
    now: DateTime<Utc>,
) -> Result<ContactCard> {
    let card = good(tx, actor, id, "revoke").await?;
    let change = contact_card::ActiveModel {
        revoked_at: Set(Some(now)),
        revoke_reason: Set(Some(why.reason)),
        ..Default::default()
    };
    store(tx, id, card.unit_id, change, now).await?;
    queries::find(tx, actor, id, local_date(now)).await
}

async fn good(tx: &impl ConnectionTrait, actor: &Actor, id: ContactCardId, wanted: &str) -> Result<CardRow> {
    let card = queries::load(tx, actor, id).await?;
    if card.revoked_at.is_none() {
        return Ok(card);
    }
    Err(Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: "revoked".to_owned(),
        allowed: Vec::new(),
        detail: text(
            "联系卡已停用；重新打印会生成新的卡。",
            "The card is revoked; printing again makes a new one.",
        ),
    })
}

async fn store(
    tx: &impl ConnectionTrait,
    id: ContactCardId,
    unit_id: OrgUnitId,
    change: contact_card::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    contact_card::Entity::update_many()
        .set(contact_card::ActiveModel {
            updated_at: Set(now),
            ..change
        })
        .col_expr(
            contact_card::Column::Version,
            Expr::col(contact_card::Column::Version).add(1),
        )
        .filter(contact_card::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "contact_cards", id.0, ChangeOperation::Updated, unit_id, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = new_code();
        assert_eq!(code.len(), CODE_LENGTH);
        let typed = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
        assert_eq!(normalised(&typed), code);
    }
}
