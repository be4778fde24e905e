//! Joins the rooms: every route, the middleware around them, and the API document made of the same list.

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
use utoipa::{
    Modify, OpenApi,
    openapi::{
        ObjectBuilder, OpenApi as Document, RefOr, Required, Type,
        path::{ParameterBuilder, ParameterIn},
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

use crate::{
    auth::authenticate,
    error::{Error, Problem, Problems, Result},
    features, spa,
    state::State,
    telemetry::observe,
};
pub use run::run;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lianxin 连心",
        description = "Leaders, teachers and families tied together (干部直接联系群众): liaison, activities, the ledger of people's concerns, duties derived from the work.\n\nLog in with `POST /api/v1/auth/login` and send the token as `Authorization: Bearer …`. Lists take `limit`, `cursor`, `sort`, `include_total` and their own filters. Every error is `application/problem+json` with a stable `code`.",
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/")),
    components(schemas(Problem), responses(Problems)),
    modifiers(&Bearer)
)]
struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.bearer_format = Some("JWT".into());
        scheme.description = Some("The access token of `POST /api/v1/auth/login`.".into());
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

fn routes(config: &mut ServiceConfig) {
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
    features::jobs::routes(config);
    features::transfer::routes(config);
    features::dashboard::routes(config);
    features::overview::routes(config);
    features::audit::routes(config);
    features::operation::routes(config);
}

/// The API document, made from the same list of routes that the server mounts.
pub fn document() -> Document {
    let mut document = App::new()
        .into_utoipa_app()
        .openapi(Api::openapi())
        .configure(features::sessions::well_known)
        .service(scope("/api/v1").configure(routes))
        .split_for_parts()
        .1;
    describe_sorting(&mut document);
    describe_repeats(&mut document);
    document
}

/// The API document as a Postman collection.
pub fn postman_collection() -> serde_json::Result<serde_json::Value> {
    postman::collection(&document())
}

/// A parameter whose schema is made by hand loses its doc comment; those are the `sort` of every list.
fn describe_sorting(document: &mut Document) {
    let lists = document.paths.paths.values_mut().filter_map(|item| item.get.as_mut());
    for parameter in lists.flat_map(|list| list.parameters.iter_mut().flatten()) {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "sort"
            && parameter.description.is_none()
        {
            parameter.description = Some("Order of the rows: a column, with `-` in front for descending.".into());
        }
    }
}

/// Answers with secrets or personal data are never kept for a repeat.
const NEVER_KEPT: &[&str] = &[
    "login",
    "refresh",
    "logout",
    "change_password",
    "set_up_account",
    "create_account",
    "create_accounts",
    "create_setup_link",
    "reveal_student",
    "reveal_household",
    "reveal_family_committee",
    "read_ledger_identity",
    "print_contact_cards",
    "print_contact_card_form",
    "look_up_contact_card",
    "create_challenge",
    "submit_concern",
    "look_up_concern",
    "issue_follow_code",
    "create_inspection_access",
    "open_inspection_access",
    "read_inspected_record",
    "make_ballot_codes",
    "print_ballot_slips",
    "take_ballot_token",
    "look_up_ballot",
    "cast_ballot",
];

/// Every other `POST` takes an `Idempotency-Key`; those that need one say so themselves.
fn describe_repeats(document: &mut Document) {
    let writes = document.paths.paths.values_mut().filter_map(|item| item.post.as_mut());
    for write in writes.filter(|write| !NEVER_KEPT.contains(&write.operation_id.as_deref().unwrap_or_default())) {
        let parameters = write.parameters.get_or_insert_default();
        let says_so = parameters
            .iter()
            .any(|known| matches!(known, RefOr::T(known) if known.name == "Idempotency-Key"));
        if !says_so {
            let key = ParameterBuilder::new()
                .name("Idempotency-Key")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "A fresh UUID: the same request with the same key gets the first answer again, for 24 hours.",
                ))
                .schema(Some(
                    ObjectBuilder::new().schema_type(Type::String).max_length(Some(128)),
                ));
            parameters.push(RefOr::T(key.build()));
        }
    }
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
        .into_utoipa_app()
        .configure(features::sessions::well_known)
        .service(scope("/api/v1").configure(routes))
        .into_app()
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
