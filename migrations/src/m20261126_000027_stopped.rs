//! Notices of what stopped, such as a webhook.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::shapes::{index, index_where, one_of, plain, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

const KINDS: &[&str] = &[
    "your_turn",
    "moved",
    "due_soon",
    "overdue",
    "escalated",
    "published",
    "objection",
    "decided",
    "stopped",
];
const OBJECTS: &[&str] = &["ledger_entry", "evaluation_result", "webhook"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow(manager, KINDS, OBJECTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared("DELETE FROM notices WHERE kind = 'stopped' OR object_kind = 'webhook'")
            .await?;
        allow(manager, &KINDS[..8], &OBJECTS[..2]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Sets the words of kinds and objects. `SQLite` cannot change a CHECK: the table is made anew, nothing refers to it.
async fn allow(
    manager: &SchemaManager<'_>,
    kinds: &'static [&'static str],
    objects: &'static [&'static str],
) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        for (column, words) in [("kind", kinds), ("object_kind", objects)] {
            let words: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
            let change = format!(
                "ALTER TABLE notices DROP CONSTRAINT notices_{column}_check, \
                 ADD CONSTRAINT notices_{column}_check CHECK ({column} IN ({}))",
                words.join(", ")
            );
            db.execute_unprepared(&change).await?;
        }
        return Ok(());
    }
    manager
        .create_table(
            plain("notices_anew")
                .col(pk_uuid("id"))
                .col(uuid("account_id"))
                .col(one_of("kind", kinds))
                .col(one_of("object_kind", objects))
                .col(uuid("object_id"))
                .col(json_binary("facts"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("read_at"))
                .foreign_key(&mut references("account_id", "accounts"))
                .take(),
        )
        .await?;
    for statement in [
        "INSERT INTO notices_anew SELECT id, account_id, kind, object_kind, object_id, facts, created_at, read_at \
         FROM notices",
        "DROP TABLE notices",
        "ALTER TABLE notices_anew RENAME TO notices",
    ] {
        db.execute_unprepared(statement).await?;
    }
    index(manager, "notices", &["account_id", "created_at desc", "id desc"]).await?;
    index_where(manager, "notices", &["account_id", "object_id"], "read_at IS NULL").await
}
