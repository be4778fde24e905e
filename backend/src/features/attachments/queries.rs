//! Reading attachments; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    dto::{Attachment, Attachments},
    service::MOST,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        account,
        attachment::{self, AttachmentOwner},
        ids::{AccountId, ActivityId, AttachmentId},
    },
    error::{Error, Result},
    features::activities,
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

/// The attachments of an activity.
pub async fn of_activity(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    today: NaiveDate,
) -> Result<Attachments> {
    let may_change = activities::find(db, actor, id, today).await?.may_edit;
    let rows = of(id)
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

/// How many an activity has.
pub async fn count(db: &impl ConnectionTrait, id: ActivityId) -> Result<u64> {
    Ok(of(id).count(db).await?)
}

fn of(id: ActivityId) -> Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(attachment::Column::OwnerKind.eq(AttachmentOwner::Activity))
        .filter(attachment::Column::OwnerId.eq(id.0))
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
