//! Waivers and reminders of duties; plans that a bureau publishes as templates.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("duty_waivers")
                    .col(uuid("unit_id"))
                    .col(uuid_null("person_id"))
                    .col(text_null("duty_code"))
                    .col(text_null("duty_title"))
                    .col(one_of("kind", &["leave", "late_posting", "other"]))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .col(integer_null("amount"))
                    .col(text("reason"))
                    .col(uuid_null("leave_id"))
                    .col(one_of("authority", &["school", "bureau"]))
                    .col(one_of("state", &["requested", "approved", "rejected", "withdrawn"]))
                    .col(uuid("requested_by"))
                    .col(timestamp_with_time_zone("requested_at"))
                    .col(uuid_null("decided_by"))
                    .col(timestamp_with_time_zone_null("decided_at"))
                    .col(text_null("decision_note"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("leave_id", "leaves"))
                    .foreign_key(&mut references("requested_by", "accounts"))
                    .foreign_key(&mut references("decided_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "duty_waivers", &["unit_id", "state", "requested_at desc"]).await?;
        index(manager, "duty_waivers", &["person_id", "starts_on"]).await?;
        index(manager, "duty_waivers", &["requested_at desc", "id desc"]).await?;
        index(manager, "duty_waivers", &["starts_on desc", "id desc"]).await?;
        index(manager, "duty_waivers", &["leave_id"]).await?;

        manager
            .create_table(
                versioned("duty_reminders")
                    .col(uuid("person_id"))
                    .col(text("duty_code"))
                    .col(small_integer_null("weekday"))
                    .col(small_integer_null("days_before_end"))
                    .col(boolean("only_if_not_met").default(true))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "duty_reminders", &["person_id"]).await?;

        manager
            .create_table(
                plain("plan_template_versions")
                    .col(pk_uuid("id"))
                    .col(uuid("unit_id"))
                    .col(uuid("plan_id"))
                    .col(integer("template_version"))
                    .col(json_binary("content"))
                    .col(text_null("note"))
                    .col(uuid("published_by"))
                    .col(timestamp_with_time_zone("published_at"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("published_by", "accounts"))
                    .take(),
            )
            .await?;
        unique(manager, "plan_template_versions", &["plan_id", "template_version"]).await?;
        index(manager, "plan_template_versions", &["unit_id"]).await?;

        manager
            .create_table(
                plain("plan_ignored_changes")
                    .col(uuid("plan_id"))
                    .col(integer("template_version"))
                    .col(text("part"))
                    .col(text("code"))
                    .col(uuid("decided_by"))
                    .col(timestamp_with_time_zone("decided_at"))
                    .primary_key(&mut key(&["plan_id", "template_version", "part", "code"]))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("decided_by", "accounts"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "duty_waivers",
                "duty_reminders",
                "plan_template_versions",
                "plan_ignored_changes",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
