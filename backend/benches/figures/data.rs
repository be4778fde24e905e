//! The databases that are measured, each made anew by the binary's own `demo`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use clap::Parser;
use lianxin::{clock::Clock, config::ServerConfig, db, state::State, vault::Vault};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::json;

use super::{
    Result, http,
    server::{self, Server},
};

/// As in the server's default settings.
const CONNECTIONS: u32 = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where databases are made.
pub struct Place {
    folder: PathBuf,
    pub postgres: Option<String>,
}

impl Place {
    /// A folder with nothing in it.
    pub fn empty(folder: &Path, postgres: Option<String>) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.canonicalize()?,
            postgres,
        })
    }

    pub fn databases(&self) -> Vec<Database> {
        let postgres = self.postgres.is_some().then_some(Database::Postgres);
        [Some(Database::Sqlite), postgres].into_iter().flatten().collect()
    }

    /// A new database with the demo data of this size.
    pub fn fill(&self, database: Database, size: &str) -> Result<Data> {
        let name = format!("{}-{size}", database.name());
        eprintln!("making {name} …");
        let folder = self.folder.join(name);
        fs::create_dir(&folder)?;
        let url = match &self.postgres {
            Some(server) if database == Database::Postgres => new_postgres(server, size)?,
            _ => format!("sqlite:{}", folder.join("lianxin.db").display()),
        };
        let mut data = Data {
            database,
            url,
            folder,
            filled_in: Duration::ZERO,
        };
        let began = Instant::now();
        let mut demo = data.binary("demo");
        demo.args(["--size", size])
            .arg("--password-file")
            .arg(data.password_file());
        run(demo)?;
        data.filled_in = began.elapsed();
        if database == Database::Postgres {
            // What the server does by itself within minutes; waiting for that would be measuring luck.
            block_on(async { Ok(data.connect().await?.execute_unprepared("VACUUM ANALYZE").await?) })?;
        }
        Ok(data)
    }

    /// The sample sheet of the pupils of a `school` or a `city`.
    pub fn pupils_sheet(&self, size: &str) -> Result<PathBuf> {
        let mut sheets = server::binary("sample-sheets");
        sheets.arg(&self.folder).args(["--size", size]);
        run(sheets)?;
        Ok(self.folder.join("pupils.xlsx"))
    }
}

fn run(mut command: Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}").into())
    }
}

/// Makes a database beside the one that the URL names.
fn new_postgres(server: &str, size: &str) -> Result<String> {
    let (base, _) = server.rsplit_once('/').ok_or("the PostgreSQL URL names no database")?;
    let name = format!("lianxin_bench_{}", size.replace('-', "_"));
    block_on(async {
        let db = db::connect(server, 1).await?;
        db.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await?;
        db.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        Ok(format!("{base}/{name}"))
    })
}

/// Runs what needs a database or the application in this process.
pub fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    actix_web::rt::System::new().block_on(work)
}

/// A database with demo data.
#[derive(Clone)]
pub struct Data {
    pub database: Database,
    /// How long making it took.
    pub filled_in: Duration,
    url: String,
    folder: PathBuf,
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    server: ServerConfig,
}

impl Data {
    fn password_file(&self) -> PathBuf {
        self.folder.join("password.txt")
    }

    fn key_file(&self) -> PathBuf {
        self.folder.join("master.key")
    }

    fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    fn binary(&self, verb: &str) -> Command {
        let mut command = server::binary(verb);
        command
            .args(["--database", &self.url])
            .arg("--files")
            .arg(self.files())
            .arg("--master-key-file")
            .arg(self.key_file());
        command
    }

    /// The real server on this database.
    pub fn serve(&self) -> Result<Server> {
        Server::start(self.binary("serve"), &self.folder.join("server.log"))
    }

    /// A pool with the server's own settings.
    pub async fn connect(&self) -> Result<DatabaseConnection> {
        Ok(db::connect(&self.url, CONNECTIONS).await?)
    }

    /// The application's state over a connection, for what is done inside this process.
    pub async fn state(&self, db: DatabaseConnection) -> Result<State> {
        let mut config = Settings::try_parse_from(["lianxin", "--database", &self.url])?.server;
        config.data.files.files = self.files().display().to_string();
        Ok(State::new(db, Vault::from_file(&self.key_file())?, Clock::System, config).await?)
    }

    /// An access token of a demo account.
    pub fn log_in(&self, server: &Server, username: &str) -> Result<String> {
        let password = fs::read_to_string(self.password_file())?;
        let login = json!({"username": username, "password": password.trim()});
        let tokens = http::ask_json(server.address, &http::post_json("/api/v1/auth/login", "", &login))?;
        Ok(tokens["access_token"]
            .as_str()
            .ok_or("no token after the login")?
            .to_owned())
    }

    /// Bytes of the database on the disk.
    pub fn size(&self) -> Result<u64> {
        if self.database == Database::Sqlite {
            return Ok(fs::metadata(self.folder.join("lianxin.db"))?.len());
        }
        block_on(async {
            let db = self.connect().await?;
            let size = Statement::from_string(db.get_database_backend(), "SELECT pg_database_size(current_database())");
            let row = db
                .query_one_raw(size)
                .await?
                .ok_or("the size of a database is one row")?;
            Ok(u64::try_from(row.try_get_by::<i64, _>(0)?)?)
        })
    }
}
