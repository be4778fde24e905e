use actix_web::{get, patch, post, web};

use super::{
    dto::{NewSchoolYear, SchoolYear, SchoolYearFilter, SchoolYearPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OrganisationRead, OrganisationWrite},
    },
    entities::ids::SchoolYearId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of school years.
pub fn routes(config: &mut Routes) {
    config
        .service(list_school_years)
        .service(create_school_year)
        .service(get_school_year)
        .service(update_school_year);
}

/// Lists school years (学年).
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])), params(PageParams, SchoolYearFilter),
    responses((status = 200, description = "A page of school years", body = Paged<SchoolYear>), Problems))]
#[get("/school-years")]
async fn list_school_years(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    query: ListQuery<SchoolYearFilter>,
) -> Result<Paged<SchoolYear>> {
    queries::list(&state.db, &actor, query).await
}

/// Opens a school year for a unit and everything below it.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    responses((status = 201, description = "The new school year", body = SchoolYear), Problems))]
#[post("/school-years")]
async fn create_school_year(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewSchoolYear>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let year = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/school-years", year.id, year))
        })
        .await
}

/// Shows a school year.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])),
    params(("id" = SchoolYearId, Path, description = "The school year")),
    responses((status = 200, description = "The school year", body = SchoolYear), Problems))]
#[get("/school-years/{id}")]
async fn get_school_year(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    Path(id): Path<SchoolYearId>,
) -> Result<Etagged<SchoolYear>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a school year.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    params(("id" = SchoolYearId, Path, description = "The school year"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The school year as it is now", body = SchoolYear), Problems))]
#[patch("/school-years/{id}")]
async fn update_school_year(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    Path(id): Path<SchoolYearId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<SchoolYearPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
