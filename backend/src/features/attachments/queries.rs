//! Reading attachments; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    dto::{Attachment, Attachments},
    owner::Owner,
    service::MOST,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        account, attachment,
        ids::{AccountId, AttachmentId},
    },
    error::{Error, Result},
};

/// The attachments the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<attachment::Entity> {
    attachment::Entity::find().filter(scope::attachments::attachments(actor, today))
}

pub async fn load(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: AttachmentId,
    today: NaiveDate,
) -> Result<attachment::Model> {
    visible_to(actor, today)
        .filter(attachment::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The attachments of a record.
pub async fn of_owner(
    db: &impl ConnectionTrait,
    actor: &Actor,
    owner: Owner,
    now: DateTime<Utc>,
) -> Result<Attachments> {
    let may_change = owner.may_change(db, actor, now).await?;
    let rows = of(owner)
        .order_by_asc(attachment::Column::CreatedAt)
        .order_by_asc(attachment::Column::Id)
        .all(db)
        .await?;
    let left = MOST.saturating_sub(rows.len() as u64);
    Ok(Attachments {
        items: show(db, rows).await?,
        may_change,
        left,
    })
}

/// How many a record has.
pub async fn count(db: &impl ConnectionTrait, owner: Owner) -> Result<u64> {
    Ok(of(owner).count(db).await?)
}

fn of(owner: Owner) -> Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(attachment::Column::OwnerKind.eq(owner.kind()))
        .filter(attachment::Column::OwnerId.eq(owner.id()))
}

/// Rows with the names of those who uploaded them.
pub async fn show(db: &impl ConnectionTrait, rows: Vec<attachment::Model>) -> Result<Vec<Attachment>> {
    let accounts = rows.iter().map(|row| row.uploaded_by);
    let names: HashMap<AccountId, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(accounts))
        .into_tuple::<(AccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.into_iter().map(|row| Attachment {
        id: row.id,
        owner_kind: row.owner_kind,
        owner_id: row.owner_id,
        file_name: row.file_name,
        media_type: row.media_type,
        size: row.size,
        caption: row.caption,
        has_preview: row.preview.is_some(),
        uploaded_by_name: names.get(&row.uploaded_by).cloned().unwrap_or_default(),
        version: row.version,
        created_at: row.created_at,
    });
    Ok(shown.collect())
}
