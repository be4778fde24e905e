//! Papers keyed in by two tellers, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Answer, TestApp,
        ballots::{all, ballot, box_of, cast, codes, look_at, receipt},
        evaluation::{EvaluationRound, move_round, open_round},
    },
};

/// An open round whose parents' papers are counted by two teachers and the head of the west school; five were noted.
async fn counted(app: &TestApp) -> (EvaluationRound, Uuid) {
    let round = open_round(app).await;
    let parents = box_of(app, round.id, "parents").await;
    let world = &app.world;
    let tellers = [
        world.teacher_a.person,
        world.teacher_b.person,
        world.west_principal.person,
    ];
    app.as_("office")
        .patch(format!("/ballot-boxes/{parents}"), json!({ "teller_ids": tellers }))
        .if_match(2)
        .await
        .expect(200);
    app.as_("office")
        .post(format!("/ballot-boxes/{parents}/papers"), json!({"count": 5}))
        .await
        .expect(200);
    (round, parents)
}

fn read(choices: &Value) -> Value {
    json!({"choices": choices, "remarks": [], "told": false, "is_void": false})
}

async fn enter(app: &TestApp, username: &str, id: Uuid, number: i32, entry: &Value) -> Answer {
    app.as_(username)
        .put(format!("/ballot-boxes/{id}/paper-entries/{number}"), entry.clone())
        .await
}

both!(a_paper_counts_when_two_tellers_read_the_same);
async fn a_paper_counts_when_two_tellers_read_the_same(app: TestApp) {
    let (round, parents) = counted(&app).await;
    let good = read(&all(&round, "excellent"));
    let first = enter(&app, "teacher_a", parents, 1, &good).await.expect(200);
    assert_eq!(first.body["state"], "waiting");
    let other = read(&all(&round, "competent"));
    let second = enter(&app, "teacher_b", parents, 1, &other).await.expect(200);
    assert_eq!(second.body["state"], "differing");
    enter(&app, "teacher_a", parents, 2, &good).await.expect(200);
    let refused = move_round(&app, round.id, json!({"move": "seal"}))
        .await
        .problem(409, "papers_disagree");
    assert!(refused["detail"].as_str().unwrap().contains("第 1、2 张"), "{refused}");
    let state = app
        .as_("office")
        .get(format!("/evaluation-rounds/{}", round.id))
        .await
        .expect(200);
    assert_eq!(state.body["state"], "open", "a refused sealing changes nothing");
    // Each sees what he read himself, and never what the other one did.
    let path = format!("/ballot-boxes/{parents}/paper-entries");
    let own = app.as_("teacher_a").get(format!("{path}/1")).await.expect(200);
    assert_eq!(own.body["choices"], all(&round, "excellent"));
    app.as_("west_principal")
        .get(format!("{path}/1"))
        .await
        .problem(404, "not_found");
    enter(&app, "west_principal", parents, 1, &good)
        .await
        .problem(409, "paper_keyed_in");
    let list = app.as_("teacher_b").get(&path).await.expect(200);
    assert_eq!(
        list.body["items"],
        json!([{"number": 1, "state": "differing", "is_own": true}, {"number": 2, "state": "waiting", "is_own": false}])
    );
    assert_eq!(
        (&list.body["may_enter"], &list.body["papers_made"]),
        (&json!(true), &json!(5))
    );
    let office = app.as_("office").get(&path).await.expect(200);
    assert_eq!(office.body["may_enter"], false);
    assert!(!office.text().contains("\"choices\""));
    let agreed = enter(&app, "teacher_b", parents, 1, &good).await.expect(200);
    assert_eq!(agreed.body["state"], "agreed");
    enter(&app, "west_principal", parents, 2, &good).await.expect(200);
    let seen = look_at(&app, parents).await;
    assert_eq!(
        seen["papers"],
        json!({"entered": 2, "agreed": 2, "differing": [], "waiting": []})
    );
    assert_eq!(seen["turnout"], 2);
    move_round(&app, round.id, json!({"move": "seal"})).await.expect(200);
    let counts = &look_at(&app, parents).await["counts"];
    assert_eq!(
        (&counts["ballots"], &counts["by_paper"], &counts["void"]),
        (&json!(2), &json!(2), &json!(0))
    );
    enter(&app, "teacher_a", parents, 3, &good)
        .await
        .problem(409, "ballot_box_closed");
}

both!(a_void_paper_is_counted_apart);
async fn a_void_paper_is_counted_apart(app: TestApp) {
    let (round, parents) = counted(&app).await;
    let void = json!({"choices": {}, "is_void": true});
    let half = json!({"choices": all(&round, "basic"), "is_void": true});
    enter(&app, "teacher_a", parents, 1, &half)
        .await
        .refuses("#/is_void", "void_paper_says_nothing");
    enter(&app, "teacher_a", parents, 1, &void).await.expect(200);
    let empty = read(&json!({}));
    let differing = enter(&app, "teacher_b", parents, 1, &empty).await.expect(200);
    assert_eq!(differing.body["state"], "differing", "an empty paper is not a void one");
    enter(&app, "teacher_b", parents, 1, &void).await.expect(200);
    for code in codes(&app, parents, 5).await {
        cast(&app, ballot(&code, &receipt(), &all(&round, "excellent")))
            .await
            .expect(201);
    }
    move_round(&app, round.id, json!({"move": "seal"})).await.expect(200);
    let counts = &look_at(&app, parents).await["counts"];
    assert_eq!(
        [
            &counts["ballots"],
            &counts["void"],
            &counts["by_code"],
            &counts["by_paper"]
        ],
        [&json!(6), &json!(1), &json!(5), &json!(1)]
    );
}

both!(only_chosen_tellers_key_in_papers_that_were_noted);
async fn only_chosen_tellers_key_in_papers_that_were_noted(app: TestApp) {
    let (round, parents) = counted(&app).await;
    let staff = box_of(&app, round.id, "staff").await;
    let good = read(&all(&round, "excellent"));
    for username in ["office", "principal", "teacher_c", "stranger", "vice"] {
        enter(&app, username, parents, 1, &good).await.problem(404, "not_found");
        app.as_(username)
            .get(format!("/ballot-boxes/{parents}/paper-entries/1"))
            .await
            .problem(404, "not_found");
    }
    for username in ["admin", "bureau_officer", "auditor"] {
        enter(&app, username, parents, 1, &good).await.expect(403);
    }
    enter(&app, "teacher_a", staff, 1, &good)
        .await
        .problem(404, "not_found");
    enter(&app, "teacher_a", parents, 6, &good)
        .await
        .problem(409, "paper_not_noted");
    enter(&app, "teacher_a", parents, 0, &good)
        .await
        .problem(404, "not_found");
    let wrong = read(&json!({round.vice.to_string(): {"visits": "excellent"}}));
    enter(&app, "teacher_a", parents, 1, &wrong)
        .await
        .refuses(&format!("#/choices/{}/visits", round.vice), "unknown_value");
    let mut words = good.clone();
    words["remarks"] = json!([{"object_id": round.vice, "content": "多来，多听。"}]);
    enter(&app, "teacher_a", parents, 1, &words).await.expect(200);
    words["remarks"][0]["content"] = json!("多来 多听");
    let agreed = enter(&app, "teacher_b", parents, 1, &words).await.expect(200);
    assert_eq!(
        agreed.body["state"], "agreed",
        "signs between words are nobody's opinion"
    );
}
