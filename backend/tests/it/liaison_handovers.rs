//! Handovers and contact cards, through HTTP, on both databases.

use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::{
    both,
    liaison_proposals::{leaves, takes_leave},
    support::{Answer, Client, TestApp},
};

async fn derive(app: &TestApp) {
    app.as_("office")
        .post("/liaison-links/derive", json!({"unit_id": app.world.school}))
        .await
        .expect(200);
}

/// A home visit of the homeroom teacher to the Li family, with a promise; and the ledger entry that came of it, routed
/// to her village school and handled by her.
async fn promise_and_entry(app: &TestApp) -> (Value, Value) {
    let world = &app.world;
    let teacher = app.as_("teacher_a");
    let visit = teacher
        .post(
            "/activities",
            json!({"happened_on": "2026-11-20", "submit": true, "text": "奶奶在家照看，孩子算术吃力。",
                "follow_up": "带一本口算练习", "follow_up_on": "2026-11-30",
                "details": {"home_visit": {"household_id": world.li.household, "student_ids": [world.li.pupil],
                    "family_present": [{"relation": "奶奶"}]}}}),
        )
        .await
        .expect(201);
    let category = teacher.get("/ledger-categories").await.expect(200).items()[0]["id"].clone();
    let entry = teacher
        .post(
            "/ledger-entries",
            json!({"channel": "visit", "submitter_kind": "parent", "disclosure": "anonymous", "category_id": category,
                "title": "午饭送到村里已经凉了", "content": "午饭送到村里已经凉了，孩子吃了肚子疼。"}),
        )
        .await
        .expect(201);
    let moves = format!("/ledger-entries/{}/moves", entry.body["id"].as_str().unwrap());
    let east = app.as_("east_principal");
    east.post(&moves, json!({"move": "accept"}))
        .key("accept")
        .await
        .expect(200);
    east.post(
        &moves,
        json!({"move": "route", "to_unit_id": world.east, "to_person_id": world.teacher_a.person}),
    )
    .key("route")
    .await
    .expect(200);
    (visit.body["id"].clone(), entry.body["id"].clone())
}

async fn preview(client: &Client, app: &TestApp) -> Answer {
    let path = format!(
        "/liaison-links/handover?from_person_id={}&on=2026-11-23",
        app.world.teacher_a.person
    );
    client.get(path).await.expect(200)
}

fn handover(app: &TestApp, preview: &Answer, entries: &Value, promises: &Value) -> Value {
    let links = preview.body["links"].as_array().unwrap();
    let links: Vec<Value> = links
        .iter()
        .map(|link| json!({"id": link["id"], "to_person_id": app.world.teacher_b.person}))
        .collect();
    json!({"from_person_id": app.world.teacher_a.person, "on": "2026-11-23", "reason": "产假", "witness": "罗正明",
        "links": links, "entries": entries, "promises": promises})
}

both!(what_somebody_keeps_in_touch_with_works_on_and_promised_goes_to_a_successor);
async fn what_somebody_keeps_in_touch_with_works_on_and_promised_goes_to_a_successor(app: TestApp) {
    let world = &app.world;
    derive(&app).await;
    let (visit, entry) = promise_and_entry(&app).await;
    let east = app.as_("east_principal");
    let found = preview(&east, &app).await;
    assert_eq!(found.body["links"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        found.body["links"][0]["teachers"][0]["person_name"], "李国强",
        "who else teaches the family"
    );
    assert_eq!(found.body["entries"][0]["id"], entry);
    assert_eq!(found.body["promises"][0]["follow_up"], "带一本口算练习");
    assert_eq!(found.body["key_households"][0]["reasons"], json!(["left_behind"]));
    let to = world.teacher_b.person;
    let body = handover(
        &app,
        &found,
        &json!([{"id": entry, "to_person_id": to}]),
        &json!([{"id": visit, "to_person_id": to}]),
    );
    let done = east
        .post("/liaison-links/handover", body.clone())
        .key("1")
        .await
        .expect(201);
    assert_eq!(done.body["counts"], json!({"links": 4, "entries": 1, "promises": 1}));
    let path = format!("/liaison-handovers/{}", done.body["id"].as_str().unwrap());
    let record = east.get(&path).await.expect(200);
    assert_eq!(record.body["pack"]["to_person_names"], json!(["李国强"]));
    assert_eq!(record.body["pack"]["key_households"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        record.body["pack"]["links"][0]["already_linked"], true,
        "he teaches the same class"
    );

    let words = crate::forms::printed(east.get(format!("{path}/form")).await);
    for part in [
        "工作交接清单",
        "移交人",
        "杨丽萍",
        "李国强",
        "李明家",
        "午饭送到村里已经凉了",
        "带一本口算练习",
        "留守",
        "罗正明",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }

    assert!(app.as_("teacher_a").all("/liaison-links").await.is_empty());
    assert_eq!(app.as_("teacher_b").all("/liaison-links").await.len(), 5);
    let handled = app
        .as_("teacher_b")
        .get(format!("/ledger-entries/{}", entry.as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(
        (&handled.body["handler_name"], &handled.body["state"]),
        (&json!("李国强"), &json!("routed"))
    );
    let stages = handled.body["stages"].as_array().unwrap();
    assert_eq!(stages.last().unwrap()["person_name"], "李国强", "{stages:#?}");
    let kept = app
        .as_("teacher_b")
        .get("/activities?mine=true&follow_up_on[lte]=2026-12-31")
        .await
        .expect(200);
    assert_eq!(kept.items().len(), 1);
    assert_eq!(kept.items()[0]["follow_up_person_name"], "李国强");
    let hers = app
        .as_("teacher_a")
        .get("/activities?mine=true&follow_up_on[lte]=2026-12-31")
        .await
        .expect(200);
    assert!(hers.items().is_empty(), "it waits for her no more");
    let moves = format!("/activities/{}/moves", visit.as_str().unwrap());
    app.as_("teacher_b")
        .post(&moves, json!({"move": "follow_up"}))
        .key("f")
        .await
        .expect(200);

    app.as_("west_principal").get(&path).await.problem(404, "not_found");
    app.as_("teacher_b").get(&path).await.problem(403, "forbidden");
    assert_eq!(app.as_("office").all("/liaison-handovers").await.len(), 1);
    let again = east.post("/liaison-links/handover", body).key("1").await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
}

both!(a_handover_is_dated_and_makes_links_for_whom_the_target_is_new);
async fn a_handover_is_dated_and_makes_links_for_whom_the_target_is_new(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let old = office
        .post(
            "/liaison-links",
            json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.east,
                "starts_on": "2026-09-01"}),
        )
        .await
        .expect(201);
    leaves(&app, world.vice.person, Some("2026-11-30")).await;
    let body = json!({"from_person_id": world.vice.person, "on": "2026-12-01", "reason": "调离本校",
        "links": [{"id": old.body["id"], "to_person_id": world.principal.person}]});
    office.post("/liaison-links/handover", body).key("1").await.expect(201);
    let ended = office
        .get(format!("/liaison-links/{}", old.body["id"].as_str().unwrap()))
        .await;
    assert_eq!(
        (&ended.body["ends_on"], &ended.body["end_reason"]),
        (&json!("2026-11-30"), &json!("调离本校"))
    );
    let new = office.get("/liaison-links?state=planned").await.expect(200);
    assert_eq!(
        (
            &new.items()[0]["person_name"],
            &new.items()[0]["starts_on"],
            &new.items()[0]["origin"]
        ),
        (&json!("高建国"), &json!("2026-12-01"), &json!("handover"))
    );
}

both!(a_handover_that_breaks_a_rule_changes_nothing);
async fn a_handover_that_breaks_a_rule_changes_nothing(app: TestApp) {
    let world = &app.world;
    derive(&app).await;
    let (visit, entry) = promise_and_entry(&app).await;
    let east = app.as_("east_principal");
    let found = preview(&east, &app).await;
    let nothing = json!([]);
    let send = async |body: Value| {
        east.post("/liaison-links/handover", body)
            .key(uuid::Uuid::now_v7())
            .await
    };
    let mut body = handover(&app, &found, &nothing, &nothing);
    body["links"][1]["to_person_id"] = json!(world.teacher_a.person);
    send(body).await.refuses("#/links/1/to_person_id", "oneself");
    let mut body = handover(&app, &found, &nothing, &nothing);
    body["links"][2]["to_person_id"] = json!(world.east_principal.person);
    send(body).await.refuses("#/links/2/to_person_id", "not_of_own_class");
    let mut body = handover(&app, &found, &nothing, &nothing);
    body["links"][0]["id"] = json!(uuid::Uuid::now_v7());
    send(body).await.refuses("#/links/0/id", "unknown_reference");
    let mut body = handover(&app, &found, &nothing, &nothing);
    body["links"] = json!([]);
    send(body).await.refuses("#/links", "required");
    let mut body = handover(&app, &found, &nothing, &nothing);
    body["from_person_id"] = json!(world.teacher_c.person);
    send(body).await.refuses("#/from_person_id", "unknown_reference");
    // About the successor himself.
    lianxin::entities::ledger_person_concerned::Entity::insert(
        lianxin::entities::ledger_person_concerned::ActiveModel {
            entry_id: sea_orm::Set(entry.as_str().unwrap().parse().unwrap()),
            person_id: sea_orm::Set(world.teacher_b.person),
        },
    )
    .exec_without_returning(app.db())
    .await
    .unwrap();
    let entries = json!([{"id": entry, "to_person_id": world.teacher_b.person}]);
    send(handover(&app, &found, &entries, &nothing))
        .await
        .refuses("#/entries/0/to_person_id", "conflict_of_interest");
    takes_leave(&app, world.teacher_b.person, "2026-11-01", None).await;
    let promises = json!([{"id": visit, "to_person_id": world.teacher_b.person}]);
    send(handover(&app, &found, &nothing, &promises))
        .await
        .refuses("#/links/0/to_person_id", "absent");
    assert_eq!(
        app.as_("teacher_a").all("/liaison-links").await.len(),
        4,
        "all or nothing"
    );
    assert!(app.as_("office").all("/liaison-handovers").await.is_empty());
}

async fn print(client: &Client, body: Value) -> Answer {
    client.post("/contact-cards/print", body).await.expect(200)
}

async fn look_up(app: &TestApp, code: &str) -> Answer {
    app.anonymous()
        .post("/public/contact-cards/lookup", json!({"code": code}))
        .await
}

both!(every_family_of_a_class_gets_a_card_that_leads_to_whom_to_call);
async fn every_family_of_a_class_gets_a_card_that_leads_to_whom_to_call(app: TestApp) {
    let world = &app.world;
    derive(&app).await;
    let east = app.as_("east_principal");
    let sheet = print(
        &east,
        json!({"class_id": world.east_3_1, "reachable": "周一至周五 12:00—14:00"}),
    )
    .await;
    let labels: Vec<_> = sheet.body["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["household_label"].clone())
        .collect();
    assert_eq!(labels.len(), 4);
    let faces = sheet.body["faces"].as_array().unwrap();
    assert_eq!(faces.len(), 1, "the homeroom teacher");
    let face = &faces[0];
    assert_eq!(
        (&face["school_name"], &face["unit_name"], &face["person_name"]),
        (&json!("青山中心小学"), &json!("东村完小"), &json!("杨丽萍"))
    );
    assert!(face["phone"].as_str().unwrap().starts_with("1390000"));
    assert!(face["qr_svg"].as_str().unwrap().contains("<svg"));
    let url = face["url"].as_str().unwrap();
    let code = url.split_once("/concern#").unwrap().1.to_owned();
    let shown = look_up(&app, &format!(" {}-{}", code[..4].to_lowercase(), &code[4..]))
        .await
        .expect(200);
    assert_eq!(
        shown.body,
        json!({"school_name": "青山中心小学", "unit_name": "东村完小", "person_name": "杨丽萍",
        "phone": face["phone"], "reachable": "周一至周五 12:00—14:00"})
    );
    let again = print(&east, json!({"class_id": world.east_3_1})).await;
    assert_eq!(
        again.body["faces"][0]["url"], url,
        "a good card is printed again as it is"
    );
    let audited = app
        .as_("auditor")
        .all("/audit-events?action=contact_card.printed")
        .await;
    assert_eq!(audited.len(), 2);

    let card = east.get("/contact-cards").await.expect(200).items()[0].clone();
    assert!(card.get("phone").is_none() && card.get("code").is_none());
    let path = format!("/contact-cards/{}", card["id"].as_str().unwrap());
    app.as_("west_principal").get(&path).await.problem(404, "not_found");
    let edited = east
        .patch(&path, json!({"reachable": "晚上八点前"}))
        .if_match(card["version"].clone())
        .await
        .expect(200);
    assert_eq!(edited.body["reachable"], "晚上八点前");
    assert_eq!(look_up(&app, &code).await.body["reachable"], "晚上八点前");
    east.post(format!("{path}/revoke"), json!({"reason": "教师调离"}))
        .key("r")
        .await
        .expect(200);
    let gone = look_up(&app, &code).await.problem(404, "not_found");
    let unknown = look_up(&app, "2222ABCD2222").await.problem(404, "not_found");
    assert_eq!(
        gone["detail"], unknown["detail"],
        "the same answer for unknown and revoked"
    );
    east.patch(&path, json!({"reachable": null}))
        .if_match(9)
        .await
        .problem(409, "illegal_move");
    let fresh = print(&east, json!({"class_id": world.east_3_1})).await;
    assert_ne!(
        fresh.body["faces"][0]["url"], url,
        "a new card after the old one was revoked"
    );
}

both!(cards_are_printed_for_a_village_school_and_for_a_teacher);
async fn cards_are_printed_for_a_village_school_and_for_a_teacher(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let none = print(&office, json!({"unit_id": world.east})).await;
    assert_eq!(
        (
            none.body["cards"].as_array().map(Vec::len),
            &none.body["without_person"]
        ),
        (Some(0), &json!(["东村完小"]))
    );
    office
        .post(
            "/liaison-links",
            json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.east}),
        )
        .await
        .expect(201);
    let unit = print(&office, json!({"unit_id": world.east, "copies": 16})).await;
    assert_eq!(unit.body["cards"].as_array().map(Vec::len), Some(16));
    assert_eq!(unit.body["faces"][0]["person_name"], "马志远");
    derive(&app).await;
    let teacher = print(&office, json!({"person_id": world.teacher_c.person})).await;
    assert_eq!(teacher.body["cards"].as_array().map(Vec::len), Some(3));
    office
        .post(
            "/contact-cards/print",
            json!({"unit_id": world.east, "class_id": world.east_3_1}),
        )
        .await
        .refuses("#/class_id", "one_of");
    office
        .post("/contact-cards/print", json!({"class_id": world.other_2_1}))
        .await
        .refuses("#/class_id", "unknown_reference");
    let sheet = office
        .post("/contact-cards/form", json!({"person_id": world.teacher_c.person}))
        .await;
    let words = crate::forms::printed(sheet);
    assert!(words.contains("普文秀") && words.contains("给：赵磊家"), "{words}");
    office
        .post("/contact-cards/form", json!({"unit_id": world.west}))
        .await
        .problem(409, "no_cards");
    let code = teacher.body["faces"][0]["url"]
        .as_str()
        .unwrap()
        .split_once('#')
        .unwrap()
        .1
        .to_owned();
    look_up(&app, &code).await.expect(200);
    leaves(&app, world.teacher_c.person, None).await;
    look_up(&app, &code).await.problem(404, "not_found");
    app.as_("teacher_a")
        .post("/contact-cards/print", json!({"class_id": world.east_3_1}))
        .await
        .problem(403, "forbidden");
}

both!(guessing_codes_is_slowed_down);
async fn guessing_codes_is_slowed_down(app: TestApp) {
    let mut refused = 0;
    for _ in 0..400 {
        let answer = app
            .anonymous()
            .post("/public/contact-cards/lookup", json!({"code": "2222ABCD2222"}))
            .coming_from("198.51.100.7")
            .await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").is_some());
            refused += 1;
            break;
        }
    }
    assert_eq!(refused, 1);
}
