//! Ledger entries, through HTTP, on both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use lianxin::{
    entities::{
        audit_event, change_event,
        ids::{LedgerEntryId, OrgUnitId, PersonId},
        ledger_alarm, ledger_category, ledger_entry, ledger_event, ledger_identity, ledger_person_concerned,
    },
    features::ledger::verify_chains,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set, sea_query::Expr,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

pub async fn category(app: &TestApp, code: &str) -> String {
    let categories = app.as_("teacher_a").get("/ledger-categories").await.expect(200);
    let found = categories.items().iter().find(|category| category["code"] == code);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// What a parent said in `east`.
pub async fn concern(app: &TestApp) -> Value {
    json!({
        "channel": "visit",
        "submitter_kind": "parent",
        "disclosure": "confidential",
        "category_id": category(app, "canteen").await,
        "title": "午餐送到教学点时已经不热了",
        "content": "家长反映午餐送到教学点时已经凉了，希望学校想办法保温。",
        "identity": {"name": "李大山", "phone": "13800001111", "address": "大树村三组"},
    })
}

/// Registers a concern as somebody and returns its id.
pub async fn registered(app: &TestApp, who: &str, more: Value) -> String {
    let mut new = concern(app).await;
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    let answer = app.as_(who).post("/ledger-entries", new).await.expect(201);
    answer.body["id"].as_str().unwrap().to_owned()
}

pub async fn moves(app: &TestApp, who: &str, id: &str, body: Value) -> Answer {
    app.as_(who)
        .post(format!("/ledger-entries/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

pub async fn see(app: &TestApp, who: &str, id: &str) -> Answer {
    app.as_(who).get(format!("/ledger-entries/{id}")).await
}

/// The names of the moves that somebody is offered.
pub async fn offered(app: &TestApp, who: &str, id: &str) -> BTreeSet<String> {
    let entry = see(app, who, id).await.expect(200).body;
    let allowed = entry["allowed_moves"].as_array().unwrap().iter();
    allowed
        .map(|allowed| allowed["move"].as_str().unwrap().to_owned())
        .collect()
}

pub fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

/// Registered by the teacher, accepted by the branch principal, routed to general affairs.
pub async fn routed(app: &TestApp) -> String {
    let id = registered(app, "teacher_a", json!({})).await;
    moves(app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs, "note": "请总务处核实保温箱"});
    moves(app, "east_principal", &id, to).await.expect(200);
    id
}

/// Answered by logistics, waiting for the call-back.
pub async fn replied(app: &TestApp) -> String {
    let id = routed(app).await;
    moves(app, "logistics", &id, json!({"move": "sign"})).await.expect(200);
    let reply = json!({"move": "reply", "reply": "已配保温箱，每天 11:40 送到", "outcome": "resolved", "handling_way": "administrative"});
    moves(app, "logistics", &id, reply).await.expect(200);
    id
}

both!(an_entry_goes_its_whole_way_each_step_by_the_one_whose_turn_it_is);
async fn an_entry_goes_its_whole_way_each_step_by_the_one_whose_turn_it_is(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let entry = see(&app, "teacher_a", &id).await.expect(200).body;
    assert_eq!(entry["number"], "DC-2026-0001");
    assert_eq!(entry["unit_name"], "东村完小");
    assert_eq!(entry["due_at"], "2026-12-08T15:59:59Z");
    assert_eq!(entry["stage_due_at"], "2026-11-25T15:59:59Z");
    assert_eq!((&entry["light"], &entry["days_left"]), (&json!("white"), &json!(2)));
    assert_eq!(offered(&app, "teacher_a", &id).await, names(&["note", "withdraw"]));
    assert_eq!(
        offered(&app, "east_principal", &id).await,
        names(&["accept", "decline", "merge", "note"])
    );
    moves(&app, "teacher_a", &id, json!({"move": "accept"}))
        .await
        .problem(403, "forbidden");
    see(&app, "logistics", &id).await.problem(404, "not_found");

    let entry = moves(&app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    assert_eq!(entry.body["state"], "accepted");
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs, "note": "请总务处核实保温箱"});
    moves(&app, "teacher_a", &id, to.clone())
        .await
        .problem(403, "forbidden");
    moves(&app, "east_principal", &id, to).await.expect(200);

    assert_eq!(
        offered(&app, "logistics", &id).await,
        names(&["sign", "return", "add_co_handler", "note"])
    );
    assert_eq!(
        offered(&app, "east_principal", &id).await,
        names(&["add_co_handler", "merge", "note"])
    );
    moves(&app, "office", &id, json!({"move": "sign"}))
        .await
        .problem(403, "forbidden");
    let entry = moves(&app, "logistics", &id, json!({"move": "sign"}))
        .await
        .expect(200)
        .body;
    assert_eq!(entry["handler_name"], "郭大勇");
    let reply = json!({"move": "reply", "reply": "已配保温箱，每天 11:40 送到", "outcome": "resolved", "handling_way": "administrative"});
    let entry = moves(&app, "logistics", &id, reply).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("replied"), &json!("resolved"))
    );

    let call = json!({"move": "call_back", "method": "phone", "satisfaction": "satisfied", "note": "孩子说饭是热的"});
    moves(&app, "logistics", &id, call.clone())
        .await
        .problem(403, "forbidden");
    assert_eq!(
        offered(&app, "teacher_a", &id).await,
        names(&["call_back", "note", "withdraw"])
    );
    let entry = moves(&app, "office", &id, call).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("closed"), &json!("resolved"))
    );
    assert_eq!(
        (&entry["satisfaction"], &entry["light"]),
        (&json!("satisfied"), &json!("green"))
    );
    assert_eq!(offered(&app, "office", &id).await, names(&["reopen", "join_topic"]));
    assert_eq!(offered(&app, "logistics", &id).await, names(&[]));

    let timeline = app
        .as_("teacher_a")
        .get(format!("/ledger-entries/{id}/events"))
        .await
        .expect(200);
    assert_eq!(
        timeline.column("move"),
        ["register", "accept", "route", "sign", "reply", "close"]
    );
    assert_eq!(
        timeline.column("actor_name"),
        ["杨丽萍", "罗正明", "罗正明", "郭大勇", "郭大勇", "林秀英"]
    );
    assert_eq!(timeline.items()[2]["data"]["to_unit_name"], "总务处");
    let holders: Vec<_> = entry["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| &stage["unit_name"])
        .collect();
    assert_eq!(holders, ["东村完小", "东村完小", "总务处", "总务处", "东村完小"]);
    let calls = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/callbacks"))
        .await
        .expect(200);
    assert_eq!(calls.column("caller_name"), ["林秀英"]);
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(a_step_the_state_does_not_allow_is_refused_with_the_allowed_ones);
async fn a_step_the_state_does_not_allow_is_refused_with_the_allowed_ones(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let reply = json!({"move": "reply", "reply": "已处理", "outcome": "resolved"});
    let problem = moves(&app, "east_principal", &id, reply)
        .await
        .problem(409, "illegal_move");
    assert_eq!(problem["allowed"], json!(["accept", "note", "merge", "decline"]));
}

both!(a_repeated_move_with_the_same_key_moves_once);
async fn a_repeated_move_with_the_same_key_moves_once(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let path = format!("/ledger-entries/{id}/moves");
    let accept = || app.as_("east_principal").post(&path, json!({"move": "accept"}));
    accept().await.problem(400, "idempotency_key_required");
    let first = accept().key("one").await.expect(200);
    let second = accept().key("one").await.expect(200);
    assert_eq!(first.body, second.body);
    accept().key("two").await.problem(409, "illegal_move");
}

both!(a_move_asks_for_its_own_fields_and_no_others);
async fn a_move_asks_for_its_own_fields_and_no_others(app: TestApp) {
    let id = replied(&app).await;
    let unreasonable = json!({"move": "call_back", "method": "phone", "satisfaction": "satisfied", "reasonable": true});
    moves(&app, "office", &id, unreasonable)
        .await
        .refuses("#/reasonable", "only_when_unsatisfied");
    let id = registered(&app, "teacher_a", json!({})).await;
    moves(&app, "office", &id, json!({"move": "decline"})).await.expect(422);
    moves(&app, "office", &id, json!({"move": "decline", "reason": "无"}))
        .await
        .refuses("#/reason", "length");
    moves(&app, "office", &id, json!({"move": "accept", "reason": "多余"}))
        .await
        .expect(422);
    moves(&app, "office", &id, json!({"move": "close"})).await.expect(422);
    moves(&app, "office", &id, json!({"move": "accept"})).await.expect(200);
    let foreign = json!({"move": "route", "to_unit_id": app.world.other});
    moves(&app, "office", &id, foreign)
        .await
        .refuses("#/to_unit_id", "unknown_reference");
    let stranger = json!({"move": "route", "to_unit_id": app.world.west, "to_person_id": app.world.stranger.person});
    moves(&app, "office", &id, stranger)
        .await
        .refuses("#/to_person_id", "unknown_reference");
    let finding = json!({"move": "settle", "reply": "已查实", "outcome": "resolved", "finding": "confirmed"});
    moves(&app, "office", &id, finding)
        .await
        .refuses("#/finding", "only_about_persons");
    let declined = json!({"move": "settle", "reply": "已查实", "outcome": "declined"});
    moves(&app, "office", &id, declined)
        .await
        .refuses("#/outcome", "not_of_an_answer");
}

both!(after_two_returns_the_office_rules_finally);
async fn after_two_returns_the_office_rules_finally(app: TestApp) {
    let id = routed(&app).await;
    let research = app.world.teaching_research;
    let back = json!({"move": "return", "reason": "不属于总务职责", "proposed_unit_id": research});
    let entry = moves(&app, "logistics", &id, back.clone()).await.expect(200).body;
    assert_eq!((&entry["state"], &entry["returns"]), (&json!("accepted"), &json!(1)));
    see(&app, "logistics", &id).await.problem(404, "not_found");
    let route = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "east_principal", &id, route.clone()).await.expect(200);
    moves(&app, "logistics", &id, back.clone()).await.expect(200);

    let problem = moves(&app, "east_principal", &id, route)
        .await
        .problem(409, "illegal_move");
    assert!(!problem["allowed"].as_array().unwrap().contains(&json!("rule")));
    let rule = json!({"move": "rule", "to_unit_id": app.world.general_affairs, "note": "由总务处承办"});
    moves(&app, "east_principal", &id, rule.clone())
        .await
        .problem(403, "forbidden");
    moves(&app, "office", &id, rule).await.expect(200);
    moves(&app, "logistics", &id, back).await.problem(409, "illegal_move");
    moves(&app, "logistics", &id, json!({"move": "sign"})).await.expect(200);
}

/// What somebody says in a call-back who is not satisfied.
fn unsatisfied(reasonable: Option<bool>) -> Value {
    json!({"move": "call_back", "method": "visit", "satisfaction": "unsatisfied", "reasonable": reasonable, "note": "周三还是凉的"})
}

both!(a_reasonable_complaint_in_the_call_back_opens_the_entry_again);
async fn a_reasonable_complaint_in_the_call_back_opens_the_entry_again(app: TestApp) {
    let id = replied(&app).await;
    app.advance(TimeDelta::days(3));
    let entry = moves(&app, "office", &id, unsatisfied(Some(true)))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("in_progress"), &Value::Null)
    );
    assert_eq!(
        (&entry["reopenings"], &entry["due_at"]),
        (&json!(1), &json!("2026-12-11T15:59:59Z"))
    );
    let reply = json!({"move": "reply", "reply": "改由专车送餐", "outcome": "explained"});
    moves(&app, "logistics", &id, reply).await.expect(200);
    let entry = moves(&app, "office", &id, unsatisfied(Some(false)))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("closed"), &json!("explained"))
    );
    assert_eq!(entry["satisfaction"], "unsatisfied");
    let timeline = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/events"))
        .await
        .expect(200);
    assert_eq!(timeline.column("move")[5], "reopen");
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(the_office_says_whether_a_dissatisfaction_is_reasonable_and_why);
async fn the_office_says_whether_a_dissatisfaction_is_reasonable_and_why(app: TestApp) {
    let id = replied(&app).await;
    moves(&app, "teacher_a", &id, unsatisfied(Some(true)))
        .await
        .refuses("#/reasonable", "office_decides");
    moves(&app, "office", &id, unsatisfied(None))
        .await
        .refuses("#/reasonable", "required");
    let mut silent = unsatisfied(Some(true));
    silent["note"] = Value::Null;
    moves(&app, "office", &id, silent).await.refuses("#/note", "required");

    let entry = moves(&app, "teacher_a", &id, unsatisfied(None)).await.expect(200).body;
    assert_eq!((&entry["state"], &entry["my_turn"]), (&json!("replied"), &json!(false)));
    let waiting = app.as_("office").all("/ledger-entries?my_turn=true").await;
    assert_eq!(waiting.len(), 1);
    assert!(
        app.as_("teacher_a")
            .all("/ledger-entries?my_turn=true")
            .await
            .is_empty()
    );
    let calls = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/callbacks"))
        .await
        .expect(200);
    assert_eq!(calls.column("waits_for_decision"), [true]);
    let path = format!(
        "/ledger-callbacks/{}/decision",
        calls.items()[0]["id"].as_str().unwrap()
    );
    let decide = |who: &str, reasonable: bool| {
        let decision = json!({"reasonable": reasonable, "reason": "保温箱只用了一周"});
        app.as_(who).post(&path, decision).key(Uuid::now_v7())
    };
    decide("teacher_a", true).await.problem(403, "forbidden");
    decide("logistics", true).await.problem(403, "forbidden");
    decide("stranger_office", true).await.problem(404, "not_found");
    let entry = decide("office", true).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["reopenings"]),
        (&json!("in_progress"), &json!(1))
    );
    decide("office", false).await.problem(409, "nothing_to_decide");
    let calls = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/callbacks"))
        .await
        .expect(200);
    assert_eq!(calls.column("decision_reason"), ["保温箱只用了一周"]);
    assert_eq!(calls.column("reasonable"), [true]);

    // Said again, found not reasonable: closed with the reason kept.
    let reply = json!({"move": "reply", "reply": "改由专车送餐", "outcome": "explained"});
    moves(&app, "logistics", &id, reply).await.expect(200);
    moves(&app, "east_principal", &id, unsatisfied(None)).await.expect(200);
    let calls = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/callbacks"))
        .await
        .expect(200);
    let path = format!(
        "/ledger-callbacks/{}/decision",
        calls.items()[1]["id"].as_str().unwrap()
    );
    let decision = json!({"reasonable": false, "reason": "已超出学校职责"});
    let entry = app
        .as_("office")
        .post(&path, decision)
        .key(Uuid::now_v7())
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("closed"), &json!("explained"))
    );
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(nobody_reached_is_tried_again_and_closed_after_the_third_call);
async fn nobody_reached_is_tried_again_and_closed_after_the_third_call(app: TestApp) {
    let id = replied(&app).await;
    let call = || moves(&app, "office", &id, json!({"move": "call_back", "method": "phone"}));
    for _ in 0..2 {
        assert_eq!(call().await.expect(200).body["state"], "replied");
    }
    let entry = call().await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["satisfaction"]),
        (&json!("closed"), &Value::Null)
    );
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(an_entry_ends_declined_withdrawn_settled_or_handed_up);
async fn an_entry_ends_declined_withdrawn_settled_or_handed_up(app: TestApp) {
    let ends = [
        (
            "east_principal",
            json!({"move": "decline", "reason": "不属于学校职责"}),
            "declined",
        ),
        (
            "teacher_a",
            json!({"move": "withdraw", "reason": "家长撤回"}),
            "withdrawn",
        ),
    ];
    for (who, body, outcome) in ends {
        let id = registered(&app, "teacher_a", json!({})).await;
        let entry = moves(&app, who, &id, body).await.expect(200).body;
        assert_eq!(
            (&entry["state"], &entry["outcome"]),
            (&json!("closed"), &json!(outcome))
        );
        assert!(entry["closed_at"].is_string());
    }
    for outcome in ["resolved", "explained", "referred_up", "unsubstantiated"] {
        let id = registered(&app, "teacher_a", json!({})).await;
        moves(&app, "east_principal", &id, json!({"move": "accept"}))
            .await
            .expect(200);
        let settle = json!({"move": "settle", "reply": "当面答复", "outcome": outcome});
        let entry = moves(&app, "east_principal", &id, settle).await.expect(200).body;
        assert_eq!(
            (&entry["state"], &entry["outcome"]),
            (&json!("closed"), &json!(outcome))
        );
    }
    let stats = app.as_("principal").get("/ledger-stats").await.expect(200).body;
    assert_eq!(stats["closed"]["value"], 6);
    assert_eq!(stats["outcomes"]["resolved"]["value"], 1);
    let behind = stats["outcomes"]["resolved"]["query"]
        .as_str()
        .unwrap()
        .trim_start_matches("/api/v1")
        .to_owned();
    assert_eq!(app.as_("principal").all(&behind).await.len(), 1);
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(an_entry_goes_up_the_line_to_the_central_school_and_no_further);
async fn an_entry_goes_up_the_line_to_the_central_school_and_no_further(app: TestApp) {
    let id = routed(&app).await;
    moves(&app, "logistics", &id, json!({"move": "sign"})).await.expect(200);
    let up = json!({"move": "escalate", "reason": "需要学校经费"});
    let entry = moves(&app, "logistics", &id, up.clone()).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["handler_unit_name"]),
        (&json!("routed"), &json!("青山中心小学"))
    );
    moves(&app, "principal", &id, json!({"move": "sign"})).await.expect(200);
    moves(&app, "principal", &id, up).await.problem(409, "illegal_move");
    let reply = json!({"move": "reply", "reply": "已报教育局", "outcome": "referred_up"});
    moves(&app, "principal", &id, reply).await.expect(200);
    let call = json!({"move": "call_back", "method": "phone", "satisfaction": "basically_satisfied"});
    moves(&app, "principal", &id, call.clone())
        .await
        .problem(403, "forbidden");
    moves(&app, "east_principal", &id, call).await.expect(200);
}

both!(a_stale_correction_shows_both_versions);
async fn a_stale_correction_shows_both_versions(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let path = format!("/ledger-entries/{id}");
    let edit = |who: &str, body: Value, version: i64| app.as_(who).patch(&path, body).if_match(version);
    app.as_("teacher_a")
        .patch(&path, json!({"title": "午餐凉"}))
        .await
        .problem(428, "precondition_required");
    edit(
        "teacher_a",
        json!({"title": "午餐到教学点已凉", "place": "大树村教学点"}),
        1,
    )
    .await
    .expect(200);
    let problem = edit("east_principal", json!({"title": "教学点午餐温度"}), 1)
        .await
        .problem(412, "stale_version");
    assert_eq!(problem["current"]["version"], 2);
    assert_eq!(
        problem["differences"],
        json!([{"pointer": "#/title", "yours": "教学点午餐温度", "current": "午餐到教学点已凉"}])
    );
    let entry = edit("east_principal", json!({"urgency": "complex"}), 2)
        .await
        .expect(200)
        .body;
    assert_eq!(entry["due_at"], "2026-12-23T15:59:59Z");

    let timeline = app.as_("teacher_a").get(format!("{path}/events")).await.expect(200);
    assert_eq!(timeline.column("move"), ["register", "amend", "amend"]);
    assert_eq!(
        timeline.items()[1]["data"]["changes"]["title"],
        json!({"before": "午餐送到教学点时已经不热了", "after": "午餐到教学点已凉"})
    );
    let unchanged = edit("teacher_a", json!({"urgency": "complex"}), 3).await.expect(200);
    assert_eq!(unchanged.version(), 3);
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
}

both!(nothing_is_corrected_once_an_entry_is_routed_nor_by_others);
async fn nothing_is_corrected_once_an_entry_is_routed_nor_by_others(app: TestApp) {
    let id = routed(&app).await;
    let edit = |who: &str| {
        let request = app
            .as_(who)
            .patch(format!("/ledger-entries/{id}"), json!({"title": "改标题"}));
        request.if_match(3)
    };
    let problem = edit("teacher_a").await.problem(409, "illegal_move");
    assert_eq!(problem["allowed"], json!(["note", "withdraw"]));
    edit("logistics").await.problem(403, "forbidden");
    edit("bureau_officer").await.problem(403, "forbidden");
    edit("west_principal").await.problem(404, "not_found");
}

both!(fifty_registrations_at_once_get_numbers_without_gaps);
async fn fifty_registrations_at_once_get_numbers_without_gaps(app: TestApp) {
    let new = concern(&app).await;
    // A client that is told to try again (503) does so; what failed leaves no gap.
    let requests = (0..50).map(async |number| {
        let client = app.as_(if number % 2 == 0 { "teacher_a" } else { "teacher_b" });
        loop {
            let answer = client.post("/ledger-entries", new.clone()).await;
            if answer.status != 503 {
                return answer.expect(201).body["number"].as_str().unwrap().to_owned();
            }
        }
    });
    let numbers: BTreeSet<_> = futures_util::future::join_all(requests).await.into_iter().collect();
    let expected: BTreeSet<_> = (1..=50).map(|serial| format!("DC-2026-{serial:04}")).collect();
    assert_eq!(numbers, expected);
    let mut refused = new.clone();
    refused["happened_on"] = json!("2027-01-01");
    app.as_("teacher_a")
        .post("/ledger-entries", refused)
        .await
        .refuses("#/happened_on", "in_future");
    let id = registered(&app, "teacher_a", json!({})).await;
    assert_eq!(see(&app, "teacher_a", &id).await.body["number"], "DC-2026-0051");
    let west = registered(&app, "teacher_c", json!({})).await;
    assert_eq!(see(&app, "teacher_c", &west).await.body["number"], "XC-2026-0001");
}

both!(a_tampered_chain_is_found);
async fn a_tampered_chain_is_found(app: TestApp) {
    let (whole, edited, shortened) = (replied(&app).await, replied(&app).await, replied(&app).await);
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
    let events = async |id: &str| {
        ledger_event::Entity::find()
            .filter(ledger_event::Column::EntryId.eq(id.parse::<LedgerEntryId>().unwrap()))
            .order_by_asc(ledger_event::Column::Seq)
            .all(app.db())
            .await
            .unwrap()
    };
    let mut reply = events(&edited).await.remove(4).into_active_model();
    reply.data = Set(json!({"reply": "从未发生", "outcome": "resolved"}));
    reply.update(app.db()).await.unwrap();
    let last = events(&shortened).await.pop().unwrap();
    ledger_event::Entity::delete_by_id(last.id)
        .exec(app.db())
        .await
        .unwrap();
    let mut broken: Vec<_> = verify_chains(app.db()).await.unwrap();
    broken.sort_by_key(|broken| broken.entry_id);
    let found: Vec<_> = broken
        .iter()
        .map(|broken| (broken.entry_id.to_string(), broken.seq))
        .collect();
    assert_eq!(found, [(edited, 5), (shortened, 4)]);

    let silent = whole.parse::<LedgerEntryId>().unwrap();
    ledger_entry::Entity::update_many()
        .col_expr(ledger_entry::Column::Version, Expr::value(99))
        .filter(ledger_entry::Column::Id.eq(silent))
        .exec(app.db())
        .await
        .unwrap();
    let broken = verify_chains(app.db()).await.unwrap();
    assert!(broken.iter().any(|broken| broken.entry_id == silent));
}

both!(overseers_see_their_units_and_others_what_they_have_part_in);
async fn overseers_see_their_units_and_others_what_they_have_part_in(app: TestApp) {
    let id = routed(&app).await;
    for who in [
        "bureau_officer",
        "principal",
        "office",
        "east_principal",
        "teacher_a",
        "logistics",
    ] {
        see(&app, who, &id).await.expect(200);
    }
    for who in ["west_principal", "teacher_b", "vice", "stranger", "stranger_office"] {
        see(&app, who, &id).await.problem(404, "not_found");
        moves(&app, who, &id, json!({"move": "sign"}))
            .await
            .problem(404, "not_found");
        app.as_(who)
            .get(format!("/ledger-entries/{id}/events"))
            .await
            .problem(404, "not_found");
        assert!(app.as_(who).get("/ledger-entries").await.expect(200).items().is_empty());
    }
    see(&app, "admin", &id).await.problem(403, "forbidden");
    see(&app, "powerless", &id).await.problem(403, "forbidden");
    let bureau = see(&app, "bureau_officer", &id).await.body;
    assert_eq!(
        (&bureau["allowed_moves"], &bureau["may_read_identity"]),
        (&json!([]), &json!(false))
    );
}

/// Who of these sees an entry, in every way there is.
async fn seen_by<'a>(app: &TestApp, id: &str, people: &[&'a str]) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for who in people {
        let client = app.as_(who);
        let sees = see(app, who, id).await.status == 200;
        let listed = client
            .get("/ledger-entries?q=%E5%B8%88%E5%BE%B7")
            .await
            .expect(200)
            .items()
            .len()
            == 1;
        let counted = client.get("/ledger-stats").await.expect(200).body["all"]["value"] == 1;
        let timeline = client.get(format!("/ledger-entries/{id}/events")).await.status == 200;
        let calls = client.get(format!("/ledger-entries/{id}/callbacks")).await.status == 200;
        assert_eq!([listed, counted, timeline, calls], [sees; 4], "{who}");
        if sees {
            seen.push(*who);
        }
    }
    seen
}

both!(an_entry_about_a_person_does_not_exist_for_him_and_those_below_him);
async fn an_entry_about_a_person_does_not_exist_for_him_and_those_below_him(app: TestApp) {
    let everybody = [
        "bureau_officer",
        "office",
        "principal",
        "vice",
        "logistics",
        "east_principal",
        "west_principal",
        "teacher_a",
        "teacher_b",
        "stranger_office",
    ];
    let world = &app.world;
    let cases: [(PersonId, &str, Option<OrgUnitId>, &[&str]); 6] = [
        // about a teacher: not for him, but for all above him
        (
            world.teacher_a.person,
            "teacher_a",
            None,
            &["bureau_officer", "office", "principal", "east_principal"],
        ),
        (
            world.teacher_a.person,
            "teacher_b",
            None,
            &["bureau_officer", "office", "principal", "east_principal", "teacher_b"],
        ),
        // about the branch principal: not for him and his teachers
        (
            world.east_principal.person,
            "teacher_b",
            None,
            &["bureau_officer", "office", "principal"],
        ),
        // about the principal: only the office and the bureau, although the vice principal wrote it down
        (
            world.principal.person,
            "vice",
            Some(world.east),
            &["bureau_officer", "office"],
        ),
        // about a vice principal: not for those below him in the school
        (
            world.vice.person,
            "teacher_a",
            None,
            &["bureau_officer", "office", "principal"],
        ),
        // about the office itself: not for it
        (
            world.office.person,
            "teacher_a",
            None,
            &["bureau_officer", "principal", "east_principal", "teacher_a"],
        ),
    ];
    for (about, by, unit_id, expected) in cases {
        let mut new = json!({"persons_concerned": [about], "title": "反映师德问题"});
        if let Some(unit_id) = unit_id {
            new["unit_id"] = json!(unit_id);
        }
        let id = registered(&app, by, new).await;
        assert_eq!(seen_by(&app, &id, &everybody).await, expected, "about {about} by {by}");
        forget(&app, id.parse().unwrap()).await;
    }
}

/// Takes an entry out of the world, for the next case.
async fn forget(app: &TestApp, id: LedgerEntryId) {
    let db = app.db();
    let events = ledger_event::Entity::delete_many().filter(ledger_event::Column::EntryId.eq(id));
    events.exec(db).await.unwrap();
    ledger_identity::Entity::delete_by_id(id).exec(db).await.unwrap();
    ledger_alarm::Entity::delete_by_id(id).exec(db).await.unwrap();
    let persons = ledger_person_concerned::Entity::delete_many();
    persons
        .filter(ledger_person_concerned::Column::EntryId.eq(id))
        .exec(db)
        .await
        .unwrap();
    ledger_entry::Entity::delete_by_id(id).exec(db).await.unwrap();
}

both!(whom_an_entry_is_about_cannot_handle_it);
async fn whom_an_entry_is_about_cannot_handle_it(app: TestApp) {
    let world = &app.world;
    let id = registered(
        &app,
        "teacher_b",
        json!({"persons_concerned": [world.logistics.person]}),
    )
    .await;
    moves(&app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    let unit = json!({"move": "route", "to_unit_id": world.general_affairs});
    moves(&app, "east_principal", &id, unit)
        .await
        .refuses("#/to_unit_id", "conflict_of_interest");
    let person = json!({"move": "route", "to_unit_id": world.school, "to_person_id": world.logistics.person});
    moves(&app, "east_principal", &id, person)
        .await
        .refuses("#/to_person_id", "conflict_of_interest");
    let fine = json!({"move": "route", "to_unit_id": world.school});
    moves(&app, "east_principal", &id, fine).await.expect(200);
    moves(&app, "principal", &id, json!({"move": "sign"})).await.expect(200);
    let reply = json!({"move": "reply", "reply": "已核查", "outcome": "unsubstantiated", "finding": "unfounded"});
    let entry = moves(&app, "principal", &id, reply).await.expect(200).body;
    assert_eq!(entry["finding"], "unfounded");
}

both!(who_raised_a_concern_is_sealed_and_every_look_is_written_down);
async fn who_raised_a_concern_is_sealed_and_every_look_is_written_down(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let path = format!("/ledger-entries/{id}/identity");
    let why = json!({"reason": "电话回访"});
    for who in ["principal", "east_principal", "teacher_a", "bureau_officer"] {
        app.as_(who).post(&path, why.clone()).await.problem(403, "forbidden");
    }
    app.as_("stranger_office")
        .post(&path, why.clone())
        .await
        .problem(404, "not_found");
    app.as_("office")
        .post(&path, json!({}))
        .await
        .refuses("#/reason", "required");
    let identity = app.as_("office").post(&path, why).await.expect(200).body;
    assert_eq!(
        identity,
        json!({"name": "李大山", "phone": "13800001111", "address": "大树村三组"})
    );

    let looks = async |who: &str| {
        let events = app
            .as_(who)
            .get(format!("/ledger-entries/{id}/events"))
            .await
            .expect(200);
        events
            .column("move")
            .iter()
            .filter(|event| **event == "read_identity")
            .count()
    };
    assert_eq!((looks("office").await, looks("principal").await), (1, 0));
    let audited = audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq("ledger_entry.read_identity"))
        .all(app.db())
        .await
        .unwrap();
    assert_eq!(audited.len(), 1);
    assert_eq!(audited[0].account_id, Some(app.world.office.account));
    assert_eq!(audited[0].reason.as_deref(), Some("电话回访"));

    let sealed = ledger_identity::Entity::find()
        .one(app.db())
        .await
        .unwrap()
        .unwrap()
        .sealed;
    assert!(!String::from_utf8_lossy(&sealed).contains("李大山"));
    let entry = see(&app, "office", &id).await.expect(200);
    assert_eq!(entry.body["has_identity"], true);
    assert!(!entry.text().contains("13800001111"));
    let events = ledger_event::Entity::find().all(app.db()).await.unwrap();
    assert!(events.iter().all(|event| !format!("{event:?}").contains("李大山")));
    assert_eq!(
        app.as_("office")
            .get("/ledger-entries?q=%E6%9D%8E%E5%A4%A7%E5%B1%B1")
            .await
            .expect(200)
            .items()
            .len(),
        0
    );
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
    let changes = change_event::Entity::find().all(app.db()).await.unwrap();
    assert!(changes.iter().any(|change| change.subject_kind == "ledger_entries"));
}

both!(an_anonymous_concern_has_no_name);
async fn an_anonymous_concern_has_no_name(app: TestApp) {
    let mut new = concern(&app).await;
    new["disclosure"] = json!("anonymous");
    let client = app.as_("teacher_a");
    client
        .post("/ledger-entries", new.clone())
        .await
        .refuses("#/identity", "not_when_anonymous");
    new.as_object_mut().unwrap().remove("identity");
    let entry = client.post("/ledger-entries", new).await.expect(201);
    assert_eq!(entry.body["has_identity"], false);
    let id = entry.body["id"].as_str().unwrap();
    let why = json!({"reason": "电话回访"});
    app.as_("office")
        .post(format!("/ledger-entries/{id}/identity"), why)
        .await
        .problem(404, "not_found");
}

both!(an_entry_belongs_to_a_school_the_caller_works_for);
async fn an_entry_belongs_to_a_school_the_caller_works_for(app: TestApp) {
    let world = &app.world;
    let own = registered(&app, "logistics", json!({})).await;
    assert_eq!(see(&app, "logistics", &own).await.body["number"], "QS-2026-0001");
    let village = registered(&app, "office", json!({"unit_id": world.west, "channel": "phone"})).await;
    assert_eq!(
        see(&app, "west_principal", &village).await.body["unit_name"],
        "西村完小"
    );
    let mut new = concern(&app).await;
    for (who, unit_id) in [
        ("teacher_a", world.west),
        ("office", world.other),
        ("office", world.general_affairs),
    ] {
        new["unit_id"] = json!(unit_id);
        app.as_(who)
            .post("/ledger-entries", new.clone())
            .await
            .refuses("#/unit_id", "unknown_reference");
    }
    new["unit_id"] = json!(world.east);
    new["persons_concerned"] = json!([world.stranger.person]);
    let refused = app.as_("teacher_a").post("/ledger-entries", new.clone()).await;
    refused.refuses("#/persons_concerned/0", "unknown_reference");
    new["persons_concerned"] = json!([]);
    new["titel"] = json!("拼写错误");
    app.as_("teacher_a")
        .post("/ledger-entries", new)
        .await
        .refuses("#/titel", "unknown_field");
}

both!(the_list_filters_sorts_and_shows_lights);
async fn the_list_filters_sorts_and_shows_lights(app: TestApp) {
    let safety = category(&app, "safety").await;
    let urgent = registered(&app, "teacher_a", json!({"category_id": safety, "title": "围墙裂缝"})).await;
    let waiting = routed(&app).await;
    let (urgent, waiting) = (urgent.as_str(), waiting.as_str());
    let office = app.as_("office");
    let found = async |query: &str| {
        let rows = office.get(format!("/ledger-entries?{query}")).await.expect(200);
        rows.column("id")
            .iter()
            .map(|id| id.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("sort=due_at").await, [urgent, waiting]);
    assert_eq!(found("sort=number").await, [urgent, waiting]);
    assert_eq!(found("light=yellow").await, [urgent]);
    assert_eq!(found("urgency=urgent&state=registered").await, [urgent]);
    assert_eq!(found(&format!("category_id={safety}")).await, [urgent]);
    assert_eq!(
        found(&format!("handler_unit_id={}", app.world.general_affairs)).await,
        [waiting]
    );
    assert_eq!(found(&format!("unit_id={}", app.world.west)).await, [""; 0]);
    assert_eq!(found("q=%E8%A3%82%E7%BC%9D").await, [urgent]);
    assert_eq!(found("registered_at[gte]=2026-11-24").await, [""; 0]);
    assert_eq!(
        found("registered_at[lte]=2026-11-23&due_at[lte]=2026-11-23").await,
        [urgent]
    );
    assert_eq!(found("overdue=true").await, [""; 0]);
    app.advance(TimeDelta::days(1));
    assert_eq!(found("overdue=true").await, [urgent]);
    assert_eq!(found("light=red").await, [urgent]);
    let row = &office.get("/ledger-entries?overdue=true").await.expect(200).body["items"][0];
    assert_eq!((&row["days_left"], &row["category_name"]), (&json!(-1), &json!("安全")));
    let mine = app
        .as_("logistics")
        .get("/ledger-entries?my_turn=true")
        .await
        .expect(200);
    assert_eq!(mine.column("handler_unit_name"), ["总务处"]);
    office
        .get("/ledger-entries?light=blue")
        .await
        .problem(400, "invalid_parameter");
    let page = office
        .get("/ledger-entries?limit=1&include_total=true")
        .await
        .expect(200);
    assert_eq!(page.body["total"], 2);
    assert_eq!(office.all("/ledger-entries?limit=1").await.len(), 2);
}

both!(the_turn_in_the_list_is_the_turn_in_the_entry);
async fn the_turn_in_the_list_is_the_turn_in_the_entry(app: TestApp) {
    registered(&app, "teacher_a", json!({})).await;
    registered(&app, "teacher_a", json!({"urgency": "urgent"})).await;
    routed(&app).await;
    let mine = routed(&app).await;
    moves(&app, "logistics", &mine, json!({"move": "sign"}))
        .await
        .expect(200);
    replied(&app).await;
    registered(&app, "office", json!({})).await;
    registered(
        &app,
        "teacher_a",
        json!({"persons_concerned": [app.world.office.person]}),
    )
    .await;
    let waiting = replied(&app).await;
    moves(&app, "teacher_a", &waiting, unsatisfied(None)).await.expect(200);
    let to_person = registered(&app, "office", json!({})).await;
    moves(&app, "office", &to_person, json!({"move": "accept"}))
        .await
        .expect(200);
    let to = json!({"move": "route", "to_unit_id": app.world.east, "to_person_id": app.world.teacher_b.person});
    moves(&app, "office", &to_person, to).await.expect(200);
    let disputed = routed(&app).await;
    let back = json!({"move": "return", "reason": "不属于总务", "proposed_unit_id": app.world.school});
    moves(&app, "logistics", &disputed, back.clone()).await.expect(200);
    let again = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "office", &disputed, again).await.expect(200);
    moves(&app, "logistics", &disputed, back).await.expect(200);

    for who in [
        "office",
        "principal",
        "vice",
        "logistics",
        "east_principal",
        "west_principal",
        "teacher_a",
        "teacher_b",
        "bureau_officer",
    ] {
        let client = app.as_(who);
        for row in client.all("/ledger-entries").await {
            let id = row["id"].as_str().unwrap();
            let entry = see(&app, who, id).await.expect(200).body;
            let waiting = client.all("/ledger-entries?my_turn=true").await;
            let listed = waiting.iter().any(|row| row["id"] == id);
            assert_eq!(entry["my_turn"], listed, "{who} {}", entry["state"]);
        }
    }
    let turns = async |who: &str| app.as_(who).get("/ledger-stats").await.expect(200).body["my_turn"]["value"].clone();
    assert_eq!(turns("logistics").await, 2);
    assert_eq!(turns("teacher_b").await, 1);
    assert_eq!(turns("principal").await, 2);
    assert_eq!(turns("west_principal").await, 0);
}

both!(the_standing_topics_ship_with_the_product);
async fn the_standing_topics_ship_with_the_product(app: TestApp) {
    let categories = app.as_("teacher_a").get("/ledger-categories").await.expect(200);
    assert_eq!(
        categories.column("name"),
        [
            "食堂营养",
            "教学与学习",
            "养成教育",
            "安全",
            "收费",
            "师德",
            "设施",
            "困难资助",
            "其他"
        ]
    );
    let stored = ledger_category::Entity::find().all(app.db()).await.unwrap();
    assert!(stored.iter().all(|category| category.unit_id.is_none()));
}
