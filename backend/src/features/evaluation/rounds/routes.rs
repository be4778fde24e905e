use actix_web::{get, patch, post, put, web};

use super::{
    assessors,
    dto::{EvaluationRound, EvaluationRoundEvents, EvaluationRoundPatch, MoveEvaluationRound, NewEvaluationRound},
    filter::EvaluationRoundFilter,
    lists_dto::{
        EvaluationAssessors, EvaluationObjects, NewEvaluationAssessors, NewEvaluationObjects, ProposedObjects,
    },
    moves::RoundMove,
    objects, proposals, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{EvaluationRead, EvaluationWrite},
    },
    entities::ids::EvaluationRoundId,
    error::{Problems, Result},
    features::ballots,
    http::{Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of rounds.
pub fn routes(config: &mut Routes) {
    config
        .service(list_evaluation_rounds)
        .service(create_evaluation_round)
        .service(get_evaluation_round)
        .service(update_evaluation_round)
        .service(move_evaluation_round)
        .service(list_evaluation_round_events)
        .service(get_evaluation_objects)
        .service(replace_evaluation_objects)
        .service(propose_evaluation_objects)
        .service(get_evaluation_assessors)
        .service(replace_evaluation_assessors);
}

/// Lists rounds of evaluation (考评), the latest first: those of one's units, and those that one takes part in once they
/// are open.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])), params(PageParams, EvaluationRoundFilter),
    responses((status = 200, description = "A page of rounds", body = Paged<EvaluationRound>), Problems))]
#[get("/evaluation-rounds")]
async fn list_evaluation_rounds(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    query: ListQuery<EvaluationRoundFilter>,
) -> Result<Paged<EvaluationRound>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Prepares a round (筹备考评) by a scheme of its unit or of one above. Every mass group gets a ballot box, still closed.
///
/// It is a draft: objects, assessors and boxes are set afterwards. With an `id` of one's own the same content again is
/// answered with 200.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    responses(
        (status = 201, description = "The new draft", body = EvaluationRound),
        (status = 200, description = "The same round was sent before", body = EvaluationRound),
        Problems
    ))]
#[post("/evaluation-rounds")]
async fn create_evaluation_round(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewEvaluationRound>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::record(tx, &actor, new, now).await
        })
        .await
}

/// Shows a round: where it stands, what can be done with it, what may still change, and what a draft lacks.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "The round", body = EvaluationRound), Problems))]
#[get("/evaluation-rounds/{id}")]
async fn get_evaluation_round(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<Etagged<EvaluationRound>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Changes a round: all of it in a draft, its title and notes while it is open, nothing afterwards.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The round as it is now", body = EvaluationRound), Problems))]
#[patch("/evaluation-rounds/{id}")]
async fn update_evaluation_round(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<EvaluationRoundPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves a round on: opened (启动), which freezes the rules of its scheme; extended (延期); sealed (封箱); scored (计分);
/// published (公布); archived (归档). What a draft lacks to be opened is told by field, all of it at once.
///
/// Opening hands out the sheets and opens the boxes; sealing takes nothing any more and shuffles the ballots, for good;
/// publishing tells everybody his own result and begins the days for objections. Archiving is refused while these last
/// (409 `objections_open`) or an objection waits (409 `objections_waiting`). There is no way back from any of them.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The round as it is now", body = EvaluationRound), Problems))]
#[post("/evaluation-rounds/{id}/moves")]
async fn move_evaluation_round(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    write: WriteOnce,
    Json(wanted): Json<MoveEvaluationRound>,
) -> Result<Written> {
    let now = state.clock.now();
    let seals = wanted.wanted == RoundMove::Seal;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::make_move(tx, &state.vault, &actor, id, wanted, now).await?,
            ))
        })
        .await?;
    if seals {
        // After the commit; a repeat of the request does it again, should it fail.
        ballots::forget(&state.db).await?;
    }
    Ok(written)
}

/// Lists the steps of a round (考评过程), the first one first, to those who hold it.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "Its steps", body = EvaluationRoundEvents), Problems))]
#[get("/evaluation-rounds/{id}/events")]
async fn list_evaluation_round_events(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<web::Json<EvaluationRoundEvents>> {
    Ok(web::Json(queries::events(&state.db, &actor, id).await?))
}

/// Shows who or what a round evaluates (考评对象), in the order of forms and ballots.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "Its objects", body = EvaluationObjects), Problems))]
#[get("/evaluation-rounds/{id}/objects")]
async fn get_evaluation_objects(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<Etagged<EvaluationObjects>> {
    Ok(Etagged(objects::list(&state.db, &actor, id).await?))
}

/// Writes the whole list of objects of a draft anew. Names are taken from the staff directory; they are frozen when the
/// round is opened.
///
/// `If-Match` takes the version of the round; a round that is no draft is 409 `illegal_move`.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ("If-Match" = String, Header, description = "The `ETag` of the round", example = "\"v1\"")),
    responses((status = 200, description = "Its objects as they are now", body = EvaluationObjects), Problems))]
#[put("/evaluation-rounds/{id}/objects")]
async fn replace_evaluation_objects(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    expected: IfMatch,
    write: Write,
    Json(new): Json<NewEvaluationObjects>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(objects::replace(tx, &actor, id, expected, new, now).await?))
        })
        .await
}

/// Proposes objects: the leadership team of the unit, and everybody who holds a leading post in it or below today.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "Who could be evaluated", body = ProposedObjects), Problems))]
#[get("/evaluation-rounds/{id}/proposed-objects")]
async fn propose_evaluation_objects(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<web::Json<ProposedObjects>> {
    Ok(web::Json(
        proposals::proposed(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Shows who assesses in which group of a round (考核人), to those who hold it.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "Its assessors", body = EvaluationAssessors), Problems))]
#[get("/evaluation-rounds/{id}/assessors")]
async fn get_evaluation_assessors(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<Etagged<EvaluationAssessors>> {
    Ok(Etagged(assessors::list(&state.db, &actor, id).await?))
}

/// Writes the whole list of assessors of a draft anew.
///
/// `If-Match` takes the version of the round; a round that is no draft is 409 `illegal_move`.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ("If-Match" = String, Header, description = "The `ETag` of the round", example = "\"v1\"")),
    responses((status = 200, description = "Its assessors as they are now", body = EvaluationAssessors), Problems))]
#[put("/evaluation-rounds/{id}/assessors")]
async fn replace_evaluation_assessors(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    expected: IfMatch,
    write: Write,
    Json(new): Json<NewEvaluationAssessors>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(assessors::replace(tx, &actor, id, expected, new, now).await?))
        })
        .await
}
