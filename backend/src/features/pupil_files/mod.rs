//! Files of pupils with potential (潜能生档案) and the stages of their support; every look at one is audited.

mod dto;
mod filter;
mod form;
mod moves;
mod queries;
mod routes;
mod rules;
mod service;
mod stages;

pub use routes::routes;
