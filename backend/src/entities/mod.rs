//! A file per table, no behaviour: the row, its words, the shapes of its JSON columns.

pub mod account;
pub mod account_setup_link;
pub mod appointment;
pub mod audit_event;
pub mod calendar_day;
pub mod change_event;
pub mod idempotency_key;
pub mod ids;
pub mod leave;
pub mod org_unit;
pub mod org_unit_closure;
pub mod person;
pub mod rank;
pub mod refresh_token;
pub mod role_grant;
pub mod school_year;
pub mod session;
pub mod signing_key;
pub mod term;
pub mod text_list;
