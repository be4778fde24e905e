use actix_web::{get, web};

use super::{
    conflicts,
    dto::{DutyConflicts, DutyTargets, PersonProgress, ProgressQuery, TargetsQuery},
    form,
    lists_dto::{StaffProgress, StaffProgressFilter, UnitProgress, UnitProgressFilter},
    load, read, trend,
    trend_dto::{Trend, TrendQuery, WorkLoad},
    units,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{DutiesRead, PlanRead},
    },
    entities::ids::PlanId,
    error::{Problems, Result},
    http::{ListQuery, Paged, Path, PrintedForm, Query, Routes, list::PageParams},
    language::say,
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(get_duty_progress)
        .service(print_duties)
        .service(list_staff_progress)
        .service(list_unit_progress)
        .service(list_duty_targets)
        .service(get_duty_trend)
        .service(get_work_load)
        .service(list_plan_conflicts);
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

/// Lists schools and kindergartens with the duties of the units themselves, by name.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(PageParams, UnitProgressFilter),
    responses((status = 200, description = "A page of units", body = Paged<UnitProgress>), Problems))]
#[get("/duty-progress/units")]
async fn list_unit_progress(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    query: ListQuery<UnitProgressFilter>,
) -> Result<Paged<UnitProgress>> {
    units(&state.db, &actor, query, state.clock.today()).await
}

/// Shows how the records of a duty are spread over its period (走势), for a person or a whole unit.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(TrendQuery),
    responses((status = 200, description = "The counts by week or month", body = Trend), Problems))]
#[get("/duty-progress/trend")]
async fn get_duty_trend(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Query(query): Query<TrendQuery>,
) -> Result<web::Json<Trend>> {
    let trend = trend::trend(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(trend))
}

/// Shows what falls to a person in a week (周工作量): lessons, observations and visits, this week and on average.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::DutiesRead])), params(ProgressQuery),
    responses((status = 200, description = "The weekly load", body = WorkLoad), Problems))]
#[get("/duty-progress/load")]
async fn get_work_load(
    actor: Allow<DutiesRead>,
    state: web::Data<State>,
    Query(query): Query<ProgressQuery>,
) -> Result<web::Json<WorkLoad>> {
    let load = load::load(&state.db, &actor, query, state.clock.today()).await?;
    Ok(web::Json(load))
}

/// Lists rules of a plan that contradict each other (规定不一致), with what each comes to.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The contradictions", body = DutyConflicts), Problems))]
#[get("/plans/{id}/conflicts")]
async fn list_plan_conflicts(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
) -> Result<web::Json<DutyConflicts>> {
    let plan = conflicts::visible(&state.db, &actor, id).await?;
    let items = conflicts::of_plan(&state.db, &plan, state.clock.today()).await?;
    Ok(web::Json(DutyConflicts { items }))
}
