//! Lists of a whole city as files.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{
    Result,
    data::Data,
    http,
    report::{Section, bar, mebibytes, seconds},
    server::Server,
};

const MOST: Duration = Duration::from_secs(10);

const METHOD: &str = "Lists of `lianxin demo --size city`, asked for by the bureau over HTTP: from the request to the last byte of \
    the file, one after the other in the same server process, whose memory is its peak so far.";

pub fn section() -> Section {
    let columns = ["what", "database", "rows", "size", "figure", "bar", "peak memory"];
    Section::new("Exports", METHOD, &columns)
}

pub fn measure(section: &mut Section, city: &Data, server: &Server) -> Result<()> {
    let token = city.log_in(server, "bureau")?;
    for (list, format) in [
        ("ledger_entries", "xlsx"),
        ("ledger_entries", "csv"),
        ("students", "xlsx"),
    ] {
        let began = Instant::now();
        let order = json!({"list": list, "format": format});
        let job = http::ask_json(server.address, &http::post_json("/api/v1/exports", &token, &order))?;
        let job = server.finished(&token, job)?;
        let file = job["result_url"].as_str().ok_or("an export without its file")?;
        let file = http::ask(server.address, &http::get(file, &token))?;
        let took = began.elapsed();
        section.row([
            format!("{list}, {format}"),
            city.database.name().to_owned(),
            job["done"].to_string(),
            format!("{} kB", file.len() / 1000),
            seconds(took),
            bar("≤ 10 s", took <= MOST),
            mebibytes(server.peak_memory().unwrap_or_default()),
        ]);
    }
    Ok(())
}
