//! Dated links from people to those they keep in touch with.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shapes::{drop_tables, index, index_where, one_of, references, unique_where, versioned};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(versioned("liaison_links")
.col(text("scheme_code"))
.col(uuid("unit_id"))
.col(uuid("person_id"))
.col(one_of("target_kind", &["unit", "grade", "class", "person", "student", "household"]))
.col(uuid_null("target_unit_id"))
.col(small_integer_null("target_grade"))
.col(uuid_null("target_class_id"))
.col(uuid_null("target_person_id"))
.col(uuid_null("target_student_id"))
.col(uuid_null("target_household_id"))
.col(date("starts_on"))
.col(date_null("ends_on"))
.col(text_null("end_reason"))
.col(one_of("origin", &["manual", "import", "derived", "proposal", "handover"]))
.col(uuid("created_by"))
.check(Expr::cust("CASE target_kind WHEN 'unit' THEN target_unit_id IS NOT NULL WHEN 'grade' THEN target_unit_id IS NOT NULL AND target_grade IS NOT NULL WHEN 'class' THEN target_class_id IS NOT NULL WHEN 'person' THEN target_person_id IS NOT NULL WHEN 'student' THEN target_student_id IS NOT NULL WHEN 'household' THEN target_household_id IS NOT NULL END"))
.foreign_key(&mut references("unit_id", "org_units"))
.foreign_key(&mut references("person_id", "personnel"))
.foreign_key(&mut references("target_unit_id", "org_units"))
.foreign_key(&mut references("target_class_id", "classes"))
.foreign_key(&mut references("target_person_id", "personnel"))
.foreign_key(&mut references("target_student_id", "students"))
.foreign_key(&mut references("target_household_id", "households"))
.foreign_key(&mut references("created_by", "accounts"))
.take()).await?;
        index(
            manager,
            "liaison_links",
            &["person_id", "scheme_code", "starts_on desc"],
        )
        .await?;
        index(
            manager,
            "liaison_links",
            &["unit_id", "scheme_code", "starts_on desc", "id desc"],
        )
        .await?;
        index_where(
            manager,
            "liaison_links",
            &["target_unit_id", "scheme_code", "starts_on"],
            "target_unit_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "liaison_links",
            &["target_class_id", "scheme_code", "starts_on"],
            "target_class_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "liaison_links",
            &["target_person_id", "scheme_code", "starts_on"],
            "target_person_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "liaison_links",
            &["target_student_id", "scheme_code", "starts_on"],
            "target_student_id IS NOT NULL",
        )
        .await?;
        index_where(
            manager,
            "liaison_links",
            &["target_household_id", "scheme_code", "starts_on"],
            "target_household_id IS NOT NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_unit_id", "scheme_code", "person_id"],
            "target_kind = 'unit' AND ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_unit_id", "target_grade", "scheme_code", "person_id"],
            "target_kind = 'grade' AND ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_class_id", "scheme_code", "person_id"],
            "target_class_id IS NOT NULL AND ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_person_id", "scheme_code", "person_id"],
            "target_person_id IS NOT NULL AND ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_student_id", "scheme_code", "person_id"],
            "target_student_id IS NOT NULL AND ends_on IS NULL",
        )
        .await?;
        unique_where(
            manager,
            "liaison_links",
            &["target_household_id", "scheme_code", "person_id"],
            "target_household_id IS NOT NULL AND ends_on IS NULL",
        )
        .await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["liaison_links"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
