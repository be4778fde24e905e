use actix_web::{get, post, web};

use super::{
    calls, draws,
    dto::{CallbackDraw, CallbackDrawFilter, CallbackSample, CallbackSamples, NewCallbackDraw, NewSampleCall},
    queries,
};
use crate::{
    auth::{Allow, Permission, permission::LedgerChecks},
    entities::ids::{CallbackDrawId, LedgerEntryId},
    error::{Problems, Result},
    http::{Created, Etagged, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of draws.
pub fn routes(config: &mut Routes) {
    config
        .service(list_callback_draws)
        .service(create_callback_draw)
        .service(get_callback_draw)
        .service(list_callback_samples)
        .service(call_callback_sample);
}

/// Lists the draws of call-backs (抽查回访) with what they brought.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerChecks])), params(PageParams, CallbackDrawFilter),
    responses((status = 200, description = "A page of draws", body = Paged<CallbackDraw>), Problems))]
#[get("/ledger-callback-draws")]
async fn list_callback_draws(
    actor: Allow<LedgerChecks>,
    state: web::Data<State>,
    query: ListQuery<CallbackDrawFilter>,
) -> Result<Paged<CallbackDraw>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Draws some of the entries of a unit that were closed in a month (抽查): at random, and once.
///
/// The month must be over, and is drawn once for a unit: a second draw is 409 `drawn_already`. Drawn from are entries
/// that were answered and closed, save anonymous ones and those the caller may not see.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerChecks])),
    responses((status = 201, description = "The draw", body = CallbackDraw), Problems))]
#[post("/ledger-callback-draws")]
async fn create_callback_draw(
    actor: Allow<LedgerChecks>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewCallbackDraw>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let draw = draws::draw(tx, &actor, &new, now).await?;
            Ok(Created::at("/ledger-callback-draws", draw.id, draw))
        })
        .await
}

/// Shows a draw.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerChecks])),
    params(("id" = CallbackDrawId, Path, description = "The draw")),
    responses((status = 200, description = "The draw", body = CallbackDraw), Problems))]
#[get("/ledger-callback-draws/{id}")]
async fn get_callback_draw(
    actor: Allow<LedgerChecks>,
    state: web::Data<State>,
    Path(id): Path<CallbackDrawId>,
) -> Result<Etagged<CallbackDraw>> {
    let now = state.clock.now();
    Ok(Etagged(queries::find(&state.db, &actor, id, now).await?))
}

/// Lists the entries of a draw, with what the calls brought.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerChecks])),
    params(("id" = CallbackDrawId, Path, description = "The draw")),
    responses((status = 200, description = "Its entries", body = CallbackSamples), Problems))]
#[get("/ledger-callback-draws/{id}/samples")]
async fn list_callback_samples(
    actor: Allow<LedgerChecks>,
    state: web::Data<State>,
    Path(id): Path<CallbackDrawId>,
) -> Result<web::Json<CallbackSamples>> {
    let now = state.clock.now();
    Ok(web::Json(queries::samples(&state.db, &actor, id, now).await?))
}

/// Notes what a call to a drawn submitter brought. Somebody other than the handler calls.
///
/// The entry's chain notes it. A call that reached nobody can be tried again, otherwise a second one is 409
/// `called_already`. A dissatisfaction waits for the office's decision: `POST /ledger-callbacks/{id}/decision`.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerChecks])),
    params(("id" = CallbackDrawId, Path, description = "The draw"), ("entry_id" = LedgerEntryId, Path, description = "The entry"),
        ("Idempotency-Key" = String, Header, description = "A fresh UUID: a repeat with the same key notes nothing", example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")),
    responses((status = 200, description = "The entry of the draw as it is now", body = CallbackSample), Problems))]
#[post("/ledger-callback-draws/{id}/samples/{entry_id}/calls")]
async fn call_callback_sample(
    actor: Allow<LedgerChecks>,
    state: web::Data<State>,
    Path(drawn): Path<(CallbackDrawId, LedgerEntryId)>,
    write: WriteOnce,
    Json(new): Json<NewSampleCall>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(calls::call(tx, &actor, drawn, new, now).await?))
        })
        .await
}
