use actix_web::{get, post, web};

use super::{
    dto::{Notice, NoticeFilter, ReadNotices},
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::InboxRead},
    entities::ids::NoticeId,
    error::{Problems, Result},
    http::{ListQuery, NoContent, Paged, Path, Query, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(list_notices).service(read_notices).service(read_notice);
}

/// Lists what one was told (收件箱), the newest first: steps that wait for one, entries one follows, limits that are near
/// or over, webhooks that stopped. `unread=true&include_total=true` counts what waits.
#[utoipa::path(tag = "inbox", security(("bearer" = [Permission::InboxRead])), params(PageParams, NoticeFilter),
    responses((status = 200, description = "A page of notices", body = Paged<Notice>), Problems))]
#[get("/notices")]
async fn list_notices(
    actor: Allow<InboxRead>,
    state: web::Data<State>,
    query: ListQuery<NoticeFilter>,
) -> Result<Paged<Notice>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Marks all notices as read (全部已读), or those about one record.
#[utoipa::path(tag = "inbox", security(("bearer" = [Permission::InboxRead])), params(ReadNotices),
    responses((status = 204, description = "Nothing waits to be read"), Problems))]
#[post("/notices/read")]
async fn read_notices(
    actor: Allow<InboxRead>,
    state: web::Data<State>,
    Query(which): Query<ReadNotices>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::read_all(tx, &actor, which.object_id, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Marks a notice as read (已读).
#[utoipa::path(tag = "inbox", security(("bearer" = [Permission::InboxRead])),
    params(("id" = NoticeId, Path, description = "The notice")),
    responses((status = 204, description = "It is read"), Problems))]
#[post("/notices/{id}/read")]
async fn read_notice(
    actor: Allow<InboxRead>,
    state: web::Data<State>,
    Path(id): Path<NoticeId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::read(tx, &actor, id, now).await?;
            Ok(NoContent)
        })
        .await
}
