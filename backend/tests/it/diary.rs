//! The diary and its remarks, through HTTP, on both databases.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, Family, TestApp, search},
};

fn remarks(app: &TestApp) -> String {
    format!("/personnel/{}/diary-remarks", app.world.teacher_a.person)
}

async fn note(app: &TestApp, username: &str, day: &str, version: i32, text: &str) -> Answer {
    let client = app.as_(username);
    let path = format!("{}/{day}", remarks(app));
    client
        .request(Method::PUT, path)
        .json(&json!({ "text": text }))
        .if_match(version)
        .await
}

both!(a_remark_is_written_changed_and_emptied);
async fn a_remark_is_written_changed_and_emptied(app: TestApp) {
    let at = format!("{}/2026-11-20", remarks(&app));
    let teacher = app.as_("teacher_a");
    let nothing = teacher.get(&at).await.expect(200);
    assert_eq!(nothing.header("etag"), Some("\"v0\""));
    assert_eq!(nothing.body["text"], "");
    let body = json!({"text": "奶奶说父亲年底回来"});
    teacher
        .request(Method::PUT, &at)
        .json(&body)
        .await
        .problem(428, "precondition_required");
    let first = note(&app, "teacher_a", "2026-11-20", 0, "奶奶说父亲年底回来")
        .await
        .expect(200);
    assert_eq!(first.header("etag"), Some("\"v1\""));
    let stale = note(&app, "teacher_a", "2026-11-20", 0, "别的")
        .await
        .problem(412, "stale_version");
    assert_eq!(stale["differences"][0]["current"], "奶奶说父亲年底回来");
    note(&app, "teacher_a", "2026-11-20", 1, "父亲年底回来，再去一次")
        .await
        .expect(200);
    note(&app, "teacher_a", "2026-11-18", 0, "下雨").await.expect(200);
    let listed = async |query: &str| {
        teacher
            .get(format!("{}{query}", remarks(&app)))
            .await
            .expect(200)
            .column("day")
    };
    assert_eq!(listed("").await, ["2026-11-20", "2026-11-18"]);
    assert_eq!(listed("?day[gte]=2026-11-19").await, ["2026-11-20"]);
    assert_eq!(listed("?day[lte]=2026-11-19").await, ["2026-11-18"]);
    assert_eq!(listed(&search("?q=", "年底")).await, ["2026-11-20"]);
    assert!(listed("?q=%25%25").await.is_empty());
    let emptied = note(&app, "teacher_a", "2026-11-18", 1, " ").await.expect(200);
    assert_eq!(emptied.version(), 0);
    assert_eq!(listed("").await, ["2026-11-20"]);
    note(&app, "teacher_a", "2026-11-24", 0, "明天")
        .await
        .refuses("#/day", "in_the_future");
    note(&app, "teacher_a", "2026-13-01", 0, "没有这一天")
        .await
        .problem(404, "not_found");
}

both!(nobody_else_reads_a_remark);
async fn nobody_else_reads_a_remark(app: TestApp) {
    note(&app, "teacher_a", "2026-11-20", 0, "只给自己看的话")
        .await
        .expect(200);
    for username in ["teacher_b", "east_principal", "principal", "office", "stranger"] {
        app.as_(username).get(remarks(&app)).await.problem(404, "not_found");
        let day = format!("{}/2026-11-20", remarks(&app));
        app.as_(username).get(day).await.problem(404, "not_found");
        note(&app, username, "2026-11-20", 1, "改")
            .await
            .problem(404, "not_found");
        note(&app, username, "2026-11-19", 0, "代写")
            .await
            .problem(404, "not_found");
        let diary = format!("/personnel/{}/diary?q=", app.world.teacher_a.person);
        let diary = search(&diary, "自己看");
        if let Some(items) = app.as_(username).get(diary).await.body["items"].as_array() {
            assert!(items.is_empty());
        }
        let found = app
            .as_(username)
            .get(search("/activities?q=", "自己看"))
            .await
            .expect(200);
        assert!(found.items().is_empty());
    }
    app.as_("admin").get(remarks(&app)).await.problem(403, "forbidden");
}

both!(the_diary_is_searched_by_text_names_and_details);
async fn the_diary_is_searched_by_text_names_and_details(app: TestApp) {
    let visit = |text: &str, day: &str, family: Family| {
        json!({"happened_on": day, "text": text, "submit": true, "details": {"home_visit": {
            "household_id": family.household, "student_ids": [family.pupil], "wishes": "想有个书架"}}})
    };
    for (text, day, family) in [
        ("作业按时完成。", "2026-11-20", app.world.li),
        ("想看课外书。", "2026-11-21", app.world.wang),
    ] {
        app.as_("teacher_a")
            .post("/activities", visit(text, day, family))
            .await
            .expect(201);
    }
    let found = async |q: &str| -> Vec<Value> {
        let at = search(&format!("/personnel/{}/diary?q=", app.world.teacher_a.person), q);
        app.as_("teacher_a").get(at).await.expect(200).column("happened_on")
    };
    assert_eq!(found("课外").await, ["2026-11-21"]);
    assert_eq!(found("李明").await, ["2026-11-20"]);
    assert_eq!(found("书架").await, ["2026-11-21", "2026-11-20"]);
    assert!(found("没有的").await.is_empty());
}
