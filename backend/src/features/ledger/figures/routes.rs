use actix_web::{get, web};

use super::{
    dto::{LedgerFiguresFilter, LedgerHolds, LedgerRates, LedgerRatesFilter},
    holds::hold_times,
    periods::Period,
    rates,
};
use crate::{
    auth::{Allow, Permission, permission::LedgerRead},
    error::{Problems, Result},
    http::{Query, Routes},
    state::State,
};

/// The routes of the statistics.
pub fn routes(config: &mut Routes) {
    config.service(get_ledger_rates).service(get_ledger_hold_times);
}

/// Rates of the entries the caller may see (民情统计): in all and by unit, category, channel or month.
///
/// Every rate is a count of a count, each with the list behind it; the percentage is left out below five.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(LedgerRatesFilter),
    responses((status = 200, description = "The rates", body = LedgerRates), Problems))]
#[get("/ledger-stats/rates")]
async fn get_ledger_rates(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Query(filter): Query<LedgerRatesFilter>,
) -> Result<web::Json<LedgerRates>> {
    let now = state.clock.now();
    Ok(web::Json(rates::rates(&state.db, &actor, &filter, now).await?))
}

/// How long the entries the caller may see stayed in each stage (各环节停留时间).
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(LedgerFiguresFilter),
    responses((status = 200, description = "Median and ninetieth percentile of every stage", body = LedgerHolds), Problems))]
#[get("/ledger-stats/holds")]
async fn get_ledger_hold_times(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Query(filter): Query<LedgerFiguresFilter>,
) -> Result<web::Json<LedgerHolds>> {
    let now = state.clock.now();
    let Period { from, until } = Period::of(&filter, now)?;
    let filter = LedgerFiguresFilter {
        registered_from: Some(from),
        registered_until: Some(until),
        ..filter
    };
    let stages = hold_times(&state.db, &actor, (&filter).into(), now).await?;
    Ok(web::Json(LedgerHolds { from, until, stages }))
}
