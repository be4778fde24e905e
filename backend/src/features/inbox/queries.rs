//! Reading the inbox; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::SimpleExpr,
};
use uuid::Uuid;

use super::dto::{Notice, NoticeFilter, NoticeSort, NoticeSubject};
use crate::{
    auth::{Actor, scope},
    clock::local_date,
    db::named,
    entities::{
        evaluation_result, evaluation_round,
        ids::{EvaluationResultId, LedgerEntryId, NoticeId},
        ledger_entry,
        notice::{self, Column, NoticeObject},
        webhook_endpoint,
    },
    error::{Error, Result},
    http::{Figure, ListQuery, Paged},
};

/// The notices of the caller about what he may see.
pub fn visible_to(actor: &Actor, now: DateTime<Utc>) -> Select<notice::Entity> {
    notice::Entity::find().filter(scope::inbox::notices(actor, local_date(now)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<NoticeFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<Notice>> {
    let NoticeFilter {
        sort: _,
        unread,
        kind,
        object_id,
    } = query.filter;
    let wanted = Condition::all()
        .add_option(unread.map(|unread| {
            if unread {
                Column::ReadAt.is_null()
            } else {
                Column::ReadAt.is_not_null()
            }
        }))
        .add_option(kind.map(|kinds| Column::Kind.is_in(kinds.0)))
        .add_option(object_id.map(|object| -> SimpleExpr { Column::ObjectId.eq(object) }));
    let column = |sort| match sort {
        NoticeSort::CreatedAt => Column::CreatedAt,
    };
    let page: Paged<notice::Model> = query
        .page
        .fetch::<notice::Entity, _>(db, visible_to(actor, now).filter(wanted), column, Column::Id)
        .await?;
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

/// Refuses a notice that is not the caller's.
pub async fn check_visible(db: &impl ConnectionTrait, actor: &Actor, id: NoticeId, now: DateTime<Utc>) -> Result<()> {
    let found = visible_to(actor, now).filter(Column::Id.eq(id)).count(db).await?;
    if found == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// How many notices the caller has not read.
pub async fn unread(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<Figure> {
    let count = visible_to(actor, now)
        .filter(Column::ReadAt.is_null())
        .count(db)
        .await?;
    Ok(Figure::new(count, "/notices?unread=true"))
}

/// With what each of them is about; the caller has checked that the reader may see it.
async fn show(db: &impl ConnectionTrait, notices: &[notice::Model]) -> Result<Vec<Notice>> {
    let mut subjects = entries(db, notices).await?;
    subjects.extend(results(db, notices).await?);
    subjects.extend(webhooks(db, notices).await?);
    let shown = notices.iter().filter_map(|notice| {
        let (number, title) = subjects.get(&notice.object_id)?.clone();
        Some(Notice {
            id: notice.id,
            kind: notice.kind,
            object: NoticeSubject {
                kind: notice.object_kind,
                id: notice.object_id,
                number,
                title,
            },
            facts: notice.facts.clone(),
            created_at: notice.created_at,
            read_at: notice.read_at,
        })
    });
    Ok(shown.collect())
}

/// Number and title of what notices are about.
type Subjects = HashMap<Uuid, (Option<String>, String)>;

fn objects(notices: &[notice::Model], kind: NoticeObject) -> impl Iterator<Item = Uuid> {
    let about = notices.iter().filter(move |notice| notice.object_kind == kind);
    about.map(|notice| notice.object_id)
}

async fn entries(db: &impl ConnectionTrait, notices: &[notice::Model]) -> Result<Subjects> {
    let entries: Vec<(LedgerEntryId, String, String)> = ledger_entry::Entity::find()
        .select_only()
        .columns([
            ledger_entry::Column::Id,
            ledger_entry::Column::Number,
            ledger_entry::Column::Title,
        ])
        .filter(ledger_entry::Column::Id.is_in(objects(notices, NoticeObject::LedgerEntry)))
        .into_tuple()
        .all(db)
        .await?;
    let named = entries
        .into_iter()
        .map(|(id, number, title)| (id.0, (Some(number), title)));
    Ok(named.collect())
}

/// A result is called after its round.
async fn results(db: &impl ConnectionTrait, notices: &[notice::Model]) -> Result<Subjects> {
    let title = named(
        evaluation_round::Entity,
        evaluation_round::Column::Title,
        evaluation_round::Column::Id,
        evaluation_result::Column::RoundId,
    );
    let results: Vec<(EvaluationResultId, String)> = evaluation_result::Entity::find()
        .select_only()
        .column(evaluation_result::Column::Id)
        .column_as(title, "title")
        .filter(evaluation_result::Column::Id.is_in(objects(notices, NoticeObject::EvaluationResult)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(results.into_iter().map(|(id, title)| (id.0, (None, title))).collect())
}

async fn webhooks(db: &impl ConnectionTrait, notices: &[notice::Model]) -> Result<Subjects> {
    let endpoints: Vec<(Uuid, String)> = webhook_endpoint::Entity::find()
        .select_only()
        .columns([webhook_endpoint::Column::Id, webhook_endpoint::Column::Name])
        .filter(webhook_endpoint::Column::Id.is_in(objects(notices, NoticeObject::Webhook)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(endpoints.into_iter().map(|(id, name)| (id, (None, name))).collect())
}
