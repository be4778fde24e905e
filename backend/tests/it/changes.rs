//! The change feed: in the order of commit, each once, and only of what the caller may see.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Duration,
};

use actix_web::http::Method;
use chrono::TimeDelta;
use futures_util::future::join_all;
use lianxin::{
    db::{self, changes},
    entities::{
        change_event::ChangeOperation,
        ids::RoleGrantId,
        role_grant::{self, Role},
    },
    error::Error,
    features::{
        changes::ChangeKind,
        webhooks::{place, tidy_up},
    },
};
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel, TransactionTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    support::{Client, Contract, Engine, Stage, TestApp},
};

/// Kinds whose changes are noted, but of which the feed does not tell.
const NOT_TOLD: [&str; 2] = ["ballot_boxes", "evaluation_sheets"];

/// Tables that are parts of a record: its change tells of them.
const PARTS: &[(&str, &str)] = &[
    ("activity_actors", "activities"),
    ("activity_amendments", "activities"),
    ("activity_steps", "activities"),
    ("activity_subjects", "activities"),
    ("follow_up_keepers", "activities"),
    ("appointments", "personnel"),
    ("leaves", "personnel"),
    ("ranks", "personnel"),
    ("enrolments", "students"),
    ("family_committee_members", "family_committees"),
    ("org_unit_closure", "org_units"),
    ("plan_ignored_changes", "plans"),
    ("plan_template_versions", "plan_templates"),
    ("liaison_proposal_rows", "liaison_proposals"),
    ("evaluation_assessors", "evaluation_rounds"),
    ("evaluation_objects", "evaluation_rounds"),
    ("evaluation_round_events", "evaluation_rounds"),
    ("finding_events", "findings"),
    ("inspection_events", "inspections"),
    ("inspection_access_records", "inspection_accesses"),
    ("publication_events", "publications"),
    ("opinion_events", "opinion_items"),
    ("ledger_events", "ledger_entries"),
    ("ledger_callbacks", "ledger_entries"),
    ("ledger_callback_decisions", "ledger_entries"),
    ("ledger_co_handlers", "ledger_entries"),
    ("ledger_persons_concerned", "ledger_entries"),
    ("ledger_limits", "ledger_categories"),
];

/// Tables that no other system needs to follow, and why.
const SILENT: &[(&str, &str)] = &[
    (
        "accounts",
        "who may log in is nobody's business outside; the audit log tells",
    ),
    ("account_setup_links", "logging in"),
    ("refresh_tokens", "logging in"),
    ("role_grants", "who may log in; the audit log tells"),
    ("service_accounts", "who may log in; the audit log tells"),
    ("service_secrets", "logging in"),
    ("sessions", "logging in"),
    ("signing_keys", "logging in"),
    ("audit_events", "a log of its own"),
    ("change_events", "the feed itself"),
    ("change_feed_head", "the feed itself"),
    ("webhook_attempts", "the log of what was told"),
    ("webhook_deliveries", "the log of what was told"),
    ("webhook_endpoints", "the log of what was told"),
    ("webhook_secrets", "logging in"),
    ("idempotency_keys", "bookkeeping of requests"),
    ("spent_challenges", "bookkeeping of requests"),
    ("jobs", "bookkeeping of requests; each owner follows his own"),
    ("imports", "what an import writes is told of"),
    ("import_rows", "what an import writes is told of"),
    ("import_changes", "what an import writes is told of"),
    ("import_mappings", "how headers are read"),
    ("export_files", "bookkeeping of requests"),
    ("ballots", "nothing of a ballot is ever told"),
    ("ballot_codes", "nothing of a ballot is ever told"),
    ("ballot_receipts", "nothing of a ballot is ever told"),
    ("ballot_remarks", "nothing of a ballot is ever told"),
    ("ballot_tellers", "nothing of a ballot is ever told"),
    ("ballot_token_holders", "nothing of a ballot is ever told"),
    ("ballot_tokens", "nothing of a ballot is ever told"),
    ("cast_ballots", "nothing of a ballot is ever told"),
    ("paper_ballots", "nothing of a ballot is ever told"),
    ("concern_submissions", "who raised a concern is told to nobody"),
    ("follow_codes", "who raised a concern is told to nobody"),
    ("ledger_identities", "who raised a concern is told to nobody"),
    (
        "staff_mentions",
        "until somebody is linked, nobody knows from whom it must be kept",
    ),
    ("ledger_hearings", "what somebody said of himself"),
    ("ledger_callback_draws", "checks by the office"),
    ("ledger_callback_samples", "checks by the office"),
    ("pupil_files", "open to those who support the pupil, and to no system"),
    (
        "pupil_file_stages",
        "open to those who support the pupil, and to no system",
    ),
    (
        "pupil_file_supporters",
        "open to those who support the pupil, and to no system",
    ),
    ("diary_remarks", "between a person and the head of his unit"),
    ("duty_counters", "derived from what is told of"),
    ("duty_targets_covered", "derived from what is told of"),
    ("duty_reminders", "one's own"),
    ("ledger_alarms", "derived from what is told of"),
    ("ledger_followers", "one's own"),
    ("ledger_reminders", "derived from what is told of"),
    ("ledger_serials", "derived from what is told of"),
    ("liaison_schemes", "those of a plan change with it"),
    ("notices", "one's own"),
    ("phrases", "words to choose from"),
    ("saved_views", "one's own"),
];

fn source_files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, found);
        } else {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The texts in quotes that follow a word in the sources.
fn quoted_after(sources: &[String], word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources {
        for (at, _) in source.match_indices(word) {
            let rest = &source[at + word.len()..];
            let statement = &rest[..rest.find(';').unwrap_or(rest.len())];
            found.extend(statement.split('"').nth(1).map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_table_tells_of_its_changes_or_says_why_not() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut features, mut entities) = (Vec::new(), Vec::new());
    source_files(&source.join("features"), &mut features);
    source_files(&source.join("entities"), &mut entities);
    let kinds: BTreeSet<&str> = ChangeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    for noted in quoted_after(&features, "changes::record") {
        let known = kinds.contains(noted.as_str()) || NOT_TOLD.contains(&noted.as_str());
        assert!(known, "changes of {noted} are noted, but of no kind that is told");
    }
    let noted = quoted_after(&features, "changes::record");
    for kind in &kinds {
        assert!(noted.contains(*kind), "no feature notes a change of {kind}");
    }
    let parts: BTreeMap<&str, &str> = PARTS.iter().copied().collect();
    let silent: BTreeMap<&str, &str> = SILENT.iter().copied().collect();
    let tables = quoted_after(&entities, "#[sea_orm(table_name = ");
    for table in &tables {
        let table = table.as_str();
        let ways = [
            kinds.contains(table) || NOT_TOLD.contains(&table),
            parts.get(table).is_some_and(|whole| kinds.contains(whole)),
            silent.contains_key(table),
        ];
        assert_eq!(
            ways.iter().filter(|way| **way).count(),
            1,
            "{table}: is it told of, a part of something, or silent for a reason?"
        );
    }
    for named in parts.keys().chain(silent.keys()) {
        assert!(tables.contains(*named), "there is no table {named}");
    }
}

#[test]
fn every_change_says_where_its_record_is_read() {
    for kind in ChangeKind::ALL {
        let href = kind.href(Uuid::now_v7());
        let found = Contract::get().operation(&Method::GET, &href);
        assert!(found.is_some(), "{kind:?}: {href} cannot be read");
    }
}

/// Notes that a record changed, as a feature would.
async fn note(app: &TestApp, kind: &str, id: Uuid, operation: ChangeOperation) {
    let unit = app.world.school;
    db::write(app.db(), async |tx| {
        changes::record(tx, kind, id, operation, unit, app.now()).await
    })
    .await
    .unwrap();
}

async fn read(client: &Client, query: &str) -> Value {
    client.get(format!("/changes?{query}")).await.expect(200).body
}

fn types(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["type"].as_str().unwrap()).collect()
}

/// A system with these scopes in a unit, with its token.
pub async fn system(app: &TestApp, unit: Option<Uuid>, scopes: &[&str]) -> (Uuid, Client) {
    let new = json!({"name": "数据平台", "unit_id": unit, "scopes": scopes});
    let made = app.as_("admin").post("/service-accounts", new).await.expect(201);
    let id = made.id();
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        made.body["secret"]["client_id"].as_str().unwrap(),
        made.body["secret"]["client_secret"].as_str().unwrap(),
    );
    let token = app
        .anonymous()
        .exactly(Method::POST, "/oauth/token")
        .body("application/x-www-form-urlencoded", form)
        .await
        .expect(200);
    let bearer = format!("Bearer {}", token.body["access_token"].as_str().unwrap());
    (id, app.anonymous().always("Authorization", &bearer))
}

both!(a_reader_gets_every_change_once_and_in_order);
async fn a_reader_gets_every_change_once_and_in_order(app: TestApp) {
    let bureau = app.as_("bureau_officer");
    let start = read(&bureau, "after=now").await;
    assert_eq!((types(&start).len(), &start["caught_up"]), (0, &json!(true)));
    let from = start["next"].as_str().unwrap();

    for (id, operation) in [
        (app.world.east_3_1.0, ChangeOperation::Created),
        (app.world.west_4_1.0, ChangeOperation::Updated),
    ] {
        note(&app, "classes", id, operation).await;
    }
    note(&app, "students", app.world.li.pupil.0, ChangeOperation::Updated).await;
    // What has no place yet is not told of.
    assert!(types(&read(&bureau, &format!("after={from}")).await).is_empty());
    place(&app.state).await.unwrap();

    let page = read(&bureau, &format!("after={from}")).await;
    assert_eq!(types(&page), ["classes.created", "classes.updated", "students.updated"]);
    assert_eq!(
        page["items"][0]["href"],
        format!("/api/v1/classes/{}", app.world.east_3_1)
    );
    assert_eq!(page["items"][0]["unit_id"], json!(app.world.school));
    assert_eq!(page["caught_up"], true);

    let mut seen = Vec::new();
    let mut after = from.to_owned();
    loop {
        let page = read(&bureau, &format!("after={after}&limit=1")).await;
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["cursor"].clone()),
        );
        page["next"].as_str().unwrap().clone_into(&mut after);
        if page["caught_up"] == true && page["items"].as_array().unwrap().is_empty() {
            break;
        }
    }
    let all: Vec<Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["cursor"].clone())
        .collect();
    assert_eq!(seen, all);

    let some = read(&bureau, &format!("after={from}&types=students,households")).await;
    assert_eq!(types(&some), ["students.updated"]);
    assert_eq!(
        some["next"], page["next"],
        "a place moves on also over what was not asked for"
    );
}

both!(a_change_is_told_of_only_to_those_who_may_see_the_record);
async fn a_change_is_told_of_only_to_those_who_may_see_the_record(app: TestApp) {
    note(&app, "classes", app.world.east_3_1.0, ChangeOperation::Updated).await;
    note(&app, "classes", app.world.other_2_1.0, ChangeOperation::Updated).await;
    note(
        &app,
        "personnel",
        app.world.teacher_a.person.0,
        ChangeOperation::Updated,
    )
    .await;
    note(&app, "evaluation_sheets", Uuid::now_v7(), ChangeOperation::Created).await;
    note(&app, "classes", Uuid::now_v7(), ChangeOperation::Updated).await;
    place(&app.state).await.unwrap();

    let ids = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let everything = read(&app.as_("bureau_officer"), "").await;
    let [east, other, teacher] = [
        app.world.east_3_1.0,
        app.world.other_2_1.0,
        app.world.teacher_a.person.0,
    ]
    .map(|id| id.to_string());
    assert_eq!(ids(&everything), [east.clone(), other.clone(), teacher.clone()]);
    // An administrator sees staff, and no families.
    assert_eq!(ids(&read(&app.as_("admin"), "").await), [teacher]);

    let (_, of_other) = system(&app, Some(app.world.other.0), &["roster:read", "changes:read"]).await;
    assert_eq!(ids(&read(&of_other, "").await), [other]);
    let (_, without_roster) = system(&app, None, &["ledger:read", "changes:read"]).await;
    assert!(ids(&read(&without_roster, "").await).is_empty());
    let (_, without_feed) = system(&app, None, &["roster:read"]).await;
    without_feed.get("/changes").await.problem(403, "forbidden");
    app.as_("office").get("/changes").await.problem(403, "forbidden");
}

both!(nobody_hears_of_an_entry_about_himself);
async fn nobody_hears_of_an_entry_about_himself(app: TestApp) {
    let grant = role_grant::Model {
        id: RoleGrantId::new(),
        account_id: app.world.vice.account,
        role: Role::Bureau,
        unit_id: Some(app.world.bureau),
        starts_on: "2025-09-01".parse().unwrap(),
        ends_on: None,
        granted_by: None,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    role_grant::Entity::insert(grant.into_active_model())
        .exec_without_returning(app.db())
        .await
        .unwrap();
    let categories = app.as_("office").get("/ledger-categories").await.expect(200);
    let category = &categories.items()[0]["id"];
    let mut ids = Vec::new();
    for about in [json!([]), json!([app.world.vice.person])] {
        let new = json!({
            "channel": "visit", "submitter_kind": "parent", "disclosure": "named", "category_id": category,
            "title": "反映一件事", "content": "家长反映了一件事，希望学校过问。",
            "identity": {"name": "李大山"}, "persons_concerned": about,
        });
        let entry = app.as_("office").post("/ledger-entries", new).await.expect(201);
        ids.push(entry.body["id"].clone());
    }
    place(&app.state).await.unwrap();
    let heard = async |who: &str| -> BTreeSet<String> {
        let page = read(&app.as_(who), "types=ledger_entries,board_summaries,attachments").await;
        let items = page["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let [open, about_vice] = [&ids[0], &ids[1]].map(|id| id.as_str().unwrap().to_owned());
    assert_eq!(heard("vice").await, BTreeSet::from([open.clone()]));
    assert_eq!(heard("bureau_officer").await, BTreeSet::from([open, about_vice]));
}

both!(what_is_gone_stays_in_the_feed_as_a_tombstone);
async fn what_is_gone_stays_in_the_feed_as_a_tombstone(app: TestApp) {
    let new = json!({"unit_id": app.world.school, "day": "2026-12-24", "kind": "off", "note": "街天"});
    let day = app.as_("office").post("/calendar-days", new).await.expect(200);
    let id = day.body["id"].as_str().unwrap();
    app.as_("office")
        .delete(format!("/calendar-days/{id}"))
        .if_match(day.version())
        .await
        .expect(204);
    place(&app.state).await.unwrap();
    let page = read(&app.as_("bureau_officer"), "types=calendar_days").await;
    assert_eq!(
        types(&page),
        ["calendar_days.deleted"],
        "of what is gone only that it is gone"
    );
    assert_eq!(page["items"][0]["id"], id);
    let scopes = ["organisation:read", "changes:read"];
    let (_, of_school) = system(&app, Some(app.world.school.0), &scopes).await;
    assert_eq!(types(&read(&of_school, "").await), ["calendar_days.deleted"]);
    let (_, of_other) = system(&app, Some(app.world.other.0), &scopes).await;
    assert!(types(&read(&of_other, "").await).is_empty());
}

both!(a_place_that_is_no_longer_kept_is_told_so);
async fn a_place_that_is_no_longer_kept_is_told_so(app: TestApp) {
    let bureau = app.as_("bureau_officer");
    note(&app, "classes", app.world.east_3_1.0, ChangeOperation::Created).await;
    place(&app.state).await.unwrap();
    app.advance(TimeDelta::days(40));
    note(&app, "classes", app.world.east_3_1.0, ChangeOperation::Updated).await;
    place(&app.state).await.unwrap();
    tidy_up(&app.state).await.unwrap();
    assert_eq!(types(&read(&bureau, "after=0").await).len(), 2);

    app.advance(TimeDelta::days(51));
    tidy_up(&app.state).await.unwrap();
    let problem = bureau.get("/changes?after=0").await.problem(410, "cursor_expired");
    assert!(
        problem["detail"].as_str().unwrap().contains("/api/v1/students"),
        "{problem}"
    );
    assert_eq!(types(&read(&bureau, "").await), ["classes.updated"]);
    assert_eq!(types(&read(&bureau, "after=1").await), ["classes.updated"]);
    // A place from the future was given before an older backup was put back.
    bureau.get("/changes?after=999").await.problem(410, "cursor_expired");
    for nonsense in ["-1", "x", "1.5"] {
        bureau
            .get(format!("/changes?after={nonsense}"))
            .await
            .problem(400, "invalid_cursor");
    }
    bureau
        .get("/changes?types=secrets")
        .await
        .problem(400, "invalid_parameter");
    bureau.get("/changes?wait=26").await.problem(400, "invalid_parameter");
}

both!(a_reader_can_wait_for_what_comes);
async fn a_reader_can_wait_for_what_comes(app: TestApp) {
    let bureau = app.as_("bureau_officer");
    let later = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        note(&app, "classes", app.world.east_3_1.0, ChangeOperation::Updated).await;
        place(&app.state).await.unwrap();
    };
    let (page, ()) = tokio::join!(read(&bureau, "after=now&wait=20"), later);
    assert_eq!(types(&page), ["classes.updated"]);
}

/// What is written first may commit last: its place comes then, and nobody has gone past it.
#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "two transactions side by side, on purpose")]
async fn a_change_that_commits_late_comes_late() {
    let stage = Stage::set(Engine::Postgres).await;
    let app = stage.app().await;
    let (slow, quick) = (stage.connect().await, stage.connect().await);
    let (first, second) = (app.world.east_3_1.0, app.world.west_4_1.0);
    let noting = async |db: &DatabaseConnection, id| {
        let tx = db.begin().await.unwrap();
        let unit = app.world.school;
        changes::record(&tx, "classes", id, ChangeOperation::Updated, unit, app.now())
            .await
            .unwrap();
        tx
    };
    let slow_tx = noting(&slow, first).await;
    noting(&quick, second).await.commit().await.unwrap();
    place(&app.state).await.unwrap();
    let bureau = app.as_("bureau_officer");
    let page = read(&bureau, "").await;
    assert_eq!(page["items"][0]["id"], second.to_string());
    slow_tx.commit().await.unwrap();
    place(&app.state).await.unwrap();
    let after = page["next"].as_str().unwrap();
    let late = read(&bureau, &format!("after={after}")).await;
    assert_eq!(late["items"][0]["id"], first.to_string());
    stage.clear().await;
}

/// The size of the tests with many writers: small, or as `LIANXIN_TEST_WRITERS` says.
#[expect(clippy::disallowed_methods, reason = "tests have no config.rs")]
fn writers() -> usize {
    std::env::var("LIANXIN_TEST_WRITERS").map_or(16, |writers| writers.parse().unwrap())
}

async fn nothing_is_missed_under_many_writers(engine: Engine) {
    const EACH: usize = 8;
    let stage = Stage::set(engine).await;
    let (app, other_server) = (stage.app().await, stage.app().await);
    let writers = writers();
    let pool = db::connect(&stage.url, u32::try_from(writers).unwrap()).await.unwrap();
    let class = app.world.east_3_1.0;
    // Every record is the same one; what tells the changes apart is the moment of each.
    let write = async |number: usize| {
        let mut committed = Vec::new();
        for turn in 0..EACH {
            let mark = app.now() + TimeDelta::milliseconds(i64::try_from(number * EACH + turn).unwrap());
            let fails = (number + turn).is_multiple_of(7);
            let done = db::write(&pool, async |tx| {
                changes::record(tx, "classes", class, ChangeOperation::Updated, app.world.school, mark).await?;
                // Those that were first to write are not the first to commit.
                tokio::time::sleep(Duration::from_millis(((number * 5 + turn * 3) % 11) as u64)).await;
                if fails { Err(Error::NotFound) } else { Ok(()) }
            });
            if done.await.is_ok() {
                committed.push(mark);
            }
        }
        committed
    };
    let writing = join_all((0..writers).map(write));
    let is_over = std::cell::Cell::new(false);
    let placing = async |server: &TestApp| {
        while !is_over.get() {
            place(&server.state).await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let reading = async {
        let bureau = app.as_("bureau_officer");
        let mut seen = Vec::new();
        let mut after = "0".to_owned();
        loop {
            let was_over = is_over.get();
            if was_over {
                place(&app.state).await.unwrap();
            }
            let page = read(&bureau, &format!("after={after}&limit=20")).await;
            seen.extend(page["items"].as_array().unwrap().iter().cloned());
            page["next"].as_str().unwrap().clone_into(&mut after);
            if was_over && page["caught_up"] == true {
                return seen;
            }
        }
    };
    let writing = async {
        let committed = writing.await;
        is_over.set(true);
        committed
    };
    let (committed, seen, (), ()) = tokio::join!(writing, reading, placing(&app), placing(&other_server));
    let mut committed: Vec<String> = committed
        .into_iter()
        .flatten()
        .map(|mark| json!(mark).to_string())
        .collect();
    committed.sort();
    let mut told: Vec<String> = seen.iter().map(|item| item["at"].to_string()).collect();
    told.sort();
    assert_eq!(told, committed, "read is what was committed, each once");
    let places: Vec<i64> = seen
        .iter()
        .map(|item| item["cursor"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(places.is_sorted(), "in the order in which it is told again");
    let again = read(&app.as_("bureau_officer"), "limit=200").await;
    let first: Vec<Value> = seen.iter().take(200).cloned().collect();
    assert_eq!(again["items"].as_array().unwrap()[..first.len().min(200)], first[..]);
    stage.clear().await;
}

#[actix_web::test]
async fn nothing_is_missed_under_many_writers_on_sqlite() {
    nothing_is_missed_under_many_writers(Engine::Sqlite).await;
}

#[actix_web::test]
async fn nothing_is_missed_under_many_writers_on_postgres() {
    nothing_is_missed_under_many_writers(Engine::Postgres).await;
}
