//! Printing: how long the forms of a term take.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::{
    Result,
    data::Data,
    http,
    report::{Section, bar, milliseconds},
    server::Server,
};

const MOST: Duration = Duration::from_secs(5);

const METHOD: &str = "The diary of the office's head over the last term that is over as PDF, the printed ledger of that term, and the school's \
    summary, each from the request to the last byte, asked for once: the first one also unpacks the font.";

pub fn measure(schools: &[Data]) -> Result<Section> {
    let mut section = Section::new("Printed forms", METHOD, &["what", "rows", "size", "figure", "bar"]);
    for data in schools {
        let server = data.serve()?;
        let token = data.log_in(&server, "principal")?;
        let me = http::ask_json(server.address, &http::get("/api/v1/auth/me", &token))?;
        let person = me["person"]["id"].as_str().ok_or("the principal is nobody")?;
        let term = last_term(&server, &token)?;
        let day = |name: &str| term[name].as_str().unwrap_or_default().to_owned();
        let during = |field: &str| {
            format!(
                "{field}%5Bgte%5D={}&{field}%5Blte%5D={}",
                day("starts_on"),
                day("ends_on")
            )
        };
        let happened = during("happened_on");
        let registered = during("registered_at");
        let reports = http::ask_json(
            server.address,
            &http::get("/api/v1/reports?kind=school_summary", &token),
        )?;
        let report = reports["items"][0]["id"].as_str().ok_or("the demo has no report")?;
        let on = data.database.name();
        let records = total(
            &server,
            &token,
            &format!("/api/v1/activities?person_id={person}&{happened}"),
        )?;
        let entries = total(&server, &token, &format!("/api/v1/ledger-entries?{registered}"))?;
        for (what, rows, path) in [
            (
                "diary of a term",
                records,
                format!("/api/v1/personnel/{person}/diary/form?{happened}"),
            ),
            (
                "ledger of a term",
                entries,
                format!("/api/v1/ledger-entries/form?{registered}"),
            ),
            (
                "summary of a school's term",
                1,
                format!("/api/v1/reports/{report}/form"),
            ),
        ] {
            let start = Instant::now();
            let printed = http::ask(server.address, &http::get(&path, &token))?;
            let took = start.elapsed();
            section.row([
                format!("{what}, {on}"),
                rows.to_string(),
                format!("{} kB", printed.len() / 1000),
                milliseconds(took),
                bar("≤ 5 s", took <= MOST),
            ]);
        }
    }
    Ok(section)
}

/// The last term that is over: the demo has a full one.
fn last_term(server: &Server, token: &str) -> Result<Value> {
    let terms = http::ask_json(server.address, &http::get("/api/v1/terms?limit=10", token))?;
    let day = http::ask_json(server.address, &http::get("/api/v1/dashboard", token))?;
    let today = day["today"].as_str().unwrap_or_default();
    let mut over = terms["items"].as_array().into_iter().flatten();
    over.find(|term| term["ends_on"].as_str().is_some_and(|day| day < today))
        .cloned()
        .ok_or_else(|| "the demo has no term that is over".into())
}

fn total(server: &Server, token: &str, path: &str) -> Result<u64> {
    let page = http::ask_json(
        server.address,
        &http::get(&format!("{path}&limit=1&include_total=true"), token),
    )?;
    page["total"]
        .as_u64()
        .ok_or_else(|| format!("{path} tells no total").into())
}
