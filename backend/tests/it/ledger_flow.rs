//! The moves of a ledger entry beside its straight way: more time, a clock that stands still, help, merging, what the
//! submitter does himself, many at once.

use chrono::TimeDelta;
use futures_util::future::join_all;
use lianxin::{
    db,
    entities::{
        account::SUBMITTER,
        ids::LedgerEntryId,
        ledger_entry::{self, Disclosure, LedgerState, Satisfaction, SubmitterKind},
    },
    features::ledger::{
        LedgerIdentity,
        submitter::{self, SubmittedConcern, SubmittedPatch},
        verify_chains,
    },
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    ledger::{category, moves, names, offered, registered, replied, routed, see},
    support::{TestApp, search},
};

async fn whole(app: &TestApp) {
    assert_eq!(verify_chains(app.db()).await.unwrap(), []);
}

/// Signed for by general affairs.
async fn in_progress(app: &TestApp) -> String {
    let id = routed(app).await;
    moves(app, "logistics", &id, json!({"move": "sign"})).await.expect(200);
    id
}

async fn is_turn(app: &TestApp, who: &str, id: &str) -> bool {
    let listed = app.as_(who).all("/ledger-entries?my_turn=true").await;
    let listed = listed.iter().any(|row| row["id"] == id);
    assert_eq!(see(app, who, id).await.expect(200).body["my_turn"], listed, "{who}");
    listed
}

both!(more_time_is_asked_for_once_and_granted_by_somebody_else);
async fn more_time_is_asked_for_once_and_granted_by_somebody_else(app: TestApp) {
    let id = in_progress(&app).await;
    let ask = json!({"move": "ask_extension", "days": 10, "reason": "保温箱需采购"});
    let too_long = json!({"move": "ask_extension", "days": 16, "reason": "保温箱需采购"});
    moves(&app, "logistics", &id, too_long).await.refuses("#/days", "range");
    moves(&app, "office", &id, ask.clone()).await.problem(403, "forbidden");
    moves(&app, "office", &id, json!({"move": "extend"}))
        .await
        .problem(409, "illegal_move");
    assert!(!is_turn(&app, "office", &id).await);
    let entry = moves(&app, "logistics", &id, ask.clone()).await.expect(200).body;
    assert_eq!(entry["due_at"], "2026-12-08T15:59:59Z");
    assert_eq!(entry["extension"]["state"], "asked");
    assert!(is_turn(&app, "office", &id).await);
    let asked = app.as_("office").all("/ledger-entries?extension=asked").await;
    assert_eq!(asked.len(), 1);
    moves(&app, "logistics", &id, json!({"move": "extend"}))
        .await
        .problem(403, "forbidden");
    app.advance(TimeDelta::hours(1));
    let entry = moves(&app, "principal", &id, json!({"move": "extend", "note": "同意"}))
        .await
        .expect(200)
        .body;
    assert_eq!(entry["due_at"], "2026-12-18T15:59:59Z");
    let extension = &entry["extension"];
    assert_eq!(
        (&extension["state"], &extension["days"]),
        (&json!("granted"), &json!(10))
    );
    assert_eq!(extension["reason"], "保温箱需采购");
    assert_eq!(extension["asked_by_name"], "郭大勇");
    assert_eq!(
        (&extension["decided_by_name"], &extension["decision_note"]),
        (&json!("高建国"), &json!("同意"))
    );
    assert_eq!(entry["legal_due_at"], "2027-02-21T02:00:00Z");
    moves(&app, "logistics", &id, ask).await.problem(409, "illegal_move");
    assert!(!is_turn(&app, "office", &id).await);

    let refused = in_progress(&app).await;
    let ask = json!({"move": "ask_extension", "days": 5, "reason": "人手不够"});
    moves(&app, "logistics", &refused, ask.clone()).await.expect(200);
    let no = json!({"move": "refuse_extension", "reason": "可以按期办结"});
    let entry = moves(&app, "office", &refused, no).await.expect(200).body;
    assert_eq!(entry["extension"]["state"], "refused");
    assert_eq!(entry["due_at"], "2026-12-08T15:59:59Z");
    moves(&app, "logistics", &refused, ask)
        .await
        .problem(409, "illegal_move");
    whole(&app).await;
}

both!(the_limits_move_by_the_days_the_clock_stood_still);
async fn the_limits_move_by_the_days_the_clock_stood_still(app: TestApp) {
    let id = in_progress(&app).await;
    let stop = json!({"move": "suspend", "reason": "等待检测结果"});
    moves(&app, "teacher_a", &id, stop.clone())
        .await
        .problem(403, "forbidden");
    let entry = moves(&app, "logistics", &id, stop.clone()).await.expect(200).body;
    assert_eq!((&entry["light"], &entry["days_left"]), (&json!("grey"), &Value::Null));
    moves(&app, "logistics", &id, stop).await.problem(409, "illegal_move");
    let reply = json!({"move": "reply", "reply": "已处理", "outcome": "resolved"});
    let problem = moves(&app, "logistics", &id, reply.clone())
        .await
        .problem(409, "illegal_move");
    assert!(problem["allowed"].as_array().unwrap().contains(&json!("resume")));
    app.advance(TimeDelta::days(30));
    assert_eq!(see(&app, "office", &id).await.body["light"], "grey");
    let entry = moves(&app, "logistics", &id, json!({"move": "resume"}))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&entry["light"], &entry["due_at"]),
        (&json!("white"), &json!("2027-01-07T15:59:59Z"))
    );
    let suspensions = entry["suspensions"].as_array().unwrap();
    assert_eq!(suspensions.len(), 1);
    assert_eq!(
        (&suspensions[0]["reason"], &suspensions[0]["by_name"]),
        (&json!("等待检测结果"), &json!("郭大勇"))
    );
    assert!(suspensions[0]["until"].is_string());
    moves(&app, "logistics", &id, json!({"move": "resume"}))
        .await
        .problem(409, "illegal_move");
    moves(&app, "logistics", &id, reply).await.expect(200);
    whole(&app).await;
}

both!(the_central_school_hands_back_what_was_handed_up);
async fn the_central_school_hands_back_what_was_handed_up(app: TestApp) {
    let id = in_progress(&app).await;
    let back = json!({"move": "hand_back", "reason": "属完小职责，学校配合"});
    moves(&app, "logistics", &id, back.clone())
        .await
        .problem(409, "illegal_move");
    let up = json!({"move": "escalate", "reason": "需要学校经费"});
    moves(&app, "logistics", &id, up).await.expect(200);
    moves(&app, "east_principal", &id, back.clone())
        .await
        .problem(403, "forbidden");
    let entry = moves(&app, "principal", &id, back).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["handler_unit_id"]),
        (&json!("accepted"), &Value::Null)
    );
    assert_eq!(entry["returns"], 0);
    assert!(is_turn(&app, "east_principal", &id).await);
    whole(&app).await;
}

both!(those_who_help_see_the_entry_until_they_are_let_go);
async fn those_who_help_see_the_entry_until_they_are_let_go(app: TestApp) {
    let id = in_progress(&app).await;
    let (east, teacher) = (app.world.east, app.world.teacher_b.person);
    see(&app, "teacher_b", &id).await.problem(404, "not_found");
    let ask = json!({"move": "add_co_handler", "unit_id": east, "person_id": teacher, "task": "核实送餐时间"});
    moves(&app, "teacher_a", &id, ask.clone())
        .await
        .problem(403, "forbidden");
    let entry = moves(&app, "logistics", &id, ask.clone()).await.expect(200).body;
    let helper = &entry["co_handlers"][0];
    assert_eq!(
        (&helper["unit_name"], &helper["person_name"], &helper["task"]),
        (&json!("东村完小"), &json!("李国强"), &json!("核实送餐时间"))
    );
    moves(&app, "logistics", &id, ask)
        .await
        .refuses("#/person_id", "helps_already");
    let himself =
        json!({"move": "add_co_handler", "unit_id": app.world.school, "person_id": app.world.logistics.person});
    moves(&app, "logistics", &id, himself)
        .await
        .refuses("#/person_id", "handles_already");
    let unit = json!({"move": "add_co_handler", "unit_id": app.world.west});
    moves(&app, "east_principal", &id, unit).await.expect(200);

    assert!(is_turn(&app, "teacher_b", &id).await);
    assert!(is_turn(&app, "west_principal", &id).await);
    assert_eq!(
        offered(&app, "teacher_b", &id).await,
        names(&["co_handler_done", "note"])
    );
    let done = json!({"move": "co_handler_done", "result": "每天 11:50 送到"});
    let entry = moves(&app, "teacher_b", &id, done.clone()).await.expect(200).body;
    assert_eq!(entry["state"], "in_progress");
    assert_eq!(entry["co_handlers"][0]["result"], "每天 11:50 送到");
    moves(&app, "teacher_b", &id, done).await.problem(403, "forbidden");
    assert!(!is_turn(&app, "teacher_b", &id).await);
    let note = json!({"move": "note", "note": "家长周五再来"});
    moves(&app, "teacher_b", &id, note).await.expect(200);

    let remove = json!({"move": "remove_co_handler", "co_handler_id": helper["id"], "reason": "已完成"});
    moves(&app, "logistics", &id, remove.clone()).await.expect(200);
    see(&app, "teacher_b", &id).await.problem(404, "not_found");
    moves(&app, "logistics", &id, remove)
        .await
        .refuses("#/co_handler_id", "unknown_reference");
    whole(&app).await;
}

both!(whom_an_entry_is_about_does_not_help_to_handle_it);
async fn whom_an_entry_is_about_does_not_help_to_handle_it(app: TestApp) {
    let world = &app.world;
    let about = json!({"persons_concerned": [world.west_principal.person]});
    let id = registered(&app, "teacher_a", about).await;
    moves(&app, "office", &id, json!({"move": "accept"})).await.expect(200);
    let to = json!({"move": "route", "to_unit_id": world.general_affairs});
    moves(&app, "office", &id, to).await.expect(200);
    let unit = json!({"move": "add_co_handler", "unit_id": world.west});
    moves(&app, "office", &id, unit)
        .await
        .refuses("#/unit_id", "conflict_of_interest");
    let person = json!({"move": "add_co_handler", "unit_id": world.school, "person_id": world.west_principal.person});
    moves(&app, "office", &id, person)
        .await
        .refuses("#/person_id", "conflict_of_interest");
}

both!(an_entry_is_merged_into_another_about_the_same_persons);
async fn an_entry_is_merged_into_another_about_the_same_persons(app: TestApp) {
    let into = in_progress(&app).await;
    let id = registered(&app, "teacher_b", json!({"title": "教学点的饭是凉的"})).await;
    let merge = |target: &str| json!({"move": "merge", "into_entry_id": target, "note": "同一件事"});
    moves(&app, "east_principal", &id, merge(&id))
        .await
        .refuses("#/into_entry_id", "itself");
    let west = registered(&app, "teacher_c", json!({})).await;
    moves(&app, "east_principal", &id, merge(&west))
        .await
        .refuses("#/into_entry_id", "unknown_reference");
    let done = replied(&app).await;
    let call = json!({"move": "call_back", "method": "phone", "satisfaction": "satisfied"});
    moves(&app, "office", &done, call).await.expect(200);
    moves(&app, "east_principal", &id, merge(&done))
        .await
        .refuses("#/into_entry_id", "not_open");
    let entry = moves(&app, "east_principal", &id, merge(&into)).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["outcome"]),
        (&json!("closed"), &json!("merged"))
    );
    assert_eq!(entry["merged_into"]["id"], into.as_str());
    let target = see(&app, "logistics", &into).await.expect(200).body;
    assert_eq!(target["merged"], json!([]), "logistics does not see what was merged");
    let target = see(&app, "office", &into).await.expect(200).body;
    assert_eq!(target["merged"][0]["title"], "教学点的饭是凉的");
    let timeline = app.as_("office").get(format!("/ledger-entries/{into}/events")).await;
    assert_eq!(timeline.expect(200).column("move").last(), Some(&json!("absorb")));

    let about = json!({"persons_concerned": [app.world.teacher_a.person]});
    let about = registered(&app, "teacher_b", about).await;
    moves(&app, "east_principal", &about, merge(&into))
        .await
        .refuses("#/into_entry_id", "conflict_of_interest");
    whole(&app).await;
}

both!(the_first_receiver_withdraws_it_for_the_submitter_at_any_time);
async fn the_first_receiver_withdraws_it_for_the_submitter_at_any_time(app: TestApp) {
    let withdraw = json!({"move": "withdraw", "reason": "家长撤回"});
    for id in [in_progress(&app).await, replied(&app).await] {
        moves(&app, "office", &id, withdraw.clone())
            .await
            .problem(403, "forbidden");
        let entry = moves(&app, "teacher_a", &id, withdraw.clone()).await.expect(200).body;
        assert_eq!(
            (&entry["state"], &entry["outcome"]),
            (&json!("closed"), &json!("withdrawn"))
        );
        moves(&app, "teacher_a", &id, withdraw.clone())
            .await
            .problem(409, "illegal_move");
    }
    whole(&app).await;
}

both!(an_answered_entry_is_opened_again_within_thirty_days);
async fn an_answered_entry_is_opened_again_within_thirty_days(app: TestApp) {
    let reopen = json!({"move": "reopen", "reason": "这周又凉了"});
    let declined = registered(&app, "teacher_a", json!({})).await;
    let decline = json!({"move": "decline", "reason": "不属于学校职责"});
    moves(&app, "east_principal", &declined, decline).await.expect(200);
    moves(&app, "teacher_a", &declined, reopen.clone())
        .await
        .problem(409, "illegal_move");
    let (soon, late) = (replied(&app).await, replied(&app).await);
    for id in [&soon, &late] {
        moves(&app, "teacher_a", id, reopen.clone())
            .await
            .problem(409, "illegal_move");
        let call = json!({"move": "call_back", "method": "phone", "satisfaction": "satisfied"});
        moves(&app, "office", id, call).await.expect(200);
    }
    app.advance(TimeDelta::days(30));
    let entry = moves(&app, "teacher_a", &soon, reopen.clone()).await.expect(200).body;
    assert_eq!(
        (&entry["state"], &entry["outcome"], &entry["closed_at"]),
        (&json!("in_progress"), &Value::Null, &Value::Null)
    );
    assert_eq!(
        (&entry["reopenings"], &entry["handler_name"]),
        (&json!(1), &json!("郭大勇"))
    );
    assert_eq!(entry["due_at"], "2027-01-07T15:59:59Z");
    app.advance(TimeDelta::days(1));
    moves(&app, "teacher_a", &late, reopen)
        .await
        .problem(409, "illegal_move");
    whole(&app).await;
}

/// What somebody wrote into the form.
async fn submitted(app: &TestApp) -> ledger_entry::Model {
    let concern = SubmittedConcern {
        unit_id: app.world.east,
        first_receiver_person_id: None,
        submitter_kind: SubmitterKind::Parent,
        disclosure: Disclosure::Named,
        category_id: category(app, "canteen").await.parse().unwrap(),
        title: "午餐凉了".into(),
        content: "孩子说饭是凉的。".into(),
        place: None,
        happened_on: None,
        identity: Some(LedgerIdentity {
            name: "李大山".into(),
            phone: None,
            address: None,
        }),
    };
    let (state, now) = (&app.state, app.now());
    db::write(app.db(), async |tx| {
        submitter::register(tx, &state.vault, concern, now).await
    })
    .await
    .unwrap()
}

macro_rules! says {
    ($app:expr, $what:ident, $id:expr $(, $given:expr)*) => {
        db::write($app.db(), async |tx| submitter::$what(tx, $id $(, $given)*, $app.now()).await).await
    };
}

both!(the_submitter_follows_his_concern_without_an_account);
async fn the_submitter_follows_his_concern_without_an_account(app: TestApp) {
    let entry = submitted(&app).await;
    let id = entry.id;
    let path = id.to_string();
    assert_eq!(entry.number, "DC-2026-0001");
    let seen = see(&app, "east_principal", &path).await.expect(200).body;
    assert_eq!(
        (&seen["registered_by"], &seen["registered_by_name"]),
        (&Value::Null, &json!("反映人"))
    );
    assert_eq!(
        (&seen["channel"], &seen["has_identity"]),
        (&json!("online_form"), &json!(true))
    );
    let allowed = submitter::allowed(&entry, app.now());
    assert!(allowed.remark && allowed.amend && allowed.withdraw && !allowed.answer && !allowed.reopen);

    says!(app, remark, id, "只有周三是这样".to_owned()).unwrap();
    let patch = SubmittedPatch {
        place: Some(Some("大树村教学点".into())),
        ..SubmittedPatch::default()
    };
    let amended = says!(app, amend, id, patch.clone()).unwrap();
    assert_eq!(amended.place.as_deref(), Some("大树村教学点"));
    let found = app.as_("office").get(search("/ledger-entries?q=", "周三")).await;
    assert_eq!(found.expect(200).items().len(), 1, "the remark is still found");

    moves(&app, "east_principal", &path, json!({"move": "accept"}))
        .await
        .expect(200);
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "east_principal", &path, to).await.expect(200);
    assert!(says!(app, amend, id, patch).is_err(), "routed: no longer");
    moves(&app, "logistics", &path, json!({"move": "sign"}))
        .await
        .expect(200);
    assert!(says!(app, say_settled, id, Satisfaction::Satisfied, None).is_err());
    let reply = json!({"move": "reply", "reply": "已配保温箱", "outcome": "resolved"});
    moves(&app, "logistics", &path, reply.clone()).await.expect(200);

    let said = says!(app, say_unsatisfied, id, "周三还是凉的".to_owned()).unwrap();
    assert_eq!(
        (said.state, said.satisfaction),
        (LedgerState::Replied, Some(Satisfaction::Unsatisfied))
    );
    assert!(is_turn(&app, "office", &path).await);
    let reopened = says!(app, reopen, id, "请再看看".to_owned()).unwrap();
    assert_eq!((reopened.state, reopened.reopenings), (LedgerState::InProgress, 1));
    moves(&app, "logistics", &path, reply).await.expect(200);
    let closed = says!(app, say_settled, id, Satisfaction::Satisfied, Some("谢谢".to_owned())).unwrap();
    assert_eq!(closed.state, LedgerState::Closed);
    let allowed = submitter::allowed(&closed, app.now());
    assert!(allowed.reopen && !allowed.remark);
    assert_eq!(allowed.reopen_until.unwrap().to_string(), "2026-12-23");

    let timeline = app
        .as_("office")
        .get(format!("/ledger-entries/{path}/events"))
        .await
        .expect(200);
    let by_submitter = timeline.items().iter().filter(|event| event["by"] == "submitter");
    let steps: Vec<_> = by_submitter.map(|event| event["move"].clone()).collect();
    assert_eq!(
        steps,
        ["register", "remark", "amend", "call_back", "reopen", "close"].map(Value::from)
    );
    let calls = app.as_("office").get(format!("/ledger-entries/{path}/callbacks")).await;
    assert_eq!(calls.expect(200).column("caller_name"), ["反映人", "反映人"]);
    whole(&app).await;

    let withdrawn = submitted(&app).await.id;
    let ended = says!(app, withdraw, withdrawn, "不用了".to_owned()).unwrap();
    assert_eq!(ended.state, LedgerState::Closed);
    whole(&app).await;
}

both!(the_account_that_stands_for_submitters_belongs_to_nobody);
async fn the_account_that_stands_for_submitters_belongs_to_nobody(app: TestApp) {
    let admin = app.as_("admin");
    admin
        .get(format!("/accounts/{SUBMITTER}"))
        .await
        .problem(404, "not_found");
    let listed = admin.all("/accounts").await;
    assert!(listed.iter().all(|account| account["id"] != json!(SUBMITTER)));
    let login = json!({"username": "反映人", "password": "Pine-0123456789"});
    app.anonymous().post("/auth/login", login).await.expect(401);
}

both!(many_are_moved_at_once_each_with_its_own_result);
async fn many_are_moved_at_once_each_with_its_own_result(app: TestApp) {
    let (one, two) = (
        registered(&app, "teacher_a", json!({})).await,
        registered(&app, "teacher_b", json!({})).await,
    );
    let (closed, foreign) = (in_progress(&app).await, Uuid::now_v7().to_string());
    let body = json!({"entry_ids": [one, closed, two, foreign], "step": {"move": "accept", "note": "统一受理"}});
    let send = || app.as_("east_principal").post("/ledger-entries/bulk", body.clone());
    send().await.problem(400, "idempotency_key_required");
    let answer = send().key("many").await.expect(207).body;
    let status: Vec<_> = answer["results"].as_array().unwrap().iter().collect();
    assert_eq!(
        status.iter().map(|result| result["status"].clone()).collect::<Vec<_>>(),
        [200, 409, 200, 404].map(Value::from)
    );
    assert_eq!(status[0]["record"]["state"], "accepted");
    assert_eq!(status[1]["problem"]["code"], "illegal_move");
    assert_eq!(send().key("many").await.expect(207).body, answer);
    let route = json!({"entry_ids": [one, two], "step": {"move": "route", "to_unit_id": app.world.general_affairs}});
    let answer = app
        .as_("east_principal")
        .post("/ledger-entries/bulk", route)
        .key("route")
        .await
        .expect(207);
    assert_eq!(answer.body["results"][1]["record"]["handler_unit_name"], "总务处");
    for (entries, step, pointer) in [
        (json!([]), json!({"move": "accept"}), "#/entry_ids"),
        (
            json!([one]),
            json!({"move": "decline", "reason": "无"}),
            "#/step/reason",
        ),
    ] {
        let body = json!({"entry_ids": entries, "step": step});
        app.as_("office")
            .post("/ledger-entries/bulk", body)
            .key(pointer)
            .await
            .refuses(pointer, "length");
    }
    whole(&app).await;
}

both!(of_two_who_move_at_once_one_wins);
async fn of_two_who_move_at_once_one_wins(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let accept = async |who: &str| loop {
        let answer = moves(&app, who, &id, json!({"move": "accept"})).await;
        if answer.status != 503 {
            return answer;
        }
    };
    let answers = join_all(["east_principal", "office", "principal"].map(accept)).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 1);
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        let problem = answer.problem(409, "illegal_move");
        assert!(problem["allowed"].as_array().unwrap().contains(&json!("route")));
    }
    whole(&app).await;
}

both!(an_entry_is_found_by_its_answer_and_by_what_was_noted);
async fn an_entry_is_found_by_its_answer_and_by_what_was_noted(app: TestApp) {
    let id = replied(&app).await;
    let note = json!({"move": "note", "note": "家长要求书面答复"});
    moves(&app, "teacher_a", &id, note).await.expect(200);
    for words in ["保温箱", "书面答复", "午餐"] {
        let found = app
            .as_("office")
            .get(search("/ledger-entries?q=", words))
            .await
            .expect(200);
        assert_eq!(found.column("id"), [id.as_str()], "{words}");
    }
    let stored = ledger_entry::Entity::find_by_id(id.parse::<LedgerEntryId>().unwrap());
    assert!(stored.one(app.db()).await.unwrap().is_some());
}
