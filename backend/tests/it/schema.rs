//! The entities and the migrated tables are the same; every step can be undone.

use std::{collections::BTreeMap, fs, path::Path};

use lianxin::{db, entities};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Iden, Schema, Statement};

use crate::support::{Engine, Stage};

/// What a table looks like: per column its type, whether it may be null, and its place in the primary key.
type Shape = BTreeMap<String, (String, bool, bool)>;

macro_rules! tables {
    ($($module:ident),+ $(,)?) => {
        /// The table of every entity, made as the entity describes it.
        async fn create_from_entities(db: &DatabaseConnection) -> Vec<String> {
            let schema = Schema::new(db.get_database_backend());
            let mut names = Vec::new();
            $(
                let mut table = schema.create_table_from_entity(entities::$module::Entity);
                db.execute(table.if_not_exists()).await.unwrap();
                names.push(entities::$module::Entity.to_string());
            )+
            names.sort();
            names
        }
    };
}

#[test]
fn every_entity_is_compared() {
    let compared = include_str!("schema.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/entities");
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let module = file.file_stem().unwrap().to_str().unwrap();
        let is_table = fs::read_to_string(&file).unwrap().contains("DeriveEntityModel");
        assert!(
            !is_table || compared.contains(&format!("\n    {module},")),
            "add {module} to the tables of this test"
        );
    }
}

tables! {
    account,
    account_setup_link,
    activity,
    activity_actor,
    activity_amendment,
    activity_kind_setting,
    activity_step,
    activity_subject,
    appointment,
    attachment,
    audit_event,
    ballot,
    ballot_box,
    ballot_code,
    ballot_receipt,
    ballot_remark,
    ballot_teller,
    ballot_token,
    ballot_token_holder,
    board_summary,
    calendar_day,
    cast_ballot,
    change_event,
    change_feed_head,
    class,
    concern_submission,
    contact_card,
    diary_remark,
    disclosure_class,
    duty,
    duty_counter,
    duty_reminder,
    duty_target_covered,
    duty_waiver,
    enrolment,
    evaluation_assessor,
    evaluation_object,
    evaluation_objection,
    evaluation_result,
    evaluation_round,
    evaluation_round_event,
    evaluation_scheme,
    evaluation_sheet,
    export_file,
    family_committee,
    family_committee_member,
    finding,
    finding_event,
    follow_code,
    follow_up_keeper,
    gift_record,
    guardian,
    household,
    idempotency_key,
    import,
    import_row,
    inspection,
    inspection_access,
    inspection_access_record,
    inspection_event,
    job,
    leading_group_member,
    leave,
    ledger_alarm,
    ledger_callback,
    ledger_callback_decision,
    ledger_callback_draw,
    ledger_callback_sample,
    ledger_category,
    ledger_co_handler,
    ledger_entry,
    ledger_event,
    ledger_follower,
    ledger_hearing,
    ledger_identity,
    ledger_limit,
    ledger_person_concerned,
    ledger_reminder,
    ledger_serial,
    ledger_topic,
    liaison_handover,
    liaison_link,
    liaison_own_scheme,
    liaison_proposal,
    liaison_proposal_row,
    liaison_scheme,
    notice,
    opinion_event,
    opinion_item,
    opinion_limit,
    org_unit,
    org_unit_closure,
    paper_ballot,
    person,
    phrase,
    plan,
    plan_ignored_change,
    plan_template_version,
    publication,
    publication_event,
    pupil_file,
    pupil_file_stage,
    pupil_file_supporter,
    rank,
    refresh_token,
    report,
    role_grant,
    saved_view,
    school_year,
    session,
    signing_key,
    spent_challenge,
    staff_mention,
    student,
    study_completion,
    study_item,
    teaching_assignment,
    term,
    webhook_attempt,
    webhook_delivery,
    webhook_endpoint,
    webhook_secret,
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
