//! The tests of the whole application, through HTTP, on SQLite and PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on stops")]
#![expect(
    clippy::large_futures,
    clippy::needless_pass_by_value,
    reason = "a test reads best plain"
)]

mod access;
mod accounts;
mod activities;
mod activity_kinds;
mod attachments;
mod audit;
mod ballot_papers;
mod ballot_secrecy;
mod ballots;
mod blank_forms;
mod changes;
mod clocks;
mod committees;
mod dashboard;
mod diary;
mod discipline;
mod duties;
mod evaluation;
mod evaluation_results;
mod evaluation_sheets;
mod families;
mod forms;
mod histories;
mod inspections;
mod intake;
mod ledger;
mod ledger_checks;
mod ledger_conflicts;
mod ledger_figures;
mod ledger_flow;
mod ledger_hearings;
mod ledger_prints;
mod ledger_topics;
mod liaison;
mod liaison_handovers;
mod liaison_proposals;
mod lists;
mod moving;
mod oneroster;
mod openapi;
mod operation;
mod opinions;
mod organisation;
mod overview;
mod personnel;
mod phrases;
mod plan;
mod publications;
mod pupil_files;
mod reports;
mod requests;
mod rooms;
mod saved_views;
mod schema;
mod service_accounts;
mod sessions;
mod story;
mod study;
mod supervision;
mod support;
mod templates;
mod transfer;
mod webhook_kills;
mod webhooks;
