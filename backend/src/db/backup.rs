//! Copies of a SQLite database, taken while the server works. PostgreSQL has its own tools.

use std::{fs, io, path::Path};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::connect;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(
        "this is a PostgreSQL database: back it up with `pg_dump --format=custom --file=lianxin.dump <url>` \
         and restore it into an empty database with `pg_restore --exit-on-error --dbname=<url> lianxin.dump`; \
         then copy the folder (or bucket) of LIANXIN_FILES, which holds the attachments"
    )]
    OtherTools,
    #[error("{0} is there already and is not overwritten")]
    InTheWay(String),
    #[error("{0} is damaged: {1}")]
    Damaged(String, String),
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    File(#[from] io::Error),
}

/// Writes a whole copy of the database, as of one moment, into a new file, and reads it back to check it.
///
/// # Errors
/// When the file exists, the disk is full or the copy is not whole; then there is no file.
pub async fn back_up(db: &DatabaseConnection, file: &Path) -> Result<(), Failure> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Err(Failure::OtherTools);
    }
    if file.exists() {
        return Err(Failure::InTheWay(file.display().to_string()));
    }
    let making = file.with_extension("making");
    if making.exists() {
        fs::remove_file(&making)?;
    }
    let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path_text(&making)?.into()]);
    db.execute_raw(copy).await?;
    finish(&making, file).await
}

/// Puts a backup in the place of a database that is not there yet.
///
/// # Errors
/// When there is a database already, or the backup is damaged.
pub async fn restore(file: &Path, database: &Path) -> Result<(), Failure> {
    if database.exists() {
        return Err(Failure::InTheWay(database.display().to_string()));
    }
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder)?;
    }
    let making = database.with_extension("making");
    fs::copy(file, &making)?;
    finish(&making, database).await
}

/// Gives a checked copy its name, on the disk for good.
async fn finish(making: &Path, file: &Path) -> Result<(), Failure> {
    if let Err(refusal) = check(making).await {
        fs::remove_file(making)?;
        return Err(refusal);
    }
    fs::File::open(making)?.sync_all()?;
    fs::rename(making, file)?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

async fn check(file: &Path) -> Result<(), Failure> {
    let damaged = |cause: String| Failure::Damaged(file.display().to_string(), cause);
    let db = connect(&format!("sqlite:{}", path_text(file)?), 1)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    let statement = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    let found = async {
        let row = db.query_one_raw(statement("PRAGMA integrity_check")).await?;
        let verdict: String = row.map_or(Ok(String::new()), |row| row.try_get_by(0))?;
        let steps = db
            .query_all_raw(statement("SELECT version FROM seaql_migrations"))
            .await?;
        // Back to one file: the connection put it into WAL mode.
        db.execute_unprepared("PRAGMA journal_mode = DELETE").await?;
        Ok::<_, DbErr>((verdict, steps.len()))
    }
    .await;
    db.close().await?;
    match found.map_err(|error| damaged(error.to_string()))? {
        (verdict, _) if verdict != "ok" => Err(damaged(verdict)),
        (_, 0) => Err(damaged("it is no database of lianxin".into())),
        _ => Ok(()),
    }
}

fn path_text(path: &Path) -> Result<&str, Failure> {
    path.to_str()
        .ok_or_else(|| Failure::File(io::Error::other("the path is not UTF-8")))
}
