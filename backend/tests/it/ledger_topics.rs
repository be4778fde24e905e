//! Topics (一类事), through HTTP, on both databases.

use serde_json::{Value, json};

use crate::{
    both,
    ledger::{moves, registered, see},
    support::TestApp,
};

async fn topic(app: &TestApp, who: &str) -> String {
    let new = json!({"title": "教学点午餐保温", "summary": "几所完小都反映午餐送到时已凉。"});
    let answer = app.as_(who).post("/ledger-topics", new).await.expect(201);
    answer.body["id"].as_str().unwrap().to_owned()
}

async fn join(app: &TestApp, who: &str, id: &str, topic: &str) {
    let join = json!({"move": "join_topic", "topic_id": topic});
    moves(app, who, id, join).await.expect(200);
}

async fn counts(app: &TestApp, who: &str, topic: &str) -> [Value; 4] {
    let topic = app
        .as_(who)
        .get(format!("/ledger-topics/{topic}"))
        .await
        .expect(200)
        .body;
    [
        topic["seen"]["value"].clone(),
        topic["entries"].clone(),
        topic["seen_open"]["value"].clone(),
        topic["open"].clone(),
    ]
}

both!(a_topic_groups_entries_and_tells_nobody_of_a_few_he_does_not_see);
async fn a_topic_groups_entries_and_tells_nobody_of_a_few_he_does_not_see(app: TestApp) {
    let topic = topic(&app, "office").await;
    let mut east = Vec::new();
    for _ in 0..4 {
        east.push(registered(&app, "teacher_a", json!({})).await);
    }
    let west = registered(&app, "teacher_c", json!({})).await;
    for id in east.iter().chain([&west]) {
        join(&app, "office", id, &topic).await;
    }
    assert_eq!(counts(&app, "office", &topic).await, [5, 5, 5, 5].map(Value::from));
    // four that the west does not see are fewer than five
    assert_eq!(
        counts(&app, "west_principal", &topic).await,
        [json!(1), Value::Null, json!(1), Value::Null]
    );
    let fifth = registered(&app, "teacher_b", json!({})).await;
    join(&app, "principal", &fifth, &topic).await;
    assert_eq!(
        counts(&app, "west_principal", &topic).await,
        [1, 6, 1, 6].map(Value::from)
    );
    let decline = json!({"move": "decline", "reason": "不属于学校职责"});
    moves(&app, "office", &fifth, decline).await.expect(200);
    // one of the five is closed: that would tell of one
    assert_eq!(
        counts(&app, "west_principal", &topic).await,
        [json!(1), json!(6), json!(1), Value::Null]
    );
    let behind = app
        .as_("west_principal")
        .all(&format!("/ledger-entries?topic_id={topic}"))
        .await;
    assert_eq!(behind.len(), 1);
    assert_eq!(
        see(&app, "teacher_a", &east[0]).await.body["topic"]["title"],
        "教学点午餐保温"
    );
    app.as_("stranger_office")
        .get(format!("/ledger-topics/{topic}"))
        .await
        .problem(404, "not_found");

    let leave = json!({"move": "leave_topic"});
    moves(&app, "east_principal", &east[0], leave.clone())
        .await
        .problem(403, "forbidden");
    moves(&app, "office", &east[0], leave.clone()).await.expect(200);
    moves(&app, "office", &east[0], leave)
        .await
        .problem(409, "illegal_move");
    assert_eq!(counts(&app, "office", &topic).await[1], 5);
}

both!(an_entry_about_a_person_does_not_exist_in_a_topic_for_him);
async fn an_entry_about_a_person_does_not_exist_in_a_topic_for_him(app: TestApp) {
    let topic = topic(&app, "office").await;
    let about = json!({"persons_concerned": [app.world.east_principal.person]});
    let id = registered(&app, "teacher_b", about).await;
    join(&app, "office", &id, &topic).await;
    assert_eq!(
        counts(&app, "east_principal", &topic).await,
        [0, 0, 0, 0].map(Value::from)
    );
    assert_eq!(counts(&app, "principal", &topic).await, [1, 1, 1, 1].map(Value::from));
}

both!(topics_are_kept_by_the_central_school);
async fn topics_are_kept_by_the_central_school(app: TestApp) {
    let new = json!({"title": "教学点午餐保温", "summary": "几所完小都反映午餐送到时已凉。"});
    app.as_("east_principal")
        .post("/ledger-topics", new.clone())
        .await
        .problem(403, "forbidden");
    let mut elsewhere = new.clone();
    elsewhere["unit_id"] = json!(app.world.other);
    app.as_("office")
        .post("/ledger-topics", elsewhere)
        .await
        .refuses("#/unit_id", "unknown_reference");
    let id = topic(&app, "principal").await;
    let path = format!("/ledger-topics/{id}");
    let edit = json!({"summary": "已统一采购保温箱"});
    let changed = app
        .as_("office")
        .patch(&path, edit.clone())
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(changed.body["summary"], "已统一采购保温箱");
    app.as_("office")
        .patch(&path, json!({"summary": "另一种写法"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    let foreign = topic(&app, "stranger_office").await;
    let entry = registered(&app, "teacher_a", json!({})).await;
    let join = json!({"move": "join_topic", "topic_id": foreign});
    moves(&app, "office", &entry, join)
        .await
        .refuses("#/topic_id", "unknown_reference");
    let listed = app
        .as_("teacher_a")
        .get("/ledger-topics?q=%E4%BF%9D%E6%B8%A9")
        .await
        .expect(200);
    assert_eq!(listed.column("id"), [id.as_str()]);
    assert_eq!(listed.items()[0]["may_edit"], false);
}
