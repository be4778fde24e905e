//! My day, through HTTP, on both databases.

use serde_json::{Value, json};

use crate::{
    both,
    support::{Client, TestApp},
};

/// Follows a figure: its query lists as many rows as its value says.
async fn follow(client: &Client, figure: &Value) -> Vec<Value> {
    let query = figure["query"].as_str().unwrap_or_default();
    let rows = client.all(query.trim_start_matches("/api/v1")).await;
    assert_eq!(figure["value"], rows.len(), "{figure}");
    rows
}

async fn my_day(app: &TestApp, username: &str) -> Value {
    app.as_(username).get("/dashboard").await.expect(200).body
}

both!(a_teacher_sees_his_families_not_yet_visited);
async fn a_teacher_sees_his_families_not_yet_visited(app: TestApp) {
    let empty = my_day(&app, "teacher_a").await;
    assert_eq!(empty["families"], Value::Null);
    app.as_("office")
        .post("/liaison-links/derive", json!({"unit_id": app.world.school}))
        .await
        .expect(200);
    let day = my_day(&app, "teacher_a").await;
    assert_eq!(day["name"], "杨丽萍");
    assert_eq!(day["term"]["name"], "第一学期");
    assert_eq!(day["term"]["week"], 13);
    let teacher = app.as_("teacher_a");
    assert_eq!(follow(&teacher, &day["families"]["linked"]).await.len(), 4);
    assert_eq!(follow(&teacher, &day["families"]["unvisited"]).await.len(), 4);
    assert_eq!(day["families"]["first"][0]["person_name"], "杨丽萍");
    assert_eq!(follow(&teacher, &day["liaison"]["links"]).await.len(), 4);
    assert_eq!(day["school"], Value::Null, "he oversees nothing");
}

both!(the_principal_sees_the_gaps_of_the_school);
async fn the_principal_sees_the_gaps_of_the_school(app: TestApp) {
    let principal = app.as_("principal");
    let day = my_day(&app, "principal").await;
    let gaps = day["school"]["gaps"].as_array().cloned().unwrap_or_default();
    let counts: Vec<_> = gaps.iter().map(|gap| gap["uncovered"]["value"].as_i64()).collect();
    assert_eq!(counts, [Some(2), Some(8), Some(3), Some(4)]);
    for gap in &gaps {
        follow(&principal, &gap["total"]).await;
        follow(&principal, &gap["uncovered"]).await;
    }
    let village = my_day(&app, "east_principal").await;
    assert_eq!(village["school"]["gaps"][0]["uncovered"]["value"], 1);
}

both!(everybody_has_a_day);
async fn everybody_has_a_day(app: TestApp) {
    for username in [
        "admin",
        "auditor",
        "bureau_officer",
        "office",
        "vice",
        "logistics",
        "stranger",
    ] {
        my_day(&app, username).await;
    }
    app.as_("powerless").get("/dashboard").await.problem(403, "forbidden");
}

both!(what_waits_for_me_opens_its_list);
async fn what_waits_for_me_opens_its_list(app: TestApp) {
    let world = &app.world;
    let teacher = app.as_("teacher_a");
    teacher
        .post(
            "/activities",
            json!({"happened_on": "2026-11-20", "text": "到家里看了看", "follow_up": "一周后回访",
                "follow_up_on": "2026-11-23", "submit": true,
                "details": {"home_visit": {"household_id": world.li.household, "student_ids": [world.li.pupil]}}}),
        )
        .await
        .expect(201);
    let day = my_day(&app, "teacher_a").await;
    let waiting = day["waiting"].as_array().cloned().unwrap_or_default();
    let kinds: Vec<_> = waiting.iter().filter_map(|item| item["kind"].as_str()).collect();
    assert_eq!(kinds, ["follow_ups_due"], "{day}");
    for item in &waiting {
        follow(&teacher, &item["figure"]).await;
    }
    for username in ["principal", "office", "east_principal"] {
        let client = app.as_(username);
        let day = my_day(&app, username).await;
        for figure in ["open", "overdue", "closed", "due_soon"] {
            follow(&client, &day["school"]["ledger"][figure]).await;
        }
    }
}

both!(a_home_visit_takes_the_family_off_the_list);
async fn a_home_visit_takes_the_family_off_the_list(app: TestApp) {
    let world = &app.world;
    app.as_("office")
        .post("/liaison-links/derive", json!({"unit_id": world.school}))
        .await
        .expect(200);
    app.as_("teacher_b")
        .post(
            "/activities",
            json!({"happened_on": "2026-11-20", "text": "到家里看了看", "submit": true,
                "details": {"home_visit": {"household_id": world.li.household, "student_ids": [world.li.pupil]}}}),
        )
        .await
        .expect(201);
    let day = my_day(&app, "teacher_a").await;
    let left = follow(&app.as_("teacher_a"), &day["families"]["unvisited"]).await;
    assert_eq!(left.len(), 3, "a colleague's visit covers the family");
    let seen = app.as_("teacher_b").all("/liaison-links?scheme=teacher_family").await;
    let li = seen.iter().find(|link| link["target_name"] == "李明家");
    assert_eq!(li.map(|link| &link["last_contact_on"]), Some(&json!("2026-11-20")));
}
