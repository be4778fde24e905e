//! Preview, fix, commit: the two national sheets.

use actix_web::http::Method;
use lianxin::entities::{import_row, person, student};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::sheets::{commit, upload, workbook};
use crate::{both, support::TestApp};

const TEACHERS: &[&[&str]] = &[
    &["教师信息采集表"],
    &[
        "★姓　名*",
        "性别*",
        "教职工号",
        "身份证件号*",
        "民族*",
        "政治面貌*",
        "婚姻状况",
        "人员状态*",
    ],
    &[
        "赵 新",
        "男",
        "N001",
        "11010519491231002X",
        "彝族",
        "中共党员",
        "未婚",
        "在职",
    ],
    &[
        "钱大海",
        "女",
        "N002",
        "110105194912310021",
        "汉族",
        "群众",
        "已婚",
        "在职",
    ],
    &["孙小红", "女", "N003", "", "07", "13", "未婚", "在职"],
];

const PUPILS: &[&[&str]] = &[
    &[
        "姓名",
        "性别",
        "出生日期",
        "民族",
        "身份证件号",
        "班号",
        "血型",
        "现住址",
        "成员1姓名",
        "成员1关系",
        "成员1联系电话",
    ],
    &[
        "小一",
        "男",
        "20150311",
        "彝族",
        "532301201503100011",
        "202401",
        "A",
        "东村 1 号",
        "大一",
        "父亲",
        "13900000001",
    ],
    &[
        "小二",
        "女",
        "2018/3/11",
        "汉族",
        "",
        "202601",
        "B",
        "东村 1 号",
        "大一",
        "父亲",
        "13900000001",
    ],
    &["小三", "男", "昨天", "汉族", "", "202401", "O", "", "", "", ""],
];

both!(a_teacher_sheet_is_previewed_committed_and_then_unchanged);
async fn a_teacher_sheet_is_previewed_committed_and_then_unchanged(app: TestApp) {
    let office = app.as_("office");
    let sheet = workbook(TEACHERS);
    let before = person::Entity::find().count(app.db()).await.unwrap();
    let import = upload(&office, "personnel", app.world.east, "教师.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(import["state"], "previewed");
    assert_eq!(
        import["counts"],
        json!({"create": 2, "update": 0, "unchanged": 0, "rejected": 1})
    );
    assert_eq!(import["sheet"]["ignored"], json!(["婚姻状况"]));
    assert_eq!(import["unit_name"], "东村完小");
    assert_eq!(person::Entity::find().count(app.db()).await.unwrap(), before);

    let rows = format!("/imports/{}/rows?action=rejected", import["id"].as_str().unwrap());
    let rejected = office.get(&rows).await.expect(200).items()[0].clone();
    assert_eq!(rejected["row_no"], 4);
    assert_eq!(rejected["label"], "钱大海");
    assert_eq!(rejected["problems"][0]["column"], "身份证件号");
    assert_eq!(rejected["problems"][0]["code"], "resident_id");
    assert_eq!(rejected["problems"][0]["value"], "110****21");

    let job = commit(&office, &import).await;
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!((&job["done"], &job["total"]), (&json!(2), &json!(2)));
    assert_eq!(
        job["result_url"],
        format!("/api/v1/imports/{}", import["id"].as_str().unwrap())
    );
    let new = person::Entity::find()
        .filter(person::Column::StaffNumber.eq("N001"))
        .one(app.db())
        .await;
    assert_eq!(new.unwrap().unwrap().name, "赵新");

    let again = upload(&office, "personnel", app.world.east, "教师.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(
        again["counts"],
        json!({"create": 0, "update": 0, "unchanged": 2, "rejected": 1})
    );
}

both!(a_pupil_sheet_makes_classes_and_joins_siblings);
async fn a_pupil_sheet_makes_classes_and_joins_siblings(app: TestApp) {
    let office = app.as_("office");
    let sheet = workbook(PUPILS);
    let import = upload(&office, "students", app.world.kindergarten, "学生.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(
        import["counts"],
        json!({"create": 2, "update": 0, "unchanged": 0, "rejected": 1})
    );
    assert_eq!(
        import["sheet"]["new_classes"],
        json!([{"unit_name": "青山幼儿园", "name": "小1班"}, {"unit_name": "青山幼儿园", "name": "大1班"}])
    );
    let job = commit(&office, &import).await;
    assert_eq!(job["state"], "done", "{job}");
    let of = async |name: &str| {
        let found = student::Entity::find()
            .filter(student::Column::Name.eq(name))
            .one(app.db())
            .await;
        found.unwrap().unwrap()
    };
    let (one, two) = (of("小一").await, of("小二").await);
    assert_eq!(one.household_id, two.household_id);
    assert_eq!(two.birth_date, "2018-03-11".parse().ok());

    let again = upload(&office, "students", app.world.kindergarten, "学生.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(
        again["counts"],
        json!({"create": 0, "update": 0, "unchanged": 2, "rejected": 1})
    );
    assert_eq!(again["sheet"]["new_classes"], json!([]));
}

both!(a_row_is_fixed_in_place);
async fn a_row_is_fixed_in_place(app: TestApp) {
    let office = app.as_("office");
    let import = upload(&office, "personnel", app.world.east, "a.xlsx", &workbook(TEACHERS))
        .await
        .expect(201)
        .body;
    let path = format!("/imports/{}/rows/4", import["id"].as_str().unwrap());
    let answer = office.post(&path, json!({"cells": {"血型": "A"}})).await;
    answer.refuses("#/cells/血型", "unknown_column");
    let fixed = office
        .post(&path, json!({"cells": {"身份证件号": "532301201503100011"}}))
        .await
        .expect(200)
        .body;
    assert_eq!(fixed["row"]["action"], "create");
    assert_eq!(
        fixed["import"]["counts"],
        json!({"create": 3, "update": 0, "unchanged": 0, "rejected": 0})
    );
    // The same number as in the row above: the later row is refused.
    let fixed = office
        .post(
            &path,
            json!({"cells": {"身份证件号": "11010519491231002X", "教职工号": ""}}),
        )
        .await
        .expect(200)
        .body;
    assert_eq!(fixed["row"]["action"], "rejected");
    assert_eq!(fixed["row"]["problems"][0]["code"], "duplicate_row");
    let nowhere = format!("/imports/{}/rows/99", import["id"].as_str().unwrap());
    office
        .post(&nowhere, json!({"cells": {"姓名": "某人"}}))
        .await
        .problem(404, "not_found");
}

both!(only_a_previewed_import_can_be_committed_or_discarded);
async fn only_a_previewed_import_can_be_committed_or_discarded(app: TestApp) {
    let office = app.as_("office");
    let import = upload(&office, "personnel", app.world.east, "a.xlsx", &workbook(TEACHERS))
        .await
        .expect(201)
        .body;
    assert_eq!(import["allowed_moves"], json!(["commit", "discard"]));
    let id = import["id"].as_str().unwrap();
    let discarded = office
        .request(Method::POST, format!("/imports/{id}/discard"))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&discarded["state"], &discarded["allowed_moves"]),
        (&json!("discarded"), &json!([]))
    );
    assert_eq!(import_row::Entity::find().count(app.db()).await.unwrap(), 0);
    let refused = office
        .request(Method::POST, format!("/imports/{id}/commit"))
        .key(Uuid::now_v7())
        .await;
    assert_eq!(refused.problem(409, "illegal_move").get("allowed"), None);
    let unkeyed = office.request(Method::POST, format!("/imports/{id}/commit")).await;
    unkeyed.problem(400, "idempotency_key_required");
}

both!(the_same_upload_with_the_same_key_is_one_import);
async fn the_same_upload_with_the_same_key_is_one_import(app: TestApp) {
    let office = app.as_("office");
    let sheet = workbook(TEACHERS);
    let unit = app.world.east.to_string();
    let fields = [("kind", "personnel"), ("unit_id", unit.as_str())];
    let send = async |content: &[u8]| {
        let request = office.request(Method::POST, "/imports").key("the-same-upload");
        request.file(&fields, "file", "a.xlsx", content).await
    };
    let first = send(&sheet).await.expect(201).body;
    assert_eq!(send(&sheet).await.expect(201).body["id"], first["id"]);
    let other = workbook(PUPILS);
    assert!(!send(&other).await.status.is_success());
    assert_eq!(office.all("/imports").await.len(), 1);
}

both!(a_commit_that_was_cut_off_goes_on);
async fn a_commit_that_was_cut_off_goes_on(app: TestApp) {
    let office = app.as_("office");
    let import = upload(&office, "personnel", app.world.east, "a.xlsx", &workbook(TEACHERS))
        .await
        .expect(201)
        .body;
    let id = import["id"].as_str().unwrap();
    // The job is taken on; before its first portion the server stops, so the task never runs.
    let job = lianxin::entities::job::ActiveModel {
        id: sea_orm::Set(lianxin::entities::ids::JobId::new()),
        kind: sea_orm::Set(lianxin::entities::job::JobKind::ImportCommit),
        state: sea_orm::Set(lianxin::entities::job::JobState::Running),
        done: sea_orm::Set(0),
        total: sea_orm::Set(Some(2)),
        owner: sea_orm::Set(app.world.office.account),
        unit_id: sea_orm::Set(None),
        params: sea_orm::Set(json!({})),
        result: sea_orm::Set(None),
        error: sea_orm::Set(None),
        started_at: sea_orm::Set(Some(app.now())),
        finished_at: sea_orm::Set(None),
        cancel_requested: sea_orm::Set(false),
        version: sea_orm::Set(1),
        created_at: sea_orm::Set(app.now()),
        updated_at: sea_orm::Set(app.now()),
    };
    let job_id = job.id.clone().unwrap();
    lianxin::entities::job::Entity::insert(job)
        .exec_without_returning(app.db())
        .await
        .unwrap();
    lianxin::entities::import::Entity::update_many()
        .set(lianxin::entities::import::ActiveModel {
            state: sea_orm::Set(lianxin::entities::import::ImportState::Committing),
            job_id: sea_orm::Set(Some(job_id)),
            ..Default::default()
        })
        .exec(app.db())
        .await
        .unwrap();
    let refused = office
        .request(Method::POST, format!("/imports/{id}/commit"))
        .key(Uuid::now_v7())
        .await;
    refused.problem(409, "illegal_move");

    lianxin::features::jobs::recover(&app.state).await.unwrap();
    lianxin::features::transfer::recover(&app.state).await.unwrap();
    let failed = office.get(format!("/jobs/{job_id}")).await.expect(200).body;
    assert_eq!(
        (&failed["state"], &failed["error"]["code"]),
        (&json!("failed"), &json!("interrupted"))
    );
    let job = commit(&office, &import).await;
    assert_eq!(job["state"], "done", "{job}");
    let committed = office.get(format!("/imports/{id}")).await.expect(200).body;
    assert_eq!(committed["state"], "committed");
}

both!(imports_stay_within_the_callers_units);
async fn imports_stay_within_the_callers_units(app: TestApp) {
    let sheet = workbook(TEACHERS);
    let foreign = upload(&app.as_("office"), "personnel", app.world.other, "a.xlsx", &sheet).await;
    foreign.refuses("#/unit_id", "unknown_reference");
    upload(&app.as_("teacher_a"), "personnel", app.world.east, "a.xlsx", &sheet)
        .await
        .problem(403, "forbidden");
    let import = upload(&app.as_("office"), "personnel", app.world.east, "a.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
    app.as_("stranger_office")
        .get(format!("{path}/rows"))
        .await
        .problem(404, "not_found");
    app.as_("admin").get(&path).await.expect(200);
    assert!(app.as_("stranger_office").all("/imports").await.is_empty());
}

both!(a_school_code_in_a_row_names_its_unit);
async fn a_school_code_in_a_row_names_its_unit(app: TestApp) {
    use lianxin::entities::org_unit;
    org_unit::Entity::update_many()
        .set(org_unit::ActiveModel {
            school_code: sea_orm::Set(Some("2153230102".into())),
            ..Default::default()
        })
        .filter(org_unit::Column::Id.eq(app.world.west))
        .exec(app.db())
        .await
        .unwrap();
    let sheet = workbook(&[
        &["姓名", "性别", "教职工号", "学校标识码"],
        &["甲", "男", "X1", "2153230102"],
        &["乙", "男", "X2", ""],
        &["丙", "男", "X3", "9999999999"],
    ]);
    let office = app.as_("office");
    let import = upload(&office, "personnel", app.world.school, "a.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    assert_eq!(import["counts"]["create"], 2);
    commit(&office, &import).await;
    let unit_of = async |number: &str| {
        let found = person::Entity::find()
            .filter(person::Column::StaffNumber.eq(number))
            .one(app.db())
            .await;
        found.unwrap().unwrap().unit_id
    };
    assert_eq!(unit_of("X1").await, app.world.west);
    assert_eq!(unit_of("X2").await, app.world.school);
}

both!(a_template_is_read_back_as_what_it_is);
async fn a_template_is_read_back_as_what_it_is(app: TestApp) {
    let office = app.as_("office");
    for (file, kind) in [("personnel.xlsx", "personnel"), ("students.xlsx", "students")] {
        let template = office.get(format!("/imports/templates/{file}")).await.expect(200);
        assert!(
            template
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
        let answer = upload(&office, kind, app.world.east, file, &template.bytes).await;
        answer.refuses("#/file", "empty_sheet");
    }
    office
        .get("/imports/templates/other.xlsx")
        .await
        .problem(404, "not_found");
}

both!(what_is_kept_of_a_sheet_cannot_be_read_in_the_database);
async fn what_is_kept_of_a_sheet_cannot_be_read_in_the_database(app: TestApp) {
    upload(
        &app.as_("office"),
        "students",
        app.world.east,
        "a.xlsx",
        &workbook(PUPILS),
    )
    .await
    .expect(201);
    let rows = import_row::Entity::find().all(app.db()).await.unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let opened = app.state.vault.open_text("import_rows.cells", &row.sealed).unwrap();
        assert!(!opened.contains("血型"));
        let kept = format!("{row:?}");
        assert!(
            !kept.contains("532301201503100011") && !kept.contains("13900000001"),
            "{kept}"
        );
    }
}
