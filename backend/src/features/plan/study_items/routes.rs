use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{DefaultStudyItems, NewStudyItem, StudyItem, StudyItemFilter, StudyItemPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PlanRead, PlanWrite},
    },
    entities::ids::StudyItemId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_study_items)
        .service(create_study_item)
        .service(create_default_study_items)
        .service(get_study_item)
        .service(update_study_item)
        .service(delete_study_item);
}

/// Lists what the plans have everybody study (学习内容), in the order of the plan.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanRead])), params(PageParams, StudyItemFilter),
    responses((status = 200, description = "A page of study items", body = Paged<StudyItem>), Problems))]
#[get("/study-items")]
async fn list_study_items(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    query: ListQuery<StudyItemFilter>,
) -> Result<Paged<StudyItem>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Adds something to study to a plan.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanWrite])),
    responses((status = 201, description = "The new item", body = StudyItem), Problems))]
#[post("/study-items")]
async fn create_study_item(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewStudyItem>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let item = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/study-items", item.id, item))
        })
        .await
}

/// Makes the default items of the template for a plan that has none: each theme once, each way of study once.
///
/// Reflection questions and materials are empty: the office fills them in.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanWrite])),
    params(("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 204, description = "They are made"), Problems))]
#[post("/study-items/defaults")]
async fn create_default_study_items(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    write: WriteOnce,
    Json(wanted): Json<DefaultStudyItems>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::make_defaults(tx, &actor, &wanted, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Shows something to study.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanRead])),
    params(("id" = StudyItemId, Path, description = "The item")),
    responses((status = 200, description = "The item", body = StudyItem), Problems))]
#[get("/study-items/{id}")]
async fn get_study_item(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<StudyItemId>,
) -> Result<Etagged<StudyItem>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Changes something to study: its material, question, date.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = StudyItemId, Path, description = "The item"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The item as it is now", body = StudyItem), Problems))]
#[patch("/study-items/{id}")]
async fn update_study_item(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<StudyItemId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<StudyItemPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Takes something to study away, while nobody has handed anything in for it.
#[utoipa::path(tag = "study", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = StudyItemId, Path, description = "The item"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/study-items/{id}")]
async fn delete_study_item(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<StudyItemId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
