//! Limits, reminders, the inbox and following, through HTTP, on both databases.

use chrono::{DateTime, TimeDelta, Utc};
use lianxin::{
    db,
    entities::{
        ids::LedgerEntryId, ledger_alarm, ledger_person_concerned, ledger_reminder, notice, notice::NoticeKind,
    },
    features::ledger::{remind, verify_chains},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

async fn category(app: &TestApp, code: &str) -> Value {
    let categories = app.as_("office").get("/ledger-categories").await.expect(200);
    let found = categories.items().iter().find(|category| category["code"] == code);
    found.unwrap().clone()
}

/// What a parent said, registered by somebody.
async fn registered(app: &TestApp, who: &str, more: Value) -> String {
    let mut new = json!({
        "channel": "visit", "submitter_kind": "parent", "disclosure": "named",
        "category_id": category(app, "canteen").await["id"],
        "title": "午餐送到教学点时已经不热了",
        "content": "家长反映午餐送到教学点时已经凉了，希望学校想办法保温。",
        "identity": {"name": "李大山"},
    });
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    if new["disclosure"] == "anonymous" {
        new.as_object_mut().unwrap().remove("identity");
    }
    let answer = app.as_(who).post("/ledger-entries", new).await.expect(201);
    answer.body["id"].as_str().unwrap().to_owned()
}

async fn moves(app: &TestApp, who: &str, id: &str, body: Value) -> Answer {
    app.as_(who)
        .post(format!("/ledger-entries/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

/// Registered by the teacher, accepted by the branch principal, routed to general affairs.
async fn routed(app: &TestApp) -> String {
    let id = registered(app, "teacher_a", json!({})).await;
    moves(app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(app, "east_principal", &id, to).await.expect(200);
    id
}

/// The kinds of somebody's notices about an entry, the oldest first.
async fn told(app: &TestApp, who: &str, id: &str) -> Vec<Value> {
    let notices = app
        .as_(who)
        .get(format!("/notices?sort=created_at&object_id={id}"))
        .await
        .expect(200);
    notices.column("kind")
}

async fn unread(app: &TestApp, who: &str) -> Value {
    let listed = app
        .as_(who)
        .get("/notices?unread=true&include_total=true&limit=1")
        .await;
    listed.expect(200).body["total"].clone()
}

/// Lets the clock stand at a moment in China.
fn stand_at(app: &TestApp, moment: &str) {
    let moment: DateTime<Utc> = DateTime::parse_from_rfc3339(&format!("{moment}+08:00")).unwrap().into();
    app.advance(moment - app.now());
}

both!(each_step_reaches_whoever_must_act_next_and_the_first_receiver);
async fn each_step_reaches_whoever_must_act_next_and_the_first_receiver(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    assert_eq!(told(&app, "east_principal", &id).await, ["your_turn"]);
    assert_eq!(told(&app, "office", &id).await, ["your_turn"]);
    for username in ["teacher_a", "principal", "west_principal", "logistics", "stranger"] {
        assert!(told(&app, username, &id).await.is_empty(), "{username}");
    }
    app.advance(TimeDelta::minutes(1));
    moves(&app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    assert_eq!(told(&app, "east_principal", &id).await, ["your_turn"]);
    assert_eq!(told(&app, "office", &id).await, ["your_turn", "your_turn"]);
    assert_eq!(told(&app, "teacher_a", &id).await, ["moved"]);
    app.advance(TimeDelta::minutes(1));
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "east_principal", &id, to).await.expect(200);
    let notices = app.as_("logistics").get("/notices").await.expect(200);
    let notice = &notices.items()[0];
    assert_eq!(
        (&notice["kind"], &notice["read_at"]),
        (&json!("your_turn"), &json!(null))
    );
    assert_eq!(
        (&notice["facts"]["move"], &notice["facts"]["by"]),
        (&json!("route"), &json!("罗正明"))
    );
    assert_eq!(
        (&notice["object"]["number"], &notice["object"]["title"]),
        (&json!("DC-2026-0001"), &json!("午餐送到教学点时已经不热了"))
    );
    let day = app.as_("logistics").get("/dashboard").await.expect(200).body;
    let waiting = day["waiting"].as_array().unwrap();
    let waiting = waiting.iter().find(|item| item["kind"] == "notices_unread").unwrap();
    assert_eq!(
        waiting["figure"],
        json!({"value": 1, "query": "/api/v1/notices?unread=true"})
    );
    let text = serde_json::to_string(notices.items()).unwrap();
    assert!(!text.contains("李大山"), "{text}");
}

both!(notices_are_read_one_by_one_about_a_record_or_all_together);
async fn notices_are_read_one_by_one_about_a_record_or_all_together(app: TestApp) {
    let office = app.as_("office");
    let first = registered(&app, "teacher_a", json!({})).await;
    let second = registered(&app, "teacher_b", json!({})).await;
    registered(&app, "teacher_c", json!({})).await;
    assert_eq!(unread(&app, "office").await, 3);
    let notice = office.get(format!("/notices?object_id={first}")).await.expect(200);
    let at = format!("/notices/{}/read", notice.items()[0]["id"].as_str().unwrap());
    app.as_("east_principal")
        .post(&at, json!({}))
        .await
        .problem(404, "not_found");
    office.post(&at, json!({})).await.expect(204);
    office.post(&at, json!({})).await.expect(204);
    assert_eq!(unread(&app, "office").await, 2);
    let about = format!("/notices/read?object_id={second}");
    office.post(&about, json!({})).await.expect(204);
    assert_eq!(unread(&app, "office").await, 1);
    assert_eq!(office.get("/notices?unread=false").await.expect(200).items().len(), 2);
    office.post("/notices/read", json!({})).await.expect(204);
    assert_eq!(unread(&app, "office").await, 0);
    assert_eq!(unread(&app, "east_principal").await, 2);
}

both!(whom_an_entry_is_about_is_never_told_of_it);
async fn whom_an_entry_is_about_is_never_told_of_it(app: TestApp) {
    let about = json!({
        "unit_id": app.world.east, "persons_concerned": [app.world.east_principal.person], "disclosure": "anonymous"
    });
    let id = registered(&app, "office", about).await;
    for username in ["east_principal", "teacher_a", "teacher_b"] {
        assert!(told(&app, username, &id).await.is_empty(), "{username}");
    }
    // Two working days later nothing was done: the branch principal is passed over.
    stand_at(&app, "2026-12-01T08:00:00");
    assert!(remind(app.db(), app.now()).await.unwrap() > 0);
    assert!(told(&app, "east_principal", &id).await.is_empty());
    assert!(told(&app, "principal", &id).await.contains(&json!("escalated")));
    assert!(told(&app, "office", &id).await.contains(&json!("escalated")));

    // What comes to concern him later disappears from his inbox.
    let id = routed(&app).await;
    assert_eq!(told(&app, "logistics", &id).await, ["your_turn"]);
    let concerned = ledger_person_concerned::Model {
        entry_id: LedgerEntryId(id.parse().unwrap()),
        person_id: app.world.logistics.person,
    };
    ledger_person_concerned::Entity::insert(concerned.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
    assert!(told(&app, "logistics", &id).await.is_empty());
    assert_eq!(unread(&app, "logistics").await, 0);
}

both!(a_limit_that_nears_and_passes_is_told_ever_higher_up_and_once_each);
async fn a_limit_that_nears_and_passes_is_told_ever_higher_up_and_once_each(app: TestApp) {
    // Routed on Monday: to be signed by the end of Wednesday.
    let id = routed(&app).await;
    let path = format!("/ledger-entries/{id}");
    let version = app.as_("office").get(&path).await.expect(200).version();
    let pass = async || remind(app.db(), app.now()).await.unwrap();
    assert_eq!(pass().await, 0);
    stand_at(&app, "2026-11-23T23:59:00");
    assert_eq!(pass().await, 0);
    stand_at(&app, "2026-11-24T00:01:00");
    assert_eq!(pass().await, 1);
    assert_eq!(pass().await, 0);
    assert_eq!(told(&app, "logistics", &id).await, ["your_turn", "due_soon"]);
    stand_at(&app, "2026-11-26T08:00:00");
    assert_eq!(pass().await, 1);
    assert_eq!(told(&app, "logistics", &id).await, ["your_turn", "due_soon", "overdue"]);
    assert!(!told(&app, "east_principal", &id).await.contains(&json!("escalated")));
    stand_at(&app, "2026-11-27T08:00:00");
    assert_eq!(pass().await, 1);
    assert!(told(&app, "east_principal", &id).await.contains(&json!("escalated")));
    assert!(!told(&app, "office", &id).await.contains(&json!("escalated")));
    stand_at(&app, "2026-11-28T08:00:00");
    assert_eq!(pass().await, 1);
    assert!(told(&app, "office", &id).await.contains(&json!("escalated")));
    app.advance(TimeDelta::days(3));
    assert_eq!(pass().await, 0);

    let timeline = app.as_("teacher_a").get(format!("{path}/events")).await.expect(200);
    let reminders: Vec<_> = timeline
        .items()
        .iter()
        .filter(|event| event["move"] == "remind")
        .collect();
    let levels: Vec<_> = reminders.iter().map(|event| &event["data"]["level"]).collect();
    assert_eq!(levels, ["near", "over", "branch", "office"]);
    assert_eq!(
        (&reminders[0]["actor_name"], &reminders[0]["from_state"]),
        (&json!("系统"), &json!("routed"))
    );
    let entry = app.as_("office").get(&path).await.expect(200);
    assert_eq!(entry.version(), version, "a reminder changes nothing of the entry");
    assert!(verify_chains(app.db()).await.unwrap().is_empty());

    // Signed, the next stage has a limit of its own: nothing is due but the whole answer, much later.
    moves(&app, "logistics", &id, json!({"move": "sign"})).await.expect(200);
    assert_eq!(pass().await, 0);
    assert_eq!(ledger_alarm::Entity::find().count(app.db()).await.unwrap(), 1);
}

both!(what_is_urgent_is_told_within_hours_and_to_the_principal);
async fn what_is_urgent_is_told_within_hours_and_to_the_principal(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({"urgency": "urgent"})).await;
    assert_eq!(told(&app, "principal", &id).await, ["your_turn"]);
    let pass = async || remind(app.db(), app.now()).await.unwrap();
    app.advance(TimeDelta::minutes(119));
    assert_eq!(pass().await, 0);
    app.advance(TimeDelta::minutes(1));
    assert_eq!(pass().await, 1);
    assert_eq!(told(&app, "east_principal", &id).await, ["your_turn", "due_soon"]);
    app.advance(TimeDelta::hours(2));
    assert_eq!(pass().await, 1);
    assert_eq!(
        told(&app, "east_principal", &id).await,
        ["your_turn", "due_soon", "escalated"]
    );
    assert!(told(&app, "principal", &id).await.contains(&json!("escalated")));
    app.advance(TimeDelta::hours(2));
    assert_eq!(pass().await, 1);
    assert!(told(&app, "office", &id).await.contains(&json!("escalated")));
}

both!(several_servers_make_each_reminder_once);
async fn several_servers_make_each_reminder_once(app: TestApp) {
    for _ in 0..6 {
        routed(&app).await;
    }
    stand_at(&app, "2026-11-28T08:00:00");
    let now = app.now();
    let other = db::connect(&app.state.config.data.database, 4).await.unwrap();
    let (one, two, three) = tokio::join!(remind(app.db(), now), remind(&other, now), remind(app.db(), now));
    // Near and over are one: who has not acted for days is not told that it will be due soon.
    let made = one.unwrap() + two.unwrap() + three.unwrap();
    assert_eq!(made, 6 * 3);
    assert_eq!(ledger_reminder::Entity::find().count(app.db()).await.unwrap(), 6 * 4);
    let overdue = notice::Entity::find().filter(notice::Column::Kind.eq(NoticeKind::Overdue));
    assert_eq!(overdue.count(app.db()).await.unwrap(), 6);
    // A server that starts again finds nothing left to do.
    assert_eq!(remind(&other, now + TimeDelta::minutes(1)).await.unwrap(), 0);
    assert!(verify_chains(app.db()).await.unwrap().is_empty());
    other.close().await.unwrap();
}

both!(who_follows_an_entry_is_told_of_every_step);
async fn who_follows_an_entry_is_told_of_every_step(app: TestApp) {
    let id = registered(&app, "teacher_a", json!({})).await;
    let at = format!("/ledger-entries/{id}/follow");
    app.as_("teacher_c")
        .post(&at, json!({}))
        .await
        .problem(404, "not_found");
    app.as_("principal").post(&at, json!({})).await.expect(204);
    app.as_("principal").post(&at, json!({})).await.expect(204);
    let followed = async || {
        let listed = app.as_("principal").get("/ledger-entries?followed=true").await;
        listed.expect(200).items().len()
    };
    assert_eq!(followed().await, 1);
    let seen = app.as_("principal").get(format!("/ledger-entries/{id}")).await;
    assert_eq!(seen.expect(200).body["followed"], true);
    moves(&app, "east_principal", &id, json!({"move": "accept"}))
        .await
        .expect(200);
    assert_eq!(told(&app, "principal", &id).await, ["moved"]);
    app.as_("principal").delete(&at).await.expect(204);
    assert_eq!(followed().await, 0);
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "east_principal", &id, to).await.expect(200);
    assert_eq!(told(&app, "principal", &id).await, ["moved"]);
}

fn days(sign: i16, normal: i16) -> Value {
    json!({
        "sign_days": sign, "return_days": 2, "normal_days": normal, "complex_days": 30, "extension_days": 5,
        "outer_days": 45, "outer_extension_days": 10
    })
}

both!(other_limits_hold_for_stages_that_begin_afterwards);
async fn other_limits_hold_for_stages_that_begin_afterwards(app: TestApp) {
    let due = async |id: &str| {
        let entry = app
            .as_("office")
            .get(format!("/ledger-entries/{id}"))
            .await
            .expect(200)
            .body;
        (
            entry["stage_due_at"].clone(),
            entry["due_at"].clone(),
            entry["legal_due_at"].clone(),
        )
    };
    let before = registered(&app, "teacher_a", json!({})).await;
    let usual = (
        json!("2026-11-25T15:59:59Z"),
        json!("2026-12-08T15:59:59Z"),
        json!("2027-01-22T02:00:00Z"),
    );
    assert_eq!(due(&before).await, usual);
    let standing = routed(&app).await;
    moves(&app, "logistics", &standing, json!({"move": "sign"}))
        .await
        .expect(200);
    moves(
        &app,
        "logistics",
        &standing,
        json!({"move": "suspend", "reason": "等待检测结果"}),
    )
    .await
    .expect(200);

    let canteen = category(&app, "canteen").await;
    let at = format!("/ledger-categories/{}/limits", canteen["id"].as_str().unwrap());
    let set = json!({"unit_id": app.world.school, "days": days(1, 7)});
    app.as_("teacher_a")
        .post(&at, set.clone())
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .post(&at, set.clone())
        .await
        .refuses("#/unit_id", "unknown_reference");
    app.as_("office")
        .post(&at, json!({"unit_id": app.world.school, "days": days(1, 31)}))
        .await
        .refuses("#/days/complex_days", "shorter_than_normal");
    app.as_("office")
        .post(&at, json!({"unit_id": app.world.school, "days": days(0, 7)}))
        .await
        .problem(422, "invalid_fields");
    app.advance(TimeDelta::minutes(1));
    let history = app.as_("office").post(&at, set).await.expect(200);
    assert_eq!(history.items().len(), 2);
    assert_eq!(history.items()[0]["set_by_name"], "林秀英");
    assert_eq!(history.items()[0]["days"]["normal_days"], 7);
    assert_eq!(history.items()[1]["set_by_name"], json!(null));

    // What runs keeps its dates; what stands still moves by the days it stood, and by nothing else.
    assert_eq!(due(&before).await, usual);
    app.advance(TimeDelta::days(2));
    moves(&app, "logistics", &standing, json!({"move": "resume"}))
        .await
        .expect(200);
    assert_eq!(due(&standing).await.1, "2026-12-10T15:59:59Z");
    // A stage that begins now, and an entry that begins now, have the new ones.
    moves(&app, "east_principal", &before, json!({"move": "accept"}))
        .await
        .expect(200);
    let (stage, whole, legal) = due(&before).await;
    assert_eq!((&stage, &whole), (&json!("2026-11-26T15:59:59Z"), &usual.1));
    assert_eq!(legal, usual.2);
    let after = registered(&app, "teacher_a", json!({})).await;
    let (stage, whole, legal) = due(&after).await;
    assert_eq!(
        (&stage, &whole),
        (&json!("2026-11-26T15:59:59Z"), &json!("2026-12-02T15:59:59Z"))
    );
    assert_eq!(legal, "2027-01-09T02:01:00Z");
    // Another school has the shipped ones.
    let theirs = app.as_("stranger_office").get("/ledger-categories").await.expect(200);
    let canteen = theirs.items().iter().find(|category| category["code"] == "canteen");
    assert_eq!(canteen.unwrap()["limits"]["normal_days"], 15);
    assert_eq!(
        category(&app, "canteen").await["limits_unit_id"],
        json!(app.world.school)
    );
    // More time than the category knows is not asked for.
    let extension = json!({"move": "ask_extension", "days": 6, "reason": "保温箱还在路上"});
    let extend = async |id: &str, body: Value| moves(&app, "logistics", id, body).await;
    let routed = {
        moves(&app, "east_principal", &after, json!({"move": "accept"}))
            .await
            .expect(200);
        let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
        moves(&app, "east_principal", &after, to).await.expect(200);
        extend(&after, json!({"move": "sign"})).await.expect(200);
        after
    };
    extend(&routed, extension).await.refuses("#/days", "too_long");
    let extension = json!({"move": "ask_extension", "days": 5, "reason": "保温箱还在路上"});
    extend(&routed, extension).await.expect(200);
}

both!(a_school_keeps_categories_of_its_own);
async fn a_school_keeps_categories_of_its_own(app: TestApp) {
    let office = app.as_("office");
    let new = json!({"unit_id": app.world.school, "name": "校车与路途", "urgency": "normal", "days": days(1, 7)});
    app.as_("east_principal")
        .post("/ledger-categories", new.clone())
        .await
        .problem(403, "forbidden");
    let kept = office.post("/ledger-categories", new.clone()).await.expect(201);
    assert_eq!(kept.body["limits"]["sign_days"], 1);
    office
        .post("/ledger-categories", new)
        .await
        .refuses("#/name", "duplicate");
    let shipped = json!({"unit_id": app.world.school, "name": "食堂营养", "urgency": "normal", "days": days(1, 7)});
    office
        .post("/ledger-categories", shipped)
        .await
        .refuses("#/name", "duplicate");
    // The staff of every village may use it; another school never hears of it.
    let own = json!({"category_id": kept.body["id"]});
    let id = registered(&app, "teacher_a", own.clone()).await;
    let entry = app
        .as_("teacher_a")
        .get(format!("/ledger-entries/{id}"))
        .await
        .expect(200)
        .body;
    assert_eq!(entry["stage_due_at"], "2026-11-24T15:59:59Z");
    let names = async |who: &str| app.as_(who).get("/ledger-categories").await.expect(200).column("name");
    assert!(names("teacher_a").await.contains(&json!("校车与路途")));
    assert!(!names("stranger").await.contains(&json!("校车与路途")));
    let at = format!("/ledger-categories/{}", kept.id::<Uuid>());
    app.as_("stranger_office")
        .patch(&at, json!({"name": "改名"}))
        .if_match(1)
        .await
        .problem(404, "not_found");
    let renamed = office
        .patch(&at, json!({"name": "上学路上", "sort_order": 5}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!((&renamed.body["name"], renamed.version()), (&json!("上学路上"), 2));
    office
        .patch(&at, json!({"name": "又改"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    office
        .patch(&at, json!({"retired": true}))
        .if_match(2)
        .await
        .expect(200);
    assert!(!names("office").await.contains(&json!("上学路上")));
    let mut refused = json!({
        "channel": "visit", "submitter_kind": "parent", "disclosure": "anonymous",
        "title": "路上车多", "content": "早晨路上车多，希望有人值守。",
    });
    refused["category_id"] = own["category_id"].clone();
    app.as_("teacher_a")
        .post("/ledger-entries", refused)
        .await
        .refuses("#/category_id", "unknown_reference");
    let canteen = category(&app, "canteen").await;
    office
        .patch(
            format!("/ledger-categories/{}", canteen["id"].as_str().unwrap()),
            json!({"name": "食堂"}),
        )
        .if_match(1)
        .await
        .problem(403, "forbidden");
}

both!(the_days_off_of_a_unit_count_for_its_own_entries_alone);
async fn the_days_off_of_a_unit_count_for_its_own_entries_alone(app: TestApp) {
    let market = json!({"unit_id": app.world.east, "day": "2026-11-24", "kind": "off", "note": "赶街"});
    app.as_("office").post("/calendar-days", market).await.expect(200);
    let saturday = json!({"unit_id": app.world.west, "day": "2026-11-28", "kind": "make_up"});
    app.as_("office").post("/calendar-days", saturday).await.expect(200);
    let due = async |who: &str| {
        let id = registered(&app, who, json!({})).await;
        let entry = app
            .as_("office")
            .get(format!("/ledger-entries/{id}"))
            .await
            .expect(200)
            .body;
        entry["stage_due_at"].clone()
    };
    assert_eq!(due("teacher_a").await, "2026-11-26T15:59:59Z");
    assert_eq!(due("teacher_c").await, "2026-11-25T15:59:59Z");
    app.advance(TimeDelta::days(4));
    assert_eq!(due("teacher_a").await, "2026-12-01T15:59:59Z");
    assert_eq!(due("teacher_c").await, "2026-11-30T15:59:59Z");
}
