use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{NewSavedView, SavedView, SavedViewFilter, SavedViewPatch},
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::ViewsKeep},
    entities::ids::SavedViewId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_saved_views)
        .service(create_saved_view)
        .service(update_saved_view)
        .service(delete_saved_view);
}

/// Lists the saved views of lists (常用视图): the caller's own, and those his units share.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::ViewsKeep])), params(PageParams, SavedViewFilter),
    responses((status = 200, description = "A page of views", body = Paged<SavedView>), Problems))]
#[get("/saved-views")]
async fn list_saved_views(
    actor: Allow<ViewsKeep>,
    state: web::Data<State>,
    query: ListQuery<SavedViewFilter>,
) -> Result<Paged<SavedView>> {
    queries::list(&state.db, &actor, query).await
}

/// Keeps a view of one's own, or one that a unit shares.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::ViewsKeep])),
    responses((status = 201, description = "The new view", body = SavedView), Problems))]
#[post("/saved-views")]
async fn create_saved_view(
    actor: Allow<ViewsKeep>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewSavedView>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let view = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/saved-views", view.id, view))
        })
        .await
}

/// Renames a view or gives it other filters.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::ViewsKeep])),
    params(("id" = SavedViewId, Path, description = "The view"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The view as it is now", body = SavedView), Problems))]
#[patch("/saved-views/{id}")]
async fn update_saved_view(
    actor: Allow<ViewsKeep>,
    state: web::Data<State>,
    Path(id): Path<SavedViewId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<SavedViewPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Removes a view.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::ViewsKeep])),
    params(("id" = SavedViewId, Path, description = "The view"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/saved-views/{id}")]
async fn delete_saved_view(
    actor: Allow<ViewsKeep>,
    state: web::Data<State>,
    Path(id): Path<SavedViewId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected).await?;
            Ok(NoContent)
        })
        .await
}
