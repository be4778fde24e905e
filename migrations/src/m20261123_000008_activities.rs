//! Records of what was done: visits, observations, talks.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{
    drop_searchable, drop_tables, index, index_where, key, one_of, plain, references, searchable, versioned,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                versioned("activities")
                    .col(uuid("unit_id"))
                    .col(one_of(
                        "kind",
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
                        "status",
                        &["draft", "submitted", "confirmed", "returned", "void"],
                    ))
                    .col(date("happened_on"))
                    .col(time_null("started_at"))
                    .col(time_null("ended_at"))
                    .col(uuid("person_id"))
                    .col(uuid_null("class_id"))
                    .col(uuid_null("observed_person_id"))
                    .col(uuid_null("household_id"))
                    .col(text("text"))
                    .col(text_null("follow_up"))
                    .col(date_null("follow_up_on"))
                    .col(timestamp_with_time_zone_null("followed_up_at"))
                    .col(json_binary("details"))
                    .col(json_binary("tags"))
                    .col(uuid_null("confirmer_person_id"))
                    .col(timestamp_with_time_zone_null("confirmed_at"))
                    .col(text_null("status_reason"))
                    .col(uuid("recorded_by"))
                    .col(timestamp_with_time_zone("recorded_at"))
                    .col(text("search"))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .foreign_key(&mut references("class_id", "classes"))
                    .foreign_key(&mut references("observed_person_id", "personnel"))
                    .foreign_key(&mut references("household_id", "households"))
                    .foreign_key(&mut references("confirmer_person_id", "personnel"))
                    .foreign_key(&mut references("recorded_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "activities", &["unit_id", "happened_on desc", "id desc"]).await?;
        index(
            manager,
            "activities",
            &["unit_id", "kind", "happened_on desc", "id desc"],
        )
        .await?;
        index(
            manager,
            "activities",
            &["unit_id", "status", "happened_on desc", "id desc"],
        )
        .await?;
        index(manager, "activities", &["person_id", "happened_on desc", "id desc"]).await?;
        index(manager, "activities", &["person_id", "kind", "happened_on desc"]).await?;
        index(manager, "activities", &["recorded_by", "status", "happened_on desc"]).await?;
        index(
            manager,
            "activities",
            &["confirmer_person_id", "status", "happened_on desc"],
        )
        .await?;
        index_where(
            manager,
            "activities",
            &["household_id", "happened_on desc"],
            "household_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "activities",
            &["class_id", "happened_on desc"],
            "class_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "activities",
            &["observed_person_id", "happened_on desc"],
            "observed_person_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "activities",
            &["person_id", "follow_up_on"],
            "follow_up_on IS NOT NULL",
        )
        .await?;
        searchable(manager, "activities").await?;

        manager
            .create_table(
                plain("activity_actors")
                    .col(uuid("activity_id"))
                    .col(uuid("person_id"))
                    .col(boolean("companion"))
                    .primary_key(&mut key(&["activity_id", "person_id"]))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .foreign_key(&mut references("person_id", "personnel"))
                    .take(),
            )
            .await?;
        index(manager, "activity_actors", &["person_id", "activity_id"]).await?;

        manager
            .create_table(
                plain("activity_subjects")
                    .col(uuid("activity_id"))
                    .col(one_of(
                        "subject_kind",
                        &["student", "household", "person", "class", "unit"],
                    ))
                    .col(uuid("subject_id"))
                    .primary_key(&mut key(&["activity_id", "subject_kind", "subject_id"]))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .take(),
            )
            .await?;
        index(
            manager,
            "activity_subjects",
            &["subject_id", "subject_kind", "activity_id"],
        )
        .await?;

        manager
            .create_table(
                plain("activity_amendments")
                    .col(uuid("id").primary_key())
                    .col(uuid("activity_id"))
                    .col(uuid("amended_by"))
                    .col(timestamp_with_time_zone("amended_at"))
                    .col(text("reason"))
                    .col(json_binary("before"))
                    .col(json_binary("after"))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .foreign_key(&mut references("amended_by", "accounts"))
                    .take(),
            )
            .await?;
        index(manager, "activity_amendments", &["activity_id", "amended_at"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_searchable(manager, "activities").await?;

        drop_tables(
            manager,
            &[
                "activities",
                "activity_actors",
                "activity_subjects",
                "activity_amendments",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
