//! Units: the tree, lists, and the ways of writing that every feature shares.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, support::TestApp};

fn new_unit(app: &TestApp, code: &str) -> Value {
    json!({
        "parent_id": app.world.school, "kind": "village_school", "name": "南村完小", "short_name": "南村",
        "code": code, "position": 9
    })
}

both!(the_office_sees_the_units_of_its_school_and_the_way_up);
async fn the_office_sees_the_units_of_its_school_and_the_way_up(app: TestApp) {
    let units = app.as_("office").all("/org-units?limit=3").await;
    let codes: Vec<&Value> = units.iter().map(|unit| &unit["code"]).collect();
    assert_eq!(codes, ["DC", "JK", "JY", "QS", "XC", "YE", "ZW"]);
    let stranger = app.as_("stranger").all("/org-units").await;
    assert_eq!(stranger.len(), 2, "his school and the bureau");
    app.as_("stranger")
        .get(format!("/org-units/{}", app.world.east))
        .await
        .problem(404, "not_found");
}

both!(pages_go_forth_and_back_across_units_that_sort_alike);
async fn pages_go_forth_and_back_across_units_that_sort_alike(app: TestApp) {
    let admin = app.as_("admin");
    for number in 10..15 {
        admin
            .post("/org-units", new_unit(&app, &format!("N{number}")))
            .await
            .expect(201);
    }
    let all = admin.get("/org-units?sort=-name").await.expect(200).column("id");
    assert_eq!(all.len(), 13);
    let mut forth = Vec::new();
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = admin
            .get(format!("/org-units?sort=-name&limit=3&cursor={cursor}"))
            .await
            .expect(200);
        forth.extend(page.column("id"));
        let next = page.body["next"].as_str().map(str::to_owned);
        pages.push(page);
        let Some(next) = next else { break };
        cursor = next;
    }
    assert_eq!(forth, all);
    let mut back = pages.pop().unwrap();
    for expected in pages.iter().rev() {
        let cursor = back.body["prev"].as_str().unwrap();
        back = admin
            .get(format!("/org-units?sort=-name&limit=3&cursor={cursor}"))
            .await
            .expect(200);
        assert_eq!(back.column("id"), expected.column("id"));
    }
    assert!(back.body["prev"].is_null());
}

both!(units_are_filtered_by_kind_and_parent);
async fn units_are_filtered_by_kind_and_parent(app: TestApp) {
    let office = app.as_("office");
    let villages = office
        .get("/org-units?kind=village_school,kindergarten&include_total=true")
        .await
        .expect(200);
    assert_eq!(villages.column("code"), ["DC", "XC", "YE"]);
    assert_eq!(villages.body["total"], 3);
    let below = office
        .get(format!("/org-units?parent_id={}&sort=position", app.world.school))
        .await
        .expect(200);
    assert_eq!(below.column("code"), ["DC", "XC", "YE", "ZW", "JK"]);
    let problem = office
        .get("/org-units?kind=castle")
        .await
        .problem(400, "invalid_parameter");
    assert!(problem["detail"].as_str().unwrap().contains("kind"));
}

both!(the_tree_begins_at_the_topmost_visible_unit);
async fn the_tree_begins_at_the_topmost_visible_unit(app: TestApp) {
    let tree = app.as_("office").get("/org-units/tree").await.expect(200);
    assert_eq!(tree.body["items"][0]["code"], "JY");
    assert_eq!(tree.body["items"][0]["children"][0]["code"], "QS");
    let below = tree.body["items"][0]["children"][0]["children"].as_array().unwrap();
    assert_eq!(below.len(), 5);
}

both!(a_unit_is_opened_below_the_own_school);
async fn a_unit_is_opened_below_the_own_school(app: TestApp) {
    let created = app
        .as_("office")
        .post("/org-units", new_unit(&app, "NC"))
        .await
        .expect(201);
    let id: Uuid = created.id();
    assert_eq!(
        created.header("location"),
        Some(format!("/api/v1/org-units/{id}").as_str())
    );
    assert_eq!(created.header("etag"), Some("\"v1\""));
    let read = app.as_("east_principal").get(format!("/org-units/{id}")).await;
    read.problem(404, "not_found");
    let office = format!("/org-units/{}", app.world.general_affairs);
    app.as_("east_principal").get(office).await.expect(200);
    let read = app.as_("vice").get(format!("/org-units/{id}")).await.expect(200);
    assert_eq!(read.body, created.body);
}

both!(a_unit_cannot_be_opened_below_a_school_that_is_not_ones_own);
async fn a_unit_cannot_be_opened_below_a_school_that_is_not_ones_own(app: TestApp) {
    let mut unit = new_unit(&app, "NC");
    unit["parent_id"] = json!(app.world.other);
    app.as_("office")
        .post("/org-units", unit)
        .await
        .refuses("#/parent_id", "unknown_reference");
    app.as_("teacher_a")
        .post("/org-units", new_unit(&app, "NC"))
        .await
        .problem(403, "forbidden");
}

both!(every_broken_rule_is_named);
async fn every_broken_rule_is_named(app: TestApp) {
    let office = app.as_("office");
    let mut unit = new_unit(&app, "nc");
    unit["name"] = json!("南");
    unit["school_code"] = json!("123");
    let answer = office.post("/org-units", unit).await.problem(422, "invalid_fields");
    let pointers: Vec<&str> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|error| error["pointer"].as_str())
        .collect();
    assert_eq!(pointers, ["#/code", "#/name", "#/school_code"]);
    let mut unit = new_unit(&app, "NC");
    unit["colour"] = json!("red");
    office
        .post("/org-units", unit)
        .await
        .refuses("#/colour", "unknown_field");
    let mut unit = new_unit(&app, "NC");
    unit["name"] = json!("南\u{0}村");
    office
        .post("/org-units", unit)
        .await
        .refuses("#/name", "control_character");
    let mut unit = new_unit(&app, "NC");
    unit["function"] = json!("office");
    office
        .post("/org-units", unit)
        .await
        .refuses("#/function", "only_for_departments");
    office
        .post("/org-units", new_unit(&app, "DC"))
        .await
        .problem(409, "duplicate");
}

both!(a_change_needs_the_version_it_is_based_on);
async fn a_change_needs_the_version_it_is_based_on(app: TestApp) {
    let (office, path) = (app.as_("office"), format!("/org-units/{}", app.world.east));
    office
        .patch(&path, json!({"name": "东村小学"}))
        .await
        .problem(428, "precondition_required");
    let changed = office
        .patch(&path, json!({"name": "东村小学"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!((changed.version(), changed.header("etag")), (2, Some("\"v2\"")));
    let stale = office
        .patch(&path, json!({"name": "东村学校", "position": 1}))
        .if_match(1)
        .await;
    let problem = stale.problem(412, "stale_version");
    assert_eq!(problem["current"]["version"], 2);
    assert_eq!(
        problem["differences"][0],
        json!({"pointer": "#/name", "yours": "东村学校", "current": "东村小学"})
    );
    let cleared = office
        .patch(&path, json!({"closed_on": "2027-07-09"}))
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(cleared.body["closed_on"], "2027-07-09");
    let cleared = office
        .patch(&path, json!({"closed_on": null}))
        .if_match(3)
        .await
        .expect(200);
    assert!(cleared.body["closed_on"].is_null());
    office
        .patch(&path, json!({"name": null}))
        .if_match(4)
        .await
        .problem(422, "invalid_fields");
}

both!(what_is_known_already_is_not_sent_again);
async fn what_is_known_already_is_not_sent_again(app: TestApp) {
    let path = format!("/org-units/{}", app.world.east);
    let known = app.as_("office").get(&path).header("If-None-Match", "\"v1\"").await;
    assert_eq!(known.status, 304);
    app.as_("office")
        .get(&path)
        .header("If-None-Match", "\"v2\"")
        .await
        .expect(200);
}

both!(a_repeat_with_the_same_key_has_one_effect_and_one_answer);
async fn a_repeat_with_the_same_key_has_one_effect_and_one_answer(app: TestApp) {
    let office = app.as_("office");
    let first = office
        .post("/org-units", new_unit(&app, "NC"))
        .key("k1")
        .await
        .expect(201);
    let again = office
        .post("/org-units", new_unit(&app, "NC"))
        .key("k1")
        .await
        .expect(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(
        (&again.body, again.header("location")),
        (&first.body, first.header("location"))
    );
    let other = office.post("/org-units", new_unit(&app, "NX")).key("k1").await;
    other.problem(422, "idempotency_key_reused");
    let somebody_else = app
        .as_("principal")
        .post("/org-units", new_unit(&app, "NX"))
        .key("k1")
        .await;
    somebody_else.expect(201);
}

both!(a_refused_request_leaves_its_key_free);
async fn a_refused_request_leaves_its_key_free(app: TestApp) {
    let office = app.as_("office");
    office
        .post("/org-units", new_unit(&app, "DC"))
        .key("k1")
        .await
        .problem(409, "duplicate");
    office
        .post("/org-units", new_unit(&app, "NC"))
        .key("k1")
        .await
        .expect(201);
}

both!(terms_hold_for_the_school_and_everything_below);
async fn terms_hold_for_the_school_and_everything_below(app: TestApp) {
    let world = &app.world;
    let teacher = app.as_("teacher_a");
    let now = teacher
        .get(format!("/terms?unit_id={}&on=2026-11-23", world.east))
        .await
        .expect(200);
    assert_eq!(now.column("id"), [json!(world.term)]);
    let all = teacher.get("/terms").await.expect(200);
    assert_eq!(all.column("starts_on"), ["2026-08-31", "2026-03-02"]);
    teacher
        .get(format!("/terms/{}", world.other_term))
        .await
        .problem(404, "not_found");
    let years = teacher.get("/school-years?on=2026-11-23").await.expect(200);
    assert_eq!(years.column("id"), [json!(world.year)]);
}

both!(a_term_lies_within_its_year_and_its_months_within_the_term);
async fn a_term_lies_within_its_year_and_its_months_within_the_term(app: TestApp) {
    let office = app.as_("office");
    let term = |starts_on: &str, ends_on: &str, months: &[&str]| {
        json!({
            "school_year_id": app.world.year, "name": "第二学期", "starts_on": starts_on, "ends_on": ends_on,
            "teaching_months": months
        })
    };
    let spring = ["2027-03", "2027-04", "2027-05", "2027-06"];
    let refused = [
        (
            term("2026-08-01", "2026-08-30", &["2026-08"]),
            "#/starts_on",
            "outside_year",
        ),
        (term("2027-03-01", "2027-08-09", &spring), "#/ends_on", "outside_year"),
        (term("2027-03-01", "2027-03-01", &spring), "#/ends_on", "before_start"),
        (term("2027-01-10", "2027-07-09", &spring), "#/starts_on", "overlap"),
        (
            term("2027-03-01", "2027-07-09", &["2027-02"]),
            "#/teaching_months/0",
            "outside_term",
        ),
        (
            term("2027-03-01", "2027-07-09", &["2027-04", "2027-03"]),
            "#/teaching_months/1",
            "order",
        ),
        (
            term("2027-03-01", "2027-07-09", &["三月"]),
            "#/teaching_months/0",
            "month",
        ),
    ];
    for (body, pointer, code) in refused {
        office.post("/terms", body).await.refuses(pointer, code);
    }
    let made = office
        .post("/terms", term("2027-03-01", "2027-07-09", &spring))
        .await
        .expect(201);
    let path = format!("/terms/{}", made.id::<Uuid>());
    office
        .patch(&path, json!({"starts_on": "2027-04-01"}))
        .if_match(1)
        .await
        .refuses("#/teaching_months/0", "outside_term");
    let changed = office
        .patch(&path, json!({"name": "下学期"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!((changed.version(), &changed.body["name"]), (2, &json!("下学期")));
    office
        .patch(
            format!("/school-years/{}", app.world.year),
            json!({"ends_on": "2027-07-01"}),
        )
        .if_match(1)
        .await
        .refuses("#/ends_on", "term_outside");
    app.as_("teacher_a")
        .post("/terms", term("2027-03-01", "2027-07-09", &spring))
        .await
        .problem(403, "forbidden");
}

both!(a_school_year_of_a_unit_does_not_overlap_another);
async fn a_school_year_of_a_unit_does_not_overlap_another(app: TestApp) {
    let office = app.as_("office");
    let year = |unit, starts_on: &str, ends_on: &str| json!({"unit_id": unit, "name": "2027–2028学年", "starts_on": starts_on, "ends_on": ends_on});
    office
        .post("/school-years", year(app.world.school, "2027-07-01", "2028-07-07"))
        .await
        .refuses("#/starts_on", "overlap");
    office
        .post("/school-years", year(app.world.school, "2027-09-01", "2027-08-31"))
        .await
        .refuses("#/ends_on", "not_a_year");
    office
        .post("/school-years", year(app.world.other, "2027-08-30", "2028-07-07"))
        .await
        .refuses("#/unit_id", "unknown_reference");
    let made = office
        .post("/school-years", year(app.world.school, "2027-08-30", "2028-07-07"))
        .await;
    made.expect(201);
}

both!(a_calendar_day_said_again_replaces_the_former);
async fn a_calendar_day_said_again_replaces_the_former(app: TestApp) {
    let office = app.as_("office");
    let day =
        |day: &str, kind: &str, note: &str| json!({"unit_id": app.world.east, "day": day, "kind": kind, "note": note});
    let market = office
        .post("/calendar-days", day("2026-11-24", "off", "街天"))
        .await
        .expect(200);
    let again = office
        .post("/calendar-days", day("2026-11-24", "off", "街天"))
        .await
        .expect(200);
    assert_eq!(again.body, market.body, "the same is not written twice");
    let changed = office
        .post("/calendar-days", day("2026-11-24", "off", "雨天停课"))
        .await
        .expect(200);
    assert_eq!(
        (changed.version(), changed.body["id"].clone()),
        (2, market.body["id"].clone())
    );
    office
        .post("/calendar-days", day("2026-11-24", "make_up", ""))
        .await
        .refuses("#/kind", "not_a_weekend");
    let held = app
        .as_("teacher_a")
        .get(format!(
            "/calendar-days?unit_id={}&day[gte]=2026-10-06&day[lte]=2026-12-31",
            app.world.east
        ))
        .await
        .expect(200);
    assert_eq!(held.column("day"), ["2026-10-06", "2026-10-07", "2026-11-24"]);
    let path = format!("/calendar-days/{}", market.id::<Uuid>());
    app.as_("west_principal")
        .delete(&path)
        .if_match(2)
        .await
        .problem(403, "forbidden");
    office.delete(&path).if_match(1).await.problem(412, "stale_version");
    office.delete(&path).if_match(2).await.expect(204);
    office.delete(&path).if_match(2).await.problem(404, "not_found");
}

both!(working_days_follow_the_calendar_of_the_units_above);
async fn working_days_follow_the_calendar_of_the_units_above(app: TestApp) {
    use lianxin::features::{calendar::working_days, organisation::term_on};
    let office = app.as_("office");
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let make_up = json!({"unit_id": app.world.east, "day": "2026-10-10", "kind": "make_up"});
    office.post("/calendar-days", make_up).await.expect(200);
    let east = working_days(app.db(), app.world.east, day("2026-09-01")).await.unwrap();
    assert_eq!(east.add(day("2026-09-30"), 3), day("2026-10-10"));
    let west = working_days(app.db(), app.world.west, day("2026-09-01")).await.unwrap();
    assert_eq!(west.add(day("2026-09-30"), 3), day("2026-10-12"));
    let term = term_on(app.db(), app.world.east, day("2026-11-23")).await.unwrap();
    assert_eq!(term.map(|term| term.id), Some(app.world.term));
    let holiday = term_on(app.db(), app.world.east, day("2026-08-01")).await.unwrap();
    assert!(holiday.is_none());
}
