//! Reading requests of the real server beside the limit.

use std::time::Duration;

use super::{
    Result,
    data::Data,
    http,
    limit::{Limit, Work},
    load::{Side, compare},
    recorded,
    report::{Section, bar, milliseconds, per_second, percent, times},
    server::Server,
};

const CONNECTIONS: usize = 32;
const LEAST_THROUGHPUT: f64 = 0.85;
const MOST_P99: f64 = 1.5;

/// The list that is measured everywhere: open entries of normal urgency, the nearest limit first.
pub const LIST: &str = "/api/v1/ledger-entries?urgency=normal&sort=due_at&limit=50";

const METHOD: &str = "`lianxin demo --size school`; 32 connections, both sides by turns, each in its own pool of 8 \
    connections. The limit sends the statements that the request itself was seen to send (without the one that \
    identifies the caller) and serialises the rows that come back.";

pub fn measure(schools: &[Data], turn: Duration) -> Result<Section> {
    let mut section = Section::new(
        "Reading, beside a bare handler",
        METHOD,
        &[
            "request",
            "database",
            "statements",
            "requests/s",
            "limit",
            "ratio",
            "bar",
            "p50",
            "p99",
            "limit's p99",
            "ratio",
            "bar",
        ],
    );
    for data in schools {
        let server = data.serve()?;
        let first = first_of_list(data, &server)?;
        let detail = format!("/api/v1/ledger-entries/{first}");
        for (what, path, username) in [
            ("50 ledger entries, filtered and sorted", LIST, "office"),
            ("a ledger entry", &detail, "office"),
            ("duty progress of a person", "/api/v1/duty-progress", "teacher2"),
        ] {
            let token = data.log_in(&server, username)?;
            let statements = recorded::statements(data, path, &token)?;
            let count = statements.len();
            let limit = Limit::start(data, Work::read(statements))?;
            let ours = Side::repeating(server.address, http::get(path, &token));
            let bare = Side::repeating(limit.address, http::get("/", ""));
            let [ours, bare] = compare([&ours, &bare], CONNECTIONS, turn)?;
            let throughput = ours.per_second / bare.per_second;
            let tail = ours.p99.as_secs_f64() / bare.p99.as_secs_f64();
            section.row([
                what.to_owned(),
                data.database.name().to_owned(),
                count.to_string(),
                per_second(ours.per_second),
                per_second(bare.per_second),
                percent(throughput),
                bar("≥ 85 %", throughput >= LEAST_THROUGHPUT),
                milliseconds(ours.p50),
                milliseconds(ours.p99),
                milliseconds(bare.p99),
                times(tail),
                bar("≤ 1.5 ×", tail <= MOST_P99),
            ]);
        }
    }
    Ok(section)
}

fn first_of_list(data: &Data, server: &Server) -> Result<String> {
    let token = data.log_in(server, "office")?;
    let list = http::ask_json(server.address, &http::get(LIST, &token))?;
    let rows = list["items"].as_array().map_or(0, Vec::len);
    if rows != 50 {
        return Err(format!("the list has {rows} rows instead of 50").into());
    }
    Ok(list["items"][0]["id"]
        .as_str()
        .ok_or("a row without its id")?
        .to_owned())
}
