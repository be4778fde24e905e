use actix_web::{get, http::StatusCode, patch, post, web};

use super::{
    absences::{self, AbsentFilter, AbsentLink},
    coverage,
    coverage_dto::{CoverageQuery, LiaisonCoverage, LiaisonLoad, LiaisonTarget, LoadFilter, TargetFilter},
    coverage_form::{self, CoverageFormQuery},
    derive::{self, LiaisonDerivation, LiaisonDerived},
    dto::{LiaisonLink, LiaisonLinkEnd, LiaisonLinkFilter, LiaisonLinkPatch, NewLiaisonLink, NewLiaisonLinks},
    matrix::{self, LiaisonMatrix, MatrixQuery},
    matrix_form, queries,
    schemes::{self, LiaisonSchemeQuery, LiaisonSchemes},
    service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LiaisonCoverage as CoverageRead, LiaisonRead, LiaisonWrite},
    },
    entities::ids::LiaisonLinkId,
    error::{Problems, Result},
    http::{
        Bulk, Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Query, Routes, Write, WriteOnce,
        Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_liaison_schemes)
        .service(list_liaison_links)
        .service(create_liaison_link)
        .service(create_liaison_links)
        .service(derive_liaison_links)
        .service(get_liaison_link)
        .service(update_liaison_link)
        .service(end_liaison_link)
        .service(get_liaison_coverage)
        .service(list_liaison_targets)
        .service(list_liaison_loads)
        .service(list_liaison_absences)
        .service(print_liaison_coverage)
        .service(get_liaison_matrix)
        .service(print_liaison_matrix);
}

/// Lists the liaison schemes (联系制度) of a unit's plan.
///
/// Before a plan is adopted these are the four that the product ships. Schemes of the school's own follow.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonRead])), params(LiaisonSchemeQuery),
    responses((status = 200, description = "The schemes in the order of the plan", body = LiaisonSchemes), Problems))]
#[get("/liaison-schemes")]
async fn list_liaison_schemes(
    actor: Allow<LiaisonRead>,
    state: web::Data<State>,
    Query(query): Query<LiaisonSchemeQuery>,
) -> Result<web::Json<LiaisonSchemes>> {
    let unit_id = query.unit_id.or(super::own_unit(&actor));
    let items = schemes::of_unit(&state.db, unit_id, query.on.unwrap_or(state.clock.today())).await?;
    Ok(web::Json(LiaisonSchemes { items }))
}

/// Lists liaison links (联系关系): those into one's units, one's own, and those that lead to oneself.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonRead])), params(PageParams, LiaisonLinkFilter),
    responses((status = 200, description = "A page of links", body = Paged<LiaisonLink>), Problems))]
#[get("/liaison-links")]
async fn list_liaison_links(
    actor: Allow<LiaisonRead>,
    state: web::Data<State>,
    query: ListQuery<LiaisonLinkFilter>,
) -> Result<Paged<LiaisonLink>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Makes a liaison link.
///
/// The scheme says what kind of target it leads to, and only that field is given. Person and target must lie within the
/// caller's units; a village school takes school leaders and their deputies, a family those who teach its children.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 201, description = "The new link", body = LiaisonLink), Problems))]
#[post("/liaison-links")]
async fn create_liaison_link(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLiaisonLink>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let link = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/liaison-links", link.id, link))
        })
        .await
}

/// Makes many links, each with its own result.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 207, description = "What became of each", body = Bulk<LiaisonLink>), Problems))]
#[post("/liaison-links/bulk")]
async fn create_liaison_links(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLiaisonLinks>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Bulk::run(tx, new.items, StatusCode::CREATED, async |tx, new| {
                service::create(tx, &actor, new, now).await
            })
            .await
        })
        .await
}

/// Derives (推算) the links of teachers and families from the teaching assignments.
///
/// Missing links are made, derived ones whose basis has gone are ended, those made by hand stay. Doing it twice changes
/// nothing.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 200, description = "What was done, or would be", body = LiaisonDerived), Problems))]
#[post("/liaison-links/derive")]
async fn derive_liaison_links(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: Write,
    Json(wanted): Json<LiaisonDerivation>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(derive::derive(tx, &actor, wanted, now).await?))
        })
        .await
}

/// Shows a liaison link.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonRead])),
    params(("id" = LiaisonLinkId, Path, description = "The link")),
    responses((status = 200, description = "The link", body = LiaisonLink), Problems))]
#[get("/liaison-links/{id}")]
async fn get_liaison_link(
    actor: Allow<LiaisonRead>,
    state: web::Data<State>,
    Path(id): Path<LiaisonLinkId>,
) -> Result<Etagged<LiaisonLink>> {
    let link = queries::find(&state.db, &actor, id, state.clock.today()).await?;
    Ok(Etagged(link))
}

/// Changes the dates of a link that has not ended.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonLinkId, Path, description = "The link"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The link as it is now", body = LiaisonLink), Problems))]
#[patch("/liaison-links/{id}")]
async fn update_liaison_link(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonLinkId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LiaisonLinkPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Ends (结束) a link. It is never deleted: coverage of past days rests on it.
///
/// The day before `starts_on` withdraws a link that should not have been made. One that has ended already is 409
/// `illegal_move`.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonLinkId, Path, description = "The link"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The link as it is now", body = LiaisonLink), Problems))]
#[post("/liaison-links/{id}/end")]
async fn end_liaison_link(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonLinkId>,
    write: WriteOnce,
    Json(end): Json<LiaisonLinkEnd>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::end(tx, &actor, id, end, now).await?))
        })
        .await
}

/// Shows the coverage (覆盖) of the schemes on any day: who had a living link and who had none.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(CoverageQuery),
    responses((status = 200, description = "Coverage by scheme and unit", body = LiaisonCoverage), Problems))]
#[get("/liaison-coverage")]
async fn get_liaison_coverage(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    Query(query): Query<CoverageQuery>,
) -> Result<web::Json<LiaisonCoverage>> {
    let coverage = coverage::coverage(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(coverage))
}

/// Lists the targets of a scheme on any day, with `covered=false` the gaps (空白).
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(PageParams, TargetFilter),
    responses((status = 200, description = "A page of targets", body = Paged<LiaisonTarget>), Problems))]
#[get("/liaison-coverage/targets")]
async fn list_liaison_targets(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    query: ListQuery<TargetFilter>,
) -> Result<Paged<LiaisonTarget>> {
    coverage::list_targets(&state.db, &actor, query, state.clock.today()).await
}

/// Lists the people who hold links of a scheme, each with how many (负荷).
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(PageParams, LoadFilter),
    responses((status = 200, description = "A page of people", body = Paged<LiaisonLoad>), Problems))]
#[get("/liaison-coverage/loads")]
async fn list_liaison_loads(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    query: ListQuery<LoadFilter>,
) -> Result<Paged<LiaisonLoad>> {
    coverage::list_loads(&state.db, &actor, query, state.clock.today()).await
}

/// Lists the living links whose person had left or was on leave (不在岗) on any day.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(PageParams, AbsentFilter),
    responses((status = 200, description = "A page of links", body = Paged<AbsentLink>), Problems))]
#[get("/liaison-coverage/absences")]
async fn list_liaison_absences(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    query: ListQuery<AbsentFilter>,
) -> Result<Paged<AbsentLink>> {
    absences::list(&state.db, &actor, query, state.clock.today()).await
}

/// Prints the coverage of a scheme on any day (联系覆盖情况表) as an A4 form.
///
/// Where the scheme leads to families or pupils, the print is noted in the audit log.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(CoverageFormQuery),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/liaison-coverage/form")]
async fn print_liaison_coverage(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    Query(query): Query<CoverageFormQuery>,
) -> Result<PrintedForm> {
    coverage_form::print(&state, &actor, query).await
}

/// Shows the matrix (矩阵) of a scheme: people by targets, with what was done in the period.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(MatrixQuery),
    responses((status = 200, description = "The matrix", body = LiaisonMatrix), Problems))]
#[get("/liaison-matrix")]
async fn get_liaison_matrix(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    Query(query): Query<MatrixQuery>,
) -> Result<web::Json<LiaisonMatrix>> {
    let matrix = matrix::matrix(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(matrix))
}

/// Prints the matrix of a scheme (联系安排表) as A4 pages: by target, by person, and who has nobody yet.
///
/// Where the scheme leads to families or pupils, the print is noted in the audit log.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonCoverage])), params(MatrixQuery),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/liaison-matrix/form")]
async fn print_liaison_matrix(
    actor: Allow<CoverageRead>,
    state: web::Data<State>,
    Query(query): Query<MatrixQuery>,
) -> Result<PrintedForm> {
    matrix_form::print(&state, &actor, query).await
}
