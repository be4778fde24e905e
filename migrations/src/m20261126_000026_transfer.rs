//! More sheets, how their headers are read, taking an import back, and entries of a former ledger.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::shapes::{drop_tables, index, key, one_of, one_of_null, plain, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const OLD_KINDS: &[&str] = &["personnel", "students"];
const KINDS: &[&str] = &[
    "personnel",
    "students",
    "classes",
    "teaching_assignments",
    "liaison_links",
    "activities",
    "ledger_entries",
];
const OLD_STATES: &[&str] = &["previewed", "committing", "committed", "discarded"];
const STATES: &[&str] = &["previewed", "committing", "committed", "discarded", "undoing", "undone"];
const RECORDS: &[&str] = &[
    "personnel",
    "classes",
    "teaching_assignments",
    "households",
    "guardians",
    "students",
    "liaison_links",
    "activities",
    "ledger_entries",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow(manager, KINDS, STATES).await?;
        manager
            .alter_table(
                Table::alter()
                    .table("imports")
                    .add_column(timestamp_with_time_zone_null("committed_at"))
                    .take(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared("UPDATE imports SET committed_at = updated_at WHERE state = 'committed'")
            .await?;
        manager
            .create_table(
                plain("import_changes")
                    .col(uuid("import_id"))
                    .col(one_of("record", RECORDS))
                    .col(uuid("record_id"))
                    .col(integer("seq"))
                    .col(uuid("unit_id"))
                    .col(text("label"))
                    .col(integer("record_version"))
                    .col(blob_null("sealed"))
                    .col(one_of_null("left_because", &["changed", "in_use"]))
                    .primary_key(&mut key(&["import_id", "record", "record_id"]))
                    .foreign_key(&mut references("import_id", "imports"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "import_changes", &["import_id", "seq"]).await?;
        manager
            .create_table(
                plain("import_mappings")
                    .col(uuid("unit_id"))
                    .col(one_of("kind", KINDS))
                    .col(text("headers"))
                    .col(json_binary("mapping"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .primary_key(&mut key(&["unit_id", "kind", "headers"]))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("ledger_entries")
                    .add_column(text_null("legacy_number"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("ledger_entries")
                    .drop_column("legacy_number")
                    .take(),
            )
            .await?;
        drop_tables(manager, &["import_changes", "import_mappings"]).await?;
        let db = manager.get_connection();
        for statement in [
            "DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE kind NOT IN ('personnel', 'students'))",
            "DELETE FROM imports WHERE kind NOT IN ('personnel', 'students')",
            "UPDATE imports SET state = 'committed' WHERE state IN ('undoing', 'undone')",
        ] {
            db.execute_unprepared(statement).await?;
        }
        manager
            .alter_table(Table::alter().table("imports").drop_column("committed_at").take())
            .await?;
        allow(manager, OLD_KINDS, OLD_STATES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Sets the words of kinds and states. `SQLite` cannot change a CHECK: the table is made anew, and with it the rows
/// that refer to it.
async fn allow(
    manager: &SchemaManager<'_>,
    kinds: &'static [&'static str],
    states: &'static [&'static str],
) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        for (column, words) in [("kind", kinds), ("state", states)] {
            let words: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
            let change = format!(
                "ALTER TABLE imports DROP CONSTRAINT imports_{column}_check, \
                 ADD CONSTRAINT imports_{column}_check CHECK ({column} IN ({}))",
                words.join(", ")
            );
            db.execute_unprepared(&change).await?;
        }
        return Ok(());
    }
    manager
        .create_table(
            versioned("imports_anew")
                .col(one_of("kind", kinds))
                .col(uuid("unit_id"))
                .col(uuid_null("school_year_id"))
                .col(text("file_name"))
                .col(one_of("state", states))
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
    manager
        .create_table(
            plain("import_rows_anew")
                .col(uuid("import_id"))
                .col(integer("row_no"))
                .col(one_of("action", &["create", "update", "unchanged", "rejected"]))
                .col(blob("sealed"))
                .col(text("label"))
                .col(json_binary("problems"))
                .col(json_binary("differences"))
                .primary_key(&mut key(&["import_id", "row_no"]))
                .foreign_key(&mut references("import_id", "imports_anew"))
                .take(),
        )
        .await?;
    for statement in [
        "INSERT INTO imports_anew (id, version, created_at, updated_at, kind, unit_id, school_year_id, file_name, \
         state, counts, sheet, created_by, job_id) SELECT id, version, created_at, updated_at, kind, unit_id, \
         school_year_id, file_name, state, counts, sheet, created_by, job_id FROM imports",
        "INSERT INTO import_rows_anew SELECT import_id, row_no, action, sealed, label, problems, differences \
         FROM import_rows",
        "DROP TABLE import_rows",
        "DROP TABLE imports",
        "ALTER TABLE imports_anew RENAME TO imports",
        "ALTER TABLE import_rows_anew RENAME TO import_rows",
    ] {
        db.execute_unprepared(statement).await?;
    }
    index(manager, "imports", &["unit_id", "created_at desc", "id desc"]).await?;
    index(manager, "import_rows", &["import_id", "action", "row_no"]).await
}
