use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{Duty, DutyFilter, DutyPatch, NewDuty},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PlanRead, PlanWrite},
    },
    entities::ids::DutyId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_duties)
        .service(create_duty)
        .service(get_duty)
        .service(update_duty)
        .service(delete_duty);
}

/// Lists duties (职责) with their source quotes.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])), params(PageParams, DutyFilter),
    responses((status = 200, description = "A page of duties", body = Paged<Duty>), Problems))]
#[get("/duties")]
async fn list_duties(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    query: ListQuery<DutyFilter>,
) -> Result<Paged<Duty>> {
    queries::list(&state.db, &actor, query).await
}

/// Adds a duty to a draft.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    responses((status = 201, description = "The new duty", body = Duty), Problems))]
#[post("/duties")]
async fn create_duty(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewDuty>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let duty = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/duties", duty.id, duty))
        })
        .await
}

/// Shows a duty.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = DutyId, Path, description = "The duty")),
    responses((status = 200, description = "The duty", body = Duty), Problems))]
#[get("/duties/{id}")]
async fn get_duty(actor: Allow<PlanRead>, state: web::Data<State>, Path(id): Path<DutyId>) -> Result<Etagged<Duty>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a duty of a draft; its target may be left blank.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = DutyId, Path, description = "The duty"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The duty as it is now", body = Duty), Problems))]
#[patch("/duties/{id}")]
async fn update_duty(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<DutyId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<DutyPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Takes a duty out of a draft.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = DutyId, Path, description = "The duty"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/duties/{id}")]
async fn delete_duty(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<DutyId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
