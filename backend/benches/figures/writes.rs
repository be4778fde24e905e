//! Durable writes beside bare inserts of one row.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};

use super::{
    Result,
    data::Data,
    http,
    limit::{Limit, Work},
    load::{Side, compare},
    report::{Section, bar, milliseconds, per_second, percent},
    server::Server,
};

const CONNECTIONS: usize = 32;
const LEAST: f64 = 0.5;

const METHOD: &str = "`POST /activities`: a home visit with its participants, pupils, counters, search index, change \
    feed and stored `Idempotency-Key`, in one transaction, answered after the database has waited for the disk \
    (SQLite: WAL, `synchronous=FULL`; PostgreSQL: `fsync` and `synchronous_commit` on). The limit inserts one row of an \
    identifier and a sentence, through a bare handler, at the same durability, 32 connections and a pool of 8.";

pub fn measure(schools: &[Data], turn: Duration) -> Result<Section> {
    let mut section = Section::new(
        "Writing, beside a bare insert",
        METHOD,
        &[
            "request",
            "database",
            "commits/s",
            "limit",
            "ratio",
            "bar",
            "p50",
            "p99",
            "limit's p50",
            "limit's p99",
        ],
    );
    for data in schools {
        let server = data.serve()?;
        let token = data.log_in(&server, "office")?;
        let visits = home_visits(&server, &token)?;
        let limit = Limit::start(data, Work::Insert)?;
        let turns = Arc::new(AtomicUsize::new(0));
        let ours = Side::new(server.address, move || {
            let visit = &visits[turns.fetch_add(1, Ordering::Relaxed) % visits.len()];
            http::post_json("/api/v1/activities", &token, visit)
        });
        let bare = Side::repeating(limit.address, http::get("/", ""));
        let [ours, bare] = compare([&ours, &bare], CONNECTIONS, turn)?;
        let ratio = ours.per_second / bare.per_second;
        section.row([
            "a home visit is recorded".to_owned(),
            data.database.name().to_owned(),
            per_second(ours.per_second),
            per_second(bare.per_second),
            percent(ratio),
            bar("≥ 50 %", ratio >= LEAST),
            milliseconds(ours.p50),
            milliseconds(ours.p99),
            milliseconds(bare.p50),
            milliseconds(bare.p99),
        ]);
    }
    Ok(section)
}

/// The last home visit of each of many teachers, as the office would record it for him.
fn home_visits(server: &Server, token: &str) -> Result<Vec<Value>> {
    const TEACHERS: usize = 32;
    let list = "/api/v1/activities?kind=home_visit&status=submitted&limit=200";
    let list = http::ask_json(server.address, &http::get(list, token))?;
    let rows = list["items"].as_array().ok_or("no list of activities")?;
    let last: HashMap<&str, &str> = rows
        .iter()
        .filter_map(|row| Some((row["person_id"].as_str()?, row["id"].as_str()?)))
        .collect();
    let visit = |id: &str| {
        let path = format!("/api/v1/activities/{id}");
        let visit = http::ask_json(server.address, &http::get(&path, token))?;
        Ok(json!({
            "person_id": visit["person_id"],
            "happened_on": visit["happened_on"],
            "text": visit["text"],
            "details": visit["details"],
            "submit": true
        }))
    };
    let visits: Vec<Value> = last
        .values()
        .take(TEACHERS)
        .map(|id| visit(id))
        .collect::<Result<_>>()?;
    if visits.is_empty() {
        Err("nobody visited a family".into())
    } else {
        Ok(visits)
    }
}
