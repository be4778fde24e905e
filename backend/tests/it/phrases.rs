//! Phrases, through HTTP, on both databases.

use serde_json::json;
use uuid::Uuid;

use crate::{both, support::TestApp};

both!(a_teacher_keeps_his_own_phrases);
async fn a_teacher_keeps_his_own_phrases(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let homework = json!({"text": "孩子按时完成作业", "kind": "home_visit"});
    let kept = teacher.post("/phrases", homework.clone()).await.expect(201);
    let at = format!("/phrases/{}", kept.id::<Uuid>());
    assert_eq!(kept.body["editable"], true);
    assert_eq!(kept.body["unit_id"], json!(null));
    teacher
        .post("/phrases", json!({"text": "家长支持学校工作"}))
        .await
        .expect(201);
    teacher.post("/phrases", homework).await.refuses("#/text", "duplicate");
    teacher
        .post("/phrases", json!({"text": "好"}))
        .await
        .problem(422, "invalid_fields");
    let offered = async |kind: &str| {
        let listed = teacher.get(format!("/phrases?kind={kind}")).await.expect(200);
        listed.column("text")
    };
    assert_eq!(offered("home_visit").await, ["孩子按时完成作业", "家长支持学校工作"]);
    assert_eq!(offered("branch_visit").await, ["家长支持学校工作"]);
    for username in ["teacher_b", "principal", "office"] {
        assert!(app.as_(username).get("/phrases").await.expect(200).items().is_empty());
        let changed = app.as_(username).patch(&at, json!({"text": "改写"})).if_match(1).await;
        changed.problem(404, "not_found");
    }
    teacher
        .patch(&at, json!({"text": "改写"}))
        .await
        .problem(428, "precondition_required");
    let changed = teacher
        .patch(&at, json!({"text": "作业按时完成", "kind": null}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(
        (&changed.body["text"], &changed.body["kind"]),
        (&json!("作业按时完成"), &json!(null))
    );
    assert_eq!(offered("branch_visit").await, ["作业按时完成", "家长支持学校工作"]);
    let stale = teacher
        .patch(&at, json!({"text": "又改"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    assert_eq!(stale["differences"][0]["current"], "作业按时完成");
    teacher.delete(&at).if_match(2).await.expect(204);
    assert_eq!(teacher.get("/phrases?shared=false").await.expect(200).items().len(), 1);
}

both!(the_school_shares_phrases_with_its_own_and_nobody_else);
async fn the_school_shares_phrases_with_its_own_and_nobody_else(app: TestApp) {
    let shared = json!({"text": "食堂明厨亮灶", "unit_id": app.world.school});
    let kept = app.as_("office").post("/phrases", shared.clone()).await.expect(201);
    let at = format!("/phrases/{}", kept.id::<Uuid>());
    assert_eq!(kept.body["unit_name"], "青山中心小学");
    let east = json!({"text": "东村的孩子上学路远", "unit_id": app.world.east});
    app.as_("east_principal")
        .post("/phrases", east.clone())
        .await
        .expect(201);
    app.as_("west_principal")
        .post("/phrases", east)
        .await
        .problem(403, "forbidden");
    app.as_("teacher_a")
        .post("/phrases", shared)
        .await
        .problem(403, "forbidden");
    let offered = async |username: &str| {
        app.as_(username)
            .get("/phrases?shared=true")
            .await
            .expect(200)
            .column("text")
    };
    assert_eq!(offered("teacher_a").await, ["食堂明厨亮灶", "东村的孩子上学路远"]);
    assert_eq!(offered("teacher_c").await, ["食堂明厨亮灶"]);
    assert!(offered("stranger").await.is_empty());
    let seen = app.as_("teacher_a").get("/phrases").await.expect(200);
    assert_eq!(seen.column("editable"), [false, false]);
    app.as_("teacher_a")
        .patch(&at, json!({"text": "改写"}))
        .if_match(1)
        .await
        .problem(403, "forbidden");
    app.as_("teacher_a")
        .delete(&at)
        .if_match(1)
        .await
        .problem(403, "forbidden");
    app.as_("stranger_office")
        .delete(&at)
        .if_match(1)
        .await
        .problem(404, "not_found");
    app.as_("principal").delete(&at).if_match(1).await.expect(204);
}

both!(more_phrases_than_one_sees_at_a_glance_are_refused);
async fn more_phrases_than_one_sees_at_a_glance_are_refused(app: TestApp) {
    for number in 0..60 {
        let phrase = json!({"text": format!("第 {number} 句")});
        app.as_("teacher_a").post("/phrases", phrase).await.expect(201);
    }
    let phrase = json!({"text": "再来一句"});
    app.as_("teacher_a")
        .post("/phrases", phrase.clone())
        .await
        .refuses("#/text", "too_many");
    app.as_("teacher_b").post("/phrases", phrase).await.expect(201);
}

both!(templates_are_kept_for_each_move);
async fn templates_are_kept_for_each_move(app: TestApp) {
    let office = app.as_("office");
    let answer = json!({
        "text": "您反映的“{标题}”（{编号}）已由{单位}办结，感谢您的监督。",
        "purpose": "reply", "unit_id": app.world.school,
    });
    let kept = office.post("/phrases", answer).await.expect(201);
    assert_eq!(kept.body["purpose"], "reply");
    office
        .post("/phrases", json!({"text": "{姓名}您好", "purpose": "call_back"}))
        .await
        .refuses("#/text", "unknown_placeholder");
    office
        .post(
            "/phrases",
            json!({"text": "请办理", "purpose": "route", "kind": "home_visit"}),
        )
        .await
        .refuses("#/kind", "only_for_records");
    let long = "好".repeat(201);
    office
        .post("/phrases", json!({"text": long}))
        .await
        .refuses("#/text", "length");
    office
        .post("/phrases", json!({"text": long, "purpose": "reply"}))
        .await
        .expect(201);
    let of = async |query: &str| {
        app.as_("logistics")
            .get(format!("/phrases?{query}"))
            .await
            .expect(200)
            .items()
            .len()
    };
    assert_eq!(of("purpose=reply,return").await, 1);
    assert_eq!(of("purpose=return").await, 0);
    assert_eq!(of("kind=home_visit").await, 0, "a template is no phrase for records");
}
