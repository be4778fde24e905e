use actix_web::{get, web};

use super::{
    dto::{SchoolOverview, SchoolOverviewFilter},
    print, queries,
};
use crate::{
    auth::{Allow, Permission, permission::SchoolsOverview},
    error::{Problems, Result},
    http::{Download, PrintedForm, Query, Routes},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(get_school_overview)
        .service(print_school_overview)
        .service(get_school_overview_workbook);
}

/// Shows the schools of a bureau side by side (学校概览), in the order of the tree: there is no ranking.
///
/// Numbers of people, and of what people said, are withheld from 1 to 4, and with them those from which they could be
/// computed; totals are sums of what is told. Every number that is told carries the request that lists what it counts.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::SchoolsOverview])), params(SchoolOverviewFilter),
    responses((status = 200, description = "The schools", body = SchoolOverview), Problems))]
#[get("/school-overview")]
async fn get_school_overview(
    actor: Allow<SchoolsOverview>,
    state: web::Data<State>,
    Query(filter): Query<SchoolOverviewFilter>,
) -> Result<web::Json<SchoolOverview>> {
    let overview = queries::overview(&state.db, &actor, &filter, state.clock.now()).await?;
    Ok(web::Json(overview))
}

/// Prints the overview of schools as an A4 sheet.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::SchoolsOverview])), params(SchoolOverviewFilter),
    responses((status = 200, description = "The sheet", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/school-overview/form")]
async fn print_school_overview(
    actor: Allow<SchoolsOverview>,
    state: web::Data<State>,
    Query(filter): Query<SchoolOverviewFilter>,
) -> Result<PrintedForm> {
    let overview = queries::overview(&state.db, &actor, &filter, state.clock.now()).await?;
    let sheet = print::sheet(&overview, &actor.display_name, state.clock.today());
    PrintedForm::of(sheet, &overview.on.to_string()).await
}

/// Downloads the overview of schools as a workbook.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::SchoolsOverview])), params(SchoolOverviewFilter),
    responses((status = 200, description = "The workbook", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Problems))]
#[get("/school-overview/workbook")]
async fn get_school_overview_workbook(
    actor: Allow<SchoolsOverview>,
    state: web::Data<State>,
    Query(filter): Query<SchoolOverviewFilter>,
) -> Result<Download> {
    print::workbook(&queries::overview(&state.db, &actor, &filter, state.clock.now()).await?)
}
