//! OneRoster 1.2, through HTTP, on both databases; every answer is held against the published schema of the standard.

use std::sync::OnceLock;

use chrono::TimeDelta;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{
    both,
    service_accounts::{get, system, token},
    support::{Answer, TestApp, search},
};

/// The payloads as 1EdTech publishes them.
fn standard(what: &str) -> Validator {
    static PUBLISHED: OnceLock<Value> = OnceLock::new();
    let published =
        PUBLISHED.get_or_init(|| serde_json::from_str(include_str!("../data/oneroster-v1p2.json")).unwrap());
    let mut schema = published.clone();
    schema["$ref"] = json!(format!("#/$defs/{what}"));
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

/// The answer, which must be what the standard says.
#[track_caller]
fn fits(what: &str, record: &Value) {
    let validator = standard(what);
    let complaints: Vec<String> = validator
        .iter_errors(record)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(complaints.is_empty(), "{what}: {complaints:#?}\n{record:#}");
}

/// Another system with the roster of the whole of a school.
struct Roster {
    app: TestApp,
    token: String,
}

impl Roster {
    async fn of(app: TestApp) -> Self {
        let system = system(&app, json!(app.world.school), &["roster:read"]).await;
        let token = token(&app, &system).await;
        Self { app, token }
    }

    async fn ask(&self, path: &str) -> Answer {
        get(&self.app, &self.token, &format!("/oneroster/v1p2/{path}")).await
    }

    /// One field of every record of a collection.
    async fn column(&self, path: &str, collection: &str, field: &str) -> Vec<Value> {
        let answer = self.ask(path).await.expect(200);
        let records = answer.body[collection].as_array().unwrap().clone();
        records
            .iter()
            .map(|record| record.pointer(&format!("/{field}")).cloned().unwrap_or_default())
            .collect()
    }
}

const COLLECTIONS: [(&str, &str, &str); 11] = [
    ("orgs", "orgs", "org"),
    ("schools", "orgs", "org"),
    ("academicSessions", "academicSessions", "academicSession"),
    ("terms", "academicSessions", "academicSession"),
    ("gradingPeriods", "academicSessions", "academicSession"),
    ("courses", "courses", "course"),
    ("classes", "classes", "class"),
    ("users", "users", "user"),
    ("students", "users", "user"),
    ("teachers", "users", "user"),
    ("enrollments", "enrollments", "enrollment"),
];

both!(every_record_fits_the_published_schema_and_is_found_by_its_id);
async fn every_record_fits_the_published_schema_and_is_found_by_its_id(app: TestApp) {
    let roster = Roster::of(app).await;
    for (path, many, one) in COLLECTIONS {
        let answer = roster.ask(path).await.expect(200);
        let records = answer.body[many].as_array().unwrap();
        assert_eq!(
            answer.header("x-total-count"),
            Some(records.len().to_string().as_str()),
            "{path}"
        );
        assert_eq!(records.is_empty(), path == "gradingPeriods", "{path}");
        for record in records {
            fits(one, record);
        }
        if let Some(first) = records.first() {
            let found = roster
                .ask(&format!("{path}/{}", first["sourcedId"].as_str().unwrap()))
                .await
                .expect(200);
            assert_eq!(&found.body[one], first, "{path}");
        }
        let nobody = roster
            .ask(&format!("{path}/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"))
            .await
            .expect(404);
        fits("statusInfo", &nobody.body);
    }
}

both!(the_roster_says_who_is_where);
async fn the_roster_says_who_is_where(app: TestApp) {
    let roster = Roster::of(app).await;
    let world = &roster.app.world;
    let east = roster.ask(&format!("schools/{}", world.east)).await.expect(200).body["org"].clone();
    assert_eq!(
        (&east["name"], &east["type"], &east["identifier"]),
        (&json!("东村完小"), &json!("school"), &json!("DC"))
    );
    assert_eq!(east["parent"]["sourcedId"], json!(world.school));
    let school = roster.ask(&format!("orgs/{}", world.school)).await.expect(200).body["org"].clone();
    assert_eq!(school["children"].as_array().unwrap().len(), 5);
    let bureau = roster.ask(&format!("orgs/{}", world.bureau)).await.expect(200).body["org"].clone();
    assert_eq!(bureau["type"], "district");

    let term = roster.ask(&format!("terms/{}", world.term)).await.expect(200).body["academicSession"].clone();
    assert_eq!(
        (&term["startDate"], &term["endDate"]),
        (&json!("2026-08-31"), &json!("2027-01-16"))
    );
    assert_eq!(
        (&term["schoolYear"], &term["parent"]["sourcedId"]),
        (&json!("2027"), &json!(world.year))
    );

    let class = roster
        .ask(&format!("classes/{}", world.east_3_1))
        .await
        .expect(200)
        .body["class"]
        .clone();
    assert_eq!(
        (&class["grades"], &class["course"]["sourcedId"]),
        (&json!(["03"]), &json!("primary-3"))
    );
    assert_eq!(class["terms"][0]["sourcedId"], json!(world.term));

    let li = roster
        .ask(&format!("students/{}", world.li.pupil))
        .await
        .expect(200)
        .body["user"]
        .clone();
    assert_eq!(
        (&li["familyName"], &li["givenName"], &li["grades"]),
        (&json!("李"), &json!("明"), &json!(["03"]))
    );
    assert_eq!(
        (&li["roles"][0]["role"], &li["enabledUser"]),
        (&json!("student"), &json!("true"))
    );
    for hidden in ["identifier", "phone", "sms", "agents", "username", "metadata"] {
        assert_eq!(li[hidden], Value::Null, "{hidden}");
    }
    let head = roster
        .ask(&format!("users/{}", world.principal.person))
        .await
        .expect(200)
        .body["user"]
        .clone();
    assert_eq!(head["roles"][0]["role"], "principal");
    let cook = roster.ask(&format!("users/{}", world.cook)).await.expect(200).body["user"].clone();
    assert_eq!(
        (&cook["roles"][0]["role"], &cook["identifier"]),
        (&json!("ext:staff"), &json!("T0999"))
    );
    roster.ask(&format!("teachers/{}", world.cook)).await.expect(404);

    let teaching = format!(
        "enrollments?filter=role='teacher' AND class.sourcedId='{}'",
        world.east_3_1
    )
    .replace(' ', "%20");
    let teaching = roster.ask(&teaching).await.expect(200).body["enrollments"].clone();
    let own = teaching
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["user"]["sourcedId"] == json!(world.teacher_a.person));
    let own = own.unwrap();
    assert_eq!(
        (&own["primary"], &own["metadata"]["subject"]),
        (&json!("true"), &json!("语文"))
    );
    assert_eq!(
        (&own["beginDate"], &own["endDate"]),
        (&json!("2026-08-31"), &json!("2027-01-16"))
    );
}

both!(the_roster_of_another_school_is_not_found);
async fn the_roster_of_another_school_is_not_found(app: TestApp) {
    let roster = Roster::of(app).await;
    let world = &roster.app.world;
    for path in [
        format!("schools/{}", world.other),
        format!("schools/{}/classes", world.other),
        format!("classes/{}", world.other_2_1),
        format!("classes/{}/students", world.other_2_1),
        format!("students/{}", world.wu.pupil),
        format!("users/{}/classes", world.wu.pupil),
        format!("users/{}", world.stranger.person),
        format!("terms/{}", world.other_term),
        "classes/nonsense".to_owned(),
    ] {
        let refused = roster.ask(&path).await.expect(404);
        fits("statusInfo", &refused.body);
        let code = &refused.body["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"];
        assert_eq!(code, "unknownobject", "{path}");
    }
}

both!(nested_collections_hold_what_belongs_to_their_record);
async fn nested_collections_hold_what_belongs_to_their_record(app: TestApp) {
    let roster = Roster::of(app).await;
    let world = roster.app.world.clone();
    let (east, class) = (world.east, world.east_3_1);
    let both = [json!(world.east_1_1), json!(world.east_3_1)];
    assert_eq!(
        roster
            .column(&format!("schools/{east}/classes"), "classes", "sourcedId")
            .await,
        both
    );
    let pupils = roster
        .column(&format!("classes/{class}/students"), "users", "sourcedId")
        .await;
    assert_eq!(
        pupils,
        [world.li, world.wang, world.zhang, world.he].map(|family| json!(family.pupil))
    );
    let teachers = roster
        .column(&format!("classes/{class}/teachers"), "users", "sourcedId")
        .await;
    assert_eq!(teachers, [json!(world.teacher_a.person), json!(world.teacher_b.person)]);
    let of_teacher = format!("teachers/{}/classes", world.teacher_b.person);
    assert_eq!(roster.column(&of_teacher, "classes", "sourcedId").await, both);
    let of_pupil = format!("students/{}/classes", world.li_sister);
    assert_eq!(
        roster.column(&of_pupil, "classes", "sourcedId").await,
        [json!(world.east_1_1)]
    );
    let terms = roster
        .column(&format!("schools/{east}/terms"), "academicSessions", "sourcedId")
        .await;
    assert_eq!(terms, [json!(world.term), json!(world.last_term)]);
    let of_term = roster
        .column(&format!("terms/{}/classes", world.last_term), "classes", "sourcedId")
        .await;
    assert!(of_term.is_empty());
    let six = roster
        .column(&format!("schools/{east}/students"), "users", "sourcedId")
        .await;
    assert_eq!(six.len(), 6);
    let staff = roster
        .column(&format!("schools/{east}/teachers"), "users", "roles/0/role")
        .await;
    assert_eq!(staff, [json!("teacher"), json!("teacher")]);
    let enrolled = roster.ask(&format!("schools/{east}/enrollments")).await.expect(200);
    for record in enrolled.body["enrollments"].as_array().unwrap() {
        fits("enrollment", record);
        assert_eq!(record["school"]["sourcedId"], json!(east));
    }
}

both!(pages_orders_and_filters_are_those_of_the_standard);
async fn pages_orders_and_filters_are_those_of_the_standard(app: TestApp) {
    let roster = Roster::of(app).await;
    let first = roster
        .ask("students?limit=4&sort=dateLastModified&orderBy=desc")
        .await
        .expect(200);
    assert_eq!(first.header("x-total-count"), Some("9"));
    let link = first.header("link").unwrap();
    assert!(
        link.contains("students?sort=dateLastModified&orderBy=desc&limit=4&offset=4>; rel=\"next\""),
        "{link}"
    );
    let mut seen = Vec::new();
    for offset in [0, 4, 8] {
        seen.extend(
            roster
                .column(&format!("students?limit=4&offset={offset}"), "users", "sourcedId")
                .await,
        );
    }
    seen.dedup();
    assert_eq!(seen.len(), 9);
    assert!(
        roster
            .column("students?offset=9", "users", "sourcedId")
            .await
            .is_empty()
    );

    let filtered = async |collection: &str, filter: &str| {
        let path = search(&format!("{collection}?filter="), filter);
        let answer = roster.ask(&path).await.expect(200);
        answer.header("x-total-count").unwrap().parse::<u64>().unwrap()
    };
    assert_eq!(filtered("users", "roles.role='student'").await, 9);
    assert_eq!(
        filtered("users", "roles.role='student' AND status='tobedeleted'").await,
        0
    );
    assert_eq!(filtered("orgs", "type='department' OR type='district'").await, 3);
    assert_eq!(filtered("orgs", "name~'完小'").await, 2);
    assert_eq!(filtered("orgs", "name~'%'").await, 0);
    assert_eq!(filtered("classes", "grades='03'").await, 1);
    assert_eq!(filtered("courses", "courseCode~'primary'").await, 6);
    assert_eq!(filtered("courses", "courseCode!='primary-1'").await, 12);
    assert_eq!(filtered("users", "sourcedId='nonsense'").await, 0);
    assert_eq!(
        filtered("academicSessions", "startDate>='2026-08-31' AND type='term'").await,
        1
    );
    assert_eq!(filtered("academicSessions", "endDate='2027-01-16'").await, 1);
    let fields = roster
        .ask("students?fields=sourcedId,familyName&limit=1")
        .await
        .expect(200);
    let names: Vec<&String> = fields.body["users"][0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["familyName", "sourcedId"]);
}

both!(a_delta_holds_what_changed_since);
async fn a_delta_holds_what_changed_since(app: TestApp) {
    let roster = Roster::of(app).await;
    let app = &roster.app;
    app.advance(TimeDelta::minutes(5));
    let since = app.now().to_rfc3339();
    let changed = search("users?filter=", &format!("dateLastModified>='{since}'"));
    assert!(roster.column(&changed, "users", "sourcedId").await.is_empty());
    let li = format!("/students/{}", app.world.li.pupil);
    app.as_("office")
        .patch(&li, json!({ "status": "left" }))
        .if_match(1)
        .await
        .expect(200);
    let gone = roster.ask(&changed).await.expect(200).body["users"].clone();
    assert_eq!(gone.as_array().unwrap().len(), 1);
    assert_eq!(
        (&gone[0]["sourcedId"], &gone[0]["status"]),
        (&json!(app.world.li.pupil), &json!("tobedeleted"))
    );
}

both!(what_is_wrong_is_said_with_the_codes_of_the_standard);
async fn what_is_wrong_is_said_with_the_codes_of_the_standard(app: TestApp) {
    let roster = Roster::of(app).await;
    for (path, status, code) in [
        ("orgs?filter=colour='red'", 400, "invalid_filter_field"),
        ("orgs?filter=name", 400, "invalid_filter_field"),
        ("orgs?filter=dateLastModified~'2026'", 400, "invalid_filter_field"),
        ("orgs?filter=dateLastModified>'soon'", 400, "invalid_filter_field"),
        ("orgs?sort=colour", 400, "invalid_selection_field"),
        ("orgs?fields=colour", 400, "invalid_selection_field"),
        ("orgs?colour=red", 400, "invalid_selection_field"),
        ("orgs?limit=0", 400, "invaliddata"),
        ("orgs?offset=-1", 400, "invaliddata"),
        ("orgs?orderBy=up", 400, "invaliddata"),
    ] {
        let refused = roster.ask(&path.replace('>', "%3E")).await.expect(status);
        fits("statusInfo", &refused.body);
        let given = &refused.body["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"];
        assert_eq!(given, code, "{path}: {}", refused.body);
    }
    let nobody = roster.app.anonymous().get("/oneroster/v1p2/orgs").await.expect(401);
    assert!(nobody.header("www-authenticate").is_some());
    fits("statusInfo", &nobody.body);
    let other = system(&roster.app, Value::Null, &["ledger:read"]).await;
    let other = token(&roster.app, &other).await;
    let refused = get(&roster.app, &other, "/oneroster/v1p2/users").await.expect(403);
    fits("statusInfo", &refused.body);
}

both!(people_read_the_roster_as_far_as_they_see_it);
async fn people_read_the_roster_as_far_as_they_see_it(app: TestApp) {
    let ids = async |username: &str, path: &str| {
        let answer = app
            .as_(username)
            .get(format!("/oneroster/v1p2/{path}"))
            .await
            .expect(200);
        answer.header("x-total-count").unwrap().to_owned()
    };
    assert_eq!(ids("teacher_c", "students").await, "3");
    assert_eq!(ids("office", "students").await, "9");
    assert_eq!(ids("bureau_officer", "students").await, "10");
    app.as_("admin").get("/oneroster/v1p2/students").await.expect(403);
}
