use actix_web::{get, patch, post, web};

use super::{
    super::reveal::{RevealReason, RevealedHousehold},
    dto::{Household, HouseholdDetail, HouseholdFilter, HouseholdPatch, NewHousehold},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FamiliesRead, FamiliesReveal, FamiliesWrite},
    },
    db,
    entities::ids::HouseholdId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of households.
pub fn routes(config: &mut Routes) {
    config
        .service(list_households)
        .service(create_household)
        .service(get_household)
        .service(update_household)
        .service(reveal_household);
}

/// Lists households (家庭); phone numbers masked.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])), params(PageParams, HouseholdFilter),
    responses((status = 200, description = "A page of households", body = Paged<Household>), Problems))]
#[get("/households")]
async fn list_households(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    query: ListQuery<HouseholdFilter>,
) -> Result<Paged<Household>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Adds a household with its guardians.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new household", body = HouseholdDetail), Problems))]
#[post("/households")]
async fn create_household(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewHousehold>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let detail = service::create(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/households", detail.household.id, detail))
        })
        .await
}

/// Shows a household with guardians and pupils.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])),
    params(("id" = HouseholdId, Path, description = "The household")),
    responses((status = 200, description = "The household", body = HouseholdDetail), Problems))]
#[get("/households/{id}")]
async fn get_household(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    Path(id): Path<HouseholdId>,
) -> Result<Etagged<HouseholdDetail>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, state.clock.today(), id).await?,
    ))
}

/// Changes a household.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = HouseholdId, Path, description = "The household"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The household as it is now", body = HouseholdDetail), Problems))]
#[patch("/households/{id}")]
async fn update_household(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<HouseholdId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<HouseholdPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::update(tx, &state.vault, &actor, id, expected, edit, now).await?,
            ))
        })
        .await
}

/// Shows the phone numbers and the address of a household; the look and its reason are noted in the audit log.
///
/// The answer is never stored: a repeated request is another look.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesReveal])),
    params(("id" = HouseholdId, Path, description = "The household")),
    responses((status = 200, description = "The personal data", body = RevealedHousehold), Problems))]
#[post("/households/{id}/reveal")]
async fn reveal_household(
    actor: Allow<FamiliesReveal>,
    state: web::Data<State>,
    Path(id): Path<HouseholdId>,
    Json(reason): Json<RevealReason>,
) -> Result<web::Json<RevealedHousehold>> {
    let now = state.clock.now();
    let revealed = db::write(&state.db, async |tx| {
        service::reveal(tx, &state.vault, &actor, id, &reason, now).await
    });
    Ok(web::Json(revealed.await?))
}
