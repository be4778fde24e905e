//! What the lists of a whole city are sorted by.

use sea_orm_migration::prelude::*;

use crate::shapes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "activities", &["happened_on desc", "id desc"]).await?;
        index(manager, "ledger_entries", &["registered_at desc", "id desc"]).await?;
        index(manager, "ledger_entries", &["due_at", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [
            "activities_happened_on_id_idx",
            "ledger_entries_registered_at_id_idx",
            "ledger_entries_due_at_id_idx",
        ] {
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
