//! Hearings before a finding, through HTTP, on both databases.

use lianxin::{
    auth::{Actor, Grant, Within},
    entities::{ids::SessionId, role_grant::Role},
    features::ledger::{confirmed_findings, verify_chains},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

async fn about_teacher_b(app: &TestApp) -> String {
    let client = app.as_("teacher_a");
    let category = client.get("/ledger-categories").await.expect(200).items()[5]["id"].clone();
    let new = json!({
        "channel": "reception", "submitter_kind": "parent", "disclosure": "anonymous", "category_id": category,
        "title": "反映课堂罚站", "content": "家长反映孩子在数学课上被罚站一节课。",
        "persons_concerned": [app.world.teacher_b.person],
    });
    let entry = client.post("/ledger-entries", new).await.expect(201);
    let id = entry.body["id"].as_str().unwrap().to_owned();
    moves(app, "office", &id, json!({"move": "accept"})).await.expect(200);
    id
}

async fn moves(app: &TestApp, who: &str, id: &str, body: Value) -> Answer {
    let moved = app.as_(who).post(format!("/ledger-entries/{id}/moves"), body);
    moved.key(Uuid::now_v7()).await
}

fn hearing(app: &TestApp) -> Value {
    json!({"person_id": app.world.teacher_b.person, "heard_on": "2026-11-23",
        "put_to_person": "有家长反映您让学生罚站一节课。", "statement": "确有此事，已向学生道歉。"})
}

fn settled(finding: &str) -> Value {
    json!({"move": "settle", "reply": "已核实并批评教育", "outcome": "resolved", "finding": finding})
}

both!(nothing_is_found_against_somebody_who_was_not_heard);
async fn nothing_is_found_against_somebody_who_was_not_heard(app: TestApp) {
    let id = about_teacher_b(&app).await;
    for finding in ["confirmed", "partly"] {
        moves(&app, "office", &id, settled(finding))
            .await
            .refuses("#/finding", "not_heard");
    }
    let path = format!("/ledger-entries/{id}/hearings");
    app.as_("east_principal")
        .post(&path, hearing(&app))
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .post(&path, hearing(&app))
        .await
        .problem(404, "not_found");
    let mut another = hearing(&app);
    another["person_id"] = json!(app.world.logistics.person);
    app.as_("office")
        .post(&path, another)
        .await
        .refuses("#/person_id", "unknown_reference");
    for day in ["2026-11-22", "2026-11-24"] {
        let mut wrong = hearing(&app);
        wrong["heard_on"] = json!(day);
        app.as_("office")
            .post(&path, wrong)
            .await
            .refuses("#/heard_on", "out_of_range");
    }
    let kept = app.as_("office").post(&path, hearing(&app)).await.expect(201);
    assert_eq!(kept.body["person_name"], "李国强");
    assert_eq!(kept.body["disclosed_at"], Value::Null);
    let entry = moves(&app, "office", &id, settled("confirmed")).await.expect(200).body;
    assert_eq!(entry["finding"], "confirmed");
    app.as_("office")
        .post(&path, hearing(&app))
        .await
        .problem(409, "closed");
    let events = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/events"))
        .await
        .expect(200);
    assert_eq!(events.column("move"), ["register", "accept", "note", "settle"]);
    assert_eq!(events.items()[2]["data"]["heard_name"], "李国强");
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(the_person_reads_what_was_put_to_him_only_when_it_is_disclosed_and_never_the_entry);
async fn the_person_reads_what_was_put_to_him_only_when_it_is_disclosed_and_never_the_entry(app: TestApp) {
    let id = about_teacher_b(&app).await;
    let path = format!("/ledger-entries/{id}/hearings");
    let kept = app.as_("principal").post(&path, hearing(&app)).await.expect(201);
    let own = async || app.as_("teacher_b").get("/ledger-hearings").await.expect(200);
    assert!(own().await.items().is_empty());
    let disclose = format!("/ledger-hearings/{}/disclosure", kept.id::<Uuid>());
    let request = |who: &str| app.as_(who).request(actix_web::http::Method::POST, &disclose);
    request("teacher_b").if_match(1).await.problem(403, "forbidden");
    request("stranger_office").if_match(1).await.problem(404, "not_found");
    request("office").if_match(1).await.expect(200);
    let read = own().await;
    assert_eq!(read.column("put_to_person"), ["有家长反映您让学生罚站一节课。"]);
    assert!(!read.text().contains(&id));
    app.as_("teacher_b")
        .get(format!("/ledger-entries/{id}"))
        .await
        .problem(404, "not_found");
    assert!(
        app.as_("teacher_a")
            .get("/ledger-hearings")
            .await
            .expect(200)
            .items()
            .is_empty()
    );
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(only_what_was_confirmed_after_a_hearing_may_be_used_later);
async fn only_what_was_confirmed_after_a_hearing_may_be_used_later(app: TestApp) {
    for finding in ["confirmed", "partly", "unfounded", "cannot_verify"] {
        let id = about_teacher_b(&app).await;
        let path = format!("/ledger-entries/{id}/hearings");
        app.as_("office").post(&path, hearing(&app)).await.expect(201);
        moves(&app, "office", &id, settled(finding)).await.expect(200);
    }
    let actor = Actor {
        account_id: app.world.principal.account,
        session_id: SessionId(app.world.principal.account.0),
        person_id: Some(app.world.principal.person),
        display_name: "校长".to_owned(),
        must_change_password: false,
        grants: vec![Grant {
            role: Role::Principal,
            unit_id: Some(app.world.school),
            within: Within::Units(vec![app.world.east]),
        }],
        system: None,
    };
    let days = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
    let person = app.world.teacher_b.person;
    let found = confirmed_findings(app.db(), &actor, person, days, app.now())
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].number, "DC-2026-0001");
    let others = confirmed_findings(app.db(), &actor, app.world.teacher_a.person, days, app.now());
    assert!(others.await.unwrap().is_empty());
}
