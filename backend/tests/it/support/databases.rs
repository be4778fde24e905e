//! A database for every test, copied from a template that holds the schema and the [`World`].

use std::{
    fs,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest;
use lianxin::{
    auth::password::Passwords,
    clock::Clock,
    db,
    demo::{self, Demo},
    files::Files,
    vault::Vault,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

use super::{
    TestApp, World,
    app::{PASSWORD, beginning, files_of, vault},
};

const CONNECTIONS: u32 = 4;
const TEMPLATE_LOCK: i64 = 4_711_002;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of one test; what a failed test leaves behind can be looked at.
#[derive(Debug)]
pub struct Stage {
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(TempDir),
    Server(DatabaseConnection),
}

impl Stage {
    /// A database with the schema and the [`World`].
    pub async fn set(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("test.db");
                fs::copy(sqlite_template().await, &file).unwrap();
                Self::in_folder(folder)
            }
            Engine::Postgres => {
                let admin = server().await;
                let template = postgres_template(&admin).await;
                Self::on_server(admin, &format!(" TEMPLATE {template}")).await
            }
        }
    }

    /// A database with nothing in it.
    pub async fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::in_folder(tempfile::tempdir().unwrap()),
            Engine::Postgres => Self::on_server(server().await, "").await,
        }
    }

    /// A school on SQLite with everything that the small demo has, its files beside it.
    pub async fn demo(vault: &Vault) -> Self {
        let stage = Self::empty(Engine::Sqlite).await;
        let db = stage.connect().await;
        db::migrate(&db).await.unwrap();
        let files = Files::in_folder(files_of(&stage.url).as_ref(), vault.clone()).unwrap();
        let passwords = Passwords::new().unwrap();
        let demo = Demo {
            size: demo::Size::Small,
            today: "2026-11-23".parse().unwrap(),
            now: beginning(),
            password_hash: &passwords.hash(PASSWORD.to_owned()).await.unwrap(),
        };
        demo::fill(&db, vault, &files, &demo).await.unwrap();
        db.close().await.unwrap();
        stage
    }

    fn in_folder(folder: TempDir) -> Self {
        Self {
            url: format!("sqlite:{}", folder.path().join("test.db").display()),
            place: Place::Folder(folder),
        }
    }

    async fn on_server(admin: DatabaseConnection, options: &str) -> Self {
        let name = format!("lianxin_test_{}", Uuid::now_v7().simple());
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}{options}"))
            .await
            .unwrap();
        Self {
            url: url_of(&name),
            place: Place::Server(admin),
        }
    }

    /// Another pool on the database.
    pub async fn connect(&self) -> DatabaseConnection {
        db::connect(&self.url, CONNECTIONS).await.unwrap()
    }

    /// The application on the database; a second one is a second server.
    pub async fn app(&self) -> TestApp {
        TestApp::on(self.connect().await, &self.url, Clock::fixed(beginning())).await
    }

    /// Removes the database.
    pub async fn clear(self) {
        match self.place {
            Place::Folder(folder) => folder.close().unwrap(),
            Place::Server(admin) => {
                let _ = fs::remove_dir_all(files_of(&self.url));
                let name = self.url.rsplit('/').next().unwrap_or_default();
                admin
                    .execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)"))
                    .await
                    .unwrap();
            }
        }
    }
}

async fn furnish(url: &str) {
    let db = db::connect(url, CONNECTIONS).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let app = TestApp::on(db, url, Clock::fixed(beginning())).await;
    World::new().insert(&app.state.db, &vault(), beginning()).await;
    if url.starts_with("sqlite:") {
        app.state
            .db
            .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await
            .unwrap();
    }
    app.state.db.close_by_ref().await.unwrap();
}

async fn sqlite_template() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let template = folder.join(format!("lianxin-{}.db", fingerprint()));
    if !template.exists() {
        let lock = fs::File::create(folder.join("template.lock")).unwrap();
        lock.lock().unwrap();
        if !template.exists() {
            let making = folder.join("making.db");
            for suffix in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(folder.join(format!("making.db{suffix}")));
            }
            furnish(&format!("sqlite:{}", making.display())).await;
            fs::rename(&making, &template).unwrap();
        }
    }
    template
}

async fn postgres_template(admin: &DatabaseConnection) -> String {
    let template = format!("lianxin_template_{}", fingerprint());
    let exists = async || {
        let row = admin
            .query_one_raw(sea_orm::Statement::from_sql_and_values(
                sea_orm::DbBackend::Postgres,
                "SELECT 1 FROM pg_database WHERE datname = $1",
                [template.clone().into()],
            ))
            .await;
        row.unwrap().is_some()
    };
    if exists().await {
        return template;
    }
    admin
        .execute_unprepared(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"))
        .await
        .unwrap();
    if !exists().await {
        let making = format!("{template}_making");
        admin
            .execute_unprepared(&format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)"))
            .await
            .unwrap();
        admin
            .execute_unprepared(&format!("CREATE DATABASE {making}"))
            .await
            .unwrap();
        furnish(&url_of(&making)).await;
        admin
            .execute_unprepared(&format!("ALTER DATABASE {making} RENAME TO {template}"))
            .await
            .unwrap();
    }
    admin
        .execute_unprepared(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})"))
        .await
        .unwrap();
    template
}

/// One connection to the server's own database: an advisory lock belongs to a connection.
async fn server() -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(server_url());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .expect("the server of LIANXIN_TEST_POSTGRES answers")
}

#[expect(clippy::disallowed_methods, reason = "tests have no config.rs")]
fn server_url() -> String {
    std::env::var("LIANXIN_TEST_POSTGRES").expect(
        "LIANXIN_TEST_POSTGRES is not set: run `make test`, or `eval \"$(scripts/postgres.sh start)\"` for a throw-away server",
    )
}

fn url_of(database: &str) -> String {
    let url = server_url();
    let server = url
        .rsplit_once('/')
        .map_or(url.as_str(), |(server, _)| server)
        .to_owned();
    format!("{server}/{database}")
}

/// Changes when the schema or the world changes, so that an old template is never used.
fn fingerprint() -> String {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![
        home.join("tests/it/support/world.rs"),
        home.join("tests/it/support/app.rs"),
        home.join("src/db/search.rs"),
        home.join("src/vault.rs"),
    ];
    for folder in [home.join("../migrations/src"), home.join("src/entities")] {
        let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        found.sort();
        files.extend(found);
    }
    let mut hashing = digest::Context::new(&digest::SHA256);
    for file in files {
        hashing.update(&fs::read(file).unwrap());
    }
    let digest = hashing.finish();
    let (first, _) = digest.as_ref().split_first_chunk().unwrap();
    format!("{:016x}", u64::from_be_bytes(*first))
}
