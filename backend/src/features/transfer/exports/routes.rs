use actix_web::{get, post, web};

use super::{dto::NewExport, service};
use crate::{
    auth::{Allow, Permission, permission::ExportsRun},
    entities::ids::JobId,
    error::{Problems, Result},
    features::jobs::Job,
    http::{Accepted, Download, Json, Path, Routes, Write, Written},
    state::State,
};

/// The routes of exports.
pub fn routes(config: &mut Routes) {
    config.service(create_export).service(get_export_file);
}

/// Exports a list (导出) as a workbook or as text: the rows the caller sees, masked as he sees them.
///
/// Up to 200 000 rows; that it was made is noted in the audit log. The file is the caller's alone, for 24 hours.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ExportsRun])),
    responses((status = 202, description = "The job that makes the file; `Location` is its place", body = Job), Problems))]
#[post("/exports")]
async fn create_export(
    actor: Allow<ExportsRun>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewExport>,
) -> Result<Written> {
    let now = state.clock.now();
    let mut begun = None;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let job = service::begin(tx, &state, &actor, &new, now).await?;
            begun = Some(job.id);
            Ok(Accepted::at("/jobs", job.id, job))
        })
        .await?;
    if let Some(job_id) = begun {
        service::start(state.clone(), actor.clone(), new, job_id);
    }
    Ok(written)
}

/// Downloads the file of a finished export, within 24 hours.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ExportsRun])),
    params(("job_id" = JobId, Path, description = "The job of the export")),
    responses((status = 200, description = "The file", content(
        ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ([u8] = "text/csv"))), Problems))]
#[get("/exports/{job_id}/file")]
async fn get_export_file(
    actor: Allow<ExportsRun>,
    state: web::Data<State>,
    Path(job_id): Path<JobId>,
) -> Result<Download> {
    service::file(&state, &actor, job_id).await
}
