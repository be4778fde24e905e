//! The whole case flow: more moves, co-handlers, extensions, merged entries, topics, and who speaks for himself.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{
        DbBackend,
        prelude::{DateTimeUtc, Uuid},
    },
};

use crate::shapes::{
    drop_tables, index, index_where, one_of, one_of_null, plain, references, unique, unique_where, versioned,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATES: &[&str] = &["registered", "accepted", "routed", "in_progress", "replied", "closed"];

const OLD_MOVES: &[&str] = &[
    "register",
    "accept",
    "decline",
    "settle",
    "merge",
    "withdraw",
    "route",
    "sign",
    "return",
    "rule",
    "escalate",
    "extend",
    "suspend",
    "resume",
    "reply",
    "call_back",
    "close",
    "reopen",
    "amend",
    "note",
    "read_identity",
];

const MOVES: &[&str] = &[
    "register",
    "accept",
    "decline",
    "settle",
    "merge",
    "absorb",
    "withdraw",
    "route",
    "sign",
    "return",
    "rule",
    "escalate",
    "hand_back",
    "ask_extension",
    "extend",
    "refuse_extension",
    "suspend",
    "resume",
    "add_co_handler",
    "remove_co_handler",
    "co_handler_done",
    "reply",
    "call_back",
    "close",
    "reopen",
    "amend",
    "note",
    "remark",
    "join_topic",
    "leave_topic",
    "remind",
    "read_identity",
];

/// The account that stands for members of the public who raise a concern themselves: nobody can log in with it, and
/// its name is none that an account can be given.
const SUBMITTER: Uuid = Uuid::from_u128(0x019a_ae00_0000_7000_8000_0000_0000_1000);

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ship_submitter(manager).await?;
        allow_moves(manager, MOVES).await?;

        manager
            .create_table(
                versioned("ledger_topics")
                    .col(uuid("unit_id"))
                    .col(text("title"))
                    .col(text("summary"))
                    .col(uuid("created_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("created_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_topics", &["unit_id", "created_at desc", "id desc"]).await?;

        for column in [
            one_of_null("extension", &["asked", "granted", "refused"]),
            small_integer_null("extension_days"),
            uuid_null("merged_into_id")
                .extra("REFERENCES ledger_entries (id)")
                .take(),
            uuid_null("topic_id").extra("REFERENCES ledger_topics (id)").take(),
        ] {
            manager
                .alter_table(Table::alter().table("ledger_entries").add_column(column).take())
                .await?;
        }
        index_where(
            manager,
            "ledger_entries",
            &["merged_into_id"],
            "merged_into_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "ledger_entries",
            &["topic_id", "registered_at desc", "id desc"],
            "topic_id IS NOT NULL",
        )
        .await?;

        manager
            .create_table(
                plain("ledger_co_handlers")
                    .col(uuid("id").primary_key())
                    .col(uuid("entry_id"))
                    .col(uuid("unit_id"))
                    .col(uuid_null("person_id"))
                    .col(text_null("task"))
                    .col(timestamp_with_time_zone("added_at"))
                    .col(timestamp_with_time_zone_null("done_at"))
                    .col(text_null("result"))
                    .col(timestamp_with_time_zone_null("removed_at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        unique_where(
            manager,
            "ledger_co_handlers",
            &["entry_id", "unit_id"],
            "person_id IS NULL AND removed_at IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "ledger_co_handlers",
            &["entry_id", "person_id"],
            "removed_at IS NULL",
        )
        .await?;
        index(manager, "ledger_co_handlers", &["entry_id", "added_at", "id"]).await?;
        index(manager, "ledger_co_handlers", &["person_id", "entry_id"]).await?;
        index(manager, "ledger_co_handlers", &["unit_id", "entry_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["ledger_co_handlers"]).await?;
        for name in [
            "ledger_entries_merged_into_idx",
            "ledger_entries_topic_registered_at_id_idx",
        ] {
            manager
                .drop_index(Index::drop().name(name).table("ledger_entries").to_owned())
                .await?;
        }
        for column in ["topic_id", "merged_into_id", "extension_days", "extension"] {
            manager
                .alter_table(Table::alter().table("ledger_entries").drop_column(column).take())
                .await?;
        }
        drop_tables(manager, &["ledger_topics"]).await?;
        allow_moves(manager, OLD_MOVES).await?;
        let submitter = Query::delete()
            .from_table("accounts")
            .and_where(Expr::col("id").eq(SUBMITTER))
            .take();
        manager.execute(submitter).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn ship_submitter(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    let shipped_at = Expr::value(DateTimeUtc::UNIX_EPOCH);
    insert
        .into_table("accounts")
        .columns([
            "id",
            "username",
            "display_name",
            "must_change_password",
            "status",
            "version",
            "created_at",
            "updated_at",
        ])
        .values([
            Expr::value(SUBMITTER),
            Expr::value("反映人"),
            Expr::value("反映人"),
            Expr::value(false),
            Expr::value("disabled"),
            Expr::value(1),
            shipped_at.clone(),
            shipped_at,
        ])
        .map_err(|error| DbErr::Migration(error.to_string()))?;
    manager.execute(insert).await
}

/// Sets the words an event can have. `SQLite` cannot change a CHECK: the table is made anew, nothing refers to it.
async fn allow_moves(manager: &SchemaManager<'_>, moves: &'static [&'static str]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        let words: Vec<_> = moves.iter().map(|word| format!("'{word}'")).collect();
        let change = format!(
            "ALTER TABLE ledger_events DROP CONSTRAINT ledger_events_move_check, \
             ADD CONSTRAINT ledger_events_move_check CHECK (move IN ({}))",
            words.join(", ")
        );
        db.execute_unprepared(&change).await?;
        return Ok(());
    }
    manager
        .create_table(
            plain("ledger_events_anew")
                .col(uuid("id").primary_key())
                .col(uuid("entry_id"))
                .col(integer("seq"))
                .col(one_of("move", moves))
                .col(one_of_null("from_state", STATES))
                .col(one_of("to_state", STATES))
                .col(uuid_null("actor_account_id"))
                .col(text("actor_name"))
                .col(text_null("note"))
                .col(json_binary("data"))
                .col(timestamp_with_time_zone("at"))
                .col(blob("prev_hash"))
                .col(blob("hash"))
                .foreign_key(&mut references("entry_id", "ledger_entries"))
                .foreign_key(&mut references("actor_account_id", "accounts"))
                .take(),
        )
        .await?;
    for statement in [
        "INSERT INTO ledger_events_anew SELECT id, entry_id, seq, \"move\", from_state, to_state, actor_account_id, \
         actor_name, note, data, at, prev_hash, hash FROM ledger_events",
        "DROP TABLE ledger_events",
        "ALTER TABLE ledger_events_anew RENAME TO ledger_events",
    ] {
        db.execute_unprepared(statement).await?;
    }
    unique(manager, "ledger_events", &["entry_id", "seq"]).await?;
    index(manager, "ledger_events", &["at"]).await
}
