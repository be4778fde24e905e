use actix_web::{delete, get, patch, post, web};

use super::{
    diary::{self, DiaryPages},
    dto::{NewReport, RegeneratedReport, Report, ReportFilter, ReportPatch, ReportSummary},
    print, queries, regenerate, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{ActivitiesRead, ReportsRead, ReportsWrite},
    },
    entities::ids::{PersonId, ReportId},
    error::{Problems, Result},
    http::{
        Created, Download, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, PrintedForm, Query, Routes,
        Write, WriteOnce, Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_reports)
        .service(create_report)
        .service(get_report)
        .service(update_report)
        .service(discard_report)
        .service(regenerate_report)
        .service(freeze_report)
        .service(print_report)
        .service(get_report_document)
        .service(get_report_figures)
        .service(print_diary);
}

/// Lists reports (报告): frozen ones of the own units, and the drafts one writes.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsRead])), params(PageParams, ReportFilter),
    responses((status = 200, description = "A page of reports", body = Paged<ReportSummary>), Problems))]
#[get("/reports")]
async fn list_reports(
    actor: Allow<ReportsRead>,
    state: web::Data<State>,
    query: ListQuery<ReportFilter>,
) -> Result<Paged<ReportSummary>> {
    queries::list(&state.db, &actor, query).await
}

/// Drafts a report from the records (生成报告): every sentence with its figures, every figure with its source.
///
/// In the language of the request. There is one draft of a kind, unit or person, and period: a second one is 409
/// `duplicate`.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsWrite])),
    responses((status = 201, description = "The draft", body = Report), Problems))]
#[post("/reports")]
async fn create_report(
    actor: Allow<ReportsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewReport>,
) -> Result<Written> {
    let now = state.clock.now();
    let drawn = service::prepare(&state.db, &actor, new, now).await?;
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let report = service::create(tx, &actor, drawn, now).await?;
            Ok(Created::at("/reports", report.summary.id, report))
        })
        .await
}

/// Shows a report with its sources.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsRead])),
    params(("id" = ReportId, Path, description = "The report")),
    responses((status = 200, description = "The report", body = Report), Problems))]
#[get("/reports/{id}")]
async fn get_report(
    actor: Allow<ReportsRead>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
) -> Result<Etagged<Report>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes the title and texts of a draft; its figures stay linked as they were counted.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsWrite])),
    params(("id" = ReportId, Path, description = "The draft"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The report as it is now", body = Report), Problems))]
#[patch("/reports/{id}")]
async fn update_report(
    actor: Allow<ReportsWrite>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ReportPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Throws a draft away.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsWrite])),
    params(("id" = ReportId, Path, description = "The draft"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/reports/{id}")]
async fn discard_report(
    actor: Allow<ReportsWrite>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::discard(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Counts the figures of a draft anew (更新数据) and tells which changed; texts a person has changed are kept.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsWrite])),
    params(("id" = ReportId, Path, description = "The draft"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The draft as it is now, and what changed", body = RegeneratedReport), Problems))]
#[post("/reports/{id}/regenerate")]
async fn regenerate_report(
    actor: Allow<ReportsWrite>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    let sections = regenerate::redraw(&state.db, &actor, id, now).await?;
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                regenerate::regenerate(tx, &actor, id, expected, sections, now).await?,
            ))
        })
        .await
}

/// Freezes a draft (定稿): text, figures, their queries and the time they were counted never change again.
///
/// Noted in the audit log. There is no way back: what has to be said differently is another report.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsWrite])),
    params(("id" = ReportId, Path, description = "The draft"), ("If-Match" = String, Header, description = "The `ETag` of what was read", example = "\"v1\""),
        ("Idempotency-Key" = String, Header, description = "Required: a repeat gets the first answer again", example = "5a1f0c9b-e001")),
    responses((status = 200, description = "The frozen report", body = Report), Problems))]
#[post("/reports/{id}/freeze")]
async fn freeze_report(
    actor: Allow<ReportsWrite>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
    expected: IfMatch,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::freeze(tx, &state.vault, &actor, id, expected, now).await?,
            ))
        })
        .await
}

/// Prints a report as A4 pages.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsRead])),
    params(("id" = ReportId, Path, description = "The report")),
    responses((status = 200, description = "The report", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/reports/{id}/form")]
async fn print_report(
    actor: Allow<ReportsRead>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
) -> Result<PrintedForm> {
    let report = queries::find(&state.db, &actor, id).await?;
    let sheet = print::sheet(&report, &actor.display_name, state.clock.today()).await;
    PrintedForm::of(sheet, "").await
}

/// Downloads a report as a Word document, for schools that lay it out themselves.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsRead])),
    params(("id" = ReportId, Path, description = "The report")),
    responses((status = 200, description = "The document", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), Problems))]
#[get("/reports/{id}/document")]
async fn get_report_document(
    actor: Allow<ReportsRead>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
) -> Result<Download> {
    let report = queries::find(&state.db, &actor, id).await?;
    print::word(&report, &actor.display_name, state.clock.today()).await
}

/// Downloads the figures of a report with their sources as a workbook.
#[utoipa::path(tag = "reports", security(("bearer" = [Permission::ReportsRead])),
    params(("id" = ReportId, Path, description = "The report")),
    responses((status = 200, description = "The workbook", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Problems))]
#[get("/reports/{id}/figures")]
async fn get_report_figures(
    actor: Allow<ReportsRead>,
    state: web::Data<State>,
    Path(id): Path<ReportId>,
) -> Result<Download> {
    print::figures(&queries::find(&state.db, &actor, id).await?)
}

/// Prints the diary (民情日记) of a member of staff, of a month or a term; who printed it is audited.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = PersonId, Path, description = "The member of staff"), DiaryPages),
    responses((status = 200, description = "The diary", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/personnel/{id}/diary/form")]
async fn print_diary(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    Query(pages): Query<DiaryPages>,
) -> Result<PrintedForm> {
    diary::print(&state, &actor, id, &pages).await
}
