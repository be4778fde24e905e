//! Ballots through HTTP, on both databases: boxes, codes, casting, sealing, and who may what.

use actix_web::http::Method;
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{
        Engine, Stage, TestApp,
        ballots::{all, ballot, blind, box_of, by_token, cast, codes, look_at, receipt},
        evaluation::{EvaluationRound, draft_round, evaluation_rules, move_round, open_round, scheme_in_force},
    },
};

async fn seal(app: &TestApp, round: &EvaluationRound) {
    move_round(app, round.id, json!({"move": "seal"})).await.expect(200);
}

/// Casts ballots of parents, all of this grade.
async fn parents_vote(app: &TestApp, round: &EvaluationRound, how_many: usize, grade: &str) -> Uuid {
    let parents = box_of(app, round.id, "parents").await;
    for code in codes(app, parents, how_many).await {
        cast(app, ballot(&code, &receipt(), &all(round, grade)))
            .await
            .expect(201);
    }
    parents
}

async fn receipts_of(app: &TestApp, id: Uuid) -> Vec<Value> {
    let list = app
        .anonymous()
        .get(format!("/public/ballot-boxes/{id}/receipts"))
        .await
        .expect(200);
    list.body["receipts"].as_array().unwrap().clone()
}

both!(a_code_is_good_for_one_ballot);
async fn a_code_is_good_for_one_ballot(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let code = codes(&app, parents, 2).await.remove(0);
    let anybody = app.anonymous();
    let form = anybody
        .post(
            "/public/ballots/lookup",
            json!({"code": code.to_lowercase().replace('-', " ")}),
        )
        .await
        .expect(200)
        .body;
    assert_eq!(form["group_name"], "家长代表测评");
    assert_eq!(form["objects"].as_array().unwrap().len(), 4);
    assert_eq!(form["objects"][1]["name"], "高建国");
    assert_eq!(
        form["dimensions"][0]["items"],
        json!(["按计划到联系学校", "听得到真话"])
    );
    assert_eq!(form["grades"][0], json!({"code": "excellent", "name": "优秀"}));
    let kept = receipt();
    let answer = cast(&app, ballot(&code, &kept, &all(&round, "excellent")))
        .await
        .expect(201);
    assert_eq!(answer.body, json!({ "receipt": kept }), "nothing but the receipt");
    // The answer got lost: the same phone sends again.
    let again = cast(&app, ballot(&code, &kept, &all(&round, "excellent")))
        .await
        .expect(201);
    assert_eq!(again.body, answer.body);
    cast(&app, ballot(&code, &receipt(), &all(&round, "excellent")))
        .await
        .problem(404, "ballot_credential_invalid");
    anybody
        .post("/public/ballots/lookup", json!({ "code": code }))
        .await
        .problem(404, "ballot_credential_invalid");
    let seen = look_at(&app, parents).await;
    assert_eq!(
        (&seen["turnout"], &seen["codes_made"], &seen["version"]),
        (&json!(1), &json!(2), &json!(3))
    );
    seal(&app, &round).await;
    assert_eq!(receipts_of(&app, parents).await, [json!(kept)]);
    let sealed = look_at(&app, parents).await;
    assert_eq!(
        sealed["counts"],
        json!({"ballots": 1, "by_code": 1, "by_token": 0, "by_paper": 0, "void": 0, "told": null, "hygiene": [
            {"rule": "all_equal", "ballots": null}, {"rule": "all_abstained", "ballots": null},
            {"rule": "all_worst", "ballots": null}
        ]})
    );
    assert_eq!((&sealed["turnout"], &sealed["is_open"]), (&json!(1), &json!(false)));
}

both!(wrong_used_and_closed_get_the_same_answer);
async fn wrong_used_and_closed_get_the_same_answer(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let two = codes(&app, parents, 2).await;
    let choices = all(&round, "competent");
    cast(&app, ballot(&two[0], &receipt(), &choices)).await.expect(201);
    let said = async |code: &str, choices: &Value| {
        let mut problem = cast(&app, ballot(code, &receipt(), choices))
            .await
            .problem(404, "ballot_credential_invalid");
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    };
    let wrong = said("2345-6789-ACDE-FHJ2", &choices).await;
    let unreadable = said("这不是测评码", &choices).await;
    // A used code does not tell either whether the choices would have fitted.
    let used = said(
        &two[0],
        &json!({Uuid::now_v7().to_string(): {"grassroots": "excellent"}}),
    )
    .await;
    app.advance(TimeDelta::days(8));
    let late = said(&two[1], &choices).await;
    seal(&app, &round).await;
    let sealed = said(&two[1], &choices).await;
    for other in [unreadable, used, late, sealed] {
        assert_eq!(other, wrong);
    }
}

both!(a_ballot_that_does_not_fit_costs_no_code);
async fn a_ballot_that_does_not_fit_costs_no_code(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let code = codes(&app, parents, 1).await.remove(0);
    let with = |name: &str, value: Value| {
        let mut body = ballot(&code, &receipt(), &all(&round, "basic"));
        body[name] = value;
        body
    };
    let stranger = Uuid::now_v7();
    let grade = |object: Uuid, dimension: &str, grade: &str| json!({object.to_string(): {dimension: grade}});
    let at = |object: Uuid, dimension: &str| format!("#/choices/{object}/{dimension}");
    cast(&app, with("choices", grade(stranger, "grassroots", "basic")))
        .await
        .refuses(&format!("#/choices/{stranger}"), "unknown_value");
    cast(&app, with("choices", grade(round.vice, "visits", "basic")))
        .await
        .refuses(&at(round.vice, "visits"), "unknown_value");
    cast(&app, with("choices", grade(round.vice, "grassroots", "superb")))
        .await
        .refuses(&at(round.vice, "grassroots"), "unknown_value");
    cast(&app, with("receipt", json!("2345-6789")))
        .await
        .refuses("#/receipt", "receipt");
    cast(&app, with("receipt", json!("2345-6789-ACDE-FHJK-MNP4")))
        .await
        .refuses("#/receipt", "receipt");
    cast(&app, with("remarks", json!([{"object_id": stranger, "content": "好"}])))
        .await
        .refuses("#/remarks/0/object_id", "unknown_reference");
    cast(
        &app,
        with("remarks", json!([{"object_id": null, "content": "好".repeat(501)}])),
    )
    .await
    .refuses("#/remarks/0/content", "length");
    let long = vec![json!({"object_id": null, "content": "好".repeat(500)}); 5];
    cast(&app, with("remarks", json!(long)))
        .await
        .refuses("#/remarks", "length");
    cast(&app, with("code", Value::Null))
        .await
        .refuses("#/code", "code_or_token");
    cast(&app, with("voter", json!("张女士")))
        .await
        .refuses("#/voter", "unknown_field");
    assert_eq!(look_at(&app, parents).await["turnout"], 0);
    cast(&app, with("choices", json!({}))).await.expect(201);
    assert_eq!(look_at(&app, parents).await["turnout"], 1);
}

both!(fifty_casts_of_one_code_at_once_are_one_ballot);
async fn fifty_casts_of_one_code_at_once_are_one_ballot(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let code = codes(&app, parents, 1).await.remove(0);
    let choices = all(&round, "excellent");
    let sent: Vec<Value> = (0..50).map(|_| ballot(&code, &receipt(), &choices)).collect();
    let answers = join_all(sent.into_iter().map(|body| cast(&app, body))).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((taken.len(), refused.len()), (1, 49));
    for answer in refused {
        answer.problem(404, "ballot_credential_invalid");
    }
    // The same phone fifty times at once: it hears of its ballot each time, and there is one.
    let code = codes(&app, parents, 1).await.remove(0);
    let kept = receipt();
    let again = (0..50).map(|_| cast(&app, ballot(&code, &kept, &choices)));
    for answer in join_all(again).await {
        assert_eq!(answer.expect(201).body["receipt"], kept);
    }
    assert_eq!(look_at(&app, parents).await["turnout"], 2);
    seal(&app, &round).await;
    let receipts = receipts_of(&app, parents).await;
    assert_eq!(receipts.len(), 2);
    assert!(receipts.contains(&taken[0].body["receipt"]) && receipts.contains(&json!(kept)));
}

/// Two servers on one database: the codes of one are used at both at once, while the office seals.
async fn casts_at_two_servers_while_the_office_seals(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (one, other) = (stage.app().await, stage.app().await);
    let round = open_round(&one).await;
    let parents = box_of(&one, round.id, "parents").await;
    let codes = codes(&one, parents, 40).await;
    let choices = all(&round, "competent");
    let sent: Vec<(String, Value)> = codes
        .iter()
        .flat_map(|code| [code, code])
        .map(|code| {
            let kept = receipt();
            let body = ballot(code, &kept, &choices);
            (kept, body)
        })
        .collect();
    let casting = join_all(sent.into_iter().enumerate().map(|(at, (kept, body))| {
        let app = if at % 2 == 0 { &one } else { &other };
        async move { (kept, cast(app, body).await) }
    }));
    let sealing = async {
        // Somewhere in the middle.
        for _ in 0..40 {
            actix_web::rt::task::yield_now().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        seal(&other, &round).await;
    };
    let (answers, ()) = futures_util::join!(casting, sealing);
    let mut taken: Vec<String> = Vec::new();
    for (kept, answer) in answers {
        match answer.status.as_u16() {
            201 => taken.push(kept),
            404 => drop(answer.problem(404, "ballot_credential_invalid")),
            status => panic!("{status}: {}", answer.text()),
        }
    }
    taken.sort();
    eprintln!("{engine:?}: {} of 40 were in the box when it was sealed", taken.len());
    assert!(taken.len() <= 40);
    assert_eq!(
        receipts_of(&one, parents).await,
        taken,
        "what was acknowledged is in the box, and nothing else"
    );
    let counts = &look_at(&one, parents).await["counts"];
    assert_eq!(
        (&counts["ballots"], &counts["by_code"]),
        (&json!(taken.len()), &json!(taken.len()))
    );
    stage.clear().await;
}

mod casts_against_sealing {
    use super::*;

    #[actix_web::test]
    async fn sqlite() {
        casts_at_two_servers_while_the_office_seals(Engine::Sqlite).await;
    }

    #[actix_web::test]
    async fn postgres() {
        casts_at_two_servers_while_the_office_seals(Engine::Postgres).await;
    }
}

both!(staff_get_one_token_and_vote_without_a_name);
async fn staff_get_one_token_and_vote_without_a_name(app: TestApp) {
    let round = open_round(&app).await;
    let staff = box_of(&app, round.id, "staff").await;
    let device = blind(&app, "teacher_a").await;
    assert_eq!(device.box_id, staff);
    let signed = device.ask(&app, "teacher_a").await.expect(200);
    let again = device.ask(&app, "teacher_a").await.expect(200);
    assert_eq!(again.body, signed.body, "an answer that got lost is given again");
    let second = blind(&app, "teacher_a").await;
    second.ask(&app, "teacher_a").await.problem(409, "ballot_token_taken");
    let own = app.as_("teacher_a").get("/own-ballots").await.expect(200);
    assert_eq!(own.items()[0]["token_taken"], true);
    let token = device.token(&signed);
    let kept = receipt();
    let choices = all(&round, "excellent");
    cast(&app, by_token(&token, &kept, &choices)).await.expect(201);
    cast(&app, by_token(&token, &kept, &choices)).await.expect(201);
    cast(&app, by_token(&token, &receipt(), &choices))
        .await
        .problem(404, "ballot_credential_invalid");
    assert_eq!(look_at(&app, staff).await["turnout"], 1);
    let own = app.as_("teacher_a").get("/own-ballots").await.expect(200);
    assert_eq!(own.items()[0]["token_taken"], true, "whether it was used nobody knows");
    // Twenty at once with another token.
    let device = blind(&app, "teacher_b").await;
    let signed = device.ask(&app, "teacher_b").await.expect(200);
    let token = device.token(&signed);
    let sent: Vec<Value> = (0..20).map(|_| by_token(&token, &receipt(), &choices)).collect();
    let answers = join_all(sent.into_iter().map(|body| cast(&app, body))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    seal(&app, &round).await;
    assert_eq!(look_at(&app, staff).await["counts"]["by_token"], 2);
}

both!(a_token_is_good_for_its_own_box_only);
async fn a_token_is_good_for_its_own_box_only(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let device = blind(&app, "teacher_c").await;
    let signed = device.ask(&app, "teacher_c").await.expect(200);
    let token = device.token(&signed);
    let choices = all(&round, "basic");
    let altered = |field: &str, value: Value| {
        let mut token = token.clone();
        token[field] = value;
        by_token(&token, &receipt(), &choices)
    };
    let zeros = "A".repeat(43);
    for wrong in [
        altered("box_id", json!(parents)),
        altered("box_id", json!(Uuid::now_v7())),
        altered("message", json!(zeros)),
        altered("randomizer", json!(zeros)),
        altered("signature", json!("A".repeat(342))),
    ] {
        cast(&app, wrong).await.problem(404, "ballot_credential_invalid");
    }
    cast(&app, altered("signature", json!("A")))
        .await
        .refuses("#/token/signature", "length");
    // Parents are nobody's account; a box without tokens signs nothing.
    app.as_("teacher_c")
        .post(format!("/ballot-boxes/{parents}/token"), device.sent())
        .await
        .problem(404, "not_found");
    // Another school votes elsewhere.
    let own = app.as_("stranger").get("/own-ballots").await.expect(200);
    assert_eq!(own.items().len(), 0);
    let staff = device.box_id;
    app.as_("stranger")
        .post(format!("/ballot-boxes/{staff}/token"), device.sent())
        .await
        .problem(404, "not_found");
    app.advance(TimeDelta::days(8));
    cast(&app, by_token(&token, &receipt(), &choices))
        .await
        .problem(404, "ballot_credential_invalid");
    assert_eq!(
        app.as_("teacher_c").get("/own-ballots").await.expect(200).items().len(),
        0
    );
}

both!(codes_can_be_made_beforehand_and_made_void);
async fn codes_can_be_made_beforehand_and_made_void(app: TestApp) {
    let scheme = scheme_in_force(&app, evaluation_rules()).await;
    let round = draft_round(&app, scheme).await;
    let parents = box_of(&app, round.id, "parents").await;
    let early = codes(&app, parents, 3).await;
    let choices = all(&round, "basic");
    cast(&app, ballot(&early[0], &receipt(), &choices))
        .await
        .problem(404, "ballot_credential_invalid");
    move_round(&app, round.id, json!({"move": "open"})).await.expect(200);
    cast(&app, ballot(&early[0], &receipt(), &choices)).await.expect(201);
    let office = app.as_("office");
    let version = look_at(&app, parents).await["version"].clone();
    office
        .delete(format!("/ballot-boxes/{parents}/codes"))
        .await
        .problem(428, "precondition_required");
    office
        .delete(format!("/ballot-boxes/{parents}/codes"))
        .if_match(&version)
        .await
        .expect(200);
    cast(&app, ballot(&early[1], &receipt(), &choices))
        .await
        .problem(404, "ballot_credential_invalid");
    let more = codes(&app, parents, 1).await;
    cast(&app, ballot(&more[0], &receipt(), &choices)).await.expect(201);
    seal(&app, &round).await;
    assert_eq!(look_at(&app, parents).await["counts"]["by_code"], 2);
    office
        .post(format!("/ballot-boxes/{parents}/codes"), json!({"count": 1}))
        .await
        .problem(409, "ballot_box_sealed");
    for count in [0, 501] {
        office
            .post(format!("/ballot-boxes/{parents}/codes"), json!({ "count": count }))
            .await
            .refuses("#/count", "range");
    }
}

both!(the_office_runs_boxes_and_nobody_sees_more_than_numbers);
async fn the_office_runs_boxes_and_nobody_sees_more_than_numbers(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let boxes = format!("/evaluation-rounds/{}/ballot-boxes", round.id);
    let path = format!("/ballot-boxes/{parents}");
    let seen = app.as_("principal").get(&boxes).await.expect(200);
    assert_eq!(seen.column("group_code"), ["staff", "parents"]);
    assert_eq!(seen.column("minimum"), [10, 5]);
    assert_eq!(seen.column("may_run"), [false, false]);
    for username in ["admin", "auditor", "powerless"] {
        app.as_(username).get(&boxes).await.expect(403);
        app.as_(username).get(&path).await.expect(403);
        app.as_(username)
            .post(format!("{path}/codes"), json!({"count": 1}))
            .await
            .expect(403);
    }
    for username in ["principal", "vice", "teacher_a"] {
        app.as_(username)
            .post(format!("{path}/codes"), json!({"count": 1}))
            .await
            .expect(403);
        app.as_(username)
            .patch(&path, json!({"eligible": 3}))
            .if_match(1)
            .await
            .expect(403);
    }
    for username in ["stranger_office", "teacher_a"] {
        app.as_(username).get(&path).await.problem(404, "not_found");
        app.as_(username)
            .get(format!("{path}/paper-entries"))
            .await
            .problem(404, "not_found");
    }
    app.as_("stranger_office")
        .post(format!("{path}/codes"), json!({"count": 1}))
        .await
        .problem(404, "not_found");
    // An assessor sees the round, and no box.
    assert_eq!(app.as_("vice").get(&boxes).await.expect(200).items().len(), 0);
    let changed = app
        .as_("bureau_officer")
        .patch(
            &path,
            json!({"eligible": 120, "teller_ids": [app.world.teacher_a.person, app.world.teacher_b.person]}),
        )
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(changed.body["eligible"], 120);
    assert_eq!(changed.body["tellers"].as_array().unwrap().len(), 2);
    let office = app.as_("office");
    office
        .patch(&path, json!({"eligible": 5}))
        .if_match(2)
        .await
        .problem(412, "stale_version");
    let one = json!({"teller_ids": [app.world.teacher_a.person]});
    office
        .patch(&path, one)
        .if_match(3)
        .await
        .refuses("#/teller_ids", "two_tellers");
    let evaluated = json!({"teller_ids": [app.world.teacher_a.person, app.world.vice.person]});
    let refused = office
        .patch(&path, evaluated)
        .if_match(3)
        .await
        .problem(422, "invalid_fields");
    assert_eq!(refused["errors"][0]["code"], "is_evaluated");
    let foreign = json!({"teller_ids": [app.world.teacher_a.person, app.world.stranger.person]});
    let refused = office
        .patch(&path, foreign)
        .if_match(3)
        .await
        .problem(422, "invalid_fields");
    assert_eq!(refused["errors"][0]["code"], "unknown_reference");
    // A teller finds the box he counts, and only that one.
    assert_eq!(
        app.as_("teacher_a").get(&boxes).await.expect(200).column("group_code"),
        ["parents"]
    );
    let silent = app
        .anonymous()
        .request(Method::GET, format!("/public{path}/receipts"))
        .await;
    silent.problem(404, "not_found");
}

both!(remarks_come_after_sealing_and_only_from_enough_voters);
async fn remarks_come_after_sealing_and_only_from_enough_voters(app: TestApp) {
    let round = open_round(&app).await;
    let parents = parents_vote(&app, &round, 4, "excellent").await;
    let remark = |object: Option<Uuid>, content: &str| json!({"object_id": object, "content": content});
    let code = codes(&app, parents, 1).await.remove(0);
    let mut body = ballot(&code, &receipt(), &all(&round, "competent"));
    body["remarks"] = json!([
        remark(None, "希望多开家长会。"),
        remark(Some(round.principal), "说话算数。"),
        remark(Some(round.vice), "常来教学点。")
    ]);
    cast(&app, body).await.expect(201);
    let staff = box_of(&app, round.id, "staff").await;
    let code = codes(&app, staff, 1).await.remove(0);
    let mut body = ballot(&code, &receipt(), &all(&round, "poor"));
    body["remarks"] = json!([remark(None, "一个人的意见。")]);
    cast(&app, body).await.expect(201);
    let path = format!("/ballot-boxes/{parents}/remarks");
    app.as_("office").get(&path).await.problem(409, "ballot_box_not_sealed");
    seal(&app, &round).await;
    let seen = app.as_("office").get(&path).await.expect(200);
    assert_eq!((seen.items().len(), &seen.body["hidden"]), (3, &json!(false)));
    let principal = app.as_("principal").get(&path).await.expect(200);
    let mut about: Vec<_> = principal.column("object_name");
    about.sort_by_key(ToString::to_string);
    assert_eq!(
        about,
        [json!("马志远"), Value::Null],
        "nobody reads what is written of himself"
    );
    let few = app
        .as_("office")
        .get(format!("/ballot-boxes/{staff}/remarks"))
        .await
        .expect(200);
    assert_eq!((few.items().len(), &few.body["hidden"]), (0, &json!(true)));
    for username in ["teacher_a", "vice", "admin"] {
        app.as_(username).get(&path).await.expect(403);
    }
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
}

both!(small_numbers_of_those_who_were_told_what_to_fill_are_not_told);
async fn small_numbers_of_those_who_were_told_what_to_fill_are_not_told(app: TestApp) {
    for (told, not, shown) in [(3, 9, Value::Null), (5, 7, json!(5)), (9, 2, Value::Null)] {
        let round = open_round(&app).await;
        let parents = box_of(&app, round.id, "parents").await;
        for (at, code) in codes(&app, parents, told + not).await.iter().enumerate() {
            let mut body = ballot(code, &receipt(), &all(&round, "competent"));
            body["told"] = json!(at < told);
            cast(&app, body).await.expect(201);
        }
        seal(&app, &round).await;
        let counts = look_at(&app, parents).await["counts"].clone();
        assert_eq!(counts["told"], shown, "{told} of {}", told + not);
        assert_eq!(
            counts["hygiene"][0],
            json!({"rule": "all_equal", "ballots": told + not})
        );
        assert_eq!(counts["hygiene"][2], json!({"rule": "all_worst", "ballots": 0}));
    }
}

both!(slips_and_papers_are_printed);
async fn slips_and_papers_are_printed(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let slips = app
        .as_("office")
        .post(format!("/ballot-boxes/{parents}/slips"), json!({"count": 9}))
        .await
        .expect(200);
    let text = printed(slips);
    assert!(text.contains("家长代表测评") && text.contains("只能用一次"), "{text}");
    let code = text
        .split_whitespace()
        .find(|word| word.len() == 19 && word.matches('-').count() == 3)
        .unwrap_or_else(|| panic!("no code in {text}"));
    cast(&app, ballot(code, &receipt(), &all(&round, "competent")))
        .await
        .expect(201);
    assert_eq!(look_at(&app, parents).await["codes_made"], 9);
    let paper = printed(
        app.as_("office")
            .get(format!("/ballot-boxes/{parents}/form"))
            .await
            .expect(200),
    );
    for words in [
        "民主测评票",
        "高建国",
        "深入基层",
        "基本称职",
        "不要写姓名",
        "意见和建议",
    ] {
        assert!(paper.contains(words), "no {words} in {paper}");
    }
    app.as_("teacher_a")
        .get(format!("/ballot-boxes/{parents}/form"))
        .await
        .problem(404, "not_found");
}
