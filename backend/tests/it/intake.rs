//! The public's side, through HTTP, on both databases: raising a concern, following it by code, the board.

use std::{collections::BTreeSet, io::Cursor};

use actix_web::http::Method;
use aws_lc_rs::digest;
use chrono::TimeDelta;
use futures_util::{StreamExt, stream};
use image::{ImageFormat, RgbImage};
use lianxin::entities::{audit_event, contact_card, follow_code, ids::ContactCardId, ledger_entry, ledger_identity};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, Client, TestApp},
};

/// A challenge with its answer, as a phone computes it.
async fn proof(client: &Client, from: &str) -> Value {
    let asked = client
        .request(Method::POST, "/public/challenges")
        .coming_from(from)
        .await
        .expect(200)
        .body;
    let challenge = asked["challenge"].as_str().unwrap();
    let difficulty = asked["difficulty"].as_u64().unwrap();
    let answer = (0..u32::MAX).find(|answer| {
        let hash = digest::digest(&digest::SHA256, format!("{challenge}:{answer}").as_bytes());
        let first = u32::from_be_bytes(hash.as_ref()[..4].try_into().unwrap());
        u64::from(first.leading_zeros()) >= difficulty
    });
    json!({"challenge": challenge, "answer": answer})
}

const HOME: &str = "198.51.100.7";

/// What a mother writes to `east`.
async fn concern(app: &TestApp, more: Value) -> Value {
    let mut new = json!({
        "client_key": Uuid::now_v7(), "unit_id": app.world.east, "submitter_kind": "parent",
        "disclosure": "confidential", "content": "午饭送到教学点时已经凉了。孩子吃了肚子疼。",
        "place": "大树村教学点", "happened_on": "2026-11-20",
        "identity": {"name": "张女士", "phone": "13800001111"},
        "proof": proof(&app.anonymous(), HOME).await,
    });
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    new
}

async fn send(app: &TestApp, new: Value) -> Answer {
    app.anonymous().post("/public/concerns", new).coming_from(HOME).await
}

/// Raises a concern; number and code.
async fn raised(app: &TestApp, more: Value) -> (String, String) {
    let new = concern(app, more).await;
    let receipt = send(app, new).await.expect(201).body;
    let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
    (text("number"), text("code"))
}

async fn look_up(app: &TestApp, code: &str) -> Answer {
    app.anonymous()
        .post("/public/concerns/lookup", json!({"code": code}))
        .await
}

/// Does something by code.
async fn by_code(app: &TestApp, what: &str, code: &str, mut body: Value) -> Answer {
    body["code"] = json!(code);
    app.anonymous()
        .post(format!("/public/concerns/{what}"), body)
        .key(Uuid::now_v7())
        .await
}

/// The id of the entry with a number, as the office sees it.
async fn entry(app: &TestApp, number: &str) -> String {
    let found = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Number.eq(number))
        .one(app.db())
        .await
        .unwrap();
    found.unwrap().id.to_string()
}

async fn moves(app: &TestApp, who: &str, id: &str, body: Value) -> Answer {
    app.as_(who)
        .post(format!("/ledger-entries/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

async fn see(app: &TestApp, who: &str, id: &str) -> Answer {
    app.as_(who).get(format!("/ledger-entries/{id}")).await
}

/// Accepted, routed to general affairs, signed and answered.
async fn answered(app: &TestApp, id: &str) {
    moves(app, "office", id, json!({"move": "accept"})).await.expect(200);
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(app, "office", id, to).await.expect(200);
    moves(app, "logistics", id, json!({"move": "sign"})).await.expect(200);
    again(app, id).await;
}

async fn again(app: &TestApp, id: &str) {
    let reply = json!({"move": "reply", "reply": "保温箱已更换。", "outcome": "resolved"});
    moves(app, "logistics", id, reply).await.expect(200);
}

both!(a_concern_is_raised_without_an_account_and_followed_by_its_code);
async fn a_concern_is_raised_without_an_account_and_followed_by_its_code(app: TestApp) {
    let offered = app.anonymous().get("/public/units").await.expect(200);
    assert_eq!(offered.header("cache-control"), Some("public, max-age=600"));
    let names: Vec<_> = offered.column("name");
    assert!(
        names.contains(&json!("东村完小")) && names.contains(&json!("青山中心小学")),
        "{names:?}"
    );
    assert!(
        !names.contains(&json!("总务处")) && !names.contains(&json!("云岭县教育局")),
        "{names:?}"
    );

    let (number, code) = raised(&app, json!({})).await;
    assert_eq!(number, "DC-2026-0001");
    assert_eq!(code.len(), 24);
    let shown = look_up(&app, &code.to_lowercase().replace('-', " "))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&shown["number"], &shown["state"]),
        (&json!(number), &json!("received"))
    );
    assert_eq!(shown["unit_name"], "东村完小");
    assert_eq!(shown["may_amend"], true);
    assert!(!shown.to_string().contains("张女士") && !shown.to_string().contains("13800001111"));

    let id = entry(&app, &number).await;
    let seen = see(&app, "office", &id).await.expect(200).body;
    assert_eq!(
        (&seen["channel"], &seen["title"]),
        (&json!("online_form"), &json!("午饭送到教学点时已经凉了"))
    );
    assert_eq!((&seen["has_identity"], &seen["my_turn"]), (&json!(true), &json!(true)));
    let kept = follow_code::Entity::find().all(app.db()).await.unwrap();
    assert_eq!((kept.len(), kept[0].digest.len()), (1, 32));
    let sealed = ledger_identity::Entity::find().all(app.db()).await.unwrap();
    assert_eq!(sealed.len(), 1);
    see(&app, "logistics", &id).await.problem(404, "not_found");
}

both!(sending_again_makes_no_second_entry);
async fn sending_again_makes_no_second_entry(app: TestApp) {
    let new = concern(&app, json!({})).await;
    let first = send(&app, new.clone()).await.expect(201).body;
    let second = send(&app, new.clone()).await.expect(200).body;
    assert_eq!(first, second);
    let mut other = new.clone();
    other["content"] = json!("说的是另一件事情。");
    send(&app, other).await.problem(409, "id_taken");
    assert_eq!(ledger_entry::Entity::find().count(app.db()).await.unwrap(), 1);

    let id = entry(&app, "DC-2026-0001").await;
    app.as_("office")
        .request(Method::POST, format!("/ledger-entries/{id}/follow-code"))
        .await
        .expect(200);
    send(&app, new).await.problem(410, "gone");
}

both!(bad_input_is_told_by_field);
async fn bad_input_is_told_by_field(app: TestApp) {
    let anonymous = concern(&app, json!({"disclosure": "anonymous"})).await;
    send(&app, anonymous).await.refuses("#/identity", "not_when_anonymous");
    let nameless = concern(&app, json!({"identity": null})).await;
    send(&app, nameless).await.refuses("#/identity", "required");
    let both = concern(&app, json!({"card_code": "2222ABCD2222"})).await;
    send(&app, both).await.refuses("#/unit_id", "one_of");
    let department = concern(&app, json!({"unit_id": app.world.general_affairs})).await;
    send(&app, department).await.refuses("#/unit_id", "unknown_reference");
    let card = concern(&app, json!({"unit_id": null, "card_code": "2222ABCD2222"})).await;
    send(&app, card).await.refuses("#/card_code", "unknown_reference");
    let tomorrow = concern(&app, json!({"happened_on": "2026-11-24"})).await;
    send(&app, tomorrow).await.refuses("#/happened_on", "in_future");
    let short = concern(&app, json!({"content": "凉"})).await;
    send(&app, short).await.refuses("#/content", "length");
    assert_eq!(ledger_entry::Entity::find().count(app.db()).await.unwrap(), 0);
}

both!(a_proof_of_work_is_good_once_and_for_a_while);
async fn a_proof_of_work_is_good_once_and_for_a_while(app: TestApp) {
    let new = concern(&app, json!({})).await;
    let proof = new["proof"].clone();
    send(&app, new).await.expect(201);
    let used = concern(&app, json!({"proof": proof})).await;
    send(&app, used).await.refuses("#/proof", "challenge_spent");
    let mut forged = concern(&app, json!({})).await;
    let challenge = forged["proof"]["challenge"]
        .as_str()
        .unwrap()
        .replacen(".11.", ".1.", 1);
    forged["proof"]["challenge"] = json!(challenge);
    send(&app, forged).await.refuses("#/proof", "unknown_challenge");
    let old = concern(&app, json!({})).await;
    app.advance(TimeDelta::minutes(21));
    send(&app, old).await.refuses("#/proof", "challenge_expired");
}

both!(a_card_names_the_school_and_who_receives_it_first);
async fn a_card_names_the_school_and_who_receives_it_first(app: TestApp) {
    let world = &app.world;
    let card = contact_card::Model {
        id: ContactCardId::new(),
        code: "7K3M9Q2X5TAC".into(),
        unit_id: world.east,
        person_id: world.teacher_a.person,
        reachable: None,
        printed_at: None,
        revoked_at: None,
        revoke_reason: None,
        created_by: world.office.account,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    contact_card::Entity::insert(card.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
    let through = json!({"unit_id": null, "card_code": "7k3m 9q2x 5tac"});
    let (number, _) = raised(&app, through.clone()).await;
    let id = entry(&app, &number).await;
    let seen = see(&app, "teacher_a", &id).await.expect(200).body;
    assert_eq!(seen["first_receiver_person_id"], json!(world.teacher_a.person));
    assert_eq!(seen["unit_id"], json!(world.east));

    let mut about = through;
    about["about_staff"] = json!("杨老师");
    let (number, _) = raised(&app, about).await;
    let id = entry(&app, &number).await;
    see(&app, "teacher_a", &id).await.problem(404, "not_found");
    let seen = see(&app, "office", &id).await.expect(200).body;
    assert_eq!(seen["first_receiver_person_id"], Value::Null);
}

both!(an_entry_that_names_staff_is_the_offices_until_it_is_clear_who_is_meant);
async fn an_entry_that_names_staff_is_the_offices_until_it_is_clear_who_is_meant(app: TestApp) {
    let (number, code) = raised(&app, json!({"about_staff": "罗校长"})).await;
    let id = entry(&app, &number).await;
    for who in ["east_principal", "principal", "teacher_a"] {
        see(&app, who, &id).await.problem(404, "not_found");
        let list = app.as_(who).get("/ledger-entries?include_total=true").await.expect(200);
        assert_eq!(list.body["total"], 0, "{who}");
        let stats = app.as_(who).get("/ledger-stats").await.expect(200).body;
        assert_eq!(stats["all"]["value"], 0, "{who}");
    }
    see(&app, "bureau_officer", &id).await.expect(200);
    let mentions = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/staff-mentions"))
        .await
        .expect(200);
    assert_eq!(mentions.items()[0]["words"], "罗校长");

    moves(&app, "office", &id, json!({"move": "accept"})).await.expect(200);
    let route = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "office", &id, route.clone())
        .await
        .problem(409, "staff_not_linked");
    let settle = |who: &str, persons: Value| {
        app.as_(who)
            .post(
                format!("/ledger-entries/{id}/staff-mentions/settle"),
                json!({"person_ids": persons}),
            )
            .key(Uuid::now_v7())
    };
    settle("principal", json!([])).await.problem(403, "forbidden");
    settle("office", json!([app.world.stranger.person]))
        .await
        .refuses("#/person_ids/0", "unknown_reference");
    settle("office", json!([app.world.east_principal.person]))
        .await
        .expect(200);
    settle("office", json!([])).await.problem(404, "not_found");
    see(&app, "east_principal", &id).await.problem(404, "not_found");
    see(&app, "teacher_a", &id).await.problem(404, "not_found");
    see(&app, "principal", &id).await.expect(200);
    moves(&app, "office", &id, route).await.expect(200);
    let shown = look_up(&app, &code).await.expect(200).body;
    assert!(!shown.to_string().contains("罗"), "{shown}");
}

both!(the_holder_of_the_code_goes_the_whole_way);
async fn the_holder_of_the_code_goes_the_whole_way(app: TestApp) {
    let (number, code) = raised(&app, json!({})).await;
    let id = entry(&app, &number).await;
    let remark = by_code(&app, "remarks", &code, json!({"text": "昨天又是凉的。"}))
        .await
        .expect(200);
    assert_eq!(remark.body["remarks"][0]["text"], "昨天又是凉的。");
    let better = json!({"content": "午饭送到教学点时已经凉了，汤也是冷的。"});
    let better = by_code(&app, "correction", &code, better).await.expect(200);
    assert_eq!(
        (&better.body["place"], &better.body["may_amend"]),
        (&Value::Null, &json!(true))
    );
    let events = app
        .as_("office")
        .get(format!("/ledger-entries/{id}/events"))
        .await
        .expect(200);
    assert_eq!(
        events.column("move"),
        [json!("register"), json!("remark"), json!("amend")]
    );

    answered(&app, &id).await;
    let shown = look_up(&app, &code).await.expect(200).body;
    assert_eq!(
        (&shown["state"], &shown["may_answer"]),
        (&json!("answered"), &json!(true))
    );
    assert_eq!(shown["answer"]["text"], "保温箱已更换。");
    assert_eq!(
        (&shown["answer"]["outcome"], &shown["due_on"]),
        (&json!("resolved"), &Value::Null)
    );
    by_code(&app, "correction", &code, json!({"content": "别的事情别的话。"}))
        .await
        .problem(409, "illegal_move");
    by_code(&app, "reopening", &code, json!({"reason": "保温箱只用了两天。"}))
        .await
        .expect(200);
    let reopened = see(&app, "logistics", &id).await.expect(200).body;
    assert_eq!(
        (&reopened["state"], &reopened["reopenings"]),
        (&json!("in_progress"), &json!(1))
    );
    again(&app, &id).await;
    let unsatisfied = by_code(&app, "not-settled", &code, json!({"reason": "还是凉。"}))
        .await
        .expect(200);
    assert_eq!(unsatisfied.body["state"], "answered");
    let settled = by_code(&app, "settled", &code, json!({"satisfaction": "basically_satisfied"}))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&settled["state"], &settled["may_reopen"]),
        (&json!("closed"), &json!(true))
    );
    assert_eq!(settled["reopen_until"], "2026-12-23");
    let steps: Vec<_> = settled["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["state"].clone())
        .collect();
    assert_eq!(
        steps,
        [
            "received", "accepted", "in_hand", "answered", "in_hand", "answered", "closed"
        ]
        .map(|state| json!(state))
    );
    assert_eq!(settled["steps"][4]["again"], true);

    app.advance(TimeDelta::days(31));
    by_code(&app, "reopening", &code, json!({"reason": "又凉了。"}))
        .await
        .problem(409, "illegal_move");
}

both!(a_picture_is_added_by_code_and_seen_by_those_who_handle_it);
async fn a_picture_is_added_by_code_and_seen_by_those_who_handle_it(app: TestApp) {
    let (number, code) = raised(&app, json!({})).await;
    let mut picture = Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(8, 8, [200, 30, 20].into());
    image.write_to(&mut picture, ImageFormat::Png).unwrap();
    let add = async |code: &str, content: &[u8], key: Uuid| {
        app.anonymous()
            .request(Method::POST, "/public/concerns/attachments")
            .key(key)
            .file(&[("code", code)], "file", "午饭.png", content)
            .await
    };
    let key = Uuid::now_v7();
    let shown = add(&code, picture.get_ref(), key).await.expect(200).body;
    assert_eq!(shown["remarks"][0]["text"], "附件：午饭.jpg");
    add(&code, picture.get_ref(), key).await.expect(200);
    add(&code, b"#!/bin/sh", Uuid::now_v7()).await.expect(415);
    add("7K3M-9W2X-5TAC-D4HN-PR6F", picture.get_ref(), Uuid::now_v7())
        .await
        .expect(404);

    let id = entry(&app, &number).await;
    let files = app.as_("office").get(format!("/ledger-entries/{id}/attachments")).await;
    let files = files.expect(200).body;
    assert_eq!(
        files["items"].as_array().unwrap().len(),
        1,
        "a repeat adds nothing: {files}"
    );
    let file = files["items"][0]["id"].as_str().unwrap();
    app.as_("office").get(format!("/attachments/{file}")).await.expect(200);
    app.as_("teacher_b")
        .get(format!("/attachments/{file}"))
        .await
        .expect(404);
}

both!(a_concern_is_withdrawn_by_its_code);
async fn a_concern_is_withdrawn_by_its_code(app: TestApp) {
    let (_, code) = raised(&app, json!({"disclosure": "anonymous", "identity": null})).await;
    let key = Uuid::now_v7();
    let withdraw = || {
        app.anonymous()
            .post(
                "/public/concerns/withdrawal",
                json!({"code": code, "reason": "已经说清楚了。"}),
            )
            .key(key)
    };
    let withdrawn = withdraw().await.expect(200);
    assert_eq!(withdrawn.body["state"], "closed");
    let repeated = withdraw().await.expect(200);
    assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
    by_code(&app, "withdrawal", &code, json!({"reason": "再撤一次。"}))
        .await
        .problem(409, "illegal_move");
}

both!(wrong_codes_get_one_answer_and_then_wait);
async fn wrong_codes_get_one_answer_and_then_wait(app: TestApp) {
    let (_, code) = raised(&app, json!({})).await;
    let mut answers = BTreeSet::new();
    let mistyped = format!("{}{}", &code[..23], if code.ends_with('2') { '3' } else { '2' });
    for wrong in ["x", "2222-2222-2222-2222-2222", &mistyped, "七七七七"] {
        let problem = look_up(&app, wrong).await.problem(404, "not_found");
        answers.insert(problem["detail"].to_string());
    }
    assert_eq!(answers.len(), 1);
    let mut waited = false;
    for _ in 0..500 {
        let answer = app
            .anonymous()
            .post("/public/concerns/lookup", json!({"code": "2222-2222-2222-2222-2222"}))
            .coming_from("203.0.113.9")
            .await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").is_some());
            waited = true;
            break;
        }
    }
    assert!(waited);
    look_up(&app, &code).await.expect(200);
}

both!(two_hundred_parents_behind_one_address_are_all_heard);
async fn two_hundred_parents_behind_one_address_are_all_heard(app: TestApp) {
    let one = async |app: TestApp, number: u32| {
        let new = concern(&app, json!({"content": format!("第{number}位家长反映的事情。")})).await;
        send(&app, new).await.expect(201).body
    };
    // As many at a time as this one thread, which also holds every answer against the document, can see to.
    let sending = stream::iter((0..200).map(|number| one(app.clone(), number)));
    let receipts: Vec<_> = sending.buffer_unordered(16).collect().await;
    let numbers: BTreeSet<_> = receipts.iter().map(|receipt| receipt["number"].to_string()).collect();
    let codes: BTreeSet<_> = receipts.iter().map(|receipt| receipt["code"].to_string()).collect();
    assert_eq!((numbers.len(), codes.len()), (200, 200));
    assert!(numbers.contains("\"DC-2026-0001\"") && numbers.contains("\"DC-2026-0200\""));
}

both!(the_office_gives_a_caller_a_code_and_a_new_one_replaces_it);
async fn the_office_gives_a_caller_a_code_and_a_new_one_replaces_it(app: TestApp) {
    let category = app.as_("office").get("/ledger-categories").await.expect(200).items()[0]["id"].clone();
    let said = json!({
        "channel": "phone", "submitter_kind": "parent", "disclosure": "confidential", "category_id": category,
        "unit_id": app.world.east, "title": "午餐凉了", "content": "来电反映午餐送到时已经凉了。",
        "identity": {"name": "张女士"}
    });
    let id = app
        .as_("office")
        .post("/ledger-entries", said)
        .await
        .expect(201)
        .id::<Uuid>();
    let issue = |who: &str| {
        app.as_(who)
            .request(Method::POST, format!("/ledger-entries/{id}/follow-code"))
    };
    issue("principal").await.problem(403, "forbidden");
    issue("stranger_office").await.problem(404, "not_found");
    let first = issue("office").await.expect(200).body;
    assert_eq!(first["replaced"], false);
    let code = first["code"].as_str().unwrap();
    assert!(first["url"].as_str().unwrap().ends_with(&format!("/follow#{code}")));
    assert!(first["qr_svg"].as_str().unwrap().contains("<svg"));
    assert_eq!(look_up(&app, code).await.expect(200).body["state"], "received");
    let second = issue("office").await.expect(200).body;
    assert_eq!(second["replaced"], true);
    look_up(&app, code).await.problem(404, "not_found");
    look_up(&app, second["code"].as_str().unwrap()).await.expect(200);
    let noted = audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq("ledger_entry.follow_code_issued"))
        .count(app.db())
        .await
        .unwrap();
    assert_eq!(noted, 2);
}

/// `count` entries of `east`, closed with an outcome; none where it is left open.
async fn closed(app: &TestApp, outcome: Option<&str>, count: usize) -> Vec<String> {
    let category = app.as_("office").get("/ledger-categories").await.expect(200).items()[0]["id"].clone();
    let mut ids = Vec::new();
    for _ in 0..count {
        let said = json!({
            "channel": "phone", "submitter_kind": "parent", "disclosure": "anonymous", "category_id": category,
            "unit_id": app.world.east, "title": "午餐凉了", "content": "来电反映午餐送到时已经凉了。",
        });
        let id = app
            .as_("office")
            .post("/ledger-entries", said)
            .await
            .expect(201)
            .id::<Uuid>()
            .to_string();
        if let Some(outcome) = outcome {
            moves(app, "office", &id, json!({"move": "accept"})).await.expect(200);
            let settle = json!({"move": "settle", "reply": "已经办好了。", "outcome": outcome});
            moves(app, "office", &id, settle).await.expect(200);
        }
        ids.push(id);
    }
    ids
}

both!(the_board_tells_what_came_of_it_without_small_numbers);
async fn the_board_tells_what_came_of_it_without_small_numbers(app: TestApp) {
    let resolved = closed(&app, Some("resolved"), 7).await;
    closed(&app, Some("explained"), 5).await;
    let open = closed(&app, None, 2).await;
    let board = async |unit: Value| {
        let unit = unit.as_str().unwrap().to_owned();
        app.anonymous()
            .get(format!("/public/board?unit_id={unit}"))
            .await
            .expect(200)
    };
    let this_month = board(json!(app.world.east)).await.body;
    assert_eq!(
        (&this_month["total"], &this_month["until"]),
        (&json!(0), &json!("2026-10-31"))
    );
    app.advance(TimeDelta::days(9));
    let told = board(json!(app.world.east)).await;
    assert_eq!(told.header("cache-control"), Some("public, max-age=300"));
    let told = told.body;
    assert_eq!(told, board(json!(app.world.school)).await.body, "of the whole school");
    assert_eq!(
        (&told["school_name"], &told["total"]),
        (&json!("青山中心小学"), &json!(14))
    );
    let count = |outcome: Value| {
        let rows = told["outcomes"].as_array().unwrap();
        rows.iter().find(|row| row["outcome"] == outcome).unwrap()["count"].clone()
    };
    assert_eq!(count(json!("resolved")), 7);
    assert_eq!(
        (count(json!("explained")), count(Value::Null)),
        (Value::Null, Value::Null)
    );
    assert_eq!(
        (&told["rates"]["completion"], &told["rates"]["resolution"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(told["rates"]["response"], Value::Null);

    let publish = |who: &str, id: &str, body: Value| {
        app.as_(who)
            .post(format!("/ledger-entries/{id}/board-summaries"), body)
            .key(Uuid::now_v7())
    };
    let told = json!({"title": "午餐保温不够", "result": "已配保温箱。"});
    publish("principal", &resolved[0], told.clone())
        .await
        .problem(403, "forbidden");
    publish("office", &open[0], told.clone())
        .await
        .problem(409, "not_closed");
    let number = json!({"title": "午餐保温不够", "result": "请打138 0000 1111。"});
    publish("office", &resolved[0], number)
        .await
        .refuses("#/result", "personal_number");
    let name = json!({"title": "李明的午餐", "result": "已配保温箱。"});
    publish("office", &resolved[0], name)
        .await
        .refuses("#/title", "personal_name");
    let no_name = json!({"title": "杨洋湖边的路", "result": "已修好。", "not_names": ["杨洋"]});
    publish("office", &resolved[1], no_name).await.expect(200);
    publish("office", &resolved[0], told).await.expect(200);
    let summaries = board(json!(app.world.east)).await.body["summaries"].clone();
    assert_eq!(summaries.as_array().unwrap().len(), 2);
    assert!(
        summaries
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["title"] == "午餐保温不够")
    );
    app.as_("office")
        .request(
            Method::POST,
            format!("/ledger-entries/{}/board-summaries/withdraw", resolved[0]),
        )
        .key(Uuid::now_v7())
        .await
        .expect(200);
    let summaries = board(json!(app.world.east)).await.body["summaries"].clone();
    assert_eq!(summaries.as_array().unwrap().len(), 1);
    app.anonymous()
        .get(format!("/public/board?unit_id={}", Uuid::now_v7()))
        .await
        .problem(404, "not_found");
}
