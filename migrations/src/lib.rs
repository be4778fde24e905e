//! The schema, as an ordered list of steps. A step is frozen once it has landed.

#![cfg_attr(
    not(test),
    expect(clippy::wildcard_imports, reason = "a schema is written in the words of its builder")
)]
#![expect(clippy::too_many_lines, reason = "a step lists its tables in one piece")]

mod m20261123_000001_organisation;
mod m20261123_000002_personnel;
mod m20261123_000003_accounts;
mod m20261123_000004_operation;
mod m20261123_000005_families;
mod m20261123_000006_plan;
mod m20261123_000007_liaison;
mod m20261123_000008_activities;
mod m20261123_000009_ledger;
mod m20261123_000010_transfer;
mod m20261126_000011_activity_rules;
mod m20261126_000012_diary;
mod m20261126_000013_liaison;
mod m20261126_000014_duties;
mod m20261126_000015_study;
mod m20261126_000016_reports;
mod m20261126_000017_lists;
mod m20261126_000018_ledger_flow;
mod m20261126_000019_clocks;
mod m20261126_000020_intake;
mod m20261126_000021_callbacks;
mod m20261126_000022_oversight;
mod m20261126_000023_evaluation;
mod m20261126_000024_service_accounts;
mod m20261126_000025_events;
mod m20261126_000026_transfer;
mod m20261126_000027_stopped;
mod shapes;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::MigratorTrait;

/// Runs the steps up and down.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_organisation::Migration),
            Box::new(m20261123_000002_personnel::Migration),
            Box::new(m20261123_000003_accounts::Migration),
            Box::new(m20261123_000004_operation::Migration),
            Box::new(m20261123_000005_families::Migration),
            Box::new(m20261123_000006_plan::Migration),
            Box::new(m20261123_000007_liaison::Migration),
            Box::new(m20261123_000008_activities::Migration),
            Box::new(m20261123_000009_ledger::Migration),
            Box::new(m20261123_000010_transfer::Migration),
            Box::new(m20261126_000011_activity_rules::Migration),
            Box::new(m20261126_000012_diary::Migration),
            Box::new(m20261126_000013_liaison::Migration),
            Box::new(m20261126_000014_duties::Migration),
            Box::new(m20261126_000015_study::Migration),
            Box::new(m20261126_000016_reports::Migration),
            Box::new(m20261126_000017_lists::Migration),
            Box::new(m20261126_000018_ledger_flow::Migration),
            Box::new(m20261126_000019_clocks::Migration),
            Box::new(m20261126_000020_intake::Migration),
            Box::new(m20261126_000021_callbacks::Migration),
            Box::new(m20261126_000022_oversight::Migration),
            Box::new(m20261126_000023_evaluation::Migration),
            Box::new(m20261126_000024_service_accounts::Migration),
            Box::new(m20261126_000025_events::Migration),
            Box::new(m20261126_000026_transfer::Migration),
            Box::new(m20261126_000027_stopped::Migration),
        ]
    }
}
