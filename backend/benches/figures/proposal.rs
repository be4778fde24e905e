//! A balanced proposal for every household of a city, from the question to the links.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{
    Result,
    data::Data,
    http,
    report::{Section, mebibytes, seconds},
    server::Server,
};

const METHOD: &str = "A scheme of the bureau's own for households, which nobody keeps in touch with yet: `POST \
    /liaison-proposals` until it is ready, then `apply` until all links are there, in one transaction. Peak memory is \
    that of the whole server process.";

pub fn section() -> Section {
    Section::new(
        "A proposal for all households of a city",
        METHOD,
        &[
            "database",
            "households",
            "worked out in",
            "links made in",
            "peak memory",
        ],
    )
}

/// Measures on a running city; whoever works for the bureau is given the office's role there first.
pub fn measure(section: &mut Section, city: &Data, server: &Server) -> Result<()> {
    let admin = city.log_in(server, "admin")?;
    let post =
        |path: &str, token: &str, body: &Value| http::ask_json(server.address, &http::post_json(path, token, body));
    let bureau = http::ask_json(server.address, &http::get("/api/v1/accounts?q=bureau", &admin))?;
    let bureau = &bureau["items"][0];
    let unit = &bureau["roles"][0]["unit_id"];
    let role = json!({"account_id": bureau["id"], "role": "office", "unit_id": unit});
    post("/api/v1/role-grants", &admin, &role)?;
    let token = city.log_in(server, "bureau")?;
    let scheme =
        json!({"unit_id": unit, "name": "教师联系家庭（全市）", "target_kind": "household", "holders": "teachers"});
    let scheme = post("/api/v1/own-liaison-schemes", &token, &scheme)?;
    let began = Instant::now();
    let asked = json!({"scheme_code": scheme["code"], "unit_id": unit, "options": {"causes": ["gap"]}});
    let proposal = post("/api/v1/liaison-proposals", &token, &asked)?;
    let path = format!(
        "/api/v1/liaison-proposals/{}",
        proposal["id"].as_str().unwrap_or_default()
    );
    let ready = wait(server, &token, &path, "making")?;
    let worked_out_in = began.elapsed();
    let began = Instant::now();
    post(&format!("{path}/apply"), &token, &Value::Null)?;
    let applied = wait(server, &token, &path, "applying")?;
    let made = &applied["counts"]["made"];
    if made != &ready["counts"]["rows"] {
        return Err(format!("not every household was given somebody: {}", applied["counts"]).into());
    }
    section.row([
        city.database.name().to_owned(),
        made.to_string(),
        seconds(worked_out_in),
        seconds(began.elapsed()),
        mebibytes(server.peak_memory().unwrap_or_default()),
    ]);
    Ok(())
}

/// The proposal when it has left a state.
fn wait(server: &Server, token: &str, path: &str, state: &str) -> Result<Value> {
    loop {
        let proposal = http::ask_json(server.address, &http::get(path, token))?;
        if proposal["state"] != state {
            return Ok(proposal);
        }
        thread::sleep(Duration::from_millis(50));
    }
}
