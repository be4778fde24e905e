//! The schema, as an ordered list of steps. A step is frozen once it has landed.

mod m20261123_000001_organisation;
mod m20261123_000002_personnel;
mod m20261123_000003_accounts;
mod m20261123_000004_operation;
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
        ]
    }
}
