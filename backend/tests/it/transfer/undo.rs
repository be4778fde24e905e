//! Taking back what an import wrote of pupils and staff.

use lianxin::entities::{class, enrolment, guardian, household, person, student};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{
    kinds::undone,
    sheets::{commit, upload, workbook},
};
use crate::{both, support::TestApp};

async fn counts(app: &TestApp) -> [u64; 5] {
    let db = app.db();
    [
        class::Entity::find().count(db).await.unwrap(),
        household::Entity::find().count(db).await.unwrap(),
        guardian::Entity::find().count(db).await.unwrap(),
        student::Entity::find().count(db).await.unwrap(),
        enrolment::Entity::find().count(db).await.unwrap(),
    ]
}

both!(pupils_go_and_those_who_moved_are_in_their_class_again);
async fn pupils_go_and_those_who_moved_are_in_their_class_again(app: TestApp) {
    let office = app.as_("office");
    let before = counts(&app).await;
    let sheet = workbook(&[
        &[
            "姓名",
            "出生日期",
            "班级",
            "现住址",
            "成员1姓名",
            "成员1关系",
            "成员1联系电话",
        ],
        &[
            "李明",
            "2017-05-20",
            "一年级1班",
            "新家 8 号",
            "李大爷",
            "祖父",
            "13911110000",
        ],
        &[
            "新来的",
            "2018-01-02",
            "二年级3班",
            "大树村",
            "新爸",
            "父亲",
            "13911110001",
        ],
        &[
            "新弟弟",
            "2019-01-02",
            "一年级1班",
            "大树村",
            "新爸",
            "父亲",
            "13911110001",
        ],
    ]);
    let import = upload(&office, "students", app.world.east, "学生.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(
        import["counts"],
        json!({"create": 2, "update": 1, "unchanged": 0, "rejected": 0})
    );
    assert_eq!(commit(&office, &import).await["state"], "done");
    assert_ne!(counts(&app).await, before);
    assert_eq!(undone(&office, &import).await, []);
    assert_eq!(counts(&app).await, before);
    let li = student::Entity::find_by_id(app.world.li.pupil)
        .one(app.db())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(li.class_id, Some(app.world.east_3_1));
    let open = enrolment::Entity::find()
        .filter(enrolment::Column::StudentId.eq(app.world.li.pupil))
        .filter(enrolment::Column::EndsOn.is_null())
        .all(app.db())
        .await
        .unwrap();
    assert_eq!(
        open.iter().map(|open| open.class_id).collect::<Vec<_>>(),
        [app.world.east_3_1]
    );
}

both!(what_somebody_changed_since_stays);
async fn what_somebody_changed_since_stays(app: TestApp) {
    let office = app.as_("office");
    let sheet = workbook(&[
        &["姓名", "性别", "教职工号"],
        &["赵新", "男", "N001"],
        &["钱新", "女", "N002"],
        &["孙新", "女", "N003"],
    ]);
    let import = upload(&office, "personnel", app.world.east, "教师.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(commit(&office, &import).await["state"], "done");
    let id = import["id"].as_str().unwrap();
    let committed = office.get(format!("/imports/{id}")).await.expect(200).body;
    assert_eq!(committed["allowed_moves"], json!(["undo"]));
    assert_eq!(committed["undo_until"], json!(app.now() + chrono::TimeDelta::days(30)));
    let written = office.get(format!("/imports/{id}/changes")).await.expect(200);
    assert_eq!(written.items().len(), 3);

    let of = async |number: &str| {
        office
            .get(format!("/personnel?staff_number={number}"))
            .await
            .expect(200)
            .items()[0]
            .clone()
    };
    let (changed, used) = (of("N001").await, of("N002").await);
    let path = format!("/personnel/{}", changed["id"].as_str().unwrap());
    office
        .patch(&path, json!({"phone": "13800000000"}))
        .if_match(1)
        .await
        .expect(200);
    let teaches = json!({
        "person_id": used["id"], "class_id": app.world.east_1_1, "term_id": app.world.term, "subject": "音乐",
        "weekly_lessons": 1, "homeroom": false
    });
    office.post("/teaching-assignments", teaches).await.expect(201);

    let left = undone(&office, &import).await;
    let expected = [("赵新", "changed"), ("钱新", "in_use")];
    assert_eq!(left, expected.map(|(name, why)| (name.to_owned(), why.to_owned())));
    let gone = person::Entity::find()
        .filter(person::Column::StaffNumber.eq("N003"))
        .count(app.db())
        .await;
    assert_eq!(gone.unwrap(), 0);
    office
        .request(actix_web::http::Method::POST, format!("/imports/{id}/undo"))
        .key(uuid::Uuid::now_v7())
        .await
        .problem(409, "illegal_move");
}
