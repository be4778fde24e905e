//! Assessors' sheets, through HTTP, on both databases.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use lianxin::entities::{
    evaluation_object,
    evaluation_round::{self, RoundState},
    evaluation_rules::{ObjectKind, SchemeRules},
    evaluation_scheme::{self, SchemeState},
    evaluation_sheet::{self, SheetGrades},
    ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSchemeId, EvaluationSheetId, OrgUnitId, PersonId},
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    duties::adopted,
    forms::printed,
    support::{Answer, Client, TestApp, evaluation},
};

/// Two items in one dimension, and a dimension that is graded as a whole.
fn rules() -> SchemeRules {
    let group = |code: &str, name: &str, part: &str, rates: Value, minimum: u32| json!({"code": code, "name": name, "part": part, "rates": rates, "weight": "50", "minimum": minimum});
    let both = json!(["leadership_team", "cadre"]);
    let rules = json!({
        "dimensions": [
            {"code": "grassroots", "name": "深入基层", "weight": "50", "items": [
                {"code": "visits", "text": "按计划到联系学校"}, {"code": "listening", "text": "听得到真话"}]},
            {"code": "liaison", "name": "直接联系", "weight": "50"},
        ],
        "grades": [
            {"code": "excellent", "name": "优秀", "value": "100"},
            {"code": "competent", "name": "称职", "value": "80"},
            {"code": "poor", "name": "不称职", "value": "40"},
        ],
        "groups": [
            group("office", "领导小组考评", "organisational", both.clone(), 0),
            group("leaders", "干部互评", "organisational", json!(["cadre"]), 0),
            group("parents", "家长代表", "mass", both, 5),
        ],
        "organisational_weight": "60", "mass_weight": "40",
        "bands": [{"grade": "excellent", "from": "90"}, {"grade": "competent", "from": "70"}],
        "hygiene": ["all_equal", "all_abstained", "all_worst"], "objection_days": 5,
    });
    serde_json::from_value(rules).unwrap()
}

/// An open round of the school: the team and four cadres, rated by the principal, the vice principal, general affairs
/// and a teacher.
struct Round {
    id: EvaluationRoundId,
    /// By assessor and object.
    sheets: BTreeMap<(PersonId, &'static str), EvaluationSheetId>,
}

impl Round {
    /// The path of the sheet of an assessor about an object.
    fn sheet(&self, assessor: PersonId, object: &'static str) -> String {
        format!("/evaluation-sheets/{}", self.sheets[&(assessor, object)])
    }
}

#[expect(clippy::too_many_lines, reason = "a round is many rows")]
async fn open_round(app: &TestApp) -> Round {
    let (world, now) = (&app.world, app.now());
    let scheme = evaluation_scheme::Model {
        id: EvaluationSchemeId::new(),
        unit_id: world.school,
        title: "干部考评办法".into(),
        state: SchemeState::InForce,
        effective_from: "2026-09-01".parse().unwrap(),
        effective_to: None,
        is_example: true,
        supersedes_id: None,
        rules: rules(),
        recorded_by: world.office.account,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let round = evaluation_round::Model {
        id: EvaluationRoundId::new(),
        unit_id: world.school,
        scheme_id: scheme.id,
        title: "2026年秋季学期干部考评".into(),
        period_from: "2026-09-01".parse().unwrap(),
        period_to: "2027-01-15".parse().unwrap(),
        state: RoundState::Open,
        notes: Some("请根据平时了解的情况填写".into()),
        rules: Some(rules()),
        closes_at: Some(now + TimeDelta::days(7)),
        objections_until: None,
        recorded_by: world.office.account,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let object = |name: &'static str, kind, person_id, unit_id: OrgUnitId, position| evaluation_object::Model {
        id: EvaluationObjectId::new(),
        round_id: round.id,
        kind,
        person_id,
        unit_id,
        name: name.into(),
        post: "职务".into(),
        position,
    };
    let cadre = |name, person: PersonId, unit, position| object(name, ObjectKind::Cadre, Some(person), unit, position);
    let objects = [
        object("领导班子", ObjectKind::LeadershipTeam, None, world.school, 1),
        cadre("林秀英", world.office.person, world.school, 2),
        cadre("马志远", world.vice.person, world.school, 3),
        cadre("郭大勇", world.logistics.person, world.general_affairs, 4),
        cadre("罗正明", world.east_principal.person, world.east, 5),
    ];
    let assessors = [
        ("office", world.principal.person),
        ("leaders", world.vice.person),
        ("leaders", world.logistics.person),
        ("leaders", world.teacher_b.person),
    ];
    let mut sheets = BTreeMap::new();
    let mut rows = Vec::new();
    for (group, assessor) in assessors {
        for (object, name) in objects.iter().zip(["领导班子", "林秀英", "马志远", "郭大勇", "罗正明"]) {
            let rated = group == "office" || object.kind == ObjectKind::Cadre;
            if rated && object.person_id != Some(assessor) {
                let id = EvaluationSheetId::new();
                sheets.insert((assessor, name), id);
                rows.push(evaluation_sheet::Model {
                    id,
                    round_id: round.id,
                    object_id: object.id,
                    group_code: group.into(),
                    assessor_id: assessor,
                    grades: SheetGrades::default(),
                    remark: None,
                    submitted_at: None,
                    set_aside_reason: None,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                });
            }
        }
    }
    let db = app.db();
    let id = round.id;
    evaluation_scheme::Entity::insert(scheme.into_active_model())
        .exec_without_returning(db)
        .await
        .unwrap();
    evaluation_round::Entity::insert(round.into_active_model())
        .exec_without_returning(db)
        .await
        .unwrap();
    evaluation_object::Entity::insert_many(objects.map(IntoActiveModel::into_active_model))
        .exec_without_returning(db)
        .await
        .unwrap();
    evaluation_sheet::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .exec_without_returning(db)
        .await
        .unwrap();
    Round { id, sheets }
}

async fn set_state(app: &TestApp, round: &Round, state: RoundState) {
    let row = evaluation_round::ActiveModel {
        id: Set(round.id),
        state: Set(state),
        ..Default::default()
    };
    evaluation_round::Entity::update(row).exec(app.db()).await.unwrap();
}

async fn make(client: &Client, sheet: &str, wanted: &str) -> Answer {
    client
        .post(format!("{sheet}/moves"), json!({"move": wanted}))
        .key(Uuid::now_v7())
        .await
}

/// Grades everything on a sheet, as it comes, and submits it.
async fn fill(client: &Client, sheet: &str, grades: [Option<&str>; 3]) {
    let [visits, listening, liaison] = grades;
    let version = client.get(sheet).await.expect(200).version();
    let grades = json!({"grades": {"visits": visits, "listening": listening, "liaison": liaison}});
    client.patch(sheet, grades).if_match(version).await.expect(200);
    make(client, sheet, "submit").await.expect(200);
}

both!(a_sheet_is_filled_bit_by_bit_submitted_and_taken_back_in_time);
async fn a_sheet_is_filled_bit_by_bit_submitted_and_taken_back_in_time(app: TestApp) {
    let round = open_round(&app).await;
    let vice = app.as_("vice");
    let rows = vice.get("/evaluation-sheets?to_do=true").await.expect(200);
    let mut about: Vec<_> = rows.items().iter().map(|row| row["object"]["name"].clone()).collect();
    about.sort_by_key(ToString::to_string);
    assert_eq!(about, ["林秀英", "罗正明", "郭大勇"]);
    assert_eq!(rows.items()[0]["group_name"], "干部互评");
    assert_eq!(
        (&rows.items()[0]["answered"], &rows.items()[0]["items"]),
        (&json!(0), &json!(3))
    );

    let sheet = round.sheet(app.world.vice.person, "郭大勇");
    let read = vice.get(&sheet).await.expect(200);
    assert_eq!(read.body["missing"], json!(["visits", "listening", "liaison"]));
    assert_eq!(
        read.body["dimensions"][1]["items"],
        json!([{"code": "liaison", "text": "直接联系"}])
    );
    assert_eq!(read.body["allowed_moves"], json!(["submit"]));
    let first = json!({"grades": {"visits": "excellent", "listening": null}});
    let kept = vice.patch(&sheet, first).if_match(1).await.expect(200);
    assert_eq!(kept.body["missing"], json!(["liaison"]));
    make(&vice, &sheet, "submit")
        .await
        .refuses("#/grades/liaison", "required");
    let stale = vice
        .patch(&sheet, json!({"grades": {"visits": "poor", "liaison": "competent"}}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    assert_eq!(stale["differences"][1]["pointer"], "#/grades/visits");
    assert_eq!(stale["differences"][1]["current"], "excellent");
    let second = json!({"grades": {"liaison": "competent"}, "remark": "反映的问题件件有着落"});
    let kept = vice.patch(&sheet, second).if_match(2).await.expect(200);
    assert_eq!(
        kept.body["grades"],
        json!({"visits": "excellent", "listening": null, "liaison": "competent"})
    );

    let submitted = make(&vice, &sheet, "submit").await.expect(200);
    assert_eq!(submitted.body["state"], "submitted");
    assert_eq!(submitted.body["allowed_moves"], json!(["reopen"]));
    vice.patch(&sheet, json!({"remark": null}))
        .if_match(4)
        .await
        .problem(409, "illegal_move");
    make(&vice, &sheet, "submit").await.problem(409, "illegal_move");
    let rest = vice.get("/evaluation-sheets?submitted=false").await.expect(200);
    assert_eq!(rest.items().len(), 2);
    make(&vice, &sheet, "reopen").await.expect(200);
    let emptied = vice.patch(&sheet, json!({"remark": ""})).if_match(5).await.expect(200);
    assert_eq!(emptied.body["remark"], Value::Null);
    make(&vice, &sheet, "submit").await.expect(200);

    app.advance(TimeDelta::days(8));
    let problem = make(&vice, &sheet, "reopen").await.problem(409, "illegal_move");
    assert_eq!(problem["allowed"], Value::Null, "nothing is possible any more");
    let other = round.sheet(app.world.vice.person, "罗正明");
    vice.patch(&other, json!({"remark": "迟了"}))
        .if_match(1)
        .await
        .problem(409, "illegal_move");
    let waiting = vice.get("/evaluation-sheets?to_do=true").await.expect(200);
    assert!(waiting.items().is_empty());
    assert_eq!(vice.all("/evaluation-sheets?to_do=false").await.len(), 3);
}

both!(what_the_sheet_does_not_know_is_refused_by_its_item);
async fn what_the_sheet_does_not_know_is_refused_by_its_item(app: TestApp) {
    let round = open_round(&app).await;
    let sheet = round.sheet(app.world.vice.person, "郭大勇");
    let send = async |body: Value| app.as_("vice").patch(&sheet, body).if_match(1).await;
    send(json!({"grades": {"grassroots": "excellent"}}))
        .await
        .refuses("#/grades/grassroots", "unknown_item");
    send(json!({"grades": {"visits": "splendid"}}))
        .await
        .refuses("#/grades/visits", "unknown_grade");
    send(json!({"remark": "好".repeat(1001)}))
        .await
        .refuses("#/remark", "length");
    send(json!({"score": 100})).await.refuses("#/score", "unknown_field");
    app.as_("vice")
        .patch(&sheet, json!({"remark": "好"}))
        .await
        .problem(428, "precondition_required");
    assert_eq!(app.as_("vice").get(&sheet).await.expect(200).version(), 1);
}

both!(nobody_reads_a_sheet_before_sealing_and_nobody_ever_one_about_himself);
async fn nobody_reads_a_sheet_before_sealing_and_nobody_ever_one_about_himself(app: TestApp) {
    let round = open_round(&app).await;
    let by_vice = |object| round.sheet(app.world.vice.person, object);
    let (vice, office) = (app.as_("vice"), app.as_("office"));
    fill(&vice, &by_vice("郭大勇"), [Some("poor"), Some("poor"), None]).await;
    fill(&vice, &by_vice("林秀英"), [Some("competent"); 3]).await;
    let others = [
        "principal",
        "office",
        "logistics",
        "east_principal",
        "teacher_a",
        "bureau_officer",
        "stranger_office",
    ];
    let hidden_from = async |who: &str, sheet: &str| {
        for path in [sheet.to_owned(), format!("{sheet}/evidence"), format!("{sheet}/form")] {
            app.as_(who).get(path).await.problem(404, "not_found");
        }
        let edit = app.as_(who).patch(sheet, json!({"remark": "改"})).if_match(3);
        edit.await.problem(404, "not_found");
        make(&app.as_(who), sheet, "reopen").await.problem(404, "not_found");
    };
    for who in others {
        hidden_from(who, &by_vice("郭大勇")).await;
    }
    for state in [RoundState::Sealed, RoundState::Scored, RoundState::Published] {
        set_state(&app, &round, state).await;
        for who in ["principal", "office", "bureau_officer"] {
            let read = app.as_(who).get(by_vice("郭大勇")).await.expect(200);
            assert_eq!(read.body["grades"]["visits"], "poor");
            assert_eq!(
                (&read.body["is_own"], &read.body["editable"]),
                (&json!(false), &json!(false))
            );
            app.as_(who).get(by_vice("罗正明")).await.problem(404, "not_found");
        }
        // About the office itself, which holds the round.
        hidden_from("office", &by_vice("林秀英")).await;
        app.as_("principal").get(by_vice("林秀英")).await.expect(200);
        for who in ["logistics", "east_principal", "teacher_a", "stranger_office"] {
            hidden_from(who, &by_vice("郭大勇")).await;
        }
    }
    office
        .patch(by_vice("郭大勇"), json!({"remark": "改"}))
        .if_match(3)
        .await
        .problem(403, "forbidden");
    make(&office, &by_vice("郭大勇"), "reopen")
        .await
        .problem(403, "forbidden");
    make(&vice, &by_vice("郭大勇"), "reopen")
        .await
        .problem(409, "illegal_move");
    set_state(&app, &round, RoundState::Archived).await;
    hidden_from("office", &by_vice("郭大勇")).await;
    assert_eq!(vice.get(by_vice("郭大勇")).await.expect(200).body["is_own"], true);
}

both!(whoever_holds_the_round_sees_how_far_everybody_is_and_what_looks_careless);
async fn whoever_holds_the_round_sees_how_far_everybody_is_and_what_looks_careless(app: TestApp) {
    let round = open_round(&app).await;
    let path = format!("/evaluation-rounds/{}/sheets", round.id);
    let row = async |who: &str, name: &str| -> Value {
        let progress = app.as_(who).get(&path).await.expect(200);
        let rows = progress.items().clone();
        rows.into_iter().find(|row| row["person_name"] == name).unwrap()
    };
    let vice = app.as_("vice");
    for object in ["林秀英", "郭大勇"] {
        let sheet = round.sheet(app.world.vice.person, object);
        fill(&vice, &sheet, [Some("poor"), Some("poor"), None]).await;
    }
    let unfinished = row("principal", "马志远").await;
    assert_eq!(
        (&unfinished["submitted"], &unfinished["flags"]),
        (&json!(2), &json!([]))
    );
    let last = round.sheet(app.world.vice.person, "罗正明");
    fill(&vice, &last, [Some("poor"); 3]).await;
    let done = row("principal", "马志远").await;
    assert_eq!(done["flags"], json!(["all_equal", "all_worst"]));
    assert_eq!(done["sheets"].as_array().unwrap().len(), 3);
    assert!(done["sheets"][0]["readable"] == false, "not before the round is sealed");

    make(&vice, &last, "reopen").await.expect(200);
    fill(&vice, &last, [Some("excellent"); 3]).await;
    assert_eq!(row("principal", "马志远").await["flags"], json!([]));
    let teacher = app.as_("teacher_b");
    for (object, grade) in [
        ("马志远", "competent"),
        ("郭大勇", "competent"),
        ("罗正明", "competent"),
        ("林秀英", "poor"),
    ] {
        let sheet = round.sheet(app.world.teacher_b.person, object);
        fill(&teacher, &sheet, [Some(grade); 3]).await;
    }
    assert_eq!(row("principal", "李国强").await["flags"], json!([]));
    // What is said of the office does not show through to the office.
    let shown = row("office", "李国强").await;
    assert_eq!(shown["flags"], json!(["all_equal"]));
    assert_eq!(
        (&shown["handed_out"], shown["sheets"].as_array().unwrap().len()),
        (&json!(4), 3)
    );

    set_state(&app, &round, RoundState::Sealed).await;
    let progress = app.as_("office").get(&path).await.expect(200);
    assert_eq!(
        (&progress.body["handed_out"], &progress.body["submitted"]),
        (&json!(15), &json!(7))
    );
    assert_eq!(
        progress.column("person_name")[0],
        "高建国",
        "in the order of the groups"
    );
    assert_eq!(row("office", "马志远").await["sheets"][0]["readable"], true);
    for who in ["vice", "east_principal", "teacher_a"] {
        app.as_(who).get(&path).await.problem(403, "forbidden");
    }
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
}

async fn entry(app: &TestApp, about: Value) -> String {
    // Whoever reports to somebody does not see what is said of him.
    let client = app.as_(if about == json!([]) { "teacher_a" } else { "office" });
    let category = client.get("/ledger-categories").await.expect(200).items()[5]["id"].clone();
    let new = json!({
        "channel": "reception", "submitter_kind": "parent", "disclosure": "anonymous", "category_id": category,
        "title": "饮水机坏了一个月", "content": "三年级的饮水机坏了，孩子喝不上热水。", "persons_concerned": about,
    });
    let sent = client.post("/ledger-entries", new).await.expect(201);
    let id = sent.id::<Uuid>().to_string();
    move_entry(app, "office", &id, json!({"move": "accept"})).await;
    id
}

async fn move_entry(app: &TestApp, who: &str, id: &str, body: Value) {
    let moved = app.as_(who).post(format!("/ledger-entries/{id}/moves"), body);
    moved.key(Uuid::now_v7()).await.expect(200);
}

/// An entry that general affairs works on.
async fn handled(app: &TestApp, about: Value) -> String {
    let id = entry(app, about).await;
    let route = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    move_entry(app, "office", &id, route).await;
    move_entry(app, "logistics", &id, json!({"move": "sign"})).await;
    id
}

/// How many rows the list behind a figure has for somebody.
async fn listed(app: &TestApp, who: &str, figure: &Value) -> usize {
    let query = figure["query"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
    app.as_(who).all(query).await.len()
}

both!(the_evidence_is_what_came_of_the_work_and_every_number_has_its_list);
async fn the_evidence_is_what_came_of_the_work_and_every_number_has_its_list(app: TestApp) {
    let round = open_round(&app).await;
    let resolved = handled(&app, json!([])).await;
    move_entry(
        &app,
        "logistics",
        &resolved,
        json!({"move": "reply", "reply": "已换新的饮水机", "outcome": "resolved"}),
    )
    .await;
    let call = json!({"move": "call_back", "method": "phone", "satisfaction": "satisfied"});
    move_entry(&app, "office", &resolved, call).await;
    handled(&app, json!([app.world.teacher_b.person])).await;

    let of = async |who: &str, assessor: PersonId| -> Value {
        let path = format!("{}/evidence", round.sheet(assessor, "郭大勇"));
        app.as_(who).get(path).await.expect(200).body
    };
    let told = of("principal", app.world.principal.person).await;
    let entries = &told["entries"];
    assert_eq!(
        (&entries["all"]["value"], &entries["open"]["value"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(entries["outcomes"][0]["outcome"], "resolved");
    assert_eq!(entries["outcomes"][0]["figure"]["value"], 1);
    assert_eq!(
        entries["outcomes"][1]["figure"]["value"], 0,
        "explained is told of even when there is none"
    );
    assert_eq!(entries["satisfaction"][0]["figure"]["value"], 1);
    for figure in [
        &entries["all"],
        &entries["open"],
        &entries["outcomes"][0]["figure"],
        &entries["reopened"],
    ] {
        assert_eq!(figure["value"], figure["listed"]);
        assert_eq!(figure["listed"], listed(&app, "principal", figure).await);
    }
    // A leader of another unit is told the numbers and reads nothing.
    let told = of("vice", app.world.vice.person).await;
    assert_eq!(told["entries"]["all"]["value"], 2);
    assert_eq!(told["entries"]["all"]["listed"], 0);
    assert_eq!(listed(&app, "vice", &told["entries"]["all"]).await, 0);
    // An entry about the assessor himself is not even counted.
    let told = of("teacher_b", app.world.teacher_b.person).await;
    assert_eq!(told["entries"]["all"]["value"], 1);
}

both!(a_complaint_counts_only_when_it_was_confirmed_after_the_person_was_heard);
async fn a_complaint_counts_only_when_it_was_confirmed_after_the_person_was_heard(app: TestApp) {
    let round = open_round(&app).await;
    for finding in ["confirmed", "partly", "unfounded"] {
        let id = entry(&app, json!([app.world.east_principal.person])).await;
        let heard = json!({"person_id": app.world.east_principal.person, "heard_on": "2026-11-23",
            "put_to_person": "有家长反映您没有回访。", "statement": "确有此事，已补访。"});
        app.as_("office")
            .post(format!("/ledger-entries/{id}/hearings"), heard)
            .await
            .expect(201);
        let settle = json!({"move": "settle", "reply": "已核实", "outcome": "resolved", "finding": finding});
        move_entry(&app, "office", &id, settle).await;
    }
    let of = async |who: &str, assessor: PersonId| -> Value {
        let path = format!("{}/evidence", round.sheet(assessor, "罗正明"));
        app.as_(who).get(path).await.expect(200).body["confirmed"].clone()
    };
    let told = of("principal", app.world.principal.person).await;
    assert_eq!(
        (&told["value"], told["items"].as_array().unwrap().len()),
        (&json!(1), 1)
    );
    let told = of("logistics", app.world.logistics.person).await;
    assert_eq!((&told["value"], &told["items"]), (&json!(1), &json!([])));
    // He reports to the one it is about.
    let told = of("teacher_b", app.world.teacher_b.person).await;
    assert_eq!(told["value"], 0);
    let team = format!("{}/evidence", round.sheet(app.world.principal.person, "领导班子"));
    let team = app.as_("principal").get(team).await.expect(200).body;
    assert_eq!(team["confirmed"], Value::Null);
    assert_eq!(
        team["entries"]["all"]["value"], 3,
        "the team answers for what its units manage"
    );
}

both!(duties_are_shown_by_period_with_what_was_waived_and_never_why);
async fn duties_are_shown_by_period_with_what_was_waived_and_never_why(app: TestApp) {
    let round = open_round(&app).await;
    adopted(&app, &[]).await;
    let waiver = json!({"duty_code": "observation_term", "kind": "leave", "starts_on": "2026-10-12",
        "ends_on": "2026-11-08", "reason": "病假四周"});
    let asked = app.as_("logistics").post("/waivers", waiver).await.expect(201);
    let approve = app.as_("principal").post(
        format!("/waivers/{}/moves", asked.id::<Uuid>()),
        json!({"move": "approve"}),
    );
    approve.key(Uuid::now_v7()).await.expect(200);
    let path = format!("{}/evidence", round.sheet(app.world.vice.person, "郭大勇"));
    let read = app.as_("vice").get(path).await.expect(200);
    let duties = read.body["duties"].as_array().unwrap();
    let of = |title: &str| -> Vec<&Value> { duties.iter().filter(|duty| duty["title"] == title).collect() };
    let observed = of("观课议课");
    assert_eq!(observed.len(), 1, "{duties:#?}");
    assert_eq!(
        (&observed[0]["target"], &observed[0]["actual"]),
        (&json!(40), &json!(0))
    );
    assert!(observed[0]["waived"].as_i64().unwrap() > 0);
    assert!(!read.text().contains("病假"), "a reason is nobody's business here");
    assert!(
        of("观课议课（月进度）").is_empty(),
        "what is information only does not count"
    );
    let team = format!("{}/evidence", round.sheet(app.world.principal.person, "领导班子"));
    let team = app.as_("principal").get(team).await.expect(200).body;
    let schools: Vec<_> = team["duties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|duty| duty["subject_name"].clone())
        .collect();
    assert_eq!(schools, ["东村完小", "西村完小"]);
}

both!(what_an_inspection_found_is_counted_by_where_it_stands_and_self_checks_are_not);
async fn what_an_inspection_found_is_counted_by_where_it_stands_and_self_checks_are_not(app: TestApp) {
    let round = open_round(&app).await;
    let inspection = json!({
        "unit_id": app.world.school, "title": "秋季学期学校食堂专项督查", "list_number": "楚教督〔2026〕7号",
        "level": "county", "kind": "special", "body": "市教育局督导室", "notice_on": "2026-11-01",
        "begins_on": "2026-12-10", "ends_on": "2026-12-11", "items": [{"item": "食堂留样与台账"}]
    });
    let office = app.as_("office");
    let id: Uuid = office.post("/inspections", inspection).await.expect(201).id();
    let start = office.post(format!("/inspections/{id}/moves"), json!({"move": "start"}));
    start.key(Uuid::now_v7()).await.expect(200);
    for source in ["inspection", "self_check"] {
        let mut finding = json!({"source": source, "found_on": "2026-11-10", "what": "留样登记有空白",
            "due_on": "2026-11-30", "owner_id": app.world.logistics.person});
        if source == "inspection" {
            finding["inspection_id"] = json!(id);
        }
        office.post("/findings", finding).await.expect(201);
    }
    let path = format!("{}/evidence", round.sheet(app.world.principal.person, "郭大勇"));
    let found = app.as_("principal").get(path).await.expect(200).body["inspected"].clone();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(
        (&found[0]["state"], &found[0]["figure"]["value"]),
        (&json!("open"), &json!(1))
    );
    assert_eq!(listed(&app, "principal", &found[0]["figure"]).await, 1);
}

both!(a_sheet_is_printed_filled_in_or_blank);
async fn a_sheet_is_printed_filled_in_or_blank(app: TestApp) {
    let round = open_round(&app).await;
    let sheet = round.sheet(app.world.vice.person, "郭大勇");
    let vice = app.as_("vice");
    let remark = json!({"remark": "反映的问题件件有着落"});
    vice.patch(&sheet, remark).if_match(1).await.expect(200);
    fill(&vice, &sheet, [Some("excellent"), None, Some("competent")]).await;
    let words = printed(vice.get(format!("{sheet}/form")).await);
    for part in [
        "干部考核表",
        "郭大勇",
        "听得到真话",
        "√",
        "反映的问题件件有着落",
        "系统内提交",
        "弃权",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert_eq!(words.matches('√').count(), 3);
    let words = printed(vice.get(format!("{sheet}/form?blank=true")).await);
    assert!(
        words.contains("听得到真话") && !words.contains('√') && !words.contains("件件有着落"),
        "{words}"
    );
    let team = round.sheet(app.world.principal.person, "领导班子");
    let words = printed(app.as_("principal").get(format!("{team}/form")).await);
    assert!(words.contains("领导班子考核表"), "{words}");
}

both!(sheets_to_fill_are_on_the_assessors_day);
async fn sheets_to_fill_are_on_the_assessors_day(app: TestApp) {
    open_round(&app).await;
    let client = app.as_("logistics");
    let day = client.get("/dashboard").await.expect(200);
    let waiting = day.body["waiting"].as_array().unwrap();
    let item = waiting.iter().find(|item| item["kind"] == "evaluation_sheets").unwrap();
    assert_eq!(item["figure"]["value"], 3);
    assert_eq!(listed(&app, "logistics", &item["figure"]).await, 3);
    let day = app.as_("teacher_a").get("/dashboard").await.expect(200);
    assert!(!day.text().contains("evaluation_sheets"));
}

both!(every_assessor_gets_a_sheet_for_everybody_his_group_rates_but_for_himself);
async fn every_assessor_gets_a_sheet_for_everybody_his_group_rates_but_for_himself(app: TestApp) {
    let round = evaluation::open_round(&app).await;
    let of = async |who: &str| -> Vec<String> {
        let rows = app
            .as_(who)
            .all(&format!("/evaluation-sheets?round_id={}", round.id))
            .await;
        let names = rows
            .iter()
            .map(|row| row["object"]["name"].as_str().unwrap().to_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let team = of("west_principal").await;
    assert_eq!(team.len(), 4, "the team and all three: {team:?}");
    assert_eq!(of("principal").await.len(), 3, "himself left out, his own team not");
    assert!(!of("principal").await.contains(&"高建国".to_owned()));
    assert_eq!(of("logistics").await.len(), 3);
    assert_eq!(of("office").await, Vec::<String>::new());
    let progress = app
        .as_("office")
        .get(format!("/evaluation-rounds/{}/sheets", round.id))
        .await
        .expect(200);
    assert_eq!(
        (&progress.body["handed_out"], &progress.body["submitted"]),
        (&json!(17), &json!(0))
    );
}
