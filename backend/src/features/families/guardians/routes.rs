use actix_web::{delete, patch, post, web};

use super::{
    dto::{Guardian, GuardianPatch, NewGuardian},
    service,
};
use crate::{
    auth::{Allow, Permission, permission::FamiliesWrite},
    entities::ids::GuardianId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, NoContent, Path, Routes, Write, Written},
    state::State,
};

/// The routes of guardians.
pub fn routes(config: &mut Routes) {
    config
        .service(create_guardian)
        .service(update_guardian)
        .service(delete_guardian);
}

/// Adds a guardian (监护人) to a household.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new guardian", body = Guardian), Problems))]
#[post("/guardians")]
async fn create_guardian(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewGuardian>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let guardian = service::create(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/guardians", guardian.id, guardian))
        })
        .await
}

/// Changes a guardian.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = GuardianId, Path, description = "The guardian"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The guardian as it is now", body = Guardian), Problems))]
#[patch("/guardians/{id}")]
async fn update_guardian(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<GuardianId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<GuardianPatch>,
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

/// Removes a guardian; when it was the primary one, the next takes over.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = GuardianId, Path, description = "The guardian"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/guardians/{id}")]
async fn delete_guardian(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<GuardianId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::delete(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
