//! Making codes, and making those void that nobody used.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::dto::{BallotCodes, NewBallotCodes};
use crate::{
    auth::Actor,
    code::Code,
    db::audit,
    entities::{audit_event::AuditAction, ballot_box, ballot_code, ids::BallotBoxId},
    error::Result,
    features::ballots::boxes::{self, BallotBox, RoundBox, touch},
    http::{IfMatch, patch},
    state::State,
    vault::Vault,
};

/// More than 65 bits and a check sign: it is typed by hand, and tried online only.
pub type BallotCode = Code<16>;

/// Rows of one statement.
const ROWS_AT_ONCE: usize = 2_000;

const CONTEXT: &str = "ballot_codes.digest";

/// What is kept of a code.
fn digest(vault: &Vault, code: &BallotCode) -> Vec<u8> {
    vault.digest(CONTEXT, code.as_bytes())
}

/// What may be kept of a code that was typed.
pub fn digests(vault: &Vault, code: &BallotCode) -> Vec<Vec<u8>> {
    vault.digests(CONTEXT, code.as_bytes())
}

/// Makes codes for a box. That they were made is noted, they themselves are not.
pub async fn make(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    id: BallotBoxId,
    new: &NewBallotCodes,
    now: DateTime<Utc>,
) -> Result<(RoundBox, BallotCodes)> {
    let place = boxes::find_to_run(tx, actor, id).await?;
    let codes = (0..new.count)
        .map(|_| BallotCode::random())
        .collect::<Result<Vec<_>, _>>()?;
    // In the order of their digests, which is none: as they were made is how the slips are printed.
    let mut digests: Vec<_> = codes.iter().map(|code| digest(&state.vault, code)).collect();
    digests.sort_unstable();
    for some in digests.chunks(ROWS_AT_ONCE) {
        let rows = some.iter().map(|digest| ballot_code::ActiveModel {
            digest: Set(digest.clone()),
            box_id: Set(id),
            is_spent: Set(false),
            proof: Set(None),
        });
        ballot_code::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    let change = ballot_box::ActiveModel {
        codes_made: Set(place.row.codes_made.saturating_add(i32::from(new.count))),
        ..Default::default()
    };
    touch(tx, &place.row, place.round.unit_id, change, now).await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(place.round.unit_id),
        details: json!({"form": "ballot_slips", "count": new.count}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::FormPrinted)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let made = BallotCodes {
        codes: codes.iter().map(Code::grouped).collect(),
        url_base: format!("{}/ballot#", state.config.public_url.trim_end_matches('/')),
    };
    Ok((place, made))
}

/// Makes all codes of a box void that nobody used.
pub async fn void_unused(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<BallotBox> {
    let place = boxes::find_to_run(tx, actor, id).await?;
    let current = boxes::show(tx, vault, actor, &place).await?;
    patch::check_version(expected, place.row.version, &current, &json!({}))?;
    ballot_code::Entity::delete_many()
        .filter(ballot_code::Column::BoxId.eq(id))
        .filter(ballot_code::Column::IsSpent.eq(false))
        .exec(tx)
        .await?;
    touch(
        tx,
        &place.row,
        place.round.unit_id,
        ballot_box::ActiveModel::default(),
        now,
    )
    .await?;
    let place = boxes::find_visible(tx, actor, id).await?;
    boxes::show(tx, vault, actor, &place).await
}
