use actix_web::{get, patch, post, web};

use super::{
    dto::{
        LedgerCategories, LedgerCategory, LedgerCategoryFilter, LedgerCategoryPatch, LedgerLimits, NewLedgerCategory,
        NewLedgerLimit,
    },
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LedgerCategoriesWrite, LedgerRead},
    },
    entities::ids::LedgerCategoryId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, Path, Query, Routes, Write, Written},
    state::State,
};

/// The routes of categories.
pub fn routes(config: &mut Routes) {
    config
        .service(list_ledger_categories)
        .service(create_ledger_category)
        .service(update_ledger_category)
        .service(list_ledger_limits)
        .service(set_ledger_limits);
}

/// Lists the categories of concerns (类别), with the time limits that hold for a unit now.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(LedgerCategoryFilter),
    responses((status = 200, description = "The categories an entry can have", body = LedgerCategories), Problems))]
#[get("/ledger-categories")]
async fn list_ledger_categories(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Query(filter): Query<LedgerCategoryFilter>,
) -> Result<web::Json<LedgerCategories>> {
    Ok(web::Json(
        queries::list(&state.db, &actor, filter, state.clock.now()).await?,
    ))
}

/// Makes a category of a school's own (自定类别).
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerCategoriesWrite])),
    responses((status = 201, description = "The new category", body = LedgerCategory), Problems))]
#[post("/ledger-categories")]
async fn create_ledger_category(
    actor: Allow<LedgerCategoriesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLedgerCategory>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let category = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/ledger-categories", category.id, category))
        })
        .await
}

/// Renames, moves or retires a school's own category; those that ship with the product stay as they are.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerCategoriesWrite])),
    params(("id" = LedgerCategoryId, Path, description = "The category"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The category as it is now", body = LedgerCategory), Problems))]
#[patch("/ledger-categories/{id}")]
async fn update_ledger_category(
    actor: Allow<LedgerCategoriesWrite>,
    state: web::Data<State>,
    Path(id): Path<LedgerCategoryId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LedgerCategoryPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Lists every time limit a category ever had (时限沿革), the latest first: its own, and those of the caller's units.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerCategoryId, Path, description = "The category")),
    responses((status = 200, description = "Its limits", body = LedgerLimits), Problems))]
#[get("/ledger-categories/{id}/limits")]
async fn list_ledger_limits(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerCategoryId>,
) -> Result<web::Json<LedgerLimits>> {
    Ok(web::Json(queries::history(&state.db, &actor, id).await?))
}

/// Sets the time limits of a category for a unit and all below it, from now on (时限).
///
/// They hold for stages that begin afterwards: an entry that runs, or stands still, keeps the dates it has.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerCategoriesWrite])),
    params(("id" = LedgerCategoryId, Path, description = "The category")),
    responses((status = 200, description = "Its limits, with the new ones first", body = LedgerLimits), Problems))]
#[post("/ledger-categories/{id}/limits")]
async fn set_ledger_limits(
    actor: Allow<LedgerCategoriesWrite>,
    state: web::Data<State>,
    Path(id): Path<LedgerCategoryId>,
    write: Write,
    Json(new): Json<NewLedgerLimit>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::set_limits(tx, &actor, id, new, now).await?))
        })
        .await
}
