//! Hearings before a finding, call-backs that wait for a decision, draws of call-backs, and what statistics read.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, key, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "ledger_hearings",
    "ledger_callback_decisions",
    "ledger_callback_draws",
    "ledger_callback_samples",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("ledger_hearings")
                    .col(uuid("entry_id"))
                    .col(uuid("person_id"))
                    .col(date("heard_on"))
                    .col(text("put_to_person"))
                    .col(text("statement"))
                    .col(uuid("kept_by"))
                    .col(timestamp_with_time_zone_null("disclosed_at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("kept_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_hearings", &["entry_id", "heard_on", "id"]).await?;
        index(manager, "ledger_hearings", &["person_id", "heard_on desc", "id desc"]).await?;

        manager
            .create_table(
                plain("ledger_callback_decisions")
                    .col(uuid("callback_id").primary_key())
                    .col(uuid("entry_id"))
                    .col(timestamp_with_time_zone("asked_at"))
                    .col(boolean_null("reasonable"))
                    .col(text_null("reason"))
                    .col(uuid_null("decided_by"))
                    .col(timestamp_with_time_zone_null("decided_at"))
                    .check(Expr::cust("(decided_at IS NULL) = (reasonable IS NULL)"))
                    .foreign_key(&mut references("callback_id", "ledger_callbacks"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("decided_by", "accounts"))
                    .take(),
            )
            .await?;
        index_where(
            manager,
            "ledger_callback_decisions",
            &["entry_id"],
            "decided_at IS NULL",
        )
        .await?;

        manager
            .create_table(
                versioned("ledger_callback_draws")
                    .col(uuid("unit_id"))
                    .col(date("month"))
                    .col(small_integer("percent").check(Expr::col("percent").between(1, 100)))
                    .col(integer("closed"))
                    .col(uuid("drawn_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("drawn_by", "accounts"))
                    .take(),
            )
            .await?;
        unique(manager, "ledger_callback_draws", &["unit_id", "month"]).await?;
        index(manager, "ledger_callback_draws", &["month desc", "id desc"]).await?;

        manager
            .create_table(
                plain("ledger_callback_samples")
                    .col(uuid("draw_id"))
                    .col(uuid("entry_id"))
                    .col(uuid_null("callback_id"))
                    .primary_key(&mut key(&["draw_id", "entry_id"]))
                    .foreign_key(&mut references("draw_id", "ledger_callback_draws"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("callback_id", "ledger_callbacks"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_callback_samples", &["entry_id"]).await?;

        // A bureau counts all of its schools at once; looks at identities are few among many events.
        index(manager, "ledger_entries", &["registered_at"]).await?;
        index_where(
            manager,
            "ledger_entries",
            &["unit_id", "closed_at"],
            "closed_at IS NOT NULL",
        )
        .await?;
        index(manager, "ledger_events", &["move", "at desc", "id desc"]).await?;
        index(manager, "ledger_callbacks", &["told_to_say", "entry_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in [
            "ledger_callbacks_told_to_say_entry_idx",
            "ledger_events_move_at_id_idx",
            "ledger_entries_unit_closed_at_idx",
            "ledger_entries_registered_at_idx",
        ] {
            manager.drop_index(Index::drop().name(index).to_owned()).await?;
        }
        drop_tables(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
