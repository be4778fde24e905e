use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{DutyReminder, DutyReminderFilter, DutyReminderPatch, NewDutyReminder},
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::DutiesRead},
    entities::ids::DutyReminderId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_duty_reminders)
        .service(create_duty_reminder)
        .service(update_duty_reminder)
        .service(delete_duty_reminder);
}

/// Lists one's own reminders of duties (提醒); nobody sees those of others.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(PageParams, DutyReminderFilter),
    responses((status = 200, description = "A page of reminders", body = Paged<DutyReminder>), Problems))]
#[get("/duty-reminders")]
async fn list_duty_reminders(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    query: ListQuery<DutyReminderFilter>,
) -> Result<Paged<DutyReminder>> {
    queries::list(&state.db, &actor, query).await
}

/// Sets a reminder for oneself: weekly on a day, or so many days before the end of the period.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])),
    responses((status = 201, description = "The new reminder", body = DutyReminder), Problems))]
#[post("/duty-reminders")]
async fn create_duty_reminder(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewDutyReminder>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let reminder = service::create(tx, &actor, new, today, now).await?;
            Ok(Created::at("/duty-reminders", reminder.id, reminder))
        })
        .await
}

/// Changes a reminder of one's own.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])),
    params(("id" = DutyReminderId, Path, description = "The reminder"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The reminder as it is now", body = DutyReminder), Problems))]
#[patch("/duty-reminders/{id}")]
async fn update_duty_reminder(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Path(id): Path<DutyReminderId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<DutyReminderPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Deletes a reminder of one's own.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])),
    params(("id" = DutyReminderId, Path, description = "The reminder"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/duty-reminders/{id}")]
async fn delete_duty_reminder(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Path(id): Path<DutyReminderId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected).await?;
            Ok(NoContent)
        })
        .await
}
