use actix_web::{get, post, web};

use super::{
    dto::{HearingFilter, LedgerHearing, LedgerHearings, NewHearing, OwnHearing},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LedgerHearings as Hear, LedgerRead},
    },
    entities::ids::{HearingId, LedgerEntryId},
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of hearings.
pub fn routes(config: &mut Routes) {
    config
        .service(list_hearings_of_entry)
        .service(keep_hearing)
        .service(disclose_hearing)
        .service(list_own_hearings);
}

/// Lists the hearings of an entry (听取本人意见), the first one first.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerHearings])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "Its hearings", body = LedgerHearings), Problems))]
#[get("/ledger-entries/{id}/hearings")]
async fn list_hearings_of_entry(
    actor: Allow<Hear>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<LedgerHearings>> {
    Ok(web::Json(
        queries::of_entry(&state.db, &actor, id, state.clock.now()).await?,
    ))
}

/// Keeps what somebody whom an open entry is about was asked and what he said (听取本人意见).
///
/// A finding `confirmed` or `partly` needs one for everybody the entry is about.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerHearings])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 201, description = "The hearing", body = LedgerHearing), Problems))]
#[post("/ledger-entries/{id}/hearings")]
async fn keep_hearing(
    actor: Allow<Hear>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: Write,
    Json(new): Json<NewHearing>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let hearing = service::keep(tx, &actor, id, new, now).await?;
            Ok(Created::at("/ledger-hearings", hearing.id, hearing))
        })
        .await
}

/// Lets the person read his own hearing (向本人公开). The entry itself stays hidden from him.
///
/// It is not taken back.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerHearings])),
    params(("id" = HearingId, Path, description = "The hearing"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The hearing as it is now", body = LedgerHearing), Problems))]
#[post("/ledger-hearings/{id}/disclosure")]
async fn disclose_hearing(
    actor: Allow<Hear>,
    state: web::Data<State>,
    Path(id): Path<HearingId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::disclose(tx, &actor, id, expected, now).await?))
        })
        .await
}

/// Lists what was put to the caller himself and what he said to it, as far as it was disclosed to him.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(PageParams, HearingFilter),
    responses((status = 200, description = "A page of the caller's hearings", body = Paged<OwnHearing>), Problems))]
#[get("/ledger-hearings")]
async fn list_own_hearings(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    query: ListQuery<HearingFilter>,
) -> Result<Paged<OwnHearing>> {
    queries::own(&state.db, &actor, query).await
}
