//! Staff with their dated posts, ranks and leaves.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_searchable, drop_tables, index, one_of, references, searchable, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("personnel")
                    .col(uuid("unit_id"))
                    .col(text("name"))
                    .col(text("search"))
                    .col(text_null("staff_number").unique_key())
                    .col(one_of("sex", &["unknown", "male", "female", "unspecified"]))
                    .col(text_null("ethnic_group"))
                    .col(text_null("political_affiliation"))
                    .col(text_null("phone"))
                    .col(one_of("employment_status", &["active", "left", "retired"]))
                    .col(blob_null("id_number_digest").unique_key())
                    .col(date_null("left_on"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "personnel", &["unit_id", "employment_status", "name", "id"]).await?;
        index(manager, "personnel", &["name", "id"]).await?;
        searchable(manager, "personnel").await?;

        manager
            .create_table(
                versioned("appointments")
                    .col(uuid("person_id"))
                    .col(uuid("unit_id"))
                    .col(one_of(
                        "post",
                        &[
                            "principal",
                            "party_secretary",
                            "party_committee_member",
                            "vice_principal",
                            "general_affairs_director",
                            "general_affairs_deputy",
                            "cashier",
                            "accountant",
                            "teaching_research_director",
                            "young_pioneers_counsellor",
                            "branch_principal",
                            "kindergarten_principal",
                            "office_director",
                            "teacher",
                            "staff",
                        ],
                    ))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "appointments", &["person_id", "unit_id", "post", "starts_on"]).await?;
        index(manager, "appointments", &["unit_id", "post"]).await?;

        manager
            .create_table(
                versioned("ranks")
                    .col(uuid("person_id"))
                    .col(one_of(
                        "rank",
                        &[
                            "school_leader",
                            "deputy_leader",
                            "middle_leader",
                            "branch_principal",
                            "kindergarten_principal",
                            "teacher",
                            "staff",
                        ],
                    ))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        unique(manager, "ranks", &["person_id", "starts_on"]).await?;
        index(manager, "ranks", &["rank", "starts_on"]).await?;

        manager
            .create_table(
                versioned("leaves")
                    .col(uuid("person_id"))
                    .col(one_of(
                        "kind",
                        &["sick", "maternity", "personal", "training", "secondment", "other"],
                    ))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .col(text_null("reason"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        unique(manager, "leaves", &["person_id", "starts_on", "kind"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_searchable(manager, "personnel").await?;

        drop_tables(manager, &["personnel", "appointments", "ranks", "leaves"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
