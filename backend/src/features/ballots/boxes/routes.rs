use actix_web::{get, patch, web};

use super::{
    dto::{BallotBox, BallotBoxPatch, BallotBoxes},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{BallotsRun, EvaluationRead},
    },
    entities::ids::{BallotBoxId, EvaluationRoundId},
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, Path, Routes, Write, Written},
    state::State,
};

/// The routes of boxes.
pub fn routes(config: &mut Routes) {
    config
        .service(list_ballot_boxes)
        .service(get_ballot_box)
        .service(update_ballot_box);
}

/// Lists the ballot boxes (票箱) of a round: all for those who hold it, for a teller those whose papers he keys in.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "Its boxes", body = BallotBoxes), Problems))]
#[get("/evaluation-rounds/{id}/ballot-boxes")]
async fn list_ballot_boxes(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<web::Json<BallotBoxes>> {
    Ok(web::Json(queries::list(&state.db, &state.vault, &actor, id).await?))
}

/// Shows a ballot box: how many voted, never who and never what.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The box", body = BallotBox), Problems))]
#[get("/ballot-boxes/{id}")]
async fn get_ballot_box(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
) -> Result<web::Json<BallotBox>> {
    // Without `ETag` and 304: the turnout changes while the version stays, for nothing may tell of a ballot.
    let place = queries::find_visible(&state.db, &actor, id).await?;
    Ok(web::Json(queries::show(&state.db, &state.vault, &actor, &place).await?))
}

/// Changes how many may vote and who keys in papers (计票人), until the box is sealed.
///
/// There are at least two tellers or none, and none of them is evaluated in the round.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsRun])),
    params(("id" = BallotBoxId, Path, description = "The box"), ("If-Match" = String, Header, description = "Its version", example = "\"v1\"")),
    responses((status = 200, description = "The box as it is now", body = BallotBox), Problems))]
#[patch("/ballot-boxes/{id}")]
async fn update_ballot_box(
    actor: Allow<BallotsRun>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<BallotBoxPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let changed = service::update(tx, &state.vault, &actor, id, expected, edit, now).await?;
            Ok(Etagged(changed))
        })
        .await
}
