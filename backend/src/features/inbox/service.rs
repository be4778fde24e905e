//! Telling, and reading what was told.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::queries::{check_visible, visible_to};
use crate::{
    auth::Actor,
    entities::{
        ids::{AccountId, NoticeId},
        notice::{self, Column, NoticeFacts, NoticeKind, NoticeObject},
    },
    error::Result,
};

/// What there is to tell.
#[derive(Debug, Clone)]
pub struct News {
    pub kind: NoticeKind,
    pub object_kind: NoticeObject,
    pub object_id: Uuid,
    pub facts: NoticeFacts,
}

/// Tells accounts that may see what it is about, in the transaction of what happened.
pub async fn tell(
    tx: &impl ConnectionTrait,
    readers: impl IntoIterator<Item = AccountId>,
    news: &News,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows: Vec<_> = readers
        .into_iter()
        .map(|account_id| notice::ActiveModel {
            id: Set(NoticeId::new()),
            account_id: Set(account_id),
            kind: Set(news.kind),
            object_kind: Set(news.object_kind),
            object_id: Set(news.object_id),
            facts: Set(news.facts.clone()),
            created_at: Set(now),
            read_at: Set(None),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    notice::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Marks one notice as read; one that was read before stays as it is.
pub async fn read(tx: &impl ConnectionTrait, actor: &Actor, id: NoticeId, now: DateTime<Utc>) -> Result<()> {
    check_visible(tx, actor, id, now).await?;
    mark(tx, actor, Column::Id.eq(id), now).await
}

/// Marks the notices as read that the caller is shown, all or those about one record.
pub async fn read_all(tx: &impl ConnectionTrait, actor: &Actor, about: Option<Uuid>, now: DateTime<Utc>) -> Result<()> {
    let shown = visible_to(actor, now)
        .filter(Column::ReadAt.is_null())
        .filter(Condition::all().add_option(about.map(|object| Column::ObjectId.eq(object))))
        .select_only()
        .column(Column::Id)
        .into_query();
    mark(tx, actor, Column::Id.in_subquery(shown), now).await
}

async fn mark(tx: &impl ConnectionTrait, actor: &Actor, which: SimpleExpr, now: DateTime<Utc>) -> Result<()> {
    notice::Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::AccountId.eq(actor.account_id))
        .filter(Column::ReadAt.is_null())
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}
