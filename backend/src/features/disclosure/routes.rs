use actix_web::{get, patch, post, web};

use super::{
    dto::{
        MovePublication, NewIntendedName, NewPublication, PersonalDataCheck, Publication, PublicationEvents,
        PublicationPatch,
    },
    filter::PublicationFilter,
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PublicationsRead, PublicationsReview, PublicationsWrite},
    },
    entities::ids::PublicationId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams},
    state::State,
};

/// The routes of publications.
pub fn routes(config: &mut Routes) {
    config
        .service(list_publications)
        .service(create_publication)
        .service(get_publication)
        .service(update_publication)
        .service(move_publication)
        .service(check_publication)
        .service(intend_name)
        .service(list_publication_events);
}

/// Lists what the caller's units publish (信息公开), drafts too, the latest change first.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsRead])), params(PageParams, PublicationFilter),
    responses((status = 200, description = "A page of publications", body = Paged<Publication>), Problems))]
#[get("/publications")]
async fn list_publications(
    actor: Allow<PublicationsRead>,
    state: web::Data<State>,
    query: ListQuery<PublicationFilter>,
) -> Result<Paged<Publication>> {
    queries::list(&state.db, &actor, query).await
}

/// Writes a draft (起草).
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsWrite])),
    responses(
        (status = 201, description = "The new draft", body = Publication),
        (status = 200, description = "The same draft was sent before", body = Publication),
        Problems
    ))]
#[post("/publications")]
async fn create_publication(
    actor: Allow<PublicationsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewPublication>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::write(tx, &actor, new, now).await
        })
        .await
}

/// Shows a publication.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsRead])),
    params(("id" = PublicationId, Path, description = "The publication")),
    responses((status = 200, description = "The publication", body = Publication), Problems))]
#[get("/publications/{id}")]
async fn get_publication(
    actor: Allow<PublicationsRead>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
) -> Result<Etagged<Publication>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a draft.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsWrite])),
    params(("id" = PublicationId, Path, description = "The publication"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The publication as it is now", body = Publication), Problems))]
#[patch("/publications/{id}")]
async fn update_publication(
    actor: Allow<PublicationsWrite>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PublicationPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves a publication on: reviewed by somebody who wrote nothing of it (审核), returned (退回), published (发布),
/// withdrawn (撤回). Reviewing and publishing are refused while there is personal data in it.
///
/// With personal data in it 409 `personal_data`; see `GET …/personal-data`. `return` and `withdraw` need a `note`. What
/// was withdrawn can be read by nobody outside, and is not published again.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsReview])),
    params(("id" = PublicationId, Path, description = "The publication"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The publication as it is now", body = Publication), Problems))]
#[post("/publications/{id}/moves")]
async fn move_publication(
    actor: Allow<PublicationsReview>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
    write: WriteOnce,
    Json(wanted): Json<MovePublication>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}

/// Looks for personal data in a publication (个人信息检查): phone numbers, ID numbers, pupil numbers, and names of the
/// school's pupils and guardians, each with its place.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsRead])),
    params(("id" = PublicationId, Path, description = "The publication")),
    responses((status = 200, description = "What was found", body = PersonalDataCheck), Problems))]
#[get("/publications/{id}/personal-data")]
async fn check_publication(
    actor: Allow<PublicationsRead>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
) -> Result<web::Json<PersonalDataCheck>> {
    Ok(web::Json(queries::check(&state.db, &actor, id).await?))
}

/// Confirms that a name that was found in a draft is meant to stand there, and why. Numbers never are.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsWrite])),
    params(("id" = PublicationId, Path, description = "The publication")),
    responses((status = 200, description = "The publication as it is now", body = Publication), Problems))]
#[post("/publications/{id}/intended-names")]
async fn intend_name(
    actor: Allow<PublicationsWrite>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
    write: Write,
    Json(new): Json<NewIntendedName>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::intend(tx, &actor, id, new, now).await?))
        })
        .await
}

/// Lists the steps of a publication (公开过程), the first one first.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsRead])),
    params(("id" = PublicationId, Path, description = "The publication")),
    responses((status = 200, description = "Its steps", body = PublicationEvents), Problems))]
#[get("/publications/{id}/events")]
async fn list_publication_events(
    actor: Allow<PublicationsRead>,
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
) -> Result<web::Json<PublicationEvents>> {
    Ok(web::Json(queries::events(&state.db, &actor, id).await?))
}
