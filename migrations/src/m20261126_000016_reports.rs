//! Reports drawn from the records, edited by a person and then frozen.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, one_of, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("reports")
                    .col(one_of(
                        "kind",
                        &["unit_report", "unit_analysis", "person_summary", "school_summary"],
                    ))
                    .col(uuid("unit_id"))
                    .col(uuid_null("person_id"))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .col(text("title"))
                    .col(one_of("language", &["zh", "en"]))
                    .col(one_of("state", &["draft", "frozen"]))
                    .col(json_binary("sections"))
                    .col(timestamp_with_time_zone("generated_at"))
                    .col(uuid("created_by"))
                    .col(timestamp_with_time_zone_null("frozen_at"))
                    .col(uuid_null("frozen_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .foreign_key(&mut references("frozen_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "reports", &["unit_id", "ends_on desc", "id desc"]).await?;
        index(manager, "reports", &["person_id", "ends_on desc", "id desc"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["reports"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
