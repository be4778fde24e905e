use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    error::{Error, Problems, Result},
    http::Routes,
    state::State,
    telemetry,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(get_liveness).service(get_readiness).service(get_metrics);
}

/// Whether the server can work.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// `ok` when it can.
    #[schema(example = "ok")]
    status: &'static str,
    /// Version of the server.
    version: &'static str,
}

const HEALTHY: Health = Health {
    status: "ok",
    version: env!("CARGO_PKG_VERSION"),
};

/// The process is alive.
#[utoipa::path(tag = "operation", security(()), responses((status = 200, description = "Alive", body = Health), Problems))]
#[get("/health/live")]
async fn get_liveness() -> web::Json<Health> {
    web::Json(HEALTHY)
}

/// The server can take requests: the database answers.
#[utoipa::path(tag = "operation", security(()), responses((status = 200, description = "Ready", body = Health), Problems))]
#[get("/health/ready")]
async fn get_readiness(state: web::Data<State>) -> Result<web::Json<Health>> {
    if state.draining.load(Ordering::Relaxed) {
        return Err(Error::Unavailable("stopping".into()));
    }
    state
        .db
        .ping()
        .await
        .map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok(web::Json(HEALTHY))
}

/// Counters and latencies in Prometheus' text format. Keep it inside: the proxy of the compose file does not pass it on.
#[utoipa::path(tag = "operation", security(()),
    responses((status = 200, description = "Metrics", body = String, content_type = "text/plain; version=0.0.4"), Problems))]
#[get("/metrics")]
async fn get_metrics() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(telemetry::metrics())
}
