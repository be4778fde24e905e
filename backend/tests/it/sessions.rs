//! Logging in, through HTTP, on both databases.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, PASSWORD, TestApp},
};

async fn log_in(app: &TestApp, username: &str) -> Value {
    let login = json!({ "username": username, "password": PASSWORD });
    app.anonymous().post("/auth/login", login).await.expect(200).body
}

async fn refresh(app: &TestApp, token: &Value) -> Answer {
    let body = json!({ "refresh_token": token });
    app.anonymous().post("/auth/refresh", body).await
}

/// `GET` with an access token.
async fn get(app: &TestApp, path: &str, tokens: &Value) -> Answer {
    call(app, Method::GET, path, tokens).await
}

async fn call(app: &TestApp, method: Method, path: &str, tokens: &Value) -> Answer {
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    app.anonymous()
        .request(method, path)
        .header("Authorization", bearer)
        .await
}

both!(a_teacher_logs_in_and_sees_who_he_is);
async fn a_teacher_logs_in_and_sees_who_he_is(app: TestApp) {
    let tokens = log_in(&app, "Teacher_A").await;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 900);
    let me = get(&app, "/auth/me", &tokens).await.expect(200).body;
    assert_eq!(me["account"]["username"], "teacher_a");
    assert_eq!(me["person"]["name"], "杨丽萍");
    assert_eq!(me["person"]["unit_id"], json!(app.world.east));
    assert_eq!(me["roles"][0]["role"], "teacher");
    assert_eq!(me["roles"][0]["unit_name"], me["person"]["unit_name"]);
    let abilities = me["abilities"].as_array().unwrap();
    assert!(abilities.contains(&json!("activities:record")));
    assert!(!abilities.contains(&json!("accounts:read")));
    assert_eq!(me["must_change_password"], false);
}

both!(an_account_without_a_person_is_nobody_of_the_staff);
async fn an_account_without_a_person_is_nobody_of_the_staff(app: TestApp) {
    let me = app.as_("admin").get("/auth/me").await.expect(200).body;
    assert_eq!(me["person"], Value::Null);
    assert_eq!(
        me["roles"],
        json!([{ "role": "admin", "unit_id": null, "unit_name": null }])
    );
}

both!(a_wrong_password_and_an_unknown_user_get_the_same_answer);
async fn a_wrong_password_and_an_unknown_user_get_the_same_answer(app: TestApp) {
    let attempt = async |username: &str| {
        let login = json!({ "username": username, "password": "Wrong-2026-test" });
        let answer = app.anonymous().post("/auth/login", login).await;
        assert!(answer.header("www-authenticate").is_some());
        let mut problem = answer.problem(401, "bad_credentials");
        problem["request_id"] = Value::Null;
        problem
    };
    assert_eq!(attempt("teacher_a").await, attempt("nobody").await);
    let failed = app
        .as_("auditor")
        .get("/audit-events?action=login.failed")
        .await
        .expect(200);
    assert_eq!(failed.items().len(), 2);
    assert!(!failed.text().contains("nobody"), "the typed name is not kept");
    assert_eq!(failed.items()[1]["object_id"], json!(app.world.account("teacher_a")));
}

both!(a_refresh_token_is_good_once_and_brings_the_next);
async fn a_refresh_token_is_good_once_and_brings_the_next(app: TestApp) {
    let first = log_in(&app, "office").await;
    app.advance(TimeDelta::minutes(14));
    let second = refresh(&app, &first["refresh_token"]).await.expect(200).body;
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    app.advance(TimeDelta::minutes(14));
    get(&app, "/auth/me", &first).await.problem(401, "invalid_token");
    get(&app, "/auth/me", &second).await.expect(200);
    refresh(&app, &second["refresh_token"]).await.expect(200);
}

both!(an_old_refresh_token_used_again_ends_the_session);
async fn an_old_refresh_token_used_again_ends_the_session(app: TestApp) {
    let first = log_in(&app, "office").await;
    let second = refresh(&app, &first["refresh_token"]).await.expect(200).body;
    app.advance(TimeDelta::seconds(11));
    refresh(&app, &first["refresh_token"])
        .await
        .problem(401, "session_ended");
    refresh(&app, &second["refresh_token"])
        .await
        .problem(401, "session_ended");
    get(&app, "/auth/me", &second).await.problem(401, "session_ended");
    let events = app
        .as_("auditor")
        .get("/audit-events?action=session.ended")
        .await
        .expect(200);
    assert_eq!(events.items()[0]["details"], json!({ "reason": "token_reuse" }));
}

both!(a_refresh_sent_twice_within_ten_seconds_does_no_harm);
async fn a_refresh_sent_twice_within_ten_seconds_does_no_harm(app: TestApp) {
    let first = log_in(&app, "office").await;
    let (one, other) = futures_util::join!(
        refresh(&app, &first["refresh_token"]),
        refresh(&app, &first["refresh_token"])
    );
    let (one, other) = (one.expect(200).body, other.expect(200).body);
    app.advance(TimeDelta::seconds(9));
    refresh(&app, &first["refresh_token"]).await.expect(200);
    app.advance(TimeDelta::minutes(10));
    refresh(&app, &one["refresh_token"]).await.expect(200);
    app.advance(TimeDelta::seconds(11));
    // Its twin was voided: whoever holds it now is not the one who went on.
    refresh(&app, &other["refresh_token"])
        .await
        .problem(401, "session_ended");
}

both!(a_session_that_nobody_uses_for_seven_days_is_over);
async fn a_session_that_nobody_uses_for_seven_days_is_over(app: TestApp) {
    let tokens = log_in(&app, "office").await;
    app.advance(TimeDelta::days(6));
    let tokens = refresh(&app, &tokens["refresh_token"]).await.expect(200).body;
    app.advance(TimeDelta::days(6));
    let tokens = refresh(&app, &tokens["refresh_token"]).await.expect(200).body;
    app.advance(TimeDelta::days(7));
    refresh(&app, &tokens["refresh_token"])
        .await
        .problem(401, "session_ended");
}

both!(an_invented_refresh_token_is_refused);
async fn an_invented_refresh_token_is_refused(app: TestApp) {
    refresh(&app, &json!("invented")).await.problem(401, "session_ended");
    let answer = app.anonymous().post("/auth/refresh", json!({})).await;
    answer.problem(401, "not_logged_in");
}

both!(a_browser_keeps_its_refresh_token_in_a_cookie);
async fn a_browser_keeps_its_refresh_token_in_a_cookie(app: TestApp) {
    let login = json!({ "username": "office", "password": PASSWORD, "cookie": true });
    let answer = app.anonymous().post("/auth/login", login).await.expect(200);
    assert_eq!(answer.body.get("refresh_token"), None);
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    for part in [
        "lianxin_refresh=",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Path=/api/v1/auth",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    let again = |site: &str| {
        let request = app.anonymous().post("/auth/refresh", json!({}));
        request.header("Cookie", pair).header("Sec-Fetch-Site", site)
    };
    again("cross-site").await.problem(403, "forbidden");
    let renewed = again("same-origin").await.expect(200);
    assert_eq!(renewed.body.get("refresh_token"), None);
    assert!(renewed.header("set-cookie").unwrap() != cookie);
    let left = call(&app, Method::POST, "/auth/logout", &renewed.body)
        .await
        .expect(204);
    assert!(left.header("set-cookie").unwrap().contains("lianxin_refresh=; "));
    assert!(left.header("set-cookie").unwrap().contains("Max-Age=0"));
}

both!(logging_out_ends_the_session_at_once);
async fn logging_out_ends_the_session_at_once(app: TestApp) {
    let tokens = log_in(&app, "office").await;
    call(&app, Method::POST, "/auth/logout", &tokens).await.expect(204);
    get(&app, "/auth/me", &tokens).await.problem(401, "session_ended");
    refresh(&app, &tokens["refresh_token"])
        .await
        .problem(401, "session_ended");
}

both!(a_lost_phone_is_logged_out_from_another_device);
async fn a_lost_phone_is_logged_out_from_another_device(app: TestApp) {
    let login = json!({ "username": "office", "password": PASSWORD });
    let phone = app.anonymous().post("/auth/login", login).header("User-Agent", "Phone");
    let phone = phone.await.expect(200).body;
    app.advance(TimeDelta::minutes(1));
    let desk = log_in(&app, "office").await;
    let sessions = get(&app, "/auth/sessions", &desk).await.expect(200);
    assert_eq!(sessions.items()[0]["current"], true);
    let lost = sessions
        .items()
        .iter()
        .find(|session| session["user_agent"] == "Phone")
        .unwrap();
    assert_eq!(lost["current"], false);
    let path = format!("/auth/sessions/{}", lost["id"].as_str().unwrap());
    let foreign = app.as_("teacher_a").delete(&path).await;
    foreign.problem(404, "not_found");
    call(&app, Method::DELETE, &path, &desk).await.expect(204);
    get(&app, "/auth/me", &phone).await.problem(401, "session_ended");
    get(&app, "/auth/me", &desk).await.expect(200);
    call(&app, Method::DELETE, &path, &desk).await.problem(404, "not_found");
}

both!(a_user_name_can_be_tried_ten_times_a_minute);
async fn a_user_name_can_be_tried_ten_times_a_minute(app: TestApp) {
    let attempt = async |username: &str| {
        let login = json!({ "username": username, "password": "Wrong-2026-test" });
        app.anonymous().post("/auth/login", login).await
    };
    for _ in 0..10 {
        attempt("teacher_b").await.problem(401, "bad_credentials");
    }
    let refused = attempt("TEACHER_B").await;
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
    refused.problem(429, "too_many_requests");
    log_in(&app, "teacher_a").await;
}

both!(an_address_cannot_try_without_end);
async fn an_address_cannot_try_without_end(app: TestApp) {
    let attempt = async |number: usize, address: &str| {
        let body = json!({ "code": format!("guess-{number}"), "new_password": "Whatever-2026" });
        app.anonymous().post("/auth/setup", body).coming_from(address).await
    };
    let mut number = 0;
    while attempt(number, "198.51.100.7").await.status != 429 {
        number += 1;
        assert!(number < 300, "sixty and one more for each second");
    }
    assert!(number >= 60);
    attempt(number, "198.51.100.8").await.problem(410, "gone");
}

both!(a_new_password_ends_every_other_session);
async fn a_new_password_ends_every_other_session(app: TestApp) {
    let other = log_in(&app, "office").await;
    let change = |current: &str, next: &str| {
        let body = json!({ "current_password": current, "new_password": next });
        app.as_("office").post("/auth/password", body)
    };
    change("Wrong-2026-test", "山上有棵Pine-7")
        .await
        .refuses("#/current_password", "wrong_password");
    change(PASSWORD, "short").await.refuses("#/new_password", "too_short");
    change(PASSWORD, "Office-of-2026")
        .await
        .refuses("#/new_password", "contains_username");
    change(PASSWORD, "山上有棵Pine-7").await.expect(204);
    get(&app, "/auth/me", &other).await.problem(401, "session_ended");
    app.as_("office").get("/auth/me").await.expect(200);
    let old = json!({ "username": "office", "password": PASSWORD });
    app.anonymous()
        .post("/auth/login", old)
        .await
        .problem(401, "bad_credentials");
    let new = json!({ "username": "office", "password": "山上有棵Pine-7" });
    app.anonymous().post("/auth/login", new).await.expect(200);
}

both!(whoever_must_change_his_password_can_do_nothing_else);
async fn whoever_must_change_his_password_can_do_nothing_else(app: TestApp) {
    use lianxin::entities::account;
    use sea_orm::{EntityTrait, Set};
    account::Entity::update(account::ActiveModel {
        id: Set(app.world.account("office")),
        must_change_password: Set(true),
        ..Default::default()
    })
    .exec(app.db())
    .await
    .unwrap();
    let tokens = log_in(&app, "office").await;
    assert_eq!(tokens["must_change_password"], true);
    get(&app, "/org-units", &tokens)
        .await
        .problem(403, "password_change_required");
    assert_eq!(
        get(&app, "/auth/me", &tokens).await.expect(200).body["must_change_password"],
        true
    );
    let body = json!({ "current_password": PASSWORD, "new_password": PASSWORD });
    let same = app.as_("office").post("/auth/password", body).await;
    same.refuses("#/new_password", "unchanged");
    let body = json!({ "current_password": PASSWORD, "new_password": "山上有棵Pine-7" });
    app.as_("office").post("/auth/password", body).await.expect(204);
    app.as_("office").get("/org-units").await.expect(200);
}

both!(other_systems_can_check_our_tokens);
async fn other_systems_can_check_our_tokens(app: TestApp) {
    let keys = app
        .anonymous()
        .exactly(Method::GET, "/.well-known/jwks.json")
        .await
        .expect(200);
    assert_eq!(keys.body["keys"][0]["alg"], "EdDSA");
    assert_eq!(keys.body["keys"][0].get("d"), None);
    let tokens = log_in(&app, "office").await;
    let header = jsonwebtoken::decode_header(tokens["access_token"].as_str().unwrap()).unwrap();
    assert_eq!(header.kid.as_deref(), keys.body["keys"][0]["kid"].as_str());
}
