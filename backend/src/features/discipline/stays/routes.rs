use actix_web::{get, post, web};

use super::{
    dto::{Stay, StayFilter, StayPayment, StaySums, StaySumsQuery},
    form, queries,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{ActivitiesRead, ActivitiesRecord},
    },
    entities::ids::ActivityId,
    error::{Problems, Result},
    features::activities,
    http::{Etagged, Json, ListQuery, Paged, Path, PrintedForm, Query, Routes, WriteOnce, Written, list::PageParams},
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_stay_ins)
        .service(get_stay_in_sums)
        .service(print_stay_ins)
        .service(settle_stay_in);
}

/// Lists stays at village schools (驻校登记), the latest first: records of this kind that were handed in.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::ActivitiesRead])), params(PageParams, StayFilter),
    responses((status = 200, description = "A page of stays", body = Paged<Stay>), Problems))]
#[get("/stay-ins")]
async fn list_stay_ins(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    query: ListQuery<StayFilter>,
) -> Result<Paged<Stay>> {
    queries::list(&state.db, &actor, query).await
}

/// Adds up stays: nights, meals, amounts, and what is not paid yet (未付).
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::ActivitiesRead])), params(StaySumsQuery),
    responses((status = 200, description = "The sums", body = StaySums), Problems))]
#[get("/stay-ins/sums")]
async fn get_stay_in_sums(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Query(query): Query<StaySumsQuery>,
) -> Result<web::Json<StaySums>> {
    Ok(web::Json(queries::sums(&state.db, &actor, &query).await?))
}

/// Prints the register of stays (驻校登记表) as A4 pages, in the order of the days and with the sums; 1 000 stays at most.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::ActivitiesRead])), params(StaySumsQuery),
    responses((status = 200, description = "The register", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/stay-ins/form")]
async fn print_stay_ins(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Query(query): Query<StaySumsQuery>,
) -> Result<PrintedForm> {
    form::print(&state.db, &actor, &query, state.clock.today()).await
}

/// Notes that the meals of a stay were paid (已付), with the number of the receipt.
///
/// On a confirmed record this is an amendment; what was written before stays readable.
#[utoipa::path(tag = "discipline", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = ActivityId, Path, description = "The record of the stay"), ("Idempotency-Key" = String, Header, description = "A fresh UUID; a repeat with the same one gets the same answer")),
    responses((status = 200, description = "The stay as it is now", body = Stay), Problems))]
#[post("/stay-ins/{id}/payment")]
async fn settle_stay_in(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<ActivityId>,
    write: WriteOnce,
    Json(payment): Json<StayPayment>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            activities::settle_stay(tx, &actor, id, &payment.receipt_number, now, today).await?;
            Ok(Etagged(queries::find(tx, &actor, id).await?))
        })
        .await
}
