//! Long work, and what comes in as workbooks.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, plain, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("jobs")
                    .col(text("kind"))
                    .col(one_of("state", &["queued", "running", "done", "failed", "cancelled"]))
                    .col(integer("done").default(0))
                    .col(integer_null("total"))
                    .col(uuid("owner"))
                    .col(uuid_null("unit_id"))
                    .col(json_binary("params"))
                    .col(json_binary_null("result"))
                    .col(json_binary_null("error"))
                    .col(timestamp_with_time_zone_null("started_at"))
                    .col(timestamp_with_time_zone_null("finished_at"))
                    .col(boolean("cancel_requested").default(false))
                    .foreign_key(&mut references("owner", "accounts"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "jobs", &["state", "created_at"]).await?;
        index(manager, "jobs", &["owner", "created_at desc", "id desc"]).await?;

        manager
            .create_table(
                versioned("imports")
                    .col(one_of("kind", &["personnel", "students"]))
                    .col(uuid("unit_id"))
                    .col(uuid_null("school_year_id"))
                    .col(text("file_name"))
                    .col(one_of("state", &["previewed", "committing", "committed", "discarded"]))
                    .col(json_binary("counts"))
                    .col(json_binary("sheet"))
                    .col(uuid("created_by"))
                    .col(uuid_null("job_id"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("school_year_id", "school_years"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .foreign_key(&mut references("job_id", "jobs"))
                    .take(),
            )
            .await?;
        index(manager, "imports", &["unit_id", "created_at desc", "id desc"]).await?;

        manager
            .create_table(
                plain("import_rows")
                    .col(uuid("import_id"))
                    .col(integer("row_no"))
                    .col(one_of("action", &["create", "update", "unchanged", "rejected"]))
                    .col(blob("sealed"))
                    .col(text("label"))
                    .col(json_binary("problems"))
                    .col(json_binary("differences"))
                    .primary_key(&mut key(&["import_id", "row_no"]))
                    .foreign_key(&mut references("import_id", "imports"))
                    .take(),
            )
            .await?;
        index(manager, "import_rows", &["import_id", "action", "row_no"]).await?;

        manager
            .create_table(
                plain("export_files")
                    .col(uuid("job_id").primary_key())
                    .col(text("file_name"))
                    .col(text("media_type"))
                    .col(blob("sealed"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(&mut references("job_id", "jobs"))
                    .take(),
            )
            .await?;
        index(manager, "export_files", &["expires_at"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["jobs", "imports", "import_rows", "export_files"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
