//! Tokens (投票凭证): who may vote logged in has one message signed that the server does not see. What he makes of the
//! signature is accepted later, from anybody: not even whoever holds the database knows whose it is.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use blind_rsa_signatures::SecretKeySha384PSSRandomized;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select, Set,
    sea_query::OnConflict,
};

use super::dto::{BlindSignature, BlindedMessage, OwnBallot, OwnBallots};
use crate::{
    auth::{Actor, scope::evaluation::boxes_of_staff},
    db,
    entities::{
        ballot_box, ballot_token_holder,
        ids::{BallotBoxId, PersonId},
        person::{self, EmploymentStatus},
    },
    error::{Error, Result},
    features::ballots::{
        boxes::{self, RoundBox},
        content::BoxKey,
        form::BallotForm,
    },
    language::text,
    state::State,
};

/// What the signing key of a box is sealed as.
pub const SIGNING_KEY: &str = "ballot_boxes.signing_key";

/// The open boxes that take the ballot of this person; `None` when he does not work here any more.
async fn open_to(db: &impl ConnectionTrait, actor: &Actor) -> Result<Option<(PersonId, Select<ballot_box::Entity>)>> {
    let Some(id) = actor.person_id else { return Ok(None) };
    let found = person::Entity::find_by_id(id)
        .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .one(db)
        .await?;
    Ok(found.map(|found| (id, ballot_box::Entity::find().filter(boxes_of_staff(found.unit_id)))))
}

/// What the caller may vote on, logged in.
pub async fn own(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<OwnBallots> {
    let Some((person, select)) = open_to(db, actor).await? else {
        return Ok(OwnBallots { items: Vec::new() });
    };
    let places = boxes::with_rounds(db, select.all(db).await?).await?;
    let mut items = Vec::new();
    for place in places.iter().filter(|place| place.takes_ballots(now)) {
        items.push(show(db, place, person).await?);
    }
    items.sort_by_key(|ballot| ballot.closes_at);
    Ok(OwnBallots { items })
}

async fn show(db: &impl ConnectionTrait, place: &RoundBox, person: PersonId) -> Result<OwnBallot> {
    let taken = ballot_token_holder::Entity::find_by_id((place.row.id, person))
        .count(db)
        .await?;
    let form = BallotForm::of(db, place).await?;
    Ok(OwnBallot {
        box_id: place.row.id,
        round_title: form.round_title.clone(),
        group_name: form.group_name.clone(),
        closes_at: place.round.closes_at,
        token_taken: taken > 0,
        public_key: BASE64_URL_SAFE_NO_PAD.encode(place.row.public_key.as_deref().unwrap_or_default()),
        form,
    })
}

/// Signs the caller's message without seeing it: once for a box; the same message again gets the same signature, so that
/// an answer that got lost is no lost vote.
pub async fn sign(state: &State, actor: &Actor, id: BallotBoxId, asked: &BlindedMessage) -> Result<BlindSignature> {
    let message = BASE64_URL_SAFE_NO_PAD
        .decode(&asked.blinded_message)
        .map_err(|_| unreadable())?;
    let (person, select) = open_to(&state.db, actor).await?.ok_or(Error::NotFound)?;
    let stored = select.filter(ballot_box::Column::Id.eq(id)).one(&state.db).await?;
    let place = boxes::place_of(&state.db, stored.ok_or(Error::NotFound)?).await?;
    if !place.takes_ballots(state.clock.now()) {
        return Err(Error::NotFound);
    }
    let (Some(key), Some(signing)) = (BoxKey::of(&state.vault, &place.row)?, &place.row.signing_key) else {
        return Err(Error::NotFound);
    };
    let signing = state.vault.open(SIGNING_KEY, signing)?;
    let blinded = key.blinded(&message);
    // Signed first: a message that cannot be signed costs nobody his vote.
    let signature = actix_web::web::block(move || blind_sign(&signing, &message))
        .await
        .map_err(|error| Error::Internal(error.to_string()))??;
    db::write(&state.db, async |tx| hold(tx, id, person, blinded).await).await?;
    Ok(BlindSignature {
        blind_signature: BASE64_URL_SAFE_NO_PAD.encode(signature),
    })
}

/// Notes who got his token, in one statement.
async fn hold(tx: &impl ConnectionTrait, id: BallotBoxId, person: PersonId, blinded: Vec<u8>) -> Result<()> {
    ballot_box::Entity::find_by_id(id)
        .filter(ballot_box::Column::IsOpen.eq(true))
        .lock_shared()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let untouched = OnConflict::columns([
        ballot_token_holder::Column::BoxId,
        ballot_token_holder::Column::PersonId,
    ])
    .do_nothing()
    .to_owned();
    let first = ballot_token_holder::Entity::insert(ballot_token_holder::ActiveModel {
        box_id: Set(id),
        person_id: Set(person),
        blinded_digest: Set(blinded.clone()),
    })
    .on_conflict(untouched)
    .exec_without_returning(tx)
    .await?;
    if first == 1 {
        return Ok(());
    }
    let same = ballot_token_holder::Entity::find_by_id((id, person))
        .filter(ballot_token_holder::Column::BlindedDigest.eq(blinded))
        .count(tx)
        .await?;
    if same == 1 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "ballot_token_taken",
        detail: text(
            "您已领取过这次测评的投票凭证，每人只能领一次。请在领取时的设备上继续。",
            "You got your token for this ballot before; everybody gets one. Go on with the device you got it on.",
        ),
    })
}

fn blind_sign(key: &[u8], message: &[u8]) -> Result<Vec<u8>> {
    let key = SecretKeySha384PSSRandomized::from_der(key).map_err(|error| Error::Internal(error.to_string()))?;
    let signature = key.blind_sign(message).map_err(|_| unreadable())?;
    Ok(signature.0)
}

fn unreadable() -> Error {
    Error::invalid(
        "blinded_message",
        "blinded_message",
        text("盲化消息不能签名", "this message cannot be signed"),
    )
}

#[cfg(test)]
mod tests {
    use blind_rsa_signatures::{DefaultRng, MessageRandomizer, PublicKeySha384PSSRandomized, Signature};
    use serde_json::Value;

    use super::*;

    fn vector() -> impl Fn(&str) -> Vec<u8> {
        let vector: Value = serde_json::from_str(include_str!("rfc9474.json")).unwrap();
        move |field| {
            let hex = vector[field].as_str().unwrap();
            let pairs = hex.as_bytes().chunks(2);
            pairs
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect()
        }
    }

    #[test]
    fn signatures_are_those_of_rfc_9474() {
        let of = vector();
        assert_eq!(
            blind_sign(&of("private_key"), &of("blinded_msg")).unwrap(),
            of("blind_sig")
        );
        let key = PublicKeySha384PSSRandomized::from_der(&of("public_key")).unwrap();
        let randomizer = MessageRandomizer(of("msg_prefix").try_into().unwrap());
        assert!(key.verify(&Signature(of("sig")), Some(randomizer), of("msg")).is_ok());
        let other = MessageRandomizer([1; 32]);
        assert!(key.verify(&Signature(of("sig")), Some(other), of("msg")).is_err());
    }

    #[test]
    fn a_message_is_signed_alike_each_time_and_only_if_it_is_one() {
        let of = vector();
        let key = PublicKeySha384PSSRandomized::from_der(&of("public_key")).unwrap();
        let blinded = key.blind(&mut DefaultRng, b"a token").unwrap();
        let signed = blind_sign(&of("private_key"), &blinded.blind_message.0).unwrap();
        assert_eq!(
            blind_sign(&of("private_key"), &blinded.blind_message.0).unwrap(),
            signed
        );
        assert!(blind_sign(&of("private_key"), &[7; 12]).is_err());
        assert!(blind_sign(&of("private_key"), &[0xff; 512]).is_err());
    }
}
