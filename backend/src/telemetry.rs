//! Logs, request ids and metrics: one line per request, never personal data.

use std::{sync::OnceLock, time::Instant};

use actix_web::{
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};
use uuid::Uuid;

use crate::language::Language;

tokio::task_local! {
    static REQUEST: Request;
}

/// Nothing is noted of who votes, not even when somebody did: neither a line of the log nor a count that grows.
const SECRET: [&str; 2] = ["/api/v1/public/ballots", "/api/v1/public/ballots/lookup"];

/// What is remembered of the request that is being answered.
#[derive(Debug, Clone)]
struct Request {
    id: String,
    path: String,
}

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts logging: JSON lines for machines, or plain text for a terminal.
pub fn start(filter: &str, json: bool) {
    let registry = tracing_subscriber::registry().with(EnvFilter::new(filter));
    if json {
        registry.with(fmt::layer().json().flatten_event(true)).init();
    } else {
        registry.with(fmt::layer().compact().with_target(false)).init();
    }
}

/// The metrics in Prometheus' text format; empty when another recorder was installed first.
pub fn metrics() -> String {
    handle().map(PrometheusHandle::render).unwrap_or_default()
}

fn handle() -> Option<&'static PrometheusHandle> {
    METRICS
        .get_or_init(|| PrometheusBuilder::new().install_recorder().ok())
        .as_ref()
}

/// The id of the request that is being answered.
pub fn current_request_id() -> Option<String> {
    REQUEST.try_with(|request| request.id.clone()).ok()
}

/// The path that the request asked for.
pub fn current_path() -> Option<String> {
    REQUEST.try_with(|request| request.path.clone()).ok()
}

/// Gives every request an id and a language, and notes how it ended.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    handle();
    let started = Instant::now();
    let id = Uuid::now_v7().to_string();
    let language = request
        .headers()
        .get("accept-language")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let language = Language::accepted(language);
    let remembered = Request {
        id: id.clone(),
        path: request.path().to_owned(),
    };
    let mut response = REQUEST.scope(remembered, language.scope(next.call(request))).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".into());
    let method = response.request().method().to_string();
    let status = response.status().as_u16();
    if SECRET.contains(&route.as_str()) && status < 500 {
        return Ok(response);
    }
    let elapsed = started.elapsed();
    metrics::counter!("http_requests_total", "method" => method.clone(), "route" => route.clone(), "status" => status.to_string()).increment(1);
    metrics::histogram!("http_request_seconds", "method" => method.clone(), "route" => route.clone()).record(elapsed);
    let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(
        request.id = id,
        http.method = method,
        http.route = route,
        http.status = status,
        http.micros = micros,
        "request"
    );
    Ok(response)
}
