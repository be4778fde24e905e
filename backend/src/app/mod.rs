//! Joins the rooms: every route, the middleware around them, and the API document made of the same list.

mod document;
mod methods;
mod postman;
mod run;

use std::{future::ready, sync::LazyLock};

use actix_cors::Cors;
use actix_web::{
    App, Error as ActixError, HttpRequest, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard,
    http::header::{CONTENT_SECURITY_POLICY, HeaderValue},
    middleware::{Compress, DefaultHeaders, Next, from_fn},
    web,
};
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

use crate::{
    auth::authenticate,
    error::{Error, Result},
    features,
    http::Routes,
    spa,
    state::State,
    telemetry::observe,
};
pub use document::document;
pub use run::run;

fn routes(config: &mut Routes) {
    features::sessions::routes(config);
    features::organisation::routes(config);
    features::calendar::routes(config);
    features::personnel::routes(config);
    features::families::routes(config);
    features::accounts::routes(config);
    features::plan::routes(config);
    features::liaison::routes(config);
    features::activities::routes(config);
    features::study::routes(config);
    features::supervision::routes(config);
    features::disclosure::routes(config);
    features::evaluation::routes(config);
    features::ballots::routes(config);
    features::opinions::routes(config);
    features::discipline::routes(config);
    features::attachments::routes(config);
    features::blank_forms::routes(config);
    features::phrases::routes(config);
    features::diary::routes(config);
    features::pupil_files::routes(config);
    features::ledger::routes(config);
    features::intake::routes(config);
    features::inbox::routes(config);
    features::saved_views::routes(config);
    features::reports::routes(config);
    features::service_accounts::routes(config);
    features::oneroster::routes(config);
    features::jobs::routes(config);
    features::changes::routes(config);
    features::webhooks::routes(config);
    features::transfer::routes(config);
    features::dashboard::routes(config);
    features::overview::routes(config);
    features::audit::routes(config);
    features::operation::routes(config);
}

/// Routes whose place standards name, outside `/api/v1`.
fn routes_of_standards(config: &mut Routes) {
    features::sessions::well_known(config);
    features::service_accounts::oauth(config);
}

/// The API document as a Postman collection.
pub fn postman_collection() -> serde_json::Result<serde_json::Value> {
    postman::collection(&document())
}

/// The whole application.
pub fn build(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = ActixError,
        InitError = (),
    >,
> {
    let cors = cors(&state.config.allowed_origins);
    let swagger = SwaggerConfig::new(["/api/v1/openapi.json"])
        .validator_url("none")
        .try_it_out_enabled(true);
    App::new()
        .app_data(state)
        .service(
            web::resource("/api/v1/openapi.json")
                .guard(guard::Get())
                .to(|| ready(openapi_document())),
        )
        .service(SwaggerUi::new("/docs/{_:.*}").config(swagger))
        .service(web::redirect("/docs", "/docs/"))
        .configure(|config| routes_of_standards(&mut Routes::Mounted(config)))
        .service(web::scope("/api/v1").configure(|config| routes(&mut Routes::Mounted(config))))
        .default_service(web::route().to(unmatched))
        .wrap(from_fn(authenticate))
        .wrap(from_fn(let_the_documentation_have_its_styles))
        .wrap(cors)
        .wrap(security_headers())
        .wrap(Compress::default())
        .wrap(from_fn(observe))
}

/// Written when it is first asked for, and once for all workers.
static DOCUMENT: LazyLock<web::Bytes> = LazyLock::new(|| document().to_json().unwrap_or_default().into());

fn openapi_document() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(DOCUMENT.clone())
}

/// No handler fits: the path has other methods, does not exist, or is a page's.
async fn unmatched(request: HttpRequest) -> Result<HttpResponse> {
    let allowed = methods::at(request.path());
    if !allowed.is_empty() {
        return Err(Error::MethodNotAllowed { allowed });
    }
    if request.path() == "/api" || request.path().starts_with("/api/") {
        return Err(Error::NotFound);
    }
    spa::serve(&request)
}

/// Browsers elsewhere may call the API only from configured origins.
fn cors(origins: &[String]) -> Cors {
    origins.iter().fold(
        Cors::default()
            .allow_any_method()
            .allow_any_header()
            .supports_credentials()
            .expose_headers(["ETag", "Location", "X-Request-Id", "Retry-After"])
            .max_age(3600),
        |cors, origin| cors.allowed_origin(origin),
    )
}

/// The documentation page writes styles into itself; our own pages never do.
async fn let_the_documentation_have_its_styles(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let is_documentation = request.path().starts_with("/docs/");
    let mut response = next.call(request).await?;
    if is_documentation {
        response.headers_mut().insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
            ),
        );
    }
    Ok(response)
}

fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((
            CONTENT_SECURITY_POLICY,
            "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Strict-Transport-Security", "max-age=31536000"))
        .add(("Cache-Control", "no-store"))
}
