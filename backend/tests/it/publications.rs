//! What schools publish, through HTTP, on both databases.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

const CANTEEN: &str = "019aae00-0000-7000-8000-000000000106";

async fn write(app: &TestApp, username: &str, text: &str) -> Uuid {
    let body = json!({"class_id": CANTEEN, "title": "十一月营养餐支出情况", "text": text, "period": "2026年11月"});
    app.as_(username).post("/publications", body).await.expect(201).id()
}

async fn make(app: &TestApp, username: &str, id: Uuid, body: Value) -> Answer {
    app.as_(username)
        .post(format!("/publications/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

both!(a_publication_is_read_by_another_before_everybody_reads_it);
async fn a_publication_is_read_by_another_before_everybody_reads_it(app: TestApp) {
    let id = write(&app, "office", "本月供餐二十一天。").await;
    make(&app, "office", id, json!({"move": "review"}))
        .await
        .problem(403, "forbidden");
    make(&app, "principal", id, json!({"move": "publish"}))
        .await
        .problem(409, "illegal_move");
    make(&app, "principal", id, json!({"move": "review"})).await.expect(200);
    make(&app, "principal", id, json!({"move": "return"}))
        .await
        .refuses("#/note", "required");
    make(&app, "principal", id, json!({"move": "return", "note": "写明金额"}))
        .await
        .expect(200);
    app.as_("office")
        .patch(
            format!("/publications/{id}"),
            json!({"text": "本月供餐二十一天，支出三万元。"}),
        )
        .if_match(3)
        .await
        .expect(200);
    make(&app, "principal", id, json!({"move": "review"})).await.expect(200);
    app.as_("office")
        .patch(format!("/publications/{id}"), json!({"text": "改"}))
        .if_match(5)
        .await
        .expect(422);
    app.as_("office")
        .patch(format!("/publications/{id}"), json!({"text": "改动"}))
        .if_match(5)
        .await
        .problem(409, "illegal_move");
    let everybody = app.anonymous();
    everybody
        .get(format!("/public/publications/{id}"))
        .await
        .problem(404, "not_found");
    let published = make(&app, "office", id, json!({"move": "publish"})).await.expect(200);
    assert_eq!(published.body["published_on"], "2026-11-23");
    let read = everybody.get(format!("/public/publications/{id}")).await.expect(200);
    assert_eq!(read.body["class_name"], "食堂与营养餐");
    assert_eq!(read.header("cache-control"), Some("public, max-age=60"));
    let list = everybody
        .get(format!(
            "/public/publications?class_id={CANTEEN}&unit_id={}",
            app.world.school
        ))
        .await
        .expect(200);
    assert_eq!(list.items().len(), 1);
    let disclosure = everybody.get("/public/disclosure").await.expect(200);
    assert_eq!(disclosure.body["units"][0]["name"], "青山中心小学");
    make(&app, "principal", id, json!({"move": "withdraw", "note": "数字有误"}))
        .await
        .expect(200);
    everybody
        .get(format!("/public/publications/{id}"))
        .await
        .problem(404, "not_found");
    let events = app
        .as_("bureau_officer")
        .get(format!("/publications/{id}/events"))
        .await
        .expect(200);
    assert_eq!(
        events.column("step"),
        ["write", "review", "return", "edit", "review", "publish", "withdraw"]
    );
}

both!(personal_data_is_found_and_stands_in_the_way);
async fn personal_data_is_found_and_stands_in_the_way(app: TestApp) {
    let text = "表扬李明、王芳。联系电话：138 0000 1111，学籍号G532301201503100011。吴丹不是本校学生。";
    let id = write(&app, "east_principal", text).await;
    let check = async || {
        app.as_("office")
            .get(format!("/publications/{id}/personal-data"))
            .await
            .expect(200)
    };
    let found = check().await;
    assert_eq!(found.body["clear"], false);
    assert_eq!(
        found.column("kind"),
        ["pupil_name", "pupil_name", "phone", "pupil_number"]
    );
    assert_eq!(found.items()[0]["at"], 2);
    assert_eq!(found.items()[0]["before"], "表扬");
    make(&app, "office", id, json!({"move": "review"}))
        .await
        .problem(409, "personal_data");
    let intend = async |name: &str| {
        let body = json!({"name": name, "reason": "获奖名单，监护人已书面同意"});
        app.as_("east_principal")
            .post(format!("/publications/{id}/intended-names"), body)
            .await
    };
    intend("138 0000 1111").await.refuses("#/name", "number");
    intend("吴丹").await.refuses("#/name", "unknown_reference");
    intend("李明").await.expect(200);
    intend("王芳").await.expect(200);
    make(&app, "office", id, json!({"move": "review"}))
        .await
        .problem(409, "personal_data");
    app.as_("east_principal")
        .patch(format!("/publications/{id}"), json!({"text": "表扬李明、王芳。"}))
        .if_match(3)
        .await
        .expect(200);
    let found = check().await;
    assert_eq!(found.body["clear"], true);
    assert_eq!(found.items()[1]["intended"], "获奖名单，监护人已书面同意");
    make(&app, "office", id, json!({"move": "review"})).await.expect(200);
}

both!(whoever_changed_a_text_does_not_review_it);
async fn whoever_changed_a_text_does_not_review_it(app: TestApp) {
    let id = write(&app, "east_principal", "本月供餐二十一天。").await;
    let waiting = app.as_("office").get("/dashboard").await.expect(200);
    let waiting = waiting.body["waiting"].as_array().unwrap().clone();
    assert!(waiting.iter().any(|item| item["kind"] == "publications_to_review"));
    app.as_("office")
        .patch(format!("/publications/{id}"), json!({"title": "十一月营养餐"}))
        .if_match(1)
        .await
        .expect(200);
    make(&app, "office", id, json!({"move": "review"}))
        .await
        .problem(403, "forbidden");
    make(&app, "east_principal", id, json!({"move": "review"}))
        .await
        .problem(403, "forbidden");
    make(&app, "principal", id, json!({"move": "review"})).await.expect(200);
}

both!(drafts_are_seen_by_their_units_alone);
async fn drafts_are_seen_by_their_units_alone(app: TestApp) {
    let id = write(&app, "east_principal", "本月供餐二十一天。").await;
    let at = format!("/publications/{id}");
    for username in ["east_principal", "office", "principal", "bureau_officer"] {
        app.as_(username).get(&at).await.expect(200);
    }
    for username in ["west_principal", "stranger_office"] {
        app.as_(username).get(&at).await.problem(404, "not_found");
        let check = app.as_(username).get(format!("{at}/personal-data")).await;
        check.problem(404, "not_found");
    }
    app.as_("teacher_a").get(&at).await.problem(403, "forbidden");
    let elsewhere = json!({"class_id": CANTEEN, "title": "公告", "text": "正文", "unit_id": app.world.west});
    app.as_("east_principal")
        .post("/publications", elsewhere)
        .await
        .refuses("#/unit_id", "unknown_reference");
}

both!(a_school_adds_and_retires_classes_of_its_own);
async fn a_school_adds_and_retires_classes_of_its_own(app: TestApp) {
    let office = app.as_("office");
    let shipped = office.get("/disclosure-classes").await.expect(200);
    assert_eq!(shipped.items().len(), 10);
    office
        .patch(format!("/disclosure-classes/{CANTEEN}"), json!({"name": "食堂"}))
        .if_match(1)
        .await
        .problem(403, "forbidden");
    let own = office
        .post("/disclosure-classes", json!({"name": "校车管理"}))
        .await
        .expect(201);
    let id: Uuid = own.id();
    app.as_("east_principal")
        .post(
            "/publications",
            json!({"class_id": id, "title": "校车时刻", "text": "早七点发车。"}),
        )
        .await
        .expect(201);
    let theirs = app.as_("stranger_office").get("/disclosure-classes").await.expect(200);
    assert_eq!(theirs.items().len(), 10);
    office
        .patch(format!("/disclosure-classes/{id}"), json!({"retired": true}))
        .if_match(1)
        .await
        .expect(200);
    office
        .post(
            "/publications",
            json!({"class_id": id, "title": "校车时刻", "text": "早七点发车。"}),
        )
        .await
        .refuses("#/class_id", "unknown_reference");
}
