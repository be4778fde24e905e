//! The kept files as a whole: copied with a backup, and checked.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use tokio::sync::Mutex;

use crate::{
    entities::{attachment, ids::AttachmentId},
    error::Result,
    files::{Failure, Files},
};

const AT_ONCE: u64 = 1_000;

/// An attachment with the names of its files.
type Names = (AttachmentId, String, Option<String>);

/// Copies every file that a record has, unless it is there already; what cannot be copied, in words.
pub async fn copy(db: &impl ConnectionTrait, from: &Files, to: &Files) -> Result<Vec<String>> {
    each(db, async |name| from.copy_to(to, name).await).await
}

/// Seals every file that a record has anew, under the key of the other place; the new names by the old ones, and what
/// could not be taken along, in words.
pub async fn reseal(
    db: &impl ConnectionTrait,
    from: &Files,
    to: &Files,
) -> Result<(HashMap<String, String>, Vec<String>)> {
    let names = Mutex::new(HashMap::new());
    let missing = each(db, async |name| {
        let kept = from.reseal_to(to, name).await?;
        names.lock().await.insert(name.to_owned(), kept);
        Ok(())
    })
    .await?;
    Ok((names.into_inner(), missing))
}

/// Reads every file through; what is missing or altered, in words.
pub async fn verify(db: &impl ConnectionTrait, files: &Files) -> Result<Vec<String>> {
    each(db, async |name| files.check(name).await).await
}

async fn each(db: &impl ConnectionTrait, work: impl AsyncFn(&str) -> Result<(), Failure>) -> Result<Vec<String>> {
    let (mut last, mut wrong) = (None, Vec::new());
    loop {
        let some = after(db, last).await?;
        let Some((id, ..)) = some.last() else {
            return Ok(wrong);
        };
        last = Some(*id);
        for (id, stored, preview) in some {
            for name in preview.into_iter().chain([stored]) {
                if let Err(failure) = work(&name).await {
                    wrong.push(format!("attachment {id}: {failure}"));
                }
            }
        }
    }
}

async fn after(db: &impl ConnectionTrait, last: Option<AttachmentId>) -> Result<Vec<Names>> {
    let mut select = attachment::Entity::find();
    if let Some(last) = last {
        select = select.filter(attachment::Column::Id.gt(last));
    }
    Ok(select
        .select_only()
        .columns([
            attachment::Column::Id,
            attachment::Column::Stored,
            attachment::Column::Preview,
        ])
        .order_by_asc(attachment::Column::Id)
        .limit(AT_ONCE)
        .into_tuple()
        .all(db)
        .await?)
}
