//! The one way to open a writing transaction.

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::error::{Error, Result};

/// Runs `work` in one transaction and commits when it succeeds; any error leaves nothing behind.
///
/// `IMMEDIATE` on SQLite: reading first and writing later in a deferred transaction fails at once when another
/// connection wrote in between, whatever the busy timeout.
pub async fn write<T>(db: &DatabaseConnection, work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T>) -> Result<T> {
    let tx = begin(db).await?;
    match work(&tx).await {
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

pub(super) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    db.begin_with_options(options).await
}
