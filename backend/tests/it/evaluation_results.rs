//! Results of evaluation, through HTTP, on both databases: computed, explained, told, objected to, corrected, archived.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use lianxin::entities::{
    ballot::{self, Choices},
    ballot_box,
    evaluation_sheet::{self, SheetGrades},
    ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId, PersonId},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{
        Answer, TestApp,
        evaluation::{EvaluationRound, move_round, open_round},
    },
    transfer::cells,
};

const BEST: &str = "excellent";
const NEXT: &str = "competent";

/// A sheet: the grades of `visits`, `listening` and `difficulties`.
fn sheet(app: &TestApp, object: Uuid, group: &str, assessor: PersonId, grades: [&str; 3]) -> evaluation_sheet::Model {
    let codes = ["visits", "listening", "difficulties"].map(str::to_owned);
    let grades = codes.into_iter().zip(grades.map(|grade| Some(grade.to_owned())));
    evaluation_sheet::Model {
        id: EvaluationSheetId::new(),
        round_id: EvaluationRoundId(Uuid::nil()),
        object_id: EvaluationObjectId(object),
        group_code: group.into(),
        assessor_id: assessor,
        grades: SheetGrades(grades.collect()),
        remark: None,
        submitted_at: Some(app.now()),
        set_aside_reason: None,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    }
}

/// What one voter says of the four objects: the grades of `grassroots` and `difficulties`.
fn choices(round: &EvaluationRound, principal: [&str; 2]) -> Choices {
    let say = |[one, other]: [&str; 2]| {
        BTreeMap::from([
            ("grassroots".to_owned(), Some(one.to_owned())),
            ("difficulties".to_owned(), Some(other.to_owned())),
        ])
    };
    let said = [
        (round.team, [BEST, BEST]),
        (round.principal, principal),
        (round.vice, [BEST, BEST]),
        (round.logistics, [NEXT, NEXT]),
    ];
    Choices(
        said.into_iter()
            .map(|(object, grades)| (EvaluationObjectId(object), say(grades)))
            .collect(),
    )
}

/// A sealed round with sheets in both groups, twelve ballots and a void one of the staff, four of the parents.
async fn sealed(app: &TestApp) -> EvaluationRound {
    let round = open_round(app).await;
    let world = &app.world;
    let mut sheets = Vec::new();
    for object in [round.team, round.vice, round.logistics, round.principal] {
        let grade = if object == round.logistics { NEXT } else { BEST };
        let his = object == round.principal;
        let west = if his { [BEST, NEXT, BEST] } else { [grade; 3] };
        sheets.push(sheet(app, object, "leaders", world.west_principal.person, west));
        if object != round.vice {
            sheets.push(sheet(app, object, "leaders", world.vice.person, [grade; 3]));
        }
        sheets.push(sheet(app, object, "middle", world.east_principal.person, [grade; 3]));
        if object != round.logistics {
            let last = if his { NEXT } else { grade };
            sheets.push(sheet(
                app,
                object,
                "middle",
                world.logistics.person,
                [grade, grade, last],
            ));
        }
    }
    evaluation_sheet::Entity::delete_many().exec(app.db()).await.unwrap();
    for mut sheet in sheets {
        sheet.round_id = EvaluationRoundId(round.id);
        let row = sheet.into_active_model();
        evaluation_sheet::Entity::insert(row)
            .exec_without_returning(app.db())
            .await
            .unwrap();
    }
    move_round(app, round.id, json!({"move": "seal"})).await.expect(200);
    for (group, voters) in [("staff", 12), ("parents", 4)] {
        let found = ballot_box::Entity::find()
            .filter(ballot_box::Column::RoundId.eq(round.id))
            .filter(ballot_box::Column::GroupCode.eq(group));
        let box_id = found.one(app.db()).await.unwrap().unwrap().id;
        let mut ballots: Vec<(bool, Choices)> = (0..voters)
            .map(|voter| (false, choices(&round, [BEST, if voter < 3 { NEXT } else { BEST }])))
            .collect();
        ballots.push((true, Choices::default()));
        for (is_void, choices) in ballots {
            let row = ballot::Model {
                id: Uuid::new_v4(),
                box_id,
                is_void,
                choices,
            };
            ballot::Entity::insert(row.into_active_model())
                .exec_without_returning(app.db())
                .await
                .unwrap();
        }
    }
    round
}

async fn scored(app: &TestApp) -> EvaluationRound {
    let round = sealed(app).await;
    move_round(app, round.id, json!({"move": "score"})).await.expect(200);
    round
}

async fn published(app: &TestApp) -> EvaluationRound {
    let round = scored(app).await;
    move_round(app, round.id, json!({"move": "publish"})).await.expect(200);
    round
}

async fn results(app: &TestApp, username: &str, round: &EvaluationRound) -> Answer {
    app.as_(username)
        .get(format!("/evaluation-rounds/{}/results", round.id))
        .await
        .expect(200)
}

fn of(results: &Answer, object: Uuid) -> &Value {
    let found = results.items().iter().find(|row| row["object_id"] == json!(object));
    found.unwrap_or_else(|| panic!("no result of {object}"))
}

fn id_of(result: &Value) -> String {
    result["id"].as_str().unwrap().to_owned()
}

/// What the office sees as the principal's result.
async fn of_principal(app: &TestApp, round: &EvaluationRound) -> String {
    id_of(of(&results(app, "office", round).await, round.principal))
}

async fn explained(app: &TestApp, username: &str, id: &str) -> Answer {
    app.as_(username).get(format!("/evaluation-results/{id}")).await
}

async fn object_to(app: &TestApp, username: &str, object: Uuid) -> Answer {
    let body = json!({"object_id": object, "content": "西村的考核表与实际不符，请核对"});
    app.as_(username).post("/evaluation-objections", body).await
}

async fn decide(app: &TestApp, username: &str, id: Uuid, body: Value) -> Answer {
    app.as_(username)
        .post(format!("/evaluation-objections/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

both!(results_come_from_sheets_and_ballots_and_say_how);
async fn results_come_from_sheets_and_ballots_and_say_how(app: TestApp) {
    let round = sealed(&app).await;
    app.as_("office")
        .get(format!("/evaluation-rounds/{}/results", round.id))
        .await
        .problem(409, "not_scored");
    move_round(&app, round.id, json!({"move": "score"})).await.expect(200);
    let found = results(&app, "office", &round).await;
    assert_eq!(found.column("position"), [1, 2, 3, 4]);
    assert_eq!(found.column("score"), ["100.00", "96.16", "100.00", "80.00"]);
    // One place for three cadres: the better of the two has it, and a team needs none.
    assert_eq!(found.column("grade"), [BEST, NEXT, BEST, NEXT]);
    assert_eq!(found.column("lowered"), [false, true, false, false]);
    let his = of(&found, round.principal);
    assert_eq!(his["organisational"], "95.6000");
    assert_eq!(his["mass"], "97.0000");
    assert_eq!(his["hidden_groups"], json!(["家长代表测评"]));
    let answer = explained(&app, "office", &id_of(his)).await.expect(200);
    let explanation = &answer.body["explanation"];
    assert_eq!(explanation["band"], BEST);
    assert_eq!(
        explanation["cap"],
        json!({"percent": "34", "rated": 3, "places": 1, "good_enough": 2, "lowered": true, "tied": false})
    );
    let leaders = &explanation["parts"][0]["groups"][0];
    assert_eq!(leaders["score"], "98.0000");
    assert_eq!(leaders["dimensions"][0]["mean"], "95.0000");
    let names: Vec<&str> = leaders["sheets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sheet| sheet["assessor_name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"宋春华") && names.contains(&"马志远"), "{names:?}");
    let staff = &explanation["parts"][1]["groups"][0];
    assert_eq!(staff["raters"], 12);
    assert_eq!(
        staff["dimensions"][1]["grades"][1],
        json!({"code": NEXT, "name": "称职", "value": "80", "count": 3})
    );
    let parents = &explanation["parts"][1]["groups"][1];
    assert_eq!(parents["missing"], "below_minimum");
    assert_eq!(
        [&parents["raters"], &parents["score"], &parents["dimensions"]],
        [&json!(null), &json!(null), &json!([])]
    );
}

both!(what_too_few_voted_is_told_to_nobody);
async fn what_too_few_voted_is_told_to_nobody(app: TestApp) {
    let round = sealed(&app).await;
    let path = format!("/evaluation-rounds/{}/tallies", round.id);
    let tallies = app.as_("office").get(&path).await.expect(200);
    let [staff, parents] = &tallies.items()[..] else {
        panic!("two boxes")
    };
    assert_eq!([&staff["ballots"], &staff["void"]], [&json!(12), &json!(1)]);
    assert_eq!(staff["objects"][1]["dimensions"][1]["grades"][1]["count"], 3);
    assert_eq!(
        [&parents["ballots"], &parents["void"], &parents["objects"]],
        [&json!(null), &json!(null), &json!([])]
    );
    // Not about himself and the team he leads, until it is published.
    let his = app.as_("principal").get(&path).await.expect(200);
    let names: Vec<&Value> = his.items()[0]["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| &object["name"])
        .collect();
    assert_eq!(names, ["马志远", "郭大勇"]);
    app.as_("vice").get(&path).await.problem(403, "forbidden");
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
}

both!(nobody_reads_about_himself_before_it_is_published_and_never_who_said_it);
async fn nobody_reads_about_himself_before_it_is_published_and_never_who_said_it(app: TestApp) {
    let round = scored(&app).await;
    let his = of_principal(&app, &round).await;
    let seen = results(&app, "principal", &round).await;
    assert_eq!(seen.body["withheld"], 2);
    assert_eq!(seen.column("name"), ["马志远", "郭大勇"]);
    for username in ["principal", "vice", "stranger_office", "teacher_a"] {
        explained(&app, username, &his).await.problem(404, "not_found");
        let own = app.as_(username).get("/own-evaluation-results").await.expect(200);
        assert!(own.items().is_empty(), "{username}");
    }
    assert!(
        app.as_("principal")
            .get("/notices")
            .await
            .expect(200)
            .items()
            .is_empty()
    );
    app.as_("office")
        .get(format!("/evaluation-results/{his}/form"))
        .await
        .problem(409, "not_published");

    move_round(&app, round.id, json!({"move": "publish"})).await.expect(200);
    let own = app.as_("principal").get("/own-evaluation-results").await.expect(200);
    assert_eq!(own.items().len(), 2);
    assert_eq!(of(&own, round.principal)["may_object"], true);
    let answer = explained(&app, "principal", &his).await.expect(200);
    assert!(!answer.text().contains("宋春华") && !answer.text().contains("assessor_name\":\""));
    let leaders = &answer.body["explanation"]["parts"][0]["groups"][0];
    assert_eq!(leaders["sheets"], json!([]));
    assert_eq!(leaders["missing"], "few_sheets");
    assert_eq!(leaders["score"], Value::Null);
    explained(&app, "vice", &his).await.problem(404, "not_found");
    let told = app.as_("principal").get("/notices?kind=published").await.expect(200);
    assert_eq!(told.items().len(), 2);
    assert_eq!(told.items()[0]["object"]["title"], "2026年秋季学期干部考评");
    assert_eq!(told.items()[0]["facts"]["due_at"], "2026-11-30T15:59:59Z");
    let told = app.as_("vice").get("/notices").await.expect(200);
    assert_eq!(told.items().len(), 1);
    let own = app.as_("vice").get("/own-evaluation-results").await.expect(200);
    assert_eq!(own.column("score"), ["100.00"]);
    assert_eq!(told.items()[0]["object"]["id"], own.items()[0]["id"]);
}

both!(an_objection_that_is_upheld_corrects_the_result_and_the_first_one_stays);
async fn an_objection_that_is_upheld_corrects_the_result_and_the_first_one_stays(app: TestApp) {
    let round = published(&app).await;
    let first = of_principal(&app, &round).await;
    let objection: Uuid = object_to(&app, "principal", round.principal).await.expect(201).id();
    object_to(&app, "principal", round.principal)
        .await
        .problem(409, "already_objected");
    let waiting = app.as_("office").get("/notices?kind=objection").await.expect(200);
    assert_eq!(waiting.column("facts")[0]["by"], "高建国");
    assert!(
        app.as_("principal")
            .get("/notices?kind=objection")
            .await
            .expect(200)
            .items()
            .is_empty()
    );
    let answer = explained(&app, "office", &first).await.expect(200);
    assert_eq!(answer.body["objection_id"], json!(objection));
    let sheets = answer.body["explanation"]["parts"][0]["groups"][0]["sheets"].clone();
    let west = sheets
        .as_array()
        .unwrap()
        .iter()
        .find(|sheet| sheet["assessor_name"] == "宋春华")
        .unwrap()["sheet_id"]
        .clone();
    let aside = json!([{"sheet_id": west, "reason": "与被考核人有亲属关系，应当回避"}]);

    let uphold = json!({"move": "uphold", "decision": "经核实，一份考核表应当回避，不予计入。"});
    decide(&app, "office", objection, uphold.clone())
        .await
        .refuses("#/grade", "required");
    let mut wrong = uphold.clone();
    wrong["set_aside"] = json!([{"sheet_id": Uuid::now_v7(), "reason": "不存在"}]);
    decide(&app, "office", objection, wrong)
        .await
        .refuses("#/set_aside/0/sheet_id", "unknown_reference");
    let mut wrong = uphold.clone();
    wrong["grade"] = json!("splendid");
    decide(&app, "office", objection, wrong)
        .await
        .refuses("#/grade", "unknown_reference");
    decide(
        &app,
        "principal",
        objection,
        json!({"move": "reject", "decision": "维持原结果。"}),
    )
    .await
    .problem(403, "forbidden");
    let mut uphold = uphold;
    uphold["set_aside"] = aside;
    let decided = decide(&app, "office", objection, uphold.clone()).await.expect(200);
    assert_eq!(decided.body["state"], "upheld");
    assert_eq!(decided.body["allowed_moves"], json!([]));
    let second = decided.body["result_id"].as_str().unwrap().to_owned();
    decide(&app, "office", objection, uphold)
        .await
        .problem(409, "illegal_move");

    // (60 · 96.4 + 40 · 97) / 100; the vice principal keeps his place.
    let now = results(&app, "office", &round).await;
    assert_eq!(now.column("score"), ["100.00", "96.64", "100.00", "80.00"]);
    assert_eq!(now.column("revision"), [1, 2, 1, 1]);
    assert_eq!(now.column("grade"), [BEST, NEXT, BEST, NEXT]);
    for username in ["office", "principal"] {
        let before = explained(&app, username, &first).await.expect(200);
        assert_eq!(before.body["score"], "96.16");
        assert_eq!(before.body["revisions"][1]["score"], "96.64");
        let after = explained(&app, username, &second).await.expect(200);
        assert_eq!(after.body["reason"], "经核实，一份考核表应当回避，不予计入。");
        assert_eq!(after.body["may_object"], false);
    }
    let after = explained(&app, "office", &second).await.expect(200);
    let aside = after.text().matches("应当回避\"").count();
    assert!(aside >= 1, "{}", after.text());
    let told = app.as_("principal").get("/notices?kind=decided").await.expect(200);
    assert_eq!(told.items()[0]["object"]["id"], json!(second));
    let events = app
        .as_("office")
        .get(format!("/evaluation-rounds/{}/events", round.id))
        .await
        .expect(200);
    let step = events.items().last().unwrap();
    assert_eq!(step["step"], "correct");
    assert_eq!(step["changes"]["sheets_set_aside"], 1);
}

both!(a_grade_can_be_set_with_a_reason_where_the_numbers_do_not_say_it);
async fn a_grade_can_be_set_with_a_reason_where_the_numbers_do_not_say_it(app: TestApp) {
    let round = published(&app).await;
    let objection: Uuid = object_to(&app, "vice", round.vice).await.expect(201).id();
    let uphold = json!({"move": "uphold", "decision": "公布后查实须回避的情形，定为称职。", "grade": NEXT});
    decide(&app, "principal", objection, uphold).await.expect(200);
    let now = results(&app, "principal", &round).await;
    let his = of(&now, round.vice);
    assert_eq!(
        [&his["score"], &his["grade"], &his["revision"]],
        [&json!("100.00"), &json!(NEXT), &json!(2)]
    );
    let answer = explained(&app, "vice", &id_of(his)).await.expect(200);
    assert_eq!(answer.body["explanation"]["set_grade"]["grade"], NEXT);
    assert_eq!(answer.body["explanation"]["band"], BEST);
}

both!(objections_have_their_time_and_their_judges);
async fn objections_have_their_time_and_their_judges(app: TestApp) {
    let round = scored(&app).await;
    object_to(&app, "vice", round.vice)
        .await
        .refuses("#/object_id", "unknown_reference");
    move_round(&app, round.id, json!({"move": "publish"})).await.expect(200);
    object_to(&app, "vice", round.principal)
        .await
        .refuses("#/object_id", "unknown_reference");
    object_to(&app, "office", round.team)
        .await
        .refuses("#/object_id", "unknown_reference");
    let objection: Uuid = object_to(&app, "principal", round.team).await.expect(201).id();
    for username in ["vice", "stranger_office", "east_principal"] {
        app.as_(username)
            .get(format!("/evaluation-objections/{objection}"))
            .await
            .problem(404, "not_found");
        assert!(
            app.as_(username)
                .get("/evaluation-objections")
                .await
                .expect(200)
                .items()
                .is_empty()
        );
    }
    decide(&app, "office", objection, json!({"move": "withdraw"}))
        .await
        .problem(403, "forbidden");
    decide(
        &app,
        "principal",
        objection,
        json!({"move": "withdraw", "decision": "不用再说"}),
    )
    .await
    .refuses("#/decision", "length");
    decide(
        &app,
        "principal",
        objection,
        json!({"move": "withdraw", "decision": "不用再说明了"}),
    )
    .await
    .refuses("#/decision", "not_used");
    decide(&app, "principal", objection, json!({"move": "withdraw"}))
        .await
        .expect(200);
    let again: Uuid = object_to(&app, "principal", round.team).await.expect(201).id();
    decide(&app, "office", again, json!({"move": "reject"}))
        .await
        .refuses("#/decision", "required");
    let refused = json!({"move": "reject", "decision": "经核对，计算无误，维持原结果。"});
    decide(&app, "bureau_officer", again, refused).await.expect(200);
    let seen = app
        .as_("office")
        .get("/evaluation-objections?state=rejected")
        .await
        .expect(200);
    assert_eq!(seen.column("decided_by_name"), ["教育局"]);
    let told = app.as_("principal").get("/notices?kind=decided").await.expect(200);
    assert_eq!(told.items().len(), 1);

    // Five working days after Monday, 23 November: 30 November is the last one.
    app.advance(TimeDelta::days(7));
    object_to(&app, "vice", round.vice).await.expect(201);
    app.advance(TimeDelta::days(1));
    object_to(&app, "logistics", round.logistics)
        .await
        .problem(409, "objections_closed");
    let own = app.as_("logistics").get("/own-evaluation-results").await.expect(200);
    assert_eq!(own.column("may_object"), [false]);
}

both!(archived_results_are_read_for_a_reason_and_every_look_is_listed);
async fn archived_results_are_read_for_a_reason_and_every_look_is_listed(app: TestApp) {
    let round = published(&app).await;
    let his = of_principal(&app, &round).await;
    app.advance(TimeDelta::days(8));
    move_round(&app, round.id, json!({"move": "archive"})).await.expect(200);
    let office = app.as_("office");
    for path in ["results", "tallies", "form", "workbook"] {
        let answer = office.get(format!("/evaluation-rounds/{}/{path}", round.id)).await;
        answer.problem(400, "invalid_parameter");
    }
    office
        .get(format!("/evaluation-results/{his}"))
        .await
        .problem(400, "invalid_parameter");
    explained(&app, "principal", &his).await.expect(200);
    let reason = "reason=%E7%A0%94%E7%A9%B6%E4%BB%BB%E7%94%A8";
    office
        .get(format!("/evaluation-rounds/{}/results?{reason}", round.id))
        .await
        .expect(200);
    office
        .get(format!("/evaluation-results/{his}?{reason}"))
        .await
        .expect(200);
    let path = format!("/evaluation-rounds/{}/looks", round.id);
    let looks = app.as_("principal").get(&path).await.expect(200);
    assert_eq!(looks.column("object_name"), [json!("高建国"), json!(null)]);
    assert_eq!(looks.column("reason"), ["研究任用", "研究任用"]);
    assert_eq!(looks.column("account_name"), ["林秀英", "林秀英"]);
    app.as_("vice").get(&path).await.problem(403, "forbidden");
    let audit = app
        .as_("auditor")
        .get("/audit-events?action=evaluation_result.read")
        .await
        .expect(200);
    assert_eq!(audit.items().len(), 2);
}

both!(the_official_forms_say_the_same);
async fn the_official_forms_say_the_same(app: TestApp) {
    let round = published(&app).await;
    let his = of_principal(&app, &round).await;
    let office = app.as_("office");
    let words = printed(office.get(format!("/evaluation-rounds/{}/form", round.id)).await);
    for part in [
        "考评结果汇总表",
        "青山中心小学",
        "高建国",
        "96.16",
        "受优秀比例限制",
        "票数不足未计入：家长代表测评",
        "组织考评60:群众测评40",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let words = printed(
        app.as_("principal")
            .get(format!("/evaluation-results/{his}/form"))
            .await,
    );
    for part in [
        "考评结果告知书",
        "高建国",
        "96.16",
        "称职",
        "教职工测评",
        "97.0000",
        "2026年11月30日",
        "申请复核",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!words.contains("宋春华") && !words.contains("98.0000"), "{words}");
    let book = office
        .get(format!("/evaluation-rounds/{}/workbook", round.id))
        .await
        .expect(200);
    let cells = cells(&book.bytes);
    for part in ["高建国", "96.16", "95.6", "称职"] {
        assert!(cells.iter().any(|cell| cell == part), "{part} is not in {cells:?}");
    }
    app.as_("vice")
        .get(format!("/evaluation-rounds/{}/form", round.id))
        .await
        .problem(403, "forbidden");
}
