//! The change feed in the order of commit, and webhooks that tell of it.
//!
//! `change_events.seq` is drawn when a change is written, not when it commits: on `PostgreSQL` a lower number may become
//! visible after a higher one. `position` is given afterwards, to what has committed, by one server at a time.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, key, one_of, one_of_null, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const OPERATIONS: &[&str] = &["created", "updated", "deleted"];
const ENDPOINT_STATES: &[&str] = &["active", "paused", "gone", "failing"];
const DELIVERY_STATES: &[&str] = &["pending", "delivered", "dead", "withheld"];
const FAILURES: &[&str] = &[
    "status",
    "redirect",
    "timeout",
    "unresolved",
    "refused_address",
    "connection",
    "tls",
    "other",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        feed(manager).await?;
        endpoints(manager).await?;
        deliveries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "change_feed_head",
                "webhook_endpoints",
                "webhook_secrets",
                "webhook_deliveries",
                "webhook_attempts",
            ],
        )
        .await?;
        for name in ["change_events_position_key", "change_events_seq_idx"] {
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
        }
        manager
            .get_connection()
            .execute_unprepared("ALTER TABLE change_events DROP COLUMN position")
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn feed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .alter_table(
            Table::alter()
                .table("change_events")
                .add_column(big_integer_null("position"))
                .take(),
        )
        .await?;
    unique(manager, "change_events", &["position"]).await?;
    index_where(manager, "change_events", &["seq"], "position IS NULL").await?;
    manager
        .create_table(
            plain("change_feed_head")
                .col(small_integer("id").primary_key())
                .col(big_integer("position"))
                .col(big_integer("removed_through"))
                .take(),
        )
        .await?;
    manager
        .get_connection()
        .execute_unprepared("INSERT INTO change_feed_head (id, position, removed_through) VALUES (1, 0, 0)")
        .await?;
    Ok(())
}

async fn endpoints(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            versioned("webhook_endpoints")
                .col(uuid("service_account_id"))
                .col(text("name"))
                .col(text("url"))
                .col(json_binary("types"))
                .col(one_of("state", ENDPOINT_STATES))
                .col(timestamp_with_time_zone_null("stopped_at"))
                .col(timestamp_with_time_zone_null("failing_since"))
                .col(timestamp_with_time_zone_null("delivered_at"))
                .foreign_key(&mut references("service_account_id", "service_accounts"))
                .take(),
        )
        .await?;
    index(manager, "webhook_endpoints", &["created_at", "id"]).await?;
    index(manager, "webhook_endpoints", &["service_account_id"]).await?;
    manager
        .create_table(
            plain("webhook_secrets")
                .col(pk_uuid("id"))
                .col(uuid("endpoint_id"))
                .col(blob("secret_sealed"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .foreign_key(&mut references("endpoint_id", "webhook_endpoints"))
                .take(),
        )
        .await?;
    index(manager, "webhook_secrets", &["endpoint_id"]).await
}

async fn deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            plain("webhook_deliveries")
                .col(pk_uuid("id"))
                .col(uuid("endpoint_id"))
                .col(big_integer_null("position"))
                .col(text("subject_kind"))
                .col(uuid("subject_id"))
                .col(one_of("operation", OPERATIONS))
                .col(uuid_null("unit_id"))
                .col(timestamp_with_time_zone("happened_at"))
                .col(one_of("state", DELIVERY_STATES))
                .col(integer("attempts").default(0))
                .col(integer("round").default(0))
                .col(timestamp_with_time_zone("next_attempt_at"))
                .col(timestamp_with_time_zone_null("ended_at"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut references("endpoint_id", "webhook_endpoints"))
                .take(),
        )
        .await?;
    unique(manager, "webhook_deliveries", &["endpoint_id", "position"]).await?;
    index_where(
        manager,
        "webhook_deliveries",
        &["endpoint_id", "state"],
        "state IN ('pending', 'dead')",
    )
    .await?;
    index_where(
        manager,
        "webhook_deliveries",
        &["endpoint_id", "next_attempt_at"],
        "state = 'pending'",
    )
    .await?;
    index(
        manager,
        "webhook_deliveries",
        &["endpoint_id", "created_at desc", "id desc"],
    )
    .await?;
    index(manager, "webhook_deliveries", &["created_at"]).await?;
    manager
        .create_table(
            plain("webhook_attempts")
                .col(uuid("delivery_id"))
                .col(integer("number"))
                .col(timestamp_with_time_zone("at"))
                .col(integer("millis"))
                .col(small_integer_null("status"))
                .col(one_of_null("failure", FAILURES))
                .primary_key(&mut key(&["delivery_id", "number"]))
                .foreign_key(&mut references("delivery_id", "webhook_deliveries"))
                .take(),
        )
        .await
}
