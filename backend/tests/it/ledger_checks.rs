//! Draws of call-backs, through HTTP, on both databases.

use chrono::TimeDelta;
use lianxin::features::ledger::verify_chains;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

/// Entries that the office settled, in November 2026.
async fn closed(app: &TestApp, count: usize, more: Value) -> Vec<String> {
    let client = app.as_("teacher_a");
    let category = client.get("/ledger-categories").await.expect(200).items()[0]["id"].clone();
    let mut ids = Vec::new();
    for _ in 0..count {
        let mut new = json!({"channel": "visit", "submitter_kind": "parent", "disclosure": "named",
            "category_id": category, "title": "午餐不热", "content": "午餐送到教学点时已经凉了。"});
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let id = client.post("/ledger-entries", new).await.expect(201).body["id"]
            .as_str()
            .unwrap()
            .to_owned();
        for body in [
            json!({"move": "accept"}),
            json!({"move": "settle", "reply": "已配保温箱", "outcome": "resolved"}),
        ] {
            let moved = app.as_("office").post(format!("/ledger-entries/{id}/moves"), body);
            moved.key(Uuid::now_v7()).await.expect(200);
        }
        ids.push(id);
    }
    ids
}

async fn draw(app: &TestApp, who: &str, unit: impl serde::Serialize, percent: i64) -> Answer {
    let new = json!({"unit_id": unit, "month": "2026-11-15", "percent": percent});
    app.as_(who).post("/ledger-callback-draws", new).await
}

both!(a_month_is_drawn_once_at_random_and_its_calls_are_counted);
async fn a_month_is_drawn_once_at_random_and_its_calls_are_counted(app: TestApp) {
    closed(&app, 9, json!({})).await;
    closed(&app, 2, json!({"disclosure": "anonymous"})).await;
    let unit = app.world.school;
    draw(&app, "office", unit, 30).await.refuses("#/month", "not_over");
    app.advance(TimeDelta::days(10));
    draw(&app, "office", unit, 0).await.refuses("#/percent", "range");
    draw(&app, "office", app.world.other, 30)
        .await
        .refuses("#/unit_id", "unknown_reference");
    draw(&app, "office", app.world.west, 30)
        .await
        .refuses("#/month", "nothing_to_draw");
    draw(&app, "east_principal", unit, 30).await.problem(403, "forbidden");
    let drawn = draw(&app, "office", unit, 30).await.expect(201);
    assert_eq!((&drawn.body["closed"], &drawn.body["drawn"]), (&json!(9), &json!(3)));
    assert_eq!(drawn.body["month"], "2026-11-01");
    draw(&app, "office", unit, 50).await.problem(409, "drawn_already");
    draw(&app, "bureau_officer", app.world.bureau, 10).await.expect(201);

    let path = format!("/ledger-callback-draws/{}", drawn.id::<Uuid>());
    let samples = app.as_("office").get(format!("{path}/samples")).await.expect(200);
    assert_eq!(samples.items().len(), 3);
    let entries: Vec<String> = samples
        .column("entry_id")
        .iter()
        .map(|id| id.as_str().unwrap().to_owned())
        .collect();
    let call = |who: &str, entry: &str, body: Value| {
        app.as_(who)
            .post(format!("{path}/samples/{entry}/calls"), body)
            .key(Uuid::now_v7())
    };
    let satisfied =
        json!({"method": "phone", "satisfaction": "satisfied", "told_to_say": true, "note": "班主任打过招呼"});
    // The office settled them itself: somebody else calls.
    call("office", &entries[0], satisfied.clone())
        .await
        .problem(403, "forbidden");
    let called = call("principal", &entries[0], satisfied.clone()).await.expect(200).body;
    assert_eq!(
        (&called["call"]["satisfaction"], &called["may_call"]),
        (&json!("satisfied"), &json!(false))
    );
    call("principal", &entries[0], satisfied)
        .await
        .problem(409, "called_already");
    call("principal", &entries[1], json!({"method": "phone"}))
        .await
        .expect(200);
    let unsatisfied = json!({"method": "visit", "satisfaction": "unsatisfied", "note": "保温箱只用了一周"});
    call("principal", &entries[1], unsatisfied.clone()).await.expect(200);
    let elsewhere = Uuid::now_v7().to_string();
    call("principal", &elsewhere, unsatisfied)
        .await
        .problem(404, "not_found");

    let now = app.as_("principal").get(&path).await.expect(200).body;
    let counts = [
        "drawn",
        "called",
        "satisfied",
        "basically_satisfied",
        "unsatisfied",
        "unreached",
        "told_to_say",
    ];
    let counts: Vec<_> = counts.iter().map(|name| now[name].as_i64().unwrap()).collect();
    assert_eq!(counts, [3, 2, 1, 0, 1, 0, 1]);
    let flagged = app
        .as_("office")
        .get("/ledger-entries?told_to_say=true")
        .await
        .expect(200);
    assert_eq!(flagged.column("id"), [json!(entries[0])]);
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");

    // The dissatisfaction waits for the office, which opens the entry again. Here the office handled it: the principal.
    let calls = app
        .as_("principal")
        .get(format!("/ledger-entries/{}/callbacks", entries[1]))
        .await
        .expect(200);
    let id = calls.items()[1]["id"].as_str().unwrap();
    let decision = json!({"reasonable": true, "reason": "问题没有解决"});
    let decide = |who: &str| {
        app.as_(who)
            .post(format!("/ledger-callbacks/{id}/decision"), decision.clone())
            .key(Uuid::now_v7())
    };
    decide("office").await.problem(403, "forbidden");
    let entry = decide("principal").await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["reopenings"]),
        (&json!("in_progress"), &json!(1))
    );
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(an_entry_about_somebody_is_not_drawn_before_his_eyes);
async fn an_entry_about_somebody_is_not_drawn_before_his_eyes(app: TestApp) {
    let world = &app.world;
    closed(&app, 1, json!({"persons_concerned": [world.principal.person]})).await;
    app.advance(TimeDelta::days(10));
    draw(&app, "principal", world.school, 100)
        .await
        .refuses("#/month", "nothing_to_draw");
    let drawn = draw(&app, "office", world.school, 100).await.expect(201);
    let path = format!("/ledger-callback-draws/{}", drawn.id::<Uuid>());
    for (who, count) in [("office", 1), ("principal", 0)] {
        let client = app.as_(who);
        assert_eq!(client.get(&path).await.expect(200).body["drawn"], count, "{who}");
        let samples = client.get(format!("{path}/samples")).await.expect(200);
        assert_eq!(samples.items().len(), count, "{who}");
    }
}
