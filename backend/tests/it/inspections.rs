//! Inspections and what inspectors may read, through HTTP, on both databases.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{Answer, TestApp},
};

fn canteen(app: &TestApp) -> Value {
    json!({
        "unit_id": app.world.school, "title": "秋季学期学校食堂专项督查", "list_number": "楚教督〔2026〕7号",
        "level": "county", "kind": "special", "body": "市教育局督导室", "notice_on": "2026-11-01",
        "begins_on": "2026-12-10", "ends_on": "2026-12-11", "items": [{"item": "食堂留样与台账"}]
    })
}

async fn record(app: &TestApp, username: &str, fields: Value) -> Answer {
    let mut body = canteen(app);
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.as_(username).post("/inspections", body).await
}

async fn make(app: &TestApp, username: &str, id: Uuid, body: Value) -> Answer {
    app.as_(username)
        .post(format!("/inspections/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

/// A running inspection of the school.
async fn running(app: &TestApp) -> Uuid {
    let id = record(app, "office", json!({})).await.expect(201).id();
    make(app, "office", id, json!({"move": "start"})).await.expect(200);
    id
}

both!(an_inspection_goes_from_planned_to_finished_and_every_step_is_kept);
async fn an_inspection_goes_from_planned_to_finished_and_every_step_is_kept(app: TestApp) {
    let made = record(&app, "bureau_officer", json!({})).await.expect(201);
    assert_eq!(made.body["warnings"], json!([]));
    assert_eq!(made.body["allowed_moves"], json!(["announce", "start", "cancel"]));
    let id: Uuid = made.id();
    let announced = make(
        &app,
        "office",
        id,
        json!({"move": "announce", "notice_on": "2026-11-20"}),
    )
    .await
    .expect(200);
    assert_eq!(announced.body["warnings"], json!(["notice_short"]));
    let edited = app
        .as_("office")
        .patch(
            format!("/inspections/{id}"),
            json!({"items": [{"item": "食堂留样与台账", "looked_at": "有三天空白"}]}),
        )
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(edited.body["items"][0]["looked_at"], "有三天空白");
    make(&app, "office", id, json!({"move": "start"})).await.expect(200);
    make(&app, "office", id, json!({"move": "finish"}))
        .await
        .refuses("#/conclusion", "required");
    make(&app, "office", id, json!({"move": "finish", "conclusion": "限期整改"}))
        .await
        .expect(200);
    make(&app, "office", id, json!({"move": "cancel", "reason": "改期"}))
        .await
        .problem(409, "illegal_move");
    app.as_("office")
        .patch(format!("/inspections/{id}"), json!({"title": "改名"}))
        .if_match(5)
        .await
        .problem(409, "illegal_move");
    let events = app
        .as_("principal")
        .get(format!("/inspections/{id}/events"))
        .await
        .expect(200);
    assert_eq!(events.column("step"), ["record", "announce", "edit", "start", "finish"]);
    assert_eq!(events.items()[4]["note"], "限期整改");
}

both!(what_the_rules_ask_for_is_told_and_blocks_nothing);
async fn what_the_rules_ask_for_is_told_and_blocks_nothing(app: TestApp) {
    let bare = json!({"list_number": null, "notice_on": null, "kind": "comprehensive"});
    let first = record(&app, "office", bare.clone()).await.expect(201);
    assert_eq!(first.body["warnings"], json!(["notice_missing", "number_missing"]));
    let second = record(&app, "office", bare).await.expect(201);
    assert_eq!(
        second.body["warnings"],
        json!(["notice_missing", "number_missing", "second_comprehensive"])
    );
    let id: Uuid = first.id();
    make(&app, "office", id, json!({"move": "cancel", "reason": "上级调整"}))
        .await
        .expect(200);
    let second: Uuid = second.id();
    let alone = app
        .as_("office")
        .get(format!("/inspections/{second}"))
        .await
        .expect(200);
    assert_eq!(alone.body["warnings"], json!(["notice_missing", "number_missing"]));
    let own = json!({"level": "school", "list_number": null, "notice_on": null});
    let own = record(&app, "principal", own).await.expect(201);
    assert_eq!(own.body["warnings"], json!([]));
}

both!(wrong_inspections_are_refused_by_field);
async fn wrong_inspections_are_refused_by_field(app: TestApp) {
    record(&app, "office", json!({"ends_on": "2026-12-01"}))
        .await
        .refuses("#/ends_on", "before_begin");
    record(&app, "office", json!({"notice_on": "2026-12-20"}))
        .await
        .refuses("#/notice_on", "after_begin");
    record(&app, "office", json!({"unit_id": app.world.other}))
        .await
        .refuses("#/unit_id", "unknown_reference");
    record(&app, "office", json!({"items": [{"item": "x"}]}))
        .await
        .refuses("#/items/0/item", "length");
    let id: Uuid = record(&app, "office", json!({})).await.expect(201).id();
    make(&app, "office", id, json!({"move": "start", "reason": "x年"}))
        .await
        .refuses("#/reason", "not_used");
}

both!(inspections_are_seen_by_those_who_answer_for_the_unit);
async fn inspections_are_seen_by_those_who_answer_for_the_unit(app: TestApp) {
    let id: Uuid = record(&app, "office", json!({"unit_id": app.world.east}))
        .await
        .expect(201)
        .id();
    let at = format!("/inspections/{id}");
    for username in ["office", "principal", "bureau_officer", "east_principal"] {
        app.as_(username).get(&at).await.expect(200);
    }
    for username in ["west_principal", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
    }
    for username in ["teacher_a", "vice", "admin"] {
        app.as_(username).get(&at).await.problem(403, "forbidden");
    }
    let seen = app.as_("east_principal").get(&at).await.expect(200);
    assert_eq!(seen.body["editable"], false);
    assert_eq!(seen.body["allowed_moves"], json!([]));
    record(&app, "east_principal", json!({"unit_id": app.world.east}))
        .await
        .problem(403, "forbidden");
}

both!(what_an_inspection_found_is_put_right_and_verified_by_the_bureau);
async fn what_an_inspection_found_is_put_right_and_verified_by_the_bureau(app: TestApp) {
    let planned: Uuid = record(&app, "office", json!({})).await.expect(201).id();
    let gap = |inspection: Uuid| {
        json!({
            "source": "inspection", "inspection_id": inspection, "found_on": "2026-11-20", "due_on": "2026-12-31",
            "what": "留样记录有三天空白", "owner_id": app.world.east_principal.person, "unit_id": app.world.east
        })
    };
    let refused = app.as_("office").post("/findings", gap(planned)).await;
    refused.refuses("#/inspection_id", "unknown_reference");
    make(&app, "office", planned, json!({"move": "start"}))
        .await
        .expect(200);
    let id = planned;
    let mut wrong = gap(id);
    wrong["source"] = json!("self_check");
    let refused = app.as_("office").post("/findings", wrong).await;
    refused.refuses("#/inspection_id", "not_used");
    let found = app.as_("bureau_officer").post("/findings", gap(id)).await.expect(201);
    assert_eq!(found.body["inspection_title"], "秋季学期学校食堂专项督查");
    let finding: Uuid = found.id();
    let inspection = app.as_("office").get(format!("/inspections/{id}")).await.expect(200);
    assert_eq!(inspection.body["findings"]["value"], 1);
    let query = inspection.body["findings_open"]["query"]
        .as_str()
        .unwrap()
        .replace("/api/v1", "");
    assert_eq!(app.as_("office").get(query).await.expect(200).items().len(), 1);
    let finish = json!({"move": "finish", "measure": "两人签字", "result": "记录完整"});
    app.as_("east_principal")
        .post(format!("/findings/{finding}/moves"), finish)
        .key(Uuid::now_v7())
        .await
        .expect(200);
    let waiting = app
        .as_("bureau_officer")
        .get("/findings?waiting_for_me=true")
        .await
        .expect(200);
    assert_eq!(waiting.items().len(), 1);
    app.as_("bureau_officer")
        .post(format!("/findings/{finding}/moves"), json!({"move": "verify"}))
        .key(Uuid::now_v7())
        .await
        .expect(200);
    let words = printed(app.as_("office").get(format!("/inspections/{id}/form")).await);
    for part in ["督查记录表", "食堂留样与台账", "留样记录有三天空白", "已销号"] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

both!(a_bureau_verifies_nothing_but_what_inspections_found);
async fn a_bureau_verifies_nothing_but_what_inspections_found(app: TestApp) {
    let own = json!({"source": "self_check", "found_on": "2026-11-10", "what": "走访少", "due_on": "2026-11-30"});
    let finding: Uuid = app
        .as_("teacher_a")
        .post("/findings", own.clone())
        .await
        .expect(201)
        .id();
    let finish = json!({"move": "finish", "measure": "多走访", "result": "已走访"});
    app.as_("teacher_a")
        .post(format!("/findings/{finding}/moves"), finish)
        .key(Uuid::now_v7())
        .await
        .expect(200);
    app.as_("bureau_officer")
        .post(format!("/findings/{finding}/moves"), json!({"move": "verify"}))
        .key(Uuid::now_v7())
        .await
        .problem(403, "forbidden");
    let mut about = own;
    about["owner_id"] = json!(app.world.teacher_a.person);
    app.as_("bureau_officer")
        .post("/findings", about)
        .await
        .problem(403, "forbidden");
}

both!(an_announced_inspection_is_on_the_day_of_the_school);
async fn an_announced_inspection_is_on_the_day_of_the_school(app: TestApp) {
    let id: Uuid = record(&app, "office", json!({})).await.expect(201).id();
    make(&app, "office", id, json!({"move": "announce"})).await.expect(200);
    let client = app.as_("principal");
    let day = client.get("/dashboard").await.expect(200);
    let waiting = day.body["waiting"].as_array().unwrap();
    let item = waiting
        .iter()
        .find(|item| item["kind"] == "inspections_coming")
        .unwrap();
    assert_eq!(item["figure"]["value"], 1);
    let query = item["figure"]["query"].as_str().unwrap().replace("/api/v1", "");
    assert_eq!(client.get(query).await.expect(200).items().len(), 1);
}

/// An activity, a ledger entry and a finding of the school, as choices.
async fn chosen(app: &TestApp) -> (Value, Uuid) {
    let visit = json!({
        "happened_on": "2026-11-20", "submit": true, "text": "到李明家，奶奶说午饭凉，电话13800001111。",
        "details": {"home_visit": {"household_id": app.world.li.household, "student_ids": [app.world.li.pupil],
            "family_present": [{"relation": "奶奶"}], "wishes": "李明想参加篮球队"}}
    });
    let visit: Uuid = app.as_("teacher_a").post("/activities", visit).await.expect(201).id();
    let categories = app.as_("office").get("/ledger-categories").await.expect(200);
    let entry = json!({
        "channel": "phone", "submitter_kind": "parent", "disclosure": "confidential", "unit_id": app.world.east,
        "category_id": categories.items()[0]["id"], "title": "午饭凉了", "content": "张女士来电说王芳吃了凉饭肚子疼",
        "identity": {"name": "张女士", "phone": "13900002222"}
    });
    let entry: Uuid = app.as_("office").post("/ledger-entries", entry).await.expect(201).id();
    let records = json!([{"kind": "activity", "id": visit}, {"kind": "ledger_entry", "id": entry}]);
    (records, entry)
}

both!(an_inspector_reads_just_what_was_chosen_without_names);
async fn an_inspector_reads_just_what_was_chosen_without_names(app: TestApp) {
    let inspection = running(&app).await;
    let (records, _) = chosen(&app).await;
    let opened = json!({"holder": "市教育局督导室", "days": 3, "inspection_id": inspection, "records": records});
    let access = app.as_("office").post("/inspection-accesses", opened).await.expect(201);
    let code = access.body["code"].as_str().unwrap().to_owned();
    let plain = code.replace('-', "");
    assert!(
        access.body["url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/inspection#{plain}"))
    );
    let id: Uuid = access.id();

    let inspector = app.anonymous();
    let typed = code.to_lowercase().replace('-', " ");
    let list = inspector
        .post("/public/inspection-access/open", json!({"code": typed}))
        .await
        .expect(200);
    assert_eq!(list.column("kind"), ["activity", "ledger_entry"]);
    assert_eq!(list.body["inspection_title"], "秋季学期学校食堂专项督查");
    let read = async |place: i32| {
        app.anonymous()
            .post("/public/inspection-access/read", json!({"code": code, "place": place}))
            .await
    };
    let visit = read(1).await.expect(200).text();
    assert!(
        visit.contains("到李*家") && visit.contains("李*想参加篮球队"),
        "{visit}"
    );
    assert!(!visit.contains("13800001111") && !visit.contains("李明"), "{visit}");
    let entry = read(2).await.expect(200).text();
    assert!(entry.contains("***来电说王*吃了凉饭"), "{entry}");
    assert!(!entry.contains("张女士") && !entry.contains("王芳"), "{entry}");
    read(3).await.problem(404, "not_found");

    let looks = app
        .as_("office")
        .get(format!("/inspection-accesses/{id}/looks"))
        .await
        .expect(200);
    assert_eq!(looks.column("place"), [json!(2), json!(1), Value::Null]);
    let audit = app
        .as_("auditor")
        .get(format!("/audit-events?object_id={id}"))
        .await
        .expect(200);
    assert_eq!(
        audit.column("action"),
        [
            "inspection_access.read",
            "inspection_access.read",
            "inspection_access.opened",
            "inspection_access.created"
        ]
    );
    let again = app
        .as_("office")
        .get(format!("/inspection-accesses/{id}"))
        .await
        .expect(200);
    assert_eq!(again.body["looks"], 3);
    assert!(!again.text().contains(&plain), "the code is shown once");
    let shown = app
        .as_("principal")
        .get(format!("/inspection-accesses/{id}/records"))
        .await
        .expect(200);
    assert_eq!(shown.items().len(), 2);
}

both!(a_wrong_an_ended_and_an_expired_code_get_the_same_answer);
async fn a_wrong_an_ended_and_an_expired_code_get_the_same_answer(app: TestApp) {
    let (records, _) = chosen(&app).await;
    let open = async |records: &Value| {
        let body = json!({"holder": "市教育局督导室", "days": 14, "records": records});
        app.as_("office").post("/inspection-accesses", body).await.expect(201)
    };
    let try_code = async |code: &Value| {
        let answer = app
            .anonymous()
            .post("/public/inspection-access/open", json!({"code": code}))
            .await;
        let mut problem = answer.problem(404, "not_found");
        problem["request_id"] = Value::Null;
        problem
    };
    let wrong = try_code(&json!("AAAA-BBBB-CCCC-DDDD")).await;
    let ended = open(&records).await;
    let id: Uuid = ended.id();
    app.as_("office")
        .request(Method::POST, format!("/inspection-accesses/{id}/end"))
        .key(Uuid::now_v7())
        .await
        .expect(200);
    assert_eq!(try_code(&ended.body["code"]).await, wrong);
    app.as_("office")
        .request(Method::POST, format!("/inspection-accesses/{id}/end"))
        .key(Uuid::now_v7())
        .await
        .problem(409, "already_ended");
    let expired = open(&records).await;
    app.advance(TimeDelta::days(14) + TimeDelta::seconds(1));
    assert_eq!(try_code(&expired.body["code"]).await, wrong);
}

both!(codes_cannot_be_guessed_fast);
async fn codes_cannot_be_guessed_fast(app: TestApp) {
    let mut refused = 0;
    for _ in 0..200 {
        let answer = app
            .anonymous()
            .post("/public/inspection-access/open", json!({"code": "AAAABBBBCCCCDDDD"}))
            .coming_from("198.51.100.7")
            .await;
        if answer.status == 429 {
            refused += 1;
        }
    }
    assert!(refused > 0);
}

both!(only_what_one_sees_oneself_can_be_opened);
async fn only_what_one_sees_oneself_can_be_opened(app: TestApp) {
    let (records, entry) = chosen(&app).await;
    let open = async |username: &str, records: Value| {
        let body = json!({"holder": "市教育局督导室", "days": 3, "records": records});
        app.as_(username).post("/inspection-accesses", body).await
    };
    open("stranger_office", records.clone())
        .await
        .refuses("#/records/0", "unknown_reference");
    let twice = json!([{"kind": "ledger_entry", "id": entry}, {"kind": "ledger_entry", "id": entry}]);
    open("office", twice).await.refuses("#/records/1", "duplicate");
    open("east_principal", records.clone()).await.problem(403, "forbidden");
    // An entry about the principal does not exist for him: he cannot open it to anybody.
    let about = json!({"persons_concerned": [app.world.principal.person]});
    app.as_("office")
        .patch(format!("/ledger-entries/{entry}"), about)
        .if_match(1)
        .await
        .expect(200);
    let only = json!([{"kind": "ledger_entry", "id": entry}]);
    open("principal", only.clone())
        .await
        .refuses("#/records/0", "unknown_reference");
    open("office", only).await.expect(201);
    let body = json!({"holder": "市教育局督导室", "days": 15, "records": records});
    let long = app.as_("office").post("/inspection-accesses", body).await;
    long.refuses("#/days", "range");
}
