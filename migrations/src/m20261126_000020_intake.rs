//! The public's side: codes to follow a concern, what was sent already, proofs of work, the public board.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, one_of, plain, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                plain("follow_codes")
                    .col(uuid("entry_id").primary_key())
                    .col(blob("digest").unique_key())
                    .col(timestamp_with_time_zone("issued_at"))
                    .col(uuid_null("issued_by"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("issued_by", "accounts"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("concern_submissions")
                    .col(blob("key_digest").primary_key())
                    .col(uuid("entry_id"))
                    .col(blob("fingerprint"))
                    .col(timestamp_with_time_zone("at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("spent_challenges")
                    .col(blob("nonce").primary_key())
                    .col(timestamp_with_time_zone("expires_at"))
                    .take(),
            )
            .await?;
        index(manager, "spent_challenges", &["expires_at"]).await?;

        manager
            .create_table(
                plain("staff_mentions")
                    .col(uuid("entry_id").primary_key())
                    .col(text("words"))
                    .col(timestamp_with_time_zone("at"))
                    .col(timestamp_with_time_zone_null("settled_at"))
                    .col(uuid_null("settled_by"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("settled_by", "accounts"))
                    .take(),
            )
            .await?;
        // Every list of entries asks for the open ones.
        index_where(manager, "staff_mentions", &["entry_id"], "settled_at IS NULL").await?;

        manager
            .create_table(
                versioned("board_summaries")
                    .col(uuid("entry_id").unique_key())
                    .col(uuid("unit_id"))
                    .col(text("title"))
                    .col(text("result"))
                    .col(one_of("state", &["published", "withdrawn"]))
                    .col(timestamp_with_time_zone("published_at"))
                    .col(uuid("published_by"))
                    .col(timestamp_with_time_zone_null("withdrawn_at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("published_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "board_summaries", &["unit_id", "published_at desc"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "follow_codes",
                "concern_submissions",
                "spent_challenges",
                "staff_mentions",
                "board_summaries",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
