//! Plans, duties and their progress, through HTTP, on both databases.

use chrono::NaiveDate;
use lianxin::{
    entities::{
        activity::{self, ActivityKind, ActivityStatus, Tags},
        activity_actor,
        activity_details::{ActivityDetails, BranchVisit, HomeVisit, LessonObservation},
        activity_subject::{self, ActivitySubjectKind},
        ids::{ActivityId, HouseholdId, OrgUnitId, PersonId, StudentId},
    },
    features::plan::progress::{self, ActivityChange, ActivityFacts},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::{both, support::TestApp};

// Plans

both!(the_template_holds_the_plan_and_leaves_its_blank_blank);
async fn the_template_holds_the_plan_and_leaves_its_blank_blank(app: TestApp) {
    let office = app.as_("office");
    let list = office.get("/plan-templates").await.expect(200);
    assert_eq!(list.items()[0]["leading_group"], 13);
    let template = office.get("/plan-templates/chuxiong-2012").await.expect(200).body;
    assert_eq!(template["duties"][0]["code"], "branch_visit");
    assert_eq!(template["duties"][0]["target"], Value::Null);
    assert_eq!(template["duties"][0]["source_quote"], "每一个月深入完小不少于次");
    assert_eq!(template["schemes"].as_array().unwrap().len(), 4);
    office.get("/plan-templates/beijing").await.problem(404, "not_found");
}

both!(the_office_drafts_reviews_and_adopts_and_a_teacher_sees_only_what_is_in_force);
async fn the_office_drafts_reviews_and_adopts_and_a_teacher_sees_only_what_is_in_force(app: TestApp) {
    let (office, teacher) = (app.as_("office"), app.as_("teacher_a"));
    let plan = draft(&app, "2026-08-31").await;
    let id = text(&plan, "id");
    assert_eq!(plan["state"], "draft");
    assert_eq!(plan["allowed_moves"], json!(["edit", "staff", "adopt", "discard"]));
    assert_eq!(plan["unit_name"], "青山中心小学");
    teacher.get(format!("/plans/{id}")).await.problem(404, "not_found");
    app.as_("stranger_office")
        .get(format!("/plans/{id}"))
        .await
        .problem(404, "not_found");

    let diff = office.get(format!("/plans/{id}/diff")).await.expect(200);
    assert_eq!(diff.items().len(), 0, "{}", diff.text());
    let duty = duty(&app, &id, "observation_term").await;
    let changed = office
        .patch(format!("/duties/{}", text(&duty, "id")), json!({"target": 30}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(changed.body["target"], 30);
    let diff = office.get(format!("/plans/{id}/diff")).await.expect(200).body;
    assert_eq!(
        diff["items"],
        json!([{"part": "duty", "code": "observation_term", "title": "观课议课", "change": "changed",
            "fields": [{"field": "target", "template": 40, "plan": 30}]}])
    );

    // What was reviewed is what is adopted: the duty's change made a newer version of the plan.
    let adopt = || office.request(actix_web::http::Method::POST, format!("/plans/{id}/adopt"));
    adopt().if_match(1).key("adopt-1").await.problem(412, "stale_version");
    let adopted = adopt().if_match(2).key("adopt-2").await.expect(200);
    assert_eq!(adopted.body["state"], "adopted");
    assert_eq!(adopted.body["adopted_by_name"], "林秀英");
    let again = adopt().if_match(2).key("adopt-2").await.expect(200);
    assert_eq!(again.body, adopted.body);
    let refused = adopt().if_match(3).key("adopt-3").await.problem(409, "illegal_move");
    assert_eq!(refused["allowed"], json!(["staff"]));

    let seen = teacher.get(format!("/plans/{id}")).await.expect(200);
    assert_eq!(seen.body["allowed_moves"], json!([]));
    app.as_("stranger")
        .get(format!("/plans/{id}"))
        .await
        .problem(404, "not_found");
    let schemes = teacher.get(format!("/plans/{id}/schemes")).await.expect(200);
    assert_eq!(
        schemes.column("code"),
        ["leader_branch", "teacher_family", "leader_grade", "leader_staff"]
    );
}

both!(only_a_draft_is_changed_and_only_by_those_who_may);
async fn only_a_draft_is_changed_and_only_by_those_who_may(app: TestApp) {
    let new = json!({"unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31"});
    app.as_("teacher_a")
        .post("/plans", new.clone())
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .post("/plans", new.clone())
        .await
        .refuses("#/unit_id", "unknown_reference");
    let mut wrong = new.clone();
    wrong["template_code"] = json!("beijing");
    app.as_("office")
        .post("/plans", wrong)
        .await
        .refuses("#/template_code", "unknown_reference");
    let mut wrong = new;
    wrong["effective_to"] = json!("2026-08-01");
    app.as_("office")
        .post("/plans", wrong)
        .await
        .refuses("#/effective_to", "before_start");

    let office = app.as_("office");
    let plan = draft(&app, "2026-08-31").await;
    let path = format!("/plans/{}", text(&plan, "id"));
    let edited = office
        .patch(
            &path,
            json!({"title": "青山方案", "document_number": "青小〔2026〕1号"}),
        )
        .if_match(1)
        .await
        .expect(200);
    assert_eq!((edited.version(), &edited.body["title"]), (2, &json!("青山方案")));
    let stale = office.patch(&path, json!({"title": "旧"})).if_match(1).await;
    stale.refuses("#/title", "length");
    office
        .patch(&path, json!({"title": "旧标题"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    office
        .patch(&path, json!({"title": "无"}))
        .await
        .problem(428, "precondition_required");
    let thrown = draft(&app, "2026-09-01").await;
    office
        .delete(format!("/plans/{}", text(&thrown, "id")))
        .if_match(1)
        .await
        .expect(204);
    office
        .get(format!("/plans/{}", text(&thrown, "id")))
        .await
        .problem(404, "not_found");
}

both!(a_new_plan_replaces_the_old_one_and_never_changes_the_past);
async fn a_new_plan_replaces_the_old_one_and_never_changes_the_past(app: TestApp) {
    let first = adopted(&app).await;
    let late = draft(&app, "2026-11-20").await;
    let adopt = |plan: &Value| {
        app.as_("principal")
            .request(
                actix_web::http::Method::POST,
                format!("/plans/{}/adopt", text(plan, "id")),
            )
            .if_match(&plan["version"])
            .key(text(plan, "id"))
    };
    adopt(&late).await.problem(409, "would_change_the_past");
    let next = draft(&app, "2026-12-01").await;
    adopt(&next).await.expect(200);
    let old = app.as_("office").get(format!("/plans/{first}")).await.expect(200).body;
    assert_eq!(
        (&old["state"], &old["effective_to"]),
        (&json!("superseded"), &json!("2026-11-30"))
    );
    let plan_on = async |day: &str| {
        app.as_("teacher_a")
            .get(format!("/duty-progress?on={day}"))
            .await
            .expect(200)
            .body["plan"]["id"]
            .clone()
    };
    assert_eq!(plan_on("2026-11-23").await, json!(first));
    assert_eq!(plan_on("2026-12-05").await, next["id"]);
    assert_eq!(plan_on("2026-03-05").await, Value::Null);
}

both!(a_duty_says_what_it_counts_and_may_leave_its_target_blank);
async fn a_duty_says_what_it_counts_and_may_leave_its_target_blank(app: TestApp) {
    let office = app.as_("office");
    let plan = draft(&app, "2026-08-31").await;
    let new = json!({"plan_id": plan["id"], "code": "staff_talk", "title": "与教职工谈心", "metric": "activity_count",
        "activity_kind": "staff_talk", "period": "term", "unit_label": "次",
        "subject_selector": {"ranks": ["school_leader"]}});
    let made = office.post("/duties", new.clone()).await.expect(201);
    assert_eq!(made.body["target"], Value::Null);
    office.post("/duties", new.clone()).await.problem(409, "duplicate");
    let mut wrong = new.clone();
    wrong["activity_kind"] = Value::Null;
    office
        .post("/duties", wrong)
        .await
        .refuses("#/activity_kind", "goes_with_the_metric");
    let mut wrong = new.clone();
    wrong["code"] = json!("谈心");
    office.post("/duties", wrong).await.refuses("#/code", "code");
    app.as_("teacher_a")
        .post("/duties", new)
        .await
        .problem(403, "forbidden");
    let path = format!("/duties/{}", text(&made.body, "id"));
    let set = office.patch(&path, json!({"target": 5})).if_match(1).await.expect(200);
    assert_eq!(set.body["target"], 5);
    let blank = office
        .patch(&path, json!({"target": null}))
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(blank.body["target"], Value::Null);
    office
        .patch(&path, json!({"target": 0}))
        .if_match(3)
        .await
        .refuses("#/target", "range");
    office.delete(&path).if_match(3).await.expect(204);
    app.as_("stranger").get(&path).await.problem(404, "not_found");
    let first = adopted(&app).await;
    let kept = duty(&app, &first, "observation_term").await;
    office
        .patch(format!("/duties/{}", text(&kept, "id")), json!({"target": 1}))
        .if_match(1)
        .await
        .problem(409, "illegal_move");
}

both!(the_leading_group_is_filled_from_posts_and_its_office_director_is_not_one_of_it);
async fn the_leading_group_is_filled_from_posts_and_its_office_director_is_not_one_of_it(app: TestApp) {
    let office = app.as_("office");
    let plan = draft(&app, "2026-08-31").await;
    let members = office
        .get(format!("/leading-group-members?plan_id={}", text(&plan, "id")))
        .await
        .expect(200);
    let by_title = |title: &str| {
        members
            .items()
            .iter()
            .find(|member| member["post_title"] == title)
            .unwrap_or_else(|| panic!("no {title} in {}", members.text()))
            .clone()
    };
    assert_eq!(by_title("校长")["person_name"], "高建国");
    assert_eq!(by_title("副校长")["person_name"], "马志远");
    assert_eq!(by_title("完小校长（东村）")["person_name"], "罗正明");
    assert_eq!(by_title("党支部书记")["person_id"], Value::Null);
    let director = by_title("领导小组办公室主任");
    assert_eq!(
        (&director["person_name"], &director["position"]),
        (&json!("林秀英"), &json!("office_director"))
    );

    let secretary = format!("/leading-group-members/{}", text(&by_title("党支部书记"), "id"));
    office
        .patch(&secretary, json!({"person_id": app.world.office.person}))
        .if_match(1)
        .await
        .problem(409, "already_in_group");
    office
        .patch(&secretary, json!({"person_id": app.world.stranger.person}))
        .if_match(1)
        .await
        .refuses("#/person_id", "unknown_reference");
    let filled = office
        .patch(&secretary, json!({"person_id": app.world.logistics.person}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(filled.body["person_name"], "郭大勇");
    let head = json!({"plan_id": plan["id"], "position": "head", "post_title": "第二组长"});
    office
        .post("/leading-group-members", head)
        .await
        .problem(409, "has_a_head");
    let extra = json!({"plan_id": plan["id"], "position": "member", "post_title": "工会主席"});
    let extra = office.post("/leading-group-members", extra).await.expect(201);
    office
        .delete(format!("/leading-group-members/{}", text(&extra.body, "id")))
        .if_match(1)
        .await
        .expect(204);
    app.as_("stranger").get(&secretary).await.problem(404, "not_found");
}

// Progress

both!(a_visit_by_any_of_his_teachers_covers_a_pupil_and_the_list_shows_who_is_left);
async fn a_visit_by_any_of_his_teachers_covers_a_pupil_and_the_list_shows_who_is_left(app: TestApp) {
    let world = &app.world;
    adopted(&app).await;
    let before = item(&app, "teacher_a", "home_visit").await;
    assert_eq!((&before["target"], &before["actual"]), (&json!(4), &json!(0)));
    record(&app, visit(&app, world.teacher_b.person, world.li, "2026-11-02")).await;
    record(&app, visit(&app, world.teacher_a.person, world.wang, "2026-11-03")).await;
    // The same family again: no second pupil. A colleague of another school: none of his pupils' teachers.
    record(&app, visit(&app, world.teacher_a.person, world.wang, "2026-11-04")).await;
    record(&app, visit(&app, world.teacher_c.person, world.he, "2026-11-05")).await;
    let mut waiting = visit(&app, world.teacher_a.person, world.zhang, "2026-11-06");
    waiting.activity.status = ActivityStatus::Draft;
    record(&app, waiting).await;

    let mine = item(&app, "teacher_a", "home_visit").await;
    assert_eq!(
        (&mine["actual"], &mine["gap"], &mine["state"]),
        (&json!(2), &json!(2), &json!("on_pace"))
    );
    assert_eq!(mine["words"], "本学期家访 2/4 名学生，还有 2 名学生。");
    assert!(
        mine["duty"]["source_quote"]
            .as_str()
            .unwrap()
            .contains("家访不少于一次")
    );
    let left = list_behind(&app, "teacher_a", &mine, "&covered=false").await;
    let names: Vec<&str> = left
        .iter()
        .map(|pupil| pupil["student_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["何欣", "张强"]);
    assert_eq!(list_behind(&app, "teacher_a", &mine, "").await.len(), 4);
    // Teacher B shares the class: the same visits count for him, and his second class is still to do.
    let shared = item(&app, "teacher_b", "home_visit").await;
    assert_eq!((&shared["target"], &shared["actual"]), (&json!(6), &json!(2)));
    assert_eq!(progress::verify(app.db()).await.unwrap(), 0);
}

both!(counted_by_household_one_visit_covers_all_siblings);
async fn counted_by_household_one_visit_covers_all_siblings(app: TestApp) {
    let world = &app.world;
    let plan = draft(&app, "2026-08-31").await;
    let home_visit = duty(&app, &text(&plan, "id"), "home_visit").await;
    app.as_("office")
        .patch(
            format!("/duties/{}", text(&home_visit, "id")),
            json!({"options": {"counting_unit": "household", "everyone": true}, "unit_label": "户"}),
        )
        .if_match(1)
        .await
        .expect(200);
    adopt(&app, &text(&plan, "id")).await;
    record(&app, visit(&app, world.teacher_b.person, world.li, "2026-11-02")).await;
    // Teacher B has 6 pupils in 5 households; 李明 and 李华 are siblings.
    let found = item(&app, "teacher_b", "home_visit").await;
    assert_eq!((&found["target"], &found["actual"]), (&json!(5), &json!(1)));
    let covered = list_behind(&app, "teacher_b", &found, "&covered=true").await;
    assert_eq!(covered.len(), 2);
}

both!(observations_are_counted_for_the_term_and_the_month_and_companions_count_too);
async fn observations_are_counted_for_the_term_and_the_month_and_companions_count_too(app: TestApp) {
    let world = &app.world;
    adopted(&app).await;
    for day in ["2026-09-10", "2026-10-12", "2026-11-02", "2026-11-09"] {
        let mut lesson = observation(&app, world.vice.person, day);
        lesson.companions = vec![world.principal.person];
        record(&app, lesson).await;
    }
    let mut unconfirmed = observation(&app, world.vice.person, "2026-11-10");
    unconfirmed.activity.status = ActivityStatus::Submitted;
    record(&app, unconfirmed).await;
    for who in ["vice", "principal"] {
        let term = item(&app, who, "observation_term").await;
        assert_eq!((&term["target"], &term["actual"]), (&json!(40), &json!(4)), "{who}");
        assert_eq!(term["state"], "behind");
        let month = item(&app, who, "observation_month").await;
        assert_eq!((&month["target"], &month["actual"]), (&json!(10), &json!(2)));
        assert_eq!(month["informational"], true);
        assert_eq!(month["period"]["starts_on"], "2026-11-01");
    }
    let term = item(&app, "vice", "observation_term").await;
    assert_eq!(term["forecast"]["on"], "2027-01-15");
    let words = term["words"].as_str().unwrap();
    assert!(
        words.starts_with("本学期观课议课 4/40 节，按现在的进度到 1 月 15 日约"),
        "{words}"
    );
    let path = term["query"]["path"].as_str().unwrap();
    assert!(
        path.contains("kind=lesson_observation") && path.contains("counted=true"),
        "{path}"
    );
    let english = app
        .as_("vice")
        .get("/duty-progress")
        .header("Accept-Language", "en")
        .await
        .expect(200)
        .text();
    assert!(english.contains("at this pace about"), "{english}");
}

both!(without_a_target_there_is_a_count_and_nothing_to_compare_it_with);
async fn without_a_target_there_is_a_count_and_nothing_to_compare_it_with(app: TestApp) {
    let world = &app.world;
    adopted(&app).await;
    record(&app, branch_visit(&app, world.vice.person, world.east, "2026-11-12")).await;
    let mine = item(&app, "vice", "branch_visit").await;
    for field in ["target", "due_now", "gap", "forecast"] {
        assert_eq!(mine[field], Value::Null, "{field}");
    }
    assert_eq!((&mine["actual"], &mine["state"]), (&json!(1), &json!("no_target")));
    assert_eq!(mine["words"], "本月深入完小 1 次（方案未定）。");
    // The month before is counted by itself.
    let october = app.as_("vice").get("/duty-progress?on=2026-10-31").await.expect(200);
    assert_eq!(find_item(&october.body, "branch_visit")["actual"], 0);
    // What comes from the teaching assignments needs no record.
    let weekly = item(&app, "vice", "weekly_lessons").await;
    assert_eq!((&weekly["target"], &weekly["actual"]), (&json!(4), &json!(0)));
    assert_eq!(item(&app, "vice", "class_teaching").await["actual"], 0);
    assert_eq!(item(&app, "vice", "five_ones_essay").await["state"], "not_started");
}

both!(a_principal_follows_his_staff_and_everybody_else_only_himself);
async fn a_principal_follows_his_staff_and_everybody_else_only_himself(app: TestApp) {
    let world = &app.world;
    adopted(&app).await;
    let of = |person: PersonId| format!("/duty-progress?person_id={person}");
    app.as_("principal").get(of(world.teacher_c.person)).await.expect(200);
    app.as_("east_principal")
        .get(of(world.teacher_a.person))
        .await
        .expect(200);
    app.as_("east_principal")
        .get(of(world.teacher_c.person))
        .await
        .problem(404, "not_found");
    app.as_("teacher_a")
        .get(of(world.teacher_b.person))
        .await
        .problem(404, "not_found");
    app.as_("principal")
        .get(of(world.stranger.person))
        .await
        .problem(404, "not_found");

    let grid = app
        .as_("principal")
        .get("/duty-progress/staff?duty_code=home_visit,observation_term&limit=200")
        .await
        .expect(200);
    let names = grid.column("person_name");
    let mut sorted = names.clone();
    sorted.sort_by_key(ToString::to_string);
    assert_eq!(names, sorted);
    let teacher = grid.items().iter().find(|row| row["person_name"] == "杨丽萍").unwrap();
    assert_eq!(teacher["cells"].as_array().unwrap().len(), 1);
    assert_eq!(teacher["cells"][0]["target"], 4);
    assert_eq!(teacher["unit_name"], "东村完小");
    let paged = app.as_("principal").all("/duty-progress/staff?limit=3&sort=unit").await;
    assert_eq!(paged.len(), names.len());
    let east = app.as_("east_principal").all("/duty-progress/staff").await;
    assert!(east.iter().all(|row| row["unit_name"] == "东村完小"));
    assert_eq!(app.as_("teacher_a").all("/duty-progress/staff").await.len(), 1);
    app.as_("principal")
        .get("/duty-progress/staff?sort=-actual")
        .await
        .problem(400, "invalid_parameter");
}

both!(the_records_before_a_plan_are_counted_when_it_is_adopted);
async fn the_records_before_a_plan_are_counted_when_it_is_adopted(app: TestApp) {
    let world = &app.world;
    record(&app, visit(&app, world.teacher_a.person, world.wang, "2026-10-02")).await;
    assert_eq!(
        app.as_("teacher_a").get("/duty-progress").await.expect(200).body["plan"],
        Value::Null
    );
    adopted(&app).await;
    assert_eq!(item(&app, "teacher_a", "home_visit").await["actual"], 1);
}

both!(counters_kept_through_random_histories_equal_those_rebuilt_from_the_records);
async fn counters_kept_through_random_histories_equal_those_rebuilt_from_the_records(app: TestApp) {
    let world = app.world.clone();
    adopted(&app).await;
    for seed in 1..=4_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut ids: Vec<ActivityId> = Vec::new();
        for _ in 0..40 {
            if ids.is_empty() || dice.roll(3) == 0 {
                let mut new = anything(&app, &mut dice);
                new.activity.status = some_status(&mut dice);
                ids.push(new.activity.id);
                record(&app, new).await;
            } else {
                let id = ids[dice.roll(ids.len())];
                let mut edited = anything(&app, &mut dice);
                edited.activity.status = some_status(&mut dice);
                rewrite(&app, id, edited).await;
            }
        }
        assert_eq!(progress::verify(app.db()).await.unwrap(), 0, "seed {seed}");
    }
    let before = item(&app, "vice", "observation_term").await;
    lianxin::db::write(app.db(), async |tx| progress::rebuild(tx).await)
        .await
        .unwrap();
    assert_eq!(progress::verify(app.db()).await.unwrap(), 0);
    assert_eq!(item(&app, "vice", "observation_term").await, before);
    // A wrong counter is found.
    lianxin::entities::duty_counter::Entity::update_many()
        .col_expr(
            lianxin::entities::duty_counter::Column::Actual,
            sea_orm::sea_query::Expr::value(9_999),
        )
        .filter(lianxin::entities::duty_counter::Column::SubjectId.eq(world.vice.person.0))
        .exec(app.db())
        .await
        .unwrap();
    assert!(progress::verify(app.db()).await.unwrap() > 0);
}

// Help

fn text(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap().to_owned()
}

async fn draft(app: &TestApp, from: &str) -> Value {
    let new = json!({"unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": from});
    app.as_("office").post("/plans", new).await.expect(201).body
}

async fn adopt(app: &TestApp, id: &str) {
    let office = app.as_("office");
    let version = office.get(format!("/plans/{id}")).await.expect(200).version();
    office
        .request(actix_web::http::Method::POST, format!("/plans/{id}/adopt"))
        .if_match(version)
        .key(id)
        .await
        .expect(200);
}

async fn adopted(app: &TestApp) -> String {
    let id = text(&draft(app, "2026-08-31").await, "id");
    adopt(app, &id).await;
    id
}

async fn duty(app: &TestApp, plan: &str, code: &str) -> Value {
    let duties = app
        .as_("office")
        .get(format!("/duties?plan_id={plan}&code={code}"))
        .await
        .expect(200);
    duties.items()[0].clone()
}

async fn item(app: &TestApp, who: &str, code: &str) -> Value {
    let progress = app.as_(who).get("/duty-progress").await.expect(200).body;
    find_item(&progress, code)
}

fn find_item(progress: &Value, code: &str) -> Value {
    let items = progress["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["duty"]["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {progress}")).clone()
}

/// What the number's own query lists.
async fn list_behind(app: &TestApp, who: &str, item: &Value, further: &str) -> Vec<Value> {
    let path = item["query"]["path"].as_str().unwrap();
    let path = path.strip_prefix("/api/v1").unwrap();
    let answer = app.as_(who).get(format!("{path}{further}")).await.expect(200);
    answer.items().clone()
}

/// A record with its actors and subjects.
struct Record {
    activity: activity::Model,
    companions: Vec<PersonId>,
    students: Vec<StudentId>,
}

fn activity(
    app: &TestApp,
    kind: ActivityKind,
    person: PersonId,
    unit: OrgUnitId,
    on: &str,
    details: ActivityDetails,
) -> activity::Model {
    let now = app.now();
    activity::Model {
        id: ActivityId::new(),
        unit_id: unit,
        kind,
        status: ActivityStatus::Submitted,
        happened_on: on.parse::<NaiveDate>().unwrap(),
        started_at: None,
        ended_at: None,
        person_id: person,
        class_id: None,
        observed_person_id: None,
        household_id: None,
        text: String::new(),
        follow_up: None,
        follow_up_on: None,
        followed_up_at: None,
        details,
        tags: Tags::default(),
        confirmer_person_id: None,
        confirmed_at: None,
        status_reason: None,
        recorded_by: app.world.office.account,
        recorded_at: now,
        search: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn visit(app: &TestApp, person: PersonId, family: crate::support::Family, on: &str) -> Record {
    let details = HomeVisit {
        household_id: family.household,
        student_ids: vec![family.pupil],
        family_present: Vec::new(),
        purpose: None,
        at_school: None,
        at_home: None,
        wishes: None,
        measures: None,
    };
    let mut activity = activity(
        app,
        ActivityKind::HomeVisit,
        person,
        app.world.east,
        on,
        ActivityDetails::HomeVisit(details),
    );
    activity.household_id = Some(family.household);
    Record {
        activity,
        companions: Vec::new(),
        students: vec![family.pupil],
    }
}

fn observation(app: &TestApp, person: PersonId, on: &str) -> Record {
    let details: LessonObservation = serde_json::from_value(json!({
        "class_id": app.world.east_3_1, "observed_person_id": app.world.teacher_a.person, "subject": "语文"
    }))
    .unwrap();
    let details = ActivityDetails::LessonObservation(details);
    let mut activity = activity(
        app,
        ActivityKind::LessonObservation,
        person,
        app.world.east,
        on,
        details,
    );
    activity.status = ActivityStatus::Confirmed;
    activity.confirmer_person_id = Some(app.world.teacher_a.person);
    Record {
        activity,
        companions: Vec::new(),
        students: Vec::new(),
    }
}

fn branch_visit(app: &TestApp, person: PersonId, unit: OrgUnitId, on: &str) -> Record {
    let details: BranchVisit = serde_json::from_value(json!({"unit_id": unit})).unwrap();
    let mut activity = activity(
        app,
        ActivityKind::BranchVisit,
        person,
        unit,
        on,
        ActivityDetails::BranchVisit(details),
    );
    activity.status = ActivityStatus::Confirmed;
    activity.confirmer_person_id = Some(app.world.east_principal.person);
    Record {
        activity,
        companions: Vec::new(),
        students: Vec::new(),
    }
}

async fn insert(tx: &impl sea_orm::ConnectionTrait, record: &Record) {
    let id = record.activity.id;
    let actor = |person_id, companion| {
        activity_actor::Model {
            activity_id: id,
            person_id,
            companion,
        }
        .into_active_model()
    };
    let companions = record.companions.iter().map(|person| actor(*person, true));
    activity_actor::Entity::insert_many(companions.chain([actor(record.activity.person_id, false)]))
        .exec_without_returning(tx)
        .await
        .unwrap();
    let subjects: Vec<_> = record
        .students
        .iter()
        .map(|student| {
            activity_subject::Model {
                activity_id: id,
                subject_kind: ActivitySubjectKind::Student,
                subject_id: student.0,
            }
            .into_active_model()
        })
        .collect();
    if !subjects.is_empty() {
        activity_subject::Entity::insert_many(subjects)
            .exec_without_returning(tx)
            .await
            .unwrap();
    }
}

async fn record(app: &TestApp, record: Record) {
    lianxin::db::write(app.db(), async |tx| {
        activity::Entity::insert(record.activity.clone().into_active_model())
            .exec_without_returning(tx)
            .await?;
        insert(tx, &record).await;
        let after = ActivityFacts::load(tx, record.activity.id).await?;
        let change = ActivityChange { before: None, after };
        progress::activity_changed(tx, &change).await
    })
    .await
    .unwrap();
}

async fn rewrite(app: &TestApp, id: ActivityId, mut record: Record) {
    record.activity.id = id;
    lianxin::db::write(app.db(), async |tx| {
        let before = ActivityFacts::load(tx, id).await?;
        activity_actor::Entity::delete_many()
            .filter(activity_actor::Column::ActivityId.eq(id))
            .exec(tx)
            .await?;
        activity_subject::Entity::delete_many()
            .filter(activity_subject::Column::ActivityId.eq(id))
            .exec(tx)
            .await?;
        activity::Entity::update(record.activity.clone().into_active_model().reset_all())
            .exec(tx)
            .await?;
        insert(tx, &record).await;
        let after = ActivityFacts::load(tx, id).await?;
        progress::activity_changed(tx, &ActivityChange { before, after }).await
    })
    .await
    .unwrap();
}

/// Throws the same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

fn some_status(dice: &mut Dice) -> ActivityStatus {
    use ActivityStatus::{Confirmed, Draft, Returned, Submitted, Void};
    [Draft, Submitted, Confirmed, Confirmed, Returned, Void][dice.roll(6)]
}

fn anything(app: &TestApp, dice: &mut Dice) -> Record {
    let world = &app.world;
    let people = [world.teacher_a, world.teacher_b, world.vice, world.principal];
    let families = [world.li, world.wang, world.zhang, world.yang];
    let days = [
        "2026-03-09",
        "2026-08-15",
        "2026-09-01",
        "2026-10-31",
        "2026-11-01",
        "2026-11-23",
        "2027-01-15",
        "2027-01-16",
    ];
    let (person, on) = (people[dice.roll(4)].person, days[dice.roll(days.len())]);
    let mut record = match dice.roll(3) {
        0 => visit(app, person, families[dice.roll(4)], on),
        1 => observation(app, person, on),
        _ => branch_visit(app, person, [world.east, world.other][dice.roll(2)], on),
    };
    if dice.roll(3) == 0 {
        record.companions = people
            .iter()
            .map(|member| member.person)
            .filter(|other| *other != person)
            .take(dice.roll(3))
            .collect();
    }
    if dice.roll(4) == 0 {
        record.students.clear();
    }
    if dice.roll(4) == 0 {
        record.activity.household_id = Some(HouseholdId(world.chen.household.0));
    }
    record
}
