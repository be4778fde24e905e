//! When boxes are made, and when they open.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{queries, service::touch};
use crate::{
    db::changes,
    entities::{
        ballot_box, ballot_code, ballot_teller,
        change_event::ChangeOperation,
        evaluation_round,
        evaluation_rules::{Part, RaterGroup},
        ids::BallotBoxId,
    },
    error::{Error, Result},
    features::ballots::{content::BoxKey, voting::SIGNING_KEY},
    vault::Vault,
};

/// Makes a box, closed yet, for every mass group of a round's rules that has none, and removes those of groups that the
/// rules no longer have, with their codes.
pub async fn prepare(tx: &impl ConnectionTrait, round: &evaluation_round::Model, now: DateTime<Utc>) -> Result<()> {
    let rules = queries::rules_of(tx, round).await?;
    let boxes = queries::of_round(tx, round.id).await?;
    let voting: Vec<&RaterGroup> = rules.groups.iter().filter(|group| group.part == Part::Mass).collect();
    for gone in boxes
        .iter()
        .filter(|known| !voting.iter().any(|group| group.code == known.group_code))
    {
        remove(tx, gone, round, now).await?;
    }
    for group in voting
        .iter()
        .filter(|group| !boxes.iter().any(|known| known.group_code == group.code))
    {
        let id = BallotBoxId::new();
        let row = ballot_box::Model {
            id,
            round_id: round.id,
            group_code: group.code.clone(),
            is_open: false,
            eligible: None,
            content_key: None,
            signing_key: None,
            public_key: None,
            codes_made: 0,
            papers_made: 0,
            counts: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        ballot_box::Entity::insert(row.into_active_model())
            .exec_without_returning(tx)
            .await?;
        changes::record(tx, "ballot_boxes", id.0, ChangeOperation::Created, round.unit_id, now).await?;
    }
    Ok(())
}

async fn remove(
    tx: &impl ConnectionTrait,
    gone: &ballot_box::Model,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    ballot_teller::Entity::delete_many()
        .filter(ballot_teller::Column::BoxId.eq(gone.id))
        .exec(tx)
        .await?;
    ballot_code::Entity::delete_many()
        .filter(ballot_code::Column::BoxId.eq(gone.id))
        .exec(tx)
        .await?;
    ballot_box::Entity::delete_by_id(gone.id).exec(tx).await?;
    changes::record(
        tx,
        "ballot_boxes",
        gone.id.0,
        ChangeOperation::Deleted,
        round.unit_id,
        now,
    )
    .await
}

/// Opens the boxes of a round: makes their keys; from now on ballots are taken.
pub async fn open(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    prepare(tx, round, now).await?;
    let rules = queries::rules_of(tx, round).await?;
    for stored in queries::of_round(tx, round.id).await? {
        let takes_tokens = rules
            .groups
            .iter()
            .any(|group| group.code == stored.group_code && group.staff);
        let mut change = ballot_box::ActiveModel {
            is_open: Set(true),
            content_key: Set(Some(BoxKey::fresh(vault)?)),
            ..Default::default()
        };
        if takes_tokens {
            let (private, public) = signing_keys()?;
            change.signing_key = Set(Some(vault.seal(SIGNING_KEY, &private)?));
            change.public_key = Set(Some(public));
        }
        touch(tx, &stored, round.unit_id, change, now).await?;
    }
    Ok(())
}

/// A fresh pair of 2048 bits: PKCS#8 and SPKI, both DER.
fn signing_keys() -> Result<(Vec<u8>, Vec<u8>)> {
    let failed = |_| Error::Internal("no keys for blind signatures could be made".into());
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
    let private: Pkcs8V1Der<'_> = pair.as_der().map_err(failed)?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(failed)?;
    Ok((private.as_ref().to_vec(), public.as_ref().to_vec()))
}
