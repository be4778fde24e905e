//! Every kind of activity, through HTTP, on both databases.

use chrono::NaiveDate;
use lianxin::entities::{
    ids::{LiaisonLinkId, PersonId, StudentId},
    liaison_link::{self, LinkOrigin},
    liaison_scheme::LiaisonTargetKind,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

fn record(details: Value) -> Value {
    json!({"happened_on": "2026-11-20", "text": "按计划进行，情况正常。", "submit": true, "details": details})
}

/// A record of every kind but the three that have a file of their own; who records it.
fn all(app: &TestApp) -> Vec<(&'static str, &'static str, Value)> {
    let world = &app.world;
    let (east, li) = (world.east, world.li);
    let meeting = json!({
        "due": 42, "present": 39, "agenda": "通报期中情况",
        "decisions": [{"text": "每周公布菜谱", "owner": "王家长", "due_on": "2026-11-27"}]
    });
    vec![
        (
            "teacher_a",
            "parents_meeting",
            json!({"unit_id": east, "class_id": world.east_3_1, "meeting": meeting}),
        ),
        (
            "east_principal",
            "committee_meeting",
            json!({"unit_id": east, "meeting": meeting}),
        ),
        (
            "vice",
            "staff_talk",
            json!({"person_id": world.teacher_b.person, "topics": "教学困难", "support": "安排师傅"}),
        ),
        (
            "teacher_a",
            "grade_meeting",
            json!({"unit_id": east, "grade": 3, "meeting": meeting}),
        ),
        (
            "vice",
            "heart_talk",
            json!({"unit_id": east, "participants": "五位家长", "topics": "食堂营养餐", "concerns": "饭菜偏凉"}),
        ),
        (
            "office",
            "reception",
            json!({"unit_id": world.school, "visitors": "两位家长", "matter": "反映校门口拥堵", "handed_on_to": "总务处"}),
        ),
        (
            "teacher_a",
            "phone_contact",
            json!({"household_id": li.household, "student_ids": [li.pupil], "spoke_with": "母亲"}),
        ),
        (
            "vice",
            "stay_in",
            json!({"unit_id": east, "nights": 2, "meals": 5, "amount_cents": 4000, "paid": true, "receipt_number": "0017253"}),
        ),
        (
            "teacher_a",
            "pupil_support",
            json!({"student_id": li.pupil, "stage_goal": "独立完成作业", "stage_result": "improving"}),
        ),
        (
            "logistics",
            "study_session",
            json!({"unit_id": world.school, "mode": "self_study", "theme": "mass_line", "material": "第二章", "hours": 2}),
        ),
        (
            "logistics",
            "shared_labour",
            json!({"unit_id": east, "work": "平整菜地", "minutes": 90}),
        ),
        (
            "logistics",
            "canteen_check",
            json!({"unit_id": east, "items": [
                {"item": "storage", "ok": true}, {"item": "sample_retention", "ok": false, "remark": "登记缺两天"}
            ]}),
        ),
        (
            "teacher_b",
            "other",
            json!({"unit_id": east, "title": "与村委会商量校门口道路"}),
        ),
    ]
}

async fn create(app: &TestApp, username: &str, kind: &str, details: Value) -> Answer {
    let body = record(json!({ kind: details }));
    app.as_(username).post("/activities", body).await.expect(201)
}

async fn make(app: &TestApp, username: &str, path: &str, body: Value) -> Answer {
    let client = app.as_(username);
    client.post(format!("{path}/moves"), body).key(Uuid::now_v7()).await
}

fn path(answer: &Answer) -> String {
    format!("/activities/{}", answer.id::<Uuid>())
}

both!(every_kind_is_recorded_read_and_edited);
async fn every_kind_is_recorded_read_and_edited(app: TestApp) {
    for (username, kind, details) in all(&app) {
        let new = create(&app, username, kind, details.clone()).await;
        assert_eq!(new.body["kind"], kind);
        for (name, value) in details.as_object().unwrap() {
            assert_eq!(&new.body["details"][kind][name], value, "{kind} {name}");
        }
        assert_eq!(new.body["counts"], kind != "stay_in", "{kind}");
        assert_eq!(new.body["status"], "submitted");
        let at = path(&new);
        let read = app.as_(username).get(&at).await.expect(200);
        assert_eq!(read.body, new.body);
        // A principal of a village school finds his companions there.
        let (companion, person, name) = match username {
            "east_principal" => ("teacher_a", app.world.teacher_a.person, "杨丽萍"),
            _ => ("teacher_c", app.world.teacher_c.person, "普文秀"),
        };
        let edit = json!({"text": "补充了一句。", "companion_ids": [person]});
        let edited = app.as_(username).patch(&at, edit).if_match(1).await.expect(200);
        assert_eq!(edited.body["companion_names"], json!([name]), "{kind}");
        // Who went along has it in his list and his diary.
        let filter = format!("/activities?mine=true&kind={kind}");
        assert_eq!(app.as_(companion).get(filter).await.expect(200).items().len(), 1);
    }
    let list = app.as_("office").all("/activities").await;
    // All but the support of a pupil.
    assert_eq!(list.len(), 12);
}

both!(what_a_kind_is_about_shows_in_names_and_numbers);
async fn what_a_kind_is_about_shows_in_names_and_numbers(app: TestApp) {
    for (username, kind, details) in all(&app) {
        create(&app, username, kind, details).await;
    }
    let office = app.as_("office");
    let one = async |query: &str| {
        let found = office.get(format!("/activities?{query}")).await.expect(200);
        assert_eq!(found.items().len(), 1, "{query}");
        found.items()[0].clone()
    };
    let meeting = one("kind=parents_meeting").await;
    assert_eq!(meeting["turnout"], json!({"due": 42, "present": 39, "absent": 3}));
    assert_eq!(meeting["class_name"], "三年级1班");
    assert_eq!(one("kind=staff_talk").await["observed_person_name"], "李国强");
    assert_eq!(one("kind=phone_contact").await["students"][0]["name"], "李明");
    assert_eq!(one("kind=reception").await["unit_name"], "青山中心小学");
    assert_eq!(one("kind=other").await["unit_name"], "东村完小");
    // 村委会, 营养餐, 菜地
    for word in [
        "%E6%9D%91%E5%A7%94%E4%BC%9A",
        "%E8%90%A5%E5%85%BB%E9%A4%90",
        "%E8%8F%9C%E5%9C%B0",
    ] {
        one(&format!("q={word}")).await;
    }
    // The talk is seen by whom it was with.
    let talk = one("kind=staff_talk").await;
    let at = format!("/activities/{}", talk["id"].as_str().unwrap());
    app.as_("teacher_b").get(&at).await.expect(200);
    app.as_("teacher_a").get(&at).await.problem(404, "not_found");
}

both!(a_list_of_who_came_gives_the_numbers_and_names);
async fn a_list_of_who_came_gives_the_numbers_and_names(app: TestApp) {
    let world = &app.world;
    let entry = |student, came| json!({"student_id": student, "came": came});
    let details = json!({
        "unit_id": world.east, "class_id": world.east_3_1,
        "attendance": [entry(world.li.pupil, true), entry(world.wang.pupil, false), entry(world.zhang.pupil, true)]
    });
    let met = create(&app, "teacher_a", "parents_meeting", details.clone()).await;
    assert_eq!(met.body["turnout"], json!({"due": 3, "present": 2, "absent": 1}));
    assert_eq!(
        met.body["attendance"][1],
        json!({"student_id": world.wang.pupil, "name": "王芳", "came": false})
    );
    let of = async |student| {
        let query = format!("/activities?student_id={student}");
        app.as_("teacher_a").get(query).await.expect(200).items().len()
    };
    assert_eq!((of(world.li.pupil).await, of(world.wang.pupil).await), (1, 0));
    let refusals = [
        (json!({"class_id": null}), "attendance", "without_class"),
        (
            json!({"attendance": [entry(world.yang.pupil, true)]}),
            "attendance/0/student_id",
            "unknown_reference",
        ),
        (
            json!({"attendance": [entry(world.li.pupil, true), entry(world.li.pupil, false)]}),
            "attendance/1/student_id",
            "duplicate",
        ),
        (
            json!({"meeting": {"present": 3}}),
            "meeting/present",
            "differs_from_the_list",
        ),
    ];
    for (fields, field, code) in refusals {
        let mut wrong = details.clone();
        for (name, value) in fields.as_object().unwrap() {
            wrong[name] = value.clone();
        }
        let body = record(json!({"parents_meeting": wrong}));
        app.as_("teacher_a")
            .post("/activities", body)
            .await
            .refuses(&format!("#/details/parents_meeting/{field}"), code);
    }
}

both!(every_kind_names_the_field_that_is_wrong);
#[rustfmt::skip]
async fn every_kind_names_the_field_that_is_wrong(app: TestApp) {
    let world = &app.world;
    let east = world.east;
    let refusals = [
        ("teacher_a", "parents_meeting", json!({"unit_id": world.other}), "unit_id", "unknown_reference"),
        ("teacher_a", "parents_meeting", json!({"unit_id": world.general_affairs}), "unit_id", "not_a_school"),
        ("office", "parents_meeting", json!({"unit_id": world.west, "class_id": world.east_3_1}), "class_id", "of_another_unit"),
        ("teacher_a", "parents_meeting", json!({"unit_id": east, "class_id": world.west_4_1}), "class_id", "unknown_reference"),
        ("teacher_a", "committee_meeting", json!({"unit_id": east, "meeting": {"due": 5, "present": 6}}), "meeting/present", "more_than_due"),
        ("teacher_a", "committee_meeting", json!({"unit_id": east, "meeting": {"decisions": [{"text": "修路", "due_on": "2026-11-19"}]}}), "meeting/decisions/0/due_on", "before_the_meeting"),
        ("teacher_a", "committee_meeting", json!({"unit_id": east, "meeting": {"decisions": [{"text": ""}]}}), "meeting/decisions/0/text", "length"),
        ("teacher_a", "grade_meeting", json!({"unit_id": east, "grade": 6}), "grade", "no_such_grade"),
        ("teacher_a", "grade_meeting", json!({"unit_id": east, "grade": 0}), "grade", "range"),
        ("teacher_a", "staff_talk", json!({"person_id": world.stranger.person}), "person_id", "unknown_reference"),
        ("vice", "staff_talk", json!({"person_id": world.vice.person}), "person_id", "confirms_himself"),
        ("vice", "heart_talk", json!({"unit_id": world.other}), "unit_id", "unknown_reference"),
        ("office", "reception", json!({"unit_id": world.school, "visitors": "张某 13800001111", "matter": "来访"}), "visitors", "identity"),
        ("office", "reception", json!({"unit_id": world.school, "visitors": "", "matter": "来访"}), "visitors", "length"),
        ("teacher_a", "phone_contact", json!({"household_id": world.zhao.household, "student_ids": [world.zhao.pupil]}), "household_id", "unknown_reference"),
        ("teacher_a", "phone_contact", json!({"household_id": world.li.household, "student_ids": [world.wang.pupil]}), "student_ids/0", "unknown_reference"),
        ("vice", "stay_in", json!({"unit_id": world.school, "nights": 1}), "unit_id", "not_a_branch"),
        ("vice", "stay_in", json!({"unit_id": east, "nights": 0}), "nights", "range"),
        ("vice", "stay_in", json!({"unit_id": east, "nights": 1, "meals": 2, "amount_cents": -1}), "amount_cents", "range"),
        ("vice", "stay_in", json!({"unit_id": east, "nights": 1, "amount_cents": 100}), "amount_cents", "without_meals"),
        ("vice", "stay_in", json!({"unit_id": east, "nights": 1, "receipt_number": "7"}), "receipt_number", "not_paid"),
        ("teacher_a", "pupil_support", json!({"student_id": world.zhao.pupil}), "student_id", "unknown_reference"),
        ("teacher_a", "pupil_support", json!({"student_id": world.li.pupil, "stage_result": "cured"}), "stage_result", "unknown_value"),
        ("vice", "study_session", json!({"unit_id": world.school, "mode": "asleep"}), "mode", "unknown_value"),
        ("vice", "study_session", json!({"unit_id": world.school, "mode": "lecture", "hours": 0}), "hours", "range"),
        ("vice", "shared_labour", json!({"unit_id": east, "work": ""}), "work", "length"),
        ("vice", "canteen_check", json!({"unit_id": east, "items": []}), "items", "length"),
        ("vice", "canteen_check", json!({"unit_id": east, "items": [{"item": "storage", "ok": false}]}), "items/0/remark", "required"),
        ("vice", "canteen_check", json!({"unit_id": east, "items": [{"item": "storage", "ok": true}, {"item": "storage", "ok": true}]}), "items/1/item", "duplicate"),
        ("vice", "other", json!({"unit_id": east, "title": "", }), "title", "length"),
        ("vice", "other", json!({"unit_id": east, "title": "会", "grade": 3}), "grade", "unknown_field"),
    ];
    for (username, kind, details, field, code) in refusals {
        let answer = app
            .as_(username)
            .post("/activities", record(json!({ kind: details })))
            .await;
        answer.refuses(&format!("#/details/{kind}/{field}"), code);
    }
}

both!(the_head_of_the_school_confirms_a_stay_and_never_his_own);
async fn the_head_of_the_school_confirms_a_stay_and_never_his_own(app: TestApp) {
    let world = &app.world;
    let stay = json!({"unit_id": world.east, "nights": 1});
    let new = create(&app, "vice", "stay_in", stay.clone()).await;
    assert_eq!(new.body["confirmer_name"], "罗正明");
    make(&app, "east_principal", &path(&new), json!({"move": "confirm"}))
        .await
        .expect(200);
    // His own, or with him along: the principal of the central school.
    let own = create(&app, "east_principal", "stay_in", stay.clone()).await;
    assert_eq!(own.body["confirmer_name"], "高建国");
    make(&app, "east_principal", &path(&own), json!({"move": "confirm"}))
        .await
        .problem(403, "forbidden");
    make(&app, "principal", &path(&own), json!({"move": "confirm"}))
        .await
        .expect(200);
    let mut both = record(json!({"branch_visit": {"unit_id": world.east}}));
    both["companion_ids"] = json!([world.east_principal.person]);
    let visit = app.as_("vice").post("/activities", both.clone()).await.expect(201);
    assert_eq!(visit.body["confirmer_name"], "高建国");
    both["companion_ids"] = json!([world.east_principal.person, world.principal.person]);
    // Both heads went along: nobody but a deputy is left, and he made the visit himself.
    app.as_("vice")
        .post("/activities", both.clone())
        .await
        .refuses("#/details/branch_visit/unit_id", "nobody_to_confirm");
    let by_another = app.as_("logistics").post("/activities", both).await.expect(201);
    assert_eq!(by_another.body["confirmer_name"], "马志远");
}

both!(the_support_of_a_pupil_is_seen_by_those_who_support_him_alone);
async fn the_support_of_a_pupil_is_seen_by_those_who_support_him_alone(app: TestApp) {
    let world = &app.world;
    let details = json!({"student_id": world.li.pupil, "stage_goal": "独立完成作业"});
    let mut body = record(json!({"pupil_support": details}));
    body["companion_ids"] = json!([world.logistics.person]);
    let support = app.as_("teacher_a").post("/activities", body).await.expect(201);
    let at = path(&support);
    assert_eq!(support.body["counts"], true);
    // 李明
    let lists = [
        "/activities".to_owned(),
        "/activities?kind=pupil_support".to_owned(),
        "/activities?q=%E6%9D%8E%E6%98%8E".to_owned(),
        format!("/activities?student_id={}", world.li.pupil),
        format!("/personnel/{}/diary", world.teacher_a.person),
    ];
    let seen = async |username: &str, wanted: bool| {
        let client = app.as_(username);
        for list in &lists {
            let list = format!("{list}{}include_total=true", if list.contains('?') { '&' } else { '?' });
            let answer = client.get(&list).await;
            if !wanted && answer.status == 404 {
                continue;
            }
            let answer = answer.expect(200);
            assert_eq!(answer.body["total"], i32::from(wanted), "{username} {list}");
            assert_eq!(answer.items().len(), usize::from(wanted), "{username} {list}");
        }
        for part in ["", "/steps", "/amendments"] {
            let answer = client.get(format!("{at}{part}")).await;
            if wanted {
                answer.expect(200);
            } else {
                answer.problem(404, "not_found");
            }
        }
    };
    // Who did it, who went along, who teaches him too.
    for username in ["teacher_a", "logistics", "teacher_b"] {
        seen(username, true).await;
    }
    for username in [
        "principal",
        "office",
        "east_principal",
        "bureau_officer",
        "vice",
        "teacher_c",
        "west_principal",
    ] {
        seen(username, false).await;
    }
    let concern = json!({
        "origin_activity_id": support.body["id"], "unit_id": world.east, "channel": "visit", "submitter_kind": "parent",
        "disclosure": "anonymous", "category_id": category(&app).await, "title": "孩子作业多", "content": "希望少一些作业",
        "happened_on": "2026-11-20"
    });
    app.as_("east_principal")
        .post("/ledger-entries", concern)
        .await
        .refuses("#/origin_activity_id", "unknown_reference");
    // The leader tied to the pupil, and from the day on which he is no longer.
    let id = tie(&app, world.vice.person, world.li.pupil).await;
    seen("vice", true).await;
    liaison_link::Entity::update_many()
        .col_expr(liaison_link::Column::EndsOn, Expr::value(day("2026-11-22")))
        .filter(liaison_link::Column::Id.eq(id))
        .exec(&app.state.db)
        .await
        .unwrap();
    seen("vice", false).await;
    // The office of teaching and research, by post.
    let post =
        json!({"unit_id": world.teaching_research, "post": "teaching_research_director", "starts_on": "2026-09-01"});
    app.as_("office")
        .post(format!("/personnel/{}/appointments", world.vice.person), post)
        .await
        .expect(201);
    seen("vice", true).await;
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Ties somebody to a pupil, by a scheme of the school's own.
async fn tie(app: &TestApp, person_id: PersonId, pupil: StudentId) -> LiaisonLinkId {
    let link = liaison_link::Model {
        id: LiaisonLinkId::new(),
        scheme_code: "leader_pupil".into(),
        unit_id: app.world.east,
        person_id,
        target_kind: LiaisonTargetKind::Student,
        target_unit_id: None,
        target_grade: None,
        target_class_id: None,
        target_person_id: None,
        target_student_id: Some(pupil),
        target_household_id: None,
        starts_on: day("2026-09-01"),
        ends_on: None,
        end_reason: None,
        origin: LinkOrigin::Manual,
        created_by: app.world.office.account,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    let id = link.id;
    liaison_link::Entity::insert(link.into_active_model())
        .exec_without_returning(&app.state.db)
        .await
        .unwrap();
    id
}

async fn category(app: &TestApp) -> Value {
    app.as_("office").get("/ledger-categories").await.expect(200).items()[0]["id"].clone()
}

both!(a_school_sets_who_confirms_what_is_handed_in_afterwards);
async fn a_school_sets_who_confirms_what_is_handed_in_afterwards(app: TestApp) {
    let world = &app.world;
    let kinds = async |username: &str| {
        let query = format!("/activity-kinds?unit_id={}", world.east);
        app.as_(username).get(query).await.expect(200).body
    };
    let shown = kinds("teacher_a").await;
    assert_eq!(shown["unit_id"], json!(world.school));
    assert_eq!(shown["may_change"], false);
    assert_eq!(shown["items"].as_array().unwrap().len(), 16);
    assert_eq!(kinds("office").await["may_change"], true);
    let of = |shown: &Value, kind: &str| {
        let items = shown["items"].as_array().unwrap();
        items.iter().find(|item| item["kind"] == kind).unwrap()["confirmed_by"].clone()
    };
    assert_eq!(
        ["branch_visit", "lesson_observation", "stay_in", "home_visit"].map(|kind| of(&shown, kind)),
        ["unit_head", "subject_person", "unit_head", "nobody"].map(|who| json!(who))
    );

    let meeting = json!({"unit_id": world.east, "meeting": {"due": 40, "present": 38}});
    let before = create(&app, "teacher_a", "parents_meeting", meeting.clone()).await;
    let mut draft = record(json!({"parents_meeting": meeting}));
    draft["submit"] = json!(false);
    let draft = app.as_("teacher_a").post("/activities", draft).await.expect(201);
    let set = |username: &str, kind: &str, version: i32, who: &str| {
        app.as_(username)
            .patch(
                format!("/activity-kinds/{kind}?unit_id={}", world.school),
                json!({"confirmed_by": who}),
            )
            .if_match(version)
    };
    for username in ["teacher_a", "east_principal", "bureau_officer"] {
        set(username, "parents_meeting", 0, "unit_head")
            .await
            .problem(403, "forbidden");
    }
    set("stranger_office", "parents_meeting", 0, "unit_head")
        .await
        .refuses("#/unit_id", "unknown_reference");
    let changed = set("office", "parents_meeting", 0, "unit_head").await.expect(200);
    assert_eq!((changed.version(), &changed.body["default"]), (1, &json!("nobody")));
    set("principal", "parents_meeting", 0, "nobody")
        .await
        .problem(412, "stale_version");
    set("office", "pupil_support", 0, "unit_head")
        .await
        .refuses("#/confirmed_by", "not_for_this_kind");
    set("office", "home_visit", 0, "subject_person")
        .await
        .refuses("#/confirmed_by", "not_for_this_kind");
    let elsewhere = format!("/activity-kinds?unit_id={}", world.other);
    let other = app.as_("stranger").get(elsewhere).await.expect(200);
    assert_eq!(of(&other.body, "parents_meeting"), "nobody");

    // What was handed in before counts on, also after an edit; the draft and what comes new wait.
    let edited = app
        .as_("teacher_a")
        .patch(path(&before), json!({"text": "补充了一句。"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(
        (&edited.body["counts"], &edited.body["confirmer_name"]),
        (&json!(true), &Value::Null)
    );
    let handed_in = make(&app, "teacher_a", &path(&draft), json!({"move": "submit"}))
        .await
        .expect(200);
    assert_eq!(
        (&handed_in.body["counts"], &handed_in.body["confirmer_name"]),
        (&json!(false), &json!("罗正明"))
    );
    let after = create(&app, "teacher_a", "parents_meeting", meeting).await;
    assert_eq!(after.body["confirmer_name"], "罗正明");
    make(&app, "east_principal", &path(&after), json!({"move": "confirm"}))
        .await
        .expect(200);

    // A talk is confirmed by whom it was with, once the school wants that.
    set("office", "staff_talk", 0, "subject_person").await.expect(200);
    let talk = create(&app, "vice", "staff_talk", json!({"person_id": world.teacher_b.person})).await;
    make(&app, "teacher_b", &path(&talk), json!({"move": "confirm"}))
        .await
        .expect(200);
    set("office", "branch_visit", 0, "nobody").await.expect(200);
    let visit = create(&app, "vice", "branch_visit", json!({"unit_id": world.east})).await;
    assert_eq!(visit.body["counts"], true);
}

both!(every_step_stays_readable);
async fn every_step_stays_readable(app: TestApp) {
    let stay = json!({"unit_id": app.world.east, "nights": 1});
    let mut body = record(json!({"stay_in": stay}));
    body["follow_up"] = json!("补交收据");
    let new = app.as_("vice").post("/activities", body).await.expect(201);
    let at = path(&new);
    let give_back = |reason: &str| json!({"move": "return", "reason": reason});
    make(&app, "east_principal", &at, give_back("日期应为上周四"))
        .await
        .expect(200);
    make(&app, "vice", &at, json!({"move": "submit"})).await.expect(200);
    make(&app, "east_principal", &at, give_back("夜数应为两夜"))
        .await
        .expect(200);
    make(&app, "vice", &at, json!({"move": "submit"})).await.expect(200);
    make(&app, "east_principal", &at, json!({"move": "confirm"}))
        .await
        .expect(200);
    make(&app, "vice", &at, json!({"move": "follow_up"})).await.expect(200);
    let amendment =
        json!({"reason": "补记收据", "changes": {"details": {"stay_in": {"paid": true, "receipt_number": "17"}}}});
    app.as_("vice")
        .post(format!("{at}/amendments"), amendment)
        .await
        .expect(200);
    make(&app, "principal", &at, json!({"move": "void", "reason": "重复记录"}))
        .await
        .expect(200);
    let steps = app.as_("vice").get(format!("{at}/steps")).await.expect(200);
    assert_eq!(
        steps.column("step"),
        [
            "submitted",
            "returned",
            "submitted",
            "returned",
            "submitted",
            "confirmed",
            "followed_up",
            "amended",
            "void"
        ]
    );
    assert_eq!(steps.items()[1]["reason"], "日期应为上周四");
    assert_eq!(steps.items()[3]["reason"], "夜数应为两夜");
    assert_eq!(steps.items()[3]["made_by_name"], "罗正明");
    app.as_("west_principal")
        .get(format!("{at}/steps"))
        .await
        .problem(404, "not_found");
    let mut draft = record(json!({"stay_in": stay}));
    draft["submit"] = json!(false);
    let draft = app.as_("vice").post("/activities", draft).await.expect(201);
    let none = app.as_("vice").get(format!("{}/steps", path(&draft))).await.expect(200);
    assert!(none.items().is_empty());
}

both!(many_are_recorded_at_once_each_with_its_own_result);
async fn many_are_recorded_at_once_each_with_its_own_result(app: TestApp) {
    let world = &app.world;
    let id = Uuid::now_v7();
    let visit = |who: Value, fields: Value| {
        let mut item =
            record(json!({"home_visit": {"household_id": world.li.household, "student_ids": [world.li.pupil]}}));
        item["person_id"] = who;
        for (name, value) in fields.as_object().unwrap() {
            item[name] = value.clone();
        }
        item
    };
    let items = json!({"items": [
        visit(json!(world.teacher_a.person), json!({"id": id})),
        visit(json!(world.teacher_b.person), json!({"happened_on": "2026-11-24"})),
        visit(json!(world.stranger.person), json!({})),
        record(json!({"other": {"unit_id": world.east, "title": "家长开放日"}})),
    ]});
    let office = app.as_("office");
    let bulk = || office.post("/activities/bulk", items.clone());
    let first = bulk().key("paper").await.expect(207);
    let results = first.body["results"].as_array().unwrap();
    let statuses: Vec<i64> = results.iter().filter_map(|result| result["status"].as_i64()).collect();
    assert_eq!(statuses, [201, 422, 422, 201]);
    assert_eq!(results[0]["record"]["on_behalf"], true);
    assert_eq!(results[1]["problem"]["errors"][0]["pointer"], "#/happened_on");
    assert_eq!(results[2]["problem"]["errors"][0]["pointer"], "#/person_id");
    assert_eq!(bulk().key("paper").await.expect(207).body, first.body);
    assert_eq!(office.all("/activities").await.len(), 2);
    // Sent again with another key, what has an id is known.
    let again = bulk().await.expect(207);
    assert_eq!(again.body["results"][0]["status"], 200);
    office
        .post("/activities/bulk", json!({"items": []}))
        .await
        .refuses("#/items", "length");
    app.as_("bureau_officer")
        .post("/activities/bulk", items)
        .await
        .problem(403, "forbidden");
}

both!(a_meeting_counts_for_its_school_and_support_for_its_pupil);
async fn a_meeting_counts_for_its_school_and_support_for_its_pupil(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let new = json!({"unit_id": world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31"});
    let plan = office.post("/plans", new).await.expect(201);
    let id = plan.body["id"].as_str().unwrap().to_owned();
    let duty = office
        .get(format!("/duties?plan_id={id}&code=potential_pupil"))
        .await
        .expect(200)
        .items()[0]
        .clone();
    let edit = json!({"subject_selector": {"teaches": true}});
    let of_duty = format!("/duties/{}", duty["id"].as_str().unwrap());
    office.patch(of_duty, edit).if_match(1).await.expect(200);
    let version = office.get(format!("/plans/{id}")).await.expect(200).version();
    office
        .request(actix_web::http::Method::POST, format!("/plans/{id}/adopt"))
        .if_match(version)
        .key(&id)
        .await
        .expect(200);
    let actual = async |username: &str, code: &str| {
        let progress = app.as_(username).get("/duty-progress").await.expect(200).body;
        let items = progress["items"].as_array().unwrap();
        items.iter().find(|item| item["duty"]["code"] == code).unwrap()["actual"].clone()
    };
    let meeting = json!({"unit_id": world.east, "class_id": world.east_3_1});
    let met = create(&app, "teacher_a", "parents_meeting", meeting).await;
    assert_eq!(actual("east_principal", "parents_meeting").await, 1);
    assert_eq!(actual("west_principal", "parents_meeting").await, 0);
    make(
        &app,
        "teacher_a",
        &path(&met),
        json!({"move": "void", "reason": "记错了"}),
    )
    .await
    .expect(200);
    assert_eq!(actual("east_principal", "parents_meeting").await, 0);
    // Twice the same pupil is one pupil.
    for pupil in [world.li.pupil, world.wang.pupil, world.li.pupil] {
        create(&app, "teacher_a", "pupil_support", json!({"student_id": pupil})).await;
    }
    assert_eq!(actual("teacher_a", "potential_pupil").await, 2);
    assert_eq!(actual("teacher_b", "potential_pupil").await, 0);
    create(&app, "teacher_a", "heart_talk", json!({"unit_id": world.east})).await;
    assert_eq!(actual("teacher_a", "five_ones_heart_talk").await, 1);
}
