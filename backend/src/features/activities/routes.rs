use actix_web::{get, patch, post, web};

use super::{
    amend, bulk,
    dto::{Activity, ActivityMove, ActivityPatch, ActivitySteps, Amendments, NewActivities, NewActivity, NewAmendment},
    filter::{ActivityFilter, DiaryFilter},
    form, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{ActivitiesRead, ActivitiesRecord},
    },
    entities::ids::{ActivityId, PersonId},
    error::{Problems, Result},
    http::{
        Bulk, Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_activities)
        .service(create_activity)
        .service(create_activities)
        .service(get_activity)
        .service(print_activity)
        .service(update_activity)
        .service(move_activity)
        .service(list_activity_steps)
        .service(list_activity_amendments)
        .service(amend_activity)
        .service(list_diary);
}

/// Lists activities (联系记录), the latest first.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])), params(PageParams, ActivityFilter),
    responses((status = 200, description = "A page of activities", body = Paged<Activity>), Problems))]
#[get("/activities")]
async fn list_activities(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    query: ListQuery<ActivityFilter>,
) -> Result<Paged<Activity>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Records what was done (记录), as a draft or handed in at once.
///
/// Most kinds count when they are handed in. What must be confirmed, and by whom, `GET /activity-kinds` tells: at first
/// a visit to a village school and a stay there by its principal, a lesson observed by its teacher.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    responses(
        (status = 201, description = "The new record", body = Activity),
        (status = 200, description = "The same record was sent before", body = Activity),
        Problems
    ))]
#[post("/activities")]
async fn create_activity(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewActivity>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::create(tx, &actor, new, now, today).await
        })
        .await
}

/// Records many at once (批量录入), each with its own result: at most 200.
///
/// Each is read and checked like a single one. With ids made by the client the request can be sent again: what was
/// taken is answered with 200.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    responses((status = 207, description = "What became of each", body = Bulk<Activity>), Problems))]
#[post("/activities/bulk")]
async fn create_activities(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewActivities>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            bulk::create(tx, &actor, new, now, today).await
        })
        .await
}

/// Shows an activity.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = ActivityId, Path, description = "The activity")),
    responses((status = 200, description = "The activity", body = Activity), Problems))]
#[get("/activities/{id}")]
async fn get_activity(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
) -> Result<Etagged<Activity>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Prints the official form of an activity (联系记录表) as an A4 page; who printed it is audited.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = ActivityId, Path, description = "The activity")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/activities/{id}/form")]
async fn print_activity(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
) -> Result<PrintedForm> {
    form::print(&state, &actor, id).await
}

/// Changes an activity that is not confirmed yet.
///
/// By those who took part or recorded it. A confirmed record is amended instead: `POST …/amendments`.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = ActivityId, Path, description = "The activity"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The activity as it is now", body = Activity), Problems))]
#[patch("/activities/{id}")]
async fn update_activity(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ActivityPatch>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::update(tx, &actor, id, expected, edit, now, today).await?,
            ))
        })
        .await
}

/// Moves an activity on: hands it in, confirms it (确认), returns it (退回), makes it void (作废).
///
/// Who took part or recorded it submits; who must confirm it (`confirmer_person_id`) confirms or returns; who oversees
/// the unit returns as well, and alone makes a confirmed one void. What is void stays so. `return` and `void` need a
/// `reason`, the others take none. What counts for duties changes in the same transaction. A move that the state does
/// not know is 409 `illegal_move` with those that are possible in `allowed`, one that is somebody else's is 403.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = ActivityId, Path, description = "The activity"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The activity as it is now", body = Activity), Problems))]
#[post("/activities/{id}/moves")]
async fn move_activity(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
    write: WriteOnce,
    Json(wanted): Json<ActivityMove>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, wanted, now, today).await?))
        })
        .await
}

/// Lists the steps of an activity: when it was handed in, returned, confirmed, amended, and by whom.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = ActivityId, Path, description = "The activity")),
    responses((status = 200, description = "Its steps, the first one first", body = ActivitySteps), Problems))]
#[get("/activities/{id}/steps")]
async fn list_activity_steps(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
) -> Result<web::Json<ActivitySteps>> {
    Ok(web::Json(
        queries::steps(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Lists the amendments (补正) of an activity: what was written before.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = ActivityId, Path, description = "The activity")),
    responses((status = 200, description = "Its amendments, the newest first", body = Amendments), Problems))]
#[get("/activities/{id}/amendments")]
async fn list_activity_amendments(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
) -> Result<web::Json<Amendments>> {
    Ok(web::Json(
        queries::amendments(&state.db, &actor, id, state.clock.today()).await?,
    ))
}

/// Amends (补正) a confirmed activity; what was written before stays readable.
///
/// By those who took part or recorded it. It stays confirmed, and what counts for duties follows what it says now.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = ActivityId, Path, description = "The activity"),
        ("If-Match" = Option<String>, Header, description = "Its `ETag`, for whoever read it a while ago: it is not amended when it changed since (412)", example = "\"v1\"")),
    responses((status = 200, description = "The activity as it is now", body = Activity), Problems))]
#[post("/activities/{id}/amendments")]
async fn amend_activity(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
    expected: Option<IfMatch>,
    write: Write,
    Json(new): Json<NewAmendment>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(amend::amend(tx, &actor, id, expected, new, now, today).await?))
        })
        .await
}

/// Shows the diary (民情日记) of a member of staff: what he took part in, by date, as far as the caller may see it.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])),
    params(("id" = PersonId, Path, description = "The member of staff"), PageParams, DiaryFilter),
    responses((status = 200, description = "A page of activities", body = Paged<Activity>), Problems))]
#[get("/personnel/{id}/diary")]
async fn list_diary(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    query: ListQuery<DiaryFilter>,
) -> Result<Paged<Activity>> {
    queries::check_person(&state.db, &actor, id).await?;
    queries::diary(&state.db, &actor, id, query, state.clock.today()).await
}
