//! Connecting to SQLite or PostgreSQL with the settings that keep acknowledged writes safe.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr,
    sqlx::sqlite::{SqliteJournalMode, SqliteLockingMode, SqliteSynchronous},
};

/// The first SQLite release that cannot lose commits in WAL mode with a pool of connections.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Opens a pool on `url`: `sqlite:path/to/file.db` or `postgres://user:password@host/database`.
///
/// # Errors
/// When the database cannot be reached or its SQLite is older than [`OLDEST_SQLITE`].
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(3))
        .connect_timeout(Duration::from_secs(3))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(256)
                .pragma("cache_size", "-8000")
                // What is deleted is gone from the file, too: codes and tokens of a sealed ballot box above all.
                .pragma("secure_delete", "ON")
        })
        .map_sqlx_postgres_opts(|postgres| {
            postgres
                .application_name("lianxin")
                .options([("statement_timeout", "30000"), ("lock_timeout", "10000")])
                .statement_cache_capacity(256)
        });
    let db = Database::connect(options).await?;
    if db.get_database_backend() == DbBackend::Sqlite {
        refuse_old_sqlite(&db).await?;
    }
    Ok(db)
}

/// Opens a SQLite file that is there already for reading, and keeps everybody else from opening it meanwhile.
///
/// # Errors
/// When somebody has it open, such as a server.
pub(super) async fn connect_alone(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(false)
                .locking_mode(SqliteLockingMode::Exclusive)
                .busy_timeout(Duration::from_secs(1))
                .pragma("query_only", "ON")
        });
    let db = Database::connect(options).await?;
    refuse_old_sqlite(&db).await?;
    // The first look at the file takes the lock.
    db.execute_unprepared("SELECT count(*) FROM sqlite_schema").await?;
    Ok(db)
}

async fn refuse_old_sqlite(db: &DatabaseConnection) -> Result<(), DbErr> {
    let row = db
        .query_one_raw(sea_orm::Statement::from_string(
            DbBackend::Sqlite,
            "SELECT sqlite_version()",
        ))
        .await?;
    let version: String = row
        .ok_or_else(|| DbErr::Custom("SQLite did not tell its version".into()))?
        .try_get_by(0)?;
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let found = (
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
    );
    if found < OLDEST_SQLITE {
        return Err(DbErr::Custom(format!(
            "SQLite {version} may lose commits; 3.51.3 or newer is needed"
        )));
    }
    Ok(())
}
