//! Schemes and rounds of evaluation, through HTTP, on both databases.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{
        Answer, TestApp,
        evaluation::{draft_round, evaluation_rules, move_round, move_scheme, open_round, put, scheme_in_force},
    },
};

async fn draft_scheme(app: &TestApp, username: &str, fields: Value) -> Answer {
    let mut body = json!({
        "unit_id": app.world.school, "title": "干部直接联系群众考评方案", "effective_from": "2026-09-01"
    });
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.as_(username).post("/evaluation-schemes", body).await
}

async fn record(app: &TestApp, username: &str, scheme: Uuid, fields: Value) -> Answer {
    let mut body = json!({
        "unit_id": app.world.school, "scheme_id": scheme, "title": "2026年秋季学期干部考评",
        "period_from": "2026-08-31", "period_to": "2027-01-15"
    });
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.as_(username).post("/evaluation-rounds", body).await
}

async fn round(app: &TestApp, username: &str, id: Uuid) -> Value {
    app.as_(username)
        .get(format!("/evaluation-rounds/{id}"))
        .await
        .expect(200)
        .body
}

fn codes(lacks: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let lacks = lacks.as_array().unwrap().iter();
    lacks
        .map(|lack| (text(&lack["pointer"]), text(&lack["code"])))
        .collect()
}

both!(a_scheme_without_rules_begins_as_the_example_until_somebody_decides);
async fn a_scheme_without_rules_begins_as_the_example_until_somebody_decides(app: TestApp) {
    let made = draft_scheme(&app, "office", json!({})).await.expect(201);
    assert_eq!(made.body["is_example"], true);
    assert_eq!(made.body["state"], "draft");
    assert_eq!(made.body["rules"]["dimensions"].as_array().unwrap().len(), 4);
    assert_eq!(made.body["rules"]["mass_weight"], "40");
    assert_eq!(made.body["allowed_moves"], json!(["adopt"]));
    let path = format!("/evaluation-schemes/{}", made.id::<Uuid>());
    let renamed = app
        .as_("office")
        .patch(&path, json!({"title": "考评方案（试行）"}))
        .if_match(1)
        .await;
    assert_eq!(renamed.expect(200).body["is_example"], true);
    let decided = app
        .as_("principal")
        .patch(&path, json!({"rules": evaluation_rules()}))
        .if_match(2)
        .await
        .expect(200);
    assert_eq!(decided.body["is_example"], false);
    assert_eq!(decided.body["rules"], evaluation_rules());
    app.as_("office")
        .patch(&path, json!({"title": "改名"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
}

both!(rules_that_cannot_be_kept_are_refused_field_by_field);
async fn rules_that_cannot_be_kept_are_refused_field_by_field(app: TestApp) {
    let mut rules = evaluation_rules();
    rules["groups"][2]["minimum"] = json!(5);
    rules["groups"][3]["minimum"] = json!(4);
    rules["grades"][1]["value"] = json!("100");
    rules["bands"][0]["grade"] = json!("splendid");
    let refused = draft_scheme(&app, "office", json!({"rules": rules})).await;
    let problem = refused.problem(422, "invalid_fields");
    assert_eq!(
        codes(&problem["errors"]),
        [
            ("#/rules/grades/1/value", "not_descending"),
            ("#/rules/groups/2/minimum", "range"),
            ("#/rules/groups/3/minimum", "range"),
            ("#/rules/bands/0/grade", "unknown_reference"),
        ]
        .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    );
    let mut unknown = evaluation_rules();
    unknown["dimension"] = json!([]);
    draft_scheme(&app, "office", json!({"rules": unknown}))
        .await
        .refuses("#/rules/dimension", "unknown_field");
    let mut inexact = evaluation_rules();
    inexact["mass_weight"] = json!("vierzig");
    draft_scheme(&app, "office", json!({"rules": inexact}))
        .await
        .refuses("#/rules/mass_weight", "wrong_type");
    let department = json!({"unit_id": app.world.general_affairs});
    draft_scheme(&app, "office", department)
        .await
        .refuses("#/unit_id", "unknown_reference");
}

both!(a_new_version_takes_the_place_of_the_one_in_force);
async fn a_new_version_takes_the_place_of_the_one_in_force(app: TestApp) {
    let first = scheme_in_force(&app, evaluation_rules()).await;
    let path = format!("/evaluation-schemes/{first}");
    let edit = app
        .as_("office")
        .patch(&path, json!({"title": "改名"}))
        .if_match(2)
        .await;
    edit.problem(409, "illegal_move");
    let early = json!({"supersedes_id": first, "effective_from": "2026-09-01"});
    draft_scheme(&app, "office", early)
        .await
        .refuses("#/effective_from", "before_former");
    let next = json!({"supersedes_id": first, "effective_from": "2026-11-24", "title": "考评方案（修订）"});
    let draft = draft_scheme(&app, "office", next.clone()).await.expect(201);
    assert_eq!(
        draft.body["rules"],
        evaluation_rules(),
        "it begins with the rules of the version before it"
    );
    let second: Uuid = draft.id();
    let rival: Uuid = draft_scheme(&app, "office", next).await.expect(201).id();
    move_scheme(&app, second, "adopt")
        .await
        .problem(409, "not_yet_effective");
    app.advance(TimeDelta::days(1));
    let adopted = move_scheme(&app, second, "adopt").await.expect(200);
    assert_eq!(adopted.body["state"], "in_force");
    let versions: Vec<_> = adopted.body["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| &version["state"])
        .collect();
    assert_eq!(versions, ["retired", "in_force", "draft"]);
    let former = app.as_("principal").get(&path).await.expect(200);
    assert_eq!(former.body["state"], "retired");
    assert_eq!(former.body["effective_to"], "2026-11-23");
    move_scheme(&app, rival, "adopt")
        .await
        .problem(409, "former_not_in_force");
    let retired = move_scheme(&app, second, "retire").await.expect(200);
    assert_eq!(retired.body["effective_to"], "2026-11-24");
    assert_eq!(retired.body["allowed_moves"], json!([]));
    let listed = app
        .as_("office")
        .get("/evaluation-schemes?state=retired&sort=effective_from")
        .await
        .expect(200);
    assert_eq!(listed.column("id"), [json!(first), json!(second)]);
}

both!(schools_use_schemes_of_the_bureau_above_and_never_each_others);
async fn schools_use_schemes_of_the_bureau_above_and_never_each_others(app: TestApp) {
    let above: Uuid = draft_scheme(&app, "bureau_officer", json!({"unit_id": app.world.bureau}))
        .await
        .expect(201)
        .id();
    let own: Uuid = draft_scheme(&app, "office", json!({})).await.expect(201).id();
    let other = json!({"unit_id": app.world.other});
    draft_scheme(&app, "office", other.clone())
        .await
        .refuses("#/unit_id", "unknown_reference");
    let foreign: Uuid = draft_scheme(&app, "stranger_office", other).await.expect(201).id();
    let usable = app
        .as_("office")
        .get(format!("/evaluation-schemes?for_unit_id={}", app.world.school))
        .await
        .expect(200);
    let mut ids = usable.column("id");
    ids.sort_by_key(ToString::to_string);
    assert_eq!(ids, [json!(above), json!(own)]);
    assert_eq!(
        app.as_("teacher_a")
            .get(format!("/evaluation-schemes/{above}"))
            .await
            .expect(200)
            .body["editable"],
        false
    );
    app.as_("office")
        .get(format!("/evaluation-schemes/{foreign}"))
        .await
        .problem(404, "not_found");
    app.as_("office")
        .patch(format!("/evaluation-schemes/{above}"), json!({"title": "改名"}))
        .if_match(1)
        .await
        .problem(403, "forbidden");
    record(&app, "office", foreign, json!({}))
        .await
        .refuses("#/scheme_id", "unknown_reference");
    record(&app, "office", above, json!({})).await.expect(201);
}

both!(a_draft_says_what_it_lacks_and_opening_says_the_same);
async fn a_draft_says_what_it_lacks_and_opening_says_the_same(app: TestApp) {
    let scheme: Uuid = draft_scheme(&app, "office", json!({"rules": evaluation_rules()}))
        .await
        .expect(201)
        .id();
    let made = record(&app, "office", scheme, json!({})).await.expect(201);
    let everything = [
        ("#/scheme_id", "not_in_force"),
        ("#/objects", "required"),
        ("#/closes_at", "required"),
    ]
    .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(codes(&made.body["lacks"]), everything);
    let id: Uuid = made.id();
    let refused = move_round(&app, id, json!({"move": "open"}))
        .await
        .problem(422, "invalid_fields");
    assert_eq!(codes(&refused["errors"]), everything);
    move_scheme(&app, scheme, "adopt").await.expect(200);
    put(
        &app,
        &format!("/evaluation-rounds/{id}/objects"),
        1,
        json!({"items": [{"kind": "leadership_team"}]}),
    )
    .await
    .expect(200);
    let past = json!({"move": "open", "closes_at": app.now()});
    let refused = move_round(&app, id, past).await.problem(422, "invalid_fields");
    assert_eq!(
        codes(&refused["errors"]),
        [
            ("#/assessors", "group_without_assessors"),
            ("#/closes_at", "in_the_past")
        ]
        .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()))
    );
    let detail = refused["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("校领导互评") && detail.contains("中层评议"), "{detail}");
}

both!(a_round_is_frozen_when_it_opens_and_goes_forward_only);
async fn a_round_is_frozen_when_it_opens_and_goes_forward_only(app: TestApp) {
    let made = open_round(&app).await;
    let path = format!("/evaluation-rounds/{}", made.id);
    let open = round(&app, "principal", made.id).await;
    assert_eq!(open["state"], "open");
    assert_eq!(open["object_count"], 4);
    assert_eq!(open["rules"], evaluation_rules());
    assert_eq!(open["allowed_moves"], json!(["extend", "seal"]));
    assert_eq!(open["may_change"], json!(["title", "notes", "closing", "boxes"]));

    // What is decided stays: a new version of the scheme changes nothing of the round.
    let next = json!({"supersedes_id": made.scheme, "effective_from": "2026-11-23"});
    let next: Uuid = draft_scheme(&app, "office", next).await.expect(201).id();
    move_scheme(&app, next, "adopt").await.expect(200);
    assert_eq!(round(&app, "office", made.id).await["rules"], evaluation_rules());
    let version = open["version"].as_i64().unwrap();
    let office = app.as_("office");
    let frozen = json!({"scheme_id": next, "period_to": "2027-01-20", "closes_at": null});
    let refused = office
        .patch(&path, frozen)
        .if_match(version)
        .await
        .problem(422, "invalid_fields");
    assert_eq!(
        codes(&refused["errors"])
            .into_iter()
            .map(|(pointer, _)| pointer)
            .collect::<Vec<_>>(),
        ["#/scheme_id", "#/period_to", "#/closes_at"]
    );
    put(&app, &format!("{path}/objects"), version, json!({"items": []}))
        .await
        .problem(409, "illegal_move");
    put(&app, &format!("{path}/assessors"), version, json!({"items": []}))
        .await
        .problem(409, "illegal_move");
    office
        .patch(&path, json!({"notes": "请按平时了解的情况填写"}))
        .if_match(version)
        .await
        .expect(200);

    let earlier = json!({"move": "extend", "closes_at": app.now() + TimeDelta::days(2)});
    move_round(&app, made.id, earlier)
        .await
        .refuses("#/closes_at", "not_later");
    move_round(&app, made.id, json!({"move": "extend"}))
        .await
        .refuses("#/closes_at", "required");
    let later = json!({"move": "extend", "closes_at": app.now() + TimeDelta::days(9), "note": "村里停电一天"});
    move_round(&app, made.id, later).await.expect(200);
    move_round(&app, made.id, json!({"move": "score"}))
        .await
        .problem(409, "illegal_move");
    let needless = json!({"move": "seal", "closes_at": app.now()});
    move_round(&app, made.id, needless)
        .await
        .refuses("#/closes_at", "not_used");
    for (wanted, state) in [("seal", "sealed"), ("score", "scored"), ("publish", "published")] {
        let moved = move_round(&app, made.id, json!({ "move": wanted })).await.expect(200);
        assert_eq!(moved.body["state"], state);
        let edit = office
            .patch(&path, json!({"title": "改名"}))
            .if_match(moved.version())
            .await;
        edit.problem(409, "illegal_move");
    }
    let published = round(&app, "office", made.id).await;
    assert_eq!(
        published["objections_until"], "2026-11-30",
        "five working days after Monday, 23 November"
    );
    assert_eq!(published["may_change"], json!(["objections"]));
    move_round(&app, made.id, json!({"move": "archive"}))
        .await
        .problem(409, "objections_open");
    app.advance(TimeDelta::days(8));
    let archived = move_round(&app, made.id, json!({"move": "archive"})).await.expect(200);
    assert_eq!(archived.body["allowed_moves"], json!([]));

    let steps = office.get(format!("{path}/events")).await.expect(200);
    assert_eq!(
        steps.column("step"),
        [
            "record", "edit", "edit", "open", "edit", "extend", "seal", "score", "publish", "archive"
        ]
    );
    assert_eq!(steps.items()[5]["note"], "村里停电一天");
    assert_eq!(
        steps.items()[4]["changes"]["after"],
        json!({"notes": "请按平时了解的情况填写"})
    );
}

both!(objects_are_those_of_the_units_and_named_as_in_the_directory);
async fn objects_are_those_of_the_units_and_named_as_in_the_directory(app: TestApp) {
    let scheme = scheme_in_force(&app, evaluation_rules()).await;
    let made = draft_round(&app, scheme).await;
    let path = format!("/evaluation-rounds/{}/objects", made.id);
    let listed = app.as_("office").get(&path).await.expect(200);
    assert_eq!(
        listed.column("id"),
        [made.team, made.principal, made.vice, made.logistics].map(|id| json!(id))
    );
    assert_eq!(
        listed.column("name"),
        ["青山中心小学领导班子", "高建国", "马志远", "郭大勇"]
    );
    assert_eq!(listed.column("post"), ["", "校长", "副校长", "总务主任"]);
    assert_eq!(listed.column("position"), [1, 2, 3, 4]);

    let proposed = app
        .as_("office")
        .get(format!("/evaluation-rounds/{}/proposed-objects", made.id))
        .await
        .expect(200);
    assert_eq!(
        proposed.column("name"),
        [
            "青山中心小学领导班子",
            "高建国",
            "马志远",
            "郭大勇",
            "罗正明",
            "宋春华",
            "林秀英"
        ]
    );
    assert_eq!(proposed.items()[4]["post"], "东村完小校长");

    let world = &app.world;
    let cases = [
        (json!({"kind": "cadre"}), "person_id", "required"),
        (
            json!({"kind": "cadre", "person_id": world.stranger.person}),
            "person_id",
            "unknown_reference",
        ),
        (
            json!({"kind": "cadre", "person_id": world.vice.person, "name": "别名"}),
            "name",
            "not_used",
        ),
        (
            json!({"kind": "leadership_team", "person_id": world.vice.person}),
            "person_id",
            "not_used",
        ),
        (
            json!({"kind": "leadership_team", "unit_id": world.other}),
            "unit_id",
            "unknown_reference",
        ),
        (
            json!({"kind": "leadership_team", "unit_id": world.general_affairs}),
            "unit_id",
            "unknown_reference",
        ),
    ];
    for (item, field, code) in cases {
        let refused = put(&app, &path, 3, json!({"items": [{"kind": "leadership_team"}, item]})).await;
        refused.refuses(&format!("#/items/1/{field}"), code);
    }
    let twice = json!({"kind": "cadre", "person_id": world.vice.person});
    put(&app, &path, 3, json!({"items": [twice, twice]}))
        .await
        .refuses("#/items/1/person_id", "duplicate");
    put(&app, &path, 2, json!({"items": []}))
        .await
        .problem(412, "stale_version");
    let fewer = json!({"items": [
        {"kind": "cadre", "person_id": world.east_principal.person, "post": "完小校长"},
        {"kind": "leadership_team", "unit_id": world.east, "name": "东村完小班子"}
    ]});
    let fewer = put(&app, &path, 3, fewer).await.expect(200);
    assert_eq!(fewer.column("name"), ["罗正明", "东村完小班子"]);
    assert_eq!(fewer.version(), 4);
}

both!(nobody_has_two_voices_in_a_group_and_only_those_of_the_scheme_assess);
async fn nobody_has_two_voices_in_a_group_and_only_those_of_the_scheme_assess(app: TestApp) {
    let scheme = scheme_in_force(&app, evaluation_rules()).await;
    let made = draft_round(&app, scheme).await;
    let path = format!("/evaluation-rounds/{}/assessors", made.id);
    let listed = app.as_("principal").get(&path).await.expect(200);
    assert_eq!(listed.items().len(), 5);
    assert!(listed.column("has_account").iter().all(|has| has == true));
    let world = &app.world;
    let one = |group: &str, person| json!({"group_code": group, "person_id": person});
    let office = world.office.person;
    for (items, field, code) in [
        (
            json!([one("leaders", office), one("leaders", office)]),
            "1/person_id",
            "duplicate",
        ),
        (json!([one("parents", office)]), "0/group_code", "unknown_reference"),
        (
            json!([one("leaders", world.stranger.person)]),
            "0/person_id",
            "unknown_reference",
        ),
    ] {
        put(&app, &path, 3, json!({ "items": items }))
            .await
            .refuses(&format!("#/items/{field}"), code);
    }
    let cook = put(
        &app,
        &path,
        3,
        json!({"items": [one("leaders", world.cook), one("middle", office)]}),
    )
    .await;
    assert_eq!(
        cook.expect(200)
            .items()
            .iter()
            .filter(|row| row["has_account"] == false)
            .count(),
        1
    );

    // By another scheme, only assessors of groups that it has are left.
    let mut rules = evaluation_rules();
    rules["groups"][0]["code"] = json!("team");
    let other = scheme_in_force(&app, rules).await;
    app.as_("office")
        .patch(format!("/evaluation-rounds/{}", made.id), json!({"scheme_id": other}))
        .if_match(4)
        .await
        .expect(200);
    assert_eq!(
        app.as_("office").get(&path).await.expect(200).column("group_code"),
        ["middle"]
    );
}

both!(those_who_take_part_see_a_round_once_it_is_open_and_hold_nothing);
async fn those_who_take_part_see_a_round_once_it_is_open_and_hold_nothing(app: TestApp) {
    let scheme = scheme_in_force(&app, evaluation_rules()).await;
    let made = draft_round(&app, scheme).await;
    let path = format!("/evaluation-rounds/{}", made.id);
    app.as_("vice").get(&path).await.problem(404, "not_found");
    move_round(&app, made.id, json!({"move": "open"})).await.expect(200);
    let seen = app.as_("vice").get(&path).await.expect(200);
    assert_eq!(seen.body["held"], false);
    assert_eq!(seen.body["may_change"], json!([]));
    assert_eq!(seen.body["allowed_moves"], json!([]));
    assert_eq!(
        app.as_("vice")
            .get(format!("{path}/objects"))
            .await
            .expect(200)
            .items()
            .len(),
        4
    );
    app.as_("vice")
        .get(format!("{path}/assessors"))
        .await
        .problem(403, "forbidden");
    app.as_("vice")
        .get(format!("{path}/events"))
        .await
        .problem(403, "forbidden");
    app.as_("teacher_a").get(&path).await.problem(404, "not_found");
    app.as_("stranger_office").get(&path).await.problem(404, "not_found");
    assert_eq!(
        app.as_("bureau_officer").get(&path).await.expect(200).body["held"],
        true
    );
    let all = |username| {
        let client = app.as_(username);
        async move { client.all("/evaluation-rounds?state=open").await.len() }
    };
    assert_eq!(
        (all("office").await, all("vice").await, all("teacher_a").await),
        (1, 1, 0)
    );
}

both!(a_round_that_is_sent_again_is_known_and_days_must_fit);
async fn a_round_that_is_sent_again_is_known_and_days_must_fit(app: TestApp) {
    let scheme = scheme_in_force(&app, evaluation_rules()).await;
    let id = Uuid::now_v7();
    record(&app, "office", scheme, json!({"id": id})).await.expect(201);
    record(&app, "office", scheme, json!({"id": id})).await.expect(200);
    record(&app, "office", scheme, json!({"id": id, "title": "另一次考评"}))
        .await
        .problem(409, "id_taken");
    record(&app, "office", scheme, json!({"period_to": "2026-08-30"}))
        .await
        .refuses("#/period_to", "before_begin");
    record(&app, "office", scheme, json!({"closes_at": app.now()}))
        .await
        .refuses("#/closes_at", "in_the_past");
    record(&app, "office", scheme, json!({"unit_id": app.world.other}))
        .await
        .refuses("#/unit_id", "unknown_reference");
    let title = json!({"title": "2026年秋季学期考评"});
    let path = format!("/evaluation-rounds/{id}");
    app.as_("office")
        .patch(&path, title.clone())
        .await
        .problem(428, "precondition_required");
    app.as_("office").patch(&path, title).if_match(1).await.expect(200);
}
