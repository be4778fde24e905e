//! The sheets besides the national ones: classes, assignments, links, records of the past, a former ledger.

use actix_web::http::Method;
use lianxin::{
    entities::{activity, class, ledger_alarm, ledger_entry, liaison_link},
    features::{ledger, plan::progress},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::sheets::{commit, ended, upload, workbook};
use crate::{
    both,
    support::{Client, TestApp},
};

/// Previews, commits, and sees that the same sheet again changes nothing. The import as it was previewed.
async fn taken_over(client: &Client, app: &TestApp, kind: &str, rows: &[&[&str]], counts: Value) -> Value {
    let sheet = workbook(rows);
    let unit = app.world.school;
    let import = upload(client, kind, unit, "表.xlsx", &sheet).await.expect(201).body;
    let all = client.get(rows_of(&import)).await.expect(200);
    assert_eq!(import["counts"], counts, "{:#?}", all.items());
    let job = commit(client, &import).await;
    assert_eq!(job["state"], "done", "{job}");
    let again = upload(client, kind, unit, "表.xlsx", &sheet).await.expect(201).body;
    let written = counts["create"].as_i64().unwrap() + counts["update"].as_i64().unwrap();
    let unchanged = counts["unchanged"].as_i64().unwrap() + written;
    let rows = client.get(rows_of(&again)).await.expect(200);
    assert_eq!(again["counts"]["unchanged"], unchanged, "{:#?}", rows.items());
    assert_eq!(again["counts"]["create"], 0);
    import
}

fn rows_of(import: &Value) -> String {
    format!("/imports/{}/rows", import["id"].as_str().unwrap())
}

/// Why rows were rejected: row, column, code.
async fn rejected(client: &Client, import: &Value) -> Vec<(i64, String, String)> {
    let rows = client
        .get(format!("{}?action=rejected", rows_of(import)))
        .await
        .expect(200);
    let problems = rows.items().iter().map(|row| {
        let problem = &row["problems"][0];
        let text = |field: &str| problem[field].as_str().unwrap_or("-").to_owned();
        (row["row_no"].as_i64().unwrap(), text("column"), text("code"))
    });
    problems.collect()
}

/// Takes an import back; what was left and why.
pub async fn undone(client: &Client, import: &Value) -> Vec<(String, String)> {
    let id = import["id"].as_str().unwrap();
    let job = client
        .request(Method::POST, format!("/imports/{id}/undo"))
        .key(Uuid::now_v7())
        .await
        .expect(202)
        .body;
    let job = ended(client, &job).await;
    assert_eq!(job["state"], "done", "{job}");
    let now = client.get(format!("/imports/{id}")).await.expect(200).body;
    assert_eq!((&now["state"], &now["allowed_moves"]), (&json!("undone"), &json!([])));
    let left = client.get(format!("/imports/{id}/changes")).await.expect(200);
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or("-").to_owned();
    let left = left
        .items()
        .iter()
        .map(|row| (text(row, "label"), text(row, "left_because")));
    left.collect()
}

fn problem(row: i64, column: &str, code: &str) -> (i64, String, String) {
    (row, column.to_owned(), code.to_owned())
}

both!(classes_and_who_teaches_them_are_taken_over_and_back);
async fn classes_and_who_teaches_them_are_taken_over_and_back(app: TestApp) {
    let office = app.as_("office");
    let before = class::Entity::find().count(app.db()).await.unwrap();
    let classes: &[&[&str]] = &[
        &["学校", "班级", "班号"],
        &["东村完小", "二年级1班", ""],
        &["东村", "三（1）班", "202401"],
        &["西村完小", "快乐班", ""],
        &["红土中心小学", "一年级1班", ""],
    ];
    let counts = json!({"create": 1, "update": 1, "unchanged": 0, "rejected": 2});
    let made = taken_over(&office, &app, "classes", classes, counts).await;
    let wrong = rejected(&office, &made).await;
    assert_eq!(
        wrong,
        [problem(4, "班级", "unknown_class"), problem(5, "学校", "unknown_unit")]
    );

    let assignments: &[&[&str]] = &[
        &["学校", "班级", "任课教师", "科目", "课时", "班主任"],
        &["东村完小", "二年级1班", "杨丽萍", "语文", "8节", "是"],
        &["东村完小", "二年级1班", "李国强", "科学", "2", "是"],
        &["东村完小", "三年级1班", "李国强", "数学", "7", ""],
        &["东村完小", "三年级1班", "没有的人", "音乐", "1", ""],
    ];
    let counts = json!({"create": 1, "update": 1, "unchanged": 0, "rejected": 2});
    let taught = taken_over(&office, &app, "teaching_assignments", assignments, counts).await;
    let wrong = rejected(&office, &taught).await;
    let expected = [
        problem(3, "班主任", "already_one"),
        problem(5, "教师", "unknown_person"),
    ];
    assert_eq!(wrong, expected);

    // A class that somebody teaches stays; what was changed is as it was.
    assert_eq!(undone(&office, &made).await, [("二年级1班".into(), "in_use".into())]);
    let third = class::Entity::find_by_id(app.world.east_3_1)
        .one(app.db())
        .await
        .unwrap();
    assert_eq!(third.unwrap().external_code, None);
    assert_eq!(undone(&office, &taught).await, []);
    assert_eq!(class::Entity::find().count(app.db()).await.unwrap(), before + 1);
}

both!(links_are_taken_over_under_the_rules_of_links_and_back);
async fn links_are_taken_over_under_the_rules_of_links_and_back(app: TestApp) {
    let office = app.as_("office");
    let rows: &[&[&str]] = &[
        &[
            "联系制度",
            "联系领导",
            "学校",
            "联系对象",
            "班级",
            "开始日期",
            "结束日期",
        ],
        &["领导联系完小", "马志远", "", "东村完小", "", "2026-09-01", ""],
        &[
            "教师直接联系学生及家长",
            "杨丽萍",
            "东村完小",
            "李明",
            "三年级1班",
            "2026/9/1",
            "",
        ],
        &[
            "领导联系年级",
            "林秀英",
            "东村完小",
            "三年级",
            "",
            "2026.9.1",
            "2026.10.1",
        ],
        &["领导联系教职工", "林秀英", "", "杨丽萍", "", "20260901", ""],
        &["没有的制度", "林秀英", "", "杨丽萍", "", "20260901", ""],
        &["领导联系完小", "杨丽萍", "", "西村完小", "", "20260901", ""],
        &[
            "教师直接联系学生及家长",
            "杨丽萍",
            "西村完小",
            "赵磊",
            "",
            "20260901",
            "",
        ],
    ];
    let counts = json!({"create": 4, "update": 0, "unchanged": 0, "rejected": 3});
    let import = taken_over(&office, &app, "liaison_links", rows, counts).await;
    let expected = [
        problem(6, "联系制度", "unknown_scheme"),
        problem(7, "联系人", "not_a_school_leader"),
        problem(8, "联系对象", "not_of_own_class"),
    ];
    assert_eq!(rejected(&office, &import).await, expected);
    let links = liaison_link::Entity::find().count(app.db()).await.unwrap();
    assert_eq!(undone(&office, &import).await, []);
    assert_eq!(liaison_link::Entity::find().count(app.db()).await.unwrap(), links - 4);
}

both!(records_of_the_past_count_where_they_belong_and_are_taken_back);
async fn records_of_the_past_count_where_they_belong_and_are_taken_back(app: TestApp) {
    let office = app.as_("office");
    let rows: &[&[&str]] = &[
        &["日期", "类别", "教师", "同行", "学校", "学生", "主题", "内容"],
        &[
            "2026-03-12",
            "家访",
            "杨丽萍",
            "李国强",
            "东村完小",
            "李明",
            "",
            "奶奶在家照看。",
        ],
        &[
            "2026-04-02",
            "深入完小",
            "马志远",
            "",
            "西村完小",
            "",
            "了解食堂",
            "看了食堂，和老师座谈。",
        ],
        &[
            "2026-10-08",
            "谈心",
            "林秀英",
            "",
            "东村完小",
            "李国强",
            "",
            "聊了新学期的打算。",
        ],
        &[
            "2027-03-12",
            "家访",
            "杨丽萍",
            "",
            "东村完小",
            "李明",
            "",
            "还没有发生。",
        ],
        &["2026-03-12", "驻校", "马志远", "", "西村完小", "", "", "住了两晚。"],
        &[
            "2026-03-12",
            "家访",
            "杨丽萍",
            "",
            "东村完小",
            "没有的",
            "",
            "没有这个学生。",
        ],
    ];
    let counts = json!({"create": 3, "update": 0, "unchanged": 0, "rejected": 3});
    let import = taken_over(&office, &app, "activities", rows, counts).await;
    let expected = [
        problem(5, "日期", "in_the_future"),
        problem(6, "类别", "unknown_word"),
        problem(7, "对象", "unknown_pupil"),
    ];
    assert_eq!(rejected(&office, &import).await, expected);
    let visit = office
        .get("/activities?kind=home_visit&sort=happened_on")
        .await
        .expect(200)
        .items()[0]
        .clone();
    assert_eq!(
        (&visit["happened_on"], &visit["person_name"]),
        (&json!("2026-03-12"), &json!("杨丽萍"))
    );
    assert_eq!((&visit["counts"], &visit["on_behalf"]), (&json!(true), &json!(true)));
    assert_eq!(visit["companion_names"], json!(["李国强"]));
    assert_eq!(progress::verify(app.db()).await.unwrap(), 0);

    let sheet = workbook(rows);
    let refused = upload(&app.as_("admin"), "activities", app.world.school, "表.xlsx", &sheet).await;
    refused.problem(403, "forbidden");

    assert_eq!(undone(&office, &import).await, []);
    assert_eq!(activity::Entity::find().count(app.db()).await.unwrap(), 0);
    assert_eq!(progress::verify(app.db()).await.unwrap(), 0);
}

both!(a_former_ledger_comes_in_without_waking_any_clock);
#[expect(clippy::too_many_lines, reason = "one story, from the sheet to the clocks")]
async fn a_former_ledger_comes_in_without_waking_any_clock(app: TestApp) {
    let office = app.as_("office");
    let rows: &[&[&str]] = &[
        &[
            "序号",
            "登记日期",
            "学校",
            "类别",
            "民情",
            "反映内容",
            "反映人",
            "反映人电话",
            "承办人",
            "处理情况",
            "结果",
            "办结日期",
        ],
        &[
            "7",
            "2024-03-05",
            "东村完小",
            "食堂营养",
            "午餐偏凉",
            "午餐送到时凉了。",
            "张女士",
            "13800001111",
            "罗正明",
            "加了保温箱。",
            "已解决",
            "2024-03-20",
        ],
        &[
            "8",
            "2024-05-06",
            "东村完小",
            "设施",
            "教室漏雨",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ],
        &[
            "9",
            "2024-05-06",
            "东村完小",
            "没有的类别",
            "教室漏雨",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ],
        &[
            "10",
            "2024-05-06",
            "东村完小",
            "设施",
            "操场积水",
            "",
            "",
            "",
            "",
            "",
            "已解决",
            "",
        ],
        &[
            "7",
            "2024-06-06",
            "东村完小",
            "设施",
            "又一件",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ],
    ];
    let counts = json!({"create": 2, "update": 0, "unchanged": 0, "rejected": 3});
    let import = taken_over(&office, &app, "ledger_entries", rows, counts).await;
    let wrong = rejected(&office, &import).await;
    let expected = [
        problem(4, "类别", "unknown_category"),
        problem(5, "办结日期", "required"),
        problem(6, "-", "duplicate_row"),
    ];
    assert_eq!(wrong, expected);

    let entries = office
        .get("/ledger-entries?taken_over=true&sort=registered_at")
        .await
        .expect(200);
    let [closed, open] = entries.items().as_slice() else {
        panic!("{entries:?}")
    };
    assert_eq!(
        (&closed["number"], &closed["legacy_number"]),
        (&json!("DC-2024-旧7"), &json!("7"))
    );
    assert_eq!(
        (&closed["state"], &closed["light"]),
        (&json!("closed"), &json!("green"))
    );
    assert_eq!(
        (&open["state"], &open["light"]),
        (&json!("in_progress"), &json!("grey"))
    );
    assert_eq!(ledger_alarm::Entity::find().count(app.db()).await.unwrap(), 0);
    assert_eq!(ledger::remind(app.db(), app.now()).await.unwrap(), 0);
    assert_eq!(ledger::verify_chains(app.db()).await.unwrap(), []);
    let late = office.get("/ledger-entries?answer=in_time,late").await.expect(200);
    assert!(late.items().is_empty());
    // Whoever raised it is kept apart, as of every entry.
    let path = format!("/ledger-entries/{}", closed["id"].as_str().unwrap());
    assert_eq!(office.get(&path).await.expect(200).body["has_identity"], true);
    let identity = office
        .post(format!("{path}/identity"), json!({"reason": "核对补录"}))
        .await;
    assert_eq!(identity.expect(200).body["name"], "张女士");

    // What is taken up has the whole of its time before it, and is not taken back any more.
    let resume = format!("/ledger-entries/{}/moves", open["id"].as_str().unwrap());
    let east = app.as_("east_principal");
    let resumed = east
        .request(Method::POST, &resume)
        .key(Uuid::now_v7())
        .json(&json!({"move": "resume"}))
        .await
        .expect(200)
        .body;
    assert_eq!(resumed["light"], "white", "{resumed}");
    assert_eq!(undone(&office, &import).await, [("教室漏雨".into(), "changed".into())]);
    assert_eq!(ledger_entry::Entity::find().count(app.db()).await.unwrap(), 1);
    assert_eq!(ledger::verify_chains(app.db()).await.unwrap(), []);
}

both!(headers_that_are_not_understood_are_said_once);
async fn headers_that_are_not_understood_are_said_once(app: TestApp) {
    let office = app.as_("office");
    let sheet = workbook(&[&["哪个学校", "哪个班", "备注"], &["东村完小", "二年级1班", "新"]]);
    let unit = app.world.school.to_string();
    let send = async |path: &str, mapping: Option<&str>| {
        let mut fields = vec![("kind", "classes"), ("unit_id", unit.as_str())];
        fields.extend(mapping.map(|mapping| ("mapping", mapping)));
        let request = office.request(Method::POST, path).key(Uuid::now_v7());
        request.file(&fields, "file", "班级.xlsx", &sheet).await
    };
    let headers = send("/imports/headers", None).await.expect(200).body;
    assert_eq!(headers["missing"], json!(["班级"]));
    let unknown = json!({"header": "哪个班", "column": null, "by": "nothing"});
    assert_eq!(headers["headers"][1], unknown);
    send("/imports", None).await.problem(422, "invalid_fields");

    let said = r#"{"哪个班": "班级", "哪个学校": "学校"}"#;
    let import = send("/imports", Some(said)).await.expect(201).body;
    assert_eq!(import["counts"]["create"], 1);
    assert_eq!(
        import["sheet"]["columns"][1],
        json!({"header": "哪个班", "column": "班级", "by": "choice"})
    );
    assert_eq!(import["sheet"]["ignored"], json!(["备注"]));

    let again = send("/imports", None).await.expect(201).body;
    assert_eq!(again["sheet"]["columns"][1]["by"], "memory");
    let twice = send("/imports", Some(r#"{"哪个班": "班级", "备注": "班级"}"#)).await;
    twice.problem(422, "invalid_fields");
    send("/imports", Some(r#"{"哪个班": "没有这列"}"#))
        .await
        .problem(422, "invalid_fields");
}
