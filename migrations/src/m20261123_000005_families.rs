//! Classes, who teaches them, households with guardians, pupils.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_searchable, drop_tables, index, one_of, references, searchable, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("classes")
                    .col(uuid("unit_id"))
                    .col(uuid("school_year_id"))
                    .col(one_of("stage", &["kindergarten", "primary", "junior"]))
                    .col(small_integer("grade"))
                    .col(small_integer("number"))
                    .col(text("name"))
                    .col(text_null("external_code"))
                    .col(text("search"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("school_year_id", "school_years"))
                    .take(),
            )
            .await?;
        unique(manager, "classes", &["unit_id", "school_year_id", "name"]).await?;
        index(
            manager,
            "classes",
            &["school_year_id", "unit_id", "stage", "grade", "number"],
        )
        .await?;
        index(manager, "classes", &["unit_id", "external_code"]).await?;
        searchable(manager, "classes").await?;

        manager
            .create_table(
                versioned("teaching_assignments")
                    .col(uuid("person_id"))
                    .col(uuid("class_id"))
                    .col(uuid("term_id"))
                    .col(uuid("unit_id"))
                    .col(text("subject"))
                    .col(small_integer("weekly_lessons"))
                    .col(boolean("homeroom").default(false))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("class_id", "classes"))
                    .foreign_key(&mut references("term_id", "terms"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(
            manager,
            "teaching_assignments",
            &["person_id", "class_id", "subject", "term_id"],
        )
        .await?;
        index(manager, "teaching_assignments", &["class_id", "term_id"]).await?;
        index(manager, "teaching_assignments", &["unit_id", "term_id", "person_id"]).await?;
        index(manager, "teaching_assignments", &["term_id", "person_id"]).await?;

        manager
            .create_table(
                versioned("households")
                    .col(uuid("unit_id"))
                    .col(text("label"))
                    .col(text("search"))
                    .col(blob_null("address_sealed"))
                    .col(text_null("village"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "households", &["unit_id", "label", "id"]).await?;
        searchable(manager, "households").await?;

        manager
            .create_table(
                versioned("guardians")
                    .col(uuid("household_id"))
                    .col(text("name"))
                    .col(one_of(
                        "relation",
                        &["father", "mother", "grandfather", "grandmother", "other"],
                    ))
                    .col(text_null("relation_note"))
                    .col(blob_null("phone_sealed"))
                    .col(text_null("phone_last4"))
                    .col(blob_null("phone_digest"))
                    .col(blob_null("id_number_digest"))
                    .col(boolean("is_primary").default(false))
                    .foreign_key(&mut references("household_id", "households"))
                    .take(),
            )
            .await?;
        index(manager, "guardians", &["household_id"]).await?;
        index(manager, "guardians", &["phone_digest"]).await?;
        index(manager, "guardians", &["id_number_digest"]).await?;

        manager
            .create_table(
                versioned("students")
                    .col(uuid("unit_id"))
                    .col(uuid("household_id"))
                    .col(uuid_null("class_id"))
                    .col(text("name"))
                    .col(text("search"))
                    .col(one_of("sex", &["unknown", "male", "female", "unspecified"]))
                    .col(date_null("birth_date"))
                    .col(text_null("ethnic_group"))
                    .col(blob_null("pupil_number_sealed"))
                    .col(blob_null("pupil_number_digest").unique_key())
                    .col(boolean_null("boarding"))
                    .col(boolean_null("left_behind"))
                    .col(boolean_null("orphan"))
                    .col(boolean_null("hardship"))
                    .col(one_of("status", &["enrolled", "left", "graduated"]))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("household_id", "households"))
                    .foreign_key(&mut references("class_id", "classes"))
                    .take(),
            )
            .await?;
        index(manager, "students", &["unit_id", "status", "name", "id"]).await?;
        index(manager, "students", &["class_id", "name", "birth_date"]).await?;
        index(manager, "students", &["household_id"]).await?;
        searchable(manager, "students").await?;

        manager
            .create_table(
                versioned("enrolments")
                    .col(uuid("student_id"))
                    .col(uuid("class_id"))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .foreign_key(&mut references("student_id", "students"))
                    .foreign_key(&mut references("class_id", "classes"))
                    .take(),
            )
            .await?;
        unique(manager, "enrolments", &["student_id", "class_id", "starts_on"]).await?;
        index(manager, "enrolments", &["class_id", "starts_on"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_searchable(manager, "classes").await?;
        drop_searchable(manager, "households").await?;
        drop_searchable(manager, "students").await?;

        drop_tables(
            manager,
            &[
                "classes",
                "teaching_assignments",
                "households",
                "guardians",
                "students",
                "enrolments",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
