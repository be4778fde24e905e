use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{NewTeachingAssignment, TeachingAssignment, TeachingAssignmentFilter, TeachingAssignmentPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FamiliesRead, FamiliesWrite},
    },
    entities::ids::TeachingAssignmentId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of teaching assignments.
pub fn routes(config: &mut Routes) {
    config
        .service(list_teaching_assignments)
        .service(create_teaching_assignment)
        .service(get_teaching_assignment)
        .service(update_teaching_assignment)
        .service(delete_teaching_assignment);
}

/// Lists who teaches what (任课).
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])), params(PageParams, TeachingAssignmentFilter),
    responses((status = 200, description = "A page of teaching assignments", body = Paged<TeachingAssignment>), Problems))]
#[get("/teaching-assignments")]
async fn list_teaching_assignments(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    query: ListQuery<TeachingAssignmentFilter>,
) -> Result<Paged<TeachingAssignment>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Has a member of staff teach a class in a term.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new teaching assignment", body = TeachingAssignment), Problems))]
#[post("/teaching-assignments")]
async fn create_teaching_assignment(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewTeachingAssignment>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let assignment = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/teaching-assignments", assignment.id, assignment))
        })
        .await
}

/// Shows a teaching assignment.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])),
    params(("id" = TeachingAssignmentId, Path, description = "The teaching assignment")),
    responses((status = 200, description = "The teaching assignment", body = TeachingAssignment), Problems))]
#[get("/teaching-assignments/{id}")]
async fn get_teaching_assignment(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    Path(id): Path<TeachingAssignmentId>,
) -> Result<Etagged<TeachingAssignment>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, state.clock.today(), id).await?,
    ))
}

/// Changes a teaching assignment.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = TeachingAssignmentId, Path, description = "The teaching assignment"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The teaching assignment as it is now", body = TeachingAssignment), Problems))]
#[patch("/teaching-assignments/{id}")]
async fn update_teaching_assignment(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<TeachingAssignmentId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<TeachingAssignmentPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Removes a teaching assignment that should not have been made.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = TeachingAssignmentId, Path, description = "The teaching assignment"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/teaching-assignments/{id}")]
async fn delete_teaching_assignment(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<TeachingAssignmentId>,
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
