use std::net::IpAddr;

use actix_web::{HttpRequest, HttpResponse, get, post, web};

use super::{
    cast,
    dto::{BallotLookup, BallotReceipt, BlindSignature, BlindedMessage, NewBallot, OwnBallots},
    tokens,
};
use crate::{
    auth::{Allow, Permission, permission::BallotsCast},
    entities::ids::BallotBoxId,
    error::{Error, Problems, Result},
    features::ballots::form::BallotForm,
    http::{Json, Path, Routes, client},
    state::State,
};

/// Above this many wrong tries in ten minutes an address waits. What is right is not counted, and no code is: a whole
/// village votes behind one address.
const MOST_WRONG: u32 = 2_000;

/// The routes of voting.
pub fn routes(config: &mut Routes) {
    config
        .service(look_up_ballot)
        .service(cast_ballot)
        .service(list_own_ballots)
        .service(take_ballot_token);
}

/// Shows the ballot (测评票) that a code opens. Without login, and nothing is written down.
///
/// A `POST`, because a code belongs into no address: addresses are written into logs. A wrong code, a used one and one
/// whose box takes no ballots get the same answer.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "What the ballot asks", body = BallotForm), Problems))]
#[post("/public/ballots/lookup")]
async fn look_up_ballot(
    request: HttpRequest,
    state: web::Data<State>,
    Json(asked): Json<BallotLookup>,
) -> Result<web::Json<BallotForm>> {
    let address = admit(&request, &state)?;
    let found = cast::look_up(&state, &asked.code).await;
    Ok(web::Json(counted(&state, address, found)?))
}

/// Casts a ballot (投票) with a code or a token. Without login, once.
///
/// The phone makes the receipt beforehand: the same sending again gets the same answer, so that it can be repeated until
/// it was heard, and no `Idempotency-Key` is needed or kept. Of the ballot nothing is written but itself, under lock: no
/// time, no address, no line in the log. A wrong credential, a used one and one whose box takes no ballots get the same
/// answer.
#[utoipa::path(tag = "public", security(()),
    responses((status = 201, description = "The ballot is in the box", body = BallotReceipt), Problems))]
#[post("/public/ballots")]
async fn cast_ballot(
    request: HttpRequest,
    state: web::Data<State>,
    Json(ballot): Json<NewBallot>,
) -> Result<HttpResponse> {
    let address = admit(&request, &state)?;
    let cast = cast::cast(&state, ballot).await;
    Ok(HttpResponse::Created().json(counted(&state, address, cast)?))
}

/// Lists what the caller may vote on logged in, with the key for blind signatures.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsCast])),
    responses((status = 200, description = "Boxes that take his ballot now", body = OwnBallots), Problems))]
#[get("/own-ballots")]
async fn list_own_ballots(actor: Allow<BallotsCast>, state: web::Data<State>) -> Result<web::Json<OwnBallots>> {
    Ok(web::Json(tokens::own(&state.db, &actor, state.clock.now()).await?))
}

/// Signs a message without seeing it (盲签名, RFC 9474): it becomes the caller's token for this box.
///
/// Everybody gets one. The same message again gets a signature again; another one is refused. With the token he votes
/// without login: nobody can tell whose it is.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsCast])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The blind signature", body = BlindSignature), Problems))]
#[post("/ballot-boxes/{id}/token")]
async fn take_ballot_token(
    actor: Allow<BallotsCast>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    Json(asked): Json<BlindedMessage>,
) -> Result<web::Json<BlindSignature>> {
    Ok(web::Json(tokens::sign(&state, &actor, id, &asked).await?))
}

/// The address, which has not tried too much.
fn admit(request: &HttpRequest, state: &State) -> Result<Option<IpAddr>> {
    let address = client::address(request, &state.config.trusted_proxies);
    state.voters.admit(address, 0, MOST_WRONG, state.clock.now())?;
    Ok(address)
}

fn counted<T>(state: &State, address: Option<IpAddr>, tried: Result<T>) -> Result<T> {
    if matches!(tried, Err(Error::BallotCredential)) {
        state.voters.count(address, 1, state.clock.now());
    }
    tried
}
