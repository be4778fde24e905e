//! The features, in the order data flows. Another feature may call only what a `mod.rs` exports.

pub mod accounts;
pub mod activities;
pub mod attachments;
pub mod audit;
pub mod calendar;
pub mod dashboard;
pub mod diary;
pub mod discipline;
pub mod families;
pub mod inbox;
pub mod intake;
pub mod jobs;
pub mod ledger;
pub mod liaison;
pub mod operation;
pub mod organisation;
pub mod personnel;
pub mod phrases;
pub mod plan;
pub mod pupil_files;
pub mod reports;
pub mod saved_views;
pub mod sessions;
pub mod study;
pub mod supervision;
pub mod transfer;
