//! Study, findings, the gift register and family committees.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{
    drop_tables, index, index_where, key, one_of, one_of_null, plain, references, unique, unique_where, versioned,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const THEMES: &[&str] = &["mass_viewpoint", "mass_line", "mass_interests", "mass_work"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("study_items")
                    .col(uuid("plan_id"))
                    .col(uuid("unit_id"))
                    .col(one_of("theme", THEMES))
                    .col(text_null("question"))
                    .col(one_of(
                        "mode",
                        &["lecture", "self_study", "case_study", "field_experience"],
                    ))
                    .col(text_null("material"))
                    .col(one_of("audience", &["everyone", "leaders", "party_members"]))
                    .col(date_null("due_on"))
                    .col(integer("sort_order"))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        index(manager, "study_items", &["plan_id", "sort_order"]).await?;

        manager
            .create_table(
                versioned("study_completions")
                    .col(uuid("unit_id"))
                    .col(uuid("person_id"))
                    .col(uuid_null("study_item_id"))
                    .col(uuid_null("duty_id"))
                    .col(one_of("state", &["handed_in", "accepted", "returned"]))
                    .col(date("happened_on"))
                    .col(text("title"))
                    .col(text_null("text"))
                    .col(uuid_null("activity_id"))
                    .col(text_null("return_reason"))
                    .col(uuid("handed_in_by"))
                    .col(timestamp_with_time_zone("handed_in_at"))
                    .col(uuid_null("reviewed_by"))
                    .col(timestamp_with_time_zone_null("reviewed_at"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("study_item_id", "study_items"))
                    .foreign_key(&mut references("duty_id", "duties"))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .foreign_key(&mut references("handed_in_by", "accounts"))
                    .foreign_key(&mut references("reviewed_by", "accounts"))
                    .check(Expr::cust("(study_item_id IS NULL) <> (duty_id IS NULL)"))
                    .take(),
            )
            .await?;
        index(
            manager,
            "study_completions",
            &["unit_id", "handed_in_at desc", "id desc"],
        )
        .await?;
        index(
            manager,
            "study_completions",
            &["unit_id", "state", "handed_in_at desc", "id desc"],
        )
        .await?;
        index(manager, "study_completions", &["person_id", "handed_in_at desc"]).await?;
        index_where(
            manager,
            "study_completions",
            &["duty_id", "person_id"],
            "duty_id IS NOT NULL",
        )
        .await?;
        unique_where(
            manager,
            "study_completions",
            &["study_item_id", "person_id"],
            "study_item_id IS NOT NULL",
        )
        .await?;

        manager
            .create_table(
                versioned("findings")
                    .col(uuid("unit_id"))
                    .col(one_of("source", &["study_theme", "self_check", "inspection"]))
                    .col(one_of_null("theme", THEMES))
                    .col(date("found_on"))
                    .col(text("what"))
                    .col(uuid_null("person_id"))
                    .col(uuid("owner_id"))
                    .col(text_null("measure"))
                    .col(date("due_on"))
                    .col(one_of("state", &["open", "in_progress", "done", "verified"]))
                    .col(text_null("result"))
                    .col(integer("reopenings"))
                    .col(uuid("recorded_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("owner_id", "personnel"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "findings", &["unit_id", "due_on", "id"]).await?;
        index(manager, "findings", &["unit_id", "state", "due_on", "id"]).await?;
        index(manager, "findings", &["owner_id", "state", "due_on"]).await?;
        index(manager, "findings", &["person_id"]).await?;
        index(manager, "findings", &["recorded_by"]).await?;

        manager
            .create_table(
                plain("finding_events")
                    .col(uuid("finding_id"))
                    .col(integer("seq"))
                    .col(one_of(
                        "move",
                        &["record", "edit", "start", "finish", "verify", "reopen"],
                    ))
                    .col(one_of("to_state", &["open", "in_progress", "done", "verified"]))
                    .col(uuid("account_id"))
                    .col(text_null("note"))
                    .col(json_binary_null("changes"))
                    .col(timestamp_with_time_zone("at"))
                    .primary_key(&mut key(&["finding_id", "seq"]))
                    .foreign_key(&mut references("finding_id", "findings"))
                    .foreign_key(&mut references("account_id", "accounts"))
                    .take(),
            )
            .await?;

        manager
            .create_table(
                versioned("gift_records")
                    .col(uuid("unit_id"))
                    .col(uuid("person_id"))
                    .col(date("happened_on"))
                    .col(text("giver"))
                    .col(text("what"))
                    .col(big_integer_null("value_cents"))
                    .col(one_of("disposal", &["declined", "returned", "handed_in"]))
                    .col(uuid_null("handled_by_id"))
                    .col(text_null("remark"))
                    .col(text_null("void_reason"))
                    .col(uuid("recorded_by"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("handled_by_id", "personnel"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "gift_records", &["unit_id", "happened_on desc", "id desc"]).await?;
        index(manager, "gift_records", &["person_id", "happened_on desc"]).await?;
        index(manager, "gift_records", &["recorded_by"]).await?;

        manager
            .create_table(
                versioned("family_committees")
                    .col(uuid("unit_id"))
                    .col(text("name"))
                    .col(date("starts_on"))
                    .col(date_null("ends_on"))
                    .col(text_null("remark"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "family_committees", &["unit_id", "starts_on"]).await?;

        manager
            .create_table(
                versioned("family_committee_members")
                    .col(uuid("committee_id"))
                    .col(one_of("function", &["chair", "vice_chair", "member"]))
                    .col(uuid_null("guardian_id"))
                    .col(text("name"))
                    .col(blob_null("phone_sealed"))
                    .col(text_null("phone_last4"))
                    .col(text_null("remark"))
                    .foreign_key(&mut references("committee_id", "family_committees"))
                    .foreign_key(&mut references("guardian_id", "guardians"))
                    .take(),
            )
            .await?;
        index(manager, "family_committee_members", &["committee_id", "id"]).await?;
        index_where(
            manager,
            "family_committee_members",
            &["guardian_id"],
            "guardian_id IS NOT NULL",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "study_items",
                "study_completions",
                "findings",
                "finding_events",
                "gift_records",
                "family_committees",
                "family_committee_members",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
