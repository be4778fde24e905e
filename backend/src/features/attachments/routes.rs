use actix_web::{delete, get, post, web};

use super::{
    dto::{Attachment, AttachmentUpload, Attachments, NewAttachment},
    owner::Owner,
    queries, service,
};
use crate::{
    auth::{
        Actor, Allow, Permission,
        permission::{ActivitiesRead, ActivitiesRecord, LedgerRead, LedgerRegister},
    },
    entities::ids::{ActivityId, AttachmentId, LedgerEntryId},
    error::{Error, Problems, Result},
    http::{Created, Download, IfMatch, NoContent, Path, Routes, Upload, Write, Written},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_activity_attachments)
        .service(add_activity_attachment)
        .service(list_ledger_attachments)
        .service(add_ledger_attachment)
        .service(get_attachment)
        .service(get_attachment_preview)
        .service(remove_attachment);
}

/// Lists the attachments (附件) of an activity.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = ActivityId, Path, description = "The activity")),
    responses((status = 200, description = "Its attachments", body = Attachments), Problems))]
#[get("/activities/{id}/attachments")]
async fn list_activity_attachments(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
) -> Result<web::Json<Attachments>> {
    let owner = Owner::Activity(id);
    Ok(web::Json(
        queries::of_owner(&state.db, &actor, owner, state.clock.now()).await?,
    ))
}

/// Attaches a file to an activity that is not confirmed yet; at most ten.
///
/// What it is follows from its content. Pictures are written anew: place, camera and all else that one does not see
/// are gone.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = ActivityId, Path, description = "The activity")),
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The new attachment", body = Attachment), Problems))]
#[post("/activities/{id}/attachments")]
async fn add_activity_attachment(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
    write: Write,
    upload: Upload<NewAttachment>,
) -> Result<Written> {
    attach(&state, &actor, Owner::Activity(id), write, upload).await
}

/// Lists the attachments (附件) of a ledger entry.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "Its attachments", body = Attachments), Problems))]
#[get("/ledger-entries/{id}/attachments")]
async fn list_ledger_attachments(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<Attachments>> {
    let owner = Owner::LedgerEntry(id);
    Ok(web::Json(
        queries::of_owner(&state.db, &actor, owner, state.clock.now()).await?,
    ))
}

/// Attaches a file to a ledger entry that is not closed; at most ten. Its name is noted in the entry's chain.
///
/// What it is follows from its content. Pictures are written anew: place, camera and all else that one does not see
/// are gone.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRegister])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The new attachment", body = Attachment), Problems))]
#[post("/ledger-entries/{id}/attachments")]
async fn add_ledger_attachment(
    actor: Allow<LedgerRegister>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: Write,
    upload: Upload<NewAttachment>,
) -> Result<Written> {
    attach(&state, &actor, Owner::LedgerEntry(id), write, upload).await
}

/// Keeps the file, and forgets it again where its row was not written.
async fn attach(
    state: &State,
    actor: &Actor,
    owner: Owner,
    write: Write,
    upload: Upload<NewAttachment>,
) -> Result<Written> {
    let kept = service::keep(state, actor, owner, upload).await?;
    let now = state.clock.now();
    let mut added = false;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let attachment = service::add(tx, actor, owner, &kept, now).await?;
            added = true;
            Ok(Created::at("/attachments", attachment.id, attachment))
        })
        .await;
    service::forget_unless(state, kept, added, &written).await;
    written
}

/// Downloads the file of an attachment.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = AttachmentId, Path, description = "The attachment")),
    responses((status = 200, description = "The file", content(
        ([u8] = "image/jpeg"), ([u8] = "image/png"), ([u8] = "application/pdf"),
        ([u8] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), Problems))]
#[get("/attachments/{id}")]
async fn get_attachment(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<AttachmentId>,
) -> Result<Download> {
    let found = queries::load(&state.db, &actor, id, state.clock.today()).await?;
    let content = state.files.read(&found.stored).await?;
    Ok(Download::new(found.file_name, found.media_type, content).kept_privately())
}

/// Downloads the small picture of an attachment that is a picture.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = AttachmentId, Path, description = "The attachment")),
    responses((status = 200, description = "At most 480 pixels on the longer side", body = [u8], content_type = "image/jpeg"), Problems))]
#[get("/attachments/{id}/preview")]
async fn get_attachment_preview(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<AttachmentId>,
) -> Result<Download> {
    let found = queries::load(&state.db, &actor, id, state.clock.today()).await?;
    let preview = found.preview.ok_or(Error::NotFound)?;
    let content = state.files.read(&preview).await?;
    Ok(Download::new("preview.jpg", "image/jpeg", content).kept_privately())
}

/// Removes an attachment, until its record is confirmed.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = AttachmentId, Path, description = "The attachment"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/attachments/{id}")]
async fn remove_attachment(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<AttachmentId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    let mut useless = Vec::new();
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            useless = service::remove(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await?;
    service::forget(&state, useless).await;
    Ok(written)
}
