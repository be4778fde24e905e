use actix_web::{get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    dto::{DutyTargets, PersonProgress, ProgressQuery, StaffProgress, StaffProgressFilter, TargetsQuery},
    form, read,
};
use crate::{
    auth::{Allow, Permission, permission::DutiesRead},
    error::{Problems, Result},
    http::{ListQuery, Paged, PrintedForm, Query, list::PageParams},
    language::say,
    state::State,
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(get_duty_progress)
        .service(print_duties)
        .service(list_staff_progress)
        .service(list_duty_targets);
}

/// Shows the progress of a person's duties (履职进度): each number with its rule and the request that lists its records.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(ProgressQuery),
    responses((status = 200, description = "The duties that bind the person, and how they stand", body = PersonProgress), Problems))]
#[get("/duty-progress")]
async fn get_duty_progress(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Query(query): Query<ProgressQuery>,
) -> Result<web::Json<PersonProgress>> {
    let progress = read::of_visible(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(progress))
}

/// Prints the duties of a person and how they stand (履职情况表) as an A4 page.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(ProgressQuery),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/duty-progress/form")]
async fn print_duties(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Query(query): Query<ProgressQuery>,
) -> Result<PrintedForm> {
    let today = state.clock.today();
    let progress = read::of_visible(&state.db, &actor, query, today).await?;
    let sheet = PrintedForm::sheet(say("履职情况表", "Duties"), &actor.display_name, today);
    PrintedForm::of(form::fill(sheet, &progress), &progress.person_name).await
}

/// Lists staff with the progress of their duties, by name or unit: there is no ranking.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(PageParams, StaffProgressFilter),
    responses((status = 200, description = "A page of staff", body = Paged<StaffProgress>), Problems))]
#[get("/duty-progress/staff")]
async fn list_staff_progress(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    query: ListQuery<StaffProgressFilter>,
) -> Result<Paged<StaffProgress>> {
    read::staff(&state.db, &actor, query, state.clock.today()).await
}

/// Lists the pupils that a duty means for a person, and which of them are covered: the families still to visit.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(TargetsQuery),
    responses((status = 200, description = "The pupils of the person's classes", body = DutyTargets), Problems))]
#[get("/duty-progress/targets")]
async fn list_duty_targets(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Query(query): Query<TargetsQuery>,
) -> Result<web::Json<DutyTargets>> {
    let targets = read::targets(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(targets))
}
