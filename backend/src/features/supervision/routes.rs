use actix_web::{get, patch, post, web};

use super::{
    dto::{Finding, FindingEvents, FindingPatch, MoveFinding, NewFinding},
    filter::FindingFilter,
    form, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FindingsRead, FindingsWrite},
    },
    entities::ids::FindingId,
    error::{Problems, Result},
    http::{
        Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_findings)
        .service(create_finding)
        .service(print_findings)
        .service(get_finding)
        .service(update_finding)
        .service(move_finding)
        .service(list_finding_events);
}

/// Lists findings (问题整改), the earliest due first.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsRead])), params(PageParams, FindingFilter),
    responses((status = 200, description = "A page of findings", body = Paged<Finding>), Problems))]
#[get("/findings")]
async fn list_findings(
    actor: Allow<FindingsRead>,
    state: web::Data<State>,
    query: ListQuery<FindingFilter>,
) -> Result<Paged<Finding>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Records a finding (登记问题): one's own gap, or one of the units one answers for.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsWrite])),
    responses(
        (status = 201, description = "The new finding", body = Finding),
        (status = 200, description = "The same finding was sent before", body = Finding),
        Problems
    ))]
#[post("/findings")]
async fn create_finding(
    actor: Allow<FindingsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewFinding>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::record(tx, &actor, new, now).await
        })
        .await
}

/// Prints the findings of a filter (整改台账) as A4 pages, the earliest due first; 1 000 at most.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsRead])), params(FindingFilter),
    responses((status = 200, description = "The list", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/findings/form")]
async fn print_findings(
    actor: Allow<FindingsRead>,
    state: web::Data<State>,
    query: ListQuery<FindingFilter>,
) -> Result<PrintedForm> {
    form::print(&state.db, &actor, query, state.clock.today()).await
}

/// Shows a finding.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsRead])),
    params(("id" = FindingId, Path, description = "The finding")),
    responses((status = 200, description = "The finding", body = Finding), Problems))]
#[get("/findings/{id}")]
async fn get_finding(
    actor: Allow<FindingsRead>,
    state: web::Data<State>,
    Path(id): Path<FindingId>,
) -> Result<Etagged<Finding>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Changes a finding that is not done yet: what, who, how, until when.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsWrite])),
    params(("id" = FindingId, Path, description = "The finding"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The finding as it is now", body = Finding), Problems))]
#[patch("/findings/{id}")]
async fn update_finding(
    actor: Allow<FindingsWrite>,
    state: web::Data<State>,
    Path(id): Path<FindingId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<FindingPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves a finding on: the owner starts (开始整改) and finishes (整改完成), somebody else verifies (验收销号) or reopens (重新整改).
///
/// Nobody verifies or reopens what he puts right himself. A move that the state does not know is 409 `illegal_move`
/// with those that are possible in `allowed`, one that is somebody else's is 403.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsWrite])),
    params(("id" = FindingId, Path, description = "The finding"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The finding as it is now", body = Finding), Problems))]
#[post("/findings/{id}/moves")]
async fn move_finding(
    actor: Allow<FindingsWrite>,
    state: web::Data<State>,
    Path(id): Path<FindingId>,
    write: WriteOnce,
    Json(wanted): Json<MoveFinding>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}

/// Lists the steps of a finding (整改过程), the first one first.
#[utoipa::path(tag = "supervision", security(("bearer" = [Permission::FindingsRead])),
    params(("id" = FindingId, Path, description = "The finding")),
    responses((status = 200, description = "Its steps", body = FindingEvents), Problems))]
#[get("/findings/{id}/events")]
async fn list_finding_events(
    actor: Allow<FindingsRead>,
    state: web::Data<State>,
    Path(id): Path<FindingId>,
) -> Result<web::Json<FindingEvents>> {
    Ok(web::Json(queries::events(&state.db, &actor, id).await?))
}
