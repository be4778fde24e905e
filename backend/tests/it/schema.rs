//! The entities and the migrated tables are the same; every step can be undone.

use std::{collections::BTreeMap, fs, path::Path};

use lianxin::{db, entities::tables};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, Schema, Statement};

use crate::support::{Engine, Stage};

/// What a table looks like: per column its type, whether it may be null, and its place in the primary key.
type Shape = BTreeMap<String, (String, bool, bool)>;

/// Makes the table of every entity as the entity describes it.
struct Describe<'a> {
    db: &'a DatabaseConnection,
    names: Vec<String>,
}

impl tables::Walk for Describe<'_> {
    type Failure = DbErr;

    async fn table<E: EntityTrait>(&mut self, entity: E) -> Result<(), DbErr> {
        let mut table = Schema::new(self.db.get_database_backend()).create_table_from_entity(entity);
        self.db.execute(table.if_not_exists()).await?;
        self.names.push(entity.table_name().to_owned());
        Ok(())
    }
}

/// The names of the tables that were made.
async fn create_from_entities(db: &DatabaseConnection) -> Vec<String> {
    let mut describe = Describe { db, names: Vec::new() };
    tables::walk(&mut describe).await.unwrap();
    describe.names.sort();
    describe.names
}

#[test]
fn every_entity_is_walked() {
    let walked = include_str!("../../src/entities/tables.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/entities");
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let module = file.file_stem().unwrap().to_str().unwrap();
        let is_table = fs::read_to_string(&file).unwrap().contains("DeriveEntityModel");
        assert!(
            !is_table || walked.contains(&format!("\n    {module},")),
            "add {module} to entities/tables.rs"
        );
    }
}

async fn on_both(test: impl AsyncFn(DatabaseConnection, DatabaseConnection)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (one, other) = (Stage::empty(engine).await, Stage::empty(engine).await);
        test(one.connect().await, other.connect().await).await;
        one.clear().await;
        other.clear().await;
    }
}

#[actix_web::test]
async fn entities_and_migrated_tables_are_the_same() {
    on_both(async |migrated, described| {
        db::migrate(&migrated).await.unwrap();
        let names = create_from_entities(&described).await;
        assert_eq!(tables_of(&migrated).await, names, "tables");
        for name in names {
            assert_eq!(
                shape_of(&migrated, &name).await,
                shape_of(&described, &name).await,
                "columns of {name}: migrated, then described"
            );
        }
    })
    .await;
}

#[actix_web::test]
async fn every_step_can_be_undone_and_done_again() {
    on_both(async |db, _| {
        db::migrate(&db).await.unwrap();
        let before = everything_in(&db).await;
        let steps = Migrator::migrations().len();
        for _ in 0..steps {
            Migrator::down(&db, Some(1)).await.unwrap();
        }
        let left = everything_in(&db).await;
        assert!(
            left.iter().all(|line| line.contains("seaql_migrations")),
            "left behind: {left:?}"
        );
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(everything_in(&db).await, before);
    })
    .await;
}

#[actix_web::test]
async fn a_database_of_a_newer_version_is_refused() {
    on_both(async |db, _| {
        db::migrate(&db).await.unwrap();
        let insert = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_future', 1)";
        db.execute_unprepared(insert).await.unwrap();
        let refusal = db::migrate(&db).await.unwrap_err().to_string();
        assert!(
            refusal.contains("newer version") && refusal.contains("m29990101_000001_future"),
            "{refusal}"
        );
    })
    .await;
}

#[actix_web::test]
async fn two_migrators_at_once_do_the_work_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let stage = Stage::empty(engine).await;
        let (one, other) = (stage.connect().await, stage.connect().await);
        let (first, second) = tokio::join!(db::migrate(&one), db::migrate(&other));
        first.unwrap();
        second.unwrap();
        let applied = Migrator::get_applied_migrations(&one).await.unwrap().len();
        assert_eq!(applied, Migrator::migrations().len());
        stage.clear().await;
    }
}

async fn rows(db: &DatabaseConnection, sqlite: &str, postgres: &str) -> Vec<Vec<String>> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Sqlite { sqlite } else { postgres };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let text = |row: &sea_orm::QueryResult, index| {
        row.try_get_by::<Option<String>, usize>(index)
            .unwrap()
            .unwrap_or_default()
    };
    rows.iter()
        .map(|row| (0..row.column_names().len()).map(|index| text(row, index)).collect())
        .collect()
}

/// The tables of the application, without those of the search index and of the migrations.
async fn tables_of(db: &DatabaseConnection) -> Vec<String> {
    let found = rows(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name COLLATE \"C\"",
    );
    let names = found.await.into_iter().map(|row| row[0].clone());
    names
        .filter(|name| !name.contains("_search") && name != "seaql_migrations" && !name.starts_with("sqlite_"))
        .collect()
}

async fn shape_of(db: &DatabaseConnection, table: &str) -> Shape {
    let (sqlite, postgres) = (
        format!(
            "SELECT name, replace(replace(lower(type), 'varbinary_blob', 'blob'), 'varchar', 'text'), CASE WHEN \"notnull\" = 1 OR pk > 0 THEN 'NO' ELSE 'YES' END, CAST(pk > 0 AS text) \
             FROM pragma_table_info('{table}')"
        ),
        format!(
            "SELECT c.column_name::text, replace(c.udt_name::text, 'varchar', 'text'), c.is_nullable::text, \
             CASE WHEN k.column_name IS NULL THEN '0' ELSE '1' END \
             FROM information_schema.columns c \
             LEFT JOIN information_schema.table_constraints p ON p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY' \
             LEFT JOIN information_schema.key_column_usage k ON k.constraint_name = p.constraint_name AND k.column_name = c.column_name \
             WHERE c.table_schema = 'public' AND c.table_name = '{table}'"
        ),
    );
    let columns = rows(db, &sqlite, &postgres)
        .await
        .into_iter()
        .map(|row| (row[0].clone(), (row[1].clone(), row[2] == "YES", row[3] == "1")));
    columns.collect()
}

/// Every object of the database, as one line each.
async fn everything_in(db: &DatabaseConnection) -> Vec<String> {
    let found = rows(
        db,
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
        "SELECT 'column', table_name::text, column_name::text, udt_name::text, is_nullable::text, coalesce(column_default, '') \
         FROM information_schema.columns WHERE table_schema = 'public' \
         UNION ALL SELECT 'index', tablename::text, indexname::text, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public' \
         UNION ALL SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), '', '' \
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3, 4",
    );
    found.await.into_iter().map(|row| row.join(" | ")).collect()
}
