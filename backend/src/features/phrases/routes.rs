use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{NewPhrase, Phrase, PhraseFilter, PhrasePatch},
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::ActivitiesRecord},
    entities::ids::PhraseId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_phrases)
        .service(create_phrase)
        .service(update_phrase)
        .service(delete_phrase);
}

/// Lists phrases for records (常用语) and templates for moves (模板): the caller's own, and those his units share.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])), params(PageParams, PhraseFilter),
    responses((status = 200, description = "A page of phrases", body = Paged<Phrase>), Problems))]
#[get("/phrases")]
async fn list_phrases(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    query: ListQuery<PhraseFilter>,
) -> Result<Paged<Phrase>> {
    queries::list(&state.db, &actor, query).await
}

/// Keeps a phrase of one's own, or one that a unit shares.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    responses((status = 201, description = "The new phrase", body = Phrase), Problems))]
#[post("/phrases")]
async fn create_phrase(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewPhrase>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let phrase = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/phrases", phrase.id, phrase))
        })
        .await
}

/// Changes a phrase.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = PhraseId, Path, description = "The phrase"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The phrase as it is now", body = Phrase), Problems))]
#[patch("/phrases/{id}")]
async fn update_phrase(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<PhraseId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PhrasePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Removes a phrase; what was written with it stays.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = PhraseId, Path, description = "The phrase"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/phrases/{id}")]
async fn delete_phrase(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<PhraseId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected).await?;
            Ok(NoContent)
        })
        .await
}
