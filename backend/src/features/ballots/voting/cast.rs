//! Casting a ballot: the credential is used up and the ballot is in the box, or neither. Nothing else is written.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::{
    credential::{Admission, Credential, OpenBox},
    dto::{BallotReceipt, NewBallot, Receipt},
};
use crate::{
    db,
    entities::{ballot_box, cast_ballot},
    error::{Error, Result},
    features::ballots::{content::Content, form::BallotForm},
    language::text,
    state::State,
};

/// The form of the box that a code opens.
///
/// # Errors
/// [`Error::BallotCredential`]
pub async fn look_up(state: &State, code: &str) -> Result<BallotForm> {
    let credential = Credential::of_code(&state.vault, code);
    match credential.admit(&state.db, &state.vault, "", state.clock.now()).await? {
        Admission::Open(open) => BallotForm::of(&state.db, &open.place).await,
        Admission::Known => Err(Error::BallotCredential),
    }
}

/// Casts a ballot.
///
/// # Errors
/// [`Error::BallotCredential`]; [`Error::Invalid`] for what the form does not have.
pub async fn cast(state: &State, ballot: NewBallot) -> Result<BallotReceipt> {
    let credential = match (&ballot.code, &ballot.token) {
        (Some(code), None) => Credential::of_code(&state.vault, code),
        (None, Some(token)) => Credential::of_token(token),
        _ => {
            return Err(Error::invalid(
                "code",
                "code_or_token",
                text("测评码和投票凭证须且只能有一个", "there is either a code or a token"),
            ));
        }
    };
    let receipt = Receipt::read(&ballot.receipt).map(|receipt| receipt.grouped());
    let receipt = receipt.unwrap_or_default();
    let now = state.clock.now();
    let admission = credential.admit(&state.db, &state.vault, &receipt, now).await?;
    if let Admission::Open(open) = admission {
        let form = BallotForm::of(&state.db, &open.place).await?;
        let content = Content {
            receipt: Some(receipt.clone()),
            choices: form.fit(&ballot.choices)?,
            remarks: form.fit_remarks(ballot.remarks)?,
            told: ballot.told,
            is_void: false,
        };
        let locked = open.key.lock(&content, form.room()?)?;
        put_in(state, &open, locked).await?;
    }
    Ok(BallotReceipt { receipt })
}

async fn put_in(state: &State, open: &OpenBox, content: Vec<u8>) -> Result<()> {
    db::write(&state.db, async |tx| {
        // Shared with other voters, against whoever seals: the box is open until this ballot is in it.
        ballot_box::Entity::find_by_id(open.place.row.id)
            .filter(ballot_box::Column::IsOpen.eq(true))
            .lock_shared()
            .one(tx)
            .await?
            .ok_or(Error::BallotCredential)?;
        if !open.spend(tx).await? {
            return if open.was_spent_by_itself(tx).await? {
                Ok(())
            } else {
                Err(Error::BallotCredential)
            };
        }
        let row = cast_ballot::ActiveModel {
            id: Set(Uuid::new_v4()),
            box_id: Set(open.place.row.id),
            content: Set(content),
        };
        cast_ballot::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    })
    .await
}
