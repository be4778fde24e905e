//! Evaluation (考评): schemes, rounds, sheets and results; and the ballot (测评), whose rows tell nobody who cast them.
//!
//! No table of the ballot has a time, an account or a sequence, and nothing but the box joins one of them to another.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, plain, references, unique, unique_where, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

const SCHEME_STATES: &[&str] = &["draft", "in_force", "retired"];
const ROUND_STATES: &[&str] = &["draft", "open", "sealed", "scored", "published", "archived"];
const ROUND_STEPS: &[&str] = &[
    "record", "edit", "open", "extend", "seal", "score", "publish", "correct", "archive",
];
const OBJECT_KINDS: &[&str] = &["leadership_team", "cadre"];
const OBJECTION_STATES: &[&str] = &["filed", "upheld", "rejected", "withdrawn"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        schemes_and_rounds(manager).await?;
        sheets_and_results(manager).await?;
        boxes(manager).await?;
        ballots(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "evaluation_schemes",
                "evaluation_rounds",
                "evaluation_round_events",
                "evaluation_objects",
                "evaluation_assessors",
                "evaluation_sheets",
                "evaluation_results",
                "evaluation_objections",
                "ballot_boxes",
                "ballot_tellers",
                "ballot_codes",
                "ballot_token_holders",
                "ballot_tokens",
                "cast_ballots",
                "paper_ballots",
                "ballots",
                "ballot_remarks",
                "ballot_receipts",
            ],
        )
        .await
    }
}

async fn schemes_and_rounds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            versioned("evaluation_schemes")
                .col(uuid("unit_id"))
                .col(text("title"))
                .col(one_of("state", SCHEME_STATES))
                .col(date("effective_from"))
                .col(date_null("effective_to"))
                .col(boolean("is_example").default(false))
                .col(uuid_null("supersedes_id"))
                .col(json_binary("rules"))
                .col(uuid("recorded_by"))
                .foreign_key(&mut references("unit_id", "org_units"))
                .foreign_key(&mut references("supersedes_id", "evaluation_schemes"))
                .foreign_key(&mut references("recorded_by", "accounts"))
                .take(),
        )
        .await?;
    index(
        manager,
        "evaluation_schemes",
        &["unit_id", "effective_from desc", "id desc"],
    )
    .await?;
    manager
        .create_table(
            versioned("evaluation_rounds")
                .col(uuid("unit_id"))
                .col(uuid("scheme_id"))
                .col(text("title"))
                .col(date("period_from"))
                .col(date("period_to"))
                .col(one_of("state", ROUND_STATES))
                .col(text_null("notes"))
                .col(json_binary_null("rules"))
                .col(timestamp_with_time_zone_null("closes_at"))
                .col(date_null("objections_until"))
                .col(uuid("recorded_by"))
                .foreign_key(&mut references("unit_id", "org_units"))
                .foreign_key(&mut references("scheme_id", "evaluation_schemes"))
                .foreign_key(&mut references("recorded_by", "accounts"))
                .take(),
        )
        .await?;
    index(manager, "evaluation_rounds", &["unit_id", "period_to desc", "id desc"]).await?;
    manager
        .create_table(
            plain("evaluation_round_events")
                .col(uuid("round_id"))
                .col(integer("seq"))
                .col(one_of("step", ROUND_STEPS))
                .col(one_of("to_state", ROUND_STATES))
                .col(uuid("account_id"))
                .col(text_null("note"))
                .col(json_binary_null("changes"))
                .col(timestamp_with_time_zone("at"))
                .primary_key(&mut key(&["round_id", "seq"]))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("account_id", "accounts"))
                .take(),
        )
        .await?;
    manager
        .create_table(
            plain("evaluation_objects")
                .col(pk_uuid("id"))
                .col(uuid("round_id"))
                .col(one_of("kind", OBJECT_KINDS))
                .col(uuid_null("person_id"))
                .col(uuid("unit_id"))
                .col(text("name"))
                .col(text("post"))
                .col(integer("position"))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("person_id", "personnel"))
                .foreign_key(&mut references("unit_id", "org_units"))
                .take(),
        )
        .await?;
    unique(manager, "evaluation_objects", &["round_id", "position"]).await?;
    unique_where(
        manager,
        "evaluation_objects",
        &["round_id", "person_id"],
        "person_id IS NOT NULL",
    )
    .await?;
    index(manager, "evaluation_objects", &["person_id", "round_id"]).await
}

async fn sheets_and_results(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            plain("evaluation_assessors")
                .col(uuid("round_id"))
                .col(text("group_code"))
                .col(uuid("person_id"))
                .primary_key(&mut key(&["round_id", "group_code", "person_id"]))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("person_id", "personnel"))
                .take(),
        )
        .await?;
    index(manager, "evaluation_assessors", &["person_id", "round_id"]).await?;
    manager
        .create_table(
            versioned("evaluation_sheets")
                .col(uuid("round_id"))
                .col(uuid("object_id"))
                .col(text("group_code"))
                .col(uuid("assessor_id"))
                .col(json_binary("grades"))
                .col(text_null("remark"))
                .col(timestamp_with_time_zone_null("submitted_at"))
                .col(text_null("set_aside_reason"))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("object_id", "evaluation_objects"))
                .foreign_key(&mut references("assessor_id", "personnel"))
                .take(),
        )
        .await?;
    unique(
        manager,
        "evaluation_sheets",
        &["object_id", "group_code", "assessor_id"],
    )
    .await?;
    index(manager, "evaluation_sheets", &["round_id", "assessor_id"]).await?;
    manager
        .create_table(
            plain("evaluation_results")
                .col(pk_uuid("id"))
                .col(uuid("round_id"))
                .col(uuid("object_id"))
                .col(integer("revision"))
                .col(text_null("score"))
                .col(text_null("grade"))
                .col(json_binary("explanation"))
                .col(text_null("reason"))
                .col(uuid("account_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("object_id", "evaluation_objects"))
                .foreign_key(&mut references("account_id", "accounts"))
                .take(),
        )
        .await?;
    unique(manager, "evaluation_results", &["object_id", "revision"]).await?;
    index(manager, "evaluation_results", &["round_id", "object_id"]).await?;
    manager
        .create_table(
            versioned("evaluation_objections")
                .col(uuid("round_id"))
                .col(uuid("object_id"))
                .col(one_of("state", OBJECTION_STATES))
                .col(text("content"))
                .col(uuid("filed_by"))
                .col(text_null("decision"))
                .col(uuid_null("decided_by"))
                .col(timestamp_with_time_zone_null("decided_at"))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .foreign_key(&mut references("object_id", "evaluation_objects"))
                .foreign_key(&mut references("filed_by", "accounts"))
                .foreign_key(&mut references("decided_by", "accounts"))
                .take(),
        )
        .await?;
    index(manager, "evaluation_objections", &["round_id", "created_at", "id"]).await
}

async fn boxes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            versioned("ballot_boxes")
                .col(uuid("round_id"))
                .col(text("group_code"))
                .col(boolean("is_open").default(false))
                .col(integer_null("eligible"))
                .col(blob_null("content_key"))
                .col(blob_null("signing_key"))
                .col(blob_null("public_key"))
                .col(integer("codes_made").default(0))
                .col(integer("papers_made").default(0))
                .col(json_binary_null("counts"))
                .foreign_key(&mut references("round_id", "evaluation_rounds"))
                .take(),
        )
        .await?;
    unique(manager, "ballot_boxes", &["round_id", "group_code"]).await?;
    manager
        .create_table(
            plain("ballot_tellers")
                .col(uuid("box_id"))
                .col(uuid("person_id"))
                .primary_key(&mut key(&["box_id", "person_id"]))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .foreign_key(&mut references("person_id", "personnel"))
                .take(),
        )
        .await?;
    manager
        .create_table(
            plain("ballot_codes")
                .col(blob("digest").primary_key())
                .col(uuid("box_id"))
                .col(boolean("is_spent").default(false))
                .col(blob_null("proof"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .take(),
        )
        .await?;
    index(manager, "ballot_codes", &["box_id", "is_spent"]).await?;
    manager
        .create_table(
            plain("ballot_token_holders")
                .col(uuid("box_id"))
                .col(uuid("person_id"))
                .col(blob("blinded_digest"))
                .primary_key(&mut key(&["box_id", "person_id"]))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .foreign_key(&mut references("person_id", "personnel"))
                .take(),
        )
        .await?;
    manager
        .create_table(
            plain("ballot_tokens")
                .col(blob("digest").primary_key())
                .col(uuid("box_id"))
                .col(blob("proof"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .take(),
        )
        .await?;
    index(manager, "ballot_tokens", &["box_id"]).await
}

async fn ballots(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            plain("cast_ballots")
                .col(pk_uuid("id"))
                .col(uuid("box_id"))
                .col(blob("content"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .take(),
        )
        .await?;
    index(manager, "cast_ballots", &["box_id"]).await?;
    manager
        .create_table(
            versioned("paper_ballots")
                .col(uuid("box_id"))
                .col(integer("number"))
                .col(uuid("teller_id"))
                .col(blob("content"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .foreign_key(&mut references("teller_id", "personnel"))
                .take(),
        )
        .await?;
    unique(manager, "paper_ballots", &["box_id", "number", "teller_id"]).await?;
    manager
        .create_table(
            plain("ballots")
                .col(pk_uuid("id"))
                .col(uuid("box_id"))
                .col(boolean("is_void"))
                .col(json_binary("choices"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .take(),
        )
        .await?;
    index(manager, "ballots", &["box_id", "id"]).await?;
    manager
        .create_table(
            plain("ballot_remarks")
                .col(pk_uuid("id"))
                .col(uuid("box_id"))
                .col(uuid_null("object_id"))
                .col(text("content"))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .foreign_key(&mut references("object_id", "evaluation_objects"))
                .take(),
        )
        .await?;
    index(manager, "ballot_remarks", &["box_id", "id"]).await?;
    manager
        .create_table(
            plain("ballot_receipts")
                .col(uuid("box_id"))
                .col(text("receipt"))
                .primary_key(&mut key(&["box_id", "receipt"]))
                .foreign_key(&mut references("box_id", "ballot_boxes"))
                .take(),
        )
        .await
}
