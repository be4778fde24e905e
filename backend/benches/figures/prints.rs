//! Printing: how long the forms of a term take.

use std::time::{Duration, Instant};

use super::{
    Result,
    data::Data,
    http,
    report::{Section, bar, milliseconds},
};

const PRINTS: usize = 5;
const MOST: Duration = Duration::from_secs(5);

const METHOD: &str = "The diary of one person over a term as PDF, the printed ledger of it and the school's summary of it, from the request to \
    the last byte; median of 5 after a first one, which unpacks the font.";

pub fn measure(schools: &[Data]) -> Result<Section> {
    let mut section = Section::new("Printed forms", METHOD, &["what", "figure", "bar"]);
    for data in schools {
        let server = data.serve()?;
        let token = data.log_in(&server, "principal")?;
        let me = http::ask_json(server.address, &http::get("/api/v1/auth/me", &token))?;
        let person = me["person"]["id"].as_str().ok_or("the principal is nobody")?;
        let terms = http::ask_json(server.address, &http::get("/api/v1/terms?limit=1", &token))?;
        let day = |name: &str| terms["items"][0][name].as_str().unwrap_or_default().to_owned();
        let diary = format!(
            "/api/v1/personnel/{person}/diary/form?happened_on%5Bgte%5D={}&happened_on%5Blte%5D={}",
            day("starts_on"),
            day("ends_on")
        );
        let list = format!(
            "/api/v1/ledger-entries/form?registered_at%5Bgte%5D={}&registered_at%5Blte%5D={}",
            day("starts_on"),
            day("ends_on")
        );
        let reports = http::ask_json(
            server.address,
            &http::get("/api/v1/reports?kind=school_summary", &token),
        )?;
        let report = reports["items"][0]["id"].as_str().ok_or("the demo has no report")?;
        let on = data.database.name();
        for (what, path) in [
            (format!("diary of a term, {on}"), diary),
            (format!("ledger of a term, {on}"), list),
            (
                format!("summary of a school's term, {on}"),
                format!("/api/v1/reports/{report}/form"),
            ),
        ] {
            let request = http::get(&path, &token);
            http::ask(server.address, &request)?;
            let mut times = Vec::new();
            for _ in 0..PRINTS {
                let start = Instant::now();
                http::ask(server.address, &request)?;
                times.push(start.elapsed());
            }
            times.sort_unstable();
            let median = times[PRINTS / 2];
            section.row([what, milliseconds(median), bar("≤ 5 s", median <= MOST)]);
        }
    }
    Ok(section)
}
