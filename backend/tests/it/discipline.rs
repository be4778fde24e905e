//! The gift register, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, forms::printed, support::TestApp};

fn eggs() -> Value {
    json!({"happened_on": "2026-11-20", "giver": "学生家长", "what": "土鸡蛋一篮", "value_cents": 4500, "disposal": "declined"})
}

both!(everybody_enters_his_own_gifts_and_the_office_sees_all);
async fn everybody_enters_his_own_gifts_and_the_office_sees_all(app: TestApp) {
    let sent = app.as_("teacher_a").post("/gift-records", eggs()).await.expect(201);
    let at = format!("/gift-records/{}", sent.id::<Uuid>());
    assert_eq!(sent.body["person_name"], "杨丽萍");
    for username in ["teacher_a", "office", "principal"] {
        assert_eq!(
            app.as_(username).get("/gift-records").await.expect(200).items().len(),
            1
        );
        app.as_(username).get(&at).await.expect(200);
    }
    for username in ["teacher_b", "east_principal", "vice", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
    }
    app.as_("bureau_officer").get(&at).await.problem(403, "forbidden");
    let words = printed(app.as_("office").get("/gift-records/form").await);
    for part in ["礼品登记表", "土鸡蛋一篮", "45.00", "当场谢绝"] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let void = app
        .as_("office")
        .patch(&at, json!({"void_reason": "重复登记"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(void.body["void_reason"], "重复登记");
    let standing = app.as_("office").get("/gift-records?void=false").await.expect(200);
    assert!(standing.items().is_empty());
    let mut for_other = eggs();
    for_other["person_id"] = json!(app.world.teacher_b.person);
    app.as_("teacher_a")
        .post("/gift-records", for_other.clone())
        .await
        .problem(403, "forbidden");
    app.as_("office").post("/gift-records", for_other).await.expect(201);
    assert_eq!(
        app.as_("teacher_b")
            .get("/gift-records")
            .await
            .expect(200)
            .items()
            .len(),
        1
    );
}

both!(wrong_gifts_are_refused_by_field);
async fn wrong_gifts_are_refused_by_field(app: TestApp) {
    let client = app.as_("teacher_a");
    let send = async |fields: Value| {
        let mut body = eggs();
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        client.post("/gift-records", body).await
    };
    send(json!({"happened_on": "2027-01-01"}))
        .await
        .refuses("#/happened_on", "in_the_future");
    send(json!({"value_cents": -1})).await.refuses("#/value_cents", "range");
    send(json!({"giver": ""})).await.refuses("#/giver", "length");
    send(json!({"handled_by_id": app.world.stranger.person}))
        .await
        .refuses("#/handled_by_id", "unknown_reference");
}

/// A stay at the eastern school, handed in by the vice principal and confirmed by its principal.
async fn stay(app: &TestApp) -> Uuid {
    let stay = json!({
        "happened_on": "2026-11-18",
        "text": "住校两夜，晚上走访住校生。",
        "details": {"stay_in": {"unit_id": app.world.east, "nights": 2, "meals": 5, "amount_cents": 4000}},
        "submit": true
    });
    let id = app.as_("vice").post("/activities", stay).await.expect(201).id::<Uuid>();
    app.as_("east_principal")
        .post(format!("/activities/{id}/moves"), json!({"move": "confirm"}))
        .key(Uuid::now_v7())
        .await
        .expect(200);
    id
}

both!(a_stay_is_in_the_register_until_and_after_it_is_paid);
async fn a_stay_is_in_the_register_until_and_after_it_is_paid(app: TestApp) {
    let id = stay(&app).await;
    let office = app.as_("office");
    let unpaid = office.get("/stay-ins?paid=false").await.expect(200);
    assert_eq!(unpaid.items().len(), 1);
    assert_eq!(unpaid.items()[0]["amount_cents"], 4000);
    assert_eq!(unpaid.items()[0]["may_settle"], true);
    let sums = office.get("/stay-ins/sums").await.expect(200).body;
    assert_eq!(sums["stays"]["value"], 1);
    assert_eq!((&sums["nights"], &sums["meals"]), (&json!(2), &json!(5)));
    assert_eq!(
        (&sums["unpaid"]["value"], &sums["unpaid_cents"]),
        (&json!(1), &json!(4000))
    );
    let behind = sums["unpaid"]["query"].as_str().unwrap().replace("/api/v1", "");
    assert_eq!(office.get(behind).await.expect(200).items().len(), 1);
    for username in ["teacher_a", "west_principal", "stranger_office"] {
        assert!(app.as_(username).get("/stay-ins").await.expect(200).items().is_empty());
    }

    let pay = async |username: &str, receipt: &str| {
        let path = format!("/stay-ins/{id}/payment");
        let client = app.as_(username);
        client
            .post(path, json!({"receipt_number": receipt}))
            .key(Uuid::now_v7())
            .await
    };
    pay("teacher_a", "1").await.problem(404, "not_found");
    pay("office", "").await.refuses("#/receipt_number", "length");
    let paid = pay("office", "0017253").await.expect(200);
    assert_eq!(
        (&paid.body["paid"], &paid.body["receipt_number"]),
        (&json!(true), &json!("0017253"))
    );
    assert_eq!(paid.body["may_settle"], false);
    pay("vice", "0017254").await.problem(409, "already_paid");
    assert!(office.get("/stay-ins?paid=false").await.expect(200).items().is_empty());
    let sums = office.get("/stay-ins/sums").await.expect(200).body;
    assert_eq!(
        (&sums["amount_cents"], &sums["unpaid_cents"]),
        (&json!(4000), &json!(0))
    );

    // The confirmed record was amended: what was written before stays readable.
    let kept = office.get(format!("/activities/{id}/amendments")).await.expect(200);
    assert_eq!(kept.items()[0]["before"]["details"]["stay_in"]["paid"], false);
    assert_eq!(
        kept.items()[0]["after"]["details"]["stay_in"]["receipt_number"],
        "0017253"
    );
}
