use actix_web::{delete, post, web};

use super::{
    dto::{BallotCodes, NewBallotCodes},
    service, slips,
};
use crate::{
    auth::{Allow, Permission, permission::BallotsRun},
    db,
    entities::ids::BallotBoxId,
    error::{Problems, Result},
    features::ballots::boxes::BallotBox,
    http::{Created, Etagged, IfMatch, Json, Path, PrintedForm, Routes, Write, Written},
    state::State,
};

/// The routes of codes.
pub fn routes(config: &mut Routes) {
    config
        .service(make_ballot_codes)
        .service(print_ballot_slips)
        .service(void_ballot_codes);
}

/// Makes one-time codes (测评码). They are shown only now and never kept, not even for a repeat: print them, cut them,
/// and let them be drawn at random.
///
/// A repeat makes more of them. That codes were made is noted in the audit log, never which.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsRun])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 201, description = "The codes", body = BallotCodes), Problems))]
#[post("/ballot-boxes/{id}/codes")]
async fn make_ballot_codes(
    actor: Allow<BallotsRun>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    Json(new): Json<NewBallotCodes>,
) -> Result<Written> {
    let now = state.clock.now();
    let (_, made) = db::write(&state.db, async |tx| {
        service::make(tx, &state, &actor, id, &new, now).await
    })
    .await?;
    Written::unkept(&Created::at("/ballot-boxes", id, made))
}

/// Makes one-time codes and prints them as slips (测评码条) on A4 pages with cut lines, eight a page: a QR code with the
/// code in the fragment of the address, and the code to be typed.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsRun])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The slips", body = [u8], content_type = "application/pdf"), Problems))]
#[post("/ballot-boxes/{id}/slips")]
async fn print_ballot_slips(
    actor: Allow<BallotsRun>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    Json(new): Json<NewBallotCodes>,
) -> Result<PrintedForm> {
    let now = state.clock.now();
    let (place, made) = db::write(&state.db, async |tx| {
        service::make(tx, &state, &actor, id, &new, now).await
    })
    .await?;
    slips::print(&state, &actor, &place, &made).await
}

/// Makes all codes void (作废) that nobody used, as when slips were lost. Ballots that were cast stay in the box.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsRun])),
    params(("id" = BallotBoxId, Path, description = "The box"), ("If-Match" = String, Header, description = "Its version", example = "\"v1\"")),
    responses((status = 200, description = "The box as it is now", body = BallotBox), Problems))]
#[delete("/ballot-boxes/{id}/codes")]
async fn void_ballot_codes(
    actor: Allow<BallotsRun>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let changed = service::void_unused(tx, &state.vault, &actor, id, expected, now).await?;
            Ok(Etagged(changed))
        })
        .await
}
