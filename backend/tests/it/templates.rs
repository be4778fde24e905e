//! A bureau's plan as a template of its schools: published, copied, offered anew, taken over item by item.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, TestApp},
};

fn text(record: &Value, field: &str) -> String {
    record[field]
        .as_str()
        .unwrap_or_else(|| panic!("no {field} in {record}"))
        .to_owned()
}

async fn publish(app: &TestApp, plan: &str, note: &str) -> Answer {
    let bureau = app.as_("bureau_officer");
    let version = bureau.get(format!("/plans/{plan}")).await.expect(200).version();
    bureau
        .post(format!("/plans/{plan}/publish"), json!({"note": note}))
        .if_match(version)
        .key(uuid::Uuid::now_v7())
        .await
}

/// The bureau's draft, once published.
async fn template(app: &TestApp) -> String {
    let new = json!({"unit_id": app.world.bureau, "template_code": "chuxiong-2012", "title": "全县联系群众实施方案",
        "effective_from": "2026-08-31"});
    let draft = app.as_("bureau_officer").post("/plans", new).await.expect(201).body;
    assert_eq!(draft["allowed_moves"], json!(["edit", "staff", "discard", "publish"]));
    let id = text(&draft, "id");
    let published = publish(app, &id, "第一版").await.expect(200);
    assert_eq!(
        (&published.body["state"], &published.body["published_version"]),
        (&json!("draft"), &json!(1))
    );
    id
}

async fn edit(app: &TestApp, who: &str, plan: &str, code: &str, change: Value) {
    let duty = duty(app, who, plan, code).await;
    app.as_(who)
        .patch(format!("/duties/{}", text(&duty, "id")), change)
        .if_match(&duty["version"])
        .await
        .expect(200);
}

async fn duty(app: &TestApp, who: &str, plan: &str, code: &str) -> Value {
    let found = app
        .as_(who)
        .get(format!("/duties?plan_id={plan}&code={code}"))
        .await
        .expect(200);
    found.items()[0].clone()
}

async fn copied(app: &TestApp, template: &str) -> String {
    let new = json!({"unit_id": app.world.school, "template_code": template, "effective_from": "2026-08-31"});
    text(&app.as_("office").post("/plans", new).await.expect(201).body, "id")
}

async fn answer(app: &TestApp, plan: &str, body: Value) -> Answer {
    let office = app.as_("office");
    let version = office.get(format!("/plans/{plan}")).await.expect(200).version();
    office
        .post(format!("/plans/{plan}/offer"), body)
        .if_match(version)
        .await
}

async fn offered(app: &TestApp, plan: &str) -> Value {
    app.as_("office")
        .get(format!("/plans/{plan}/offer"))
        .await
        .expect(200)
        .body
}

both!(a_bureau_publishes_a_template_and_writes_no_plan_of_its_schools);
async fn a_bureau_publishes_a_template_and_writes_no_plan_of_its_schools(app: TestApp) {
    let bureau = app.as_("bureau_officer");
    let for_school =
        json!({"unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31"});
    bureau
        .post("/plans", for_school)
        .await
        .refuses("#/unit_id", "unknown_reference");
    let template = template(&app).await;
    // The draft is the bureau's own; what it has published is everybody's below it.
    app.as_("office")
        .get(format!("/plans/{template}"))
        .await
        .problem(404, "not_found");
    for who in ["office", "stranger_office"] {
        let list = app.as_(who).get("/plan-templates").await.expect(200);
        let found = list
            .items()
            .iter()
            .find(|one| one["code"] == template.as_str())
            .unwrap();
        assert_eq!(
            (&found["title"], &found["published"]),
            (&json!("全县联系群众实施方案"), &json!(true))
        );
        assert_eq!(
            (&found["issued_by"], &found["leading_group"]),
            (&json!("云岭县教育局"), &json!(13))
        );
    }
    bureau
        .delete(format!("/plans/{template}"))
        .if_match(1)
        .await
        .problem(409, "published");
    app.as_("office")
        .post(format!("/plans/{template}/publish"), json!({}))
        .if_match(1)
        .key("office-publish")
        .await
        .problem(403, "forbidden");

    let plan = copied(&app, &template).await;
    let seen = app.as_("office").get(format!("/plans/{plan}")).await.expect(200).body;
    assert_eq!(
        (&seen["template_title"], &seen["template_version"]),
        (&json!("全县联系群众实施方案"), &json!(1))
    );
    assert_eq!(offered(&app, &plan).await["items"], json!([]));
    edit(&app, "office", &plan, "observation_term", json!({"target": 30})).await;
    let diff = app.as_("office").get(format!("/plans/{plan}/diff")).await.expect(200);
    assert_eq!(diff.items().len(), 1, "{}", diff.text());
    // The bureau sees the schools' plans only when they are in force, and changes none.
    bureau.get(format!("/plans/{plan}")).await.problem(404, "not_found");
}

both!(a_newer_version_is_offered_item_by_item_and_never_forced);
async fn a_newer_version_is_offered_item_by_item_and_never_forced(app: TestApp) {
    let template = template(&app).await;
    let plan = copied(&app, &template).await;
    edit(&app, "office", &plan, "observation_term", json!({"title": "听课评课"})).await;
    edit(
        &app,
        "bureau_officer",
        &template,
        "observation_term",
        json!({"target": 36}),
    )
    .await;
    edit(
        &app,
        "bureau_officer",
        &template,
        "parents_meeting",
        json!({"target": 3}),
    )
    .await;
    // What is not published is not offered.
    assert_eq!(offered(&app, &plan).await["to_version"], Value::Null);
    publish(&app, &template, "观课改为 36 节，家长会改为 3 次")
        .await
        .expect(200);
    let offer = offered(&app, &plan).await;
    assert_eq!((&offer["from_version"], &offer["to_version"]), (&json!(1), &json!(2)));
    let items = offer["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "{offer}");
    assert_eq!(
        items[0]["fields"],
        json!([{"field": "target", "before": 40, "offered": 36, "plan": 40}])
    );
    assert!(items.iter().all(|item| item["decision"] == "open"));
    assert_eq!(duty(&app, "office", &plan, "observation_term").await["target"], 40);

    let take = json!({"part": "duty", "code": "observation_term", "answer": "take"});
    answer(&app, &plan, take).await.expect(200);
    let taken = duty(&app, "office", &plan, "observation_term").await;
    // The school's own wording stays.
    assert_eq!((&taken["target"], &taken["title"]), (&json!(36), &json!("听课评课")));
    let offer = offered(&app, &plan).await;
    assert_eq!(offer["items"][0]["decision"], "taken");
    let nothing = json!({"part": "duty", "code": "home_visit", "answer": "take"});
    answer(&app, &plan, nothing)
        .await
        .refuses("#/code", "unknown_reference");
    let ignore = json!({"part": "duty", "code": "parents_meeting", "answer": "ignore"});
    let settled = answer(&app, &plan, ignore).await.expect(200);
    // Everything is decided: nothing is offered any more, and the plan counts as one of version 2.
    assert_eq!(settled.body["template_version"], 2);
    assert_eq!(offered(&app, &plan).await["items"], json!([]));
    assert_eq!(duty(&app, "office", &plan, "parents_meeting").await["target"], 2);
}

both!(a_plan_in_force_takes_nothing_over_but_its_successor_does);
async fn a_plan_in_force_takes_nothing_over_but_its_successor_does(app: TestApp) {
    let office = app.as_("office");
    let template = template(&app).await;
    let plan = copied(&app, &template).await;
    edit(&app, "office", &plan, "home_visit", json!({"title": "普访"})).await;
    let adopt = async |plan: &str| {
        let version = office.get(format!("/plans/{plan}")).await.expect(200).version();
        office
            .request(Method::POST, format!("/plans/{plan}/adopt"))
            .if_match(version)
            .key(plan)
            .await
            .expect(200)
    };
    adopt(&plan).await;
    edit(
        &app,
        "bureau_officer",
        &template,
        "observation_term",
        json!({"target": 36}),
    )
    .await;
    publish(&app, &template, "观课改为 36 节").await.expect(200);
    let take = json!({"part": "duty", "code": "observation_term", "answer": "take"});
    answer(&app, &plan, take.clone()).await.problem(409, "illegal_move");

    let both = json!({"unit_id": app.world.school, "template_code": template, "copy_of": plan, "effective_from": "2026-12-01"});
    office
        .post("/plans", both)
        .await
        .refuses("#/template_code", "template_or_plan");
    let foreign = json!({"unit_id": app.world.other, "copy_of": plan, "effective_from": "2026-12-01"});
    app.as_("stranger_office")
        .post("/plans", foreign)
        .await
        .refuses("#/copy_of", "unknown_reference");
    let next = json!({"unit_id": app.world.school, "copy_of": plan, "effective_from": "2026-12-01"});
    let next = text(&office.post("/plans", next).await.expect(201).body, "id");
    let group = office.all(&format!("/leading-group-members?plan_id={next}")).await;
    assert!(group.iter().any(|member| member["person_name"] == "高建国"));
    assert_eq!(duty(&app, "office", &next, "home_visit").await["title"], "普访");
    answer(&app, &next, take).await.expect(200);

    // A past day stays as it was counted by the plan of its time.
    let figures = async || {
        let progress = office.get("/duty-progress?on=2026-11-20").await.expect(200).body;
        let items = progress["items"].as_array().unwrap().clone();
        let figure = |item: &Value| {
            ["target", "waived", "due_now", "actual", "gap", "state", "forecast"].map(|field| item[field].clone())
        };
        items.iter().map(figure).collect::<Vec<_>>()
    };
    let before = figures().await;
    adopt(&next).await;
    assert_eq!(figures().await, before);
    let target = async |day: &str| {
        let progress = office.get(format!("/duty-progress?on={day}")).await.expect(200).body;
        let items = progress["items"].as_array().unwrap().clone();
        items
            .into_iter()
            .find(|item| item["duty"]["code"] == "observation_term")
            .unwrap()["target"]
            .clone()
    };
    assert_eq!(target("2026-11-30").await, 40);
    assert_eq!(target("2026-12-01").await, 36);
}
