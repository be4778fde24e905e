//! Schemes of a school's own, proposals, handovers and contact cards.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, one_of, one_of_null, plain, references, unique, unique_where, versioned};

const TARGET_KINDS: &[&str] = &["unit", "grade", "class", "person", "student", "household"];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("liaison_own_schemes")
                    .col(uuid("unit_id"))
                    .col(text("code"))
                    .col(text("name"))
                    .col(text_null("description"))
                    .col(one_of("target_kind", TARGET_KINDS))
                    .col(one_of("holders", &["leaders", "teachers", "party_members", "staff"]))
                    .col(integer_null("max_load"))
                    .col(integer("sort_order"))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .col(text_null("end_reason"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "liaison_own_schemes", &["code"]).await?;
        index(manager, "liaison_own_schemes", &["unit_id", "sort_order"]).await?;

        manager
            .create_table(
                versioned("liaison_proposals")
                    .col(uuid("unit_id"))
                    .col(text("scheme_code"))
                    .col(text("scheme_name"))
                    .col(one_of("target_kind", TARGET_KINDS))
                    .col(date("starts_on"))
                    .col(json_binary("options"))
                    .col(one_of(
                        "state",
                        &["making", "ready", "applying", "applied", "discarded", "failed"],
                    ))
                    .col(json_binary("counts"))
                    .col(uuid_null("job_id"))
                    .col(uuid("created_by"))
                    .col(timestamp_with_time_zone_null("applied_at"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("job_id", "jobs"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "liaison_proposals", &["unit_id", "created_at desc", "id desc"]).await?;

        manager
            .create_table(
                versioned("liaison_proposal_rows")
                    .col(uuid("proposal_id"))
                    .col(integer("position"))
                    .col(one_of("cause", &["gap", "left", "on_leave", "overloaded"]))
                    .col(uuid("unit_id"))
                    .col(uuid_null("target_unit_id"))
                    .col(small_integer_null("target_grade"))
                    .col(uuid_null("target_class_id"))
                    .col(uuid_null("target_person_id"))
                    .col(uuid_null("target_student_id"))
                    .col(uuid_null("target_household_id"))
                    .col(text("target_name"))
                    .col(uuid_null("from_person_id"))
                    .col(uuid_null("person_id"))
                    .col(one_of_null(
                        "ground",
                        &["homeroom", "subject", "same_unit", "same_school", "chosen"],
                    ))
                    .col(date_null("ends_on"))
                    .col(boolean("taken").default(true))
                    .col(one_of_null("outcome", &["made", "stale", "left_out"]))
                    .foreign_key(&mut references("proposal_id", "liaison_proposals"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("from_person_id", "personnel"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "liaison_proposal_rows", &["proposal_id", "position", "id"]).await?;
        index(manager, "liaison_proposal_rows", &["proposal_id", "person_id"]).await?;

        manager
            .create_table(
                versioned("liaison_handovers")
                    .col(uuid("unit_id"))
                    .col(uuid("from_person_id"))
                    .col(date("starts_on"))
                    .col(text("reason"))
                    .col(text_null("witness"))
                    .col(json_binary("counts"))
                    .col(blob("pack_sealed"))
                    .col(uuid("created_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("from_person_id", "personnel"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "liaison_handovers", &["unit_id", "created_at desc", "id desc"]).await?;
        index(manager, "liaison_handovers", &["from_person_id", "created_at desc"]).await?;

        manager
            .create_table(
                plain("follow_up_keepers")
                    .col(uuid("activity_id").primary_key())
                    .col(uuid("person_id"))
                    .col(timestamp_with_time_zone("since"))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "follow_up_keepers", &["person_id"]).await?;

        manager
            .create_table(
                versioned("contact_cards")
                    .col(text("code"))
                    .col(uuid("unit_id"))
                    .col(uuid("person_id"))
                    .col(text_null("reachable"))
                    .col(timestamp_with_time_zone_null("printed_at"))
                    .col(timestamp_with_time_zone_null("revoked_at"))
                    .col(text_null("revoke_reason"))
                    .col(uuid("created_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .take(),
            )
            .await?;
        unique(manager, "contact_cards", &["code"]).await?;
        index(manager, "contact_cards", &["unit_id", "created_at desc", "id desc"]).await?;
        unique_where(
            manager,
            "contact_cards",
            &["unit_id", "person_id"],
            "revoked_at IS NULL",
        )
        .await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "liaison_own_schemes",
                "liaison_proposals",
                "liaison_proposal_rows",
                "liaison_handovers",
                "follow_up_keepers",
                "contact_cards",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
