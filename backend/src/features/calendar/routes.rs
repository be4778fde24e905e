use actix_web::{delete, get, post, web};

use super::{
    dto::{CalendarDay, CalendarDayFilter, NewCalendarDay},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OrganisationRead, OrganisationWrite},
    },
    entities::ids::CalendarDayId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of the calendar.
pub fn routes(config: &mut Routes) {
    config
        .service(list_calendar_days)
        .service(put_calendar_day)
        .service(delete_calendar_day);
}

/// Lists the days that differ from the ordinary week (校历).
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationRead])), params(PageParams, CalendarDayFilter),
    responses((status = 200, description = "A page of days", body = Paged<CalendarDay>), Problems))]
#[get("/calendar-days")]
async fn list_calendar_days(
    actor: Allow<OrganisationRead>,
    state: web::Data<State>,
    query: ListQuery<CalendarDayFilter>,
) -> Result<Paged<CalendarDay>> {
    queries::list(&state.db, &actor, query).await
}

/// Says what a day is for a unit: one entry per unit and day, the last one holds.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    responses((status = 200, description = "The day as it is now", body = CalendarDay), Problems))]
#[post("/calendar-days")]
async fn put_calendar_day(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewCalendarDay>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::put(tx, &actor, new, now).await?))
        })
        .await
}

/// Makes a day an ordinary one again.
#[utoipa::path(tag = "organisation", security(("bearer" = [Permission::OrganisationWrite])),
    params(("id" = CalendarDayId, Path, description = "The day"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Removed"), Problems))]
#[delete("/calendar-days/{id}")]
async fn delete_calendar_day(
    actor: Allow<OrganisationWrite>,
    state: web::Data<State>,
    Path(id): Path<CalendarDayId>,
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
