//! A scheme in force and a round by it, made through HTTP by the office of the school.
//!
//! ```ignore
//! let round = open_round(&app).await;
//! app.as_("vice").get(format!("/evaluation-sheets?round_id={}", round.id)).await;
//! move_round(&app, round.id, json!({"move": "seal"})).await.expect(200);
//! ```

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, TestApp};

/// A round of the school: its scheme is [`evaluation_rules`], and it evaluates four objects.
#[derive(Debug, Clone)]
pub struct EvaluationRound {
    pub id: Uuid,
    pub scheme: Uuid,
    /// The leadership team of the school.
    pub team: Uuid,
    /// 高建国, the principal.
    pub principal: Uuid,
    /// 马志远, the vice principal; an assessor in `leaders`.
    pub vice: Uuid,
    /// 郭大勇, the director of general affairs.
    pub logistics: Uuid,
}

/// Rules with two organisational groups (`leaders` 40, `middle` 60) and two of the mass (`staff` 60, `parents` 40).
///
/// The dimension `grassroots` (40) has two items, `visits` and `listening`; `difficulties` (60) has none, so sheets
/// grade it by its own code.
pub fn evaluation_rules() -> Value {
    let everybody = json!(["leadership_team", "cadre"]);
    json!({
        "dimensions": [
            {"code": "grassroots", "name": "深入基层", "weight": "40", "items": [
                {"code": "visits", "text": "按计划到联系学校"}, {"code": "listening", "text": "听得到真话"}
            ]},
            {"code": "difficulties", "name": "帮助解决实际困难", "weight": "60", "items": []}
        ],
        "grades": [
            {"code": "excellent", "name": "优秀", "value": "100"}, {"code": "competent", "name": "称职", "value": "80"},
            {"code": "basic", "name": "基本称职", "value": "60"}, {"code": "poor", "name": "不称职", "value": "40"}
        ],
        "groups": [
            {"code": "leaders", "name": "校领导互评", "part": "organisational", "rates": everybody, "weight": "40", "minimum": 0, "staff": false},
            {"code": "middle", "name": "中层评议", "part": "organisational", "rates": everybody, "weight": "60", "minimum": 0, "staff": false},
            {"code": "staff", "name": "教职工测评", "part": "mass", "rates": everybody, "weight": "60", "minimum": 10, "staff": true},
            {"code": "parents", "name": "家长代表测评", "part": "mass", "rates": everybody, "weight": "40", "minimum": 5, "staff": false}
        ],
        "organisational_weight": "60", "mass_weight": "40",
        "bands": [{"grade": "excellent", "from": "90"}, {"grade": "competent", "from": "70"}, {"grade": "basic", "from": "60"}],
        "cap": {"percent": "34", "ties": "none"},
        "hygiene": ["all_equal", "all_abstained", "all_worst"],
        "objection_days": 5
    })
}

/// A scheme of the school in force, with these rules.
pub async fn scheme_in_force(app: &TestApp, rules: Value) -> Uuid {
    let draft = json!({
        "unit_id": app.world.school, "title": "干部直接联系群众考评方案", "effective_from": "2026-09-01", "rules": rules
    });
    let id: Uuid = app
        .as_("office")
        .post("/evaluation-schemes", draft)
        .await
        .expect(201)
        .id();
    move_scheme(app, id, "adopt").await.expect(200);
    id
}

pub async fn move_scheme(app: &TestApp, id: Uuid, wanted: &str) -> Answer {
    app.as_("office")
        .post(format!("/evaluation-schemes/{id}/moves"), json!({ "move": wanted }))
        .key(Uuid::now_v7())
        .await
}

/// Moves a round as the office does.
pub async fn move_round(app: &TestApp, id: Uuid, body: Value) -> Answer {
    app.as_("office")
        .post(format!("/evaluation-rounds/{id}/moves"), body)
        .key(Uuid::now_v7())
        .await
}

/// A draft by a scheme that can be opened: 高建国, 马志远 and 宋春华 assess in `leaders`, 郭大勇 and 罗正明 in `middle`.
pub async fn draft_round(app: &TestApp, scheme: Uuid) -> EvaluationRound {
    let world = &app.world;
    let office = app.as_("office");
    let draft = json!({
        "unit_id": world.school, "scheme_id": scheme, "title": "2026年秋季学期干部考评",
        "period_from": "2026-08-31", "period_to": "2027-01-15", "closes_at": app.now() + TimeDelta::days(7)
    });
    let id: Uuid = office.post("/evaluation-rounds", draft).await.expect(201).id();
    let cadre = |person| json!({"kind": "cadre", "person_id": person});
    let objects = json!({"items": [
        {"kind": "leadership_team"}, cadre(world.principal.person), cadre(world.vice.person), cadre(world.logistics.person)
    ]});
    let objects = put(app, &format!("/evaluation-rounds/{id}/objects"), 1, objects)
        .await
        .expect(200);
    let assessor = |group, person| json!({"group_code": group, "person_id": person});
    let assessors = json!({"items": [
        assessor("leaders", world.principal.person), assessor("leaders", world.vice.person),
        assessor("leaders", world.west_principal.person),
        assessor("middle", world.logistics.person), assessor("middle", world.east_principal.person)
    ]});
    put(app, &format!("/evaluation-rounds/{id}/assessors"), 2, assessors)
        .await
        .expect(200);
    let ids: Vec<Uuid> = objects
        .column("id")
        .iter()
        .map(|id| id.as_str().unwrap().parse().unwrap())
        .collect();
    EvaluationRound {
        id,
        scheme,
        team: ids[0],
        principal: ids[1],
        vice: ids[2],
        logistics: ids[3],
    }
}

/// Writes one of the lists of a round as the office does.
pub async fn put(app: &TestApp, path: &str, version: i64, body: Value) -> Answer {
    app.as_("office").put(path, body).if_match(version).await
}

/// An open round by [`evaluation_rules`]; it closes in seven days.
pub async fn open_round(app: &TestApp) -> EvaluationRound {
    open_round_by(app, evaluation_rules()).await
}

/// An open round by rules of one's own, with the groups `leaders` and `middle` among them.
pub async fn open_round_by(app: &TestApp, rules: Value) -> EvaluationRound {
    let scheme = scheme_in_force(app, rules).await;
    let round = draft_round(app, scheme).await;
    move_round(app, round.id, json!({"move": "open"})).await.expect(200);
    round
}
