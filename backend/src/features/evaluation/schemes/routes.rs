use actix_web::{get, patch, post, web};

use super::{
    dto::{EvaluationScheme, EvaluationSchemePatch, MoveEvaluationScheme, NewEvaluationScheme},
    filter::EvaluationSchemeFilter,
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{EvaluationRead, EvaluationWrite},
    },
    entities::ids::EvaluationSchemeId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of schemes.
pub fn routes(config: &mut Routes) {
    config
        .service(list_evaluation_schemes)
        .service(create_evaluation_scheme)
        .service(get_evaluation_scheme)
        .service(update_evaluation_scheme)
        .service(move_evaluation_scheme);
}

/// Lists schemes of evaluation (考评方案) of one's units and of those above, the latest first.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])), params(PageParams, EvaluationSchemeFilter),
    responses((status = 200, description = "A page of schemes", body = Paged<EvaluationScheme>), Problems))]
#[get("/evaluation-schemes")]
async fn list_evaluation_schemes(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    query: ListQuery<EvaluationSchemeFilter>,
) -> Result<Paged<EvaluationScheme>> {
    queries::list(&state.db, &actor, query).await
}

/// Writes a scheme down as a draft (起草方案). Without rules it begins with those of the version before it, or with the
/// shipped example (示例): the plan sets no weights, grades or thresholds.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    responses(
        (status = 201, description = "The new draft", body = EvaluationScheme),
        (status = 200, description = "The same scheme was sent before", body = EvaluationScheme),
        Problems
    ))]
#[post("/evaluation-schemes")]
async fn create_evaluation_scheme(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewEvaluationScheme>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::record(tx, &actor, new, now).await
        })
        .await
}

/// Shows a scheme with its versions.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationSchemeId, Path, description = "The scheme")),
    responses((status = 200, description = "The scheme", body = EvaluationScheme), Problems))]
#[get("/evaluation-schemes/{id}")]
async fn get_evaluation_scheme(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSchemeId>,
) -> Result<Etagged<EvaluationScheme>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a draft: its title, its first day, its rules as a whole. A scheme that was in force never changes.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationSchemeId, Path, description = "The scheme"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The scheme as it is now", body = EvaluationScheme), Problems))]
#[patch("/evaluation-schemes/{id}")]
async fn update_evaluation_scheme(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSchemeId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<EvaluationSchemePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Puts a draft in force (施行), which retires the version before it; or takes a scheme out of use (停用).
///
/// Before its `effective_from` a draft is 409 `not_yet_effective`. Rounds that were opened keep the rules they were
/// opened with.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationSchemeId, Path, description = "The scheme"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The scheme as it is now", body = EvaluationScheme), Problems))]
#[post("/evaluation-schemes/{id}/moves")]
async fn move_evaluation_scheme(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSchemeId>,
    write: WriteOnce,
    Json(wanted): Json<MoveEvaluationScheme>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, &wanted, now).await?))
        })
        .await
}
