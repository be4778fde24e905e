use actix_web::{get, patch, post, web};

use super::{
    classes,
    dto::{DisclosureClass, DisclosureClassPatch, DisclosureClasses, NewDisclosureClass},
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PublicationsRead, PublicationsReview},
    },
    entities::ids::DisclosureClassId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, Path, Routes, Write, Written},
    state::State,
};

/// The routes of classes of disclosure.
pub fn routes(config: &mut Routes) {
    config
        .service(list_disclosure_classes)
        .service(create_disclosure_class)
        .service(update_disclosure_class);
}

/// Lists the classes of disclosure (公开类别): those that ship, and those of the caller's school.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsRead])),
    responses((status = 200, description = "The classes", body = DisclosureClasses), Problems))]
#[get("/disclosure-classes")]
async fn list_disclosure_classes(
    actor: Allow<PublicationsRead>,
    state: web::Data<State>,
) -> Result<web::Json<DisclosureClasses>> {
    Ok(web::Json(classes::list(&state.db, &actor).await?))
}

/// Adds a class of a school's own.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsReview])),
    responses((status = 201, description = "The new class", body = DisclosureClass), Problems))]
#[post("/disclosure-classes")]
async fn create_disclosure_class(
    actor: Allow<PublicationsReview>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewDisclosureClass>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            classes::create(tx, &actor, new, now).await
        })
        .await
}

/// Renames, moves or retires a class of a school's own.
#[utoipa::path(tag = "disclosure", security(("bearer" = [Permission::PublicationsReview])),
    params(("id" = DisclosureClassId, Path, description = "The class"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The class as it is now", body = DisclosureClass), Problems))]
#[patch("/disclosure-classes/{id}")]
async fn update_disclosure_class(
    actor: Allow<PublicationsReview>,
    state: web::Data<State>,
    Path(id): Path<DisclosureClassId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<DisclosureClassPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(classes::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
