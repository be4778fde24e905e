//! Schemes of the school's own, absences, and proposals, through HTTP, on both databases.

use actix_web::http::Method;
use lianxin::entities::{
    ids::LeaveId,
    leave::{self, LeaveKind},
    liaison_link,
    person::{self, EmploymentStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, Client, TestApp},
};

/// The person has left, on a day or nobody knows when.
pub async fn leaves(app: &TestApp, person: lianxin::entities::ids::PersonId, day: Option<&str>) {
    let day: Option<chrono::NaiveDate> = day.map(|day| day.parse().unwrap());
    person::Entity::update_many()
        .col_expr(person::Column::EmploymentStatus, Expr::value(EmploymentStatus::Left))
        .col_expr(person::Column::LeftOn, Expr::value(day))
        .filter(person::Column::Id.eq(person))
        .exec(app.db())
        .await
        .unwrap();
}

pub async fn takes_leave(app: &TestApp, person: lianxin::entities::ids::PersonId, from: &str, until: Option<&str>) {
    let leave = leave::Model {
        id: LeaveId::new(),
        person_id: person,
        kind: LeaveKind::Maternity,
        starts_on: from.parse().unwrap(),
        ends_on: until.map(|day| day.parse().unwrap()),
        reason: None,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    leave::Entity::insert(leave.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
}

async fn propose(client: &Client, body: Value) -> Answer {
    client.post("/liaison-proposals", body).await.expect(201)
}

fn path(proposal: &Answer) -> String {
    format!("/liaison-proposals/{}", proposal.body["id"].as_str().unwrap())
}

async fn apply(client: &Client, proposal: &Answer) -> Answer {
    client
        .request(Method::POST, format!("{}/apply", path(proposal)))
        .key(path(proposal))
        .await
}

async fn follow(client: &Client, figure: &Value) -> Vec<Value> {
    let query = figure["query"].as_str().unwrap_or_default();
    let rows = client.all(query.trim_start_matches("/api/v1")).await;
    assert_eq!(figure["value"], rows.len(), "{figure}");
    rows
}

async fn link(client: &Client, scheme: &str, person: impl serde::Serialize, target: (&str, Value)) -> Answer {
    let mut body = json!({"scheme_code": scheme, "person_id": person, "starts_on": "2026-09-01"});
    body[target.0] = target.1;
    client.post("/liaison-links", body).await.expect(201)
}

both!(a_school_adds_a_scheme_of_its_own);
async fn a_school_adds_a_scheme_of_its_own(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let new = json!({"unit_id": world.school, "name": "党员联系班级", "target_kind": "class",
        "holders": "party_members", "max_load": 2, "starts_on": "2026-09-01"});
    let scheme = office.post("/own-liaison-schemes", new.clone()).await.expect(201);
    let code = scheme.body["code"].as_str().unwrap().to_owned();
    office
        .post("/own-liaison-schemes", new)
        .await
        .refuses("#/name", "name_taken");
    for (query, listed) in [("", 1), ("?ended=false", 1), ("?ended=true", 0)] {
        let own = office.get(format!("/own-liaison-schemes{query}")).await.expect(200);
        assert_eq!(own.items().len(), listed, "{query}");
    }
    let known = app.as_("teacher_a").get("/liaison-schemes").await.expect(200);
    assert_eq!(known.column("name")[4], "党员联系班级", "after the four of the plan");
    let before = app
        .as_("teacher_a")
        .get("/liaison-schemes?on=2026-08-31")
        .await
        .expect(200);
    assert_eq!(before.items().len(), 4);
    let tied = link(
        &office,
        &code,
        world.vice.person,
        ("target_class_id", json!(world.east_3_1)),
    )
    .await;
    let coverage = office.get(format!("/liaison-coverage?scheme={code}")).await.expect(200);
    assert_eq!(coverage.body["schemes"][0]["uncovered"]["value"], 2);

    let place = format!("/own-liaison-schemes/{}", scheme.body["id"].as_str().unwrap());
    let late = json!({"starts_on": "2026-10-01"});
    office
        .patch(&place, late)
        .if_match(1)
        .await
        .refuses("#/starts_on", "after_links");
    let changed = office
        .patch(&place, json!({"max_load": null, "name": "党员联系班"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(
        (&changed.body["max_load"], &changed.body["name"]),
        (&Value::Null, &json!("党员联系班"))
    );
    office
        .patch(&place, json!({"max_load": 3}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    app.as_("stranger_office").get(&place).await.problem(404, "not_found");
    app.as_("teacher_a").get(&place).await.expect(200);
    app.as_("west_principal")
        .patch(&place, json!({"max_load": 3}))
        .if_match(2)
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .post(
            "/own-liaison-schemes",
            json!({"unit_id": world.school, "name": "外校", "target_kind": "class", "holders": "staff"}),
        )
        .await
        .refuses("#/unit_id", "unknown_reference");

    let end = |last: &str| json!({"ends_on": last, "reason": "任务已完成"});
    let ended = format!("{place}/end");
    office
        .post(&ended, end("2026-11-01"))
        .key("1")
        .await
        .refuses("#/ends_on", "too_early");
    let over = office.post(&ended, end("2026-11-22")).key("2").await.expect(200);
    assert_eq!(over.body["ended_links"], 1);
    let link = office
        .get(format!("/liaison-links/{}", tied.body["id"].as_str().unwrap()))
        .await;
    assert_eq!(link.body["ends_on"], "2026-11-22");
    office
        .patch(&place, json!({"max_load": 3}))
        .if_match(3)
        .await
        .problem(409, "illegal_move");
    assert_eq!(office.get("/liaison-schemes").await.items().len(), 4);
    assert_eq!(
        office.get("/liaison-schemes?on=2026-11-22").await.items().len(),
        5,
        "the past stays as it was"
    );
}

both!(coverage_of_any_day_names_links_of_people_who_were_not_there);
async fn coverage_of_any_day_names_links_of_people_who_were_not_there(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    link(
        &office,
        "leader_branch",
        world.vice.person,
        ("target_unit_id", json!(world.east)),
    )
    .await;
    link(
        &office,
        "leader_branch",
        world.principal.person,
        ("target_unit_id", json!(world.west)),
    )
    .await;
    leaves(&app, world.vice.person, Some("2026-10-31")).await;
    takes_leave(&app, world.principal.person, "2026-11-10", Some("2026-11-20")).await;
    let on = async |day: &str| {
        let answer = office
            .get(format!("/liaison-coverage?scheme=leader_branch&on={day}"))
            .await
            .expect(200);
        answer.body["schemes"][0].clone()
    };
    for (day, left, on_leave) in [
        ("2026-10-31", 0, 0),
        ("2026-11-01", 1, 0),
        ("2026-11-15", 1, 1),
        ("2026-11-23", 1, 0),
    ] {
        let scheme = on(day).await;
        assert_eq!(follow(&office, &scheme["departed"]).await.len(), left, "{day}");
        assert_eq!(follow(&office, &scheme["on_leave"]).await.len(), on_leave, "{day}");
    }
    let absent = office
        .get("/liaison-coverage/absences?scheme=leader_branch&on=2026-11-15&sort=starts_on")
        .await
        .expect(200);
    let reasons: Vec<_> = absent
        .items()
        .iter()
        .map(|row| (&row["person_name"], &row["reason"], &row["until"]))
        .collect();
    assert!(
        reasons.contains(&(&json!("高建国"), &json!("on_leave"), &json!("2026-11-20"))),
        "{reasons:?}"
    );
    assert!(
        reasons.contains(&(&json!("马志远"), &json!("left"), &Value::Null)),
        "{reasons:?}"
    );
    let sheet = office
        .get("/liaison-coverage/form?scheme=leader_branch&on=2026-11-15")
        .await;
    let words = crate::forms::printed(sheet);
    for part in [
        "联系覆盖情况表",
        "领导联系完小",
        "2026年11月15日",
        "东村完小",
        "高建国",
        "请假",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    app.as_("teacher_a")
        .get("/liaison-coverage/absences?scheme=leader_branch")
        .await
        .problem(403, "forbidden");
}

both!(a_proposal_shares_the_families_of_own_classes_evenly);
async fn a_proposal_shares_the_families_of_own_classes_evenly(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let kept = link(
        &office,
        "teacher_family",
        world.teacher_b.person,
        ("target_household_id", json!(world.wang.household)),
    )
    .await;
    let proposal = propose(
        &office,
        json!({"scheme_code": "teacher_family", "unit_id": world.school}),
    )
    .await;
    assert_eq!(proposal.body["state"], "ready");
    assert_eq!(proposal.body["counts"]["rows"], 7, "eight families, one has somebody");
    let rows = office.all(&format!("{}/rows", path(&proposal))).await;
    let of = |name: &str| rows.iter().filter(|row| row["person_name"] == name).count();
    // Three of 3-1 and one of 1-1 between two teachers, one of whom holds a family already; three of 4-1 have one
    // teacher.
    assert_eq!((of("杨丽萍"), of("李国强"), of("普文秀")), (2, 2, 3), "{rows:#?}");
    assert!(
        rows.iter().all(|row| row["target_name"] != "王芳家"),
        "a living link is never touched"
    );
    let homeroom = rows.iter().filter(|row| row["person_name"] == "杨丽萍");
    assert!(homeroom.into_iter().all(|row| row["ground"] == "homeroom"));
    let people = office.get(format!("{}/people", path(&proposal))).await.expect(200);
    let line = |name: &str| {
        let found = people
            .items()
            .iter()
            .find(|person| person["person_name"] == name)
            .unwrap()
            .clone();
        [found["before"].clone(), found["given"].clone(), found["after"].clone()]
    };
    assert_eq!(line("李国强"), [json!(1), json!(2), json!(3)]);
    assert_eq!(line("杨丽萍"), [json!(0), json!(2), json!(2)]);
    let again = propose(
        &office,
        json!({"scheme_code": "teacher_family", "unit_id": world.school}),
    )
    .await;
    let same = office.all(&format!("{}/rows", path(&again))).await;
    let picked = |rows: &[Value]| -> Vec<Value> {
        rows.iter()
            .map(|row| json!([row["target_name"], row["person_id"]]))
            .collect()
    };
    assert_eq!(picked(&rows), picked(&same), "the same question gets the same answer");

    let applied = apply(&office, &proposal).await.expect(200);
    assert_eq!(
        (&applied.body["state"], &applied.body["counts"]["made"]),
        (&json!("applied"), &json!(7))
    );
    let links = office.all("/liaison-links?scheme=teacher_family").await;
    assert_eq!(links.len(), 8);
    assert!(
        links
            .iter()
            .all(|link| link["origin"] == "proposal" || link["id"] == kept.body["id"])
    );
    // What was settled meanwhile is skipped and told.
    let late = apply(&office, &again).await.expect(200);
    assert_eq!(
        (&late.body["counts"]["made"], &late.body["counts"]["stale"]),
        (&json!(0), &json!(7))
    );
    assert_eq!(office.all("/liaison-links?scheme=teacher_family").await.len(), 8);
    let repeated = apply(&office, &proposal).await;
    assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
    office
        .request(Method::POST, format!("{}/apply", path(&proposal)))
        .key("another")
        .await
        .problem(409, "illegal_move");
}

both!(the_limit_of_a_proposal_is_kept_and_homeroom_teachers_can_go_first);
async fn the_limit_of_a_proposal_is_kept_and_homeroom_teachers_can_go_first(app: TestApp) {
    let world = &app.world;
    let east = app.as_("east_principal");
    let options = json!({"homeroom_first": true, "max_load": 3});
    let proposal = propose(
        &east,
        json!({"scheme_code": "teacher_family", "unit_id": world.east, "options": options}),
    )
    .await;
    let rows = east.all(&format!("{}/rows", path(&proposal))).await;
    let of = |name: &str| rows.iter().filter(|row| row["person_name"] == name).count();
    // Four families of 3-1 and one of 1-1: the homeroom teacher takes three, her colleague the rest.
    assert_eq!((of("杨丽萍"), of("李国强")), (3, 2), "{rows:#?}");
    let tight = propose(
        &east,
        json!({"scheme_code": "teacher_family", "unit_id": world.east, "options": {"max_load": 1}}),
    )
    .await;
    assert_eq!(tight.body["counts"]["without_person"], 3);
    let open = east.all(&format!("{}/rows?without_person=true", path(&tight))).await;
    assert!(
        open.iter()
            .all(|row| row["person_id"].is_null() && row["ground"].is_null())
    );
    let done = apply(&east, &tight).await.expect(200);
    assert_eq!(done.body["counts"]["made"], 2);
    app.as_("west_principal")
        .get(path(&tight))
        .await
        .problem(404, "not_found");
    app.as_("office").get(path(&tight)).await.expect(200);
}

both!(a_row_is_given_to_another_person_or_left_out);
async fn a_row_is_given_to_another_person_or_left_out(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let proposal = propose(
        &office,
        json!({"scheme_code": "leader_branch", "unit_id": world.school}),
    )
    .await;
    let rows = office.all(&format!("{}/rows", path(&proposal))).await;
    assert_eq!(rows.len(), 2);
    let row = |at: usize| format!("{}/rows/{}", path(&proposal), rows[at]["id"].as_str().unwrap());
    office
        .patch(row(0), json!({"person_id": world.teacher_a.person}))
        .if_match(1)
        .await
        .refuses("#/person_id", "not_a_school_leader");
    takes_leave(&app, world.vice.person, "2026-11-01", None).await;
    office
        .patch(row(1), json!({"person_id": world.vice.person}))
        .if_match(1)
        .await;
    let moved = office
        .patch(row(0), json!({"person_id": world.principal.person}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(moved.body["person_name"], "高建国");
    office
        .patch(row(0), json!({"taken": false}))
        .if_match(1)
        .await
        .problem(428 - 16, "stale_version");
    let out = office.patch(row(1), json!({"taken": false})).await;
    out.problem(428, "precondition_required");
    let version = office.get(format!("{}/rows", path(&proposal))).await.items()[1]["version"].clone();
    office
        .patch(row(1), json!({"taken": false}))
        .if_match(version)
        .await
        .expect(200);
    let counts = office.get(path(&proposal)).await.expect(200).body["counts"].clone();
    assert_eq!((&counts["rows"], &counts["left_out"]), (&json!(2), &json!(1)));
    let applied = apply(&office, &proposal).await.expect(200);
    assert_eq!(applied.body["counts"]["made"], 1);
    office
        .patch(row(0), json!({"taken": false}))
        .if_match(9)
        .await
        .problem(409, "illegal_move");
    let outcomes: Vec<_> = office
        .all(&format!("{}/rows", path(&proposal)))
        .await
        .iter()
        .map(|row| row["outcome"].clone())
        .collect();
    assert_eq!(outcomes, [json!("made"), json!("left_out")]);
}

both!(those_who_left_or_are_on_leave_are_replaced_on_demand);
async fn those_who_left_or_are_on_leave_are_replaced_on_demand(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let grade = |unit: lianxin::entities::ids::OrgUnitId| ("target_unit_id", json!(unit));
    let old = link(&office, "leader_branch", world.vice.person, grade(world.east)).await;
    leaves(&app, world.vice.person, Some("2026-11-10")).await;
    let proposal = propose(
        &office,
        json!({"scheme_code": "leader_branch", "unit_id": world.school,
        "options": {"causes": ["left"], "max_load": 2}}),
    )
    .await;
    let rows = office.all(&format!("{}/rows", path(&proposal))).await;
    assert_eq!(rows.len(), 1, "only what was asked for");
    assert_eq!(
        (&rows[0]["cause"], &rows[0]["from_person_name"], &rows[0]["person_name"]),
        (&json!("left"), &json!("马志远"), &json!("高建国"))
    );
    apply(&office, &proposal).await.expect(200);
    let ended = office
        .get(format!("/liaison-links/{}", old.body["id"].as_str().unwrap()))
        .await;
    assert_eq!(
        (&ended.body["state"], &ended.body["ends_on"]),
        (&json!("ended"), &json!("2026-11-22"))
    );

    takes_leave(&app, world.east_principal.person, "2026-11-20", Some("2026-12-04")).await;
    let staff = link(
        &office,
        "leader_staff",
        world.east_principal.person,
        ("target_person_id", json!(world.teacher_a.person)),
    )
    .await;
    let stand_in = propose(
        &office,
        json!({"scheme_code": "leader_staff", "unit_id": world.east,
        "options": {"causes": ["on_leave"]}}),
    )
    .await;
    let rows = office.all(&format!("{}/rows", path(&stand_in))).await;
    assert_eq!((rows.len(), &rows[0]["ends_on"]), (1, &json!("2026-12-04")));
    assert_eq!(
        rows[0]["ground"], "same_school",
        "nobody else leads in the village school"
    );
    let done = office
        .request(Method::POST, format!("{}/apply", path(&stand_in)))
        .key("b")
        .await
        .expect(200);
    assert_eq!(done.body["counts"]["made"], 1);
    let still = office
        .get(format!("/liaison-links/{}", staff.body["id"].as_str().unwrap()))
        .await;
    assert_eq!(still.body["state"], "current", "she comes back");
}

both!(the_surplus_of_people_over_the_limit_goes_to_others);
async fn the_surplus_of_people_over_the_limit_goes_to_others(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    link(
        &office,
        "leader_branch",
        world.vice.person,
        ("target_unit_id", json!(world.east)),
    )
    .await;
    link(
        &office,
        "leader_branch",
        world.vice.person,
        ("target_unit_id", json!(world.west)),
    )
    .await;
    let body =
        |causes: Value| json!({"scheme_code": "leader_branch", "unit_id": world.school, "options": {"causes": causes}});
    let proposal = propose(&office, body(json!(["overloaded"]))).await;
    let rows = office.all(&format!("{}/rows", path(&proposal))).await;
    assert_eq!((rows.len(), &rows[0]["person_name"]), (1, &json!("高建国")));
    let people = office.all(&format!("{}/people", path(&proposal))).await;
    let vice = people.iter().find(|person| person["person_name"] == "马志远").unwrap();
    assert_eq!(
        (&vice["before"], &vice["taken_off"], &vice["after"]),
        (&json!(2), &json!(1), &json!(1))
    );
    apply(&office, &proposal).await.expect(200);
    let coverage = office.get("/liaison-coverage?scheme=leader_branch").await.expect(200);
    let scheme = &coverage.body["schemes"][0];
    assert_eq!(
        (&scheme["overloaded"]["value"], &scheme["uncovered"]["value"]),
        (&json!(0), &json!(0))
    );
    office
        .post(
            "/liaison-proposals",
            json!({"scheme_code": "leader_grade", "unit_id": world.school, "options": {"causes": ["overloaded"]}}),
        )
        .await
        .refuses("#/options/max_load", "required");
}

both!(a_proposal_can_be_thrown_away_and_bad_ones_are_refused);
async fn a_proposal_can_be_thrown_away_and_bad_ones_are_refused(app: TestApp) {
    let world = &app.world;
    let office = app.as_("office");
    let new = |more: Value| {
        let mut body = json!({"scheme_code": "leader_grade", "unit_id": world.school});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    office
        .post("/liaison-proposals", new(json!({"on": "2026-11-22"})))
        .await
        .refuses("#/on", "in_the_past");
    office
        .post("/liaison-proposals", new(json!({"scheme_code": "nothing"})))
        .await
        .refuses("#/scheme_code", "unknown_scheme");
    office
        .post("/liaison-proposals", new(json!({"unit_id": world.other})))
        .await
        .refuses("#/unit_id", "unknown_reference");
    office
        .post("/liaison-proposals", new(json!({"options": {"causes": []}})))
        .await
        .refuses("#/options/causes", "required");
    app.as_("bureau_officer")
        .post("/liaison-proposals", new(json!({})))
        .await
        .problem(403, "forbidden");
    let proposal = propose(&office, new(json!({}))).await;
    assert!(proposal.body["counts"]["rows"].as_i64() > Some(0));
    let gone = office
        .request(Method::POST, format!("{}/discard", path(&proposal)))
        .await
        .expect(200);
    assert_eq!(
        (&gone.body["state"], &gone.body["allowed_moves"]),
        (&json!("discarded"), &json!([]))
    );
    assert!(office.all(&format!("{}/rows", path(&proposal))).await.is_empty());
    apply(&office, &proposal).await.problem(409, "illegal_move");
    assert_eq!(liaison_link::Entity::find().count(app.db()).await.unwrap(), 0);
}
