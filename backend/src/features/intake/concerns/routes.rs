use std::net::IpAddr;

use actix_web::{HttpRequest, HttpResponse, get, http::header, post, web};
use sea_orm::DatabaseTransaction;

use super::{
    dto::{
        Concern, ConcernCode, ConcernCorrection, ConcernFile, ConcernNewRemark, ConcernReason, ConcernReceipt,
        ConcernSettled, ConcernUpload, NewConcern, PublicUnits,
    },
    follow, places, submit, view,
};
use crate::{
    db,
    entities::ids::LedgerEntryId,
    error::{Error, Problems, Result},
    features::{
        attachments,
        intake::{
            codes,
            proof::{self, Challenge},
        },
    },
    http::{Etagged, Json, Routes, Upload, WriteOnce, Written, client},
    state::State,
};

/// A wrong code weighs as much as this many right ones.
const WRONG: u32 = 10;
/// Above this in ten minutes an address waits: 400 wrong codes, or a whole school that looks every minute.
const MOST_LOOKS: u32 = 4_000;

/// The routes of concerns from outside.
pub fn routes(config: &mut Routes) {
    config
        .service(list_public_units)
        .service(create_challenge)
        .service(submit_concern)
        .service(look_up_concern)
        .service(remark_on_concern)
        .service(attach_to_concern)
        .service(correct_concern)
        .service(withdraw_concern)
        .service(settle_concern)
        .service(dispute_concern)
        .service(reopen_concern);
}

/// Lists the schools that a concern can be raised with, and what concerns are about. Without login.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "Schools and categories", body = PublicUnits), Problems))]
#[get("/public/units")]
async fn list_public_units(state: web::Data<State>) -> Result<HttpResponse> {
    let offered = places::offered(&state.db).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=600"))
        .json(offered))
}

/// Asks for a proof of work (工作量证明): find a number `answer` so that SHA-256 of `challenge`, a colon and the number
/// begins with `difficulty` zero bits. Without login.
///
/// It stands in for a captcha: an address that asks for many gets dearer ones, and waits only far beyond what a whole
/// school would ask for.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "A challenge, good once", body = Challenge), Problems))]
#[post("/public/challenges")]
async fn create_challenge(request: HttpRequest, state: web::Data<State>) -> Result<web::Json<Challenge>> {
    let address = address_of(&request, &state);
    let challenge = proof::challenge(&state.vault, &state.visitors, address, state.clock.now())?;
    Ok(web::Json(challenge))
}

/// Raises a concern (反映民情) without an account. The answer shows, once, the code to follow it with.
///
/// The same `client_key` with the same content makes no second entry and gets the same answer again (200), whatever
/// the proof: a phone can send until it has heard.
#[utoipa::path(tag = "public", security(()),
    responses(
        (status = 201, description = "Number and code", body = ConcernReceipt),
        (status = 200, description = "It was known already: the same number and code", body = ConcernReceipt),
        Problems))]
#[post("/public/concerns")]
async fn submit_concern(state: web::Data<State>, Json(new): Json<NewConcern>) -> Result<Written> {
    let now = state.clock.now();
    let receipt = db::write(&state.db, async |tx| submit::submit(tx, &state.vault, new, now).await).await?;
    Written::unkept(&receipt)
}

/// Shows how a concern stands to whoever has its code (凭码查询). Without login.
///
/// A `POST`, because a code belongs into no address: addresses are written into logs. Wrong and unknown codes get the
/// same answer, and who tries many waits.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "The concern", body = Concern), Problems))]
#[post("/public/concerns/lookup")]
async fn look_up_concern(
    request: HttpRequest,
    state: web::Data<State>,
    Json(asked): Json<ConcernCode>,
) -> Result<web::Json<Concern>> {
    let id = followed(&request, &state, &asked.code).await?;
    Ok(web::Json(view::show(&state.db, id, state.clock.now()).await?))
}

/// Adds a remark (补充) to a concern, by its code.
///
/// An entry that is closed takes none: 409 `illegal_move`.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/remarks")]
async fn remark_on_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(new): Json<ConcernNewRemark>,
) -> Result<Written> {
    let id = followed(&request, &state, &new.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| follow::remark(tx, id, new, now).await).await
}

/// Adds a file (附件) to a concern, by its code; at most ten. It is remarked on with its name.
///
/// What it is follows from its content. Pictures are written anew: place, camera and all else that one does not see
/// are gone.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    request_body(content = ConcernUpload, content_type = "multipart/form-data"),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/attachments")]
async fn attach_to_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    upload: Upload<ConcernFile>,
) -> Result<Written> {
    let id = followed(&request, &state, &upload.form.code).await?;
    let now = state.clock.now();
    let file = attachments::keep_upload(&state, upload.file_name, upload.content).await?;
    let mut added = false;
    let written = by_code(&state, write, id, async |tx| {
        let concern = follow::attach(tx, id, &file, now).await?;
        added = true;
        Ok(concern)
    })
    .await;
    attachments::forget_unless(&state, file, added, &written).await;
    written
}

/// Corrects a concern (更正), by its code, until it is sent to those who handle it.
///
/// Afterwards it is 409: add a remark instead. What was said before stays in the chain.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/correction")]
async fn correct_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(edit): Json<ConcernCorrection>,
) -> Result<Written> {
    let id = followed(&request, &state, &edit.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| follow::correct(tx, id, edit, now).await).await
}

/// Withdraws a concern (撤回), by its code, with a reason.
///
/// Until it is closed. The entry is closed as withdrawn and cannot be taken up again.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/withdrawal")]
async fn withdraw_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(why): Json<ConcernReason>,
) -> Result<Written> {
    let id = followed(&request, &state, &why.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| follow::withdraw(tx, id, why, now).await).await
}

/// Says that a concern is settled (办好了), by its code: the answer to the call-back (回访).
///
/// While the answer waits to be judged, 409 `illegal_move` otherwise; it closes the entry.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/settled")]
async fn settle_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(said): Json<ConcernSettled>,
) -> Result<Written> {
    let id = followed(&request, &state, &said.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| follow::settled(tx, id, said, now).await).await
}

/// Says that one is not satisfied (不满意), by its code, and why: the answer to the call-back (回访). The office decides
/// whether the work goes on; `reopening` takes it up again at once.
///
/// While the answer waits to be judged, 409 `illegal_move` otherwise.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/not-settled")]
async fn dispute_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(why): Json<ConcernReason>,
) -> Result<Written> {
    let id = followed(&request, &state, &why.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| {
        follow::not_settled(tx, id, why, now).await
    })
    .await
}

/// Has a concern taken up again (重办), by its code, with a reason: while its answer waits to be judged, and for 30 days
/// after it was closed.
///
/// What ended without an answer cannot be taken up again: 409.
#[utoipa::path(tag = "public", security(()),
    params(("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The concern as it is now", body = Concern), Problems))]
#[post("/public/concerns/reopening")]
async fn reopen_concern(
    request: HttpRequest,
    state: web::Data<State>,
    write: WriteOnce,
    Json(why): Json<ConcernReason>,
) -> Result<Written> {
    let id = followed(&request, &state, &why.code).await?;
    let now = state.clock.now();
    by_code(&state, write, id, async |tx| follow::reopen(tx, id, why, now).await).await
}

/// The entry of a code; wrong ones count tenfold against the address.
async fn followed(request: &HttpRequest, state: &State, code: &str) -> Result<LedgerEntryId> {
    let (address, now) = (address_of(request, state), state.clock.now());
    state.followers.admit(address, 1, MOST_LOOKS, now)?;
    let found = codes::entry_of(&state.db, &state.vault, code).await;
    if matches!(found, Err(Error::NotFound)) {
        state.followers.count(address, WRONG - 1, now);
    }
    found
}

/// Writes for the holder of a code; a repeat with the same key gets the first answer again.
async fn by_code(
    state: &State,
    write: WriteOnce,
    id: LedgerEntryId,
    work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<Concern>,
) -> Result<Written> {
    let caller = format!("concern {id}");
    write
        .run(&state.db, caller, state.clock.now(), async |tx| {
            Ok(Etagged(work(tx).await?))
        })
        .await
}

fn address_of(request: &HttpRequest, state: &State) -> Option<IpAddr> {
    client::address(request, &state.config.trusted_proxies)
}
