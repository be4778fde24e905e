//! What is said of a school in public, through HTTP, on both databases.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

async fn record(app: &TestApp, username: &str, fields: Value) -> Answer {
    let mut body = json!({
        "source": "家长微信群", "seen_at": app.now(), "level": "general", "summary": "家长议论午餐已经不热",
        "unit_id": app.world.east, "responder_id": app.world.teacher_a.person
    });
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.as_(username).post("/opinion-items", body).await
}

async fn make(app: &TestApp, username: &str, id: Uuid, body: Value) -> Answer {
    app.as_(username)
        .post(format!("/opinion-items/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

both!(an_opinion_is_answered_by_whom_it_was_given_to_and_closed_by_another);
async fn an_opinion_is_answered_by_whom_it_was_given_to_and_closed_by_another(app: TestApp) {
    let made = record(&app, "office", json!({})).await.expect(201);
    assert_eq!(made.body["light"], "white");
    let id: Uuid = made.id();
    make(&app, "teacher_b", id, json!({"move": "reply", "reply": "已说明"}))
        .await
        .problem(404, "not_found");
    make(&app, "teacher_a", id, json!({"move": "close"}))
        .await
        .problem(403, "forbidden");
    make(&app, "teacher_a", id, json!({"move": "reply"}))
        .await
        .refuses("#/reply", "required");
    let answered = make(&app, "teacher_a", id, json!({"move": "reply", "reply": "已在群里说明"}))
        .await
        .expect(200);
    assert_eq!(answered.body["light"], "green");
    assert_eq!(answered.body["answered_late"], false);
    make(&app, "office", id, json!({"move": "reopen", "note": "又有人问起"}))
        .await
        .expect(200);
    make(&app, "office", id, json!({"move": "close"}))
        .await
        .refuses("#/note", "required");
    make(&app, "teacher_a", id, json!({"move": "reply", "reply": "再次说明"}))
        .await
        .expect(200);
    make(&app, "east_principal", id, json!({"move": "close"}))
        .await
        .expect(200);
    let events = app
        .as_("teacher_a")
        .get(format!("/opinion-items/{id}/events"))
        .await
        .expect(200);
    assert_eq!(events.column("step"), ["record", "reply", "reopen", "reply", "close"]);
}

both!(the_level_says_until_when_and_a_school_sets_its_own_hours);
async fn the_level_says_until_when_and_a_school_sets_its_own_hours(app: TestApp) {
    let serious = record(&app, "office", json!({"level": "serious"})).await.expect(201);
    assert_eq!(serious.body["due_at"], json!(app.now() + TimeDelta::hours(5)));
    let at = format!("/opinion-limits/{}", app.world.school);
    let limits = app.as_("office").get(&at).await.expect(200);
    assert_eq!(limits.body["general_hours"], 48);
    app.as_("east_principal")
        .patch(&at, json!({"serious_hours": 2}))
        .if_match(0)
        .await
        .problem(403, "forbidden");
    app.as_("office")
        .patch(&at, json!({"serious_hours": 2}))
        .if_match(0)
        .await
        .expect(200);
    app.as_("office")
        .patch(&at, json!({"serious_hours": 3}))
        .if_match(0)
        .await
        .problem(412, "stale_version");
    let again = record(&app, "office", json!({"level": "serious"})).await.expect(201);
    assert_eq!(again.body["due_at"], json!(app.now() + TimeDelta::hours(2)));
    let id: Uuid = again.id();
    let milder = app
        .as_("office")
        .patch(format!("/opinion-items/{id}"), json!({"level": "general"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(milder.body["due_at"], json!(app.now() + TimeDelta::hours(48)));
    app.as_("stranger_office").get(&at).await.problem(404, "not_found");
}

both!(what_is_late_is_on_the_day_of_who_answers);
async fn what_is_late_is_on_the_day_of_who_answers(app: TestApp) {
    let early = app.now() - TimeDelta::hours(30);
    let late = record(&app, "office", json!({"level": "major", "seen_at": early}))
        .await
        .expect(201);
    assert_eq!(late.body["light"], "red");
    record(&app, "office", json!({})).await.expect(201);
    let client = app.as_("teacher_a");
    let day = client.get("/dashboard").await.expect(200);
    let waiting = day.body["waiting"].as_array().unwrap();
    for kind in ["opinions_overdue", "opinions_waiting"] {
        let item = waiting.iter().find(|item| item["kind"] == kind).unwrap();
        assert_eq!(item["figure"]["value"], 1, "{kind}");
        let query = item["figure"]["query"].as_str().unwrap().replace("/api/v1", "");
        assert_eq!(client.get(query).await.expect(200).items().len(), 1);
    }
}

both!(an_opinion_becomes_an_entry_of_the_ledger_once_and_both_know);
async fn an_opinion_becomes_an_entry_of_the_ledger_once_and_both_know(app: TestApp) {
    let id: Uuid = record(&app, "office", json!({"link": "https://example.com/1"}))
        .await
        .expect(201)
        .id();
    let categories = app.as_("office").get("/ledger-categories").await.expect(200);
    let body = json!({
        "category_id": categories.items()[0]["id"], "title": "午餐送到时已经不热",
        "persons_concerned": [app.world.east_principal.person]
    });
    let raise = async |username: &str| {
        app.as_(username)
            .post(format!("/opinion-items/{id}/ledger-entry"), body.clone())
            .key(Uuid::now_v7())
            .await
    };
    let raised = raise("office").await.expect(200);
    let entry = raised.body["ledger_entry_id"].as_str().unwrap().to_owned();
    raise("office").await.problem(409, "already_raised");
    let entry = app
        .as_("office")
        .get(format!("/ledger-entries/{entry}"))
        .await
        .expect(200);
    assert_eq!(entry.body["channel"], "public_opinion");
    assert_eq!(entry.body["number"], raised.body["ledger_entry_number"]);
    assert!(
        entry.body["content"]
            .as_str()
            .unwrap()
            .contains("https://example.com/1")
    );
    let back = app
        .as_("office")
        .get(format!("/opinion-items?ledger_entry_id={}", entry.id::<Uuid>()))
        .await
        .expect(200);
    assert_eq!(back.column("id"), [json!(id)]);
    // He sees what was said in public, and that something was made of it, but not the entry about himself.
    let his = app
        .as_("east_principal")
        .get(format!("/opinion-items/{id}"))
        .await
        .expect(200);
    assert_eq!(his.body["raised"], true);
    assert_eq!(his.body["ledger_entry_id"], Value::Null);
}

both!(wrong_opinions_are_refused_by_field);
async fn wrong_opinions_are_refused_by_field(app: TestApp) {
    let later = app.now() + TimeDelta::minutes(5);
    record(&app, "office", json!({"seen_at": later}))
        .await
        .refuses("#/seen_at", "in_the_future");
    record(&app, "office", json!({"link": "javascript:alert(1)"}))
        .await
        .refuses("#/link", "link");
    record(&app, "office", json!({"unit_id": app.world.other}))
        .await
        .refuses("#/unit_id", "unknown_reference");
    record(&app, "office", json!({"responder_id": app.world.stranger.person}))
        .await
        .refuses("#/responder_id", "unknown_reference");
    record(&app, "teacher_a", json!({})).await.problem(403, "forbidden");
    for username in ["west_principal", "stranger_office"] {
        let id: Uuid = record(&app, "office", json!({})).await.expect(201).id();
        app.as_(username)
            .get(format!("/opinion-items/{id}"))
            .await
            .problem(404, "not_found");
    }
}
