//! Files of pupils with potential, through HTTP, on both databases: who sees them, and what they hold.

use lianxin::entities::{
    appointment::{self, Post},
    ids::AppointmentId,
};
use sea_orm::{EntityTrait, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp, search},
};

fn file(app: &TestApp) -> Value {
    json!({
        "student_id": app.world.li.pupil, "opened_on": "2026-09-10",
        "reason": "数学基础弱，上课不敢发言", "situation": "期中数学 52 分"
    })
}

/// A file that `teacher_a` opened for a pupil of his class; where it is.
async fn opened(app: &TestApp) -> (Answer, String) {
    let opened = app.as_("teacher_a").post("/pupil-files", file(app)).await.expect(201);
    let at = format!("/pupil-files/{}", opened.id::<Uuid>());
    (opened, at)
}

async fn add_stage(app: &TestApp, at: &str, stage: Value) -> Answer {
    app.as_("teacher_a").post(format!("{at}/stages"), stage).await
}

fn stage() -> Value {
    json!({"goal": "每天完成作业", "measures": "午间面批", "starts_on": "2026-09-14", "ends_on": "2026-10-30"})
}

async fn make(app: &TestApp, username: &str, at: &str, body: Value) -> Answer {
    let client = app.as_(username);
    client.post(format!("{at}/moves"), body).key(Uuid::now_v7()).await
}

/// Gives a member of staff the post that directs teaching and research.
async fn direct_research(app: &TestApp, person: lianxin::entities::ids::PersonId) {
    let (now, since) = (app.now(), "2026-08-01".parse().unwrap());
    appointment::Entity::insert(appointment::ActiveModel {
        id: Set(AppointmentId::new()),
        person_id: Set(person),
        unit_id: Set(app.world.teaching_research),
        post: Set(Post::TeachingResearchDirector),
        starts_on: Set(since),
        ends_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(app.db())
    .await
    .unwrap();
}

both!(a_teacher_opens_a_file_and_supports_the_pupil_himself);
async fn a_teacher_opens_a_file_and_supports_the_pupil_himself(app: TestApp) {
    let (opened, at) = opened(&app).await;
    assert_eq!(opened.body["student_name"], "李明");
    assert_eq!(opened.body["class_name"], "三年级1班");
    assert_eq!(opened.body["supporters"][0]["name"], "杨丽萍");
    assert_eq!(opened.body["allowed_moves"], json!(["close"]));
    assert_eq!(opened.header("location"), Some(format!("/api/v1{at}").as_str()));
    let again = app.as_("teacher_a").post("/pupil-files", file(&app)).await;
    again.problem(409, "file_open");
    let mut foreign = file(&app);
    foreign["student_id"] = json!(app.world.zhao.pupil);
    app.as_("teacher_a")
        .post("/pupil-files", foreign)
        .await
        .refuses("#/student_id", "unknown_reference");
    let mut future = file(&app);
    future["student_id"] = json!(app.world.wang.pupil);
    future["opened_on"] = json!("2026-11-24");
    app.as_("teacher_a")
        .post("/pupil-files", future.clone())
        .await
        .refuses("#/opened_on", "in_the_future");
    future["opened_on"] = json!("2026-11-23");
    future["supporter_ids"] = json!([app.world.stranger.person]);
    app.as_("teacher_a")
        .post("/pupil-files", future)
        .await
        .refuses("#/supporter_ids/0", "unknown_reference");
}

both!(a_file_exists_only_for_those_who_support_the_pupil);
async fn a_file_exists_only_for_those_who_support_the_pupil(app: TestApp) {
    let (_, at) = opened(&app).await;
    let outside = [
        "teacher_c",
        "principal",
        "office",
        "east_principal",
        "vice",
        "logistics",
        "stranger",
    ];
    for username in outside {
        let client = app.as_(username);
        client.get(&at).await.problem(404, "not_found");
        for query in [String::new(), search("?q=", "李明"), "?open=true".to_owned()] {
            assert!(
                client
                    .get(format!("/pupil-files{query}"))
                    .await
                    .expect(200)
                    .items()
                    .is_empty()
            );
        }
        client
            .patch(&at, json!({"reason": "看看"}))
            .if_match(1)
            .await
            .problem(404, "not_found");
        make(&app, username, &at, json!({"move": "reopen"}))
            .await
            .problem(404, "not_found");
        client
            .post(format!("{at}/stages"), stage())
            .await
            .problem(404, "not_found");
    }
    for username in ["admin", "auditor", "bureau_officer", "powerless"] {
        app.as_(username).get(&at).await.problem(403, "forbidden");
    }
    // Another teacher of the class reads it and leaves it to those who keep it.
    let other = app.as_("teacher_b");
    assert_eq!(other.get(&at).await.expect(200).body["editable"], false);
    other
        .patch(&at, json!({"reason": "改一改"}))
        .if_match(1)
        .await
        .problem(403, "forbidden");
    // A leader is assigned, a second supporter joins.
    let (vice, logistics) = (app.world.vice.person, app.world.logistics.person);
    let both = json!({"leader_id": vice, "supporter_ids": [app.world.teacher_a.person, logistics]});
    app.as_("teacher_a").patch(&at, both).if_match(1).await.expect(200);
    assert_eq!(app.as_("vice").get(&at).await.expect(200).body["editable"], false);
    assert_eq!(app.as_("logistics").get(&at).await.expect(200).body["editable"], true);
    // The office of teaching and research sees those of its school.
    direct_research(&app, app.world.west_principal.person).await;
    assert_eq!(
        app.as_("west_principal").get(&at).await.expect(200).body["editable"],
        true
    );
    assert_eq!(
        app.as_("west_principal")
            .get(search("/pupil-files?q=", "李明"))
            .await
            .expect(200)
            .items()
            .len(),
        1
    );
    let pupil = format!("/students/{}", app.world.li.pupil);
    assert_eq!(
        app.as_("teacher_b").get(&pupil).await.expect(200).body["may_open_file"],
        true
    );
    assert_eq!(
        app.as_("principal").get(&pupil).await.expect(200).body["may_open_file"],
        false
    );
}

both!(every_look_at_a_file_is_audited);
async fn every_look_at_a_file_is_audited(app: TestApp) {
    let (_, at) = opened(&app).await;
    app.as_("teacher_b").get(&at).await.expect(200);
    app.as_("teacher_c").get(&at).await.problem(404, "not_found");
    let looks = app
        .as_("auditor")
        .get("/audit-events?action=pupil_file.read")
        .await
        .expect(200);
    assert_eq!(looks.column("account_name"), ["李国强"]);
    assert_eq!(looks.items()[0]["object_kind"], "pupil_files");
}

both!(stages_are_added_reviewed_and_removed);
async fn stages_are_added_reviewed_and_removed(app: TestApp) {
    let (_, at) = opened(&app).await;
    let with = |fields: Value| {
        let mut stage = stage();
        for (name, value) in fields.as_object().unwrap() {
            stage[name] = value.clone();
        }
        stage
    };
    let early = add_stage(&app, &at, with(json!({"starts_on": "2026-09-01"}))).await;
    early.refuses("#/starts_on", "before_the_file");
    let backwards = add_stage(&app, &at, with(json!({"ends_on": "2026-09-13"}))).await;
    backwards.refuses("#/ends_on", "before_the_start");
    let mute = add_stage(&app, &at, with(json!({"result": "improving"}))).await;
    mute.refuses("#/review", "required");
    let added = add_stage(&app, &at, stage()).await.expect(200);
    add_stage(&app, &at, with(json!({"starts_on": "2026-11-01", "ends_on": null})))
        .await
        .expect(200);
    let first = &added.body["stages"][0];
    let stage_at = format!("{at}/stages/{}", first["id"].as_str().unwrap());
    let review = json!({"result": "improving", "review": "开始举手"});
    let teacher = app.as_("teacher_a");
    teacher
        .patch(&stage_at, review.clone())
        .await
        .problem(428, "precondition_required");
    teacher
        .patch(&stage_at, json!({"goal": "x"}))
        .if_match(1)
        .await
        .problem(422, "invalid_fields");
    let reviewed = teacher.patch(&stage_at, review.clone()).if_match(1).await.expect(200);
    assert_eq!(reviewed.body["result"], "improving");
    assert_eq!(reviewed.body["stages_count"], 2);
    teacher
        .patch(&stage_at, review)
        .if_match(1)
        .await
        .problem(412, "stale_version");
    app.as_("teacher_b")
        .delete(&stage_at)
        .if_match(2)
        .await
        .problem(403, "forbidden");
    teacher.delete(&stage_at).if_match(2).await.expect(204);
    teacher.delete(&stage_at).if_match(2).await.problem(404, "not_found");
    assert_eq!(
        teacher.get(&at).await.expect(200).body["stages"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

both!(a_file_is_closed_with_a_result_and_opened_again);
async fn a_file_is_closed_with_a_result_and_opened_again(app: TestApp) {
    let (_, at) = opened(&app).await;
    let close = |result: &str| json!({"move": "close", "result": result, "conclusion": "稳定在 75 分以上"});
    make(&app, "teacher_a", &at, json!({"move": "close"}))
        .await
        .refuses("#/result", "required");
    make(&app, "teacher_a", &at, close("supporting"))
        .await
        .refuses("#/result", "still_going_on");
    let mut early = close("transformed");
    early["closed_on"] = json!("2026-09-09");
    make(&app, "teacher_a", &at, early)
        .await
        .refuses("#/closed_on", "before_the_file");
    make(&app, "teacher_b", &at, close("transformed"))
        .await
        .problem(403, "forbidden");
    let closed = make(&app, "teacher_a", &at, close("transformed")).await.expect(200);
    assert_eq!(closed.body["closed_on"], "2026-11-23");
    assert_eq!(closed.body["editable"], false);
    assert_eq!(closed.body["allowed_moves"], json!(["reopen"]));
    add_stage(&app, &at, stage()).await.problem(409, "illegal_move");
    let version = closed.version();
    let edited = app
        .as_("teacher_a")
        .patch(&at, json!({"reason": "改一改"}))
        .if_match(version)
        .await;
    edited.problem(409, "illegal_move");
    make(&app, "teacher_a", &at, close("transformed"))
        .await
        .problem(409, "illegal_move");
    // Another one may be opened now; then the first stays closed.
    let second = app.as_("teacher_a").post("/pupil-files", file(&app)).await.expect(201);
    make(&app, "teacher_a", &at, json!({"move": "reopen"}))
        .await
        .problem(409, "file_open");
    let second = format!("/pupil-files/{}", second.id::<Uuid>());
    make(&app, "teacher_a", &second, close("stopped")).await.expect(200);
    let reopened = make(&app, "teacher_a", &at, json!({"move": "reopen"}))
        .await
        .expect(200);
    assert_eq!(reopened.body["conclusion"], json!(null));
    let open = app.as_("teacher_a").get("/pupil-files?open=true").await.expect(200);
    assert_eq!(open.items().len(), 1);
    assert_eq!(
        app.as_("teacher_a")
            .get("/pupil-files?open=false")
            .await
            .expect(200)
            .items()
            .len(),
        1
    );
}
