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
