//! The sample sheets of a school's pupils and of a whole city's, previewed and written.

use std::{
    fs,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    Result,
    data::{Data, Place},
    http,
    report::{Section, bar, mebibytes, seconds},
    server::Server,
};

/// Of 60 000 pupils.
const MOST: Duration = Duration::from_mins(1);
const MOST_MEMORY: u64 = 300 << 20;

const METHOD: &str = "`pupils.xlsx` of `lianxin sample-sheets` with guardians and addresses, into `lianxin demo --size units`, and \
    that of `sample-sheets --size city` into `--size city-units`, over HTTP: the upload until the preview is there, then \
    the commit until its job is done. Peak memory is that of the whole server process.";

pub fn measure(place: &Place) -> Result<Section> {
    let mut section = Section::new(
        "Import of pupils",
        METHOD,
        &[
            "database",
            "rows",
            "size",
            "preview",
            "commit",
            "both",
            "bar",
            "memory before",
            "peak memory",
            "bar",
        ],
    );
    for (size, units, importer, kind) in [
        ("school", "units", "office", "central_school"),
        ("city", "city-units", "admin", "bureau"),
    ] {
        let sheet = fs::read(place.pupils_sheet(size)?)?;
        for database in place.databases() {
            let data = place.fill(database, units)?;
            import(&mut section, &data, &sheet, importer, kind)?;
        }
    }
    Ok(section)
}

fn import(section: &mut Section, data: &Data, sheet: &[u8], importer: &str, kind: &str) -> Result<()> {
    let server = data.serve()?;
    let before = server.memory().unwrap_or_default();
    let token = data.log_in(&server, importer)?;
    let units = http::get(&format!("/api/v1/org-units?kind={kind}&limit=1"), &token);
    let units = http::ask_json(server.address, &units)?;
    let unit = units["items"][0]["id"].as_str().ok_or("the demo has no such unit")?;
    let began = Instant::now();
    let import = upload(&server, &token, unit, sheet)?;
    let previewed_in = began.elapsed();
    let commit_began = Instant::now();
    let rows = commit(&server, &token, &import)?;
    let (committed_in, took) = (commit_began.elapsed(), began.elapsed());
    let peak = server.peak_memory().unwrap_or_default();
    section.row([
        data.database.name().to_owned(),
        rows.to_string(),
        format!("{} kB", sheet.len() / 1000),
        seconds(previewed_in),
        seconds(committed_in),
        seconds(took),
        bar("≤ 60 s", took <= MOST),
        mebibytes(before),
        mebibytes(peak),
        bar("≤ 300 MiB", peak <= MOST_MEMORY),
    ]);
    Ok(())
}

fn upload(server: &Server, token: &str, unit_id: &str, sheet: &[u8]) -> Result<Value> {
    const BOUNDARY: &str = "lianxin-bench-boundary";
    let field = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields = field("kind", "students") + &field("unit_id", unit_id);
    let head = format!(
        "{fields}--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pupils.xlsx\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), sheet, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    http::ask_json(
        server.address,
        &http::post("/api/v1/imports", token, &content_type, &body),
    )
}

/// Commits the import and waits for its job; the number of rows that were written.
fn commit(server: &Server, token: &str, import: &Value) -> Result<u64> {
    let id = import["id"].as_str().ok_or("an import without its id")?;
    let commit = http::post_json(&format!("/api/v1/imports/{id}/commit"), token, &Value::Null);
    let job = server.finished(token, http::ask_json(server.address, &commit)?)?;
    job["done"].as_u64().ok_or_else(|| "a job without its progress".into())
}
