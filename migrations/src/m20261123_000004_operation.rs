//! Idempotency keys, the audit chain and the change log.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, plain};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                plain("idempotency_keys")
                    .col(text("caller"))
                    .col(text("key"))
                    .col(blob("fingerprint"))
                    .col(small_integer_null("status"))
                    .col(json_binary_null("headers"))
                    .col(blob_null("body"))
                    .col(timestamp_with_time_zone("created_at"))
                    .primary_key(&mut key(&["caller", "key"]))
                    .take(),
            )
            .await?;
        index(manager, "idempotency_keys", &["created_at"]).await?;

        manager
            .create_table(
                plain("audit_events")
                    .col(uuid("id").primary_key())
                    .col(big_integer("seq").unique_key())
                    .col(timestamp_with_time_zone("at"))
                    .col(uuid_null("account_id"))
                    .col(text("action"))
                    .col(text("object_kind"))
                    .col(uuid_null("object_id"))
                    .col(text_null("reason"))
                    .col(uuid_null("unit_id"))
                    .col(json_binary("details"))
                    .col(blob("prev_hash"))
                    .col(blob("hash"))
                    .take(),
            )
            .await?;
        index(manager, "audit_events", &["account_id", "seq desc"]).await?;
        index(manager, "audit_events", &["object_id", "seq desc"]).await?;
        index(manager, "audit_events", &["unit_id", "seq desc"]).await?;
        index(manager, "audit_events", &["action", "seq desc"]).await?;
        index(manager, "audit_events", &["at"]).await?;

        manager
            .create_table(
                plain("change_events")
                    .col(big_integer("seq").auto_increment().primary_key())
                    .col(text("subject_kind"))
                    .col(uuid("subject_id"))
                    .col(one_of("operation", &["created", "updated", "deleted"]))
                    .col(uuid_null("unit_id"))
                    .col(timestamp_with_time_zone("at"))
                    .take(),
            )
            .await?;
        index(manager, "change_events", &["unit_id", "seq"]).await?;
        index(manager, "change_events", &["subject_id", "seq"]).await?;
        index(manager, "change_events", &["at"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["idempotency_keys", "audit_events", "change_events"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
