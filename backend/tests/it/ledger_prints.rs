//! The printed ledger, through HTTP, on both databases.

use lianxin::entities::audit_event;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{both, forms::printed, support::TestApp, transfer::cells};

async fn entry(app: &TestApp, title: &str) -> (String, String) {
    let client = app.as_("teacher_a");
    let category = client.get("/ledger-categories").await.expect(200).items()[0]["id"].clone();
    let new = json!({
        "channel": "reception", "submitter_kind": "parent", "disclosure": "confidential", "category_id": category,
        "title": title, "content": "家长反映午餐送到教学点时已经凉了，希望学校想办法保温。",
        "identity": {"name": "李大山", "phone": "13800001111"},
    });
    let entry = client.post("/ledger-entries", new).await.expect(201).body;
    let text = |name: &str| entry[name].as_str().unwrap().to_owned();
    (text("id"), text("number"))
}

async fn moves(app: &TestApp, who: &str, id: &str, body: Value) {
    let moved = app.as_(who).post(format!("/ledger-entries/{id}/moves"), body);
    moved.key(Uuid::now_v7()).await.expect(200);
}

both!(the_official_list_holds_the_entries_of_the_filter);
async fn the_official_list_holds_the_entries_of_the_filter(app: TestApp) {
    let (settled, number) = entry(&app, "午餐送到教学点时已经不热了").await;
    let (_, other) = entry(&app, "厕所冬天结冰").await;
    moves(&app, "office", &settled, json!({"move": "accept"})).await;
    let settle = json!({"move": "settle", "reply": "已配保温箱", "outcome": "resolved"});
    moves(&app, "office", &settled, settle).await;
    let office = app.as_("office");
    let words = printed(office.get("/ledger-entries/form?state=closed").await);
    for part in [
        "民情台账",
        "共1件",
        &number,
        "接访",
        "家长",
        "不热了",
        "已配保温箱",
        "已解决",
        "领导小组办公室",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!words.contains(&other) && !words.contains("李大山"));
    let book = office.get("/ledger-entries/workbook?state=closed").await.expect(200);
    let cells = cells(&book.bytes);
    for part in ["民情台账", "反映的主要问题", number.as_str(), "已配保温箱"] {
        assert!(cells.iter().any(|cell| cell == part), "{part} is not in {cells:?}");
    }
    let none = printed(office.get("/ledger-entries/form?state=routed").await);
    assert!(none.contains("没有符合条件的民情"));
    office
        .get("/ledger-entries/form?colour=red")
        .await
        .problem(400, "unknown_parameter");
}

both!(the_sheets_of_an_entry_leave_out_who_raised_it);
async fn the_sheets_of_an_entry_leave_out_who_raised_it(app: TestApp) {
    let (id, number) = entry(&app, "午餐送到教学点时已经不热了").await;
    moves(&app, "office", &id, json!({"move": "accept"})).await;
    let to = json!({"move": "route", "to_unit_id": app.world.general_affairs});
    moves(&app, "office", &id, to).await;
    moves(&app, "logistics", &id, json!({"move": "sign"})).await;
    let reply = json!({"move": "reply", "reply": "已配保温箱", "outcome": "resolved"});
    moves(&app, "logistics", &id, reply).await;
    let call = json!({"move": "call_back", "method": "phone", "note": "无人接听"});
    moves(&app, "office", &id, call).await;
    let sheets: [(&str, &[&str]); 3] = [
        (
            "",
            &["民情登记办理表", "总务处", "郭大勇", "已配保温箱", "办理过程", "保密"],
        ),
        ("?sheet=reception", &["接访登记表", "来访人", "当场答复"]),
        (
            "?sheet=callback",
            &["民情回访单", "无人接听", "未联系上", "□满意", "办公室认定"],
        ),
    ];
    for (sheet, parts) in sheets {
        let words = printed(app.as_("office").get(format!("/ledger-entries/{id}/form{sheet}")).await);
        for part in parts.iter().chain(&[number.as_str()]) {
            assert!(words.contains(part), "{part} is not in {words}");
        }
        assert!(!words.contains("李大山") && !words.contains("13800001111"), "{words}");
    }
    let audited = audit_event::Entity::find().all(app.db()).await.unwrap();
    assert_eq!(audited.iter().filter(|event| event.object_id.is_some()).count(), 3);
    let wrong = app.as_("office").get(format!("/ledger-entries/{id}/form?sheet=poem"));
    wrong.await.problem(400, "invalid_parameter");
}
