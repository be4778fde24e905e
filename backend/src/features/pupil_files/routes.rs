use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{
        NewPupilFile, NewPupilFileStage, PupilFile, PupilFileDetail, PupilFileMove, PupilFilePatch, PupilFileStagePatch,
    },
    filter::PupilFileFilter,
    form, queries, service, stages,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PupilFilesRead, PupilFilesWrite},
    },
    db,
    entities::ids::{PupilFileId, PupilFileStageId},
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, PrintedForm, Routes, Write, WriteOnce,
        Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_pupil_files)
        .service(create_pupil_file)
        .service(get_pupil_file)
        .service(print_pupil_file)
        .service(update_pupil_file)
        .service(move_pupil_file)
        .service(add_pupil_file_stage)
        .service(update_pupil_file_stage)
        .service(delete_pupil_file_stage);
}

/// Lists the files of pupils with potential (潜能生档案) that the caller may see.
///
/// Those are the files of the pupils he teaches in the term, is tied to or supports, those he is the assigned leader of,
/// and for the office of teaching and research those of its school. For everybody else there are none.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesRead])), params(PageParams, PupilFileFilter),
    responses((status = 200, description = "A page of files", body = Paged<PupilFile>), Problems))]
#[get("/pupil-files")]
async fn list_pupil_files(
    actor: Allow<PupilFilesRead>,
    state: web::Data<State>,
    query: ListQuery<PupilFileFilter>,
) -> Result<Paged<PupilFile>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Opens a file (建档) for a pupil.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    responses((status = 201, description = "The new file", body = PupilFileDetail), Problems))]
#[post("/pupil-files")]
async fn create_pupil_file(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewPupilFile>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let detail = service::open(tx, &actor, new, now).await?;
            Ok(Created::at("/pupil-files", detail.file.id, detail))
        })
        .await
}

/// Shows a file with its stages; the look is noted in the audit log.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesRead])),
    params(("id" = PupilFileId, Path, description = "The file")),
    responses((status = 200, description = "The file", body = PupilFileDetail), Problems))]
#[get("/pupil-files/{id}")]
async fn get_pupil_file(
    actor: Allow<PupilFilesRead>,
    state: web::Data<State>,
    Path(id): Path<PupilFileId>,
) -> Result<Etagged<PupilFileDetail>> {
    let now = state.clock.now();
    let read = db::write(&state.db, async |tx| {
        service::read(tx, &state.vault, &actor, id, now).await
    });
    Ok(Etagged(read.await?))
}

/// Prints a file (潜能生帮扶档案) as A4 pages, with its stages and the records of support; the print is noted in the audit log.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesRead])),
    params(("id" = PupilFileId, Path, description = "The file")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/pupil-files/{id}/form")]
async fn print_pupil_file(
    actor: Allow<PupilFilesRead>,
    state: web::Data<State>,
    Path(id): Path<PupilFileId>,
) -> Result<PrintedForm> {
    form::print(&state, &actor, id).await
}

/// Changes an open file.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    params(("id" = PupilFileId, Path, description = "The file"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The file as it is now", body = PupilFileDetail), Problems))]
#[patch("/pupil-files/{id}")]
async fn update_pupil_file(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    Path(id): Path<PupilFileId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PupilFilePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Closes a file (结档) with a result, or opens it again.
///
/// Closing needs `result` and `conclusion`. It is opened again only while the pupil has no other open file.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    params(("id" = PupilFileId, Path, description = "The file"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The file as it is now", body = PupilFileDetail), Problems))]
#[post("/pupil-files/{id}/moves")]
async fn move_pupil_file(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    Path(id): Path<PupilFileId>,
    write: WriteOnce,
    Json(wanted): Json<PupilFileMove>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now).await?))
        })
        .await
}

/// Begins a stage of the support (帮扶阶段).
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    params(("id" = PupilFileId, Path, description = "The file")),
    responses((status = 200, description = "The file as it is now", body = PupilFileDetail), Problems))]
#[post("/pupil-files/{id}/stages")]
async fn add_pupil_file_stage(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    Path(id): Path<PupilFileId>,
    write: Write,
    Json(new): Json<NewPupilFileStage>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(stages::add(tx, &actor, id, new, now).await?))
        })
        .await
}

/// Changes a stage, or reviews it: the result and what is said to it.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    params(("id" = PupilFileId, Path, description = "The file"), ("stage_id" = PupilFileStageId, Path, description = "The stage"),
        ("If-Match" = String, Header, description = "The stage's version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The file as it is now", body = PupilFileDetail), Problems))]
#[patch("/pupil-files/{id}/stages/{stage_id}")]
async fn update_pupil_file_stage(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    Path(ids): Path<(PupilFileId, PupilFileStageId)>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PupilFileStagePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(stages::update(tx, &actor, ids, expected, edit, now).await?))
        })
        .await
}

/// Removes a stage that was entered by mistake.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::PupilFilesWrite])),
    params(("id" = PupilFileId, Path, description = "The file"), ("stage_id" = PupilFileStageId, Path, description = "The stage"),
        ("If-Match" = String, Header, description = "The stage's version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/pupil-files/{id}/stages/{stage_id}")]
async fn delete_pupil_file_stage(
    actor: Allow<PupilFilesWrite>,
    state: web::Data<State>,
    Path(ids): Path<(PupilFileId, PupilFileStageId)>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            stages::remove(tx, &actor, ids, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
