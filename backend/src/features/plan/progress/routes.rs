use actix_web::{get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    dto::{DutyTargets, PersonProgress, ProgressQuery, StaffProgress, StaffProgressFilter, TargetsQuery},
    read,
};
use crate::{
    auth::{Allow, Permission, permission::DutiesRead},
    error::{Problems, Result},
    http::{ListQuery, Paged, Query, list::PageParams},
    state::State,
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(get_duty_progress)
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
