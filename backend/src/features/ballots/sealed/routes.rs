use actix_web::{get, web};

use super::{
    dto::{BallotReceipts, BallotRemarks},
    queries,
};
use crate::{
    auth::{Allow, Permission, permission::EvaluationResults},
    entities::ids::BallotBoxId,
    error::{Problems, Result},
    http::{Path, Routes},
    state::State,
};

/// The routes of sealed boxes.
pub fn routes(config: &mut Routes) {
    config.service(list_ballot_receipts).service(list_ballot_remarks);
}

/// Lists the receipts (回执) of all ballots that were in a sealed box, without what they say. Without login, so that every
/// voter can look for his own.
#[utoipa::path(tag = "public", security(()),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "Its receipts", body = BallotReceipts), Problems))]
#[get("/public/ballot-boxes/{id}/receipts")]
async fn list_ballot_receipts(
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
) -> Result<web::Json<BallotReceipts>> {
    Ok(web::Json(queries::receipts(&state.db, id).await?))
}

/// Lists what voters of a sealed box wrote (意见), in random order and apart from the ballots; nothing below the minimum,
/// and nobody reads what is written of himself.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The remarks", body = BallotRemarks), Problems))]
#[get("/ballot-boxes/{id}/remarks")]
async fn list_ballot_remarks(
    actor: Allow<EvaluationResults>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
) -> Result<web::Json<BallotRemarks>> {
    Ok(web::Json(queries::remarks(&state.db, &actor, id).await?))
}
