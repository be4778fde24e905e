//! Findings, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{Answer, TestApp},
};

fn gap() -> Value {
    json!({"source": "study_theme", "theme": "mass_line", "found_on": "2026-11-10", "what": "学期中间走访少", "due_on": "2026-11-30"})
}

async fn make(app: &TestApp, username: &str, at: &str, body: Value) -> Answer {
    app.as_(username)
        .post(format!("{at}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

async fn record(app: &TestApp, username: &str, body: Value) -> (String, Answer) {
    let sent = app.as_(username).post("/findings", body).await.expect(201);
    (format!("/findings/{}", sent.id::<Uuid>()), sent)
}

both!(a_finding_goes_from_open_to_verified_and_every_step_is_kept);
async fn a_finding_goes_from_open_to_verified_and_every_step_is_kept(app: TestApp) {
    let (at, sent) = record(&app, "teacher_a", gap()).await;
    assert_eq!(sent.body["owner_name"], "杨丽萍");
    assert_eq!(sent.body["unit_name"], "东村完小");
    assert_eq!(sent.body["state"], "open");
    assert_eq!(sent.body["allowed_moves"], json!(["start", "finish"]));
    make(&app, "teacher_a", &at, json!({"move": "start"}))
        .await
        .refuses("#/measure", "required");
    make(
        &app,
        "teacher_a",
        &at,
        json!({"move": "start", "measure": "每月两个下午家访"}),
    )
    .await
    .expect(200);
    make(&app, "teacher_a", &at, json!({"move": "finish"}))
        .await
        .refuses("#/result", "required");
    make(&app, "teacher_a", &at, json!({"move": "finish", "result": "已访八户"}))
        .await
        .expect(200);
    make(&app, "teacher_a", &at, json!({"move": "verify"}))
        .await
        .problem(403, "forbidden");
    let waiting = app
        .as_("east_principal")
        .get("/findings?waiting_for_me=true")
        .await
        .expect(200);
    assert_eq!(waiting.items().len(), 1);
    make(&app, "east_principal", &at, json!({"move": "reopen"}))
        .await
        .refuses("#/note", "required");
    make(
        &app,
        "east_principal",
        &at,
        json!({"move": "reopen", "note": "只访了三户"}),
    )
    .await
    .expect(200);
    make(
        &app,
        "teacher_a",
        &at,
        json!({"move": "finish", "result": "十户都访了"}),
    )
    .await
    .expect(200);
    let verified = make(&app, "office", &at, json!({"move": "verify"})).await.expect(200);
    assert_eq!(verified.body["state"], "verified");
    assert_eq!(verified.body["reopenings"], 1);
    let events = app.as_("teacher_a").get(format!("{at}/events")).await.expect(200);
    assert_eq!(
        events.column("step"),
        ["record", "start", "finish", "reopen", "finish", "verify"]
    );
    assert_eq!(events.items()[3]["note"], "只访了三户");
    make(&app, "teacher_a", &at, json!({"move": "finish", "result": "又来"}))
        .await
        .problem(409, "illegal_move");
}

both!(findings_are_seen_by_those_they_concern);
async fn findings_are_seen_by_those_they_concern(app: TestApp) {
    let mut body = gap();
    body["owner_id"] = json!(app.world.teacher_a.person);
    body["person_id"] = json!(app.world.teacher_b.person);
    let (at, _) = record(&app, "east_principal", body).await;
    for username in [
        "teacher_a",
        "teacher_b",
        "east_principal",
        "principal",
        "office",
        "bureau_officer",
    ] {
        app.as_(username).get(&at).await.expect(200);
    }
    for username in ["teacher_c", "west_principal", "vice", "stranger", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
        app.as_(username)
            .get(format!("{at}/events"))
            .await
            .problem(404, "not_found");
    }
    app.as_("teacher_b")
        .patch(&at, json!({"due_on": "2026-12-30"}))
        .if_match(1)
        .await
        .problem(403, "forbidden");
    let edited = app
        .as_("east_principal")
        .patch(
            &at,
            json!({"due_on": "2026-12-30", "owner_id": app.world.teacher_b.person}),
        )
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(edited.body["owner_name"], "李国强");
    let events = app.as_("office").get(format!("{at}/events")).await.expect(200);
    assert_eq!(events.items()[1]["changes"]["before"]["due_on"], "2026-11-30");
    app.as_("office")
        .patch(&at, json!({"due_on": "2026-12-31"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
}

both!(the_list_is_printed_as_it_is_filtered);
async fn the_list_is_printed_as_it_is_filtered(app: TestApp) {
    let mut late = gap();
    late["due_on"] = json!("2026-11-15");
    late["what"] = json!("听课后没有当面议课");
    record(&app, "teacher_a", late).await;
    record(&app, "teacher_b", gap()).await;
    let words = printed(app.as_("office").get("/findings/form").await);
    for part in [
        "问题整改台账",
        "听课后没有当面议课",
        "学期中间走访少",
        "已逾期",
        "杨丽萍",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let words = printed(app.as_("office").get("/findings/form?overdue=true").await);
    assert!(!words.contains("学期中间走访少"), "{words}");
    let words = printed(app.as_("teacher_c").get("/findings/form").await);
    assert!(words.contains("没有符合条件的问题"), "{words}");
}

both!(what_is_late_is_on_the_owners_day);
async fn what_is_late_is_on_the_owners_day(app: TestApp) {
    let mut late = gap();
    late["due_on"] = json!("2026-11-15");
    let (_, sent) = record(&app, "teacher_a", late).await;
    assert_eq!(sent.body["overdue"], true);
    record(&app, "teacher_a", gap()).await;
    let client = app.as_("teacher_a");
    let day = client.get("/dashboard").await.expect(200);
    let waiting = day.body["waiting"].as_array().unwrap();
    for kind in ["findings_overdue", "findings_mine"] {
        let item = waiting.iter().find(|item| item["kind"] == kind).unwrap();
        assert_eq!(item["figure"]["value"], 1, "{kind}");
        let query = item["figure"]["query"].as_str().unwrap().replace("/api/v1", "");
        assert_eq!(client.get(query).await.expect(200).items().len(), 1);
    }
}

both!(wrong_findings_are_refused_by_field);
async fn wrong_findings_are_refused_by_field(app: TestApp) {
    let send = async |username: &str, fields: Value| {
        let mut body = gap();
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        app.as_(username).post("/findings", body).await
    };
    send("teacher_a", json!({"theme": null}))
        .await
        .refuses("#/theme", "required");
    send("teacher_a", json!({"source": "self_check"}))
        .await
        .refuses("#/theme", "not_used");
    send("teacher_a", json!({"found_on": "2027-01-01", "due_on": "2027-02-01"}))
        .await
        .refuses("#/found_on", "in_the_future");
    send("teacher_a", json!({"due_on": "2026-11-01"}))
        .await
        .refuses("#/due_on", "before_found");
    send("teacher_a", json!({"owner_id": app.world.stranger.person}))
        .await
        .refuses("#/owner_id", "unknown_reference");
    send("teacher_a", json!({"owner_id": app.world.teacher_b.person}))
        .await
        .problem(403, "forbidden");
    send("teacher_a", json!({"unit_id": app.world.other}))
        .await
        .refuses("#/unit_id", "unknown_reference");
}
