use actix_web::{get, patch, post, web};

use super::{
    dto::{
        EvaluationSheet, EvaluationSheetPatch, EvaluationSheetRow, MoveEvaluationSheet, SheetFormQuery, SheetProgress,
    },
    evidence::{self, SheetEvidence},
    filter::EvaluationSheetFilter,
    form, progress, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{EvaluationAssess, EvaluationWrite},
    },
    entities::ids::{EvaluationRoundId, EvaluationSheetId},
    error::{Problems, Result},
    http::{
        Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Query, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of sheets.
pub fn routes(config: &mut Routes) {
    config
        .service(list_evaluation_sheets)
        .service(get_evaluation_sheet)
        .service(update_evaluation_sheet)
        .service(move_evaluation_sheet)
        .service(get_sheet_evidence)
        .service(print_evaluation_sheet)
        .service(get_sheet_progress);
}

/// Lists the sheets the caller fills as an assessor (我的考核表).
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])), params(PageParams, EvaluationSheetFilter),
    responses((status = 200, description = "A page of sheets", body = Paged<EvaluationSheetRow>), Problems))]
#[get("/evaluation-sheets")]
async fn list_evaluation_sheets(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    query: ListQuery<EvaluationSheetFilter>,
) -> Result<Paged<EvaluationSheetRow>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Shows a sheet (考核表): one's own; those that others handed in, to whoever holds the round, once it is sealed and until
/// it is archived. Nobody sees a sheet about himself.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])),
    params(("id" = EvaluationSheetId, Path, description = "The sheet")),
    responses((status = 200, description = "The sheet", body = EvaluationSheet), Problems))]
#[get("/evaluation-sheets/{id}")]
async fn get_evaluation_sheet(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSheetId>,
) -> Result<Etagged<EvaluationSheet>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Keeps what the assessor filled in so far (自动保存), while the round takes sheets and this one is not submitted.
///
/// By the assessor alone. Items that are left out stay as they are, `null` abstains.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])),
    params(("id" = EvaluationSheetId, Path, description = "The sheet"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The sheet as it is now", body = EvaluationSheet), Problems))]
#[patch("/evaluation-sheets/{id}")]
async fn update_evaluation_sheet(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSheetId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<EvaluationSheetPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Submits a sheet (提交) of which every item has a grade or an abstention, or takes it back (撤回修改) while the round takes
/// sheets.
///
/// By the assessor alone. An item without either is told by field.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])),
    params(("id" = EvaluationSheetId, Path, description = "The sheet"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The sheet as it is now", body = EvaluationSheet), Problems))]
#[post("/evaluation-sheets/{id}/moves")]
async fn move_evaluation_sheet(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSheetId>,
    write: WriteOnce,
    Json(wanted): Json<MoveEvaluationSheet>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted.wanted, now).await?))
        })
        .await
}

/// Shows what came of the work of whom a sheet is about (考核参考): outcomes with their sources, never traces.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])),
    params(("id" = EvaluationSheetId, Path, description = "The sheet")),
    responses((status = 200, description = "Outcomes in the days that are evaluated", body = SheetEvidence), Problems))]
#[get("/evaluation-sheets/{id}/evidence")]
async fn get_sheet_evidence(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSheetId>,
) -> Result<web::Json<SheetEvidence>> {
    let evidence = evidence::of_sheet(&state.db, &actor, id, state.clock.now()).await?;
    Ok(web::Json(evidence))
}

/// Prints a sheet (考核表) as an A4 page, filled in or blank.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationAssess])),
    params(("id" = EvaluationSheetId, Path, description = "The sheet"), SheetFormQuery),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/evaluation-sheets/{id}/form")]
async fn print_evaluation_sheet(
    actor: Allow<EvaluationAssess>,
    state: web::Data<State>,
    Path(id): Path<EvaluationSheetId>,
    Query(query): Query<SheetFormQuery>,
) -> Result<PrintedForm> {
    let now = state.clock.now();
    let sheet = queries::find(&state.db, &actor, id, now).await?;
    form::print(&actor, &sheet, query.blank.unwrap_or(false), state.clock.today()).await
}

/// Shows how far the assessors of a round are (考核进度), and what is pointed out about what they handed in. What a sheet
/// says is not in it.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationWrite])),
    params(("id" = EvaluationRoundId, Path, description = "The round")),
    responses((status = 200, description = "The assessors by group, with their sheets", body = SheetProgress), Problems))]
#[get("/evaluation-rounds/{id}/sheets")]
async fn get_sheet_progress(
    actor: Allow<EvaluationWrite>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
) -> Result<web::Json<SheetProgress>> {
    Ok(web::Json(progress::of_round(&state.db, &actor, id).await?))
}
