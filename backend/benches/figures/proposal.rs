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

const METHOD: &str = "Every central school of the city, one after the other, with a scheme of its own for households, \
    which nobody keeps in touch with yet: `POST /liaison-proposals` until it is ready, then `apply` until all links \
    are there, in one transaction each. Peak memory is that of the whole server process.";

pub fn section() -> Section {
    Section::new(
        "Proposals for all households of a city",
        METHOD,
        &[
            "database",
            "schools",
            "households",
            "worked out in",
            "links made in",
            "the slowest school",
            "peak memory",
        ],
    )
}

/// Measures on a running city; whoever works for the bureau is given the office's role in every school first.
pub fn measure(section: &mut Section, city: &Data, server: &Server) -> Result<()> {
    let admin = city.log_in(server, "admin")?;
    let bureau = http::ask_json(server.address, &http::get("/api/v1/accounts?q=bureau", &admin))?;
    let account = &bureau["items"][0]["id"];
    let schools = "/api/v1/org-units?kind=central_school&limit=200";
    let schools = http::ask_json(server.address, &http::get(schools, &admin))?;
    let schools: Vec<&Value> = schools["items"].as_array().into_iter().flatten().collect();
    for school in &schools {
        let role = json!({"account_id": account, "role": "office", "unit_id": school["id"]});
        post(server, "/api/v1/role-grants", &admin, &role)?;
    }
    let token = city.log_in(server, "bureau")?;
    let (mut households, mut worked_out, mut made, mut slowest) = (0, Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for school in &schools {
        let one = of_school(server, &token, &school["id"])?;
        households += one.households;
        worked_out += one.worked_out_in;
        made += one.made_in;
        slowest = slowest.max(one.worked_out_in + one.made_in);
    }
    section.row([
        city.database.name().to_owned(),
        schools.len().to_string(),
        households.to_string(),
        seconds(worked_out),
        seconds(made),
        seconds(slowest),
        mebibytes(server.peak_memory().unwrap_or_default()),
    ]);
    Ok(())
}

struct Measured {
    households: u64,
    worked_out_in: Duration,
    made_in: Duration,
}

fn of_school(server: &Server, token: &str, unit: &Value) -> Result<Measured> {
    let scheme =
        json!({"unit_id": unit, "name": "教师联系家庭（全校）", "target_kind": "household", "holders": "teachers"});
    let scheme = post(server, "/api/v1/own-liaison-schemes", token, &scheme)?;
    let began = Instant::now();
    let asked = json!({"scheme_code": scheme["code"], "unit_id": unit, "options": {"causes": ["gap"]}});
    let proposal = post(server, "/api/v1/liaison-proposals", token, &asked)?;
    let path = format!(
        "/api/v1/liaison-proposals/{}",
        proposal["id"].as_str().unwrap_or_default()
    );
    let ready = wait(server, token, &path, "making")?;
    let worked_out_in = began.elapsed();
    let began = Instant::now();
    post(server, &format!("{path}/apply"), token, &Value::Null)?;
    let applied = wait(server, token, &path, "applying")?;
    let made = &applied["counts"]["made"];
    if made != &ready["counts"]["rows"] {
        return Err(format!("not every household was given somebody: {}", applied["counts"]).into());
    }
    Ok(Measured {
        households: made.as_u64().unwrap_or_default(),
        worked_out_in,
        made_in: began.elapsed(),
    })
}

fn post(server: &Server, path: &str, token: &str, body: &Value) -> Result<Value> {
    http::ask_json(server.address, &http::post_json(path, token, body))
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
