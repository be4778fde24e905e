use actix_web::{get, post, web};

use super::{
    dto::{NewWaiver, Waiver, WaiverFilter, WaiverMove, WaiverProposals},
    proposals, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{WaiversRead, WaiversRequest},
    },
    entities::ids::DutyWaiverId,
    error::{Problems, Result},
    http::{Etagged, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_waivers)
        .service(list_waiver_proposals)
        .service(request_waiver)
        .service(get_waiver)
        .service(move_waiver);
}

/// Lists waivers (减免), the latest first: one's own, those of one's staff, those one decides about.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::WaiversRead])), params(PageParams, WaiverFilter),
    responses((status = 200, description = "A page of waivers", body = Paged<Waiver>), Problems))]
#[get("/waivers")]
async fn list_waivers(
    actor: Allow<WaiversRead>,
    state: web::Data<State>,
    query: ListQuery<WaiverFilter>,
) -> Result<Paged<Waiver>> {
    queries::list(&state.db, &actor, query).await
}

/// Lists leaves of this school year for which nobody has asked for a waiver yet. A leave by itself reduces nothing.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::WaiversRequest])),
    responses((status = 200, description = "The leaves, the latest first, 50 at most", body = WaiverProposals), Problems))]
#[get("/waivers/proposals")]
async fn list_waiver_proposals(
    actor: Allow<WaiversRequest>,
    state: web::Data<State>,
) -> Result<web::Json<WaiverProposals>> {
    let proposals = proposals::proposals(&state.db, &actor, state.clock.today()).await?;
    Ok(web::Json(proposals))
}

/// Asks for a waiver, for oneself or for one's staff or unit. It reduces nothing until it is approved.
///
/// About the principal, and about a central school itself, the bureau decides; about all others the school. Weeks that
/// were asked for or approved already are 409 `waiver_overlaps`.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::WaiversRequest])),
    responses(
        (status = 201, description = "The request", body = Waiver),
        (status = 200, description = "The same request was sent before", body = Waiver),
        Problems
    ))]
#[post("/waivers")]
async fn request_waiver(
    actor: Allow<WaiversRequest>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewWaiver>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::request(tx, &actor, new, now).await
        })
        .await
}

/// Shows a waiver.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::WaiversRead])),
    params(("id" = DutyWaiverId, Path, description = "The waiver")),
    responses((status = 200, description = "The waiver", body = Waiver), Problems))]
#[get("/waivers/{id}")]
async fn get_waiver(
    actor: Allow<WaiversRead>,
    state: web::Data<State>,
    Path(id): Path<DutyWaiverId>,
) -> Result<Etagged<Waiver>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Moves a waiver on: approves it (批准), rejects it (不批准), withdraws it (撤回). Nobody decides about himself.
///
/// An approved one takes its number off the target, or the teaching weeks of its days, at once; withdrawn, it gives
/// them back. `reject` needs a `note`, and so does taking back somebody else's.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::WaiversRead])),
    params(("id" = DutyWaiverId, Path, description = "The waiver"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The waiver as it is now", body = Waiver), Problems))]
#[post("/waivers/{id}/moves")]
async fn move_waiver(
    actor: Allow<WaiversRead>,
    state: web::Data<State>,
    Path(id): Path<DutyWaiverId>,
    write: WriteOnce,
    Json(wanted): Json<WaiverMove>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}
