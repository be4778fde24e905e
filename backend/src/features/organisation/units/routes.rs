use actix_web::{get, patch, post, web};

use super::{
    dto::{NewOrgUnit, OrgUnit, OrgUnitFilter, OrgUnitPatch, OrgUnitTree},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OrganisationRead, OrganisationWrite},
    },
    entities::ids::OrgUnitId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_org_units)
        .service(get_org_unit_tree)
        .service(create_org_unit)
        .service(get_org_unit)
        .service(update_org_unit);
}

/// Lists units (单位).
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])), params(PageParams, OrgUnitFilter),
    responses((status = 200, description = "A page of units", body = Paged<OrgUnit>), Problems))]
#[get("/org-units")]
async fn list_org_units(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    query: ListQuery<OrgUnitFilter>,
) -> Result<Paged<OrgUnit>> {
    queries::list(&state.db, &actor, query).await
}

/// Shows the units as a tree.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])),
    responses((status = 200, description = "The trees the caller may see", body = OrgUnitTree), Problems))]
#[get("/org-units/tree")]
async fn get_org_unit_tree(actor: Allow<OrganisationRead>, state: web::Data<State>) -> Result<web::Json<OrgUnitTree>> {
    Ok(web::Json(queries::tree(&state.db, &actor).await?))
}

/// Opens a unit below another one.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    responses((status = 201, description = "The new unit", body = OrgUnit), Problems))]
#[post("/org-units")]
async fn create_org_unit(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewOrgUnit>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let unit = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/org-units", unit.id, unit))
        })
        .await
}

/// Shows a unit.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])),
    params(("id" = OrgUnitId, Path, description = "The unit")),
    responses((status = 200, description = "The unit", body = OrgUnit), Problems))]
#[get("/org-units/{id}")]
async fn get_org_unit(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    Path(id): Path<OrgUnitId>,
) -> Result<Etagged<OrgUnit>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a unit.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    params(("id" = OrgUnitId, Path, description = "The unit"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The unit as it is now", body = OrgUnit), Problems))]
#[patch("/org-units/{id}")]
async fn update_org_unit(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    Path(id): Path<OrgUnitId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<OrgUnitPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
