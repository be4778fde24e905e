use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{NewStudyCompletion, StudyCompletion, StudyCompletionMove, StudyCompletionPatch},
    filter::StudyCompletionFilter,
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{StudyHandIn, StudyRead},
    },
    entities::ids::StudyCompletionId,
    error::{Problems, Result},
    http::{
        Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_study_completions)
        .service(create_study_completion)
        .service(get_study_completion)
        .service(update_study_completion)
        .service(delete_study_completion)
        .service(move_study_completion);
}

/// Lists what was handed in for study and the five ones (五个一), the latest first.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyRead])), params(PageParams, StudyCompletionFilter),
    responses((status = 200, description = "A page of what was handed in", body = Paged<StudyCompletion>), Problems))]
#[get("/study-completions")]
async fn list_study_completions(
    actor: Allow<StudyRead>,
    state: web::Data<State>,
    query: ListQuery<StudyCompletionFilter>,
) -> Result<Paged<StudyCompletion>> {
    queries::list(&state.db, &actor, query).await
}

/// Hands something in: for a study item, or as one of the five ones (五个一).
///
/// A deliverable counts for its duty when the office or the principal has accepted it.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyHandIn])),
    responses(
        (status = 201, description = "It is handed in", body = StudyCompletion),
        (status = 200, description = "The same was sent before", body = StudyCompletion),
        Problems
    ))]
#[post("/study-completions")]
async fn create_study_completion(
    actor: Allow<StudyHandIn>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewStudyCompletion>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::hand_in(tx, &actor, new, now).await
        })
        .await
}

/// Shows something handed in.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyRead])),
    params(("id" = StudyCompletionId, Path, description = "What was handed in")),
    responses((status = 200, description = "What was handed in", body = StudyCompletion), Problems))]
#[get("/study-completions/{id}")]
async fn get_study_completion(
    actor: Allow<StudyRead>,
    state: web::Data<State>,
    Path(id): Path<StudyCompletionId>,
) -> Result<Etagged<StudyCompletion>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes something that is not accepted yet.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyHandIn])),
    params(("id" = StudyCompletionId, Path, description = "What was handed in"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "It as it is now", body = StudyCompletion), Problems))]
#[patch("/study-completions/{id}")]
async fn update_study_completion(
    actor: Allow<StudyHandIn>,
    state: web::Data<State>,
    Path(id): Path<StudyCompletionId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<StudyCompletionPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Takes back something that is not accepted yet.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyHandIn])),
    params(("id" = StudyCompletionId, Path, description = "What was handed in"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/study-completions/{id}")]
async fn delete_study_completion(
    actor: Allow<StudyHandIn>,
    state: web::Data<State>,
    Path(id): Path<StudyCompletionId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::take_back(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Accepts (认可) or returns (退回) something handed in, or hands it in again.
///
/// The office or the principal accepts and returns, never his own; `return` needs a `reason` and takes an acceptance
/// back, too. What counts for duties changes in the same transaction.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::StudyHandIn])),
    params(("id" = StudyCompletionId, Path, description = "What was handed in"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "It as it is now", body = StudyCompletion), Problems))]
#[post("/study-completions/{id}/moves")]
async fn move_study_completion(
    actor: Allow<StudyHandIn>,
    state: web::Data<State>,
    Path(id): Path<StudyCompletionId>,
    write: WriteOnce,
    Json(wanted): Json<StudyCompletionMove>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}
