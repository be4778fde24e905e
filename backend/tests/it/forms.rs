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
