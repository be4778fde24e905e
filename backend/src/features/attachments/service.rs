//! Rules and writes of attachments: what is kept, how many, and until when.

use actix_web::web;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::json;
use tokio::sync::Semaphore;

use super::{
    dto::{Attachment, NewAttachment},
    kinds::{Kind, kind_of, named},
    picture::cleaned,
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        attachment::{self, AttachmentOwner},
        change_event::ChangeOperation,
        ids::{ActivityId, AttachmentId},
    },
    error::{Error, Result},
    features::activities,
    http::{IfMatch, Upload, patch},
    language::text,
    state::State,
};

/// The most attachments of a record.
pub const MOST: u64 = 10;
/// The largest file, in bytes.
const MAX_BYTES: usize = 10 * 1024 * 1024;
/// A picture takes up to four bytes for each of its pixels while it is written anew.
static PICTURES_AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A file that lies in the store, not yet with its record.
#[derive(Debug)]
pub struct Kept {
    file_name: String,
    media_type: &'static str,
    size: i32,
    caption: Option<String>,
    pub stored: String,
    pub preview: Option<String>,
}

/// Checks an upload for a record that the caller may change, and keeps what is left of it.
pub async fn keep(state: &State, actor: &Actor, id: ActivityId, upload: Upload<NewAttachment>) -> Result<Kept> {
    if !activities::find(&state.db, actor, id, state.clock.today())
        .await?
        .may_edit
    {
        return Err(not_yours());
    }
    check_room(queries::count(&state.db, id).await?)?;
    let Upload {
        form,
        file_name,
        content,
    } = upload;
    if content.len() > MAX_BYTES {
        return Err(Error::TooLarge { limit: MAX_BYTES });
    }
    let (media_type, ending, content, preview) = match kind_of(&content)? {
        Kind::Document(media_type, ending) => (media_type, ending, content.to_vec(), None),
        Kind::Picture(format) => {
            let _turn = PICTURES_AT_ONCE
                .acquire()
                .await
                .map_err(|error| Error::Internal(error.to_string()))?;
            let picture = web::block(move || cleaned(&content, format))
                .await
                .map_err(|error| Error::Internal(error.to_string()))??;
            (
                picture.media_type,
                picture.ending,
                picture.content,
                Some(picture.preview),
            )
        }
    };
    let preview = match preview {
        Some(preview) => Some(state.files.keep(&preview).await?),
        None => None,
    };
    Ok(Kept {
        file_name: named(&file_name, ending),
        media_type,
        size: i32::try_from(content.len()).unwrap_or(i32::MAX),
        caption: form.caption,
        stored: state.files.keep(&content).await?,
        preview,
    })
}

/// Puts a kept file with its record.
pub async fn add(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<Attachment> {
    let (unit_id, may_change) = activities::hold(tx, actor, id, local_date(now)).await?;
    if !may_change {
        return Err(not_yours());
    }
    check_room(queries::count(tx, id).await?)?;
    let row = attachment::Model {
        id: AttachmentId::new(),
        owner_kind: AttachmentOwner::Activity,
        owner_id: id.0,
        unit_id,
        file_name: kept.file_name.clone(),
        media_type: kept.media_type.to_owned(),
        size: kept.size,
        caption: kept.caption.clone(),
        stored: kept.stored.clone(),
        preview: kept.preview.clone(),
        uploaded_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    attachment::Entity::insert(attachment::ActiveModel {
        id: Set(row.id),
        owner_kind: Set(row.owner_kind),
        owner_id: Set(row.owner_id),
        unit_id: Set(row.unit_id),
        file_name: Set(row.file_name.clone()),
        media_type: Set(row.media_type.clone()),
        size: Set(row.size),
        caption: Set(row.caption.clone()),
        stored: Set(row.stored.clone()),
        preview: Set(row.preview.clone()),
        uploaded_by: Set(row.uploaded_by),
        version: Set(row.version),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "attachments", row.id.0, ChangeOperation::Created, unit_id, now).await?;
    queries::show(tx, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Takes a file away from its record; the names in the store that nobody needs any more are the answer.
pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: AttachmentId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let stored = queries::load(tx, actor, id, local_date(now)).await?;
    let (_, may_change) = activities::hold(tx, actor, ActivityId(stored.owner_id), local_date(now)).await?;
    if !may_change {
        return Err(not_yours());
    }
    let view = queries::show(tx, vec![stored.clone()]).await?.pop();
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    attachment::Entity::delete_by_id(id).exec(tx).await?;
    changes::record(tx, "attachments", id.0, ChangeOperation::Deleted, stored.unit_id, now).await?;
    Ok(stored.preview.into_iter().chain([stored.stored]).collect())
}

fn check_room(there: u64) -> Result<()> {
    if there < MOST {
        return Ok(());
    }
    Err(Error::invalid(
        "file",
        "too_many",
        text(
            format!("一条记录最多 {MOST} 个附件"),
            format!("a record has at most {MOST} attachments"),
        ),
    ))
}

fn not_yours() -> Error {
    Error::forbidden(
        "只有记录人和参与人可以在确认之前增删附件。",
        "Only those who took part or recorded it may add and remove attachments, until it is confirmed.",
    )
}
