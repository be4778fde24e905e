use actix_web::{get, web};

use super::{
    dto::{EvaluationResults, EvaluationTallies, ExplainedResult, OwnEvaluationResults, ReadingResults, ResultLook},
    looks::{self, ResultLookFilter},
    prints, queries, tallies,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{EvaluationRead, EvaluationResults as AnswersForResults},
    },
    entities::ids::{EvaluationResultId, EvaluationRoundId},
    error::{Problems, Result},
    http::{Download, ListQuery, Paged, Path, PrintedForm, Query, Routes, list::PageParams},
    state::State,
};

/// The routes of results.
pub fn routes(config: &mut Routes) {
    config
        .service(list_evaluation_results)
        .service(list_evaluation_tallies)
        .service(list_result_looks)
        .service(print_evaluation_results)
        .service(get_evaluation_workbook)
        .service(list_own_evaluation_results)
        .service(get_evaluation_result)
        .service(print_evaluation_result);
}

/// Lists the results of a scored round (考评结果) by the places of their objects; those about the caller himself only
/// once they are published.
///
/// Once the round is archived, the results of others need a `reason`; the look is audited and listed at `…/looks`.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ReadingResults),
    responses((status = 200, description = "Its results as they stand", body = EvaluationResults), Problems))]
#[get("/evaluation-rounds/{id}/results")]
async fn list_evaluation_results(
    actor: Allow<AnswersForResults>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    Query(reading): Query<ReadingResults>,
) -> Result<web::Json<EvaluationResults>> {
    let round = queries::held_round(&state.db, &actor, id).await?;
    looks::note(&state, &actor, &round, None, reading.reason.as_deref()).await?;
    let now = state.clock.now();
    Ok(web::Json(queries::of_round(&state.db, &actor, &round, now).await?))
}

/// Shows what the boxes of a sealed round say (测评汇总). A box, an object or a dimension with fewer ballots than the
/// minimum says nothing, to nobody.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ReadingResults),
    responses((status = 200, description = "The tallies", body = EvaluationTallies), Problems))]
#[get("/evaluation-rounds/{id}/tallies")]
async fn list_evaluation_tallies(
    actor: Allow<AnswersForResults>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    Query(reading): Query<ReadingResults>,
) -> Result<web::Json<EvaluationTallies>> {
    let round = queries::held_round(&state.db, &actor, id).await?;
    looks::note(&state, &actor, &round, None, reading.reason.as_deref()).await?;
    Ok(web::Json(tallies::of_round(&state.db, &actor, &round).await?))
}

/// Lists who read the archived results of a round, and why (查阅记录), the latest first.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), PageParams, ResultLookFilter),
    responses((status = 200, description = "A page of looks", body = Paged<ResultLook>), Problems))]
#[get("/evaluation-rounds/{id}/looks")]
async fn list_result_looks(
    actor: Allow<AnswersForResults>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    query: ListQuery<ResultLookFilter>,
) -> Result<Paged<ResultLook>> {
    let round = queries::held_round(&state.db, &actor, id).await?;
    looks::list(&state.db, &round, query).await
}

/// Prints the summary of a round (考评结果汇总表, A4 landscape).
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ReadingResults),
    responses((status = 200, description = "The summary", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/evaluation-rounds/{id}/form")]
async fn print_evaluation_results(
    actor: Allow<AnswersForResults>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    Query(reading): Query<ReadingResults>,
) -> Result<PrintedForm> {
    let round = queries::held_round(&state.db, &actor, id).await?;
    looks::note(&state, &actor, &round, None, reading.reason.as_deref()).await?;
    prints::summary(&state, &actor, &round).await
}

/// Gives the summary of a round as a workbook: the results, and the means of every group and dimension.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationResults])),
    params(("id" = EvaluationRoundId, Path, description = "The round"), ReadingResults),
    responses((status = 200, description = "The summary", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Problems))]
#[get("/evaluation-rounds/{id}/workbook")]
async fn get_evaluation_workbook(
    actor: Allow<AnswersForResults>,
    state: web::Data<State>,
    Path(id): Path<EvaluationRoundId>,
    Query(reading): Query<ReadingResults>,
) -> Result<Download> {
    let round = queries::held_round(&state.db, &actor, id).await?;
    looks::note(&state, &actor, &round, None, reading.reason.as_deref()).await?;
    prints::workbook(&state, &actor, &round).await
}

/// Lists one's own published results (本人考评结果), and those of the leadership team one leads; the latest first.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    responses((status = 200, description = "The results as they stand", body = OwnEvaluationResults), Problems))]
#[get("/own-evaluation-results")]
async fn list_own_evaluation_results(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
) -> Result<web::Json<OwnEvaluationResults>> {
    Ok(web::Json(queries::own(&state.db, &actor, state.clock.now()).await?))
}

/// Shows a result with every number on the way to it, and all results there have been; whoever it is about is not told
/// what single sheets say.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationResultId, Path, description = "The result"), ReadingResults),
    responses((status = 200, description = "The result", body = ExplainedResult), Problems))]
#[get("/evaluation-results/{id}")]
async fn get_evaluation_result(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationResultId>,
    Query(reading): Query<ReadingResults>,
) -> Result<web::Json<ExplainedResult>> {
    looks::note_one(&state, &actor, id, reading.reason.as_deref()).await?;
    Ok(web::Json(
        queries::explained(&state.db, &actor, id, state.clock.now()).await?,
    ))
}

/// Prints a published result for whom it is about (考评结果告知书).
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = EvaluationResultId, Path, description = "The result"), ReadingResults),
    responses((status = 200, description = "The notice", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/evaluation-results/{id}/form")]
async fn print_evaluation_result(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<EvaluationResultId>,
    Query(reading): Query<ReadingResults>,
) -> Result<PrintedForm> {
    looks::note_one(&state, &actor, id, reading.reason.as_deref()).await?;
    prints::notice(&state, &actor, id).await
}
