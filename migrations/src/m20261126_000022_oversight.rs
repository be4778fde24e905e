//! Inspections, read-only access for inspectors, publications and opinion items.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{
        DbBackend,
        prelude::{DateTimeUtc, Uuid},
    },
};

use crate::shapes::{drop_tables, index, index_where, key, one_of, plain, references, unique, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INSPECTION_STATES: &[&str] = &["planned", "announced", "running", "finished", "cancelled"];
const PUBLICATION_STATES: &[&str] = &["draft", "reviewed", "published", "withdrawn"];
const OPINION_STATES: &[&str] = &["open", "replied", "closed"];
const OPINION_LEVELS: &[&str] = &["general", "major", "serious"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("inspections")
                    .col(uuid("unit_id"))
                    .col(text("title"))
                    .col(text_null("list_number"))
                    .col(one_of("level", &["school", "county", "city", "province", "national"]))
                    .col(one_of("kind", &["comprehensive", "special"]))
                    .col(text("body"))
                    .col(date_null("notice_on"))
                    .col(date("begins_on"))
                    .col(date("ends_on"))
                    .col(json_binary("items"))
                    .col(one_of("state", INSPECTION_STATES))
                    .col(text_null("conclusion"))
                    .col(text_null("cancel_reason"))
                    .col(uuid("recorded_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "inspections", &["unit_id", "begins_on desc", "id desc"]).await?;
        index(
            manager,
            "inspections",
            &["unit_id", "state", "begins_on desc", "id desc"],
        )
        .await?;
        manager
            .create_table(events(
                "inspection_events",
                ("inspection_id", "inspections"),
                &["record", "edit", "announce", "start", "finish", "cancel"],
                INSPECTION_STATES,
            ))
            .await?;
        let of_findings = match manager.get_database_backend() {
            DbBackend::Sqlite => "ALTER TABLE findings ADD COLUMN inspection_id uuid_text REFERENCES inspections (id)",
            _ => "ALTER TABLE findings ADD COLUMN inspection_id uuid REFERENCES inspections (id)",
        };
        manager.get_connection().execute_unprepared(of_findings).await?;
        index_where(
            manager,
            "findings",
            &["inspection_id", "due_on", "id"],
            "inspection_id IS NOT NULL",
        )
        .await?;

        manager
            .create_table(
                versioned("inspection_accesses")
                    .col(uuid("unit_id"))
                    .col(uuid_null("inspection_id"))
                    .col(text("holder"))
                    .col(blob("code_digest"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("ended_at"))
                    .col(uuid_null("ended_by"))
                    .col(uuid("created_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("inspection_id", "inspections"))
                    .foreign_key(&mut references("ended_by", "accounts"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .take(),
            )
            .await?;
        unique(manager, "inspection_accesses", &["code_digest"]).await?;
        index(
            manager,
            "inspection_accesses",
            &["unit_id", "created_at desc", "id desc"],
        )
        .await?;
        manager
            .create_table(
                plain("inspection_access_records")
                    .col(uuid("access_id"))
                    .col(integer("place"))
                    .col(one_of(
                        "kind",
                        &["activity", "ledger_entry", "report", "finding", "plan"],
                    ))
                    .col(uuid("record_id"))
                    .primary_key(&mut key(&["access_id", "place"]))
                    .foreign_key(&mut references("access_id", "inspection_accesses"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                versioned("disclosure_classes")
                    .col(uuid_null("unit_id"))
                    .col(text("name"))
                    .col(integer("sort_order"))
                    .col(boolean("retired").default(false))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "disclosure_classes", &["unit_id", "sort_order"]).await?;
        ship_classes(manager).await?;

        manager
            .create_table(
                versioned("publications")
                    .col(uuid("unit_id"))
                    .col(uuid("class_id"))
                    .col(text("title"))
                    .col(text("text"))
                    .col(text_null("period"))
                    .col(one_of("state", PUBLICATION_STATES))
                    .col(json_binary("intended_names"))
                    .col(uuid("author_id"))
                    .col(uuid_null("reviewer_id"))
                    .col(date_null("published_on"))
                    .col(text_null("withdraw_reason"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("class_id", "disclosure_classes"))
                    .foreign_key(&mut references("author_id", "accounts"))
                    .foreign_key(&mut references("reviewer_id", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "publications", &["unit_id", "updated_at desc", "id desc"]).await?;
        index(
            manager,
            "publications",
            &["unit_id", "state", "updated_at desc", "id desc"],
        )
        .await?;
        index(manager, "publications", &["state", "published_on desc", "id desc"]).await?;
        index(
            manager,
            "publications",
            &["unit_id", "state", "published_on desc", "id desc"],
        )
        .await?;
        manager
            .create_table(events(
                "publication_events",
                ("publication_id", "publications"),
                &["write", "edit", "intend", "review", "return", "publish", "withdraw"],
                PUBLICATION_STATES,
            ))
            .await?;

        manager
            .create_table(
                versioned("opinion_items")
                    .col(uuid("unit_id"))
                    .col(text("source"))
                    .col(text_null("link"))
                    .col(timestamp_with_time_zone("seen_at"))
                    .col(text("summary"))
                    .col(one_of("level", OPINION_LEVELS))
                    .col(timestamp_with_time_zone("due_at"))
                    .col(uuid_null("responder_id"))
                    .col(one_of("state", OPINION_STATES))
                    .col(text_null("reply"))
                    .col(timestamp_with_time_zone_null("replied_at"))
                    .col(timestamp_with_time_zone_null("closed_at"))
                    .col(uuid_null("ledger_entry_id"))
                    .col(uuid("recorded_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("responder_id", "personnel"))
                    .foreign_key(&mut references("ledger_entry_id", "ledger_entries"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "opinion_items", &["unit_id", "seen_at desc", "id desc"]).await?;
        index(manager, "opinion_items", &["unit_id", "state", "due_at", "id"]).await?;
        index(manager, "opinion_items", &["responder_id", "state", "due_at"]).await?;
        index(manager, "opinion_items", &["recorded_by"]).await?;
        index_where(
            manager,
            "opinion_items",
            &["ledger_entry_id"],
            "ledger_entry_id IS NOT NULL",
        )
        .await?;
        manager
            .create_table(events(
                "opinion_events",
                ("opinion_id", "opinion_items"),
                &["record", "edit", "reply", "close", "reopen", "raise"],
                OPINION_STATES,
            ))
            .await?;
        manager
            .create_table(
                plain("opinion_limits")
                    .col(uuid("unit_id"))
                    .col(integer("general_hours"))
                    .col(integer("major_hours"))
                    .col(integer("serious_hours"))
                    .col(integer("version").default(1))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .primary_key(&mut key(&["unit_id"]))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("findings_inspection_due_on_id_idx")
                    .table("findings")
                    .to_owned(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared("ALTER TABLE findings DROP COLUMN inspection_id")
            .await?;
        drop_tables(
            manager,
            &[
                "inspections",
                "inspection_events",
                "inspection_accesses",
                "inspection_access_records",
                "disclosure_classes",
                "publications",
                "publication_events",
                "opinion_items",
                "opinion_events",
                "opinion_limits",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The steps of what moves through states: who, when, what was said, what an edit changed.
fn events(
    name: &'static str,
    (id, table): (&'static str, &'static str),
    steps: &'static [&'static str],
    states: &'static [&'static str],
) -> TableCreateStatement {
    plain(name)
        .col(uuid(id))
        .col(integer("seq"))
        .col(one_of("step", steps))
        .col(one_of("to_state", states))
        .col(uuid("account_id"))
        .col(text_null("note"))
        .col(json_binary_null("changes"))
        .col(timestamp_with_time_zone("at"))
        .primary_key(&mut key(&[id, "seq"]))
        .foreign_key(&mut references(id, table))
        .foreign_key(&mut references("account_id", "accounts"))
        .take()
}

/// What schools usually publish; a school adds its own.
const SHIPPED: [&str; 10] = [
    "学校概况",
    "规章制度",
    "招生入学",
    "收费项目与标准",
    "学生资助",
    "食堂与营养餐",
    "安全管理",
    "教育教学",
    "民情办理情况",
    "其他",
];

/// Inserts the shipped classes, always under the same ids.
async fn ship_classes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const FIRST_ID: u128 = 0x019a_ae00_0000_7000_8000_0000_0000_0101;
    let mut insert = Query::insert();
    insert.into_table("disclosure_classes").columns([
        "id",
        "name",
        "sort_order",
        "version",
        "created_at",
        "updated_at",
    ]);
    let shipped_at = Expr::value(DateTimeUtc::UNIX_EPOCH);
    for (place, name) in (0_i32..).zip(SHIPPED) {
        let id = Uuid::from_u128(FIRST_ID + u128::from(place.unsigned_abs()));
        insert
            .values([
                Expr::value(id),
                Expr::value(name),
                Expr::value(place + 1),
                Expr::value(1),
                shipped_at.clone(),
                shipped_at.clone(),
            ])
            .map_err(|error| DbErr::Migration(error.to_string()))?;
    }
    manager.execute(insert).await
}
