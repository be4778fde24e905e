//! The API document: what the routes say of themselves, and what is the same for all of them.

mod conventions;
mod examples;
mod generics;
mod links;
mod operations;
mod problems;
mod repeats;
mod systems;
mod values;

use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document, PathItem,
        path::Operation,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, scope};

use super::{routes, routes_of_standards};
use crate::{
    error::{Problem, Problems},
    http::Routes,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lianxin 连心",
        description = include_str!("about.md"),
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/", description = "The server that this document came from: production, staging or local")),
    tags(
        (name = "auth", description = "Logging in and out, tokens, sessions, passwords"),
        (name = "accounts", description = "Accounts (账号), their roles, links to set them up"),
        (name = "organisation", description = "Units (单位), school years, terms, the calendar"),
        (name = "personnel", description = "Staff (教职工): posts, ranks, leaves, and the national code tables"),
        (name = "families", description = "Classes, pupils, households, guardians, family committees, pupils with potential"),
        (name = "plan", description = "Plans (实施方案), duties, their progress, waivers, reminders"),
        (name = "liaison", description = "Who is tied to whom (联系关系): links, coverage on any day, proposals, handovers, contact cards"),
        (name = "activities", description = "What was done: visits, observations, talks, meetings; the diary (民情日记)"),
        (name = "ledger", description = "The ledger of concerns (民情台账): from registration to the call back"),
        (name = "public", description = "For everybody, without an account: concerns, ballots, what schools publish"),
        (name = "study", description = "What was studied, and the five ones (五个一)"),
        (name = "evaluation", description = "Evaluation (考评): schemes, rounds, sheets, the secret ballot, results, objections"),
        (name = "supervision", description = "Inspections (督查), findings, what is opened to inspectors"),
        (name = "disclosure", description = "What is published (信息公开) and opinion items (舆情)"),
        (name = "discipline", description = "The gift register and stays in village schools"),
        (name = "reports", description = "Reports of a term, derived from the work"),
        (name = "dashboard", description = "My day, and views of lists under a name"),
        (name = "inbox", description = "Notices to oneself"),
        (name = "integration", description = "Imports, exports and their jobs"),
        (name = "oneroster", description = "The roster as OneRoster 1.2 (1EdTech), read-only, with that standard's parameters and errors"),
        (name = "audit", description = "The audit log, a chain that shows every change to it"),
        (name = "operation", description = "Whether the server lives and is ready; metrics")
    ),
    components(schemas(Problem), responses(Problems)),
    modifiers(&Bearer)
)]
struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.bearer_format = Some("JWT".into());
        scheme.description = Some("The access token of `POST /api/v1/auth/login`: a JWT, checked as RFC8725 asks (one algorithm, issuer, audience, type, times).".into());
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The API document, made from the same list of routes that the server mounts.
pub fn document() -> Document {
    let mut document = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Api::openapi())
        .configure(|config| routes_of_standards(&mut Routes::Described(config)))
        .service(scope("/api/v1").configure(|config| routes(&mut Routes::Described(config))))
        .split_for_parts()
        .1;
    generics::refer(&mut document);
    repeats::describe(&mut document);
    systems::describe(&mut document);
    problems::name_statuses(&mut document);
    conventions::describe(&mut document);
    operations::describe(&mut document);
    values::explain(&mut document);
    links::lead_on(&mut document);
    examples::show(&mut document);
    document
}

/// Every operation, with its path.
fn operations(document: &mut Document) -> impl Iterator<Item = (&str, &mut Operation)> {
    document
        .paths
        .paths
        .iter_mut()
        .flat_map(|(path, item)| of(item).map(move |operation| (path.as_str(), operation)))
}

fn of(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get,
        put,
        post,
        delete,
        patch,
        ..
    } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}
