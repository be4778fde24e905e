use actix_web::{get, patch, post, web};

use super::{
    dto::{
        MoveOpinionItem, NewOpinionItem, OpinionEvents, OpinionItem, OpinionItemPatch, OpinionLimits,
        OpinionLimitsPatch, OpinionToLedger,
    },
    filter::OpinionFilter,
    limits, queries, raise, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OpinionsRead, OpinionsReply, OpinionsWrite},
    },
    entities::ids::{OpinionItemId, OrgUnitId},
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_opinion_items)
        .service(create_opinion_item)
        .service(get_opinion_item)
        .service(update_opinion_item)
        .service(move_opinion_item)
        .service(raise_opinion_item)
        .service(list_opinion_events)
        .service(get_opinion_limits)
        .service(update_opinion_limits);
}

/// Lists opinion items (舆情), the latest first.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsRead])), params(PageParams, OpinionFilter),
    responses((status = 200, description = "A page of opinion items", body = Paged<OpinionItem>), Problems))]
#[get("/opinion-items")]
async fn list_opinion_items(
    actor: Allow<OpinionsRead>,
    state: web::Data<State>,
    query: ListQuery<OpinionFilter>,
) -> Result<Paged<OpinionItem>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Records an opinion item (登记舆情); its level says until when it must be answered.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsWrite])),
    responses(
        (status = 201, description = "The new item", body = OpinionItem),
        (status = 200, description = "The same item was sent before", body = OpinionItem),
        Problems
    ))]
#[post("/opinion-items")]
async fn create_opinion_item(
    actor: Allow<OpinionsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewOpinionItem>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::record(tx, &actor, new, now).await
        })
        .await
}

/// Shows an opinion item.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsRead])),
    params(("id" = OpinionItemId, Path, description = "The item")),
    responses((status = 200, description = "The item", body = OpinionItem), Problems))]
#[get("/opinion-items/{id}")]
async fn get_opinion_item(
    actor: Allow<OpinionsRead>,
    state: web::Data<State>,
    Path(id): Path<OpinionItemId>,
) -> Result<Etagged<OpinionItem>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Changes an opinion item that is not closed: what was said, how grave it is, who answers.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsWrite])),
    params(("id" = OpinionItemId, Path, description = "The item"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The item as it is now", body = OpinionItem), Problems))]
#[patch("/opinion-items/{id}")]
async fn update_opinion_item(
    actor: Allow<OpinionsWrite>,
    state: web::Data<State>,
    Path(id): Path<OpinionItemId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<OpinionItemPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves an opinion item on: answered (回应), closed (办结), opened again (重新处置).
///
/// The one who is to answer, or who answers for the unit, replies; the latter alone closes and opens again. Opened
/// again, it has its whole time to be answered once more.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsReply])),
    params(("id" = OpinionItemId, Path, description = "The item"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The item as it is now", body = OpinionItem), Problems))]
#[post("/opinion-items/{id}/moves")]
async fn move_opinion_item(
    actor: Allow<OpinionsReply>,
    state: web::Data<State>,
    Path(id): Path<OpinionItemId>,
    write: WriteOnce,
    Json(wanted): Json<MoveOpinionItem>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}

/// Makes an entry of the ledger of an opinion item (转民情台账), linked both ways; once.
///
/// Needs the right to register concerns. The entry is anonymous and says where it was seen; a second one is 409
/// `already_raised`.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsWrite])),
    params(("id" = OpinionItemId, Path, description = "The item"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The item with its entry", body = OpinionItem), Problems))]
#[post("/opinion-items/{id}/ledger-entry")]
async fn raise_opinion_item(
    actor: Allow<OpinionsWrite>,
    state: web::Data<State>,
    Path(id): Path<OpinionItemId>,
    write: WriteOnce,
    Json(wanted): Json<OpinionToLedger>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(raise::raise(tx, &state.vault, &actor, id, wanted, now).await?))
        })
        .await
}

/// Lists the steps of an opinion item (处置过程), the first one first.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsRead])),
    params(("id" = OpinionItemId, Path, description = "The item")),
    responses((status = 200, description = "Its steps", body = OpinionEvents), Problems))]
#[get("/opinion-items/{id}/events")]
async fn list_opinion_events(
    actor: Allow<OpinionsRead>,
    state: web::Data<State>,
    Path(id): Path<OpinionItemId>,
) -> Result<web::Json<OpinionEvents>> {
    Ok(web::Json(queries::events(&state.db, &actor, id).await?))
}

/// Shows how soon a central school answers opinion items (回应时限).
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsRead])),
    params(("id" = OrgUnitId, Path, description = "The central school")),
    responses((status = 200, description = "Its limits", body = OpinionLimits), Problems))]
#[get("/opinion-limits/{id}")]
async fn get_opinion_limits(
    actor: Allow<OpinionsRead>,
    state: web::Data<State>,
    Path(id): Path<OrgUnitId>,
) -> Result<Etagged<OpinionLimits>> {
    Ok(Etagged(limits::find(&state.db, &actor, id).await?))
}

/// Sets how soon a central school answers opinion items; items that are there keep their time.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::OpinionsWrite])),
    params(("id" = OrgUnitId, Path, description = "The central school"), ("If-Match" = String, Header, description = "Their `ETag`", example = "\"v0\"")),
    responses((status = 200, description = "The limits as they are now", body = OpinionLimits), Problems))]
#[patch("/opinion-limits/{id}")]
async fn update_opinion_limits(
    actor: Allow<OpinionsWrite>,
    state: web::Data<State>,
    Path(id): Path<OrgUnitId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<OpinionLimitsPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(limits::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
