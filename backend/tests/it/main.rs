//! The tests of the whole application, through HTTP, on SQLite and PostgreSQL.

mod accounts;
mod activities;
mod audit;
mod dashboard;
mod families;
mod ledger;
mod liaison;
mod organisation;
mod personnel;
mod plan;
mod sessions;
mod support;
mod transfer;
