use actix_web::{get, patch, post, web};

use super::{
    super::people,
    dto::{
        Appointment, AppointmentPatch, Appointments, Leave, LeavePatch, Leaves, NewAppointment, NewLeave, NewRank,
        RankPatch, RankPeriod, RankPeriods,
    },
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PersonnelRead, PersonnelWrite},
        policy::personnel::StaffSight,
    },
    entities::ids::{AppointmentId, LeaveId, PersonId, RankId},
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, Path, Routes, Write, Written},
    state::State,
};

/// The routes of posts, ranks and leaves.
pub fn routes(config: &mut Routes) {
    config
        .service(list_appointments)
        .service(create_appointment)
        .service(update_appointment)
        .service(list_ranks)
        .service(create_rank)
        .service(update_rank)
        .service(list_leaves)
        .service(create_leave)
        .service(update_leave);
}

/// Lists the posts of a person (任职), the latest first.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelRead])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 200, description = "The posts", body = Appointments), Problems))]
#[get("/personnel/{id}/appointments")]
async fn list_appointments(
    actor: Allow<PersonnelRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
) -> Result<web::Json<Appointments>> {
    people::load(&state.db, &actor, id).await?;
    let items = queries::appointments_of(&state.db, id).await?;
    Ok(web::Json(Appointments { items }))
}

/// Appoints a person to a post.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 201, description = "The new appointment", body = Appointment), Problems))]
#[post("/personnel/{id}/appointments")]
async fn create_appointment(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    write: Write,
    Json(new): Json<NewAppointment>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let appointment = service::add_appointment(tx, &actor, id, new, now).await?;
            Ok(Created::at(
                &format!("/personnel/{id}/appointments"),
                appointment.id,
                appointment,
            ))
        })
        .await
}

/// Changes or ends a post.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff"), ("appointment_id" = AppointmentId, Path, description = "The appointment"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The appointment as it is now", body = Appointment), Problems))]
#[patch("/personnel/{id}/appointments/{appointment_id}")]
async fn update_appointment(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path((id, appointment_id)): Path<(PersonId, AppointmentId)>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<AppointmentPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::change_appointment(tx, &actor, id, appointment_id, expected, edit, now).await?,
            ))
        })
        .await
}

/// Lists the ranks of a person (职级), the latest first.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelRead])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 200, description = "The ranks", body = RankPeriods), Problems))]
#[get("/personnel/{id}/ranks")]
async fn list_ranks(
    actor: Allow<PersonnelRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
) -> Result<web::Json<RankPeriods>> {
    people::load(&state.db, &actor, id).await?;
    let items = queries::ranks_of(&state.db, id).await?;
    Ok(web::Json(RankPeriods { items }))
}

/// Gives a person a new rank; the former one ends the day before.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 201, description = "The new rank", body = RankPeriod), Problems))]
#[post("/personnel/{id}/ranks")]
async fn create_rank(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    write: Write,
    Json(new): Json<NewRank>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let rank = service::add_rank(tx, &actor, id, new, now).await?;
            Ok(Created::at(&format!("/personnel/{id}/ranks"), rank.id, rank))
        })
        .await
}

/// Corrects a rank.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff"), ("rank_id" = RankId, Path, description = "The rank"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The rank as it is now", body = RankPeriod), Problems))]
#[patch("/personnel/{id}/ranks/{rank_id}")]
async fn update_rank(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path((id, rank_id)): Path<(PersonId, RankId)>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<RankPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::change_rank(tx, &actor, id, rank_id, expected, edit, now).await?,
            ))
        })
        .await
}

/// Lists the leaves of a person (请假), the latest first. Empty for those who are not shown a person's phone number.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelRead])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 200, description = "The leaves", body = Leaves), Problems))]
#[get("/personnel/{id}/leaves")]
async fn list_leaves(
    actor: Allow<PersonnelRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
) -> Result<web::Json<Leaves>> {
    let person = people::load(&state.db, &actor, id).await?;
    let sight = StaffSight::of(&actor);
    let items = if sight.sees_private(id, person.unit_id) {
        queries::leaves_of(&state.db, id).await?
    } else {
        Vec::new()
    };
    Ok(web::Json(Leaves { items }))
}

/// Notes a leave of a person.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 201, description = "The new leave", body = Leave), Problems))]
#[post("/personnel/{id}/leaves")]
async fn create_leave(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    write: Write,
    Json(new): Json<NewLeave>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let leave = service::add_leave(tx, &actor, id, new, now).await?;
            Ok(Created::at(&format!("/personnel/{id}/leaves"), leave.id, leave))
        })
        .await
}

/// Changes or ends a leave.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff"), ("leave_id" = LeaveId, Path, description = "The leave"), ("If-Match" = String, Header, description = "Its version as `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The leave as it is now", body = Leave), Problems))]
#[patch("/personnel/{id}/leaves/{leave_id}")]
async fn update_leave(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path((id, leave_id)): Path<(PersonId, LeaveId)>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LeavePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::change_leave(tx, &actor, id, leave_id, expected, edit, now).await?,
            ))
        })
        .await
}
