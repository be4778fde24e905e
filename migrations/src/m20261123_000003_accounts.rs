//! Accounts, dated role grants, logins and the keys that sign tokens.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, one_of, one_of_null, plain, references, unique_where, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("accounts")
                    .col(text("username").unique_key())
                    .col(text("display_name"))
                    .col(uuid_null("person_id").unique_key())
                    .col(text_null("password_hash"))
                    .col(boolean("must_change_password").default(false))
                    .col(one_of("status", &["active", "disabled"]))
                    .col(timestamp_with_time_zone_null("password_changed_at"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "accounts", &["status", "username"]).await?;

        manager
            .create_table(
                versioned("role_grants")
                    .col(uuid("account_id"))
                    .col(one_of(
                        "role",
                        &[
                            "admin",
                            "auditor",
                            "bureau",
                            "principal",
                            "office",
                            "leader",
                            "branch_principal",
                            "teacher",
                        ],
                    ))
                    .col(uuid_null("unit_id"))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .col(uuid_null("granted_by"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("granted_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "role_grants", &["account_id", "starts_on"]).await?;
        index(manager, "role_grants", &["unit_id", "role"]).await?;
        unique_where(
            manager,
            "role_grants",
            &["account_id", "role", "unit_id"],
            "ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "role_grants",
            &["account_id", "role"],
            "unit_id IS NULL AND ends_on IS NULL",
        )
        .await?;

        manager
            .create_table(
                plain("sessions")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(text_null("user_agent"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("last_used_at"))
                    .col(timestamp_with_time_zone_null("ended_at"))
                    .col(one_of_null(
                        "end_reason",
                        &[
                            "logout",
                            "revoked",
                            "token_reuse",
                            "password_change",
                            "account_disabled",
                            "expired",
                        ],
                    ))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "sessions", &["account_id", "created_at desc"]).await?;
        index(manager, "sessions", &["expires_at"]).await?;

        manager
            .create_table(
                plain("refresh_tokens")
                    .col(uuid("id").primary_key())
                    .col(uuid("session_id"))
                    .col(blob("digest").unique_key())
                    .col(timestamp_with_time_zone("issued_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("used_at"))
                    .col(uuid_null("replaced_by"))
                    .foreign_key(&mut references("session_id", "sessions"))
                    .foreign_key(&mut references("replaced_by", "refresh_tokens"))
                    .take(),
            )
            .await?;
        index(manager, "refresh_tokens", &["session_id", "issued_at desc"]).await?;
        index(manager, "refresh_tokens", &["expires_at"]).await?;

        manager
            .create_table(
                plain("signing_keys")
                    .col(text("kid").primary_key())
                    .col(blob("public_key"))
                    .col(blob("sealed_private_key"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("retired_at"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("account_setup_links")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(blob("digest").unique_key())
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("used_at"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "account_setup_links", &["account_id", "created_at desc"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "accounts",
                "role_grants",
                "sessions",
                "refresh_tokens",
                "signing_keys",
                "account_setup_links",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
