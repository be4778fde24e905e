//! The plan: leading group, liaison schemes, duties and their counters.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, key, one_of, one_of_null, plain, references, unique, unique_where, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("plans")
                    .col(uuid("unit_id"))
                    .col(text("title"))
                    .col(text_null("document_number"))
                    .col(date_null("issued_on"))
                    .col(date("effective_from"))
                    .col(date_null("effective_to"))
                    .col(json_binary("basis"))
                    .col(one_of("state", &["draft", "adopted", "superseded"]))
                    .col(text_null("template_code"))
                    .col(integer_null("template_version"))
                    .col(timestamp_with_time_zone_null("adopted_at"))
                    .col(uuid_null("adopted_by"))
                    .col(json_binary("ledger_policy"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("adopted_by", "accounts"))
                    .take(),
            )
            .await?;
        unique_where(manager, "plans", &["unit_id"], "state = 'adopted'").await?;
        index(manager, "plans", &["unit_id", "state", "effective_from desc"]).await?;
        index(manager, "plans", &["unit_id", "effective_from desc", "id desc"]).await?;

        manager
            .create_table(
                versioned("leading_group_members")
                    .col(uuid("plan_id"))
                    .col(uuid_null("person_id"))
                    .col(one_of("position", &["head", "deputy", "member", "office_director"]))
                    .col(text("post_title"))
                    .col(integer("sort_order"))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "leading_group_members", &["plan_id", "sort_order"]).await?;
        index(manager, "leading_group_members", &["person_id"]).await?;

        manager
            .create_table(
                versioned("liaison_schemes")
                    .col(uuid("plan_id"))
                    .col(uuid("unit_id"))
                    .col(text("code"))
                    .col(text("name"))
                    .col(text_null("source_quote"))
                    .col(one_of(
                        "target_kind",
                        &["unit", "grade", "class", "person", "student", "household"],
                    ))
                    .col(integer_null("max_load"))
                    .col(integer("sort_order"))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "liaison_schemes", &["plan_id", "code"]).await?;
        index(manager, "liaison_schemes", &["unit_id", "code"]).await?;

        manager
            .create_table(
                versioned("duties")
                    .col(uuid("plan_id"))
                    .col(uuid("unit_id"))
                    .col(text("code"))
                    .col(text("title"))
                    .col(text_null("source_quote"))
                    .col(text_null("issuing_document"))
                    .col(json_binary("subject_selector"))
                    .col(one_of(
                        "metric",
                        &[
                            "activity_count",
                            "targets_covered",
                            "weekly_lessons",
                            "yes_no",
                            "deliverable",
                        ],
                    ))
                    .col(one_of_null(
                        "activity_kind",
                        &[
                            "branch_visit",
                            "lesson_observation",
                            "home_visit",
                            "parents_meeting",
                            "committee_meeting",
                            "staff_talk",
                            "grade_meeting",
                            "heart_talk",
                            "reception",
                            "phone_contact",
                            "stay_in",
                            "pupil_support",
                            "study_session",
                            "shared_labour",
                            "canteen_check",
                            "other",
                        ],
                    ))
                    .col(one_of(
                        "period",
                        &[
                            "month",
                            "teaching_month",
                            "term",
                            "school_year",
                            "week",
                            "standing",
                            "plan",
                        ],
                    ))
                    .col(integer_null("target"))
                    .col(json_binary_null("target_by_rank"))
                    .col(text_null("unit_label"))
                    .col(json_binary("options"))
                    .col(boolean("informational").default(false))
                    .col(integer("sort_order"))
                    .col(date("effective_from"))
                    .col(date_null("effective_to"))
                    .foreign_key(&mut references("plan_id", "plans"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        unique(manager, "duties", &["plan_id", "code"]).await?;
        index(manager, "duties", &["plan_id", "sort_order"]).await?;
        index(manager, "duties", &["unit_id", "effective_from"]).await?;

        manager
            .create_table(
                plain("duty_counters")
                    .col(uuid("duty_id"))
                    .col(uuid("subject_id"))
                    .col(date("period_start"))
                    .col(integer("actual"))
                    .primary_key(&mut key(&["duty_id", "subject_id", "period_start"]))
                    .foreign_key(&mut references("duty_id", "duties"))
                    .take(),
            )
            .await?;
        index(manager, "duty_counters", &["subject_id", "period_start"]).await?;

        manager
            .create_table(
                plain("duty_targets_covered")
                    .col(uuid("duty_id"))
                    .col(uuid("subject_id"))
                    .col(date("period_start"))
                    .col(uuid("target_id"))
                    .col(integer("records"))
                    .primary_key(&mut key(&["duty_id", "subject_id", "period_start", "target_id"]))
                    .foreign_key(&mut references("duty_id", "duties"))
                    .take(),
            )
            .await?;
        index(
            manager,
            "duty_targets_covered",
            &["duty_id", "period_start", "target_id"],
        )
        .await?;
        index(manager, "duty_targets_covered", &["target_id"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "plans",
                "leading_group_members",
                "liaison_schemes",
                "duties",
                "duty_counters",
                "duty_targets_covered",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
