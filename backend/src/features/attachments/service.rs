//! Rules and writes of attachments: what is kept, how many, and until when.

use actix_web::web::{self, Bytes};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::json;
use tokio::sync::Semaphore;

use super::{
    dto::{Attachment, NewAttachment},
    kinds::{Kind, kind_of, named},
    owner::Owner,
    picture::cleaned,
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        attachment,
        change_event::ChangeOperation,
        ids::{AccountId, AttachmentId, LedgerEntryId, OrgUnitId},
    },
    error::{Error, Result},
    features::ledger::FileChange,
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
    pub file_name: String,
    media_type: &'static str,
    size: i32,
    caption: Option<String>,
    pub stored: String,
    pub preview: Option<String>,
}

/// Checks an upload for a record that the caller may change, and keeps what is left of it.
pub async fn keep(state: &State, actor: &Actor, owner: Owner, upload: Upload<NewAttachment>) -> Result<Kept> {
    if !owner.may_change(&state.db, actor, state.clock.now()).await? {
        return Err(owner.not_yours());
    }
    check_room(queries::count(&state.db, owner).await?)?;
    let caption = upload.form.caption.clone();
    Ok(Kept {
        caption,
        ..keep_upload(state, upload.file_name, upload.content).await?
    })
}

/// Checks a file by its content and keeps what is left of it: pictures are written anew. It belongs to nothing yet:
/// the caller adds it to its record, or forgets it.
pub async fn keep_upload(state: &State, file_name: String, content: Bytes) -> Result<Kept> {
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
        caption: None,
        stored: state.files.keep(&content).await?,
        preview,
    })
}

/// Puts a kept file with its record.
pub async fn add(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    owner: Owner,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<Attachment> {
    let unit_id = owner.hold(tx, actor, now).await?;
    let added = insert(tx, owner, unit_id, actor.account_id, kept, now).await?;
    owner.note(tx, actor, (FileChange::Added, &kept.file_name), now).await?;
    Ok(added)
}

/// Forgets a kept file again where the request that `added` its row did not end well.
pub async fn forget_unless<T>(state: &State, kept: Kept, added: bool, written: &Result<T>) {
    // After a failure of the database nobody knows whether the row is there: then the file stays.
    let certain = !matches!(written, Err(Error::Unavailable(_) | Error::Internal(_)));
    if certain && !(added && written.is_ok()) {
        forget(state, kept.preview.into_iter().chain([kept.stored])).await;
    }
}

/// Puts a kept file with a ledger entry on behalf of its submitter, who has no account: `uploaded_by` stands for him.
/// The caller's transaction holds the entry, and notes the file in its chain.
pub async fn add_to_entry(
    tx: &impl ConnectionTrait,
    entry_id: LedgerEntryId,
    unit_id: OrgUnitId,
    uploaded_by: AccountId,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<Attachment> {
    insert(tx, Owner::LedgerEntry(entry_id), unit_id, uploaded_by, kept, now).await
}

async fn insert(
    tx: &impl ConnectionTrait,
    owner: Owner,
    unit_id: OrgUnitId,
    uploaded_by: AccountId,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<Attachment> {
    check_room(queries::count(tx, owner).await?)?;
    let row = attachment::Model {
        id: AttachmentId::new(),
        owner_kind: owner.kind(),
        owner_id: owner.id(),
        unit_id,
        file_name: kept.file_name.clone(),
        media_type: kept.media_type.to_owned(),
        size: kept.size,
        caption: kept.caption.clone(),
        stored: kept.stored.clone(),
        preview: kept.preview.clone(),
        uploaded_by,
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
    let owner = Owner::of(&stored);
    owner.hold(tx, actor, now).await?;
    let view = queries::show(tx, vec![stored.clone()]).await?.pop();
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    attachment::Entity::delete_by_id(id).exec(tx).await?;
    changes::record(tx, "attachments", id.0, ChangeOperation::Deleted, stored.unit_id, now).await?;
    owner
        .note(tx, actor, (FileChange::Removed, &stored.file_name), now)
        .await?;
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

/// Removes files that no row names any more. One that stays is only a waste of room.
pub async fn forget(state: &State, names: impl IntoIterator<Item = String>) {
    for name in names {
        if let Err(failure) = state.files.remove(&name).await {
            tracing::warn!(file.name = name, file.failure = %failure, "a file that nobody needs stays");
        }
    }
}
