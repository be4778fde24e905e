//! Moving a school from SQLite to PostgreSQL: every row of every table in one transaction, compared row by row.

mod copy;
mod target;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, TransactionTrait};

pub use copy::{Moved, RowDigest, VALUES_AT_ONCE, digest_of, in_order_of_keys, insert};
pub use target::{check_references, defer_references, lock};

use self::copy::Copy;
use super::{audit, begin, connect, connect::connect_alone, is_current, migrate};
use crate::{entities::tables, error::Error, vault::Vault};

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("a school moves from SQLite to PostgreSQL: --database is `sqlite:…`, --to is `postgres://…`")]
    Direction,
    #[error("the database cannot be had alone ({0}): stop the server, and whatever else has it open, first")]
    InUse(DbErr),
    #[error("the database has not the schema of this version of lianxin: run `lianxin migrate` with it first")]
    OtherSchema,
    #[error(
        "the audit log cannot be checked with this master key (first at number {0}): \
         either it is not the key of this database, or the log was altered"
    )]
    OtherKey(i64),
    #[error(
        "the database to move to is not empty ({0} has rows): make a new one, or name the bureau that the school joins \
         there with --under"
    )]
    NotEmpty(&'static str),
    #[error(
        "{table}: {read} rows were read and {written} were found written, or what they say differs; nothing was moved"
    )]
    Differs {
        table: &'static str,
        read: usize,
        written: usize,
    },
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Other(#[from] Error),
}

/// Moves everything from the SQLite database `from` into the empty PostgreSQL database `to`; tells what was moved,
/// table by table. What is read is only read, and nobody else can open it meanwhile.
///
/// Sealed values stay sealed, so the master key goes with them; attachments stay where they are.
///
/// # Errors
/// See [`Failure`]. In every case the new database is as empty as it was.
pub async fn move_to(from: &str, to: &str, vault: &Vault) -> Result<Vec<Moved>, Failure> {
    let source = open_source(from, to, vault).await?;
    let target = connect(to, 2).await?;
    migrate(&target).await?;
    let moved = copy_all(&source, &target).await?;
    // So that the first queries are planned well.
    target.execute_unprepared("ANALYZE").await?;
    source.close().await?;
    target.close().await?;
    Ok(moved)
}

/// Opens the database that a school leaves, alone, and checks that it is whole and that the key is its own.
///
/// # Errors
/// See [`Failure`].
pub async fn open_source(from: &str, to: &str, vault: &Vault) -> Result<DatabaseConnection, Failure> {
    if !from.starts_with("sqlite:") || !to.starts_with("postgres") {
        return Err(Failure::Direction);
    }
    let source = connect_alone(from).await.map_err(Failure::InUse)?;
    if !is_current(&source).await? {
        return Err(Failure::OtherSchema);
    }
    if let Some(seq) = audit::first_break(&source, vault).await? {
        return Err(Failure::OtherKey(seq));
    }
    Ok(source)
}

async fn copy_all(source: &DatabaseConnection, target: &DatabaseConnection) -> Result<Vec<Moved>, Failure> {
    #[expect(clippy::disallowed_methods, reason = "it only reads")]
    let read = source.begin().await?;
    let write = begin(target).await?;
    target::take(&write).await?;
    let mut copy = Copy::new(&read, &write);
    tables::walk(&mut copy).await?;
    let moved = copy.moved;
    target::continue_serials(&read, &write).await?;
    check_references(&write).await?;
    write.commit().await?;
    read.rollback().await?;
    Ok(moved)
}
