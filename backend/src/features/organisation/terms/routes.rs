use actix_web::{get, patch, post, web};

use super::{
    dto::{NewTerm, Term, TermFilter, TermPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OrganisationRead, OrganisationWrite},
    },
    entities::ids::TermId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of terms.
pub fn routes(config: &mut Routes) {
    config
        .service(list_terms)
        .service(create_term)
        .service(get_term)
        .service(update_term);
}

/// Lists terms (学期).
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])), params(PageParams, TermFilter),
    responses((status = 200, description = "A page of terms", body = Paged<Term>), Problems))]
#[get("/terms")]
async fn list_terms(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    query: ListQuery<TermFilter>,
) -> Result<Paged<Term>> {
    queries::list(&state.db, &actor, query).await
}

/// Adds a term to a school year.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    responses((status = 201, description = "The new term", body = Term), Problems))]
#[post("/terms")]
async fn create_term(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewTerm>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let year = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/terms", year.id, year))
        })
        .await
}

/// Shows a term.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])),
    params(("id" = TermId, Path, description = "The term")),
    responses((status = 200, description = "The term", body = Term), Problems))]
#[get("/terms/{id}")]
async fn get_term(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    Path(id): Path<TermId>,
) -> Result<Etagged<Term>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a term.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    params(("id" = TermId, Path, description = "The term"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The term as it is now", body = Term), Problems))]
#[patch("/terms/{id}")]
async fn update_term(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    Path(id): Path<TermId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<TermPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
