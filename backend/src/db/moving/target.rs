//! The database that a school moves to: empty, closed to others, with its references checked at the end.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, FromQueryResult, IntoActiveModel,
    PaginatorTrait, Statement,
};

use super::Failure;
use crate::entities::{audit_event, change_event, org_unit, role_grant, tables};

/// Makes the database ours until the transaction ends: no server starts on it, no reference is checked before its row
/// has come, and what the migrations ship is gone, since it comes with the school, perhaps changed.
///
/// # Errors
/// [`Failure::NotEmpty`] when somebody has worked with it.
pub async fn take(tx: &DatabaseTransaction) -> Result<(), Failure> {
    lock(tx).await?;
    refuse_used(tx, org_unit::Entity).await?;
    // A server that was started on it has made its first administrator.
    refuse_used(tx, role_grant::Entity).await?;
    refuse_used(tx, audit_event::Entity).await?;
    refuse_used(tx, change_event::Entity).await?;
    defer_references(tx).await?;
    tables::walk(&mut Clear(tx)).await?;
    Ok(())
}

/// Takes the lock of the migrator, for which a starting server waits.
pub async fn lock(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_unprepared("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(4711003)")
        .await
        .map(drop)
}

/// Lets rows come before those that they refer to. Every table with a reference is ours alone from here on: a server
/// that runs all the same waits, and cannot write in between.
pub async fn defer_references(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    alter_references(tx, "DEFERRABLE INITIALLY DEFERRED").await
}

async fn refuse_used<E>(tx: &DatabaseTransaction, entity: E) -> Result<(), Failure>
where
    E: EntityTrait<Model: FromQueryResult + Sync>,
{
    if E::find().count(tx).await? > 0 {
        return Err(Failure::NotEmpty(entity.table_name()));
    }
    Ok(())
}

struct Clear<'a>(&'a DatabaseTransaction);

impl tables::Walk for Clear<'_> {
    type Failure = DbErr;

    async fn table<E>(&mut self, _: E) -> Result<(), DbErr>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        E::delete_many().exec(self.0).await.map(drop)
    }
}

/// Checks every reference now, and from here on as the migrations made them.
pub async fn check_references(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_unprepared("SET CONSTRAINTS ALL IMMEDIATE").await?;
    alter_references(tx, "NOT DEFERRABLE").await
}

async fn alter_references(tx: &DatabaseTransaction, how: &str) -> Result<(), DbErr> {
    let statements = texts(
        tx,
        "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I ', conrelid::regclass, conname) FROM pg_constraint \
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1",
    )
    .await?;
    for statement in statements {
        tx.execute_unprepared(&format!("{statement}{how}")).await?;
    }
    Ok(())
}

/// Lets numbers that the database gives out go on where SQLite stopped, also where the last rows are gone already.
pub async fn continue_serials(source: &DatabaseTransaction, target: &DatabaseTransaction) -> Result<(), DbErr> {
    let given: Vec<(String, i64)> = source
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT name, seq FROM sqlite_sequence",
        ))
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by(0)?, row.try_get_by(1)?)))
        .collect::<Result<_, DbErr>>()?;
    let serials = target
        .query_all_raw(Statement::from_string(
            DbBackend::Postgres,
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND (is_identity = 'YES' OR column_default LIKE 'nextval(%')",
        ))
        .await?;
    for serial in serials {
        let (table, column): (String, String) = (serial.try_get_by(0)?, serial.try_get_by(1)?);
        let last = given
            .iter()
            .find(|(name, _)| *name == table)
            .map_or(0, |(_, last)| *last);
        let go_on = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), greatest(max({column}), {last}, 1), \
             greatest(max({column}), {last}) > 0) FROM {table}"
        );
        target.execute_unprepared(&go_on).await?;
    }
    Ok(())
}

async fn texts(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<String>, DbErr> {
    let rows = db
        .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await?;
    rows.iter().map(|row| row.try_get_by(0)).collect()
}
