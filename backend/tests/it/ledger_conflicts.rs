//! **Conflict of interest**, as a matrix: an entry about each kind of person, every kind of reader, every surface that
//! could tell of it. What a reader may see is computed here a second time, from the chain of command alone.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use lianxin::entities::ids::{OrgUnitId, PersonId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    forms::printed,
    support::{Client, TestApp, search},
    transfer::exported,
};

/// Who oversees the entries of `east`, besides those who wrote them down.
const OVERSEERS: [&str; 4] = ["bureau_officer", "principal", "office", "east_principal"];

/// To whom somebody reports. The office reports to nobody in the school: entries about the principal go to it.
const REPORTS_TO: [(&str, &[&str]); 7] = [
    ("teacher_a", &["east_principal", "vice", "principal"]),
    ("teacher_b", &["east_principal", "vice", "principal"]),
    ("teacher_c", &["west_principal", "vice", "principal"]),
    ("east_principal", &["vice", "principal"]),
    ("west_principal", &["vice", "principal"]),
    ("logistics", &["vice", "principal"]),
    ("vice", &["principal"]),
];

const READERS: [&str; 12] = [
    "bureau_officer",
    "principal",
    "office",
    "vice",
    "logistics",
    "east_principal",
    "west_principal",
    "teacher_a",
    "teacher_b",
    "teacher_c",
    "stranger",
    "stranger_office",
];

/// Everybody an entry is about here; the first is nobody.
const ABOUT: [&str; 9] = [
    "",
    "principal",
    "office",
    "vice",
    "logistics",
    "east_principal",
    "west_principal",
    "teacher_a",
    "teacher_b",
];

/// An entry of the matrix.
struct Concern {
    id: String,
    number: String,
    about: &'static str,
    by: &'static str,
}

fn reads(reader: &str, concern: &Concern) -> bool {
    let chain = REPORTS_TO.iter().find(|(who, _)| *who == reader);
    let concerned = reader == concern.about || chain.is_some_and(|(_, above)| above.contains(&concern.about));
    (OVERSEERS.contains(&reader) || concern.by == reader) && !concerned
}

fn person(app: &TestApp, name: &str) -> Option<PersonId> {
    let world = &app.world;
    let member = match name {
        "principal" => world.principal,
        "office" => world.office,
        "vice" => world.vice,
        "logistics" => world.logistics,
        "east_principal" => world.east_principal,
        "west_principal" => world.west_principal,
        "teacher_a" => world.teacher_a,
        "teacher_b" => world.teacher_b,
        _ => return None,
    };
    Some(member.person)
}

async fn registered(app: &TestApp, by: &'static str, about: &'static str, unit: OrgUnitId) -> Concern {
    let client = app.as_(by);
    let categories = client.get("/ledger-categories").await.expect(200);
    let ethics = categories.items().iter().find(|category| category["code"] == "ethics");
    let persons: Vec<PersonId> = person(app, about).into_iter().collect();
    let new = json!({
        "channel": "visit", "submitter_kind": "parent", "disclosure": "confidential", "unit_id": unit,
        "category_id": ethics.unwrap()["id"], "title": "反映师德问题", "content": "家长反映，希望学校核实处理。",
        "persons_concerned": persons, "identity": {"name": "李大山", "phone": "13800001111"},
    });
    let entry = client.post("/ledger-entries", new).await.expect(201).body;
    let text = |name: &str| entry[name].as_str().unwrap().to_owned();
    Concern {
        id: text("id"),
        number: text("number"),
        about,
        by,
    }
}

/// One entry about each, written down by a teacher of `east`.
async fn matrix(app: &TestApp) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for about in ABOUT {
        let by = if about == "teacher_a" { "teacher_b" } else { "teacher_a" };
        concerns.push(registered(app, by, about, app.world.east).await);
    }
    concerns
}

fn expected(reader: &str, concerns: &[Concern]) -> BTreeSet<String> {
    let seen = concerns.iter().filter(|concern| reads(reader, concern));
    seen.map(|concern| concern.number.clone()).collect()
}

fn numbers(rows: &[Value]) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row["number"].as_str().unwrap().to_owned())
        .collect()
}

both!(lists_counts_and_files_hold_exactly_what_each_reader_may_see);
async fn lists_counts_and_files_hold_exactly_what_each_reader_may_see(app: TestApp) {
    let concerns = matrix(&app).await;
    for reader in READERS {
        let client = app.as_(reader);
        let expected = expected(reader, &concerns);
        let count = json!(expected.len());
        assert_eq!(
            numbers(&client.all("/ledger-entries?limit=3").await),
            expected,
            "{reader}"
        );
        let found = client.all(&search("/ledger-entries?q=", "师德")).await;
        assert_eq!(numbers(&found), expected, "{reader}: search");
        let page = client
            .get("/ledger-entries?include_total=true&limit=1")
            .await
            .expect(200);
        assert_eq!(page.body["total"], count, "{reader}: total");
        let stats = client.get("/ledger-stats").await.expect(200).body;
        assert_eq!(stats["all"]["value"], count, "{reader}: counts");
        for grouping in ["unit", "category", "channel", "month"] {
            let path = format!("/ledger-stats/rates?group_by={grouping}");
            let rates = client.get(path).await.expect(200).body;
            assert_eq!(rates["total"]["registered"]["value"], count, "{reader}: rates");
            for row in rates["rows"].as_array().unwrap() {
                let behind = row["registered"]["query"].as_str().unwrap().replace("/api/v1", "");
                let listed = client.all(&behind).await.len();
                assert_eq!(row["registered"]["value"], listed, "{reader}: {behind}");
            }
        }
        let waiting = client.all("/ledger-entries?my_turn=true").await.len();
        let day = client.get("/dashboard").await.expect(200).body;
        let mine = day["waiting"].as_array().unwrap().iter();
        let mine = mine.filter(|waiting| waiting["kind"] == "ledger_my_move");
        let mine: Vec<_> = mine.map(|waiting| waiting["figure"]["value"].clone()).collect();
        assert_eq!(
            mine,
            if waiting == 0 { vec![] } else { vec![json!(waiting)] },
            "{reader}: my day"
        );
        if !day["school"].is_null() {
            assert_eq!(day["school"]["ledger"]["all"]["value"], count, "{reader}: school");
        }
        let list = printed(client.get("/ledger-entries/form").await);
        let book = client.get("/ledger-entries/workbook").await.expect(200);
        let book = crate::transfer::cells(&book.bytes);
        for concern in &concerns {
            let seen = expected.contains(&concern.number);
            assert_eq!(list.contains(&concern.number), seen, "{reader}: print");
            assert_eq!(book.contains(&concern.number), seen, "{reader}: workbook");
        }
        if ["bureau_officer", "principal", "office", "east_principal"].contains(&reader) {
            let file = exported(&client, "ledger_entries").await;
            for concern in &concerns {
                let seen = expected.contains(&concern.number);
                assert_eq!(file.contains(&concern.number), seen, "{reader}: export");
            }
        }
    }
}

both!(many_moves_at_once_and_topics_tell_nothing_either);
async fn many_moves_at_once_and_topics_tell_nothing_either(app: TestApp) {
    let concerns = matrix(&app).await;
    let topic = json!({"title": "师德反映", "summary": "几条相近的反映。"});
    let topic = app.as_("office").post("/ledger-topics", topic).await.expect(201).body["id"].clone();
    for concern in concerns.iter().filter(|concern| reads("office", concern)) {
        moves(
            &app,
            "office",
            &concern.id,
            json!({"move": "join_topic", "topic_id": topic}),
        )
        .await;
    }
    for reader in ["principal", "office", "east_principal", "west_principal", "teacher_a"] {
        let client = app.as_(reader);
        let grouped = concerns.iter().filter(|concern| reads("office", concern));
        let seen = grouped.filter(|concern| reads(reader, concern)).count();
        let found = client
            .get(format!("/ledger-topics/{}", topic.as_str().unwrap()))
            .await
            .expect(200)
            .body;
        assert_eq!(found["seen"]["value"], seen, "{reader}: topic");
        let listed = client
            .all(&format!("/ledger-entries?topic_id={}", topic.as_str().unwrap()))
            .await;
        assert_eq!(listed.len(), seen, "{reader}: entries of the topic");
    }
    let ids: Vec<&str> = concerns.iter().map(|concern| concern.id.as_str()).collect();
    for reader in ["principal", "office", "east_principal", "west_principal", "logistics"] {
        let body = json!({"entry_ids": ids, "step": {"move": "sign"}});
        let moved = app
            .as_(reader)
            .post("/ledger-entries/bulk", body)
            .key(Uuid::now_v7())
            .await
            .expect(207);
        for (concern, result) in concerns.iter().zip(moved.body["results"].as_array().unwrap()) {
            let hidden = result["status"] == 404;
            assert_eq!(
                hidden,
                !reads(reader, concern),
                "{reader} about {}: {result}",
                concern.about
            );
        }
    }
}

/// Reads and writes of one entry, each with the statuses that say: it does not exist for me.
async fn traces(client: &Client, id: &str) -> BTreeMap<String, u16> {
    let mut traces = BTreeMap::new();
    for path in [
        "",
        "/events",
        "/callbacks",
        "/attachments",
        "/form",
        "/form?sheet=callback",
        "/form?sheet=reception",
        "/hearings",
    ] {
        let answer = client.get(format!("/ledger-entries/{id}{path}")).await;
        traces.insert(format!("GET {path}"), answer.status.as_u16());
    }
    let identity = client.post(format!("/ledger-entries/{id}/identity"), json!({"reason": "电话回访"}));
    traces.insert("identity".to_owned(), identity.await.status.as_u16());
    let moved = client.post(format!("/ledger-entries/{id}/moves"), json!({"move": "sign"}));
    traces.insert("move".to_owned(), moved.key(Uuid::now_v7()).await.status.as_u16());
    let edited = client.patch(format!("/ledger-entries/{id}"), json!({"place": "操场"}));
    traces.insert("edit".to_owned(), edited.if_match(99).await.status.as_u16());
    let upload = client.request(Method::POST, format!("/ledger-entries/{id}/attachments"));
    let upload = upload.file(&[], "file", "a.pdf", b"%PDF-1.7\n").await;
    traces.insert("upload".to_owned(), upload.status.as_u16());
    traces
}

both!(an_entry_that_may_not_be_seen_does_not_exist_on_any_of_its_own_paths);
async fn an_entry_that_may_not_be_seen_does_not_exist_on_any_of_its_own_paths(app: TestApp) {
    let concerns = matrix(&app).await;
    // A file and a look at the identity, where somebody may.
    let mut files = Vec::new();
    for concern in &concerns {
        let owner = ["teacher_a", "teacher_b", "east_principal", "office", "principal"];
        let owner = owner.into_iter().find(|who| reads(who, concern)).unwrap();
        let upload = app
            .as_(owner)
            .request(Method::POST, format!("/ledger-entries/{}/attachments", concern.id));
        let file = upload.file(&[], "file", "证明.pdf", b"%PDF-1.7\n").await.expect(201);
        files.push((concern, file.id::<Uuid>()));
        if reads("office", concern) {
            let look = format!("/ledger-entries/{}/identity", concern.id);
            app.as_("office")
                .post(look, json!({"reason": "电话回访"}))
                .await
                .expect(200);
        }
    }
    for reader in READERS {
        let client = app.as_(reader);
        for concern in &concerns {
            let seen = reads(reader, concern);
            for (path, status) in traces(&client, &concern.id).await {
                // 403: the role as such may not, whatever the entry.
                let hidden = status == 404 || status == 403;
                assert!(seen || hidden, "{reader} about {}: {path} says {status}", concern.about);
                assert!(
                    !seen || status != 404,
                    "{reader} about {}: {path} says {status}",
                    concern.about
                );
            }
            assert_eq!(
                client.get(format!("/ledger-entries/{}", concern.id)).await.status == 200,
                seen,
                "{reader} about {}",
                concern.about
            );
        }
        for (concern, file) in &files {
            let status = client.get(format!("/attachments/{file}")).await.status.as_u16();
            assert_eq!(
                status == 200,
                reads(reader, concern),
                "{reader}: file about {}",
                concern.about
            );
        }
    }
    for reader in ["office", "stranger_office"] {
        let looks = app.as_(reader).all("/ledger-identity-looks").await;
        let looked: BTreeSet<_> = looks
            .iter()
            .map(|look| look["entry_number"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(looked, expected(reader, &concerns), "{reader}: looks");
    }
    app.as_("principal")
        .get("/ledger-identity-looks")
        .await
        .problem(403, "forbidden");
}

both!(a_report_counts_only_what_everybody_who_reads_it_may_see);
async fn a_report_counts_only_what_everybody_who_reads_it_may_see(app: TestApp) {
    matrix(&app).await;
    for unit in [app.world.east, app.world.school] {
        for kind in ["unit_report", "unit_analysis"] {
            let new = json!({"kind": kind, "unit_id": unit, "starts_on": "2026-11-01", "ends_on": "2026-11-30"});
            let report = app.as_("office").post("/reports", new).await.expect(201);
            let path = format!("/reports/{}", report.id::<Uuid>());
            for reader in ["office", "principal", "east_principal"] {
                let client = app.as_(reader);
                let read = client.get(&path).await;
                if read.status == 404 {
                    continue;
                }
                for section in read.expect(200).body["sections"].as_array().unwrap() {
                    for statement in section["statements"].as_array().unwrap() {
                        for figure in statement["figures"].as_array().unwrap() {
                            let query = figure["query"].as_str().unwrap().replace("/api/v1", "");
                            let listed = client.get(format!("{query}&include_total=true")).await.expect(200);
                            assert_eq!(listed.body["total"], figure["value"], "{reader}: {query}");
                        }
                    }
                }
            }
        }
    }
}

async fn moves(app: &TestApp, who: &str, id: &str, body: Value) {
    let moved = app.as_(who).post(format!("/ledger-entries/{id}/moves"), body);
    moved.key(Uuid::now_v7()).await.expect(200);
}

both!(a_handover_does_not_tell_of_entries_about_its_reader);
async fn a_handover_does_not_tell_of_entries_about_its_reader(app: TestApp) {
    let world = &app.world;
    let concern = registered(&app, "teacher_a", "office", world.east).await;
    let id = concern.id.as_str();
    moves(&app, "east_principal", id, json!({"move": "accept"})).await;
    moves(
        &app,
        "east_principal",
        id,
        json!({"move": "route", "to_unit_id": world.general_affairs}),
    )
    .await;
    moves(&app, "logistics", id, json!({"move": "sign"})).await;
    let handover = json!({"from_person_id": world.logistics.person, "on": "2026-11-23", "reason": "外出学习", "links": [],
        "promises": [], "entries": [{"id": id, "to_person_id": world.vice.person}]});
    let done = app
        .as_("principal")
        .post("/liaison-links/handover", handover)
        .key("1")
        .await
        .expect(201);
    let path = format!("/liaison-handovers/{}", done.id::<Uuid>());
    for (reader, entries) in [("principal", 1), ("office", 0)] {
        let client = app.as_(reader);
        let record = client.get(&path).await.expect(200).body;
        assert_eq!(
            record["pack"]["entries"].as_array().map(Vec::len),
            Some(entries),
            "{reader}"
        );
        assert_eq!(record["handover"]["counts"]["entries"], entries, "{reader}");
        let listed = client.get("/liaison-handovers").await.expect(200);
        assert_eq!(listed.items()[0]["counts"]["entries"], entries, "{reader}");
        let words = printed(client.get(format!("{path}/form")).await);
        assert_eq!(words.contains(&concern.number), entries == 1, "{reader}");
    }
}

both!(an_entry_goes_to_nobody_who_could_not_see_it);
async fn an_entry_goes_to_nobody_who_could_not_see_it(app: TestApp) {
    let world = &app.world;
    // About the branch principal: it goes to the next level above, and his teachers cannot be given it.
    let concern = registered(&app, "teacher_a", "east_principal", world.east).await;
    let id = concern.id.as_str();
    let turn = app.as_("office").all("/ledger-entries?my_turn=true").await;
    assert_eq!(numbers(&turn), BTreeSet::from([concern.number.clone()]));
    moves(&app, "office", id, json!({"move": "accept"})).await;
    let route = |to: Value| {
        let mut body = json!({"move": "route"});
        body.as_object_mut().unwrap().extend(to.as_object().unwrap().clone());
        app.as_("office")
            .post(format!("/ledger-entries/{id}/moves"), body)
            .key(Uuid::now_v7())
    };
    route(json!({"to_unit_id": world.east}))
        .await
        .refuses("#/to_unit_id", "conflict_of_interest");
    route(json!({"to_unit_id": world.school, "to_person_id": world.teacher_b.person}))
        .await
        .refuses("#/to_person_id", "conflict_of_interest");
    route(json!({"to_unit_id": world.general_affairs})).await.expect(200);

    // About the office: it goes to the principal, also where nobody is hurried.
    let concern = registered(&app, "logistics", "office", world.school).await;
    let turn = app.as_("principal").all("/ledger-entries?my_turn=true").await;
    assert_eq!(numbers(&turn), BTreeSet::from([concern.number.clone()]));

    // About the principal: the office and the bureau, and no unit below them.
    let concern = registered(&app, "teacher_a", "principal", world.east).await;
    let id = concern.id.as_str();
    moves(&app, "office", id, json!({"move": "accept"})).await;
    for unit in [world.east, world.general_affairs] {
        let body = json!({"move": "route", "to_unit_id": unit});
        let refused = app
            .as_("office")
            .post(format!("/ledger-entries/{id}/moves"), body)
            .key(Uuid::now_v7());
        refused.await.refuses("#/to_unit_id", "conflict_of_interest");
    }
    moves(&app, "office", id, json!({"move": "route", "to_unit_id": world.school})).await;
    moves(&app, "office", id, json!({"move": "sign"})).await;
}
