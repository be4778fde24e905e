//! Limits with history, reminders that are made once, the inbox, followers, saved views, templates for moves.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, key, one_of, plain, references, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "ledger_limits",
    "ledger_alarms",
    "ledger_reminders",
    "ledger_followers",
    "notices",
    "saved_views",
];

/// The limits that categories carried themselves, and what a category without history had of each.
const CARRIED: [(&str, i16); 4] = [
    ("sign_days", 2),
    ("return_days", 2),
    ("normal_days", 15),
    ("complex_days", 30),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                plain("ledger_limits")
                    .col(pk_uuid("id"))
                    .col(uuid("category_id"))
                    .col(uuid_null("unit_id"))
                    .col(timestamp_with_time_zone("in_force_from"))
                    .col(small_integer("sign_days"))
                    .col(small_integer("return_days"))
                    .col(small_integer("normal_days"))
                    .col(small_integer("complex_days"))
                    .col(small_integer("extension_days"))
                    .col(small_integer("outer_days"))
                    .col(small_integer("outer_extension_days"))
                    .col(uuid_null("set_by"))
                    .foreign_key(&mut references("category_id", "ledger_categories"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("set_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_limits", &["category_id", "in_force_from desc"]).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO ledger_limits (id, category_id, in_force_from, sign_days, return_days, normal_days, \
                 complex_days, extension_days, outer_days, outer_extension_days) \
                 SELECT id, id, created_at, sign_days, return_days, normal_days, complex_days, 15, 60, 30 \
                 FROM ledger_categories",
            )
            .await?;
        for (column, _) in CARRIED {
            let statement = format!("ALTER TABLE ledger_categories DROP COLUMN {column}");
            manager.get_connection().execute_unprepared(&statement).await?;
        }

        manager
            .create_table(
                plain("ledger_alarms")
                    .col(pk_uuid("entry_id"))
                    .col(timestamp_with_time_zone("at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_alarms", &["at"]).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO ledger_alarms (entry_id, at) SELECT id, registered_at FROM ledger_entries \
                 WHERE state <> 'closed' AND suspended_at IS NULL",
            )
            .await?;
        manager
            .create_table(
                plain("ledger_reminders")
                    .col(uuid("entry_id"))
                    .col(timestamp_with_time_zone("stage_begun_at"))
                    .col(timestamp_with_time_zone("due_at"))
                    .col(one_of("level", &["near", "over", "branch", "office"]))
                    .col(timestamp_with_time_zone("at"))
                    .primary_key(&mut key(&["entry_id", "stage_begun_at", "due_at", "level"]))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("ledger_followers")
                    .col(uuid("entry_id"))
                    .col(uuid("account_id"))
                    .col(timestamp_with_time_zone("since"))
                    .primary_key(&mut key(&["entry_id", "account_id"]))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_followers", &["account_id", "entry_id"]).await?;

        manager
            .create_table(
                plain("notices")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(one_of(
                        "kind",
                        &[
                            "your_turn",
                            "moved",
                            "due_soon",
                            "overdue",
                            "escalated",
                            "published",
                            "objection",
                            "decided",
                        ],
                    ))
                    .col(one_of("object_kind", &["ledger_entry", "evaluation_result"]))
                    .col(uuid("object_id"))
                    .col(json_binary("facts"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("read_at"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "notices", &["account_id", "created_at desc", "id desc"]).await?;
        index_where(manager, "notices", &["account_id", "object_id"], "read_at IS NULL").await?;

        manager
            .create_table(
                versioned("saved_views")
                    .col(uuid_null("account_id"))
                    .col(uuid_null("unit_id"))
                    .col(text("page"))
                    .col(text("name"))
                    .col(text("query"))
                    .check(Expr::cust("(account_id IS NULL) <> (unit_id IS NULL)"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index_where(
            manager,
            "saved_views",
            &["account_id", "page", "id"],
            "account_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "saved_views",
            &["unit_id", "page", "id"],
            "unit_id IS NOT NULL",
        )
        .await?;

        manager
            .alter_table(
                Table::alter()
                    .table("phrases")
                    .add_column(
                        one_of(
                            "purpose",
                            &["record", "reply", "return", "decline", "route", "call_back"],
                        )
                        .default("record"),
                    )
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (column, days) in CARRIED {
            let statement =
                format!("ALTER TABLE ledger_categories ADD COLUMN {column} smallint NOT NULL DEFAULT {days}");
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        // The latest that hold for everybody; a school's own for shipped categories have no place there.
        for (column, _) in CARRIED {
            let statement = format!(
                "UPDATE ledger_categories SET {column} = (SELECT l.{column} FROM ledger_limits l \
                 WHERE l.category_id = ledger_categories.id AND l.unit_id IS NULL ORDER BY l.in_force_from DESC LIMIT 1) \
                 WHERE EXISTS (SELECT 1 FROM ledger_limits l WHERE l.category_id = ledger_categories.id AND l.unit_id IS NULL)"
            );
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        manager
            .get_connection()
            .execute_unprepared("DELETE FROM phrases WHERE purpose <> 'record'")
            .await?;
        manager
            .get_connection()
            .execute_unprepared("ALTER TABLE phrases DROP COLUMN purpose")
            .await?;
        drop_tables(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
