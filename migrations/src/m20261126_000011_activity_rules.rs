//! Who confirms which kind of record in a school, and the steps of a record.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, key, one_of, plain, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                plain("activity_kind_settings")
                    .col(uuid("unit_id"))
                    .col(text("kind"))
                    .col(one_of("confirmed_by", &["nobody", "unit_head", "subject_person"]))
                    .col(integer("version").default(1))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .primary_key(&mut key(&["unit_id", "kind"]))
                    .foreign_key(&mut references("unit_id", "org_units"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                plain("activity_steps")
                    .col(uuid("activity_id"))
                    .col(integer("number"))
                    .col(one_of(
                        "step",
                        &["submitted", "returned", "confirmed", "void", "followed_up", "amended"],
                    ))
                    .col(uuid("made_by"))
                    .col(timestamp_with_time_zone("made_at"))
                    .col(text_null("reason"))
                    .primary_key(&mut key(&["activity_id", "number"]))
                    .foreign_key(&mut references("activity_id", "activities"))
                    .foreign_key(&mut references("made_by", "accounts"))
                    .take(),
            )
            .await?;
        // What is known of the records there are: who handed in, confirmed and amended. Who returned one was not kept.
        for known in [
            "INSERT INTO activity_steps (activity_id, number, step, made_by, made_at) \
             SELECT id, 1, 'submitted', recorded_by, recorded_at FROM activities WHERE status IN ('submitted', 'confirmed')",
            "INSERT INTO activity_steps (activity_id, number, step, made_by, made_at) \
             SELECT a.id, 2, 'confirmed', (SELECT c.id FROM accounts c WHERE c.person_id = a.confirmer_person_id ORDER BY c.created_at LIMIT 1), a.confirmed_at \
             FROM activities a WHERE a.status = 'confirmed' AND a.confirmed_at IS NOT NULL \
             AND EXISTS (SELECT 1 FROM accounts c WHERE c.person_id = a.confirmer_person_id)",
            "INSERT INTO activity_steps (activity_id, number, step, made_by, made_at, reason) \
             SELECT activity_id, 2 + row_number() OVER (PARTITION BY activity_id ORDER BY amended_at, id), 'amended', amended_by, amended_at, reason \
             FROM activity_amendments",
        ] {
            manager.get_connection().execute_unprepared(known).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["activity_kind_settings", "activity_steps"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
