//! Printed forms, through HTTP, on both databases.

use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{Answer, TestApp},
};

/// What is written on a form, without spaces and line breaks.
#[track_caller]
pub fn printed(answer: Answer) -> String {
    let answer = answer.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.starts_with("inline; filename*=UTF-8''"), "{disposition}");
    let words = pdf_extract::extract_text_from_mem(&answer.bytes).unwrap();
    words.split_whitespace().collect()
}

async fn visit(app: &TestApp) -> String {
    let visit = json!({
        "happened_on": "2026-11-22",
        "text": "奶奶在家照看，孩子作业能按时完成。",
        "follow_up": "给孩子留热饭",
        "follow_up_on": "2026-11-27",
        "tags": ["visit_people"],
        "details": {"home_visit": {
            "household_id": app.world.li.household,
            "student_ids": [app.world.li.pupil],
            "family_present": [{"relation": "奶奶"}, {"relation": "父亲", "name": "李䶮"}],
            "wishes": "希望学校多关心孩子午饭"
        }},
        "submit": true
    });
    let visit = app.as_("teacher_a").post("/activities", visit).await.expect(201);
    format!("/activities/{}/form", visit.id::<Uuid>())
}

both!(a_home_visit_is_printed_with_everything_on_it);
async fn a_home_visit_is_printed_with_everything_on_it(app: TestApp) {
    let form = visit(&app).await;
    let words = printed(app.as_("teacher_a").get(&form).await);
    for part in [
        "家访记录表",
        "单位：东村完小",
        "2026年11月22日",
        "李明家",
        "奶奶、李䶮（父亲）",
        "作业能按时完成",
        "希望学校多关心孩子午饭",
        "给孩子留热饭",
        "2026年11月27日",
        "访民情",
        "已提交",
        "家长：",
        "第1页共1页",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    let english = app.as_("teacher_a").get(&form).header("Accept-Language", "en").await;
    let words = printed(english);
    assert!(words.contains("Recordofahomevisit"), "{words}");
    assert!(words.contains("22November2026"), "{words}");
}

both!(a_form_is_printed_by_those_who_see_the_record_and_each_print_is_noted);
async fn a_form_is_printed_by_those_who_see_the_record_and_each_print_is_noted(app: TestApp) {
    let form = visit(&app).await;
    app.as_("teacher_c").get(&form).await.problem(404, "not_found");
    app.as_("east_principal").get(&form).await.expect(200);
    let noted = app
        .as_("auditor")
        .get("/audit-events?action=form.printed")
        .await
        .expect(200);
    assert_eq!(noted.items().len(), 1, "{}", noted.text());
    assert_eq!(noted.items()[0]["details"], json!({"form": "activity"}));
}

both!(a_confirmation_stands_in_place_of_a_signature);
async fn a_confirmation_stands_in_place_of_a_signature(app: TestApp) {
    let lesson = json!({
        "happened_on": "2026-11-19",
        "text": "听三年级数学课一节。",
        "details": {"lesson_observation": {
            "class_id": app.world.east_3_1,
            "observed_person_id": app.world.teacher_b.person,
            "subject": "数学",
            "period": 2,
            "lesson_type": "new_content"
        }},
        "submit": true
    });
    let lesson = app.as_("vice").post("/activities", lesson).await.expect(201);
    let at = format!("/activities/{}", lesson.id::<Uuid>());
    let before = printed(app.as_("vice").get(format!("{at}/form")).await);
    assert!(!before.contains("系统内确认"), "{before}");
    let confirm = app
        .as_("teacher_b")
        .post(format!("{at}/moves"), json!({"move": "confirm"}));
    confirm.key(Uuid::now_v7()).await.expect(200);
    let after = printed(app.as_("vice").get(format!("{at}/form")).await);
    for part in ["观课议课记录表", "新授课", "系统内确认", "已确认"] {
        assert!(after.contains(part), "{part} is not in {after}");
    }
}

/// All of these words are on the form.
#[track_caller]
fn holds(words: &str, parts: &[&str]) {
    for part in parts {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

both!(a_plan_is_printed_with_its_leading_group_and_the_words_of_its_duties);
async fn a_plan_is_printed_with_its_leading_group_and_the_words_of_its_duties(app: TestApp) {
    let office = app.as_("office");
    let new = json!({
        "unit_id": app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-08-31",
        "document_number": "青中小〔2026〕3号", "issued_on": "2026-08-28", "basis": ["关于干部直接联系群众的意见"]
    });
    let plan = office.post("/plans", new).await.expect(201);
    let at = format!("/plans/{}", plan.id::<Uuid>());
    office
        .post(
            "/study-items",
            json!({
                "plan_id": plan.id::<Uuid>(), "theme": "mass_line", "mode": "lecture", "audience": "leaders",
                "material": "《党的群众工作读本》"
            }),
        )
        .await
        .expect(201);
    let words = printed(office.get(format!("{at}/form")).await);
    holds(
        &words,
        &[
            "干部直接联系群众实施方案",
            "青山中心小学",
            "青中小〔2026〕3号",
            "2026年8月28日",
            "关于干部直接联系群众的意见",
            "草稿，尚未施行",
            "一、领导小组",
            "副组长",
            "（待定）",
            "二、联系制度",
            "每位校领导负责一所完小",
            "三、职责",
            "每一个月深入完小不少于次",
            "方案未定",
            "校级≥4节",
            "每一位",
            "四、学习内容",
            "《党的群众工作读本》",
            "五、民情台账时限",
            "六、原则",
            "不越位、不越权、不添乱",
        ],
    );
    let english = office.get(format!("{at}/form")).header("Accept-Language", "en").await;
    holds(&printed(english), &["1.Leadinggroup", "Notset", "Everyvillageschool"]);
    let word = office.get(format!("{at}/document")).await.expect(200);
    assert!(word.bytes.starts_with(b"PK"));
    // A draft is seen by those who write it.
    for path in ["form", "document"] {
        let path = format!("{at}/{path}");
        app.as_("teacher_a").get(&path).await.problem(404, "not_found");
        app.as_("stranger_office").get(&path).await.problem(404, "not_found");
        app.as_("powerless").get(&path).await.problem(403, "forbidden");
    }
}

both!(a_pupil_file_is_printed_for_those_who_see_it_and_each_print_is_noted);
async fn a_pupil_file_is_printed_for_those_who_see_it_and_each_print_is_noted(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let new = json!({
        "student_id": app.world.li.pupil, "opened_on": "2026-09-10",
        "reason": "数学基础弱，上课不敢发言", "situation": "期中数学 52 分"
    });
    let at = format!(
        "/pupil-files/{}",
        teacher.post("/pupil-files", new).await.expect(201).id::<Uuid>()
    );
    let stage = json!({
        "goal": "每天完成作业", "measures": "午间面批", "starts_on": "2026-09-14", "ends_on": "2026-10-30",
        "result": "improving", "review": "开始举手"
    });
    teacher.post(format!("{at}/stages"), stage).await.expect(200);
    let support = json!({
        "happened_on": "2026-11-20", "text": "面批了三道应用题。",
        "details": {"pupil_support": {"student_id": app.world.li.pupil}},
        "submit": true
    });
    teacher.post("/activities", support).await.expect(201);
    let close = json!({"move": "close", "result": "transformed", "conclusion": "稳定在 75 分以上"});
    teacher
        .post(format!("{at}/moves"), close)
        .key(Uuid::now_v7())
        .await
        .expect(200);
    let words = printed(teacher.get(format!("{at}/form")).await);
    holds(
        &words,
        &[
            "潜能生帮扶档案",
            "东村完小",
            "李明",
            "三年级1班",
            "杨丽萍",
            "2026年9月10日",
            "数学基础弱，上课不敢发言",
            "期中数学52分",
            "每天完成作业",
            "午间面批",
            "有进步",
            "开始举手",
            "面批了三道应用题",
            "已转化",
            "稳定在75分以上",
            "2026年11月23日",
            "已结档",
        ],
    );
    for username in ["teacher_c", "principal", "office"] {
        let refused = app.as_(username).get(format!("{at}/form")).await;
        refused.problem(404, "not_found");
    }
    let noted = app
        .as_("auditor")
        .get("/audit-events?action=form.printed")
        .await
        .expect(200);
    assert_eq!(noted.items().len(), 1, "{}", noted.text());
    assert_eq!(noted.items()[0]["details"], json!({"form": "pupil_file"}));
    assert_eq!(noted.items()[0]["account_name"], "杨丽萍");
}

both!(the_matrix_is_printed_by_target_and_by_person);
async fn the_matrix_is_printed_by_target_and_by_person(app: TestApp) {
    let office = app.as_("office");
    let link = json!({
        "scheme_code": "leader_branch", "person_id": app.world.vice.person, "target_unit_id": app.world.east,
        "starts_on": "2026-09-01"
    });
    office.post("/liaison-links", link).await.expect(201);
    let words = printed(office.get("/liaison-matrix/form?scheme=leader_branch").await);
    holds(
        &words,
        &[
            "联系安排表",
            "联系制度：领导联系完小",
            "2026年11月23日",
            "东村完小马志远2026-09-01",
            "西村完小（没有人联系）",
            "按联系人",
            "2026年11月1日至2026年11月23日",
        ],
    );
    let noted = async || {
        let noted = app.as_("auditor").get("/audit-events?action=form.printed").await;
        noted.expect(200).items().len()
    };
    assert_eq!(noted().await, 0, "no family is on it");
    let families = format!("/liaison-matrix/form?scheme=teacher_family&unit_id={}", app.world.east);
    holds(&printed(office.get(&families).await), &["李明家"]);
    assert_eq!(noted().await, 1);
    office
        .get("/liaison-coverage/form?scheme=teacher_family")
        .await
        .expect(200);
    assert_eq!(noted().await, 2);
    office
        .get("/liaison-matrix/form?scheme=no_such")
        .await
        .problem(404, "not_found");
    app.as_("teacher_a").get(&families).await.problem(403, "forbidden");
}

both!(the_register_of_stays_is_printed_with_its_sums);
async fn the_register_of_stays_is_printed_with_its_sums(app: TestApp) {
    let leader = app.as_("vice");
    for (day, payment) in [
        ("2026-10-20", json!({"paid": true, "receipt_number": "0017253"})),
        ("2026-11-18", json!({"paid": false})),
    ] {
        let mut stay = json!({"unit_id": app.world.east, "nights": 2, "meals": 5, "amount_cents": 4050});
        stay.as_object_mut()
            .unwrap()
            .extend(payment.as_object().unwrap().clone());
        let stay = json!({"happened_on": day, "text": "住校两晚。", "details": {"stay_in": stay}, "submit": true});
        leader.post("/activities", stay).await.expect(201);
    }
    let office = app.as_("office");
    let words = printed(office.get("/stay-ins/form").await);
    holds(
        &words,
        &[
            "驻校登记表",
            "2026-10-20马志远东村完小2540.50已付0017253",
            "未付",
            "合计2次41081.00",
            "其中未付1次，40.50元",
        ],
    );
    let november = "/stay-ins/form?happened_on[gte]=2026-11-01&happened_on[lte]=2026-11-30";
    let words = printed(office.get(november).await);
    holds(&words, &["期间：2026年11月1日至2026年11月30日", "合计1次2540.50"]);
    assert!(!words.contains("0017253"), "{words}");
    // Who sees no stays prints an empty list.
    let other = printed(app.as_("teacher_c").get("/stay-ins/form").await);
    holds(&other, &["期内没有驻校记录"]);
    app.as_("powerless")
        .get("/stay-ins/form")
        .await
        .problem(403, "forbidden");
}
