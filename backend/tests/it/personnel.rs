//! Staff: who sees whom, how much of him, and one rank on a day.

use chrono::NaiveDate;
use lianxin::{
    entities::{import_row::ImportAction, person::Sex, rank::Rank},
    features::personnel::import::{PersonImporter, PersonRow},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, support::TestApp};

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().filter_map(|row| row["name"].as_str()).collect()
}

both!(a_branch_principal_sees_the_staff_of_his_own_unit_only);
async fn a_branch_principal_sees_the_staff_of_his_own_unit_only(app: TestApp) {
    let seen = app.as_("east_principal").all("/personnel?limit=2").await;
    let mut seen = names(&seen);
    seen.sort_unstable();
    assert_eq!(seen, ["李国强", "杨丽萍", "段师傅", "罗正明"]);
    app.as_("east_principal")
        .get(format!("/personnel/{}", app.world.teacher_c.person))
        .await
        .problem(404, "not_found");
}

both!(a_teacher_sees_the_directory_of_his_school);
async fn a_teacher_sees_the_directory_of_his_school(app: TestApp) {
    let seen = app.as_("teacher_a").all("/personnel").await;
    assert_eq!(seen.len(), 10, "everybody of the central school, nobody of another");
    let colleague = app
        .as_("teacher_a")
        .get(format!("/personnel/{}", app.world.teacher_c.person))
        .await
        .expect(200)
        .body;
    assert_eq!(colleague["name"], "普文秀");
    assert_eq!(colleague["posts"][0]["post"], "teacher");
    assert_eq!(colleague["rank"], "teacher");
    assert_eq!(colleague["file_shown"], false);
    for hidden in ["sex", "staff_number", "political_affiliation", "ethnic_group"] {
        assert!(colleague[hidden].is_null(), "{hidden}");
    }
    assert_eq!(colleague["phone"].as_str().unwrap().find("****"), Some(3));
    let own = app
        .as_("teacher_a")
        .get(format!("/personnel/{}", app.world.teacher_a.person))
        .await
        .expect(200)
        .body;
    assert_eq!(own["file_shown"], true);
    assert!(!own["phone"].as_str().unwrap().contains('*'));
    app.as_("teacher_a")
        .get(format!("/personnel/{}", app.world.stranger.person))
        .await
        .problem(404, "not_found");
}

both!(phone_numbers_are_shown_to_the_office_and_masked_for_the_bureau);
async fn phone_numbers_are_shown_to_the_office_and_masked_for_the_bureau(app: TestApp) {
    let path = format!("/personnel/{}", app.world.teacher_a.person);
    for (username, masked) in [
        ("office", false),
        ("principal", false),
        ("east_principal", false),
        ("bureau_officer", true),
        ("admin", true),
        ("vice", true),
    ] {
        let shown = app.as_(username).get(&path).await.expect(200).body;
        assert_eq!(shown["phone"].as_str().unwrap().contains('*'), masked, "{username}");
    }
}

both!(staff_are_found_by_name_rank_post_and_unit);
async fn staff_are_found_by_name_rank_post_and_unit(app: TestApp) {
    let office = app.as_("office");
    let found = office.get("/personnel?q=%E4%B8%BD%E8%90%8D").await.expect(200);
    assert_eq!(found.column("name"), ["杨丽萍"]);
    let leaders = office.get("/personnel?rank=school_leader").await.expect(200);
    assert_eq!(leaders.items().len(), 2);
    let heads = office.get("/personnel?post=branch_principal").await.expect(200);
    assert_eq!(heads.items().len(), 2);
    let east = office
        .get(format!(
            "/personnel?unit_id={}&rank=teacher&employment_status=active",
            app.world.east
        ))
        .await
        .expect(200);
    assert_eq!(east.items().len(), 2);
    // Who has a post in a department belongs to the school and is found in both.
    let in_department = format!("/personnel?unit_id={}", app.world.general_affairs);
    assert_eq!(office.all(&in_department).await.len(), 0);
    let path = format!("/personnel/{}/appointments", app.world.logistics.person);
    let post = json!({"post": "cashier", "unit_id": app.world.general_affairs, "starts_on": "2026-09-01"});
    office.post(path, post).await.expect(201);
    assert_eq!(office.get(&in_department).await.expect(200).column("name"), ["郭大勇"]);
}

both!(a_staff_number_finds_only_those_whose_file_is_shown);
async fn a_staff_number_finds_only_those_whose_file_is_shown(app: TestApp) {
    let path = format!("/personnel/{}", app.world.teacher_c.person);
    let file = app.as_("office").get(path).await.expect(200).body;
    let number = file["staff_number"].as_str().unwrap();
    let found = async |who: &str| {
        let path = format!("/personnel?staff_number={number}");
        app.as_(who).get(path).await.expect(200).body["items"].clone()
    };
    assert_eq!(names(found("office").await.as_array().unwrap()), ["普文秀"]);
    assert_eq!(names(found("teacher_c").await.as_array().unwrap()), ["普文秀"]);
    assert_eq!(
        found("teacher_a").await,
        json!([]),
        "a colleague sees the name, not the number"
    );
}

both!(a_person_is_added_and_changed);
async fn a_person_is_added_and_changed(app: TestApp) {
    let office = app.as_("office");
    let new = json!({
        "unit_id": app.world.west, "name": "段晓梅", "sex": "female", "rank": "teacher", "ethnic_group": "07",
        "political_affiliation": "03", "phone": "138 0000 2222", "id_number": "11010519491231002x"
    });
    let made = office.post("/personnel", new.clone()).await.expect(201);
    assert_eq!(made.body["phone"], "13800002222");
    assert_eq!(made.body["ranks"][0]["starts_on"], "2026-11-23");
    assert_eq!(made.body["id_number_known"], true);
    assert!(!made.text().contains("110105"), "the number is not kept");
    office.post("/personnel", new.clone()).await.problem(409, "duplicate");
    for (field, value, code) in [
        ("ethnic_group", "99", "ethnic_group"),
        ("political_affiliation", "14", "political_affiliation"),
        ("phone", "12345", "phone"),
        ("id_number", "110105194912310021", "resident_id"),
    ] {
        let mut wrong = new.clone();
        wrong[field] = json!(value);
        office
            .post("/personnel", wrong)
            .await
            .refuses(&format!("#/{field}"), code);
    }
    let mut abroad = new;
    abroad["unit_id"] = json!(app.world.other);
    office
        .post("/personnel", abroad)
        .await
        .refuses("#/unit_id", "unknown_reference");
    let path = format!("/personnel/{}", made.id::<Uuid>());
    let left = office
        .patch(&path, json!({"employment_status": "left"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(left.body["left_on"], "2026-11-23");
    let back = office
        .patch(&path, json!({"employment_status": "active", "phone": null}))
        .if_match(2)
        .await
        .expect(200);
    assert!(back.body["left_on"].is_null() && back.body["phone"].is_null());
    office
        .patch(&path, json!({"name": "别名"}))
        .if_match(2)
        .await
        .problem(412, "stale_version");
    app.as_("east_principal")
        .patch(&path, json!({"name": "别名"}))
        .if_match(3)
        .await
        .problem(403, "forbidden");
}

both!(exactly_one_rank_holds_on_a_day);
async fn exactly_one_rank_holds_on_a_day(app: TestApp) {
    let office = app.as_("office");
    let path = format!("/personnel/{}/ranks", app.world.teacher_a.person);
    let rank = |rank: &str, starts_on: &str| json!({"rank": rank, "starts_on": starts_on});
    office
        .post(&path, rank("middle_leader", "2025-09-01"))
        .await
        .refuses("#/starts_on", "not_after_former");
    office
        .post(&path, rank("middle_leader", "2026-11-01"))
        .await
        .expect(201);
    let ranks = app.as_("teacher_b").get(&path).await.expect(200);
    assert_eq!(ranks.column("rank"), ["middle_leader", "teacher"]);
    assert_eq!(ranks.column("ends_on"), [Value::Null, json!("2026-10-31")]);
    let found = office
        .get("/personnel?rank=middle_leader&q=%E6%9D%A8%E4%B8%BD%E8%90%8D")
        .await
        .expect(200);
    assert_eq!(found.items().len(), 1);
    let id = ranks.items()[0]["id"].as_str().unwrap();
    let corrected = office
        .patch(format!("{path}/{id}"), json!({"rank": "deputy_leader"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(
        (corrected.version(), &corrected.body["rank"]),
        (2, &json!("deputy_leader"))
    );
    app.as_("east_principal")
        .post(&path, rank("staff", "2026-11-23"))
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .post(&path, rank("staff", "2026-11-23"))
        .await
        .problem(404, "not_found");
}

both!(posts_begin_and_end);
async fn posts_begin_and_end(app: TestApp) {
    let office = app.as_("office");
    let path = format!("/personnel/{}/appointments", app.world.teacher_a.person);
    let post = json!({"post": "young_pioneers_counsellor", "unit_id": app.world.east, "starts_on": "2026-09-01"});
    let made = office.post(&path, post.clone()).await.expect(201);
    office.post(&path, post).await.problem(409, "duplicate");
    let person = format!("/personnel/{}", app.world.teacher_a.person);
    let shown = office.get(&person).await.expect(200);
    assert_eq!(shown.body["posts"].as_array().unwrap().len(), 2);
    assert_eq!(shown.version(), 2, "the person has a new version");
    let one = format!("{path}/{}", made.id::<Uuid>());
    office
        .patch(&one, json!({"ends_on": "2026-08-01"}))
        .if_match(1)
        .await
        .refuses("#/ends_on", "before_start");
    let ended = office
        .patch(&one, json!({"ends_on": "2026-11-22"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(ended.body["unit_name"], "东村完小");
    let shown = office.get(&person).await.expect(200);
    assert_eq!(shown.body["posts"].as_array().unwrap().len(), 1);
}

both!(leaves_are_shown_to_the_person_and_those_who_lead_him);
async fn leaves_are_shown_to_the_person_and_those_who_lead_him(app: TestApp) {
    let path = format!("/personnel/{}/leaves", app.world.teacher_a.person);
    let leave = json!({"kind": "sick", "starts_on": "2026-11-16", "ends_on": "2026-11-20", "reason": "住院"});
    let made = app.as_("office").post(&path, leave).await.expect(201);
    for (username, seen) in [("teacher_a", 1), ("east_principal", 1), ("teacher_b", 0), ("vice", 0)] {
        let leaves = app.as_(username).get(&path).await.expect(200);
        assert_eq!(leaves.items().len(), seen, "{username}");
    }
    let one = format!("{path}/{}", made.id::<Uuid>());
    let longer = app
        .as_("office")
        .patch(&one, json!({"ends_on": "2026-11-27"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(longer.body["ends_on"], "2026-11-27");
}

fn row(app: &TestApp, name: &str) -> PersonRow {
    PersonRow {
        unit_id: app.world.east,
        name: name.into(),
        sex: Sex::Female,
        id_number: None,
        staff_number: None,
        ethnic_group: None,
        political_affiliation: None,
        phone: None,
        employment_status: None,
        rank: Some(Rank::Teacher),
    }
}

both!(a_staff_list_is_taken_over_once);
async fn a_staff_list_is_taken_over_once(app: TestApp) {
    use ImportAction::{Create, Rejected, Unchanged, Update};
    let on: NaiveDate = "2026-11-23".parse().unwrap();
    let vault = &app.state.vault;
    let mut known = row(&app, "杨丽萍");
    known.sex = Sex::Unknown;
    known.phone = Some("13900009999".into());
    let mut new = row(&app, "段晓梅");
    new.id_number = Some("11010519491231002X".into());
    let mut foreign = row(&app, "何远");
    foreign.staff_number = Some("T0013".into());
    let rows = [known.clone(), new.clone(), new.clone(), foreign];
    let mut preview = PersonImporter::load(app.db(), vault, app.world.school, on)
        .await
        .unwrap();
    let plans = preview.plan(app.db(), &rows).await.unwrap();
    let actions: Vec<ImportAction> = plans.iter().map(|plan| plan.action).collect();
    assert_eq!(actions, [Update, Create, Rejected, Rejected], "{plans:?}");
    assert_eq!(plans[0].differences[0].after.as_deref(), Some("139****9999"));
    assert_eq!(
        app.as_("office").all("/personnel").await.len(),
        10,
        "a preview writes nothing"
    );

    let mut import = PersonImporter::load(app.db(), vault, app.world.school, on)
        .await
        .unwrap();
    import.plan(app.db(), &rows).await.unwrap();
    lianxin::db::write(app.db(), async |tx| import.write(tx, app.now()).await)
        .await
        .unwrap();
    let staff = app.as_("office").all("/personnel").await;
    assert_eq!(staff.len(), 11);
    let added = staff.iter().find(|person| person["name"] == "段晓梅").unwrap();
    assert_eq!(added["rank"], "teacher");

    let mut again = PersonImporter::load(app.db(), vault, app.world.school, on)
        .await
        .unwrap();
    let plans = again.plan(app.db(), &[known, new]).await.unwrap();
    assert!(plans.iter().all(|plan| plan.action == Unchanged), "{plans:?}");
}
