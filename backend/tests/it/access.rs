//! Nobody gets in who should not: every operation of the document, without being listed here.

use std::collections::BTreeSet;

use actix_web::http::Method;
use lianxin::{auth::Permission, entities::role_grant::Role};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, Client, Contract, Operation, TestApp, World},
};

/// Operations that need no login.
const PUBLIC: &[&str] = &[
    "attach_to_concern",
    "cast_ballot",
    "correct_concern",
    "create_challenge",
    "dispute_concern",
    "get_board",
    "get_disclosure",
    "get_jwks",
    "get_liveness",
    "get_metrics",
    "get_public_publication",
    "get_readiness",
    "issue_token",
    "list_ballot_receipts",
    "list_public_publications",
    "list_public_units",
    "login",
    "look_up_ballot",
    "look_up_concern",
    "look_up_contact_card",
    "open_inspection_access",
    "read_inspected_record",
    "refresh",
    "remark_on_concern",
    "reopen_concern",
    "set_up_account",
    "settle_concern",
    "submit_concern",
    "withdraw_concern",
];

/// Operations that any account may use, also one without a role.
const FOR_ANY_ACCOUNT: &[&str] = &["change_password", "end_session", "get_me", "list_sessions", "logout"];

#[test]
fn only_these_operations_need_no_login() {
    for operation in Contract::get()
        .operations
        .iter()
        .filter(|operation| operation.is_public())
    {
        assert!(
            PUBLIC.contains(&operation.id.as_str()),
            "{} needs no login",
            operation.id
        );
    }
}

#[test]
fn only_these_operations_need_no_role() {
    for operation in &Contract::get().operations {
        let open = !operation.is_public() && operation.permissions().is_empty();
        assert!(
            !open || FOR_ANY_ACCOUNT.contains(&operation.id.as_str()),
            "{} needs no role",
            operation.id
        );
    }
}

both!(without_a_token_nothing_is_answered);
async fn without_a_token_nothing_is_answered(app: TestApp) {
    for operation in Contract::get()
        .operations
        .iter()
        .filter(|operation| !operation.is_public())
    {
        let answer = send(&app.anonymous(), operation, &nowhere(operation)).await;
        assert_eq!(answer.status, 401, "{}: {}", answer.operation, answer.text());
        assert!(answer.header("www-authenticate").is_some(), "{}", answer.operation);
    }
}

both!(without_a_role_nothing_is_allowed);
async fn without_a_role_nothing_is_allowed(app: TestApp) {
    let guarded = |operation: &&Operation| !operation.permissions().is_empty();
    for operation in Contract::get().operations.iter().filter(guarded) {
        let answer = send(&app.as_("powerless"), operation, &nowhere(operation)).await;
        assert_eq!(answer.status, 403, "{}: {}", answer.operation, answer.text());
    }
}

both!(what_does_not_exist_is_not_found);
async fn what_does_not_exist_is_not_found(app: TestApp) {
    for operation in Contract::get()
        .operations
        .iter()
        .filter(|operation| names_a_record(operation))
    {
        let answer = send(&app.as_(capable(operation)), operation, &nowhere(operation)).await;
        assert_eq!(answer.status, 404, "{}: {}", answer.operation, answer.text());
    }
}

both!(what_belongs_to_another_school_is_not_found);
async fn what_belongs_to_another_school_is_not_found(app: TestApp) {
    let mut tried = BTreeSet::new();
    for operation in Contract::get()
        .operations
        .iter()
        .filter(|operation| names_a_record(operation))
    {
        let Some((collection, foreign)) = foreign(&app.world, operation) else {
            continue;
        };
        let path = operation.path.replacen("{id}", &foreign.to_string(), 1);
        for username in ["office", "west_principal", "teacher_c", "vice"] {
            let permissions = operation.permissions();
            if !permissions
                .iter()
                .any(|permission| role_of(username).is_some_and(|role| carries(role, permission)))
            {
                continue;
            }
            let answer = send(&app.as_(username), operation, &somewhere(&path)).await;
            assert_eq!(
                answer.status,
                404,
                "{username}: {}: {}",
                answer.operation,
                answer.text()
            );
            tried.insert(collection);
        }
    }
    assert!(tried.contains("org-units"), "{tried:?}");
}

both!(a_forged_or_expired_token_is_refused);
async fn a_forged_or_expired_token_is_refused(app: TestApp) {
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."] {
        let answer = app
            .anonymous()
            .get("/org-units")
            .header("Authorization", format!("Bearer {token}"));
        answer.await.problem(401, "invalid_token");
    }
    let token = app
        .state
        .tokens
        .issue(
            app.world.admin,
            lianxin::entities::ids::SessionId(app.world.admin.0),
            Vec::new(),
            app.now(),
        )
        .unwrap();
    let bearer = format!("Bearer {token}");
    app.anonymous()
        .get("/org-units")
        .header("Authorization", &bearer)
        .await
        .expect(200);
    app.advance(chrono::TimeDelta::minutes(16));
    app.anonymous()
        .get("/org-units")
        .header("Authorization", &bearer)
        .await
        .problem(401, "invalid_token");
}

/// Sends something that fits the operation's document as far as that can be guessed.
pub async fn send(client: &Client, operation: &Operation, path: &str) -> Answer {
    send_as(client, None, operation, path).await
}

/// The same with a token of another system.
pub async fn send_as(client: &Client, token: Option<&str>, operation: &Operation, path: &str) -> Answer {
    let mut request = client.exactly(operation.method.clone(), path);
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    if operation.method != Method::GET {
        request = request.key(Uuid::now_v7()).if_match(1);
    }
    if let Some(body) = operation.example_body() {
        request = request.json(&body);
    } else if operation.takes_a_file() {
        request = request.file(&[], "file", "a.txt", b"a");
    }
    request.await
}

/// The operation's path with random ids, and the query parameters it requires.
pub fn nowhere(operation: &Operation) -> String {
    let path = somewhere(&operation.path);
    let query = operation.required_query();
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

/// A path with a random id in every gap.
pub fn somewhere(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        if part.starts_with('{') {
            Uuid::now_v7().to_string()
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

fn names_a_record(operation: &Operation) -> bool {
    operation.path.contains("{id}") && !operation.permissions().is_empty()
}

/// A user name whose role carries one of the operation's permissions, the widest first.
pub fn capable(operation: &Operation) -> &'static str {
    let permissions = operation.permissions();
    let able = |username: &&str| {
        role_of(username).is_some_and(|role| {
            permissions.is_empty() || permissions.iter().any(|permission| carries(role, permission))
        })
    };
    [
        "principal",
        "office",
        "admin",
        "auditor",
        "bureau_officer",
        "vice",
        "teacher_a",
    ]
    .into_iter()
    .find(able)
    .unwrap_or_else(|| panic!("nobody may use {}", operation.id))
}

fn role_of(username: &str) -> Option<Role> {
    match username {
        "admin" => Some(Role::Admin),
        "auditor" => Some(Role::Auditor),
        "bureau_officer" => Some(Role::Bureau),
        "principal" => Some(Role::Principal),
        "office" => Some(Role::Office),
        "vice" => Some(Role::Leader),
        "west_principal" => Some(Role::BranchPrincipal),
        "teacher_a" | "teacher_c" => Some(Role::Teacher),
        _ => None,
    }
}

fn carries(role: Role, permission: &str) -> bool {
    let known = Permission::ALL.iter().find(|known| known.as_str() == permission);
    known
        .unwrap_or_else(|| panic!("{permission} is no permission"))
        .is_given_to(role)
}

/// A record of the other school, for the collections it has one of.
fn foreign(world: &World, operation: &Operation) -> Option<(&'static str, Uuid)> {
    let foreign = [
        ("org-units", world.other.0),
        ("school-years", world.other_year.0),
        ("terms", world.other_term.0),
        ("personnel", world.stranger.person.0),
        ("classes", world.other_2_1.0),
        ("students", world.wu.pupil.0),
        ("households", world.wu.household.0),
        ("guardians", world.wu.guardian.0),
    ];
    let collection = operation.path.strip_prefix("/api/v1/")?.split_once("/{id}")?.0;
    foreign.into_iter().find(|(name, _)| *name == collection)
}
