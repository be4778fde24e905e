//! Blank forms to be filled in by hand, through HTTP, on both databases.

use uuid::Uuid;

use crate::{both, forms::printed, support::TestApp};

both!(every_form_is_printed_without_anything_on_it);
async fn every_form_is_printed_without_anything_on_it(app: TestApp) {
    for (form, title, field) in [
        ("branch_visit", "干部深入完小记录表", "完小校长"),
        ("lesson_observation", "观课议课记录表", "□新授课"),
        ("home_visit", "家访记录表", "在场家庭成员"),
        ("parents_meeting", "家长会记录表", "议定事项"),
        ("committee_meeting", "家长委员会会议记录表", "家委会代表"),
        ("staff_talk", "谈心谈话记录表", "谈话对象"),
        ("grade_meeting", "年级活动记录表", "年级"),
        ("heart_talk", "民情恳谈记录表", "群众意见"),
        ("reception", "接待来访记录表", "来访人"),
        ("phone_contact", "电话联系记录表", "通话对象"),
        ("stay_in", "驻校蹲点记录表", "□是"),
        ("pupil_support", "潜能生帮扶记录表", "□有进步"),
        ("study_session", "学习记录表", "□群众路线"),
        ("shared_labour", "同劳动记录表", "劳动内容"),
        ("canteen_check", "食堂检查记录表", "食品留样"),
        ("other", "联系记录表", "标题"),
        ("concern", "民情登记表", "□匿名"),
    ] {
        let form = app.as_("teacher_a").get(format!("/blank-forms/{form}/form")).await;
        let words = printed(form);
        for part in [title, field, "单位：东村完小", "扫右上角的码"] {
            assert!(words.contains(part), "{part} is not in {words}");
        }
    }
}

both!(a_blank_form_is_of_a_unit_that_is_seen_and_as_many_as_wanted);
async fn a_blank_form_is_of_a_unit_that_is_seen_and_as_many_as_wanted(app: TestApp) {
    let office = app.as_("office");
    let path = |query: &str| format!("/blank-forms/home_visit/form?{query}");
    let words = printed(office.get(path(&format!("unit_id={}&count=3", app.world.west))).await);
    assert_eq!(words.matches("单位：西村完小").count(), 3);
    let foreign = office.get(path(&format!("unit_id={}", app.world.other))).await;
    foreign.problem(404, "not_found");
    office
        .get(path(&format!("unit_id={}", Uuid::now_v7())))
        .await
        .problem(404, "not_found");
    for count in ["0", "51", "many"] {
        office
            .get(path(&format!("count={count}")))
            .await
            .problem(400, "invalid_parameter");
    }
    office
        .get("/blank-forms/love_letter/form")
        .undocumented()
        .await
        .problem(404, "not_found");
    app.as_("bureau_officer")
        .get("/blank-forms/home_visit/form")
        .await
        .problem(403, "forbidden");
}
