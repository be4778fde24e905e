//! Lianxin (连心): the rooms of the house. Who may import whom is in `README.md` and checked by a test.

pub mod app;
pub mod auth;
pub mod clock;
pub mod code;
pub mod config;
pub mod db;
pub mod demo;
pub mod entities;
pub mod error;
pub mod features;
pub mod files;
pub mod http;
pub mod language;
mod spa;
pub mod state;
pub mod telemetry;
pub mod vault;
