//! A school moves from SQLite to PostgreSQL, and nothing is lost.

use lianxin::{
    clock::Clock,
    db::moving::{Failure, Moved, move_to},
    entities::{account, change_event},
    features::operation::verify,
    files::Files,
    vault::Vault,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryOrder, Statement};
use serde_json::json;

use crate::support::{Engine, PASSWORD, Stage, TestApp, beginning, vault};

/// A school on SQLite with everything the demo has.
async fn school() -> Stage {
    let stage = Stage::demo(&vault()).await;
    let db = stage.connect().await;
    // The last change is removed: its number must not be given out again.
    let last = last_change(&db).await;
    change_event::Entity::delete_by_id(last).exec(&db).await.unwrap();
    db.close().await.unwrap();
    stage
}

fn files_beside(stage: &Stage) -> String {
    crate::support::files_of(&stage.url)
}

async fn last_change(db: &DatabaseConnection) -> i64 {
    let last = change_event::Entity::find()
        .order_by_desc(change_event::Column::Seq)
        .one(db)
        .await;
    last.unwrap().unwrap().seq
}

/// Logs in as the office and reads its ledger: what a page of the school shows.
async fn ledger_of(app: &TestApp) -> serde_json::Value {
    let login = json!({"username": "office", "password": PASSWORD});
    let tokens = app.anonymous().post("/auth/login", login).await.expect(200).body;
    let entries = app
        .anonymous()
        .get("/ledger-entries?include_total=true&limit=100&q=%E9%A3%9F%E5%A0%82")
        .header(
            "Authorization",
            format!("Bearer {}", tokens["access_token"].as_str().unwrap()),
        )
        .await
        .expect(200);
    assert!(!entries.items().is_empty());
    entries.body
}

#[actix_web::test]
async fn a_school_moves_to_postgres_row_by_row() {
    let (from, to) = (school().await, Stage::empty(Engine::Postgres).await);
    let moved = move_to(&from.url, &to.url, &vault()).await.unwrap();
    let filled: Vec<&Moved> = moved.iter().filter(|table| table.rows > 0).collect();
    assert!(filled.len() > 80, "the demo fills most tables: {}", filled.len());
    assert!(
        moved
            .iter()
            .any(|table| table.table == "org_unit_closure" && table.rows > 0)
    );

    let (old, new) = (from.connect().await, to.connect().await);
    assert_eq!(everywhere(&old, &moved).await, everywhere(&new, &moved).await);
    // The school goes on where it stopped: the server starts, people log in, lists and search say the same.
    let clock = || Clock::fixed(beginning());
    let (before, after) = (
        TestApp::on(old, &from.url, clock()).await,
        TestApp::on(new, &to.url, clock()).await,
    );
    assert_eq!(ledger_of(&before).await, ledger_of(&after).await);
    let files = Files::in_folder(files_beside(&from).as_ref(), vault()).unwrap();
    for finding in verify(after.db(), &vault(), &files).await.unwrap() {
        assert!(finding.wrong.is_empty(), "{finding:?}");
    }
    // Numbers that were given out once are not given out again, and references are checked at once as ever.
    let last = last_change(before.db()).await;
    let insert = "INSERT INTO change_events (subject_kind, subject_id, operation, at) \
                  VALUES ('plans', '01970000-0000-7000-8000-000000000001', 'updated', now()) RETURNING seq";
    let statement = Statement::from_string(after.db().get_database_backend(), insert);
    let given: i64 = after
        .db()
        .query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get_by(0)
        .unwrap();
    assert_eq!(given, last + 2);
    let orphan = "INSERT INTO org_unit_closure (ancestor_id, descendant_id, depth) \
                  VALUES ('01970000-0000-7000-8000-000000000001', '01970000-0000-7000-8000-000000000002', 1)";
    assert!(after.db().execute_unprepared(orphan).await.is_err());

    let again = move_to(&from.url, &to.url, &vault()).await;
    assert!(matches!(again, Err(Failure::InUse(_))), "{again:?}");
    before.state.db.close_by_ref().await.unwrap();
    let again = move_to(&from.url, &to.url, &vault()).await;
    assert!(matches!(again, Err(Failure::NotEmpty("org_units"))), "{again:?}");
    after.state.db.close_by_ref().await.unwrap();
    from.clear().await;
    to.clear().await;
}

/// How many rows every table has.
async fn everywhere(db: &DatabaseConnection, moved: &[Moved]) -> Vec<i64> {
    let mut counts = Vec::new();
    for Moved { table, .. } in moved {
        let count = Statement::from_string(db.get_database_backend(), format!("SELECT count(*) FROM {table}"));
        counts.push(db.query_one_raw(count).await.unwrap().unwrap().try_get_by(0).unwrap());
    }
    counts
}

#[actix_web::test]
async fn nothing_moves_with_another_key_while_the_server_runs_or_the_wrong_way() {
    let (from, to) = (Stage::set(Engine::Sqlite).await, Stage::empty(Engine::Postgres).await);
    let server = from.app().await;
    let login = json!({"username": "office", "password": PASSWORD});
    server.anonymous().post("/auth/login", login).await.expect(200);
    let running = move_to(&from.url, &to.url, &vault()).await;
    assert!(matches!(running, Err(Failure::InUse(_))), "{running:?}");
    server.state.db.close_by_ref().await.unwrap();

    let foreign = move_to(&from.url, &to.url, &Vault::new(&[8; 32]).unwrap()).await;
    assert!(matches!(foreign, Err(Failure::OtherKey(1))), "{foreign:?}");
    let backwards = move_to(&to.url, &from.url, &vault()).await;
    assert!(matches!(backwards, Err(Failure::Direction)), "{backwards:?}");
    let missing = move_to("sqlite:not-there.db", &to.url, &vault()).await;
    assert!(matches!(missing, Err(Failure::InUse(_))), "{missing:?}");
    let new = to.connect().await;
    assert!(account::Entity::find().count(&new).await.is_err(), "nothing was begun");
    new.close().await.unwrap();
    from.clear().await;
    to.clear().await;
}
