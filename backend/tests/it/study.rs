//! Study items and what is handed in, through HTTP, on both databases.

use lianxin::features::plan::progress;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

async fn plan_in_force(app: &TestApp) -> String {
    let office = app.as_("office");
    let new = json!({"unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31"});
    let draft = office.post("/plans", new).await.expect(201);
    let id = draft.id::<Uuid>();
    office
        .request(actix_web::http::Method::POST, format!("/plans/{id}/adopt"))
        .if_match(draft.version())
        .key(Uuid::now_v7())
        .await
        .expect(200);
    id.to_string()
}

async fn essay(app: &TestApp) -> Value {
    let duties = app.as_("office").get("/duties?limit=100").await.expect(200);
    let essay = duties.items().iter().find(|duty| duty["code"] == "five_ones_essay");
    essay.unwrap()["id"].clone()
}

fn deliverable(duty: &Value) -> Value {
    json!({"duty_id": duty, "happened_on": "2026-11-20", "title": "把根扎在村小", "text": "走了十户人家。"})
}

async fn make(app: &TestApp, username: &str, id: Uuid, body: Value) -> Answer {
    let path = format!("/study-completions/{id}/moves");
    app.as_(username).post(path, body).key(Uuid::now_v7()).await
}

async fn duty_of(app: &TestApp, username: &str, code: &str) -> Value {
    let progress = app.as_(username).get("/duty-progress").await.expect(200);
    let found = progress.items().iter().find(|item| item["duty"]["code"] == code);
    found
        .unwrap_or_else(|| panic!("{code} does not bind {username}"))
        .clone()
}

both!(the_items_of_a_plan_are_the_four_themes_and_the_office_fills_them_in);
async fn the_items_of_a_plan_are_the_four_themes_and_the_office_fills_them_in(app: TestApp) {
    let plan = plan_in_force(&app).await;
    let (office, teacher) = (app.as_("office"), app.as_("teacher_a"));
    let items = teacher.get("/study-items?in_force_on=2026-11-23").await.expect(200);
    assert_eq!(
        items.column("theme"),
        ["mass_viewpoint", "mass_line", "mass_interests", "mass_work"]
    );
    assert_eq!(
        items.column("mode"),
        ["lecture", "self_study", "case_study", "field_experience"]
    );
    assert_eq!(items.items()[0]["material"], Value::Null);
    assert_eq!(items.items()[0]["for_me"], true);
    let at = format!("/study-items/{}", items.items()[0]["id"].as_str().unwrap());
    let edit = json!({"material": "第一本书第一章", "due_on": "2026-12-20", "audience": "leaders"});
    let edited = office.patch(&at, edit).if_match(1).await.expect(200);
    assert_eq!(edited.body["material"], "第一本书第一章");
    assert_eq!(teacher.get(&at).await.expect(200).body["for_me"], false);
    teacher
        .patch(&at, json!({"material": "别的"}))
        .if_match(2)
        .await
        .problem(403, "forbidden");
    app.as_("stranger").get(&at).await.problem(404, "not_found");
    office
        .patch(&at, json!({"due_on": "2025-12-20"}))
        .if_match(2)
        .await
        .refuses("#/due_on", "outside_the_plan");
    office
        .post("/study-items/defaults", json!({"plan_id": plan}))
        .key(Uuid::now_v7())
        .await
        .problem(409, "has_study_items");
    for item in items.items() {
        let at = format!("/study-items/{}", item["id"].as_str().unwrap());
        let version = office.get(&at).await.expect(200).version();
        office.delete(&at).if_match(version).await.expect(204);
    }
    office
        .post("/study-items/defaults", json!({"plan_id": plan}))
        .key(Uuid::now_v7())
        .await
        .expect(204);
    assert_eq!(office.get("/study-items").await.expect(200).items().len(), 4);
}

both!(a_deliverable_counts_when_it_is_accepted);
async fn a_deliverable_counts_when_it_is_accepted(app: TestApp) {
    plan_in_force(&app).await;
    let duty = essay(&app).await;
    let before = duty_of(&app, "teacher_a", "five_ones_essay").await;
    assert_eq!(before["actual"], 0);
    assert_eq!(before["state"], "not_started");
    let client = app.as_("teacher_a");
    let sent = client.post("/study-completions", deliverable(&duty)).await.expect(201);
    let id = sent.id::<Uuid>();
    assert_eq!(sent.body["state"], "handed_in");
    assert_eq!(sent.body["allowed_moves"], json!([]));
    assert_eq!(sent.body["editable"], true);
    assert_eq!(duty_of(&app, "teacher_a", "five_ones_essay").await["actual"], 0);
    make(&app, "teacher_a", id, json!({"move": "accept"}))
        .await
        .problem(403, "forbidden");

    let review = app.as_("east_principal");
    let waiting = review.get("/study-completions?waiting_for_me=true").await.expect(200);
    assert_eq!(waiting.items().len(), 1);
    assert_eq!(waiting.items()[0]["duty_title"], "五个一：学习体会");
    make(&app, "east_principal", id, json!({"move": "return"}))
        .await
        .refuses("#/reason", "required");
    make(
        &app,
        "east_principal",
        id,
        json!({"move": "return", "reason": "请补写日期"}),
    )
    .await
    .expect(200);
    let returned = client.get(format!("/study-completions/{id}")).await.expect(200);
    assert_eq!(returned.body["return_reason"], "请补写日期");
    assert_eq!(returned.body["allowed_moves"], json!(["hand_in"]));
    client
        .patch(format!("/study-completions/{id}"), json!({"happened_on": "2026-11-21"}))
        .if_match(returned.version())
        .await
        .expect(200);
    make(&app, "teacher_a", id, json!({"move": "hand_in"}))
        .await
        .expect(200);
    make(&app, "office", id, json!({"move": "accept"})).await.expect(200);

    let after = duty_of(&app, "teacher_a", "five_ones_essay").await;
    assert_eq!(after["actual"], 1);
    assert_eq!(after["state"], "met");
    let query = after["query"]["path"].as_str().unwrap().replace("/api/v1", "");
    assert_eq!(client.get(query).await.expect(200).items().len(), 1);
    client
        .patch(format!("/study-completions/{id}"), json!({"title": "改题"}))
        .if_match(5)
        .await
        .problem(409, "illegal_move");
    assert_eq!(progress::verify(&app.state.db).await.unwrap(), 0);

    make(&app, "office", id, json!({"move": "return", "reason": "误认可"}))
        .await
        .expect(200);
    assert_eq!(duty_of(&app, "teacher_a", "five_ones_essay").await["actual"], 0);
    make(&app, "teacher_a", id, json!({"move": "hand_in"}))
        .await
        .expect(200);
    make(&app, "principal", id, json!({"move": "accept"})).await.expect(200);
    lianxin::db::write(&app.state.db, async |tx| progress::rebuild(tx).await)
        .await
        .unwrap();
    assert_eq!(duty_of(&app, "teacher_a", "five_ones_essay").await["actual"], 1);
    assert_eq!(progress::verify(&app.state.db).await.unwrap(), 0);
}

both!(what_is_handed_in_is_seen_by_the_person_and_his_principals);
async fn what_is_handed_in_is_seen_by_the_person_and_his_principals(app: TestApp) {
    plan_in_force(&app).await;
    let duty = essay(&app).await;
    let sent = app
        .as_("teacher_a")
        .post("/study-completions", deliverable(&duty))
        .await;
    let id = sent.expect(201).id::<Uuid>();
    let at = format!("/study-completions/{id}");
    for username in ["teacher_a", "east_principal", "principal", "office", "bureau_officer"] {
        app.as_(username).get(&at).await.expect(200);
    }
    for username in ["teacher_b", "west_principal", "vice", "stranger", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
    }
    app.as_("admin").get(&at).await.problem(403, "forbidden");
    app.as_("bureau_officer")
        .post(format!("{at}/moves"), json!({"move": "accept"}))
        .key(Uuid::now_v7())
        .await
        .problem(403, "forbidden");
    // The office hands in for somebody; the principal's own is accepted by somebody else.
    let own = json!({"person_id": app.world.principal.person});
    let mut for_principal = deliverable(&duty);
    for_principal["person_id"] = own["person_id"].clone();
    let sent = app
        .as_("office")
        .post("/study-completions", for_principal)
        .await
        .expect(201);
    assert_eq!(sent.body["person_name"], "高建国");
    let id = sent.id::<Uuid>();
    make(&app, "principal", id, json!({"move": "accept"}))
        .await
        .problem(403, "forbidden");
    make(&app, "office", id, json!({"move": "accept"})).await.expect(200);
    let mut for_other = deliverable(&duty);
    for_other["person_id"] = json!(app.world.teacher_b.person);
    app.as_("teacher_a")
        .post("/study-completions", for_other)
        .await
        .problem(403, "forbidden");
}

both!(wrong_fields_are_named);
async fn wrong_fields_are_named(app: TestApp) {
    plan_in_force(&app).await;
    let duty = essay(&app).await;
    let client = app.as_("teacher_a");
    let send = async |fields: Value| {
        let mut body = deliverable(&duty);
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        client.post("/study-completions", body).await
    };
    send(json!({"title": ""})).await.refuses("#/title", "required");
    send(json!({"happened_on": "2026-12-24"}))
        .await
        .refuses("#/happened_on", "in_the_future");
    send(json!({"happened_on": "2026-08-01"}))
        .await
        .refuses("#/happened_on", "outside_the_plan");
    send(json!({"duty_id": null}))
        .await
        .refuses("#/study_item_id", "either_or");
    send(json!({"duty_id": Uuid::now_v7()}))
        .await
        .refuses("#/duty_id", "unknown_reference");
    send(json!({"activity_id": Uuid::now_v7()}))
        .await
        .refuses("#/activity_id", "unknown_reference");
    let duties = client.get("/duties?limit=100").await.expect(200);
    let counted = duties.items().iter().find(|duty| duty["code"] == "home_visit").unwrap();
    send(json!({"duty_id": counted["id"]}))
        .await
        .refuses("#/duty_id", "not_a_deliverable");
    app.as_("stranger")
        .post("/study-completions", deliverable(&duty))
        .await
        .refuses("#/duty_id", "unknown_reference");
}

both!(a_study_item_is_handed_in_once_and_needs_no_words);
async fn a_study_item_is_handed_in_once_and_needs_no_words(app: TestApp) {
    plan_in_force(&app).await;
    let client = app.as_("teacher_a");
    let items = client.get("/study-items").await.expect(200);
    let item = items.items()[0]["id"].clone();
    let new = json!({"id": Uuid::now_v7(), "study_item_id": item, "happened_on": "2026-11-20"});
    client.post("/study-completions", new.clone()).await.expect(201);
    client.post("/study-completions", new).await.expect(200);
    let twice = json!({"study_item_id": item, "happened_on": "2026-11-21"});
    client
        .post("/study-completions", twice)
        .await
        .problem(409, "already_handed_in");
    let shown = client.get("/study-items").await.expect(200);
    assert_eq!(shown.items()[0]["own"]["state"], "handed_in");
    assert_eq!(shown.items()[0]["handed_in"]["value"], 1);
    let own = shown.items()[0]["own"]["id"].as_str().unwrap();
    client
        .delete(format!("/study-completions/{own}"))
        .if_match(1)
        .await
        .expect(204);
    assert_eq!(
        client.get("/study-items").await.expect(200).items()[0]["own"],
        Value::Null
    );
}
