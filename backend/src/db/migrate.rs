//! Bringing a database to this binary's schema.

use std::collections::BTreeSet;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement};

use super::write::begin;

/// Runs the steps that are missing: all of them or none, one migrator at a time.
///
/// # Errors
/// When a step fails, or when a newer binary has been here: its schema is not ours to write to.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = begin(db).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // The second migrator waits for the first, however long that takes.
        tx.execute_unprepared("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
            .await?;
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(4711003)").await?;
    }
    refuse_newer(&tx).await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Whether the database has exactly this binary's schema.
pub async fn is_current(db: &DatabaseConnection) -> Result<bool, DbErr> {
    let rows = db
        .query_all_raw(Statement::from_string(
            db.get_database_backend(),
            "SELECT version FROM seaql_migrations ORDER BY version",
        ))
        .await?;
    let applied: Vec<String> = rows.iter().map(|row| row.try_get_by(0)).collect::<Result<_, _>>()?;
    let steps = Migrator::migrations();
    Ok(applied
        .iter()
        .map(String::as_str)
        .eq(steps.iter().map(|step| step.name())))
}

async fn refuse_newer(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    Migrator::install(tx).await?;
    let steps = Migrator::migrations();
    let known: BTreeSet<&str> = steps.iter().map(|step| step.name()).collect();
    let applied = Migrator::get_migration_models(tx).await?;
    let unknown: Vec<String> = applied
        .into_iter()
        .map(|step| step.version)
        .filter(|version| !known.contains(version.as_str()))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(DbErr::Migration(format!(
        "the database was brought up to date by a newer version of lianxin ({}): start that version, or restore a backup",
        unknown.join(", ")
    )))
}
