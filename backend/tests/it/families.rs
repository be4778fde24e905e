//! Classes, pupils and households: own classes only, personal data masked, every look audited.

use lianxin::{
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_subject::{self, ActivitySubjectKind},
        audit_event,
        guardian::GuardianRelation,
        ids::{ActivityId, StudentId},
        import_row::ImportAction::{self, Create, Rejected, Unchanged, Update},
    },
    features::{
        families::import::{GuardianRow, StudentImport, StudentImporter, StudentRow},
        importing::RowPlan,
    },
};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{TestApp, search},
};

fn names(rows: &[Value], field: &str) -> Vec<String> {
    let mut names: Vec<String> = rows
        .iter()
        .filter_map(|row| row[field].as_str())
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names
}

both!(a_teacher_sees_the_pupils_and_families_of_his_classes_only);
async fn a_teacher_sees_the_pupils_and_families_of_his_classes_only(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let classes = teacher.get("/classes").await.expect(200);
    assert_eq!(classes.column("name"), ["三年级1班"]);
    assert_eq!(classes.items()[0]["pupils"], 4);
    assert_eq!(classes.items()[0]["homeroom_person_name"], "杨丽萍");
    let pupils = teacher.all("/students?limit=2").await;
    assert_eq!(names(&pupils, "name"), ["何欣", "张强", "李明", "王芳"]);
    let families = teacher.all("/households?limit=3").await;
    assert_eq!(names(&families, "label"), ["何欣家", "张强家", "李明家", "王芳家"]);
    for path in [
        format!("/classes/{}", app.world.east_1_1),
        format!("/students/{}", app.world.yang.pupil),
        format!("/students/{}", app.world.li_sister),
        format!("/households/{}", app.world.zhao.household),
    ] {
        teacher.get(path).await.problem(404, "not_found");
    }
    let other = app.as_("teacher_b").all("/students").await;
    assert_eq!(other.len(), 6, "both his classes");
}

both!(a_branch_principal_sees_his_own_school_only);
async fn a_branch_principal_sees_his_own_school_only(app: TestApp) {
    let west = app.as_("west_principal");
    assert_eq!(names(&west.all("/classes").await, "name"), ["四年级1班"]);
    assert_eq!(west.all("/classes?on=2026-11-23").await.len(), 1);
    assert_eq!(west.all("/classes?on=2020-11-23").await.len(), 0, "no school year then");
    assert_eq!(west.all("/students").await.len(), 3);
    assert_eq!(west.all("/households").await.len(), 3);
    west.get(format!("/households/{}", app.world.li.household))
        .await
        .problem(404, "not_found");
    west.post(
        format!("/households/{}/reveal", app.world.li.household),
        json!({"reason": "好奇"}),
    )
    .await
    .problem(404, "not_found");
    west.patch(format!("/students/{}", app.world.li.pupil), json!({"name": "李小明"}))
        .if_match(1)
        .await
        .problem(404, "not_found");
    assert_eq!(app.as_("office").all("/students").await.len(), 9);
    assert_eq!(app.as_("bureau_officer").all("/students").await.len(), 10);
}

both!(a_leader_sees_which_classes_there_are_and_the_pupils_he_is_linked_to);
async fn a_leader_sees_which_classes_there_are_and_the_pupils_he_is_linked_to(app: TestApp) {
    let vice = app.as_("vice");
    assert_eq!(vice.all("/classes").await.len(), 3);
    assert!(vice.all("/students").await.is_empty());
    assert!(vice.all("/households").await.is_empty());
    app.as_("admin").get("/students").await.problem(403, "forbidden");
}

both!(personal_data_is_masked_everywhere);
async fn personal_data_is_masked_everywhere(app: TestApp) {
    for username in ["office", "teacher_a", "east_principal", "bureau_officer"] {
        let client = app.as_(username);
        for path in [
            "/students".to_owned(),
            "/households".to_owned(),
            format!("/students/{}", app.world.li.pupil),
            format!("/households/{}", app.world.li.household),
        ] {
            let answer = client.get(&path).await.expect(200).text();
            for secret in ["13800001111", "L532301201705200001"] {
                assert!(!answer.contains(secret), "{username} {path}");
            }
        }
    }
    let pupil = app
        .as_("teacher_a")
        .get(format!("/students/{}", app.world.li.pupil))
        .await
        .expect(200)
        .body;
    assert_eq!(pupil["pupil_number"], "L**************0001");
    assert_eq!(pupil["guardians"][0]["phone"], "*******1111");
    assert_eq!(pupil["siblings"][0]["name"], "李华");
}

both!(restricted_marks_are_for_own_teachers_and_the_head);
async fn restricted_marks_are_for_own_teachers_and_the_head(app: TestApp) {
    let path = format!("/students/{}", app.world.li.pupil);
    for (username, shown) in [
        ("teacher_a", true),
        ("teacher_b", true),
        ("east_principal", true),
        ("office", true),
        ("principal", true),
        ("bureau_officer", false),
    ] {
        let pupil = app.as_(username).get(&path).await.expect(200).body;
        assert_eq!(pupil["flags"]["left_behind"] == true, shown, "{username}");
    }
}

both!(a_look_at_personal_data_is_audited_with_its_reason);
async fn a_look_at_personal_data_is_audited_with_its_reason(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let path = format!("/students/{}/reveal", app.world.li.pupil);
    teacher.post(&path, json!({})).await.refuses("#/reason", "required");
    let seen = teacher
        .post(&path, json!({"reason": "家访前联系"}))
        .await
        .expect(200)
        .body;
    assert_eq!(seen["pupil_number"], "L532301201705200001");
    assert_eq!(seen["address"], "大树村");
    assert_eq!(seen["guardians"][0]["phone"], "13800001111");
    let household = format!("/households/{}/reveal", app.world.li.household);
    teacher
        .post(&household, json!({"reason": "家访前联系"}))
        .await
        .expect(200);
    let events = audit_event::Entity::find()
        .order_by_asc(audit_event::Column::Seq)
        .all(app.db())
        .await
        .unwrap();
    let events: Vec<_> = events
        .iter()
        .filter(|event| event.action.ends_with(".revealed"))
        .collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].action, "student.revealed");
    assert_eq!(events[0].object_id, Some(app.world.li.pupil.0));
    assert_eq!(events[0].account_id, Some(app.world.teacher_a.account));
    assert_eq!(events[0].reason.as_deref(), Some("家访前联系"));
    assert!(events.iter().all(|event| !event.details.to_string().contains("1380")));
    app.as_("bureau_officer")
        .post(&path, json!({"reason": "检查"}))
        .await
        .problem(403, "forbidden");
}

both!(families_are_found_by_the_names_of_their_pupils);
async fn families_are_found_by_the_names_of_their_pupils(app: TestApp) {
    let office = app.as_("office");
    let found = office
        .get(search("/households?sort=label&q=", "大树村"))
        .await
        .expect(200);
    assert_eq!(found.items().len(), 3);
    let li = office.get(search("/households?q=", "李明")).await.expect(200);
    assert_eq!(
        names(li.items()[0]["students"].as_array().unwrap(), "name"),
        ["李华", "李明"]
    );
    let class = office
        .get(format!("/households?class_id={}", app.world.west_4_1))
        .await
        .expect(200);
    assert_eq!(class.items().len(), 3);
    let mine = app
        .as_("teacher_b")
        .get(search("/students?mine=true&q=", "杨洋"))
        .await
        .expect(200);
    assert_eq!(mine.items().len(), 1);
}

async fn visit(app: &TestApp, kind: ActivityKind, subject_kind: ActivitySubjectKind, subject_id: Uuid) {
    let teacher = app.world.teacher_a;
    let activity = activity::Model {
        id: ActivityId::new(),
        unit_id: app.world.east,
        kind,
        status: ActivityStatus::Submitted,
        happened_on: "2026-11-22".parse().unwrap(),
        started_at: None,
        ended_at: None,
        person_id: teacher.person,
        class_id: None,
        observed_person_id: None,
        household_id: None,
        text: "看了孩子的学习角。".into(),
        follow_up: None,
        follow_up_on: None,
        followed_up_at: None,
        details: serde_json::from_value(json!({"home_visit": {
            "household_id": app.world.li.household, "student_ids": [app.world.li.pupil]
        }}))
        .unwrap(),
        tags: activity::Tags::default(),
        confirmer_person_id: None,
        confirmed_at: None,
        status_reason: None,
        recorded_by: teacher.account,
        recorded_at: app.now(),
        search: String::new(),
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    let subject = activity_subject::Model {
        activity_id: activity.id,
        subject_kind,
        subject_id,
    };
    activity::Entity::insert(activity.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
    activity_subject::Entity::insert(subject.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
}

both!(a_visited_family_leaves_the_list_of_unvisited_ones);
async fn a_visited_family_leaves_the_list_of_unvisited_ones(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let list = format!("/households?mine=true&unvisited_in_term={}", app.world.term);
    assert_eq!(teacher.all(&list).await.len(), 4);
    visit(
        &app,
        ActivityKind::HomeVisit,
        ActivitySubjectKind::Household,
        app.world.li.household.0,
    )
    .await;
    visit(
        &app,
        ActivityKind::HomeVisit,
        ActivitySubjectKind::Student,
        app.world.wang.pupil.0,
    )
    .await;
    visit(
        &app,
        ActivityKind::PhoneContact,
        ActivitySubjectKind::Household,
        app.world.he.household.0,
    )
    .await;
    assert_eq!(names(&teacher.all(&list).await, "label"), ["何欣家", "张强家"]);
    for household in [app.world.li.household, app.world.wang.household] {
        let family = teacher.get(format!("/households/{household}")).await.expect(200);
        assert_eq!(family.body["last_home_visit_on"], "2026-11-22");
    }
    teacher
        .get(format!("/households?unvisited_in_term={}", Uuid::nil()))
        .await
        .problem(400, "invalid_parameter");
}

both!(a_class_is_opened_and_staffed);
async fn a_class_is_opened_and_staffed(app: TestApp) {
    let head = app.as_("east_principal");
    let new = json!({
        "unit_id": app.world.east, "school_year_id": app.world.year, "stage": "primary", "grade": 2, "number": 1
    });
    let class = head.post("/classes", new.clone()).await.expect(201);
    assert_eq!(class.body["name"], "二年级1班");
    head.post("/classes", new.clone()).await.problem(409, "duplicate");
    let mut elsewhere = new.clone();
    elsewhere["unit_id"] = json!(app.world.west);
    head.post("/classes", elsewhere)
        .await
        .refuses("#/unit_id", "unknown_reference");
    let mut wrong_year = new;
    wrong_year["school_year_id"] = json!(app.world.other_year);
    wrong_year["number"] = json!(2);
    head.post("/classes", wrong_year)
        .await
        .refuses("#/school_year_id", "unknown_reference");
    let path = format!("/classes/{}", class.id::<Uuid>());
    let changed = head
        .patch(&path, json!({"external_code": "202501"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(changed.body["external_code"], "202501");
    let assignment = |person, homeroom| {
        json!({
            "person_id": person, "class_id": class.id::<Uuid>(), "term_id": app.world.term, "subject": "语文",
            "weekly_lessons": 7, "homeroom": homeroom
        })
    };
    let taught = head
        .post("/teaching-assignments", assignment(app.world.teacher_a.person, true))
        .await
        .expect(201);
    assert_eq!(taught.body["person_name"], "杨丽萍");
    head.post("/teaching-assignments", assignment(app.world.teacher_b.person, true))
        .await
        .refuses("#/homeroom", "already_one");
    head.post("/teaching-assignments", assignment(app.world.teacher_c.person, false))
        .await
        .refuses("#/person_id", "unknown_reference");
    let mut last = assignment(app.world.teacher_b.person, false);
    last["term_id"] = json!(app.world.last_term);
    head.post("/teaching-assignments", last)
        .await
        .refuses("#/term_id", "unknown_reference");
    assert_eq!(app.as_("teacher_a").all("/classes").await.len(), 2, "his class now");
    let path = format!("/teaching-assignments/{}", taught.id::<Uuid>());
    let fewer = head
        .patch(&path, json!({"weekly_lessons": 5}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(fewer.body["weekly_lessons"], 5);
    app.as_("teacher_a")
        .delete(&path)
        .if_match(2)
        .await
        .problem(403, "forbidden");
    head.delete(&path).await.problem(428, "precondition_required");
    head.delete(&path).if_match(2).await.expect(204);
    assert_eq!(app.as_("teacher_a").all("/classes").await.len(), 1);
}

both!(a_pupil_is_enrolled_with_a_household_of_his_own_or_of_a_sibling);
async fn a_pupil_is_enrolled_with_a_household_of_his_own_or_of_a_sibling(app: TestApp) {
    let head = app.as_("east_principal");
    let mut new = json!({
        "class_id": app.world.east_1_1, "name": "段小雨", "sex": "female", "birth_date": "2019-06-01",
        "pupil_number": "G532301201503100011", "boarding": true,
        "guardians": [{"name": "段建军", "relation": "father", "phone": "13811112222"}]
    });
    let made = head.post("/students", new.clone()).await.expect(201);
    assert_eq!(made.body["household_label"], "段小雨家");
    assert_eq!(made.body["guardians"][0]["is_primary"], true);
    assert_eq!(made.body["guardians"][0]["phone"], "*******2222");
    assert_eq!(made.body["enrolments"][0]["starts_on"], "2026-11-23");
    assert_eq!(made.body["flags"]["boarding"], true);
    head.post("/students", new.clone()).await.problem(409, "duplicate");
    new["pupil_number"] = json!("G532301201503100012");
    head.post("/students", new.clone())
        .await
        .refuses("#/pupil_number", "pupil_number");
    let sibling = json!({
        "class_id": app.world.east_3_1, "name": "段小雪", "sex": "female",
        "household_id": made.body["household_id"]
    });
    let sibling = head.post("/students", sibling).await.expect(201);
    assert_eq!(sibling.body["siblings"][0]["name"], "段小雨");
    let wrong = json!({
        "class_id": app.world.east_3_1, "name": "段小雪", "sex": "female", "household_id": app.world.zhao.household
    });
    head.post("/students", wrong)
        .await
        .refuses("#/household_id", "unknown_reference");
    let found = head.get(search("/households?q=", "小雪")).await.expect(200);
    assert_eq!(found.column("label"), ["段小雨家"]);
    app.as_("teacher_a")
        .post("/students", new)
        .await
        .problem(403, "forbidden");
}

both!(a_pupil_moves_leaves_and_comes_back);
async fn a_pupil_moves_leaves_and_comes_back(app: TestApp) {
    let office = app.as_("office");
    let path = format!("/students/{}", app.world.yang.pupil);
    let moved = office
        .patch(&path, json!({"class_id": app.world.east_3_1, "moved_on": "2026-11-20"}))
        .if_match(1)
        .await
        .expect(200);
    let enrolments = moved.body["enrolments"].as_array().unwrap();
    assert_eq!(enrolments[0]["class_name"], "三年级1班");
    assert_eq!(enrolments[1]["ends_on"], "2026-11-19");
    app.as_("teacher_a").get(&path).await.expect(200);
    let left = office
        .patch(&path, json!({"status": "left"}))
        .if_match(2)
        .await
        .expect(200);
    assert!(left.body["class_id"].is_null());
    assert_eq!(left.body["enrolments"][0]["ends_on"], "2026-11-22");
    app.as_("teacher_a").get(&path).await.problem(404, "not_found");
    office
        .patch(&path, json!({"status": "enrolled"}))
        .if_match(3)
        .await
        .refuses("#/class_id", "required");
    let back = json!({"status": "enrolled", "class_id": app.world.east_1_1});
    office.patch(&path, back).if_match(3).await.expect(200);
    office
        .patch(&path, json!({"name": "杨小洋"}))
        .if_match(3)
        .await
        .problem(412, "stale_version");
}

both!(a_household_has_one_primary_guardian);
async fn a_household_has_one_primary_guardian(app: TestApp) {
    let head = app.as_("east_principal");
    let household = format!("/households/{}", app.world.li.household);
    let guardian = json!({
        "household_id": app.world.li.household, "name": "段秀兰", "relation": "mother", "phone": "13900003333",
        "is_primary": true
    });
    let mother = head.post("/guardians", guardian).await.expect(201);
    let shown = head.get(&household).await.expect(200);
    assert_eq!(shown.version(), 2, "the household has a new version");
    assert_eq!(shown.body["primary_guardian"]["name"], "段秀兰");
    let primary = shown.body["guardians"].as_array().unwrap();
    assert_eq!(
        primary.iter().filter(|guardian| guardian["is_primary"] == true).count(),
        1
    );
    let path = format!("/guardians/{}", mother.id::<Uuid>());
    let changed = head
        .patch(&path, json!({"phone": "13900004444"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(changed.body["phone"], "*******4444");
    app.as_("west_principal")
        .patch(&path, json!({"name": "别人"}))
        .if_match(2)
        .await
        .problem(404, "not_found");
    head.delete(&path).if_match(2).await.expect(204);
    let shown = head.get(&household).await.expect(200);
    assert_eq!(shown.body["primary_guardian"]["name"], "李大山");
    let edited = head
        .patch(&household, json!({"address": "大树村二组 8 号", "village": null}))
        .if_match(shown.version())
        .await
        .expect(200);
    assert_eq!(edited.body["address_known"], true);
    assert!(!edited.text().contains("二组"));
    let made = json!({"unit_id": app.world.east, "label": "新家庭", "address": "小河村"});
    head.post("/households", made).await.expect(201);
}

fn row(app: &TestApp, class: &str, name: &str, number: Option<&str>, phone: &str) -> StudentRow {
    StudentRow {
        unit_id: app.world.east,
        class: Some(class.into()),
        name: name.into(),
        birth_date: Some("2018-03-04".parse().unwrap()),
        pupil_number: number.map(str::to_owned),
        guardians: vec![GuardianRow {
            name: "家长".into(),
            relation: GuardianRelation::Father,
            relation_note: None,
            phone: Some(phone.into()),
            id_number: None,
        }],
        ..StudentRow::default()
    }
}

fn target(app: &TestApp) -> StudentImport {
    StudentImport {
        root: app.world.school,
        school_year_id: app.world.year,
        today: "2026-11-23".parse().unwrap(),
    }
}

async fn preview(app: &TestApp, rows: &[StudentRow]) -> Vec<RowPlan<StudentId>> {
    let vault = &app.state.vault;
    let mut importer = StudentImporter::load(app.db(), vault, target(app)).await.unwrap();
    importer.plan(app.db(), rows).await.unwrap()
}

async fn commit(app: &TestApp, rows: &[StudentRow]) {
    let vault = &app.state.vault;
    lianxin::db::write(app.db(), async |tx| {
        let mut importer = StudentImporter::load(tx, vault, target(app)).await?;
        for portion in rows.chunks(2) {
            importer.plan(tx, portion).await?;
            importer.write(tx, app.now()).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

both!(a_pupil_list_is_taken_over_once);
async fn a_pupil_list_is_taken_over_once(app: TestApp) {
    let actions = |plans: &[RowPlan<_>]| -> Vec<ImportAction> { plans.iter().map(|plan| plan.action).collect() };
    let mut rows = vec![
        row(&app, "三年级1班", "段一", Some("L532301201803040001"), "13711110001"),
        row(&app, "二（2）班", "段二", None, "13711110001"),
        row(&app, "202501", "白三", Some("L532301201803040003"), "13711110003"),
        row(&app, "三年级1班", "李明", Some("L532301201705200001"), "13800001111"),
        row(&app, "三年级1班", "段一", Some("L532301201803040001"), "13711110001"),
        row(&app, "三年级1班", "吴丹", Some("L532301201705200009"), "13711110009"),
        row(&app, "看不懂", "白四", None, "13711110004"),
    ];
    rows[3].birth_date = None;
    rows[3].guardians.clear();
    let plans = preview(&app, &rows).await;
    assert_eq!(
        actions(&plans),
        [Create, Create, Create, Unchanged, Rejected, Rejected, Rejected],
        "{plans:?}"
    );
    assert_eq!(
        app.as_("office").all("/students").await.len(),
        9,
        "a preview writes nothing"
    );
    commit(&app, &rows[..4]).await;
    let office = app.as_("office");
    assert_eq!(office.all("/students").await.len(), 12);
    let made = office.get(search("/households?q=", "段二")).await.expect(200);
    assert_eq!(
        names(made.items()[0]["students"].as_array().unwrap(), "name"),
        ["段一", "段二"],
        "siblings share a household"
    );
    let classes = office.all(&format!("/classes?unit_id={}", app.world.east)).await;
    assert_eq!(
        names(&classes, "name"),
        ["一年级1班", "三年级1班", "二年级1班", "二年级2班"]
    );
    assert_eq!(actions(&preview(&app, &rows[..4]).await), [Unchanged; 4]);
    rows[1].class = Some("三年级1班".into());
    rows[1].hardship = Some(true);
    rows[2].guardians[0].phone = Some("13711119999".into());
    let plans = preview(&app, &rows[..3]).await;
    assert_eq!(actions(&plans), [Unchanged, Update, Update], "{plans:?}");
    let changed: Vec<&str> = plans[1]
        .differences
        .iter()
        .map(|change| change.field.as_str())
        .collect();
    assert_eq!(changed, ["hardship", "class"]);
    assert_eq!(plans[2].differences[0].after.as_deref(), Some("****9999"));
    commit(&app, &rows[..3]).await;
    assert_eq!(actions(&preview(&app, &rows[..3]).await), [Unchanged; 3]);
    let moved = office.get(search("/students?q=", "段二")).await.expect(200);
    let detail = office
        .get(format!("/students/{}", moved.items()[0]["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(detail.body["class_name"], "三年级1班");
    assert_eq!(detail.body["enrolments"].as_array().unwrap().len(), 2);
}
