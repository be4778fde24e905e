//! A school on SQLite joins a bureau on PostgreSQL in which other schools already are: nothing of it is lost, and
//! nothing of the others is touched.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    convert::Infallible,
};

use actix_web::http::Method;
use lianxin::{
    clock::Clock,
    db,
    entities::{
        ledger_entry,
        org_unit::{self, OrgUnitKind},
        person, role_grant, student, tables,
    },
    features::{
        changes::sequence,
        joining::{Failure, Joined, NewNames, Order, Side, join},
        operation::verify,
    },
    files::Files,
    vault::Vault,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ColumnType, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, ExprTrait,
    IdenStatic, Iterable, QueryFilter, QueryOrder, Set, Statement,
};
use serde_json::{Value, json};

use crate::support::{Client, Engine, PASSWORD, Stage, TestApp, World, beginning, files_of, vault};

/// The key of the school; the bureau's is that of all tests.
fn own_key() -> Vault {
    Vault::new(&[8; 32]).unwrap()
}

async fn try_to_join(from: &Stage, to: &Stage, under: &str, names: &NewNames) -> Result<Joined, Failure> {
    let (own, bureau) = (own_key(), vault());
    let own_files = Files::in_folder(files_of(&from.url).as_ref(), own.clone()).unwrap();
    let bureau_files = Files::in_folder(files_of(&to.url).as_ref(), bureau.clone()).unwrap();
    let order = Order {
        school: Side {
            database: &from.url,
            vault: &own,
            files: &own_files,
        },
        bureau: Side {
            database: &to.url,
            vault: &bureau,
            files: &bureau_files,
        },
        under,
        names,
        now: beginning(),
    };
    join(order).await
}

/// The user names that both have, each with another.
fn renamed(conflicts: &[String]) -> NewNames {
    let taken = conflicts.iter().filter_map(|line| line.strip_prefix("user name "));
    let taken = taken.filter_map(|line| line.split_once(':'));
    NewNames {
        accounts: taken
            .map(|(name, _)| (name.to_owned(), format!("ddj-{name}")))
            .collect(),
        units: BTreeMap::new(),
    }
}

async fn conflicts(from: &Stage, to: &Stage) -> Vec<String> {
    match try_to_join(from, to, "JY", &NewNames::default()).await {
        Err(Failure::Conflicts(conflicts)) => conflicts,
        other => panic!("{other:?}"),
    }
}

/// Columns of bytes.
#[derive(Default)]
struct Bytes(Vec<String>);

impl tables::Walk for Bytes {
    type Failure = Infallible;

    async fn table<E: EntityTrait>(&mut self, entity: E) -> Result<(), Infallible> {
        let bytes = E::Column::iter().filter(|column| {
            let kind = column.def().get_column_type().clone();
            matches!(
                kind,
                ColumnType::Blob | ColumnType::Binary(_) | ColumnType::VarBinary(_)
            )
        });
        let table = entity.table_name();
        self.0
            .extend(bytes.map(|column| format!("{table}.{}", column.as_str())));
        Ok(())
    }
}

/// Whoever adds one asks what becomes of it when a school joins: is it sealed, or made with the key?
#[actix_web::test]
async fn columns_of_bytes_are_sealed_anew_or_mean_the_same_elsewhere() {
    let sealed = [
        "ballot_boxes.content_key",
        "ballot_boxes.signing_key",
        "export_files.sealed",
        "family_committee_members.phone_sealed",
        "guardians.phone_sealed",
        "households.address_sealed",
        "import_changes.sealed",
        "import_rows.sealed",
        "ledger_identities.sealed",
        "liaison_handovers.pack_sealed",
        "students.pupil_number_sealed",
        "webhook_secrets.secret_sealed",
    ];
    let made_anew = [
        "audit_events.hash",
        "audit_events.prev_hash",
        "guardians.phone_digest",
        "students.pupil_number_digest",
    ];
    let found_by_the_former_key = [
        "ballot_codes.digest",
        "follow_codes.digest",
        "guardians.id_number_digest",
        "inspection_accesses.code_digest",
        "personnel.id_number_digest",
    ];
    let under_the_key_of_the_box = [
        "ballot_codes.proof",
        "ballot_token_holders.blinded_digest",
        "ballot_tokens.digest",
        "ballot_tokens.proof",
        "cast_ballots.content",
        "paper_ballots.content",
    ];
    let without_a_key = [
        "ballot_boxes.public_key",
        "ledger_events.hash",
        "ledger_events.prev_hash",
        "service_secrets.digest",
    ];
    let staying = [
        "account_setup_links.digest",
        "concern_submissions.fingerprint",
        "concern_submissions.key_digest",
        "idempotency_keys.body",
        "idempotency_keys.fingerprint",
        "refresh_tokens.digest",
        "signing_keys.public_key",
        "signing_keys.sealed_private_key",
        "spent_challenges.nonce",
    ];
    let mut known: Vec<&str> = [sealed.as_slice(), &made_anew, &found_by_the_former_key].concat();
    known.extend([under_the_key_of_the_box.as_slice(), &without_a_key, &staying].concat());
    known.sort_unstable();
    let mut bytes = Bytes::default();
    let Ok(()) = tables::walk(&mut bytes).await;
    bytes.0.sort_unstable();
    assert_eq!(bytes.0, known);
}

/// Every row of every table, as it reads.
#[derive(Debug, Default, PartialEq, Eq)]
struct Snapshot(BTreeMap<&'static str, HashSet<String>>);

struct Taking<'a>(&'a DatabaseConnection, Snapshot);

impl tables::Walk for Taking<'_> {
    type Failure = DbErr;

    async fn table<E: EntityTrait>(&mut self, entity: E) -> Result<(), DbErr> {
        let rows = E::find().all(self.0).await?;
        let rows = rows.iter().map(|row| format!("{row:?}")).collect();
        self.1.0.insert(entity.table_name(), rows);
        Ok(())
    }
}

async fn snapshot(stage: &Stage) -> Snapshot {
    let db = stage.connect().await;
    let mut taking = Taking(&db, Snapshot::default());
    tables::walk(&mut taking).await.unwrap();
    let taken = taking.1;
    db.close().await.unwrap();
    taken
}

async fn logged_in(app: &TestApp, username: &str) -> Client {
    let login = json!({"username": username, "password": PASSWORD});
    let tokens = app.anonymous().post("/auth/login", login).await.expect(200).body;
    let token = tokens["access_token"].as_str().unwrap();
    app.anonymous().always("Authorization", format!("Bearer {token}"))
}

/// What pages of the school show to its office.
async fn pages(office: &Client) -> Vec<Value> {
    let mut pages = Vec::new();
    for path in [
        "/ledger-entries?include_total=true&limit=100&sort=number",
        "/students?include_total=true&limit=100&sort=name",
        "/personnel?include_total=true&limit=100&sort=name",
        "/activities?include_total=true&limit=100",
        "/ledger-stats",
        "/school-years?limit=100",
        "/terms?limit=100",
    ] {
        pages.push(office.get(path).await.expect(200).body);
    }
    pages
}

/// A pupil with a number, and what stands sealed with him, after a look with a reason.
async fn revealed(office: &Client, pupil: &student::Model) -> Value {
    let path = format!("/students/{}/reveal", pupil.id);
    let seen = office.post(path, json!({"reason": "家访前联系"})).await;
    seen.expect(200).body
}

/// Ends the move's connection when all tables are written.
async fn kill_midway(from: &Stage, to: &Stage, names: &NewNames) {
    // Somebody holds the audit log, which is written last: the move comes as far as that.
    let target = to.connect().await;
    let holding = db::begin(&target).await.unwrap();
    holding
        .execute_unprepared("SELECT pg_advisory_xact_lock(4711001)")
        .await
        .unwrap();
    let killing = async {
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_locks \
                    WHERE locktype = 'advisory' AND NOT granted AND objid = 4711001 \
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        loop {
            let kill = Statement::from_string(target.get_database_backend(), kill);
            if !target.query_all_raw(kill).await.unwrap().is_empty() {
                break;
            }
            actix_web::rt::task::yield_now().await;
        }
    };
    let (killed, ()) = futures_util::join!(try_to_join(from, to, "JY", names), killing);
    assert!(killed.is_err());
    holding.rollback().await.unwrap();
    target.close().await.unwrap();
}

#[actix_web::test]
async fn a_school_joins_and_works_on_beside_the_others() {
    let (from, to) = (Stage::demo(&own_key()).await, Stage::set(Engine::Postgres).await);
    let before = snapshot(&to).await;
    let names = renamed(&conflicts(&from, &to).await);
    assert!(names.accounts.contains_key("admin") && names.accounts.contains_key("office"));

    // What the school's own server shows, and a code that it hands out.
    let old = TestApp::keyed(from.connect().await, &from.url, Clock::fixed(beginning()), own_key()).await;
    let office = logged_in(&old, "office").await;
    let shown = pages(&office).await;
    let pupil = student::Entity::find()
        .filter(student::Column::PupilNumberSealed.is_not_null())
        .order_by_asc(student::Column::Id)
        .one(old.db())
        .await
        .unwrap()
        .unwrap();
    let number = revealed(&office, &pupil).await;
    let entry = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::ClosedAt.is_null())
        .order_by_asc(ledger_entry::Column::Id)
        .one(old.db())
        .await
        .unwrap()
        .unwrap();
    let path = format!("/ledger-entries/{}/follow-code", entry.id);
    let issued = office.request(Method::POST, path).await;
    let code = issued.expect(200).body["code"].clone();
    let unit = |kind| org_unit::Entity::find().filter(org_unit::Column::Kind.eq(kind));
    let old_bureau = unit(OrgUnitKind::Bureau).one(old.db()).await.unwrap().unwrap();
    let old_school = unit(OrgUnitKind::CentralSchool).one(old.db()).await.unwrap().unwrap();
    old.state.db.close_by_ref().await.unwrap();

    kill_midway(&from, &to, &names).await;
    assert_eq!(snapshot(&to).await, before);
    let joined = try_to_join(&from, &to, "JY", &names).await.unwrap();
    let moved = |name: &str| joined.tables.iter().find(|table| table.name == name).unwrap().moved;
    assert!(joined.tables.iter().filter(|table| table.moved > 0).count() > 80);
    assert!(joined.files > 0 && joined.audit_events > 0 && joined.announced > 1000);
    let shipped = joined
        .tables
        .iter()
        .find(|table| table.name == "ledger_categories")
        .unwrap();
    assert!(shipped.matched > 5, "{shipped:?}");

    // The others' rows are as they were, and everything is as it was written.
    let after = snapshot(&to).await;
    for (table, rows) in &before.0 {
        assert!(rows.is_subset(&after.0[table]), "{table}");
    }
    let former = vault().with_former(&[own_key()]);
    let new = TestApp::keyed(to.connect().await, &to.url, Clock::fixed(beginning()), former).await;
    let files = Files::in_folder(files_of(&to.url).as_ref(), vault()).unwrap();
    for finding in verify(new.db(), &vault(), &files).await.unwrap() {
        assert!(finding.wrong.is_empty(), "{finding:?}");
    }

    // Its people log in with their old passwords and see what they saw.
    let office = logged_in(&new, "ddj-office").await;
    let shown_now = pages(&office).await;
    // What stood at the bureau of its own installation is the school's now.
    let (bureau, school) = (old_bureau.id.to_string(), old_school.id.to_string());
    for (then, now) in shown.iter().zip(&shown_now) {
        let then = then.to_string().replace(&bureau, &school);
        assert_eq!(then, now.to_string());
    }
    assert_eq!(revealed(&office, &pupil).await, number);
    let looked_up = new
        .anonymous()
        .post("/public/concerns/lookup", json!({"code": code}))
        .await;
    assert_eq!(looked_up.expect(200).body["number"], entry.number.as_str());
    // They see nothing of the others, nor the others of them; the bureau sees both.
    office
        .get(format!("/students/{}", new.world.li.pupil))
        .await
        .problem(404, "not_found");
    new.as_("office")
        .get(format!("/students/{}", pupil.id))
        .await
        .problem(404, "not_found");
    let codes: BTreeSet<String> = new
        .as_("bureau_officer")
        .all("/org-units?kind=central_school")
        .await
        .iter()
        .map(|unit| unit["code"].as_str().unwrap().to_owned())
        .collect();
    assert!(codes.contains("DDJ") && codes.contains("QS"), "{codes:?}");

    // Nobody got rights over the bureau's installation by moving in.
    let admin = logged_in(&new, "ddj-admin").await;
    admin.get("/accounts").await.problem(403, "forbidden");
    let world = World::new();
    let above = role_grant::Entity::find()
        .filter(role_grant::Column::EndsOn.is_null())
        .filter(
            role_grant::Column::UnitId
                .is_null()
                .or(role_grant::Column::UnitId.eq(world.bureau)),
        )
        .all(new.db())
        .await
        .unwrap();
    let of_the_bureau = [world.admin, world.auditor, world.bureau_officer];
    assert!(
        above.iter().all(|grant| of_the_bureau.contains(&grant.account_id)),
        "{above:?}"
    );

    // The bureau's log tells of it, and its feed of every record.
    let told = new
        .as_("auditor")
        .get("/audit-events?action=school.moved_in")
        .await
        .expect(200);
    assert_eq!(told.items().len(), 1);
    assert_eq!(told.items()[0]["details"]["audit_head"].as_str().unwrap().len(), 64);
    while sequence(new.db(), async |_, _| Ok(())).await.unwrap() > 0 {}
    let bureau = new.as_("bureau_officer");
    let mut pupils = HashSet::new();
    let mut after = "0".to_owned();
    loop {
        let path = format!("/changes?types=students&limit=200&after={after}");
        let page = bureau.get(path).await.expect(200).body;
        for change in page["items"].as_array().unwrap() {
            assert_eq!(change["type"], "students.created");
            pupils.insert(change["id"].as_str().unwrap().to_owned());
        }
        if page["caught_up"] == true {
            break;
        }
        after = page["next"].as_str().unwrap().to_owned();
    }
    assert_eq!(pupils.len(), moved("students"));

    new.state.db.close_by_ref().await.unwrap();
    let again = try_to_join(&from, &to, "JY", &names).await;
    assert!(matches!(again, Err(Failure::AlreadyThere(_))), "{again:?}");
    from.clear().await;
    to.clear().await;
}

#[actix_web::test]
async fn whatever_must_be_decided_is_listed_at_once_and_nothing_is_written() {
    let (from, to) = (Stage::demo(&own_key()).await, Stage::set(Engine::Postgres).await);
    let (source, target) = (from.connect().await, to.connect().await);
    let world = World::new();
    let ours = person::Entity::find()
        .filter(person::Column::StaffNumber.is_not_null())
        .one(&source)
        .await
        .unwrap()
        .unwrap();
    person::ActiveModel {
        id: Set(world.cook),
        staff_number: Set(ours.staff_number.clone()),
        ..Default::default()
    }
    .update(&target)
    .await
    .unwrap();
    org_unit::ActiveModel {
        id: Set(world.other),
        code: Set("DDJ".to_owned()),
        ..Default::default()
    }
    .update(&target)
    .await
    .unwrap();
    let pupil = student::Entity::find()
        .filter(student::Column::PupilNumberSealed.is_not_null())
        .one(&source)
        .await
        .unwrap()
        .unwrap();
    let context = "students.pupil_number";
    let number = own_key().open(context, &pupil.pupil_number_sealed.unwrap()).unwrap();
    student::ActiveModel {
        id: Set(world.li.pupil),
        pupil_number_digest: Set(Some(vault().digest(context, &number))),
        ..Default::default()
    }
    .update(&target)
    .await
    .unwrap();
    source.close().await.unwrap();
    target.close().await.unwrap();

    let before = snapshot(&to).await;
    let conflicts = conflicts(&from, &to).await;
    for what in [
        "user name admin",
        "user name office",
        "staff number",
        "unit code DDJ",
        "pupil number",
    ] {
        assert!(
            conflicts.iter().any(|line| line.starts_with(what)),
            "{what}: {conflicts:#?}"
        );
    }
    let unknown = NewNames {
        accounts: BTreeMap::from([("nobody".to_owned(), "Some Body".to_owned())]),
        units: BTreeMap::new(),
    };
    let refused = try_to_join(&from, &to, "JY", &unknown).await.unwrap_err().to_string();
    for what in [
        "user name nobody: the school has none",
        "user name Some Body: lower-case",
    ] {
        assert!(refused.contains(what), "{what}: {refused}");
    }
    let nowhere = try_to_join(&from, &to, "QS", &NewNames::default()).await;
    assert!(matches!(nowhere, Err(Failure::NoBureau(_))), "{nowhere:?}");
    assert_eq!(snapshot(&to).await, before);
    assert!(
        !std::path::Path::new(&files_of(&to.url))
            .read_dir()
            .unwrap()
            .any(|_| true)
    );
    from.clear().await;
    to.clear().await;
}
