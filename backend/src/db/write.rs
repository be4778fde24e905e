//! The one way to open a writing transaction.

use std::time::Duration;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// SQLite has one writer at a time. Its own way to wait is to sleep ever longer, each with a connection in hand; here
/// the next in line goes on as soon as the one before is done, and readers keep the connections.
static SQLITE_WRITER: Semaphore = Semaphore::const_new(1);
/// As long as SQLite itself waits for other processes (`busy_timeout`).
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs `work` in one transaction and commits when it succeeds; any error leaves nothing behind.
///
/// `IMMEDIATE` on SQLite: reading first and writing later in a deferred transaction fails at once when another
/// connection wrote in between, whatever the busy timeout.
pub async fn write<T>(db: &DatabaseConnection, work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T>) -> Result<T> {
    let _turn = turn(db).await?;
    let tx = begin(db).await?;
    // On the heap: what a request does within may be large, and every caller would carry it.
    match Box::pin(work(&tx)).await {
        Ok(done) => {
            tx.commit().await?;
            Ok(done)
        }
        Err(error) => {
            if let Err(rollback) = tx.rollback().await {
                return Err(Error::from(rollback));
            }
            Err(error)
        }
    }
}

async fn turn(db: &DatabaseConnection) -> Result<Option<SemaphorePermit<'static>>> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(None);
    }
    match tokio::time::timeout(PATIENCE, SQLITE_WRITER.acquire()).await {
        Ok(Ok(turn)) => Ok(Some(turn)),
        _ => Err(Error::Unavailable("other writers hold the database".into())),
    }
}

/// Opens a writing transaction that the caller ends himself, where [`write`] does not fit.
pub async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    db.begin_with_options(options).await
}
