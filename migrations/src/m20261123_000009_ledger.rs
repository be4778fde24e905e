//! Concerns people raise, followed until they are settled.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::prelude::{DateTimeUtc, Uuid},
};

use crate::shapes::{
    drop_searchable, drop_tables, index, index_where, key, one_of, one_of_null, plain, references, searchable, unique,
    unique_where, versioned,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("ledger_categories")
                    .col(uuid_null("unit_id"))
                    .col(text("code"))
                    .col(text("name"))
                    .col(one_of("urgency", &["normal", "complex", "urgent"]))
                    .col(integer("sort_order"))
                    .col(small_integer("sign_days"))
                    .col(small_integer("return_days"))
                    .col(small_integer("normal_days"))
                    .col(small_integer("complex_days"))
                    .col(boolean("retired").default(false))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "ledger_categories", &["unit_id", "code"]).await?;
        unique_where(manager, "ledger_categories", &["code"], "unit_id IS NULL").await?;
        ship_categories(manager).await?;

        manager
            .create_table(
                plain("ledger_serials")
                    .col(uuid("unit_id"))
                    .col(integer("year"))
                    .col(integer("last"))
                    .primary_key(&mut key(&["unit_id", "year"]))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                versioned("ledger_entries")
                    .col(text("number").unique_key())
                    .col(uuid("unit_id"))
                    .col(one_of(
                        "channel",
                        &[
                            "visit",
                            "reception",
                            "phone",
                            "letter",
                            "online_form",
                            "mailbox",
                            "from_above",
                            "public_opinion",
                            "ballot_remark",
                        ],
                    ))
                    .col(one_of(
                        "submitter_kind",
                        &["parent", "teacher", "pupil", "villager", "other"],
                    ))
                    .col(one_of("disclosure", &["named", "confidential", "anonymous"]))
                    .col(uuid("category_id"))
                    .col(one_of("urgency", &["normal", "complex", "urgent"]))
                    .col(text("title"))
                    .col(text("content"))
                    .col(text_null("place"))
                    .col(date_null("happened_on"))
                    .col(timestamp_with_time_zone("registered_at"))
                    .col(uuid("registered_by"))
                    .col(uuid_null("first_receiver_person_id"))
                    .col(one_of(
                        "state",
                        &["registered", "accepted", "routed", "in_progress", "replied", "closed"],
                    ))
                    .col(uuid_null("handler_unit_id"))
                    .col(uuid_null("handler_person_id"))
                    .col(one_of_null(
                        "handling_way",
                        &[
                            "law",
                            "policy",
                            "economic",
                            "administrative",
                            "education",
                            "mediation",
                            "counselling",
                        ],
                    ))
                    .col(text_null("reply"))
                    .col(one_of_null(
                        "outcome",
                        &[
                            "resolved",
                            "explained",
                            "referred_up",
                            "unsubstantiated",
                            "declined",
                            "withdrawn",
                            "merged",
                        ],
                    ))
                    .col(one_of_null(
                        "finding",
                        &["confirmed", "partly", "unfounded", "cannot_verify"],
                    ))
                    .col(one_of_null(
                        "satisfaction",
                        &["satisfied", "basically_satisfied", "unsatisfied"],
                    ))
                    .col(small_integer("returns").default(0))
                    .col(small_integer("reopenings").default(0))
                    .col(small_integer("extensions").default(0))
                    .col(timestamp_with_time_zone_null("suspended_at"))
                    .col(uuid_null("origin_activity_id"))
                    .col(timestamp_with_time_zone_null("stage_due_at"))
                    .col(timestamp_with_time_zone("due_at"))
                    .col(timestamp_with_time_zone_null("closed_at"))
                    .col(text("search"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("category_id", "ledger_categories"))
                    .foreign_key(&mut references("registered_by", "accounts"))
                    .foreign_key(&mut references("first_receiver_person_id", "personnel"))
                    .foreign_key(&mut references("handler_unit_id", "org_units"))
                    .foreign_key(&mut references("handler_person_id", "personnel"))
                    .foreign_key(&mut references("origin_activity_id", "activities"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_entries", &["unit_id", "registered_at desc", "id desc"]).await?;
        index(manager, "ledger_entries", &["unit_id", "state", "due_at", "id"]).await?;
        index(manager, "ledger_entries", &["unit_id", "due_at", "id"]).await?;
        index(
            manager,
            "ledger_entries",
            &["unit_id", "category_id", "registered_at desc", "id desc"],
        )
        .await?;
        index(manager, "ledger_entries", &["handler_unit_id", "state", "due_at", "id"]).await?;
        index(
            manager,
            "ledger_entries",
            &["handler_person_id", "state", "due_at", "id"],
        )
        .await?;
        index(
            manager,
            "ledger_entries",
            &["first_receiver_person_id", "registered_at desc", "id desc"],
        )
        .await?;
        index(
            manager,
            "ledger_entries",
            &["registered_by", "registered_at desc", "id desc"],
        )
        .await?;
        index_where(
            manager,
            "ledger_entries",
            &["origin_activity_id"],
            "origin_activity_id IS NOT NULL",
        )
        .await?;
        searchable(manager, "ledger_entries").await?;

        manager
            .create_table(
                plain("ledger_persons_concerned")
                    .col(uuid("entry_id"))
                    .col(uuid("person_id"))
                    .primary_key(&mut key(&["entry_id", "person_id"]))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_persons_concerned", &["person_id", "entry_id"]).await?;

        manager
            .create_table(
                plain("ledger_events")
                    .col(uuid("id").primary_key())
                    .col(uuid("entry_id"))
                    .col(integer("seq"))
                    .col(one_of(
                        "move",
                        &[
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
                        ],
                    ))
                    .col(one_of_null(
                        "from_state",
                        &["registered", "accepted", "routed", "in_progress", "replied", "closed"],
                    ))
                    .col(one_of(
                        "to_state",
                        &["registered", "accepted", "routed", "in_progress", "replied", "closed"],
                    ))
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
        unique(manager, "ledger_events", &["entry_id", "seq"]).await?;
        index(manager, "ledger_events", &["at"]).await?;

        manager
            .create_table(
                plain("ledger_identities")
                    .col(uuid("entry_id").primary_key())
                    .col(blob("sealed"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                plain("ledger_callbacks")
                    .col(uuid("id").primary_key())
                    .col(uuid("entry_id"))
                    .col(uuid("caller"))
                    .col(timestamp_with_time_zone("at"))
                    .col(one_of("method", &["phone", "visit", "in_person", "online"]))
                    .col(one_of_null(
                        "satisfaction",
                        &["satisfied", "basically_satisfied", "unsatisfied"],
                    ))
                    .col(boolean_null("reasonable"))
                    .col(boolean("told_to_say").default(false))
                    .col(text_null("note"))
                    .foreign_key(&mut references("entry_id", "ledger_entries"))
                    .foreign_key(&mut references("caller", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "ledger_callbacks", &["entry_id", "at"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_searchable(manager, "ledger_entries").await?;

        drop_tables(
            manager,
            &[
                "ledger_categories",
                "ledger_serials",
                "ledger_entries",
                "ledger_persons_concerned",
                "ledger_events",
                "ledger_identities",
                "ledger_callbacks",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The standing topics of the plan; a school adds its own.
const SHIPPED: [(&str, &str, &str); 9] = [
    ("canteen", "食堂营养", "normal"),
    ("teaching", "教学与学习", "normal"),
    ("conduct", "养成教育", "normal"),
    ("safety", "安全", "urgent"),
    ("fees", "收费", "normal"),
    ("ethics", "师德", "complex"),
    ("facilities", "设施", "normal"),
    ("hardship", "困难资助", "normal"),
    ("other", "其他", "normal"),
];

/// Inserts the shipped categories, always under the same ids.
async fn ship_categories(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const FIRST_ID: u128 = 0x019a_ae00_0000_7000_8000_0000_0000_0001;
    let mut insert = Query::insert();
    insert.into_table("ledger_categories").columns([
        "id",
        "code",
        "name",
        "urgency",
        "sort_order",
        "sign_days",
        "return_days",
        "normal_days",
        "complex_days",
        "version",
        "created_at",
        "updated_at",
    ]);
    let shipped_at = Expr::value(DateTimeUtc::UNIX_EPOCH);
    for (place, (code, name, urgency)) in (0_i32..).zip(SHIPPED) {
        let id = Uuid::from_u128(FIRST_ID + u128::from(place.unsigned_abs()));
        insert
            .values([
                Expr::value(id),
                Expr::value(code),
                Expr::value(name),
                Expr::value(urgency),
                Expr::value(place + 1),
                Expr::value(2),
                Expr::value(2),
                Expr::value(15),
                Expr::value(30),
                Expr::value(1),
                shipped_at.clone(),
                shipped_at.clone(),
            ])
            .map_err(|error| DbErr::Migration(error.to_string()))?;
    }
    manager.execute(insert).await
}
