//! Attachments, phrases, remarks in the diary, files of pupils with potential.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, key, one_of, one_of_null, plain, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "attachments",
    "phrases",
    "diary_remarks",
    "pupil_files",
    "pupil_file_supporters",
    "pupil_file_stages",
];

const KINDS: &[&str] = &[
    "branch_visit",
    "lesson_observation",
    "home_visit",
    "parents_meeting",
    "committee_meeting",
    "staff_talk",
    "grade_meeting",
    "heart_talk",
    "reception",
    "phone_contact",
    "stay_in",
    "pupil_support",
    "study_session",
    "shared_labour",
    "canteen_check",
    "other",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("attachments")
                    .col(one_of("owner_kind", &["activity", "ledger_entry"]))
                    .col(uuid("owner_id"))
                    .col(uuid("unit_id"))
                    .col(text("file_name"))
                    .col(text("media_type"))
                    .col(integer("size"))
                    .col(text_null("caption"))
                    .col(text("stored"))
                    .col(text_null("preview"))
                    .col(uuid("uploaded_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("uploaded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "attachments", &["owner_id", "owner_kind", "id"]).await?;

        manager
            .create_table(
                versioned("phrases")
                    .col(uuid_null("account_id"))
                    .col(uuid_null("unit_id"))
                    .col(one_of_null("kind", KINDS))
                    .col(text("text"))
                    .check(Expr::cust("(account_id IS NULL) <> (unit_id IS NULL)"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index_where(manager, "phrases", &["account_id", "id"], "account_id IS NOT NULL").await?;
        index_where(manager, "phrases", &["unit_id", "id"], "unit_id IS NOT NULL").await?;

        manager
            .create_table(
                plain("diary_remarks")
                    .col(uuid("person_id"))
                    .col(date("day"))
                    .col(text("text"))
                    .col(integer("version").default(1))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .primary_key(&mut key(&["person_id", "day"]))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                versioned("pupil_files")
                    .col(uuid("student_id"))
                    .col(uuid("unit_id"))
                    .col(uuid_null("leader_id"))
                    .col(date("opened_on"))
                    .col(text("reason"))
                    .col(text("situation"))
                    .col(date_null("closed_on"))
                    .col(one_of_null(
                        "result",
                        &["supporting", "improving", "transformed", "stopped"],
                    ))
                    .col(text_null("conclusion"))
                    .col(uuid("opened_by"))
                    .foreign_key(&mut references("student_id", "students"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("leader_id", "personnel"))
                    .foreign_key(&mut references("opened_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "pupil_files", &["student_id"]).await?;
        index(manager, "pupil_files", &["unit_id", "opened_on desc", "id desc"]).await?;
        index_where(manager, "pupil_files", &["leader_id"], "leader_id IS NOT NULL").await?;
        // A pupil has one open file at a time.
        manager
            .create_index(
                Index::create()
                    .name("pupil_files_open_key")
                    .table("pupil_files")
                    .col("student_id")
                    .unique()
                    .and_where(Expr::cust("closed_on IS NULL"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("pupil_file_supporters")
                    .col(uuid("pupil_file_id"))
                    .col(uuid("person_id"))
                    .primary_key(&mut key(&["pupil_file_id", "person_id"]))
                    .foreign_key(&mut references("pupil_file_id", "pupil_files"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "pupil_file_supporters", &["person_id", "pupil_file_id"]).await?;

        manager
            .create_table(
                versioned("pupil_file_stages")
                    .col(uuid("pupil_file_id"))
                    .col(text("goal"))
                    .col(text("measures"))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .col(one_of_null(
                        "result",
                        &["supporting", "improving", "transformed", "stopped"],
                    ))
                    .col(text_null("review"))
                    .foreign_key(&mut references("pupil_file_id", "pupil_files"))
                    .take(),
            )
            .await?;
        index(manager, "pupil_file_stages", &["pupil_file_id", "starts_on", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
