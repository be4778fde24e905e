//! Activities, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

fn home_visit(app: &TestApp) -> Value {
    json!({
        "happened_on": "2026-11-22",
        "text": "奶奶在家照看，孩子作业能按时完成。希望学校多关心午饭。",
        "details": {"home_visit": {
            "household_id": app.world.li.household,
            "student_ids": [app.world.li.pupil, app.world.li_sister],
            "family_present": [{"relation": "奶奶"}],
            "wishes": "希望学校多关心孩子午饭"
        }},
        "submit": true
    })
}

fn branch_visit(app: &TestApp) -> Value {
    json!({
        "happened_on": "2026-11-20",
        "text": "看了食堂和两节课，与教师座谈。",
        "details": {"branch_visit": {"unit_id": app.world.east, "purpose": "了解食堂供餐"}},
        "submit": true
    })
}

fn observation(app: &TestApp) -> Value {
    json!({
        "happened_on": "2026-11-19",
        "text": "听三年级数学课一节。",
        "details": {"lesson_observation": {
            "class_id": app.world.east_3_1,
            "observed_person_id": app.world.teacher_b.person,
            "subject": "数学",
            "period": 2,
            "topic": "两位数乘两位数"
        }},
        "submit": true
    })
}

/// The value with some fields replaced.
fn with(mut record: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

async fn record(app: &TestApp, username: &str, body: Value) -> Answer {
    app.as_(username).post("/activities", body).await.expect(201)
}

fn path(answer: &Answer) -> String {
    format!("/activities/{}", answer.id::<Uuid>())
}

async fn make(app: &TestApp, username: &str, path: &str, body: Value) -> Answer {
    let client = app.as_(username);
    client.post(format!("{path}/moves"), body).key(Uuid::now_v7()).await
}

both!(a_teacher_records_a_home_visit_and_it_counts_at_once);
async fn a_teacher_records_a_home_visit_and_it_counts_at_once(app: TestApp) {
    let visit = record(&app, "teacher_a", home_visit(&app)).await;
    assert_eq!(visit.body["kind"], "home_visit");
    assert_eq!(visit.body["status"], "submitted");
    assert_eq!(visit.body["counts"], true);
    assert_eq!(visit.body["unit_name"], "东村完小");
    assert_eq!(visit.body["household_label"], "李明家");
    assert_eq!(visit.body["students"].as_array().unwrap().len(), 2);
    assert_eq!(visit.body["on_behalf"], false);
    assert_eq!(visit.body["allowed_moves"], json!(["void"]));
    assert_eq!(
        visit.header("location"),
        Some(format!("/api/v1{}", path(&visit)).as_str())
    );
    assert_eq!(visit.header("etag"), Some("\"v1\""));
}

both!(those_concerned_see_a_record_and_others_do_not);
async fn those_concerned_see_a_record_and_others_do_not(app: TestApp) {
    let at = path(&record(&app, "teacher_a", home_visit(&app)).await);
    for username in ["teacher_a", "east_principal", "principal", "office", "bureau_officer"] {
        app.as_(username).get(&at).await.expect(200);
    }
    for username in [
        "teacher_b",
        "teacher_c",
        "west_principal",
        "vice",
        "stranger",
        "stranger_office",
    ] {
        app.as_(username).get(&at).await.problem(404, "not_found");
        assert!(
            app.as_(username)
                .get("/activities")
                .await
                .expect(200)
                .items()
                .is_empty()
        );
    }
    app.as_("admin").get(&at).await.problem(403, "forbidden");
}

both!(a_draft_is_seen_by_its_author_alone);
async fn a_draft_is_seen_by_its_author_alone(app: TestApp) {
    let draft = record(
        &app,
        "teacher_a",
        with(home_visit(&app), json!({"submit": false, "text": ""})),
    )
    .await;
    let at = path(&draft);
    assert_eq!(draft.body["counts"], false);
    app.as_("east_principal").get(&at).await.problem(404, "not_found");
    make(&app, "teacher_a", &at, json!({"move": "submit"}))
        .await
        .refuses("#/text", "required");
    let edited = app
        .as_("teacher_a")
        .patch(&at, json!({"text": "去了一趟。"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(edited.version(), 2);
    make(&app, "teacher_a", &at, json!({"move": "submit"}))
        .await
        .expect(200);
    app.as_("east_principal").get(&at).await.expect(200);
}

both!(the_principal_of_the_school_visited_confirms_a_branch_visit);
async fn the_principal_of_the_school_visited_confirms_a_branch_visit(app: TestApp) {
    let visit = record(&app, "vice", branch_visit(&app)).await;
    let at = path(&visit);
    assert_eq!(visit.body["counts"], false);
    assert_eq!(visit.body["confirmer_name"], "罗正明");
    assert_eq!(visit.body["unit_id"], json!(app.world.east));
    let waiting = app
        .as_("east_principal")
        .get("/activities?waiting_for_me=true")
        .await
        .expect(200);
    assert_eq!(
        waiting.items()[0]["allowed_moves"],
        json!(["confirm", "return", "void"])
    );
    assert!(
        app.as_("west_principal")
            .get("/activities?waiting_for_me=true")
            .await
            .expect(200)
            .items()
            .is_empty()
    );
    make(&app, "vice", &at, json!({"move": "confirm"}))
        .await
        .problem(403, "forbidden");
    make(&app, "west_principal", &at, json!({"move": "confirm"}))
        .await
        .problem(404, "not_found");
    let confirmed = make(&app, "east_principal", &at, json!({"move": "confirm"}))
        .await
        .expect(200);
    assert_eq!(confirmed.body["status"], "confirmed");
    assert_eq!(confirmed.body["counts"], true);
    assert_eq!(confirmed.body["allowed_moves"], json!(["void"]));
    let again = make(&app, "east_principal", &at, json!({"move": "confirm"}))
        .await
        .problem(409, "illegal_move");
    assert_eq!(again["allowed"], json!(["void"]));
}

both!(the_observed_teacher_confirms_and_a_lesson_without_discussion_is_marked);
async fn the_observed_teacher_confirms_and_a_lesson_without_discussion_is_marked(app: TestApp) {
    let lesson = record(&app, "logistics", observation(&app)).await;
    let at = path(&lesson);
    assert_eq!(lesson.body["not_discussed"], true);
    assert_eq!(lesson.body["class_name"], "三年级1班");
    let seen = app.as_("teacher_b").get(&at).await.expect(200);
    assert_eq!(seen.body["allowed_moves"], json!(["confirm", "return"]));
    let confirmed = make(&app, "teacher_b", &at, json!({"move": "confirm"}))
        .await
        .expect(200);
    assert_eq!(confirmed.body["counts"], true);
    assert_eq!(confirmed.body["not_discussed"], true);
}

both!(of_two_confirmations_at_once_one_is_made);
async fn of_two_confirmations_at_once_one_is_made(app: TestApp) {
    let at = path(&record(&app, "vice", branch_visit(&app)).await);
    let (one, other) = futures_util::join!(
        make(&app, "east_principal", &at, json!({"move": "confirm"})),
        make(&app, "east_principal", &at, json!({"move": "confirm"})),
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(app.as_("vice").get(&at).await.expect(200).version(), 2);
}

both!(a_repeated_move_gets_the_first_answer);
async fn a_repeated_move_gets_the_first_answer(app: TestApp) {
    let at = path(&record(&app, "vice", branch_visit(&app)).await);
    let client = app.as_("east_principal");
    let confirm = || client.post(format!("{at}/moves"), json!({"move": "confirm"}));
    confirm().await.problem(400, "idempotency_key_required");
    let first = confirm().key("one").await.expect(200);
    let again = confirm().key("one").await.expect(200);
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
}

both!(a_returned_record_is_mended_and_handed_in_again);
async fn a_returned_record_is_mended_and_handed_in_again(app: TestApp) {
    let at = path(&record(&app, "vice", branch_visit(&app)).await);
    make(&app, "east_principal", &at, json!({"move": "return"}))
        .await
        .refuses("#/reason", "required");
    let returned = make(
        &app,
        "east_principal",
        &at,
        json!({"move": "return", "reason": "日期应为上周四"}),
    )
    .await
    .expect(200);
    assert_eq!(returned.body["status_reason"], "日期应为上周四");
    let mine = app
        .as_("vice")
        .get("/activities?mine=true&status=returned")
        .await
        .expect(200);
    assert_eq!(mine.items()[0]["allowed_moves"], json!(["submit", "void"]));
    app.as_("vice")
        .patch(&at, json!({"happened_on": "2026-11-19"}))
        .if_match(2)
        .await
        .expect(200);
    let submitted = make(&app, "vice", &at, json!({"move": "submit"})).await.expect(200);
    assert_eq!(submitted.body["status"], "submitted");
    assert_eq!(submitted.body["status_reason"], Value::Null);
}

both!(an_amendment_keeps_the_old_text);
async fn an_amendment_keeps_the_old_text(app: TestApp) {
    let at = path(&record(&app, "logistics", observation(&app)).await);
    let early = json!({"reason": "补记议课", "changes": {"text": "听课一节，已议课。"}});
    let client = app.as_("logistics");
    client
        .post(format!("{at}/amendments"), early)
        .await
        .problem(409, "illegal_move");
    make(&app, "teacher_b", &at, json!({"move": "confirm"}))
        .await
        .expect(200);
    client
        .patch(&at, json!({"text": "改写"}))
        .if_match(2)
        .await
        .problem(409, "illegal_move");
    let change = json!({"reason": "补记议课", "changes": {
        "text": "听课一节，已议课。",
        "details": {"lesson_observation": {"discussed_on": "2026-11-20", "discussion": "多让学生说算理"}}
    }});
    let confirmed = client.get(&at).await.expect(200);
    let version = confirmed.body["version"].as_i64().unwrap();
    client
        .post(format!("{at}/amendments"), change.clone())
        .if_match(version - 1)
        .await
        .problem(412, "stale_version");
    let amended = client
        .post(format!("{at}/amendments"), change.clone())
        .if_match(version)
        .await
        .expect(200);
    assert_eq!(amended.body["status"], "confirmed");
    assert_eq!(amended.body["text"], "听课一节，已议课。");
    assert_eq!(amended.body["not_discussed"], false);
    client
        .post(format!("{at}/amendments"), change)
        .await
        .refuses("#/changes", "nothing_changed");
    let other = json!({"details": {"lesson_observation": {"observed_person_id": app.world.teacher_a.person}}});
    let swap = json!({"reason": "换人", "changes": other});
    client
        .post(format!("{at}/amendments"), swap)
        .await
        .refuses("#/changes/details", "confirmed_by_another");
    let kept = app.as_("teacher_b").get(format!("{at}/amendments")).await.expect(200);
    assert_eq!(kept.items().len(), 1);
    let amendment = &kept.items()[0];
    assert_eq!(amendment["before"]["text"], "听三年级数学课一节。");
    assert_eq!(
        amendment["after"]["details"]["lesson_observation"]["discussed_on"],
        "2026-11-20"
    );
    assert_eq!(
        amendment["before"]["details"]["lesson_observation"]["discussed_on"],
        Value::Null
    );
    assert_eq!(amendment["amended_by_name"], "郭大勇");
}

both!(a_void_record_does_not_count_and_stays_void);
async fn a_void_record_does_not_count_and_stays_void(app: TestApp) {
    let at = path(&record(&app, "teacher_a", home_visit(&app)).await);
    let counted = || app.as_("teacher_a").get("/activities?counted=true&include_total=true");
    assert_eq!(counted().await.expect(200).body["total"], 1);
    let void = make(&app, "teacher_a", &at, json!({"move": "void", "reason": "记错了家庭"}))
        .await
        .expect(200);
    assert_eq!(void.body["counts"], false);
    assert_eq!(void.body["allowed_moves"], json!([]));
    assert_eq!(counted().await.expect(200).body["total"], 0);
    make(&app, "teacher_a", &at, json!({"move": "submit"}))
        .await
        .problem(409, "illegal_move");
}

both!(the_client_may_bring_its_own_id);
async fn the_client_may_bring_its_own_id(app: TestApp) {
    let id = Uuid::now_v7();
    let body = with(
        home_visit(&app),
        json!({"id": id, "companion_ids": [app.world.teacher_b.person]}),
    );
    let first = record(&app, "teacher_a", body.clone()).await;
    assert_eq!(first.id::<Uuid>(), id);
    let again = app.as_("teacher_a").post("/activities", body.clone()).await.expect(200);
    assert_eq!(again.body, first.body);
    let other = with(body.clone(), json!({"text": "另一件事"}));
    app.as_("teacher_a")
        .post("/activities", other)
        .await
        .problem(409, "id_taken");
    app.as_("teacher_c")
        .post("/activities", body)
        .await
        .problem(409, "id_taken");
    let fourth = with(home_visit(&app), json!({"id": "6f1c0a52-7c1e-4b52-9d3e-5a1f0c9be001"}));
    app.as_("teacher_a")
        .post("/activities", fourth)
        .await
        .refuses("#/id", "not_uuid_v7");
    assert_eq!(
        app.as_("teacher_b")
            .get("/activities?mine=true")
            .await
            .expect(200)
            .items()
            .len(),
        1
    );
}

both!(a_stale_edit_shows_both_versions);
async fn a_stale_edit_shows_both_versions(app: TestApp) {
    let at = path(&record(&app, "teacher_a", home_visit(&app)).await);
    let client = app.as_("teacher_a");
    client
        .patch(&at, json!({"text": "没有版本"}))
        .await
        .problem(428, "precondition_required");
    client
        .patch(&at, json!({"details": {"home_visit": {"wishes": "希望早点放学"}}}))
        .if_match(1)
        .await
        .expect(200);
    let stale = json!({"details": {"home_visit": {"wishes": "希望校车到村口"}}});
    let problem = client.patch(&at, stale).if_match(1).await.problem(412, "stale_version");
    assert_eq!(
        problem["differences"],
        json!([{
            "pointer": "#/details/home_visit/wishes", "yours": "希望校车到村口", "current": "希望早点放学"
        }])
    );
    assert_eq!(problem["current"]["version"], 2);
}

both!(a_patch_reaches_single_fields_and_null_removes);
async fn a_patch_reaches_single_fields_and_null_removes(app: TestApp) {
    let at = path(&record(&app, "teacher_a", home_visit(&app)).await);
    let client = app.as_("teacher_a");
    let edit = json!({"details": {"home_visit": {"wishes": null, "at_home": "家务做得多"}}, "started_at": "14:30"});
    let edited = client.patch(&at, edit).if_match(1).await.expect(200);
    let details = &edited.body["details"]["home_visit"];
    assert_eq!(details["wishes"], Value::Null);
    assert_eq!(details["at_home"], "家务做得多");
    assert_eq!(details["family_present"], json!([{"relation": "奶奶"}]));
    let foreign = json!({"details": {"branch_visit": {"unit_id": app.world.east}}});
    client
        .patch(&at, foreign)
        .if_match(2)
        .await
        .refuses("#/details/branch_visit", "other_kind");
    app.as_("east_principal")
        .patch(&at, json!({"text": "改"}))
        .if_match(2)
        .await
        .problem(403, "forbidden");
    app.as_("teacher_b")
        .patch(&at, json!({"text": "改"}))
        .if_match(2)
        .await
        .problem(404, "not_found");
}

both!(every_refusal_names_its_field);
async fn every_refusal_names_its_field(app: TestApp) {
    let world = &app.world;
    let post = |username: &str, body| app.as_(username).post("/activities", body);
    let visit = home_visit(&app);
    let refusals = [
        (json!({"happened_on": "2026-11-24"}), "#/happened_on", "in_the_future"),
        (
            json!({"happened_on": "2026-08-30"}),
            "#/happened_on",
            "before_the_school_year",
        ),
        (json!({"text": ""}), "#/text", "required"),
        (json!({"follow_up_on": "2026-11-30"}), "#/follow_up", "required"),
        (
            json!({"started_at": "15:00", "ended_at": "14:00"}),
            "#/ended_at",
            "before_the_start",
        ),
        (
            json!({"companion_ids": [world.stranger.person]}),
            "#/companion_ids/0",
            "unknown_reference",
        ),
        (
            json!({"companion_ids": [world.teacher_a.person]}),
            "#/companion_ids/0",
            "duplicate",
        ),
        (
            json!({"person_id": world.stranger.person}),
            "#/person_id",
            "unknown_reference",
        ),
        (json!({"details": {"small_talk": {}}}), "#/details", "unknown_value"),
    ];
    for (fields, pointer, code) in refusals {
        post("teacher_a", with(visit.clone(), fields))
            .await
            .refuses(pointer, code);
    }
    let family =
        |household, pupil| json!({"details": {"home_visit": {"household_id": household, "student_ids": [pupil]}}});
    let foreign = family(json!(world.zhao.household), json!(world.zhao.pupil));
    post("teacher_a", with(visit.clone(), foreign))
        .await
        .refuses("#/details/home_visit/household_id", "unknown_reference");
    let not_of_it = family(json!(world.li.household), json!(world.wang.pupil));
    post("teacher_a", with(visit.clone(), not_of_it))
        .await
        .refuses("#/details/home_visit/student_ids/0", "unknown_reference");
    let nobody = json!({"details": {"home_visit": {"household_id": world.li.household, "student_ids": []}}});
    post("teacher_a", with(visit.clone(), nobody))
        .await
        .refuses("#/details/home_visit/student_ids", "length");
    let lesson_fields = json!({"details": {"home_visit": {"household_id": world.li.household, "student_ids": [world.li.pupil], "period": 2}}});
    post("teacher_a", with(visit, lesson_fields))
        .await
        .refuses("#/details/home_visit/period", "unknown_field");

    let school = json!({"details": {"branch_visit": {"unit_id": world.school}}});
    post("vice", with(branch_visit(&app), school))
        .await
        .refuses("#/details/branch_visit/unit_id", "not_a_branch");
    let headless = json!({"details": {"branch_visit": {"unit_id": world.kindergarten}}});
    post("vice", with(branch_visit(&app), headless))
        .await
        .refuses("#/details/branch_visit/unit_id", "nobody_to_confirm");
    post("east_principal", branch_visit(&app))
        .await
        .refuses("#/details/branch_visit/unit_id", "confirms_himself");
    post("stranger", branch_visit(&app))
        .await
        .refuses("#/details/branch_visit/unit_id", "unknown_reference");
    post("teacher_b", observation(&app))
        .await
        .refuses("#/details/lesson_observation/observed_person_id", "confirms_himself");
    post("bureau_officer", branch_visit(&app))
        .await
        .problem(403, "forbidden");
}

both!(the_office_records_for_others_and_it_shows);
async fn the_office_records_for_others_and_it_shows(app: TestApp) {
    let body = with(branch_visit(&app), json!({"person_id": app.world.vice.person}));
    let visit = record(&app, "office", body.clone()).await;
    assert_eq!(visit.body["on_behalf"], true);
    assert_eq!(visit.body["person_name"], "马志远");
    assert_eq!(visit.body["recorded_by_name"], "林秀英");
    app.as_("teacher_a")
        .post("/activities", body)
        .await
        .problem(403, "forbidden");
    assert_eq!(
        app.as_("vice")
            .get("/activities?mine=true")
            .await
            .expect(200)
            .items()
            .len(),
        1
    );
}

both!(lists_are_filtered_searched_and_kept_as_a_diary);
async fn lists_are_filtered_searched_and_kept_as_a_diary(app: TestApp) {
    let world = &app.world;
    record(&app, "teacher_a", home_visit(&app)).await;
    record(&app, "vice", branch_visit(&app)).await;
    record(&app, "vice", observation(&app)).await;
    let office = app.as_("office");
    let count = async |query: String| {
        office
            .get(format!("/activities?{query}"))
            .await
            .expect(200)
            .items()
            .len()
    };
    assert_eq!(count(String::new()).await, 3);
    assert_eq!(count("kind=home_visit,branch_visit".into()).await, 2);
    assert_eq!(count(format!("unit_id={}", world.school)).await, 3);
    assert_eq!(count(format!("unit_id={}", world.west)).await, 0);
    assert_eq!(count(format!("person_id={}", world.vice.person)).await, 2);
    assert_eq!(count(format!("student_id={}", world.li_sister)).await, 1);
    assert_eq!(count(format!("household_id={}", world.li.household)).await, 1);
    assert_eq!(count(format!("class_id={}", world.east_3_1)).await, 1);
    assert_eq!(count(format!("observed_person_id={}", world.teacher_b.person)).await, 1);
    assert_eq!(
        count("happened_on[gte]=2026-11-20&happened_on[lte]=2026-11-21".into()).await,
        1
    );
    assert_eq!(count("counted=false".into()).await, 2);
    assert_eq!(count("q=%E5%8D%88%E9%A5%AD".into()).await, 1);
    assert_eq!(count("q=%E6%9D%8E%E6%98%8E".into()).await, 1);
    office
        .get("/activities?color=red")
        .await
        .problem(400, "unknown_parameter");
    let paged = office.all("/activities?limit=1").await;
    let days: Vec<&str> = paged.iter().filter_map(|row| row["happened_on"].as_str()).collect();
    assert_eq!(days, ["2026-11-22", "2026-11-20", "2026-11-19"]);
    let diary = app
        .as_("vice")
        .get(format!("/personnel/{}/diary?sort=happened_on", world.vice.person))
        .await
        .expect(200);
    assert_eq!(diary.column("kind"), ["lesson_observation", "branch_visit"]);
    let foreign = format!("/personnel/{}/diary", world.stranger.person);
    app.as_("vice").get(foreign).await.problem(404, "not_found");
}

both!(what_was_agreed_is_followed_up);
async fn what_was_agreed_is_followed_up(app: TestApp) {
    let body = with(
        home_visit(&app),
        json!({"follow_up": "与食堂商量留热饭", "follow_up_on": "2026-11-23"}),
    );
    let at = path(&record(&app, "teacher_a", body).await);
    let due = || {
        app.as_("teacher_a")
            .get("/activities?mine=true&follow_up_on[lte]=2026-11-23")
    };
    assert_eq!(
        due().await.expect(200).items()[0]["allowed_moves"],
        json!(["void", "follow_up"])
    );
    let done = make(&app, "teacher_a", &at, json!({"move": "follow_up"}))
        .await
        .expect(200);
    assert_eq!(done.body["status"], "submitted");
    assert_eq!(done.body["followed_up_at"], "2026-11-23T02:00:00Z");
    assert!(due().await.expect(200).items().is_empty());
}
