use actix_web::{get, patch, post, web};

use super::{
    super::reveal::{RevealReason, RevealedStudent},
    dto::{NewStudent, Student, StudentDetail, StudentFilter, StudentPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FamiliesRead, FamiliesReveal, FamiliesWrite},
    },
    db,
    entities::ids::StudentId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of students.
pub fn routes(config: &mut Routes) {
    config
        .service(list_students)
        .service(create_student)
        .service(get_student)
        .service(update_student)
        .service(reveal_student);
}

/// Lists pupils (学生); no personal data but the name.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])), params(PageParams, StudentFilter),
    responses((status = 200, description = "A page of pupils", body = Paged<Student>), Problems))]
#[get("/students")]
async fn list_students(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    query: ListQuery<StudentFilter>,
) -> Result<Paged<Student>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Enrols a pupil in a class.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new pupil", body = StudentDetail), Problems))]
#[post("/students")]
async fn create_student(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewStudent>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let detail = service::create(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/students", detail.student.id, detail))
        })
        .await
}

/// Shows a pupil, personal data masked.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])),
    params(("id" = StudentId, Path, description = "The pupil")),
    responses((status = 200, description = "The pupil", body = StudentDetail), Problems))]
#[get("/students/{id}")]
async fn get_student(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    Path(id): Path<StudentId>,
) -> Result<Etagged<StudentDetail>> {
    Ok(Etagged(
        queries::find(&state.db, &state.vault, &actor, state.clock.today(), id).await?,
    ))
}

/// Changes a pupil, or moves him to another class.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = StudentId, Path, description = "The pupil"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The pupil as he is now", body = StudentDetail), Problems))]
#[patch("/students/{id}")]
async fn update_student(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<StudentId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<StudentPatch>,
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

/// Shows pupil number, address and phone numbers of a pupil; the look and its reason are noted in the audit log.
///
/// The answer is never stored: a repeated request is another look.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesReveal])),
    params(("id" = StudentId, Path, description = "The pupil")),
    responses((status = 200, description = "The personal data", body = RevealedStudent), Problems))]
#[post("/students/{id}/reveal")]
async fn reveal_student(
    actor: Allow<FamiliesReveal>,
    state: web::Data<State>,
    Path(id): Path<StudentId>,
    Json(reason): Json<RevealReason>,
) -> Result<web::Json<RevealedStudent>> {
    let now = state.clock.now();
    let revealed = db::write(&state.db, async |tx| {
        service::reveal(tx, &state.vault, &actor, id, &reason, now).await
    });
    Ok(web::Json(revealed.await?))
}
