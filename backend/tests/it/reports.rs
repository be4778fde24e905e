//! Reports drawn from the records, through HTTP, on both databases.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{Answer, TestApp},
};

async fn concern(app: &TestApp, who: &str, concerned: Value) -> String {
    let categories = app.as_(who).get("/ledger-categories").await.expect(200);
    let canteen = categories.items().iter().find(|category| category["code"] == "canteen");
    let new = json!({
        "channel": "visit", "submitter_kind": "parent", "disclosure": "anonymous",
        "category_id": canteen.unwrap()["id"], "title": "午餐送到教学点时已经不热了",
        "content": "家长反映午餐送到教学点时已经凉了，希望学校想办法保温。",
        "persons_concerned": concerned, "unit_id": app.world.east,
    });
    let new = app.as_(who).post("/ledger-entries", new).await.expect(201);
    new.body["id"].as_str().unwrap().to_owned()
}

fn november(app: &TestApp) -> Value {
    json!({"kind": "unit_report", "unit_id": app.world.east, "starts_on": "2026-11-01", "ends_on": "2026-11-30"})
}

async fn drafted(app: &TestApp, who: &str, new: Value) -> Answer {
    app.as_(who).post("/reports", new).await.expect(201)
}

fn path(report: &Answer) -> String {
    format!("/reports/{}", report.id::<Uuid>())
}

fn section<'a>(report: &'a Value, code: &str) -> &'a Value {
    let sections = report["sections"].as_array().unwrap();
    sections.iter().find(|section| section["code"] == code).unwrap()
}

async fn freeze(app: &TestApp, who: &str, report: &Answer, version: i64) -> Answer {
    let freeze = app.as_(who).request(Method::POST, format!("{}/freeze", path(report)));
    freeze.if_match(version).key(Uuid::now_v7()).await
}

both!(every_figure_of_a_report_is_what_its_source_lists);
async fn every_figure_of_a_report_is_what_its_source_lists(app: TestApp) {
    concern(&app, "teacher_a", json!([])).await;
    concern(&app, "teacher_b", json!([])).await;
    let visit = json!({
        "happened_on": "2026-11-22", "text": "奶奶在家照看，孩子作业能按时完成。", "submit": true,
        "details": {"home_visit": {"household_id": app.world.li.household, "student_ids": [app.world.li.pupil]}}
    });
    app.as_("teacher_a").post("/activities", visit).await.expect(201);

    let report = drafted(&app, "east_principal", november(&app)).await;
    assert_eq!(report.body["title"], "东村完小民情报告（2026年11月）");
    assert_eq!(report.body["state"], "draft");
    let overview = section(&report.body, "overview");
    assert_eq!(
        overview["text"],
        "共登记民情 2 件，已办结 0 件，在办 2 件，其中逾期 0 件。"
    );
    let contacts = section(&report.body, "contacts");
    assert_eq!(contacts["text"], "共开展联系群众工作 1 次：家访 1 次。");
    assert_eq!(section(&report.body, "problems")["statements"], json!([]));

    let mut figures = 0;
    for section in report.body["sections"].as_array().unwrap() {
        for statement in section["statements"].as_array().unwrap() {
            for figure in statement["figures"].as_array().unwrap() {
                let query = figure["query"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
                let listed = app
                    .as_("east_principal")
                    .get(format!("{query}&include_total=true"))
                    .await;
                assert_eq!(listed.expect(200).body["total"], figure["value"], "{query}");
                figures += 1;
            }
        }
    }
    assert!(figures >= 6, "{figures} figures");
}

both!(figures_leave_out_what_a_conflict_of_interest_hides_from_the_author);
async fn figures_leave_out_what_a_conflict_of_interest_hides_from_the_author(app: TestApp) {
    concern(&app, "teacher_a", json!([])).await;
    concern(&app, "office", json!([app.world.east_principal.person])).await;
    let mut whole = november(&app);
    whole["unit_id"] = json!(app.world.school);
    let by_office = drafted(&app, "office", whole).await;
    let registered = |report: &Value| section(report, "overview")["statements"][0]["figures"][0]["value"].clone();
    assert_eq!(registered(&by_office.body), 2);
    let by_branch = drafted(&app, "east_principal", november(&app)).await;
    assert_eq!(registered(&by_branch.body), 1);
}

both!(a_draft_is_edited_counted_anew_and_frozen_for_good);
async fn a_draft_is_edited_counted_anew_and_frozen_for_good(app: TestApp) {
    let branch = app.as_("east_principal");
    let report = drafted(&app, "east_principal", november(&app)).await;
    let at = path(&report);
    let edit = json!({"texts": {"problems": "放学时校门口仍然拥堵。", "overview": "本月平稳。"}});
    let edited = branch.patch(&at, edit).if_match(1).await.expect(200);
    assert_eq!(section(&edited.body, "problems")["edited"], true);

    let stale = branch
        .patch(&at, json!({"texts": {"problems": "另一种说法"}}))
        .if_match(1)
        .await;
    let stale = stale.problem(412, "stale_version");
    assert_eq!(stale["differences"][0]["pointer"], "#/texts/problems");
    assert_eq!(stale["differences"][0]["current"], "放学时校门口仍然拥堵。");
    let unknown = branch.patch(&at, json!({"texts": {"weather": "晴"}})).if_match(2).await;
    unknown.refuses("#/texts/weather", "unknown");

    concern(&app, "teacher_a", json!([])).await;
    app.advance(TimeDelta::hours(1));
    let anew = branch
        .request(Method::POST, format!("{at}/regenerate"))
        .if_match(2)
        .await
        .expect(200);
    let changes = anew.body["changes"].as_array().unwrap();
    assert!(
        changes.contains(&json!({"heading": "总体情况", "label": "登记民情", "before": 0, "after": 1})),
        "{changes:?}"
    );
    let now = &anew.body["report"];
    assert_eq!(
        section(now, "overview")["text"],
        "本月平稳。",
        "what a person wrote is kept"
    );
    assert_eq!(anew.body["kept_texts"], json!(["总体情况"]));
    assert_eq!(section(now, "topics")["text"], "按问题类别分：食堂营养 1 件。");

    let frozen = freeze(&app, "east_principal", &report, 3).await.expect(200);
    assert_eq!(frozen.body["state"], "frozen");
    assert_eq!(frozen.body["allowed_moves"], json!([]));
    concern(&app, "teacher_a", json!([])).await;
    let later = branch.get(&at).await.expect(200);
    assert_eq!(later.body["sections"], frozen.body["sections"]);
    branch
        .patch(&at, json!({"title": "改题目"}))
        .if_match(4)
        .await
        .problem(409, "illegal_move");
    branch
        .request(Method::POST, format!("{at}/regenerate"))
        .if_match(4)
        .await
        .problem(409, "illegal_move");
    branch.delete(&at).if_match(4).await.problem(409, "illegal_move");
    let audited = app
        .as_("auditor")
        .get("/audit-events?action=report.frozen")
        .await
        .expect(200);
    assert_eq!(audited.items().len(), 1);
}

both!(a_report_is_written_by_those_responsible_and_read_by_those_above);
async fn a_report_is_written_by_those_responsible_and_read_by_those_above(app: TestApp) {
    let report = drafted(&app, "east_principal", november(&app)).await;
    let at = path(&report);
    app.as_("principal").get(&at).await.expect(200);
    for who in ["teacher_a", "west_principal", "stranger_office", "bureau_officer"] {
        app.as_(who).get(&at).await.problem(404, "not_found");
    }
    for who in ["teacher_a", "vice"] {
        app.as_(who)
            .post("/reports", november(&app))
            .await
            .problem(403, "forbidden");
    }
    app.as_("west_principal")
        .post("/reports", november(&app))
        .await
        .refuses("#/unit_id", "unknown_reference");
    let again = app.as_("principal").post("/reports", november(&app)).await;
    again.problem(409, "duplicate");
    freeze(&app, "east_principal", &report, 1).await.expect(200);
    for who in ["principal", "office", "bureau_officer"] {
        let list = app.as_(who).get("/reports?state=frozen").await.expect(200);
        assert_eq!(list.column("id"), [report.body["id"].clone()], "{who}");
    }
    app.as_("west_principal").get(&at).await.problem(404, "not_found");
    app.as_("bureau_officer").get(format!("{at}/form")).await.expect(200);
}

both!(everybody_writes_his_own_summary_of_a_term_and_nobody_elses);
async fn everybody_writes_his_own_summary_of_a_term_and_nobody_elses(app: TestApp) {
    let mine = json!({"kind": "person_summary", "starts_on": "2026-08-31", "ends_on": "2027-01-15"});
    let report = drafted(&app, "teacher_a", mine.clone()).await;
    assert_eq!(report.body["person_id"], json!(app.world.teacher_a.person));
    let headings: Vec<_> = report.body["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["code"].clone())
        .collect();
    assert_eq!(headings, ["duties", "contacts", "concerns", "reflection", "next"]);
    app.as_("principal").get(path(&report)).await.problem(404, "not_found");
    freeze(&app, "teacher_a", &report, 1).await.expect(200);
    app.as_("principal").get(path(&report)).await.expect(200);

    let mut other = mine.clone();
    other["person_id"] = json!(app.world.teacher_b.person);
    app.as_("teacher_a")
        .post("/reports", other)
        .await
        .problem(403, "forbidden");
    let mut october = mine;
    october["ends_on"] = json!("2026-10-31");
    app.as_("teacher_b")
        .post("/reports", october)
        .await
        .refuses("#/ends_on", "not_a_term");
    let mut weeks = november(&app);
    weeks["kind"] = json!("unit_analysis");
    weeks["ends_on"] = json!("2026-11-20");
    app.as_("office")
        .post("/reports", weeks)
        .await
        .refuses("#/ends_on", "not_a_month");
}

both!(a_report_goes_out_as_pdf_as_word_and_its_figures_as_a_workbook);
async fn a_report_goes_out_as_pdf_as_word_and_its_figures_as_a_workbook(app: TestApp) {
    concern(&app, "teacher_a", json!([])).await;
    let mut analysis = november(&app);
    analysis["kind"] = json!("unit_analysis");
    let report = drafted(&app, "office", analysis).await;
    let at = path(&report);
    let words = printed(app.as_("office").get(format!("{at}/form")).await);
    for part in [
        "东村完小民情分析（2026年11月）",
        "一、本月概况",
        "与上月（0件）相比增加1件",
        "草稿",
        "负责人",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let word = app.as_("office").get(format!("{at}/document")).await.expect(200);
    assert!(word.bytes.starts_with(b"PK"));
    assert!(word.header("content-disposition").unwrap().starts_with("attachment"));
    let figures = app.as_("office").get(format!("{at}/figures")).await.expect(200);
    assert!(figures.bytes.starts_with(b"PK"));
    app.as_("office").delete(&at).if_match(1).await.expect(204);
    app.as_("office").get(&at).await.problem(404, "not_found");

    let mut summary = november(&app);
    summary["kind"] = json!("school_summary");
    summary["unit_id"] = json!(app.world.school);
    summary["starts_on"] = json!("2026-08-31");
    summary["ends_on"] = json!("2027-01-15");
    let english = app
        .as_("office")
        .post("/reports", summary)
        .header("Accept-Language", "en")
        .await
        .expect(201);
    assert_eq!(english.body["language"], "en");
    let schools = section(&english.body, "schools")["text"].as_str().unwrap();
    assert!(
        schools.contains("东村完小: Visits of leaders 0, Home visits 0"),
        "{schools}"
    );
    let words = printed(app.as_("office").get(format!("{}/form", path(&english))).await);
    assert!(words.contains("1.Howitwasorganised"), "{words}");
}

both!(a_diary_and_the_duties_are_printed_for_those_who_may_see_them);
async fn a_diary_and_the_duties_are_printed_for_those_who_may_see_them(app: TestApp) {
    let visit = json!({
        "happened_on": "2026-11-22", "text": "奶奶在家照看，孩子作业能按时完成。", "follow_up": "给孩子留热饭", "submit": true,
        "details": {"home_visit": {"household_id": app.world.li.household, "student_ids": [app.world.li.pupil]}}
    });
    app.as_("teacher_a")
        .post("/activities", visit.clone())
        .await
        .expect(201);
    let mut draft = visit;
    draft["submit"] = json!(false);
    draft["text"] = json!("还没有写完");
    app.as_("teacher_a").post("/activities", draft).await.expect(201);
    let diary = format!("/personnel/{}/diary/form", app.world.teacher_a.person);
    let remark = format!("/personnel/{}/diary-remarks/2026-11-22", app.world.teacher_a.person);
    let noted = app.as_("teacher_a").request(Method::PUT, &remark);
    noted
        .json(&json!({"text": "记得再去一次"}))
        .if_match(0)
        .await
        .expect(200);
    let words = printed(app.as_("teacher_a").get(&diary).await);
    for part in [
        "民情日记",
        "2026年11月1日至2026年11月30日",
        "家访",
        "李明家",
        "给孩子留热饭",
        "共1条记录",
        "记得再去一次",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!words.contains("还没有写完"), "a draft is not printed");
    let bare = printed(app.as_("teacher_a").get(format!("{diary}?remarks=false")).await);
    assert!(!bare.contains("记得再去一次"), "{bare}");
    let others = printed(app.as_("east_principal").get(&diary).await);
    assert!(others.contains("李明家"), "{others}");
    assert!(!others.contains("记得再去一次"), "remarks are the person's own");
    let earlier = format!("{diary}?happened_on[gte]=2026-09-01&happened_on[lte]=2026-09-30");
    assert!(printed(app.as_("teacher_a").get(&earlier).await).contains("期内没有记录"));
    let too_long = format!("{diary}?happened_on[gte]=2025-01-01&happened_on[lte]=2026-12-31");
    app.as_("teacher_a")
        .get(too_long)
        .await
        .problem(400, "invalid_parameter");
    app.as_("stranger").get(&diary).await.problem(404, "not_found");

    let duties = format!("/duty-progress/form?person_id={}", app.world.teacher_a.person);
    let words = printed(app.as_("east_principal").get(&duties).await);
    assert!(words.contains("履职情况表"), "{words}");
    app.as_("teacher_b").get(&duties).await.problem(404, "not_found");
}
