use actix_web::{get, patch, post, web};

use super::{
    dto::{Inspection, InspectionEvents, InspectionPatch, MoveInspection, NewInspection},
    filter::InspectionFilter,
    form, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{InspectionsRead, InspectionsWrite},
    },
    entities::ids::InspectionId,
    error::{Problems, Result},
    http::{
        Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of inspections.
pub fn routes(config: &mut Routes) {
    config
        .service(list_inspections)
        .service(create_inspection)
        .service(get_inspection)
        .service(update_inspection)
        .service(move_inspection)
        .service(list_inspection_events)
        .service(print_inspection);
}

/// Lists inspections (督查), the latest first.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsRead])), params(PageParams, InspectionFilter),
    responses((status = 200, description = "A page of inspections", body = Paged<Inspection>), Problems))]
#[get("/inspections")]
async fn list_inspections(
    actor: Allow<InspectionsRead>,
    state: web::Data<State>,
    query: ListQuery<InspectionFilter>,
) -> Result<Paged<Inspection>> {
    queries::list(&state.db, &actor, query).await
}

/// Records an inspection (登记督查). What it lacks of the rules (a month of notice, its number, one comprehensive one a
/// year) is told in `warnings` and never blocks.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsWrite])),
    responses(
        (status = 201, description = "The new inspection", body = Inspection),
        (status = 200, description = "The same inspection was sent before", body = Inspection),
        Problems
    ))]
#[post("/inspections")]
async fn create_inspection(
    actor: Allow<InspectionsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewInspection>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::record(tx, &actor, new, now).await
        })
        .await
}

/// Shows an inspection.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsRead])),
    params(("id" = InspectionId, Path, description = "The inspection")),
    responses((status = 200, description = "The inspection", body = Inspection), Problems))]
#[get("/inspections/{id}")]
async fn get_inspection(
    actor: Allow<InspectionsRead>,
    state: web::Data<State>,
    Path(id): Path<InspectionId>,
) -> Result<Etagged<Inspection>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes an inspection that is not over: when, by whom, what is looked at and what was seen.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsWrite])),
    params(("id" = InspectionId, Path, description = "The inspection"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The inspection as it is now", body = Inspection), Problems))]
#[patch("/inspections/{id}")]
async fn update_inspection(
    actor: Allow<InspectionsWrite>,
    state: web::Data<State>,
    Path(id): Path<InspectionId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<InspectionPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves an inspection on: announced (发出通知), started (开始), finished (结束), or cancelled (取消).
///
/// By the principal, the office and the bureau above. Starting needs no notice: what is lacking is told in `warnings`;
/// `finish` needs a `conclusion`, `cancel` a `reason`. A finished or cancelled one does not change any more.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsWrite])),
    params(("id" = InspectionId, Path, description = "The inspection"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The inspection as it is now", body = Inspection), Problems))]
#[post("/inspections/{id}/moves")]
async fn move_inspection(
    actor: Allow<InspectionsWrite>,
    state: web::Data<State>,
    Path(id): Path<InspectionId>,
    write: WriteOnce,
    Json(wanted): Json<MoveInspection>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}

/// Lists the steps of an inspection (督查过程), the first one first.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsRead])),
    params(("id" = InspectionId, Path, description = "The inspection")),
    responses((status = 200, description = "Its steps", body = InspectionEvents), Problems))]
#[get("/inspections/{id}/events")]
async fn list_inspection_events(
    actor: Allow<InspectionsRead>,
    state: web::Data<State>,
    Path(id): Path<InspectionId>,
) -> Result<web::Json<InspectionEvents>> {
    Ok(web::Json(queries::events(&state.db, &actor, id).await?))
}

/// Prints an inspection with what was looked at and what was found (督查记录表) as A4 pages.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionsRead])),
    params(("id" = InspectionId, Path, description = "The inspection")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/inspections/{id}/form")]
async fn print_inspection(
    actor: Allow<InspectionsRead>,
    state: web::Data<State>,
    Path(id): Path<InspectionId>,
) -> Result<PrintedForm> {
    form::print(&state.db, &actor, id, state.clock.today()).await
}
