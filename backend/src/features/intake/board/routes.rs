use actix_web::{HttpResponse, get, http::header, post, web};

use super::{
    dto::{Board, BoardFilter, BoardSummaries, BoardSummary, NewBoardSummary},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{BoardWrite, LedgerRead},
    },
    entities::ids::LedgerEntryId,
    error::{Problems, Result},
    http::{Etagged, Json, Path, Query, Routes, WriteOnce, Written},
    state::State,
};

/// The routes of the board.
pub fn routes(config: &mut Routes) {
    config
        .service(get_board)
        .service(list_board_summaries)
        .service(publish_board_summary)
        .service(withdraw_board_summary);
}

/// Shows the public board (公开栏) of a central school: what was raised in twelve closed months and what came of it.
/// Without login.
///
/// Numbers from 1 to 4 are hidden, and others with them where they could be computed from the rest.
#[utoipa::path(tag = "public", security(()), params(BoardFilter),
    responses((status = 200, description = "The board", body = Board), Problems))]
#[get("/public/board")]
async fn get_board(state: web::Data<State>, Query(filter): Query<BoardFilter>) -> Result<HttpResponse> {
    let board = queries::board(&state.db, filter.unit_id, state.clock.now()).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(board))
}

/// Shows what the public is told of an entry.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "At most one", body = BoardSummaries), Problems))]
#[get("/ledger-entries/{id}/board-summaries")]
async fn list_board_summaries(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<BoardSummaries>> {
    let found = queries::of_entry(&state.db, &actor, id, state.clock.now()).await?;
    Ok(web::Json(found))
}

/// Tells the public what came of a closed entry (公开), in words without personal data: numbers and names of people of
/// the school are refused. Published again, it takes the place of what was told before.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::BoardWrite])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "What is told", body = BoardSummary), Problems))]
#[post("/ledger-entries/{id}/board-summaries")]
async fn publish_board_summary(
    actor: Allow<BoardWrite>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: WriteOnce,
    Json(new): Json<NewBoardSummary>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::publish(tx, &actor, id, new, now).await?))
        })
        .await
}

/// Takes what the public is told of an entry off the board (撤下).
///
/// A repeat changes nothing.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::BoardWrite])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "It is told no more", body = BoardSummary), Problems))]
#[post("/ledger-entries/{id}/board-summaries/withdraw")]
async fn withdraw_board_summary(
    actor: Allow<BoardWrite>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::withdraw(tx, &actor, id, now).await?))
        })
        .await
}
