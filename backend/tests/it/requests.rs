//! Requests that are wrong get an answer that says what is wrong, never a 500.

use actix_web::http::Method;
use chrono::TimeDelta;
use lianxin::features::webhooks::tidy_up;
use serde_json::json;
use uuid::Uuid;

use crate::{
    access::somewhere,
    both,
    support::{Contract, TestApp},
};

both!(a_wrong_method_is_405_and_names_the_right_ones);
async fn a_wrong_method_is_405_and_names_the_right_ones(app: TestApp) {
    let client = app.as_("admin");
    for operation in &Contract::get().operations {
        let path = somewhere(&operation.path);
        if Contract::get().operation(&Method::PUT, &path).is_some() {
            continue;
        }
        let answer = client.exactly(Method::PUT, &path).undocumented().await;
        let allow = answer.header("allow").unwrap_or_default().to_owned();
        assert!(
            allow.contains(operation.method.as_str()),
            "{}: {allow}",
            answer.operation
        );
        answer.problem(405, "method_not_allowed");
    }
}

both!(an_answer_is_kept_for_a_repeat_for_two_days);
async fn an_answer_is_kept_for_a_repeat_for_two_days(app: TestApp) {
    let once = async || {
        let phrase = json!({"text": "孩子按时到校"});
        app.as_("teacher_a").post("/phrases", phrase).key("once").await
    };
    let first = once().await.expect(201);
    app.advance(TimeDelta::hours(47));
    tidy_up(&app.state).await.unwrap();
    assert_eq!(once().await.expect(201).body, first.body);
    app.advance(TimeDelta::hours(2));
    tidy_up(&app.state).await.unwrap();
    // It is not known as a repeat any more.
    once().await.refuses("#/text", "duplicate");
}

both!(an_unknown_path_is_404);
async fn an_unknown_path_is_404(app: TestApp) {
    for path in [
        "/nothing",
        "/org-units/a/b/c",
        "/ORG-UNITS",
        "/org-units/",
        "//",
        "/%00",
        "/..%2f..%2fetc/passwd",
    ] {
        let answer = app.as_("admin").get(path).undocumented().await;
        answer.problem(404, "not_found");
    }
    app.as_("admin")
        .get("/org-units/not-an-id")
        .await
        .problem(404, "not_found");
}

both!(a_body_that_cannot_be_read_is_400);
async fn a_body_that_cannot_be_read_is_400(app: TestApp) {
    for body in ["{", "", "nonsense", "[1,", "{\"a\":1}}", "\u{feff}{}"] {
        let answer = app
            .as_("admin")
            .post("/org-units", json!({}))
            .body("application/json", body)
            .await;
        answer.problem(400, "malformed_request");
    }
}

both!(a_body_of_another_kind_is_415);
async fn a_body_of_another_kind_is_415(app: TestApp) {
    for kind in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "*/*",
    ] {
        let request = app.as_("admin").request(Method::POST, "/org-units").body(kind, "{}");
        request.await.problem(415, "unsupported_media_type");
    }
}

both!(a_body_that_is_too_large_is_413);
async fn a_body_that_is_too_large_is_413(app: TestApp) {
    let body = json!({ "name": "大".repeat(400_000) });
    app.as_("admin")
        .post("/org-units", body)
        .await
        .problem(413, "too_large");
}

both!(a_body_nested_without_end_is_400);
async fn a_body_nested_without_end_is_400(app: TestApp) {
    let body = "[".repeat(200_000);
    let request = app
        .as_("admin")
        .request(Method::POST, "/org-units")
        .body("application/json", body);
    request.await.problem(400, "malformed_request");
}

both!(an_error_speaks_the_language_that_was_asked_for);
async fn an_error_speaks_the_language_that_was_asked_for(app: TestApp) {
    let path = format!("/org-units/{}", Uuid::now_v7());
    let problem = app.as_("admin").get(&path).await.problem(404, "not_found");
    assert_eq!(problem["title"], "没有找到");
    let english = app
        .as_("admin")
        .get(&path)
        .header("Accept-Language", "en-GB,en;q=0.9")
        .await;
    assert_eq!(english.header("content-language"), Some("en"));
    assert_eq!(english.problem(404, "not_found")["title"], "Not found");
}

both!(every_answer_names_its_request_and_is_not_cached);
async fn every_answer_names_its_request_and_is_not_cached(app: TestApp) {
    for answer in [
        app.as_("admin").get("/org-units").await,
        app.anonymous().get("/org-units").await,
    ] {
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 36));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'self';") && !policy.contains("unsafe"),
            "{policy}"
        );
    }
}

both!(a_server_that_is_stopping_is_alive_but_not_ready);
async fn a_server_that_is_stopping_is_alive_but_not_ready(app: TestApp) {
    app.anonymous().get("/health/ready").await.expect(200);
    app.state.draining.store(true, std::sync::atomic::Ordering::Relaxed);
    let answer = app.anonymous().get("/health/ready").await;
    assert!(answer.header("retry-after").is_some());
    answer.problem(503, "unavailable");
    app.anonymous().get("/health/live").await.expect(200);
}
