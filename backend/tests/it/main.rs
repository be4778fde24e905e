//! The tests of the whole application, through HTTP, on SQLite and PostgreSQL.

mod access;
mod accounts;
mod activities;
mod audit;
mod dashboard;
mod families;
mod ledger;
mod liaison;
mod lists;
mod openapi;
mod organisation;
mod personnel;
mod plan;
mod requests;
mod rooms;
mod schema;
mod sessions;
mod support;
mod transfer;
