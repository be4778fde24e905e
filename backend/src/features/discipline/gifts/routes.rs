use actix_web::{get, patch, post, web};

use super::{
    dto::{GiftFilter, GiftRecord, GiftRecordPatch, NewGiftRecord},
    form, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{GiftsRead, GiftsWrite},
    },
    entities::ids::GiftRecordId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Routes, Write, Written, list::PageParams},
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_gift_records)
        .service(create_gift_record)
        .service(print_gift_records)
        .service(get_gift_record)
        .service(update_gift_record);
}

/// Lists the gift register (礼品登记), the latest first: one's own entries; the principal and the office see all.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::GiftsRead])), params(PageParams, GiftFilter),
    responses((status = 200, description = "A page of the register", body = Paged<GiftRecord>), Problems))]
#[get("/gift-records")]
async fn list_gift_records(
    actor: Allow<GiftsRead>,
    state: web::Data<State>,
    query: ListQuery<GiftFilter>,
) -> Result<Paged<GiftRecord>> {
    queries::list(&state.db, &actor, query).await
}

/// Enters a gift that was declined (谢绝), given back (退还) or handed in (上交).
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::GiftsWrite])),
    responses(
        (status = 201, description = "The new entry", body = GiftRecord),
        (status = 200, description = "The same entry was sent before", body = GiftRecord),
        Problems
    ))]
#[post("/gift-records")]
async fn create_gift_record(
    actor: Allow<GiftsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewGiftRecord>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::create(tx, &actor, new, now).await
        })
        .await
}

/// Prints the gift register (礼品登记表) as A4 pages, the latest first; 1 000 entries at most.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::GiftsRead])), params(GiftFilter),
    responses((status = 200, description = "The register", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/gift-records/form")]
async fn print_gift_records(
    actor: Allow<GiftsRead>,
    state: web::Data<State>,
    query: ListQuery<GiftFilter>,
) -> Result<PrintedForm> {
    form::print(&state.db, &actor, query, state.clock.today()).await
}

/// Shows an entry of the gift register.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::GiftsRead])),
    params(("id" = GiftRecordId, Path, description = "The entry")),
    responses((status = 200, description = "The entry", body = GiftRecord), Problems))]
#[get("/gift-records/{id}")]
async fn get_gift_record(
    actor: Allow<GiftsRead>,
    state: web::Data<State>,
    Path(id): Path<GiftRecordId>,
) -> Result<Etagged<GiftRecord>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes an entry of the gift register, or makes it void.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::GiftsWrite])),
    params(("id" = GiftRecordId, Path, description = "The entry"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The entry as it is now", body = GiftRecord), Problems))]
#[patch("/gift-records/{id}")]
async fn update_gift_record(
    actor: Allow<GiftsWrite>,
    state: web::Data<State>,
    Path(id): Path<GiftRecordId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<GiftRecordPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
