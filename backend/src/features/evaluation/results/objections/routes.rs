use actix_web::{get, post, web};

use super::{
    dto::{EvaluationObjection, MoveEvaluationObjection, NewEvaluationObjection},
    filter::ObjectionFilter,
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::EvaluationRead},
    entities::ids::EvaluationObjectionId,
    error::{Problems, Result},
    http::{Etagged, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of objections.
pub fn routes(config: &mut Routes) {
    config
        .service(list_evaluation_objections)
        .service(create_evaluation_objection)
        .service(get_evaluation_objection)
        .service(move_evaluation_objection);
}

/// Lists objections (复核申请): one's own, and those to the results one answers for; the latest first.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])), params(PageParams, ObjectionFilter),
    responses((status = 200, description = "A page of objections", body = Paged<EvaluationObjection>), Problems))]
#[get("/evaluation-objections")]
async fn list_evaluation_objections(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    query: ListQuery<ObjectionFilter>,
) -> Result<Paged<EvaluationObjection>> {
    queries::list(&state.db, &actor, query).await
}

/// Objects to one's own published result (申请复核), or to that of the leadership team one leads, within the time for
/// it; each result is reviewed once.
///
/// Those who answer for the round are told. After the last day it is 409 `objections_closed`, a second one to the same
/// result 409 `already_objected`.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    responses(
        (status = 201, description = "The new objection", body = EvaluationObjection),
        (status = 200, description = "The same objection was sent before", body = EvaluationObjection),
        Problems
    ))]
#[post("/evaluation-objections")]
async fn create_evaluation_objection(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewEvaluationObjection>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::file(tx, &actor, new, now).await
        })
        .await
}

/// Shows an objection.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationObjectionId, Path, description = "The objection")),
    responses((status = 200, description = "The objection", body = EvaluationObjection), Problems))]
#[get("/evaluation-objections/{id}")]
async fn get_evaluation_objection(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationObjectionId>,
) -> Result<Etagged<EvaluationObjection>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Decides on an objection: upheld (更正结果), which adds another revision to the result, or rejected (维持原结果); or
/// takes it back (撤回). Nobody decides about himself.
///
/// Upheld, it sets sheets aside and computes the result anew, or sets a grade; the results before stay readable.
/// Whoever filed it is told. Only while the round is published, and once: afterwards 409 `illegal_move`.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationObjectionId, Path, description = "The objection"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The objection as it is now", body = EvaluationObjection), Problems))]
#[post("/evaluation-objections/{id}/moves")]
async fn move_evaluation_objection(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationObjectionId>,
    write: WriteOnce,
    Json(wanted): Json<MoveEvaluationObjection>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}
