use actix_web::{get, patch, post, web};

use super::{
    dto::{Class, ClassDetail, ClassFilter, ClassPatch, NewClass},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FamiliesRead, FamiliesWrite},
    },
    entities::ids::ClassId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of classes.
pub fn routes(config: &mut Routes) {
    config
        .service(list_classes)
        .service(create_class)
        .service(get_class)
        .service(update_class);
}

/// Lists classes (班级).
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])), params(PageParams, ClassFilter),
    responses((status = 200, description = "A page of classes", body = Paged<Class>), Problems))]
#[get("/classes")]
async fn list_classes(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    query: ListQuery<ClassFilter>,
) -> Result<Paged<Class>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Opens a class in a school year.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new class", body = ClassDetail), Problems))]
#[post("/classes")]
async fn create_class(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewClass>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let detail = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/classes", detail.class.id, detail))
        })
        .await
}

/// Shows a class with its teachers.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])),
    params(("id" = ClassId, Path, description = "The class")),
    responses((status = 200, description = "The class", body = ClassDetail), Problems))]
#[get("/classes/{id}")]
async fn get_class(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    Path(id): Path<ClassId>,
) -> Result<Etagged<ClassDetail>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, state.clock.today(), id).await?,
    ))
}

/// Changes a class.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = ClassId, Path, description = "The class"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The class as it is now", body = ClassDetail), Problems))]
#[patch("/classes/{id}")]
async fn update_class(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<ClassId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ClassPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
