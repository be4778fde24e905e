use actix_web::{get, post, put, web};

use super::{
    blank,
    dto::{NewBallotPapers, NewPaperEntry, PaperEntries, PaperEntry},
    entries,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{BallotsCount, BallotsRun, EvaluationRead},
    },
    db,
    entities::ids::BallotBoxId,
    error::{Problems, Result},
    features::ballots::boxes::BallotBox,
    http::{Etagged, Json, Path, PrintedForm, Routes, Write, Written},
    state::State,
};

/// The routes of papers.
pub fn routes(config: &mut Routes) {
    config
        .service(note_ballot_papers)
        .service(print_ballot_form)
        .service(list_paper_entries)
        .service(get_paper_entry)
        .service(put_paper_entry);
}

/// Notes that blank papers (空白测评票) were handed out: no more can be keyed in.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsRun])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The box as it is now", body = BallotBox), Problems))]
#[post("/ballot-boxes/{id}/papers")]
async fn note_ballot_papers(
    actor: Allow<BallotsRun>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
    write: Write,
    Json(new): Json<NewBallotPapers>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(blank::note(tx, &state.vault, &actor, id, &new, now).await?))
        })
        .await
}

/// Prints a blank paper (民主测评票) on A4, to be copied.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The paper", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/ballot-boxes/{id}/form")]
async fn print_ballot_form(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
) -> Result<PrintedForm> {
    blank::print(&state, &actor, id).await
}

/// Lists the papers that are keyed in: their numbers and how far they are, never what they say.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::EvaluationRead])),
    params(("id" = BallotBoxId, Path, description = "The box")),
    responses((status = 200, description = "The papers, with the form to key in", body = PaperEntries), Problems))]
#[get("/ballot-boxes/{id}/paper-entries")]
async fn list_paper_entries(
    actor: Allow<EvaluationRead>,
    state: web::Data<State>,
    Path(id): Path<BallotBoxId>,
) -> Result<web::Json<PaperEntries>> {
    Ok(web::Json(entries::list(&state.db, &state.vault, &actor, id).await?))
}

/// Shows a paper as the caller keyed it in himself.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsCount])),
    params(("id" = BallotBoxId, Path, description = "The box"), ("number" = i32, Path, description = "The paper's place in the pile, from 1", minimum = 1, maximum = 5000)),
    responses((status = 200, description = "The paper", body = PaperEntry), Problems))]
#[get("/ballot-boxes/{id}/paper-entries/{number}")]
async fn get_paper_entry(
    actor: Allow<BallotsCount>,
    state: web::Data<State>,
    Path((id, number)): Path<(BallotBoxId, i32)>,
) -> Result<web::Json<PaperEntry>> {
    let entry = entries::own(&state.db, &state.vault, &actor, id, number).await?;
    Ok(web::Json(entry))
}

/// Keys a paper in (录入), or corrects how the caller keyed it in. Two tellers key in each; what the other one read is
/// not shown.
///
/// The number is the place of the paper in the shuffled pile, up to as many as were noted (409 `paper_not_noted`). Two
/// who read it alike make it count, two who differ both look again; a third teller is 409 `paper_keyed_in`. No
/// `Idempotency-Key` is needed: the same again is the same.
#[utoipa::path(tag = "evaluation", security(("bearer" = [Permission::BallotsCount])),
    params(("id" = BallotBoxId, Path, description = "The box"), ("number" = i32, Path, description = "The paper's place in the pile, from 1", minimum = 1, maximum = 5000)),
    responses((status = 200, description = "The paper as it is now", body = PaperEntry), Problems))]
#[put("/ballot-boxes/{id}/paper-entries/{number}")]
async fn put_paper_entry(
    actor: Allow<BallotsCount>,
    state: web::Data<State>,
    Path((id, number)): Path<(BallotBoxId, i32)>,
    Json(read): Json<NewPaperEntry>,
) -> Result<web::Json<PaperEntry>> {
    let now = state.clock.now();
    // Nothing is kept for a repeat: the answer says what a paper says. The same again changes nothing.
    let entry = db::write(&state.db, async |tx| {
        entries::enter(tx, &state.vault, &actor, id, number, read, now).await
    })
    .await?;
    Ok(web::Json(entry))
}
