//! The sample sheet of 2 000 pupils, previewed and written.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    Result,
    data::Place,
    http,
    report::{Section, mebibytes, seconds},
    server::Server,
};

const METHOD: &str = "`lianxin sample-sheets`, `pupils.xlsx` (2 000 pupils with guardians and addresses) into \
    `lianxin demo --size units`, over HTTP: the upload until the preview is there, then the commit until its job is \
    done. Peak memory is that of the whole server process.";

pub fn measure(place: &Place) -> Result<Section> {
    let sheet = fs::read(place.pupils_sheet()?)?;
    let mut section = Section::new(
        "Import of 2 000 pupils",
        METHOD,
        &["database", "rows", "preview", "commit", "memory before", "peak memory"],
    );
    for database in place.databases() {
        let data = place.fill(database, "units")?;
        let server = data.serve()?;
        let before = server.memory().unwrap_or_default();
        let token = data.log_in(&server, "office")?;
        let began = Instant::now();
        let import = upload(&server, &token, &sheet)?;
        let previewed_in = began.elapsed();
        let began = Instant::now();
        let rows = commit(&server, &token, &import)?;
        section.row([
            database.name().to_owned(),
            rows.to_string(),
            seconds(previewed_in),
            seconds(began.elapsed()),
            mebibytes(before),
            mebibytes(server.peak_memory().unwrap_or_default()),
        ]);
    }
    Ok(section)
}

fn upload(server: &Server, token: &str, sheet: &[u8]) -> Result<Value> {
    const BOUNDARY: &str = "lianxin-bench-boundary";
    let me = http::ask_json(server.address, &http::get("/api/v1/auth/me", token))?;
    let unit_id = me["person"]["unit_id"]
        .as_str()
        .ok_or("the office belongs to no unit")?;
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
    let mut job = http::ask_json(server.address, &commit)?;
    loop {
        match job["state"].as_str() {
            Some("done") => return job["done"].as_u64().ok_or_else(|| "a job without its progress".into()),
            Some("queued" | "running") => thread::sleep(Duration::from_millis(20)),
            _ => return Err(format!("the import ended otherwise: {job}").into()),
        }
        let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap_or_default());
        job = http::ask_json(server.address, &http::get(&path, token))?;
    }
}
