use actix_web::{get, patch, post, web};

use super::{
    own_scheme_dto::{EndedScheme, LiaisonSchemeEnd, LiaisonSchemePatch, NewLiaisonScheme, OwnScheme, OwnSchemeFilter},
    own_scheme_end, own_schemes,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LiaisonRead, LiaisonWrite},
    },
    entities::ids::OwnSchemeId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams,
    },
    state::State,
};

/// The routes of a school's own schemes.
pub fn routes(config: &mut Routes) {
    config
        .service(list_own_liaison_schemes)
        .service(create_own_liaison_scheme)
        .service(get_own_liaison_scheme)
        .service(update_own_liaison_scheme)
        .service(end_own_liaison_scheme);
}

/// Lists the schemes that schools added to those of their plan (自定联系制度).
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonRead])), params(PageParams, OwnSchemeFilter),
    responses((status = 200, description = "A page of schemes", body = Paged<OwnScheme>), Problems))]
#[get("/own-liaison-schemes")]
async fn list_own_liaison_schemes(
    actor: Allow<LiaisonRead>,
    state: web::Data<State>,
    query: ListQuery<OwnSchemeFilter>,
) -> Result<Paged<OwnScheme>> {
    own_schemes::list(&state.db, &actor, query, state.clock.today()).await
}

/// Adds a liaison scheme of the school's own.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 201, description = "The new scheme", body = OwnScheme), Problems))]
#[post("/own-liaison-schemes")]
async fn create_own_liaison_scheme(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLiaisonScheme>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let scheme = own_schemes::create(tx, &actor, new, now).await?;
            Ok(Created::at("/own-liaison-schemes", scheme.id, scheme))
        })
        .await
}

/// Shows a scheme of the school's own.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonRead])),
    params(("id" = OwnSchemeId, Path, description = "The scheme")),
    responses((status = 200, description = "The scheme", body = OwnScheme), Problems))]
#[get("/own-liaison-schemes/{id}")]
async fn get_own_liaison_scheme(
    actor: Allow<LiaisonRead>,
    state: web::Data<State>,
    Path(id): Path<OwnSchemeId>,
) -> Result<Etagged<OwnScheme>> {
    let scheme = own_schemes::find(&state.db, &actor, id, state.clock.today()).await?;
    Ok(Etagged(scheme))
}

/// Changes name, limit, holders or place of a scheme of the school's own.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = OwnSchemeId, Path, description = "The scheme"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The scheme as it is now", body = OwnScheme), Problems))]
#[patch("/own-liaison-schemes/{id}")]
async fn update_own_liaison_scheme(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<OwnSchemeId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LiaisonSchemePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(own_schemes::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Ends (停用) a scheme of the school's own, and its living links with it.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = OwnSchemeId, Path, description = "The scheme"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The scheme, and how many links ended", body = EndedScheme), Problems))]
#[post("/own-liaison-schemes/{id}/end")]
async fn end_own_liaison_scheme(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<OwnSchemeId>,
    write: WriteOnce,
    Json(end): Json<LiaisonSchemeEnd>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(own_scheme_end::end(tx, &actor, id, end, now).await?))
        })
        .await
}
