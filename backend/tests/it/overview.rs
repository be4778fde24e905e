//! The schools of a bureau side by side, through HTTP, on both databases.

use actix_web::http::Method;
use chrono::Days;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    ledger::{moves, registered},
    support::TestApp,
};

/// Follows a number that is told: its query lists as many rows as it says.
async fn follow(app: &TestApp, figure: &Value) -> usize {
    let query = figure["query"].as_str().unwrap_or_else(|| panic!("{figure}"));
    let rows = app.as_("bureau_officer").all(query.trim_start_matches("/api/v1")).await;
    assert_eq!(figure["value"], rows.len(), "{figure}");
    rows.len()
}

async fn overview(app: &TestApp, query: &str) -> Value {
    app.as_("bureau_officer")
        .get(format!("/school-overview{query}"))
        .await
        .expect(200)
        .body
}

/// Twelve concerns in one school, six of them settled; three in the other.
async fn concerns(app: &TestApp) {
    for number in 0..12 {
        let id = registered(app, "office", json!({"unit_id": app.world.east})).await;
        if number < 6 {
            moves(app, "office", &id, json!({"move": "accept"})).await.expect(200);
            let settle = json!({"move": "settle", "reply": "已经换了保温箱。", "outcome": "resolved"});
            moves(app, "office", &id, settle).await.expect(200);
        }
    }
    for _ in 0..3 {
        registered(app, "stranger_office", json!({"unit_id": app.world.other})).await;
    }
}

both!(every_number_opens_its_list_and_small_ones_are_withheld);
async fn every_number_opens_its_list_and_small_ones_are_withheld(app: TestApp) {
    concerns(&app).await;
    app.as_("office")
        .post("/liaison-links/derive", json!({"unit_id": app.world.school}))
        .await
        .expect(200);
    let found = overview(&app, "").await;
    assert_eq!((&found["term_name"], &found["least"]), (&Value::Null, &json!(5)));
    let schools = found["schools"].as_array().unwrap();
    let names: Vec<_> = schools
        .iter()
        .map(|school| school["unit_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["青山中心小学", "红土中心小学"], "in the order of the tree");

    let large = &schools[0]["figures"];
    assert_eq!(follow(&app, &large["registered"]).await, 12);
    assert_eq!(follow(&app, &large["completion"]["part"]).await, 6);
    assert_eq!(large["completion"]["percent"], 50.0);
    assert_eq!(follow(&app, &large["resolution"]["part"]).await, 6);
    assert_eq!(follow(&app, &large["open"]).await, 6);
    assert_eq!(follow(&app, &large["overdue"]).await, 0);
    follow(&app, &large["inspections"]).await;
    follow(&app, &large["findings"]).await;
    follow(&app, &large["rounds"]).await;
    for scheme in large["coverage"].as_array().unwrap() {
        let part = &scheme["covered"]["part"];
        if !part["value"].is_null() {
            follow(&app, part).await;
            follow(&app, &scheme["covered"]["of"]).await;
        }
    }
    assert_eq!(large["duties"]["of"]["value"], 0, "there is no plan yet");

    let small = &schools[1]["figures"];
    let withheld = json!({"value": null, "query": null});
    for figure in [
        &small["registered"],
        &small["completion"]["part"],
        &small["completion"]["of"],
        &small["open"],
        &small["overdue"],
    ] {
        assert_eq!(figure, &withheld, "{small}");
    }
    // The total says what is told, and so nothing of the rest.
    assert_eq!(found["total"]["registered"], json!({"value": 12, "query": null}));
    assert_eq!(
        found["total"]["completion"],
        large_without_queries(&large["completion"])
    );
}

fn large_without_queries(share: &Value) -> Value {
    let mut share = share.clone();
    share["part"]["query"] = Value::Null;
    share["of"]["query"] = Value::Null;
    share
}

both!(a_term_is_looked_at_by_its_days);
async fn a_term_is_looked_at_by_its_days(app: TestApp) {
    concerns(&app).await;
    let now = overview(&app, &format!("?term_id={}", app.world.term)).await;
    assert_eq!(
        (&now["term_name"], &now["from"], &now["on"]),
        (&json!("第一学期"), &json!("2026-08-31"), &json!("2026-11-23"))
    );
    assert_eq!(now["schools"][0]["figures"]["registered"]["value"], 12);
    let last = overview(&app, &format!("?term_id={}", app.world.last_term)).await;
    assert_eq!(last["schools"][0]["figures"]["registered"]["value"], 0);
    assert_eq!(last["on"], "2026-07-10");
    // What is open is open, whatever term is looked at.
    assert_eq!(last["schools"][0]["figures"]["open"]["value"], 6);
    let nowhere = format!("/school-overview?term_id={}", Uuid::now_v7());
    app.as_("bureau_officer").get(nowhere).await.problem(404, "not_found");
}

both!(the_overview_is_printed_and_taken_along_and_no_schools_business);
async fn the_overview_is_printed_and_taken_along_and_no_schools_business(app: TestApp) {
    concerns(&app).await;
    let bureau = app.as_("bureau_officer");
    let words = printed(bureau.get("/school-overview/form").await);
    for part in ["学校概览", "青山中心小学", "6/12", "50%", "不公布", "合计", "不排名"] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let book = bureau.get("/school-overview/workbook").await.expect(200);
    assert!(book.bytes.starts_with(b"PK"));
    for who in ["principal", "office", "teacher_a", "admin", "auditor"] {
        app.as_(who).get("/school-overview").await.problem(403, "forbidden");
    }
}

both!(a_bureau_with_two_schools_plans_inspects_and_learns_no_name);
async fn a_bureau_with_two_schools_plans_inspects_and_learns_no_name(app: TestApp) {
    let bureau = app.as_("bureau_officer");
    // One template, adopted by both schools.
    let new = json!({"unit_id": app.world.bureau, "template_code": "chuxiong-2012", "title": "全县联系群众实施方案",
        "effective_from": "2026-08-31"});
    let template = bureau.post("/plans", new).await.expect(201);
    let id: Uuid = template.id();
    bureau
        .post(format!("/plans/{id}/publish"), json!({"note": "第一版"}))
        .if_match(template.version())
        .key("publish")
        .await
        .expect(200);
    for (who, unit) in [("office", app.world.school), ("stranger_office", app.world.other)] {
        let copy = json!({"unit_id": unit, "template_code": id, "effective_from": "2026-08-31"});
        let plan = app.as_(who).post("/plans", copy).await.expect(201);
        let plan_id: Uuid = plan.id();
        app.as_(who)
            .request(Method::POST, format!("/plans/{plan_id}/adopt"))
            .if_match(plan.version())
            .key("adopt")
            .await
            .expect(200);
        let seen = bureau.get(format!("/plans/{plan_id}")).await.expect(200);
        assert_eq!(
            (&seen.body["state"], &seen.body["template_version"]),
            (&json!("adopted"), &json!(1))
        );
    }
    // One inspection in each; a school sees its own alone.
    let begins = app.now().date_naive() + Days::new(40);
    for unit in [app.world.school, app.world.other] {
        let inspection = json!({"unit_id": unit, "title": "春季开学专项督查", "list_number": "2026-07", "level": "county",
            "kind": "special", "body": "县教育局督导室", "notice_on": "2026-11-01", "begins_on": begins, "ends_on": begins, "items": [{"item": "食堂"}]});
        bureau.post("/inspections", inspection).await.expect(201);
    }
    assert_eq!(bureau.all("/inspections").await.len(), 2);
    assert_eq!(app.as_("office").all("/inspections").await.len(), 1);
    let found = overview(&app, "").await;
    assert_eq!(
        found["schools"][1]["figures"]["inspections"]["value"], 0,
        "it has not begun yet"
    );

    // A concern that was raised in confidence is read without who raised it.
    let entry = registered(&app, "stranger_office", json!({"unit_id": app.world.other})).await;
    let seen = bureau.get(format!("/ledger-entries/{entry}")).await.expect(200);
    assert!(
        !seen.text().contains("李大山") && !seen.text().contains("13800001111"),
        "{}",
        seen.text()
    );
    bureau
        .post(
            format!("/ledger-entries/{entry}/identity"),
            json!({"reason": "想知道是谁"}),
        )
        .key("look")
        .await
        .problem(403, "forbidden");
}
