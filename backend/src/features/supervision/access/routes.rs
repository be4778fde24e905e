use actix_web::{HttpRequest, get, post, web};

use super::{
    dto::{
        InspectedEntries, InspectedRecord, InspectionAccess, InspectionAccessFilter, InspectionAccessWithCode,
        InspectionCode, InspectionCodeAndPlace, InspectionLooks, NewInspectionAccess, OpenedInspection,
    },
    public, queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::InspectionAccessManage},
    db,
    entities::ids::InspectionAccessId,
    error::{Problems, Result},
    http::{Created, Etagged, Json, ListQuery, Paged, Path, Routes, WriteOnce, Written, client, list::PageParams},
    state::State,
};

/// The routes of read-only access.
pub fn routes(config: &mut Routes) {
    config
        .service(list_inspection_accesses)
        .service(create_inspection_access)
        .service(get_inspection_access)
        .service(end_inspection_access)
        .service(list_inspected_entries)
        .service(list_inspection_looks)
        .service(open_inspection_access)
        .service(read_inspected_record);
}

/// Lists what was opened to inspectors (督查阅览), the latest first.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])), params(PageParams, InspectionAccessFilter),
    responses((status = 200, description = "A page of accesses", body = Paged<InspectionAccess>), Problems))]
#[get("/inspection-accesses")]
async fn list_inspection_accesses(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    query: ListQuery<InspectionAccessFilter>,
) -> Result<Paged<InspectionAccess>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Opens chosen records to an inspector for 1 to 14 days (开通督查阅览). The code is shown only now and never kept for a
/// repeat.
///
/// Only what the caller sees himself. Every opening and reading is noted and shown at `…/looks`.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])),
    responses((status = 201, description = "The access with its code", body = InspectionAccessWithCode), Problems))]
#[post("/inspection-accesses")]
async fn create_inspection_access(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    Json(new): Json<NewInspectionAccess>,
) -> Result<Written> {
    let now = state.clock.now();
    let made = db::write(&state.db, async |tx| service::open(&state, tx, &actor, new, now).await).await?;
    Written::unkept(&Created::at("/inspection-accesses", made.access.id, made))
}

/// Shows an access, without its code.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])),
    params(("id" = InspectionAccessId, Path, description = "The access")),
    responses((status = 200, description = "The access", body = InspectionAccess), Problems))]
#[get("/inspection-accesses/{id}")]
async fn get_inspection_access(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    Path(id): Path<InspectionAccessId>,
) -> Result<Etagged<InspectionAccess>> {
    let access = queries::find(&state.db, &actor, id, state.clock.now()).await?;
    Ok(Etagged(access))
}

/// Ends an access at once (立即停用).
///
/// Its code opens nothing from then on. One that is over already is 409 `already_ended`.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])),
    params(("id" = InspectionAccessId, Path, description = "The access"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The access as it is now", body = InspectionAccess), Problems))]
#[post("/inspection-accesses/{id}/end")]
async fn end_inspection_access(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    Path(id): Path<InspectionAccessId>,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::end(&state, tx, &actor, id, now).await?))
        })
        .await
}

/// Lists the records of an access as the inspector sees them.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])),
    params(("id" = InspectionAccessId, Path, description = "The access")),
    responses((status = 200, description = "Its records", body = InspectedEntries), Problems))]
#[get("/inspection-accesses/{id}/records")]
async fn list_inspected_entries(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    Path(id): Path<InspectionAccessId>,
) -> Result<web::Json<InspectedEntries>> {
    Ok(web::Json(queries::entries(&state.db, &actor, id).await?))
}

/// Lists what the inspector opened and read (阅览记录), the latest first, 500 at most.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::InspectionAccessManage])),
    params(("id" = InspectionAccessId, Path, description = "The access")),
    responses((status = 200, description = "His looks", body = InspectionLooks), Problems))]
#[get("/inspection-accesses/{id}/looks")]
async fn list_inspection_looks(
    actor: Allow<InspectionAccessManage>,
    state: web::Data<State>,
    Path(id): Path<InspectionAccessId>,
) -> Result<web::Json<InspectionLooks>> {
    Ok(web::Json(queries::looks(&state.db, &actor, id).await?))
}

/// Shows an inspector what his code opens. Without login; tries are counted per address, every opening is written down
/// and shown to the school. Unknown, expired and ended codes get the same answer.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "What he may read", body = OpenedInspection), Problems))]
#[post("/public/inspection-access/open")]
async fn open_inspection_access(
    request: HttpRequest,
    state: web::Data<State>,
    Json(asked): Json<InspectionCode>,
) -> Result<web::Json<OpenedInspection>> {
    count_try(&request, &state)?;
    Ok(web::Json(public::open(&state, &asked).await?))
}

/// Shows an inspector one of the records his code opens: without who raised a concern, names of pupils and guardians
/// covered. Without login; every record that is read is written down and shown to the school.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "The record", body = InspectedRecord), Problems))]
#[post("/public/inspection-access/read")]
async fn read_inspected_record(
    request: HttpRequest,
    state: web::Data<State>,
    Json(asked): Json<InspectionCodeAndPlace>,
) -> Result<web::Json<InspectedRecord>> {
    count_try(&request, &state)?;
    Ok(web::Json(public::read(&state, &asked).await?))
}

fn count_try(request: &HttpRequest, state: &State) -> Result<()> {
    state
        .throttle
        .address(client::address(request, &state.config.trusted_proxies))
}
