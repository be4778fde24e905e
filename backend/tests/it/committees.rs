//! Family committees, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, support::TestApp};

fn committee(app: &TestApp) -> Value {
    json!({"unit_id": app.world.east, "name": "东村完小家长委员会", "starts_on": "2026-09-01"})
}

both!(a_branch_principal_forms_the_committee_of_his_school);
async fn a_branch_principal_forms_the_committee_of_his_school(app: TestApp) {
    let client = app.as_("east_principal");
    let sent = client.post("/family-committees", committee(&app)).await.expect(201);
    let id = sent.id::<Uuid>();
    let at = format!("/family-committees/{id}");
    let guardian = json!({"committee_id": id, "function": "chair", "guardian_id": app.world.li.guardian});
    let chair = client
        .post("/family-committee-members", guardian.clone())
        .await
        .expect(201);
    assert_eq!(chair.body["name"], "李大山");
    assert_eq!(chair.body["phone"], "*******1111");
    let free = json!({"committee_id": id, "function": "member", "name": "王家大伯", "phone": "13812345678"});
    let member = client.post("/family-committee-members", free).await.expect(201);
    assert_eq!(member.body["phone"], "*******5678");
    client
        .post("/family-committee-members", guardian)
        .await
        .problem(409, "has_a_chair");
    let foreign = json!({"committee_id": id, "function": "member", "guardian_id": app.world.zhao.guardian});
    client
        .post("/family-committee-members", foreign)
        .await
        .refuses("#/guardian_id", "unknown_reference");
    let shown = app.as_("teacher_a").get(&at).await.expect(200);
    assert_eq!(shown.body["members"][0]["function"], "chair");
    assert_eq!(shown.body["editable"], false);
    assert_eq!(shown.body["meetings"]["value"], 0);
    for username in ["teacher_c", "west_principal", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
    }

    let reveal = app
        .as_("teacher_a")
        .post(format!("{at}/reveal"), json!({"reason": "通知开会"}))
        .await
        .expect(200);
    assert_eq!(reveal.body["members"][0]["phone"], "13800001111");
    assert_eq!(reveal.body["members"][1]["phone"], "13812345678");
    let log = app.as_("auditor").get("/audit-events").await.expect(200);
    assert_eq!(log.items()[0]["action"], "family_committee.revealed");
    assert_eq!(log.items()[0]["reason"], "通知开会");

    // A guardian who goes stays a member, with his phone number.
    let gone = format!("/guardians/{}", app.world.li.guardian.0);
    client.delete(gone).if_match(1).await.expect(204);
    let shown = client.get(&at).await.expect(200);
    assert_eq!(shown.body["members"][0]["phone"], "*******1111");
    assert_eq!(shown.body["members"][0]["guardian_id"], Value::Null);
}

both!(a_new_committee_ends_the_former_one);
async fn a_new_committee_ends_the_former_one(app: TestApp) {
    let client = app.as_("office");
    let first = client.post("/family-committees", committee(&app)).await.expect(201);
    let mut next = committee(&app);
    next["starts_on"] = json!("2026-11-01");
    client.post("/family-committees", next.clone()).await.expect(201);
    let ended = client
        .get(format!("/family-committees/{}", first.id::<Uuid>()))
        .await
        .expect(200);
    assert_eq!(ended.body["ends_on"], "2026-10-31");
    client
        .post("/family-committees", next)
        .await
        .refuses("#/starts_on", "overlaps");
    client
        .patch(
            format!("/family-committees/{}", first.id::<Uuid>()),
            json!({"ends_on": "2026-12-31"}),
        )
        .if_match(ended.version())
        .await
        .refuses("#/ends_on", "overlaps");
    let current = client.get("/family-committees?on=2026-11-23").await.expect(200);
    assert_eq!(current.items().len(), 1);
    app.as_("teacher_a")
        .post("/family-committees", committee(&app))
        .await
        .problem(403, "forbidden");
}
