use actix_web::{get, web};

use super::{dto::Dashboard, queries};
use crate::{
    auth::{Allow, Permission, permission::DashboardRead},
    error::{Problems, Result},
    http::Routes,
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(get_dashboard);
}

/// Shows my day (我的一天): what is due, my families, whom I keep in touch with, my school.
///
/// Every figure carries the request that lists exactly what it counts.
#[utoipa::path(tag = "dashboard", security(("bearer" = [Permission::DashboardRead])),
    responses((status = 200, description = "The caller's day", body = Dashboard), Problems))]
#[get("/dashboard")]
async fn get_dashboard(actor: Allow<DashboardRead>, state: web::Data<State>) -> Result<web::Json<Dashboard>> {
    Ok(web::Json(queries::my_day(&state.db, &actor, state.clock.now()).await?))
}
