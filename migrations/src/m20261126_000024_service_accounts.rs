//! Service accounts (系统账号): what other systems ask with, and their secrets, of which only digests are kept.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, one_of, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATUSES: &[&str] = &["active", "disabled"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("service_accounts")
                    .col(text("name"))
                    .col(text("client_id"))
                    .col(uuid_null("unit_id"))
                    .col(json_binary("scopes"))
                    .col(json_binary("addresses"))
                    .col(date_null("expires_on"))
                    .col(one_of("status", STATUSES))
                    .col(text_null("contact"))
                    .col(timestamp_with_time_zone_null("last_used_at"))
                    .col(text_null("last_used_from"))
                    .col(uuid_null("recorded_by"))
                    .foreign_key(&mut references("id", "accounts"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        unique(manager, "service_accounts", &["client_id"]).await?;
        index(manager, "service_accounts", &["name", "id"]).await?;
        manager
            .create_table(
                plain("service_secrets")
                    .col(pk_uuid("id"))
                    .col(uuid("service_account_id"))
                    .col(blob("digest").unique_key())
                    .col(text("hint"))
                    .col(uuid_null("issued_by"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("revoked_at"))
                    .col(timestamp_with_time_zone_null("last_used_at"))
                    .foreign_key(&mut references("service_account_id", "service_accounts"))
                    .foreign_key(&mut references("issued_by", "accounts"))
                    .take(),
            )
            .await?;
        index(
            manager,
            "service_secrets",
            &["service_account_id", "created_at desc", "id desc"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["service_accounts", "service_secrets"]).await
    }
}
