//! OneRoster 1.2 (1EdTech), read-only: units, sessions, classes, people and who is in which class, as that standard
//! names and asks for them. Who may see what is decided as everywhere else; what is masked elsewhere is left out here.

mod answer;
mod classes;
mod dto;
mod enrollments;
mod filter;
mod levels;
mod orgs;
mod pages;
mod query;
mod refusal;
mod routes;
mod sessions;
mod source;
mod users;

pub use routes::routes;
