//! A server that is killed again and again, and a receiver that fails in every way: what is committed is received.

use std::{
    collections::BTreeSet,
    fs,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use lianxin::{
    db::{self, changes},
    entities::change_event::ChangeOperation,
    error::Error,
};
use serde_json::json;

use crate::{
    changes::system,
    support::{
        Engine, Stage,
        receiver::{Heard, Manner, Receiver},
    },
};

/// Small, or as the environment says: `LIANXIN_TEST_WEBHOOK_EVENTS=1000 LIANXIN_TEST_WEBHOOK_KILLS=20`.
#[expect(clippy::disallowed_methods, reason = "tests have no config.rs")]
fn size(name: &str, small: usize) -> usize {
    std::env::var(name).map_or(small, |size| size.parse().unwrap())
}

/// Every fifth message is treated badly when it comes for the first time, each time in another way.
fn badly_at_first(message: &Heard, before: &[Heard]) -> Option<Manner> {
    const WAYS: [Manner; 6] = [
        Manner::Status(500),
        Manner::Stall,
        Manner::Reset,
        Manner::Redirect,
        Manner::Later(429, 1),
        Manner::Later(503, 2),
    ];
    let known = before.iter().any(|heard| heard.id() == message.id());
    let number = before.len();
    (!known && number % 5 == 4).then(|| WAYS[number / 5 % WAYS.len()])
}

fn serve(url: &str, key: &std::path::Path, port: u16) -> Child {
    Command::new(env!("CARGO_BIN_EXE_lianxin"))
        .env_clear()
        .args(["serve", "--database", url, "--workers", "1", "--log", "error"])
        .args(["--bind", &format!("127.0.0.1:{port}")])
        .args(["--master-key-file", key.to_str().unwrap()])
        .args(["--files", &crate::support::files_of(url)])
        .args(["--webhook-allow", "127.0.0.1", "--webhook-timeout-seconds", "1"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn what_is_committed_is_received(engine: Engine) {
    let (events, kills) = (
        size("LIANXIN_TEST_WEBHOOK_EVENTS", 60),
        size("LIANXIN_TEST_WEBHOOK_KILLS", 2),
    );
    let stage = Stage::set(engine).await;
    let app = stage.app().await;
    let receiver = Receiver::deciding(badly_at_first).await;
    let (account, _) = system(&app, None, &["roster:read"]).await;
    let new = json!({"service_account_id": account, "name": "数据平台", "url": receiver.url()});
    app.as_("admin").post("/webhooks", new).await.expect(201);

    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("master.key");
    fs::write(&key, BASE64_STANDARD.encode([7; 32])).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut server = serve(&stage.url, &key, port);
    let mut committed = 0;
    let bursts = kills + 1;
    for burst in 0..bursts {
        let before = receiver.heard().len();
        for number in (0..events).filter(|number| number % bursts == burst) {
            // Some are rolled back: of these nobody may hear.
            let rolled_back = number % 9 == 8;
            let at = app.now() + chrono::TimeDelta::milliseconds(i64::try_from(number).unwrap());
            let written = db::write(app.db(), async |tx| {
                let class = app.world.east_3_1.0;
                changes::record(tx, "classes", class, ChangeOperation::Updated, app.world.east, at).await?;
                if rolled_back { Err(Error::NotFound) } else { Ok(()) }
            });
            committed += usize::from(written.await.is_ok());
        }
        if burst + 1 < bursts {
            // In the middle of sending, not before it has begun.
            let patience = Instant::now();
            while receiver.heard().len() < before + 3 && patience.elapsed() < Duration::from_secs(20) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            server.kill().unwrap();
            server.wait().unwrap();
            server = serve(&stage.url, &key, port);
        }
    }
    let begun = Instant::now();
    loop {
        let unique: BTreeSet<String> = receiver.taken().into_iter().collect();
        if unique.len() >= committed {
            break;
        }
        let patience = Duration::from_secs(60 + u64::try_from(events / 5).unwrap());
        assert!(begun.elapsed() < patience, "{} of {committed} received", unique.len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let taken = receiver.taken();
    let unique: BTreeSet<&String> = taken.iter().collect();
    let moments: BTreeSet<String> = receiver
        .heard()
        .iter()
        .map(|one| one.json()["timestamp"].to_string())
        .collect();
    eprintln!(
        "{engine:?}: {committed} committed of {events}, {kills} kills: {} received, {} of them unique, {} attempts",
        taken.len(),
        unique.len(),
        receiver.heard().len()
    );
    assert_eq!((unique.len(), moments.len()), (committed, committed));
    stage.clear().await;
}

#[actix_web::test]
async fn what_is_committed_is_received_on_sqlite() {
    what_is_committed_is_received(Engine::Sqlite).await;
}

#[actix_web::test]
async fn what_is_committed_is_received_on_postgres() {
    what_is_committed_is_received(Engine::Postgres).await;
}
