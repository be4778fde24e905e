//! Units, school years, terms and the working-day calendar.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, one_of_null, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("org_units")
                    .col(uuid_null("parent_id"))
                    .col(one_of(
                        "kind",
                        &[
                            "bureau",
                            "central_school",
                            "village_school",
                            "kindergarten",
                            "department",
                        ],
                    ))
                    .col(text("name"))
                    .col(text("short_name"))
                    .col(text("code").unique_key())
                    .col(text_null("school_code"))
                    .col(integer("position").default(0))
                    .col(one_of_null(
                        "function",
                        &[
                            "general_affairs",
                            "teaching_research",
                            "young_pioneers",
                            "finance",
                            "office",
                            "other",
                        ],
                    ))
                    .col(date_null("closed_on"))
                    .foreign_key(&mut references("parent_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "org_units", &["parent_id", "position"]).await?;
        index(manager, "org_units", &["kind"]).await?;

        manager
            .create_table(
                plain("org_unit_closure")
                    .col(uuid("ancestor_id"))
                    .col(uuid("descendant_id"))
                    .col(integer("depth"))
                    .primary_key(&mut key(&["ancestor_id", "descendant_id"]))
                    .foreign_key(&mut references("ancestor_id", "org_units"))
                    .foreign_key(&mut references("descendant_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "org_unit_closure", &["descendant_id", "depth"]).await?;

        manager
            .create_table(
                versioned("school_years")
                    .col(uuid("unit_id"))
                    .col(text("name"))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "school_years", &["unit_id", "name"]).await?;
        index(manager, "school_years", &["unit_id", "starts_on desc"]).await?;

        manager
            .create_table(
                versioned("terms")
                    .col(uuid("school_year_id"))
                    .col(uuid("unit_id"))
                    .col(text("name"))
                    .col(date("starts_on"))
                    .col(date("ends_on"))
                    .col(json_binary("teaching_months"))
                    .foreign_key(&mut references("school_year_id", "school_years"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "terms", &["school_year_id", "name"]).await?;
        index(manager, "terms", &["unit_id", "starts_on desc"]).await?;

        manager
            .create_table(
                versioned("calendar_days")
                    .col(uuid("unit_id"))
                    .col(date("day"))
                    .col(one_of("kind", &["holiday", "make_up", "off"]))
                    .col(text_null("note"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "calendar_days", &["unit_id", "day"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "org_units",
                "org_unit_closure",
                "school_years",
                "terms",
                "calendar_days",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
