use actix_web::{get, post, web};

use super::{
    commit,
    dto::{
        FixedRow, Import, ImportFilter, ImportRow, ImportRowFilter, ImportSummary, ImportUpload, NewImport, RowFix,
        TemplateFile,
    },
    fix, headers, kinds, queries, service,
    sheet_dto::{ImportChange, ImportChangeFilter, ImportHeaders, ImportKinds},
    sheets, template, undo,
};
use crate::{
    auth::{Allow, Permission, permission::ImportsRun},
    entities::ids::ImportId,
    error::{Problems, Result},
    features::jobs::Job,
    http::{
        Accepted, Created, Download, Etagged, Json, ListQuery, Paged, Path, Routes, Upload, Write, WriteOnce, Written,
        list::PageParams,
    },
    language::text,
    state::State,
};

/// The routes of imports.
pub fn routes(config: &mut Routes) {
    config
        .service(create_import)
        .service(list_imports)
        .service(list_import_kinds)
        .service(read_import_headers)
        .service(get_import_template)
        .service(get_import)
        .service(list_import_rows)
        .service(fix_import_row)
        .service(list_import_changes)
        .service(commit_import)
        .service(undo_import)
        .service(discard_import);
}

/// Uploads a sheet and previews its import (导入预览): nothing is written to the records.
///
/// Only the columns that are needed are read; everything else is thrown away and never reaches the disk.
///
/// The preview is kept, sealed, for 30 days after its last change. A file that lacks a required column is refused and
/// tells which.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("Idempotency-Key" = String, Header, description = "A fresh UUID; the same upload again gets the same answer")),
    request_body(content = ImportUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The preview", body = Import), Problems))]
#[post("/imports")]
async fn create_import(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    write: WriteOnce,
    upload: Upload<NewImport>,
) -> Result<Written> {
    let Upload {
        form,
        file_name,
        content,
    } = upload;
    let preview = service::preview(&state, &actor, form, file_name, content).await?;
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let import = service::create(tx, &state.vault, &actor, &preview, now).await?;
            Ok(Created::at("/imports", import.id, import))
        })
        .await
}

/// Lists imports (导入记录).
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])), params(PageParams, ImportFilter),
    responses((status = 200, description = "A page of imports", body = Paged<ImportSummary>), Problems))]
#[get("/imports")]
async fn list_imports(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    query: ListQuery<ImportFilter>,
) -> Result<Paged<ImportSummary>> {
    queries::list(&state.db, &actor, query).await
}

/// Downloads an empty workbook with the columns that are used (模板); its second sheet says how to fill them in.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("file" = inline(TemplateFile), Path, description = "Which sheet")),
    responses((status = 200, description = "The workbook", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Problems))]
#[get("/imports/templates/{file}")]
async fn get_import_template(_actor: Allow<ImportsRun>, Path(file): Path<TemplateFile>) -> Result<Download> {
    let kind = file.kind();
    let title = sheets::of(kind).title;
    let name = text(format!("{}模板.xlsx", title.zh), format!("{} template.xlsx", title.en));
    Ok(Download::xlsx(name.show(), template::template(kind)?))
}

/// Lists the sheets that can be taken over (导入类别), with their columns.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    responses((status = 200, description = "The kinds of sheets", body = ImportKinds), Problems))]
#[get("/imports/kinds")]
async fn list_import_kinds(_actor: Allow<ImportsRun>) -> Result<web::Json<ImportKinds>> {
    Ok(web::Json(kinds::all()))
}

/// Reads the headers of a sheet (读表头) and says what each would be read as; nothing of the file is kept.
///
/// What is not understood can be said with `mapping` when the sheet is uploaded to `/imports`.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    request_body(content = ImportUpload, content_type = "multipart/form-data"),
    responses((status = 200, description = "The headers", body = ImportHeaders), Problems))]
#[post("/imports/headers")]
async fn read_import_headers(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    upload: Upload<NewImport>,
) -> Result<web::Json<ImportHeaders>> {
    Ok(web::Json(
        headers::look(&state, &actor, upload.form, upload.content).await?,
    ))
}

/// Shows an import with its counts.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import")),
    responses((status = 200, description = "The import", body = Import), Problems))]
#[get("/imports/{id}")]
async fn get_import(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
) -> Result<Etagged<Import>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Lists the rows of an import and what each would do; after the commit only the rejected ones are left.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import"), PageParams, ImportRowFilter),
    responses((status = 200, description = "A page of rows", body = Paged<ImportRow>), Problems))]
#[get("/imports/{id}/rows")]
async fn list_import_rows(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
    query: ListQuery<ImportRowFilter>,
) -> Result<Paged<ImportRow>> {
    queries::rows(&state.db, &state.vault, &actor, id, query).await
}

/// Fixes cells of a row in place (就地改正) and checks the import again.
///
/// Only columns that are taken over, and only while it is a preview: 409 `illegal_move` afterwards. Other rows can
/// change with it, as when two had the same number.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import"), ("row_no" = i32, Path, description = "The row, as the sheet counts")),
    responses((status = 200, description = "The row and the import as they are now", body = FixedRow), Problems))]
#[post("/imports/{id}/rows/{row_no}")]
async fn fix_import_row(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path((id, row_no)): Path<(ImportId, i32)>,
    write: Write,
    Json(fix): Json<RowFix>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(fix::fix_row(tx, &state, &actor, id, row_no, fix, now).await?))
        })
        .await
}

/// Writes what the preview showed (写入), as a job; rejected rows are left out.
///
/// Rows are written in portions, each checked once more: one that no longer fits is rejected and kept to be read. A
/// cancelled or failed job leaves what it wrote, and the import can be committed again for the rest. Rows that are the
/// same already are not touched.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import"),
        ("Idempotency-Key" = String, Header, description = "A fresh UUID; the same request again gets the same answer")),
    responses((status = 202, description = "The job that writes it; `Location` is its place", body = Job), Problems))]
#[post("/imports/{id}/commit")]
async fn commit_import(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    let mut begun = None;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let job = commit::begin(tx, &state, &actor, id, now).await?;
            begun = Some(job.id);
            Ok(Accepted::at("/jobs", job.id, job))
        })
        .await?;
    if let Some(job_id) = begun {
        commit::start(state.clone(), actor.clone(), id, job_id);
    }
    Ok(written)
}

/// Lists what an import wrote, as long as it can be taken back; afterwards what was left and why.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import"), PageParams, ImportChangeFilter),
    responses((status = 200, description = "A page of records", body = Paged<ImportChange>), Problems))]
#[get("/imports/{id}/changes")]
async fn list_import_changes(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
    query: ListQuery<ImportChangeFilter>,
) -> Result<Paged<ImportChange>> {
    queries::changes(&state.db, &actor, id, query).await
}

/// Takes an import back (撤销), as a job, within 30 days.
///
/// New records go and changed ones are as they were, as long as nobody changed them since and nothing refers to them;
/// the others stay and are listed by `/imports/{id}/changes`.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import"),
        ("Idempotency-Key" = String, Header, description = "A fresh UUID; the same request again gets the same answer")),
    responses((status = 202, description = "The job that takes it back; `Location` is its place", body = Job), Problems))]
#[post("/imports/{id}/undo")]
async fn undo_import(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    let mut begun = None;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let job = undo::begin(tx, &state, &actor, id, now).await?;
            begun = Some(job.id);
            Ok(Accepted::at("/jobs", job.id, job))
        })
        .await?;
    if let Some(job_id) = begun {
        undo::start(state.clone(), actor.clone(), id, job_id);
    }
    Ok(written)
}

/// Throws a preview away (放弃); its rows are removed at once.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ImportsRun])),
    params(("id" = ImportId, Path, description = "The import")),
    responses((status = 200, description = "The import as it is now", body = Import), Problems))]
#[post("/imports/{id}/discard")]
async fn discard_import(
    actor: Allow<ImportsRun>,
    state: web::Data<State>,
    Path(id): Path<ImportId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::discard(tx, &state.vault, &actor, id, now).await?))
        })
        .await
}
