//! What falls to whom of a duty, waivers, reminders, trends and contradictions, through HTTP, on both databases.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{both, support::TestApp};

/// The plan in force, by the shipped template with some duties changed in the draft.
pub async fn adopted(app: &TestApp, changes: &[(&str, Value)]) -> String {
    let office = app.as_("office");
    let new = json!({"unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31"});
    let plan = text(&office.post("/plans", new).await.expect(201).body, "id");
    for (code, change) in changes {
        let duties = office
            .get(format!("/duties?plan_id={plan}&code={code}"))
            .await
            .expect(200);
        let duty = text(&duties.items()[0], "id");
        office
            .patch(format!("/duties/{duty}"), change.clone())
            .if_match(1)
            .await
            .expect(200);
    }
    let version = office.get(format!("/plans/{plan}")).await.expect(200).version();
    office
        .request(Method::POST, format!("/plans/{plan}/adopt"))
        .if_match(version)
        .key(&plan)
        .await
        .expect(200);
    plan
}

fn text(record: &Value, field: &str) -> String {
    record[field]
        .as_str()
        .unwrap_or_else(|| panic!("no {field} in {record}"))
        .to_owned()
}

async fn item(app: &TestApp, who: &str, code: &str) -> Value {
    item_of(app, who, "/duty-progress", code).await
}

async fn item_of(app: &TestApp, who: &str, path: &str, code: &str) -> Value {
    let progress = app.as_(who).get(path).await.expect(200).body;
    let items = progress["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["duty"]["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {progress}")).clone()
}

fn four_weeks() -> Value {
    json!({"duty_code": "observation_term", "kind": "leave", "starts_on": "2026-10-12", "ends_on": "2026-11-08",
        "reason": "病假四周"})
}

async fn moved(app: &TestApp, who: &str, waiver: &str, body: Value) -> crate::support::Answer {
    app.as_(who)
        .post(format!("/waivers/{waiver}/moves"), body)
        .key(uuid::Uuid::now_v7())
        .await
}

both!(a_waiver_reduces_the_target_when_it_is_approved_and_not_before);
async fn a_waiver_reduces_the_target_when_it_is_approved_and_not_before(app: TestApp) {
    adopted(&app, &[]).await;
    let numbers = async || {
        let found = item(&app, "vice", "observation_term").await;
        (
            found["target"].clone(),
            found["waived"].clone(),
            found["rest"].clone(),
            found["due_now"].clone(),
        )
    };
    let whole = (json!(40), json!(0), json!(40), json!(24));
    assert_eq!(numbers().await, whole);
    let asked = app.as_("vice").post("/waivers", four_weeks()).await.expect(201);
    assert_eq!(
        (&asked.body["state"], &asked.body["duty_title"]),
        (&json!("requested"), &json!("观课议课"))
    );
    assert_eq!(asked.body["allowed_moves"], json!(["withdraw"]));
    let id = text(&asked.body, "id");
    assert_eq!(numbers().await, whole);

    moved(&app, "vice", &id, json!({"move": "approve"}))
        .await
        .problem(403, "forbidden");
    moved(&app, "office", &id, json!({"move": "approve"}))
        .await
        .problem(403, "forbidden");
    moved(&app, "stranger_office", &id, json!({"move": "withdraw"}))
        .await
        .problem(404, "not_found");
    moved(&app, "principal", &id, json!({"move": "reject"}))
        .await
        .refuses("#/note", "required");
    let day = app.as_("principal").get("/dashboard").await.expect(200).body;
    let waiting = day["waiting"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["kind"] == "waivers_to_decide");
    let figure = &waiting.unwrap()["figure"];
    let query = figure["query"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
    assert_eq!(app.as_("principal").all(query).await.len(), 1);

    let approved = moved(&app, "principal", &id, json!({"move": "approve"}))
        .await
        .expect(200);
    assert_eq!(approved.body["decided_by_name"], "高建国");
    // Four of twenty weeks: eight of forty; of the sixteen weeks left nine are over on 23 November.
    assert_eq!(numbers().await, (json!(40), json!(8), json!(32), json!(16)));
    let reduced = item(&app, "vice", "observation_term").await;
    let words = text(&reduced, "words");
    assert!(words.starts_with("本学期观课议课 0/32 节（已减免 8 节）"), "{words}");
    assert_eq!(
        reduced["explanation"]["waivers"],
        json!(["2026-10-12 至 2026-11-08 按教学周减免：病假四周"])
    );
    let list = text(&reduced["waivers_query"], "path");
    let list = app.as_("vice").all(list.strip_prefix("/api/v1").unwrap()).await;
    assert_eq!(list.len(), 1);
    // It concerns one duty only.
    assert_eq!(item(&app, "vice", "observation_month").await["waived"], 0);

    moved(&app, "principal", &id, json!({"move": "approve"}))
        .await
        .problem(409, "illegal_move");
    moved(&app, "vice", &id, json!({"move": "withdraw"})).await.expect(200);
    assert_eq!(numbers().await, whole);
}

both!(a_leave_alone_reduces_nothing_but_proposes_a_waiver);
async fn a_leave_alone_reduces_nothing_but_proposes_a_waiver(app: TestApp) {
    adopted(&app, &[]).await;
    let person = app.world.vice.person;
    let leave = json!({"kind": "sick", "starts_on": "2026-10-12", "ends_on": "2026-11-08"});
    app.as_("office")
        .post(format!("/personnel/{person}/leaves"), leave)
        .await
        .expect(201);
    assert_eq!(item(&app, "vice", "observation_term").await["waived"], 0);
    let proposals = async |who: &str| app.as_(who).get("/waivers/proposals").await.expect(200).items().clone();
    let proposed = proposals("vice").await;
    assert_eq!(proposed.len(), 1);
    assert!(proposals("teacher_a").await.is_empty());
    assert_eq!(proposals("office").await.len(), 1);
    let mut new = four_weeks();
    new["duty_code"] = Value::Null;
    new["leave_id"] = proposed[0]["leave_id"].clone();
    new["person_id"] = json!(person);
    let asked = app.as_("office").post("/waivers", new.clone()).await.expect(201);
    assert!(proposals("office").await.is_empty());
    app.as_("office")
        .post("/waivers", new)
        .await
        .problem(409, "waiver_overlaps");
    moved(&app, "principal", &text(&asked.body, "id"), json!({"move": "approve"}))
        .await
        .expect(200);
    assert_eq!(item(&app, "vice", "observation_term").await["waived"], 8);
    // All duties: the one of the month too, whose first week lies in the span.
    let month = item(&app, "vice", "observation_month").await;
    assert_eq!((&month["target"], &month["waived"]), (&json!(10), &json!(2)));
}

both!(nobody_decides_about_himself_and_about_the_principal_the_bureau_does);
async fn nobody_decides_about_himself_and_about_the_principal_the_bureau_does(app: TestApp) {
    adopted(&app, &[]).await;
    let asked = app.as_("principal").post("/waivers", four_weeks()).await.expect(201);
    assert_eq!(asked.body["authority"], "bureau");
    let id = text(&asked.body, "id");
    moved(&app, "principal", &id, json!({"move": "approve"}))
        .await
        .problem(403, "forbidden");
    app.as_("vice").post("/waivers", four_weeks()).await.expect(201);
    let bureau = app.as_("bureau_officer");
    assert_eq!(bureau.all("/waivers").await.len(), 1);
    moved(
        &app,
        "bureau_officer",
        &id,
        json!({"move": "reject", "note": "请说明代理人"}),
    )
    .await
    .expect(200);
    let kept = app
        .as_("principal")
        .get(format!("/waivers/{id}"))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&kept["state"], &kept["decision_note"]),
        (&json!("rejected"), &json!("请说明代理人"))
    );
    assert_eq!(item(&app, "principal", "observation_term").await["waived"], 0);
    app.as_("teacher_a")
        .get(format!("/waivers/{id}"))
        .await
        .problem(404, "not_found");
}

both!(a_request_that_makes_no_sense_is_refused_by_its_field);
async fn a_request_that_makes_no_sense_is_refused_by_its_field(app: TestApp) {
    adopted(&app, &[]).await;
    let with = |field: &str, value: Value| {
        let mut new = four_weeks();
        new[field] = value;
        new
    };
    let vice = app.as_("vice");
    let refuse = async |field: &str, value: Value, pointer: &str, code: &str| {
        vice.post("/waivers", with(field, value)).await.refuses(pointer, code);
    };
    refuse("ends_on", json!("2026-10-01"), "#/ends_on", "before_start").await;
    refuse("ends_on", json!("2028-10-01"), "#/ends_on", "too_long").await;
    refuse("duty_code", json!("flying"), "#/duty_code", "unknown_reference").await;
    refuse("duty_code", json!("parents_meeting"), "#/duty_code", "other_subject").await;
    refuse(
        "person_id",
        json!(app.world.teacher_a.person),
        "#/person_id",
        "unknown_reference",
    )
    .await;
    refuse("unit_id", json!(app.world.east), "#/unit_id", "unknown_reference").await;
    refuse("amount", json!(0), "#/amount", "range").await;
    let mut all = with("amount", json!(5));
    all["duty_code"] = Value::Null;
    vice.post("/waivers", all)
        .await
        .refuses("#/amount", "goes_with_one_duty");
    app.as_("office")
        .post("/waivers", with("person_id", json!(app.world.stranger.person)))
        .await
        .refuses("#/person_id", "unknown_reference");
    // A stated number is taken off as it stands.
    let five = vice.post("/waivers", with("amount", json!(5))).await.expect(201);
    moved(&app, "principal", &text(&five.body, "id"), json!({"move": "approve"}))
        .await
        .expect(200);
    assert_eq!(item(&app, "vice", "observation_term").await["rest"], 35);
    // Sent again with its own id, it is the same request.
    let mut new = with("id", json!(uuid::Uuid::now_v7()));
    new["kind"] = json!("late_posting");
    vice.post("/waivers", new.clone()).await.expect(201);
    vice.post("/waivers", new.clone()).await.expect(200);
    new["reason"] = json!("另一个说法");
    vice.post("/waivers", new).await.problem(409, "id_taken");
}

both!(a_rank_that_begins_in_the_middle_of_the_term_brings_its_share_of_weeks);
async fn a_rank_that_begins_in_the_middle_of_the_term_brings_its_share_of_weeks(app: TestApp) {
    adopted(&app, &[]).await;
    let person = app.world.teacher_a.person;
    let rank = json!({"rank": "middle_leader", "starts_on": "2026-11-02"});
    app.as_("office")
        .post(format!("/personnel/{person}/ranks"), rank)
        .await
        .expect(201);
    let mine = item(&app, "teacher_a", "observation_term").await;
    // Eleven of twenty weeks; three of them are over on 23 November.
    assert_eq!((&mine["whole_target"], &mine["target"]), (&json!(40), &json!(22)));
    assert_eq!(mine["due_now"], 6);
    assert!(text(&mine["explanation"], "share").contains("11/20"), "{mine}");
    // The day before, it did not bind him; whoever had the rank all the time has all of it.
    let before = app
        .as_("teacher_a")
        .get("/duty-progress?on=2026-11-01")
        .await
        .expect(200)
        .body;
    let codes: Vec<_> = before["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["duty"]["code"])
        .collect();
    assert!(!codes.contains(&&json!("observation_term")), "{codes:?}");
    assert_eq!(
        item(&app, "vice", "observation_term").await["explanation"]["share"],
        Value::Null
    );
    // The rank ends: what was due until then stays readable in this term.
    let back = json!({"rank": "teacher", "starts_on": "2026-11-16"});
    app.as_("office")
        .post(format!("/personnel/{person}/ranks"), back)
        .await
        .expect(201);
    let mine = item(&app, "teacher_a", "observation_term").await;
    assert_eq!((&mine["target"], &mine["due_now"]), (&json!(4), &json!(4)));
}

both!(whoever_comes_from_another_school_has_the_weeks_since_he_joined);
async fn whoever_comes_from_another_school_has_the_weeks_since_he_joined(app: TestApp) {
    adopted(&app, &[]).await;
    let person = app.world.vice.person;
    let post = |unit: lianxin::entities::ids::OrgUnitId, from: &str, to: Value| json!({"post": "vice_principal", "unit_id": unit, "starts_on": from, "ends_on": to});
    let path = format!("/personnel/{person}/appointments");
    // A post in the own school says nothing.
    app.as_("admin")
        .post(&path, post(app.world.east, "2026-11-02", Value::Null))
        .await
        .expect(201);
    assert_eq!(item(&app, "vice", "observation_term").await["target"], 40);
    app.as_("admin")
        .post(&path, post(app.world.other, "2025-10-01", json!("2026-10-30")))
        .await
        .expect(201);
    assert_eq!(item(&app, "vice", "observation_term").await["target"], 22);
}

both!(a_duty_of_a_unit_is_shown_to_its_head_and_as_a_row_of_its_own);
async fn a_duty_of_a_unit_is_shown_to_its_head_and_as_a_row_of_its_own(app: TestApp) {
    adopted(&app, &[]).await;
    let head = item(&app, "east_principal", "parents_meeting").await;
    assert_eq!((&head["subject"]["kind"], &head["target"]), (&json!("unit"), &json!(2)));
    let rows = app.as_("principal").all("/duty-progress/units").await;
    let of = |name: &str| rows.iter().find(|row| row["unit_name"] == name).unwrap().clone();
    let codes = |row: &Value| -> Vec<String> {
        let cells = row["cells"].as_array().unwrap();
        cells.iter().map(|cell| text(cell, "duty_code")).collect()
    };
    assert_eq!(codes(&of("东村完小")), ["parents_meeting"]);
    assert!(codes(&of("青山幼儿园")).is_empty());
    assert!(!rows.iter().any(|row| row["unit_name"] == "红土中心小学"));
    let own = app.as_("east_principal").all("/duty-progress/units").await;
    assert_eq!(own.len(), 1);
    assert!(app.as_("teacher_a").all("/duty-progress/units").await.is_empty());

    let new = json!({"unit_id": app.world.east, "duty_code": "parents_meeting", "kind": "other", "amount": 1,
        "starts_on": "2026-10-12", "ends_on": "2026-10-12", "reason": "道路塌方，家长无法到校"});
    app.as_("west_principal")
        .post("/waivers", new.clone())
        .await
        .refuses("#/unit_id", "unknown_reference");
    let asked = app.as_("east_principal").post("/waivers", new).await.expect(201);
    moved(&app, "principal", &text(&asked.body, "id"), json!({"move": "approve"}))
        .await
        .expect(200);
    let head = item(&app, "east_principal", "parents_meeting").await;
    assert_eq!((&head["waived"], &head["rest"]), (&json!(1), &json!(1)));
    let list = text(&head["waivers_query"], "path");
    assert_eq!(
        app.as_("east_principal")
            .all(list.strip_prefix("/api/v1").unwrap())
            .await
            .len(),
        1
    );
}

both!(the_staff_are_found_by_rank_and_each_cell_says_what_is_left);
async fn the_staff_are_found_by_rank_and_each_cell_says_what_is_left(app: TestApp) {
    adopted(&app, &[]).await;
    let rows = app
        .as_("principal")
        .all("/duty-progress/staff?rank=middle_leader,branch_principal")
        .await;
    let names: Vec<_> = rows.iter().map(|row| text(row, "person_name")).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(rows.iter().all(|row| {
        let cells = row["cells"].as_array().unwrap();
        cells
            .iter()
            .any(|cell| cell["duty_code"] == "observation_term" && cell["rest"] == 40)
    }));
}

both!(rules_that_contradict_each_other_are_both_shown);
async fn rules_that_contradict_each_other_are_both_shown(app: TestApp) {
    let plan = adopted(&app, &[("observation_month", json!({"target": 12}))]).await;
    let found = app
        .as_("teacher_a")
        .get(format!("/plans/{plan}/conflicts"))
        .await
        .expect(200);
    assert_eq!(found.items().len(), 1, "{}", found.text());
    let conflict = &found.items()[0];
    assert_eq!((&conflict["times"], &conflict["total"]), (&json!(4), &json!(48)));
    assert_eq!(conflict["longer"]["target"], 40);
    let words = text(conflict, "words");
    assert!(
        words.contains("每学期 40 节") && words.contains("合计 48 节"),
        "{words}"
    );
    let own = app.as_("vice").get("/duty-progress").await.expect(200).body;
    assert_eq!(own["conflicts"].as_array().unwrap().len(), 1);
    // Whom neither rule binds is not told.
    let other = app.as_("teacher_a").get("/duty-progress").await.expect(200).body;
    assert_eq!(other["conflicts"], json!([]));
    app.as_("stranger")
        .get(format!("/plans/{plan}/conflicts"))
        .await
        .problem(404, "not_found");
}

both!(rules_that_agree_are_no_contradiction);
async fn rules_that_agree_are_no_contradiction(app: TestApp) {
    let plan = adopted(&app, &[]).await;
    let found = app
        .as_("office")
        .get(format!("/plans/{plan}/conflicts"))
        .await
        .expect(200);
    assert!(found.items().is_empty(), "{}", found.text());
}

async fn observe(app: &TestApp, on: &str, discussed: bool) -> String {
    let mut lesson =
        json!({"class_id": app.world.east_3_1, "observed_person_id": app.world.teacher_b.person, "subject": "数学"});
    if discussed {
        lesson["discussed_on"] = json!(on);
        lesson["discussion"] = json!("多给学生说的时间");
    }
    let new =
        json!({"happened_on": on, "text": "听课一节。", "submit": true, "details": {"lesson_observation": lesson}});
    let made = app.as_("vice").post("/activities", new).await.expect(201);
    let id = text(&made.body, "id");
    app.as_("teacher_b")
        .post(format!("/activities/{id}/moves"), json!({"move": "confirm"}))
        .key(&id)
        .await
        .expect(200);
    id
}

both!(the_trend_is_a_count_by_week_and_each_point_opens_its_records);
async fn the_trend_is_a_count_by_week_and_each_point_opens_its_records(app: TestApp) {
    adopted(&app, &[]).await;
    observe(&app, "2026-09-01", true).await;
    observe(&app, "2026-11-18", true).await;
    observe(&app, "2026-11-19", false).await;
    for (who, whose) in [
        ("vice", String::new()),
        ("principal", format!("&unit_id={}", app.world.school)),
    ] {
        let trend = app
            .as_(who)
            .get(format!("/duty-progress/trend?duty_code=observation_term{whose}"))
            .await
            .expect(200)
            .body;
        let points = trend["points"].as_array().unwrap();
        let values: Vec<i64> = points
            .iter()
            .map(|point| point["figure"]["value"].as_i64().unwrap())
            .collect();
        assert_eq!((trend["step"].as_str(), values.len()), (Some("week"), 13));
        assert_eq!((values[0], values[11], values[12]), (1, 2, 0));
        assert_eq!(points[12]["total"], 3);
        let list = text(&points[11]["figure"], "query");
        assert_eq!(app.as_(who).all(list.strip_prefix("/api/v1").unwrap()).await.len(), 2);
    }
    app.as_("teacher_a")
        .get(format!(
            "/duty-progress/trend?duty_code=observation_term&unit_id={}",
            app.world.school
        ))
        .await
        .problem(404, "not_found");
    app.as_("vice")
        .get("/duty-progress/trend?duty_code=class_teaching")
        .await
        .problem(400, "invalid_parameter");
}

both!(the_readings_of_a_duty_are_those_of_the_list_behind_it);
async fn the_readings_of_a_duty_are_those_of_the_list_behind_it(app: TestApp) {
    let readings = json!({"options": {"discussed_only": true, "village_schools_only": true}});
    adopted(&app, &[("observation_term", readings)]).await;
    observe(&app, "2026-11-18", true).await;
    observe(&app, "2026-11-19", false).await;
    let mine = item(&app, "vice", "observation_term").await;
    assert_eq!(mine["actual"], 1);
    let list = text(&mine["query"], "path");
    assert!(list.contains("discussed=true&unit_kind=village_school"), "{list}");
    assert_eq!(
        app.as_("vice").all(list.strip_prefix("/api/v1").unwrap()).await.len(),
        1
    );
    let trend = app
        .as_("vice")
        .get("/duty-progress/trend?duty_code=observation_term")
        .await
        .expect(200)
        .body;
    assert_eq!(trend["points"][11]["total"], 1);
}

both!(the_load_of_a_week_is_lessons_observations_and_visits);
async fn the_load_of_a_week_is_lessons_observations_and_visits(app: TestApp) {
    adopted(&app, &[]).await;
    observe(&app, "2026-11-18", true).await;
    observe(&app, "2026-11-23", true).await;
    let load = app.as_("vice").get("/duty-progress/load").await.expect(200).body;
    assert_eq!((&load["weeks"], &load["this_week"]), (&json!(13), &json!(1)));
    assert_eq!(load["items"][1]["average"], 0.2);
    let teacher = app.as_("teacher_a").get("/duty-progress/load").await.expect(200).body;
    assert_eq!(teacher["items"][0]["kind"], "lessons");
    assert!(teacher["items"][0]["this_week"].as_i64().unwrap() > 0);
    for item in load["items"].as_array().unwrap() {
        let list = text(item, "query");
        app.as_("vice")
            .get(list.strip_prefix("/api/v1").unwrap())
            .await
            .expect(200);
    }
    app.as_("teacher_a")
        .get(format!("/duty-progress/load?person_id={}", app.world.vice.person))
        .await
        .problem(404, "not_found");
    // In the holidays nothing is counted.
    let holidays = app
        .as_("vice")
        .get("/duty-progress/load?on=2026-08-01")
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&holidays["term_name"], &holidays["this_week"]),
        (&Value::Null, &json!(0))
    );
}

both!(a_reminder_is_a_line_on_the_own_day_and_nobody_elses_business);
async fn a_reminder_is_a_line_on_the_own_day_and_nobody_elses_business(app: TestApp) {
    adopted(&app, &[]).await;
    let vice = app.as_("vice");
    let lines = async || vice.get("/dashboard").await.expect(200).body["reminders"].clone();
    // 23 November 2026 is a Monday.
    let monday = json!({"duty_code": "observation_term", "weekday": 1});
    let set = vice.post("/duty-reminders", monday.clone()).await.expect(201);
    let shown = lines().await;
    assert_eq!(shown.as_array().unwrap().len(), 1);
    assert!(
        text(&shown[0], "words").starts_with("本学期观课议课 0/40 节"),
        "{shown}"
    );
    assert_eq!(
        app.as_("principal").get("/dashboard").await.expect(200).body["reminders"],
        json!([])
    );
    assert!(app.as_("principal").all("/duty-reminders").await.is_empty());
    let path = format!("/duty-reminders/{}", text(&set.body, "id"));
    app.as_("principal")
        .delete(&path)
        .if_match(1)
        .await
        .problem(404, "not_found");

    // 53 days before the term's end on 15 January is today, 52 days before it tomorrow.
    let edit = json!({"weekday": null, "days_before_end": 52});
    vice.patch(&path, edit).if_match(1).await.expect(200);
    assert_eq!(lines().await, json!([]));
    vice.patch(&path, json!({"days_before_end": 53}))
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(lines().await.as_array().unwrap().len(), 1);
    vice.patch(&path, json!({"weekday": 2}))
        .if_match(3)
        .await
        .refuses("#/weekday", "one_of_two");
    vice.patch(&path, json!({"days_before_end": 0}))
        .if_match(3)
        .await
        .refuses("#/days_before_end", "range");
    let neither = json!({"duty_code": "observation_term"});
    vice.post("/duty-reminders", neither)
        .await
        .refuses("#/weekday", "one_of_two");
    let foreign = json!({"duty_code": "home_visit", "weekday": 1});
    vice.post("/duty-reminders", foreign)
        .await
        .refuses("#/duty_code", "unknown_reference");
    app.as_("admin")
        .post("/duty-reminders", monday)
        .await
        .problem(403, "forbidden");

    // What is waived needs no reminder.
    let all = json!({"kind": "other", "starts_on": "2026-08-31", "ends_on": "2027-01-31", "reason": "借调一学期"});
    let asked = vice.post("/waivers", all).await.expect(201);
    moved(&app, "principal", &text(&asked.body, "id"), json!({"move": "approve"}))
        .await
        .expect(200);
    let waived = item(&app, "vice", "observation_term").await;
    assert_eq!(
        (&waived["state"], &waived["words"]),
        (&json!("waived"), &json!("本学期观课议课：已减免。"))
    );
    assert_eq!(lines().await, json!([]));
    vice.delete(&path).if_match(3).await.expect(204);
}
