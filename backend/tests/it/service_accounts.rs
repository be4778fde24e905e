//! Service accounts and their tokens, through HTTP, on both databases.

use actix_web::http::Method;
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use lianxin::{auth::service_actor, entities::ids::ServiceAccountId};
use serde_json::{Value, json};

use crate::{
    access::{nowhere, send_as},
    both,
    support::{Answer, Contract, Outgoing, TestApp},
};

const ALL_SCOPES: [&str; 12] = [
    "organisation:read",
    "roster:read",
    "plan:read",
    "liaison:read",
    "activities:read",
    "ledger:read",
    "supervision:read",
    "evaluation:read",
    "imports:run",
    "exports:run",
    "changes:read",
    "webhooks:manage",
];

/// A service account as the administrator gets it: with its secret.
pub async fn system(app: &TestApp, unit: Value, scopes: &[&str]) -> Value {
    let new = json!({ "name": "县教育数据平台", "unit_id": unit, "scopes": scopes });
    let made = app.as_("admin").post("/service-accounts", new).await.expect(201);
    made.body
}

async fn ask(app: &TestApp, form: &str) -> Answer {
    let request = app.anonymous().exactly(Method::POST, "/oauth/token");
    request.body("application/x-www-form-urlencoded", form.to_owned()).await
}

fn credentials(system: &Value) -> String {
    let secret = &system["secret"];
    format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        secret["client_id"].as_str().unwrap(),
        secret["client_secret"].as_str().unwrap()
    )
}

/// A token of a system for all its scopes.
pub async fn token(app: &TestApp, system: &Value) -> String {
    let answer = ask(app, &credentials(system)).await.expect(200);
    answer.body["access_token"].as_str().unwrap().to_owned()
}

/// A request of a system.
pub fn get(app: &TestApp, token: &str, path: &str) -> Outgoing {
    let bearer = format!("Bearer {token}");
    app.anonymous().get(path).header("Authorization", bearer)
}

fn path_of(system: &Value) -> String {
    format!("/service-accounts/{}", system["id"].as_str().unwrap())
}

both!(a_system_reads_what_its_scopes_open_in_its_units_and_nothing_else);
async fn a_system_reads_what_its_scopes_open_in_its_units_and_nothing_else(app: TestApp) {
    let system = system(&app, json!(app.world.school), &["roster:read", "ledger:read"]).await;
    assert!(system["secret"]["client_secret"].as_str().unwrap().starts_with("lxs_"));
    let token = token(&app, &system).await;
    let pupils = get(&app, &token, "/students?limit=200").await.expect(200);
    assert_eq!(pupils.items().len(), 9, "{}", pupils.text());
    let household = get(&app, &token, &format!("/households/{}", app.world.li.household))
        .await
        .expect(200);
    assert!(!household.text().contains("13800001111"), "{}", household.text());
    let foreign = get(&app, &token, &format!("/students/{}", app.world.wu.pupil)).await;
    foreign.problem(404, "not_found");
    get(&app, &token, "/ledger-entries").await.expect(200);
    for path in [
        "/activities",
        "/accounts",
        "/audit-events",
        "/auth/me",
        "/auth/sessions",
        "/dashboard",
        "/notices",
    ] {
        get(&app, &token, path).await.problem(403, "forbidden");
    }
    let refused = get(&app, &token, "/duties").await.problem(403, "forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("plan:read"), "{refused}");
}

both!(a_token_is_a_jwt_that_says_for_whom_and_for_what);
async fn a_token_is_a_jwt_that_says_for_whom_and_for_what(app: TestApp) {
    let system = system(&app, Value::Null, &["roster:read", "ledger:read"]).await;
    let answer = ask(&app, &format!("{}&scope=ledger:read", credentials(&system)))
        .await
        .expect(200);
    assert_eq!(answer.body["token_type"], "Bearer");
    assert_eq!(answer.body["expires_in"], 900);
    assert_eq!(answer.body["scope"], "ledger:read");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let token = answer.body["access_token"].as_str().unwrap();
    let part = |index| -> Value {
        let part = token.split('.').nth(index).unwrap();
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    assert_eq!((&part(0)["typ"], &part(0)["alg"]), (&json!("at+jwt"), &json!("EdDSA")));
    let claims = part(1);
    assert_eq!(claims["sub"], system["id"]);
    assert_eq!(claims["client_id"], system["client_id"]);
    assert_eq!(claims["scope"], "ledger:read");
    assert_eq!(claims["sid"], Value::Null);
    get(&app, token, "/ledger-entries").await.expect(200);
    get(&app, token, "/students").await.problem(403, "forbidden");
    app.advance(TimeDelta::minutes(16));
    get(&app, token, "/ledger-entries").await.problem(401, "invalid_token");
}

both!(credentials_come_as_basic_authentication_too);
async fn credentials_come_as_basic_authentication_too(app: TestApp) {
    let system = system(&app, Value::Null, &["ledger:read"]).await;
    let [id, secret] = ["client_id", "client_secret"].map(|name| system["secret"][name].as_str().unwrap());
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{secret}")));
    let form = "grant_type=client_credentials";
    let with_basic = |basic: &str, form: &str| {
        app.anonymous()
            .exactly(Method::POST, "/oauth/token")
            .header("Authorization", basic)
            .body("application/x-www-form-urlencoded", form.to_owned())
    };
    with_basic(&basic, form).await.expect(200);
    let both_ways = with_basic(&basic, &credentials(&system)).await.expect(400);
    assert_eq!(both_ways.body["error"], "invalid_request");
    let wrong = with_basic(
        &format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:lxs_x"))),
        form,
    )
    .await;
    assert!(
        wrong
            .header("www-authenticate")
            .is_some_and(|way| way.starts_with("Basic"))
    );
    assert_eq!(wrong.expect(401).body["error"], "invalid_client");
}

both!(what_is_wrong_with_a_request_for_a_token_is_said_as_the_standard_says_it);
async fn what_is_wrong_with_a_request_for_a_token_is_said_as_the_standard_says_it(app: TestApp) {
    let system = system(&app, Value::Null, &["ledger:read"]).await;
    let own = credentials(&system);
    for (form, status, error) in [
        (String::new(), 400, "invalid_request"),
        ("grant_type=password".to_owned(), 400, "unsupported_grant_type"),
        (format!("{own}&client_id=x"), 400, "invalid_request"),
        (format!("{own}&scope=plan:read"), 400, "invalid_scope"),
        (format!("{own}&scope=nothing"), 400, "invalid_scope"),
        ("grant_type=client_credentials".to_owned(), 401, "invalid_client"),
        (
            "grant_type=client_credentials&client_id=svc-x&client_secret=y".to_owned(),
            401,
            "invalid_client",
        ),
    ] {
        let answer = ask(&app, &form).await.expect(status);
        assert_eq!(answer.body["error"], error, "{form}: {}", answer.text());
    }
    let request = app.anonymous().exactly(Method::POST, "/oauth/token");
    request
        .body("application/json", "{}")
        .await
        .problem(415, "unsupported_media_type");
    let refused = app.as_("auditor").get("/audit-events?action=service_token.refused");
    assert_eq!(
        refused.await.expect(200).items().len(),
        1,
        "an unknown client is audited"
    );
}

both!(a_client_that_guesses_is_slowed_down);
async fn a_client_that_guesses_is_slowed_down(app: TestApp) {
    let guess = "grant_type=client_credentials&client_id=svc-guess&client_secret=x";
    for _ in 0..10 {
        ask(&app, guess).await.expect(401);
    }
    let slowed = ask(&app, guess).await;
    assert!(slowed.header("retry-after").is_some());
    slowed.problem(429, "too_many_requests");
}

both!(what_is_taken_away_is_gone_with_the_next_request);
async fn what_is_taken_away_is_gone_with_the_next_request(app: TestApp) {
    let system = system(&app, Value::Null, &["roster:read", "ledger:read"]).await;
    let (path, admin) = (path_of(&system), app.as_("admin"));
    let token = token(&app, &system).await;
    let id = ServiceAccountId(system["id"].as_str().unwrap().parse().unwrap());
    let today = app.state.clock.today();
    let actor = service_actor(app.db(), id, today).await.unwrap();
    assert!(actor.is_some());

    let narrowed = admin
        .patch(&path, json!({ "scopes": ["ledger:read"] }))
        .if_match(1)
        .await
        .expect(200);
    get(&app, &token, "/students").await.problem(403, "forbidden");
    get(&app, &token, "/ledger-entries").await.expect(200);

    let elsewhere = json!({ "addresses": ["192.0.2.0/24"] });
    let moved = admin
        .patch(&path, elsewhere)
        .if_match(narrowed.version())
        .await
        .expect(200);
    get(&app, &token, "/ledger-entries")
        .await
        .problem(401, "system_refused");
    let from_there = get(&app, &token, "/ledger-entries").coming_from("192.0.2.7");
    from_there.await.expect(200);
    let answer = ask(&app, &credentials(&system)).await.expect(401);
    assert_eq!(
        answer.body["error_description"],
        "The client may not ask from this address."
    );

    let open = json!({ "addresses": [], "expires_on": "2026-11-23" });
    let dated = admin.patch(&path, open).if_match(moved.version()).await.expect(200);
    get(&app, &token, "/ledger-entries").await.expect(200);
    let stale = admin.patch(&path, json!({ "name": "x" })).if_match(1).await;
    stale.problem(412, "stale_version");
    app.advance(TimeDelta::minutes(14));
    let off = admin
        .patch(&path, json!({ "status": "disabled" }))
        .if_match(dated.version())
        .await
        .expect(200);
    get(&app, &token, "/ledger-entries")
        .await
        .problem(401, "system_refused");
    assert!(service_actor(app.db(), id, today).await.unwrap().is_none());
    admin
        .patch(&path, json!({ "status": "active" }))
        .if_match(off.version())
        .await
        .expect(200);
    get(&app, &token, "/ledger-entries").await.expect(200);

    let tomorrow = today.succ_opt().unwrap();
    assert!(service_actor(app.db(), id, tomorrow).await.unwrap().is_none());
    let actions = app
        .as_("auditor")
        .get("/audit-events?object_kind=service_accounts&sort=seq")
        .await
        .expect(200);
    assert_eq!(
        actions.column("action"),
        [
            "service_account.created",
            "service_account.updated",
            "service_account.updated",
            "service_token.refused",
            "service_account.updated",
            "service_account.disabled",
            "service_account.enabled"
        ]
    );
}

both!(the_last_use_is_noted_once_a_minute);
async fn the_last_use_is_noted_once_a_minute(app: TestApp) {
    let system = system(&app, Value::Null, &["ledger:read"]).await;
    let (path, admin) = (path_of(&system), app.as_("admin"));
    let token = token(&app, &system).await;
    let shown = async || admin.get(&path).await.expect(200).body;
    assert_eq!(shown().await["last_used_at"], Value::Null);
    get(&app, &token, "/ledger-entries")
        .coming_from("192.0.2.7")
        .await
        .expect(200);
    let first = shown().await;
    assert_eq!(first["last_used_from"], "192.0.2.7");
    assert_ne!(first["secrets"][0]["last_used_at"], Value::Null);
    app.advance(TimeDelta::seconds(30));
    get(&app, &token, "/ledger-entries")
        .coming_from("192.0.2.8")
        .await
        .expect(200);
    assert_eq!(shown().await["last_used_at"], first["last_used_at"]);
    app.advance(TimeDelta::seconds(31));
    get(&app, &token, "/ledger-entries")
        .coming_from("192.0.2.8")
        .await
        .expect(200);
    assert_eq!(shown().await["last_used_from"], "192.0.2.8");
    assert_eq!(shown().await["version"], 1, "use is no change");
}

both!(an_old_secret_lives_on_for_the_overlap_and_a_revoked_one_does_not);
async fn an_old_secret_lives_on_for_the_overlap_and_a_revoked_one_does_not(app: TestApp) {
    let system = system(&app, Value::Null, &["ledger:read"]).await;
    let (path, admin) = (path_of(&system), app.as_("admin"));
    let fresh = admin
        .post(format!("{path}/secrets"), json!({ "overlap_days": 1 }))
        .await
        .expect(200);
    let renewed = json!({ "secret": fresh.body });
    for known in [&system, &renewed] {
        ask(&app, &credentials(known)).await.expect(200);
    }
    app.advance(TimeDelta::days(1));
    ask(&app, &credentials(&system)).await.expect(401);
    ask(&app, &credentials(&renewed)).await.expect(200);
    let secrets = admin.get(&path).await.expect(200).body["secrets"].clone();
    assert_eq!(
        (&secrets[0]["state"], &secrets[1]["state"]),
        (&json!("valid"), &json!("expired"))
    );
    let one = format!("{path}/secrets/{}", secrets[0]["id"].as_str().unwrap());
    admin.delete(&one).await.expect(204);
    admin.delete(&one).await.problem(404, "not_found");
    ask(&app, &credentials(&renewed)).await.expect(401);
    let at_once = admin
        .post(
            format!("{path}/secrets"),
            json!({ "overlap_days": 0, "secret_days": 1 }),
        )
        .await;
    let last = json!({ "secret": at_once.expect(200).body });
    ask(&app, &credentials(&last)).await.expect(200);
    app.advance(TimeDelta::days(1));
    ask(&app, &credentials(&last)).await.expect(401);
}

both!(the_account_of_a_system_is_nobodys);
async fn the_account_of_a_system_is_nobodys(app: TestApp) {
    let system = system(&app, Value::Null, &["ledger:read"]).await;
    let admin = app.as_("admin");
    let id = system["id"].as_str().unwrap();
    let accounts = admin.all("/accounts?limit=200").await;
    assert!(accounts.iter().all(|account| account["id"] != id));
    admin.get(format!("/accounts/{id}")).await.problem(404, "not_found");
    let link = admin.post(format!("/accounts/{id}/setup-link"), json!({})).await;
    link.problem(404, "not_found");
    let grant = json!({ "account_id": id, "role": "admin" });
    admin
        .post("/role-grants", grant)
        .await
        .refuses("#/account_id", "unknown_reference");
    let login = json!({ "username": system["client_id"], "password": system["secret"]["client_secret"] });
    app.anonymous()
        .post("/auth/login", login)
        .await
        .problem(401, "bad_credentials");
}

both!(what_is_wrong_with_a_service_account_is_named);
async fn what_is_wrong_with_a_service_account_is_named(app: TestApp) {
    let admin = app.as_("admin");
    let new = |field: &str, value: Value| {
        let mut new = json!({ "name": "平台", "scopes": ["ledger:read"] });
        new[field] = value;
        admin.post("/service-accounts", new)
    };
    new("scopes", json!([])).await.refuses("#/scopes", "length");
    new("scopes", json!(["ledger:write"]))
        .await
        .refuses("#/scopes/0", "unknown_value");
    new("addresses", json!(["10.0.0.0/33"]))
        .await
        .refuses("#/addresses", "network");
    new("expires_on", json!("2026-11-22"))
        .await
        .refuses("#/expires_on", "in_the_past");
    new("unit_id", json!(app.world.li.pupil))
        .await
        .refuses("#/unit_id", "unknown_reference");
    new("name", json!("")).await.refuses("#/name", "length");
    new("secret_days", json!(731)).await.refuses("#/secret_days", "range");
    let tidy = new("addresses", json!(["10.20.3.4/16", "2001:db8::1"]))
        .await
        .expect(201);
    assert_eq!(tidy.body["addresses"], json!(["10.20.0.0/16", "2001:db8::1/128"]));
    for username in ["principal", "office", "bureau_officer", "teacher_a"] {
        app.as_(username)
            .get("/service-accounts")
            .await
            .problem(403, "forbidden");
    }
}

both!(a_system_may_use_exactly_what_the_document_says);
async fn a_system_may_use_exactly_what_the_document_says(app: TestApp) {
    let system = system(&app, Value::Null, &ALL_SCOPES).await;
    let token = token(&app, &system).await;
    let mut open = 0;
    for operation in Contract::get()
        .operations
        .iter()
        .filter(|operation| !operation.is_public())
    {
        let documented = operation.scopes();
        let answer = send_as(&app.anonymous(), Some(&token), operation, &nowhere(operation)).await;
        // What is about oneself is also refused to those who are nobody of the staff.
        let refused = answer.status == 403 && answer.text().contains("系统账号");
        assert_eq!(
            refused,
            documented.is_empty(),
            "{}: {documented:?}: {}",
            answer.operation,
            answer.text()
        );
        open += usize::from(!documented.is_empty());
    }
    assert!(open > 100, "{open} operations are open to systems");
}

both!(a_system_imports_as_the_office_does);
async fn a_system_imports_as_the_office_does(app: TestApp) {
    let system = system(&app, json!(app.world.school), &["imports:run"]).await;
    let token = token(&app, &system).await;
    get(&app, &token, "/imports").await.expect(200);
    get(&app, &token, "/ledger-entries").await.problem(403, "forbidden");
    get(&app, &token, "/classes").await.problem(403, "forbidden");
}
