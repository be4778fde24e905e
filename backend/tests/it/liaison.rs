//! Liaison links, coverage and derivation, through HTTP, on both databases.

use lianxin::entities::{
    activity::{self, ActivityKind, ActivityStatus, Tags},
    activity_actor,
    ids::ActivityId,
    person::{self, EmploymentStatus},
    teaching_assignment,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, Client, TestApp},
};

/// A link of a school leader to a village school, made by the office.
async fn branch_link(app: &TestApp) -> Answer {
    app.as_("office")
        .post(
            "/liaison-links",
            json!({"scheme_code": "leader_branch", "person_id": app.world.vice.person, "target_unit_id": app.world.east}),
        )
        .await
        .expect(201)
}

async fn end(client: &Client, id: &Value, last: &str) -> Answer {
    let path = format!("/liaison-links/{}/end", id.as_str().unwrap_or_default());
    client
        .post(path, json!({"ends_on": last, "reason": "工作调整"}))
        .key(format!("end {last}"))
        .await
}

/// Follows a figure: its query lists as many rows as its value says.
async fn follow(client: &Client, figure: &Value) -> Vec<Value> {
    let query = figure["query"].as_str().unwrap_or_default();
    let rows = client.all(query.trim_start_matches("/api/v1")).await;
    assert_eq!(figure["value"], rows.len(), "{figure}");
    rows
}

both!(before_a_plan_is_adopted_the_four_schemes_hold);
async fn before_a_plan_is_adopted_the_four_schemes_hold(app: TestApp) {
    let answer = app.as_("teacher_a").get("/liaison-schemes").await.expect(200);
    assert_eq!(
        answer.column("code"),
        ["leader_branch", "teacher_family", "leader_grade", "leader_staff"]
    );
}

both!(the_office_gives_a_village_school_to_a_school_leader);
async fn the_office_gives_a_village_school_to_a_school_leader(app: TestApp) {
    let link = branch_link(&app).await;
    assert_eq!(link.body["target_name"], "东村完小");
    assert_eq!(link.body["person_name"], "马志远");
    assert_eq!(link.body["state"], "current");
    assert_eq!(link.body["starts_on"], "2026-11-23");
    assert_eq!(link.body["allowed_moves"], json!(["end", "update"]));
    let path = format!("/liaison-links/{}", link.body["id"].as_str().unwrap());
    let his = app.as_("vice").get(&path).await.expect(200);
    assert_eq!(his.body["allowed_moves"], json!([]), "he sees it but may not change it");
    app.as_("east_principal").get(&path).await.expect(200);
    app.as_("west_principal").get(&path).await.problem(404, "not_found");
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
    app.as_("teacher_a").get(&path).await.problem(404, "not_found");
    app.as_("vice")
        .post("/liaison-links", json!({"scheme_code": "leader_branch"}))
        .await
        .problem(403, "forbidden");
}

both!(a_link_must_keep_the_rules_of_its_scheme);
async fn a_link_must_keep_the_rules_of_its_scheme(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let link = async |body: Value| office.post("/liaison-links", body).await;
    link(json!({"scheme_code": "leader_branch", "person_id": world.teacher_a.person, "target_unit_id": world.east}))
        .await
        .refuses("#/person_id", "not_a_school_leader");
    link(json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.kindergarten}))
        .await
        .refuses("#/target_unit_id", "not_a_village_school");
    link(json!({"scheme_code": "leader_branch", "person_id": world.vice.person}))
        .await
        .refuses("#/target_unit_id", "required");
    link(
        json!({"scheme_code": "leader_staff", "person_id": world.vice.person, "target_unit_id": world.east,
        "target_person_id": world.teacher_a.person}),
    )
    .await
    .refuses("#/target_unit_id", "wrong_target_kind");
    link(json!({"scheme_code": "no_such_scheme", "person_id": world.vice.person, "target_unit_id": world.east}))
        .await
        .refuses("#/scheme_code", "unknown_scheme");
    link(json!({"scheme_code": "leader_branch", "person_id": world.stranger.person, "target_unit_id": world.east}))
        .await
        .refuses("#/person_id", "unknown_reference");
    link(json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.other}))
        .await
        .refuses("#/target_unit_id", "unknown_reference");
    link(json!({"scheme_code": "leader_staff", "person_id": world.vice.person, "target_person_id": world.vice.person}))
        .await
        .refuses("#/target_person_id", "oneself");
    link(
        json!({"scheme_code": "teacher_family", "person_id": world.teacher_a.person,
        "target_household_id": world.zhao.household}),
    )
    .await
    .refuses("#/target_household_id", "not_of_own_class");
    link(
        json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.east,
        "starts_on": "2026-11-23", "ends_on": "2026-11-01"}),
    )
    .await
    .refuses("#/ends_on", "before_start");
    let grade = json!({"scheme_code": "leader_grade", "person_id": world.vice.person, "target_unit_id": world.east,
        "target_grade": 3});
    let grade = link(grade).await.expect(201);
    assert_eq!(grade.body["target_name"], "东村完小三年级");
}

both!(nobody_is_linked_twice_to_the_same_target);
async fn nobody_is_linked_twice_to_the_same_target(app: TestApp) {
    let link = branch_link(&app).await;
    let office = app.as_("office");
    let again = json!({"scheme_code": "leader_branch", "person_id": app.world.vice.person,
        "target_unit_id": app.world.east});
    office
        .post("/liaison-links", again.clone())
        .await
        .problem(409, "duplicate_link");
    end(&office, &link.body["id"], "2026-11-22").await.expect(200);
    let anew = office.post("/liaison-links", again).await.expect(201);
    let past = json!({"ends_on": null, "starts_on": "2026-11-01"});
    let path = format!("/liaison-links/{}", anew.body["id"].as_str().unwrap());
    office
        .patch(&path, past.clone())
        .await
        .problem(428, "precondition_required");
    office
        .patch(&path, past.clone())
        .if_match(9)
        .await
        .problem(412, "stale_version");
    let moved = office.patch(&path, past).if_match(1).await.expect(200);
    assert_eq!(moved.body["starts_on"], "2026-11-01");
    assert_eq!(moved.version(), 2);
}

both!(an_ended_link_stays_and_is_not_touched_again);
async fn an_ended_link_stays_and_is_not_touched_again(app: TestApp) {
    let office = app.as_("office");
    let link = branch_link(&app).await;
    let id = &link.body["id"];
    let path = format!("/liaison-links/{}", id.as_str().unwrap());
    office
        .post(
            format!("{path}/end"),
            json!({"ends_on": "2026-11-23", "reason": "调整"}),
        )
        .await
        .problem(400, "idempotency_key_required");
    end(&office, id, "2026-11-01")
        .await
        .refuses("#/ends_on", "before_start");
    let ended = end(&office, id, "2026-11-22").await.expect(200);
    assert_eq!(ended.body["state"], "ended");
    assert_eq!(ended.body["end_reason"], "工作调整");
    let repeated = end(&office, id, "2026-11-22").await.expect(200);
    assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
    let refused = end(&office, id, "2026-11-23").await.problem(409, "illegal_move");
    assert!(refused["allowed"].as_array().is_none_or(Vec::is_empty), "{refused}");
    office
        .patch(&path, json!({"ends_on": null}))
        .if_match(2)
        .await
        .problem(409, "illegal_move");
    let states = async |state: &str| {
        let page = office.get(format!("/liaison-links?state={state}")).await.expect(200);
        page.items().len()
    };
    assert_eq!(states("ended").await, 1);
    assert_eq!(states("current").await, 0);
    assert_eq!(states("all").await, 1);
}

both!(a_village_principal_links_only_within_his_own_unit);
async fn a_village_principal_links_only_within_his_own_unit(app: TestApp) {
    let world = &app.world;
    let east = app.as_("east_principal");
    let staff =
        |person, target| json!({"scheme_code": "leader_staff", "person_id": person, "target_person_id": target});
    east.post(
        "/liaison-links",
        staff(world.east_principal.person, world.teacher_a.person),
    )
    .await
    .expect(201);
    east.post(
        "/liaison-links",
        staff(world.east_principal.person, world.teacher_c.person),
    )
    .await
    .refuses("#/target_person_id", "unknown_reference");
    let outside = app
        .as_("office")
        .post(
            "/liaison-links",
            staff(world.west_principal.person, world.teacher_c.person),
        )
        .await
        .expect(201);
    end(&east, &outside.body["id"], "2026-11-23")
        .await
        .problem(404, "not_found");
    let told = app.as_("teacher_c").get("/liaison-links").await.expect(200);
    assert_eq!(
        told.column("person_name"),
        ["宋春华"],
        "he is told who keeps in touch with him"
    );
    let own = app
        .as_("bureau_officer")
        .get("/liaison-links?scheme=leader_staff")
        .await;
    assert_eq!(own.expect(200).items().len(), 2);
    let bureau = app.as_("bureau_officer");
    bureau
        .post("/liaison-links", staff(world.vice.person, world.teacher_a.person))
        .await
        .problem(403, "forbidden");
}

both!(many_links_at_once_answer_one_by_one);
async fn many_links_at_once_answer_one_by_one(app: TestApp) {
    let world = &app.world;
    let branch = |person, unit| json!({"scheme_code": "leader_branch", "person_id": person, "target_unit_id": unit});
    let items = json!({"items": [
        branch(world.vice.person, world.east),
        branch(world.teacher_a.person, world.west),
        branch(world.principal.person, world.west),
        branch(world.principal.person, world.west),
    ]});
    let office = app.as_("office");
    let answer = office.post("/liaison-links/bulk", items).await.expect(207);
    let results = answer.body["results"].as_array().unwrap();
    let statuses: Vec<_> = results.iter().map(|result| result["status"].as_u64()).collect();
    assert_eq!(statuses, [Some(201), Some(422), Some(201), Some(409)]);
    assert_eq!(results[1]["problem"]["errors"][0]["code"], "not_a_school_leader");
    assert_eq!(office.all("/liaison-links").await.len(), 2);
}

both!(coverage_tells_of_any_day_who_has_no_link);
async fn coverage_tells_of_any_day_who_has_no_link(app: TestApp) {
    let office = app.as_("office");
    branch_link(&app).await;
    let today = office.get("/liaison-coverage").await.expect(200);
    let branch = &today.body["schemes"][0];
    assert_eq!(branch["scheme_code"], "leader_branch");
    assert_eq!(follow(&office, &branch["total"]).await.len(), 2);
    let covered = follow(&office, &branch["covered"]).await;
    assert_eq!(covered[0]["links"][0]["person_name"], "马志远");
    let gaps = follow(&office, &branch["uncovered"]).await;
    assert_eq!(gaps[0]["target_name"], "西村完小");
    assert_eq!(branch["units"].as_array().map(Vec::len), Some(2));
    assert_eq!(branch["overloaded"]["value"], 0);
    let expected = [("teacher_family", 8), ("leader_grade", 3), ("leader_staff", 4)];
    for (at, (code, total)) in (1..).zip(expected) {
        let scheme = &today.body["schemes"][at];
        assert_eq!(scheme["scheme_code"], code);
        assert_eq!(scheme["total"]["value"], total, "{scheme}");
        assert_eq!(follow(&office, &scheme["uncovered"]).await.len(), total);
        follow(&office, &scheme["departed"]).await;
    }
    let before = office
        .get("/liaison-coverage?scheme=leader_branch&on=2026-11-22")
        .await
        .expect(200);
    assert_eq!(follow(&office, &before.body["schemes"][0]["uncovered"]).await.len(), 2);
    let village = app.as_("east_principal").get("/liaison-coverage").await.expect(200);
    assert_eq!(village.body["schemes"][0]["total"]["value"], 1);
    app.as_("east_principal")
        .get(format!("/liaison-coverage?unit_id={}", app.world.west))
        .await
        .problem(404, "not_found");
    app.as_("teacher_a")
        .get("/liaison-coverage")
        .await
        .problem(403, "forbidden");
}

both!(coverage_names_those_who_carry_too_many_and_those_who_left);
async fn coverage_names_those_who_carry_too_many_and_those_who_left(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    branch_link(&app).await;
    office
        .post(
            "/liaison-links",
            json!({"scheme_code": "leader_branch", "person_id": world.vice.person, "target_unit_id": world.west}),
        )
        .await
        .expect(201);
    person::Entity::update_many()
        .col_expr(person::Column::EmploymentStatus, Expr::value(EmploymentStatus::Left))
        .filter(person::Column::Id.eq(world.vice.person))
        .exec(app.db())
        .await
        .unwrap();
    let answer = office.get("/liaison-coverage?scheme=leader_branch").await.expect(200);
    let branch = &answer.body["schemes"][0];
    let overloaded = follow(&office, &branch["overloaded"]).await;
    assert_eq!(overloaded[0]["person_name"], "马志远");
    assert_eq!(follow(&office, &overloaded[0]["links"]).await.len(), 2);
    assert_eq!(follow(&office, &branch["departed"]).await.len(), 2);
}

both!(links_are_derived_from_who_teaches_whom);
async fn links_are_derived_from_who_teaches_whom(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let derive = async |dry_run: bool| {
        let body = json!({"unit_id": world.school, "dry_run": dry_run});
        office.post("/liaison-links/derive", body).await.expect(200).body
    };
    let counts = |done: &Value| ["created", "ended", "kept"].map(|name| done[name].as_u64().unwrap());
    // Four families of 3-1 with two teachers each, one more of 1-1 with one, three of 4-1 with one; the sister's
    // teacher is her brother's as well.
    let preview = derive(true).await;
    assert_eq!(counts(&preview), [12, 0, 0]);
    assert_eq!(preview["links"]["value"], 0);
    assert_eq!(preview["created_examples"].as_array().map(Vec::len), Some(5));
    let done = derive(false).await;
    assert_eq!(counts(&done), [12, 0, 0]);
    assert_eq!(follow(&office, &done["links"]).await.len(), 12);
    assert_eq!(
        counts(&derive(false).await),
        [0, 0, 12],
        "doing it twice changes nothing"
    );
    let mine = app.as_("teacher_a").all("/liaison-links?scheme=teacher_family").await;
    assert_eq!(mine.len(), 4);
    assert!(mine.iter().all(|link| link["origin"] == "derived"));
    let coverage = office.get("/liaison-coverage?scheme=teacher_family").await.expect(200);
    assert_eq!(coverage.body["schemes"][0]["uncovered"]["value"], 0);

    app.advance(chrono::TimeDelta::days(1));
    teaching_assignment::Entity::delete_many()
        .filter(teaching_assignment::Column::PersonId.eq(world.teacher_a.person))
        .exec(app.db())
        .await
        .unwrap();
    let after = derive(false).await;
    assert_eq!(counts(&after), [0, 4, 8]);
    assert_eq!(after["ended_examples"][0]["person_name"], "杨丽萍");
    let ended = app.as_("teacher_a").all("/liaison-links?state=ended").await;
    assert_eq!(ended.len(), 4);
    assert_eq!(ended[0]["ends_on"], "2026-11-23");
}

both!(links_made_by_hand_outlive_a_derivation);
async fn links_made_by_hand_outlive_a_derivation(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    office
        .post(
            "/liaison-links",
            json!({"scheme_code": "teacher_family", "person_id": world.teacher_c.person,
                "target_household_id": world.zhao.household}),
        )
        .await
        .expect(201);
    app.advance(chrono::TimeDelta::days(1));
    teaching_assignment::Entity::delete_many()
        .filter(teaching_assignment::Column::PersonId.eq(world.teacher_c.person))
        .exec(app.db())
        .await
        .unwrap();
    let derived = office
        .post("/liaison-links/derive", json!({"unit_id": world.west}))
        .await
        .expect(200);
    assert_eq!(derived.body["ended"], 0);
    assert_eq!(derived.body["kept"], 1);
    office
        .post("/liaison-links/derive", json!({"unit_id": world.other}))
        .await
        .refuses("#/unit_id", "unknown_reference");
    office
        .post(
            "/liaison-links/derive",
            json!({"unit_id": world.west, "term_id": world.last_term}),
        )
        .await
        .refuses("#/term_id", "term_over");
}

both!(the_matrix_shows_links_and_contact_of_the_period);
async fn the_matrix_shows_links_and_contact_of_the_period(app: TestApp) {
    branch_link(&app).await;
    let office = app.as_("office");
    let matrix = async || {
        let answer = office.get("/liaison-matrix?scheme=leader_branch").await.expect(200);
        answer.body
    };
    let first = matrix().await;
    let row = |matrix: &Value| {
        let people = matrix["people"].as_array().unwrap();
        people
            .iter()
            .find(|row| row["person_name"] == "马志远")
            .unwrap()
            .clone()
    };
    assert_eq!(first["targets"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        first["people"].as_array().map(Vec::len),
        Some(2),
        "the principal and his deputy"
    );
    assert_eq!(row(&first)["cells"][0]["contacted"], false);
    visit(&app, "2026-10-30").await;
    assert_eq!(row(&matrix().await)["cells"][0]["last_contact_on"], "2026-10-30");
    assert_eq!(
        row(&matrix().await)["cells"][0]["contacted"],
        false,
        "that was last month"
    );
    visit(&app, "2026-11-20").await;
    assert_eq!(row(&matrix().await)["cells"][0]["contacted"], true);
    let link = app.as_("vice").get("/liaison-links").await.expect(200);
    assert_eq!(link.items()[0]["last_contact_on"], "2026-11-20");
    for scheme in ["teacher_family", "leader_grade", "leader_staff"] {
        office.get(format!("/liaison-matrix?scheme={scheme}")).await.expect(200);
    }
}

/// The vice principal was at the eastern village school.
async fn visit(app: &TestApp, day: &str) {
    let now = app.now();
    let id = ActivityId::new();
    let person_id = app.world.vice.person;
    let visit = activity::Model {
        id,
        unit_id: app.world.east,
        kind: ActivityKind::BranchVisit,
        status: ActivityStatus::Submitted,
        happened_on: day.parse().unwrap(),
        started_at: None,
        ended_at: None,
        person_id,
        class_id: None,
        observed_person_id: None,
        household_id: None,
        text: "到校走访".into(),
        follow_up: None,
        follow_up_on: None,
        followed_up_at: None,
        details: serde_json::from_value(json!({"branch_visit": {"unit_id": app.world.east}})).unwrap(),
        tags: Tags::default(),
        confirmer_person_id: None,
        confirmed_at: None,
        status_reason: None,
        recorded_by: app.world.vice.account,
        recorded_at: now,
        search: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    activity::Entity::insert(sea_orm::IntoActiveModel::into_active_model(visit))
        .exec_without_returning(app.db())
        .await
        .unwrap();
    let actor = activity_actor::Model {
        activity_id: id,
        person_id,
        companion: false,
    };
    activity_actor::Entity::insert(sea_orm::IntoActiveModel::into_active_model(actor))
        .exec_without_returning(app.db())
        .await
        .unwrap();
}
