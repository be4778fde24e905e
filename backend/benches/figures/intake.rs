//! The public form under 200 submissions at once, as when a whole village writes after a meeting.

use std::{
    net::SocketAddr,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use aws_lc_rs::digest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Result,
    data::Data,
    http,
    report::{Section, bar, milliseconds, seconds},
};

const AT_ONCE: usize = 200;
const MOST: Duration = Duration::from_secs(1);

const METHOD: &str = "`POST /public/concerns` without login, 200 at the same moment over 200 connections from one \
    address, each with its own proof of work (computed before, not counted): entry with number, sealed identity, code, \
    event and change feed in one transaction each. None may be lost or refused, and no number may be given twice.";

pub fn measure(schools: &[Data]) -> Result<Section> {
    let mut section = Section::new(
        "The public form, 200 at once",
        METHOD,
        &[
            "database",
            "taken in",
            "different numbers",
            "all in",
            "p50",
            "p99",
            "bar",
        ],
    );
    for data in schools {
        let server = data.serve()?;
        let units = http::ask_json(server.address, &http::get("/api/v1/public/units", ""))?;
        let unit = units["items"][0]["id"].clone();
        let requests: Vec<Vec<u8>> = (0..AT_ONCE)
            .map(|number| request(server.address, &unit, number))
            .collect::<Result<_>>()?;
        let began = Instant::now();
        let answers = send_at_once(server.address, &requests);
        let whole = began.elapsed();
        let mut taken: Vec<(Duration, String)> = answers.into_iter().collect::<Result<_>>()?;
        taken.sort();
        let mut numbers: Vec<&str> = taken.iter().map(|(_, number)| number.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let at = |percent: usize| taken[(taken.len() - 1) * percent / 100].0;
        section.row([
            data.database.name().to_owned(),
            taken.len().to_string(),
            numbers.len().to_string(),
            seconds(whole),
            milliseconds(at(50)),
            milliseconds(at(99)),
            bar("p99 ≤ 1 s", at(99) <= MOST && numbers.len() == AT_ONCE),
        ]);
    }
    Ok(section)
}

fn request(address: SocketAddr, unit: &Value, number: usize) -> Result<Vec<u8>> {
    let challenge = http::ask_json(address, &http::post_json("/api/v1/public/challenges", "", &json!({})))?;
    let text = challenge["challenge"].as_str().ok_or("no challenge")?;
    let difficulty = challenge["difficulty"].as_u64().ok_or("no difficulty")?;
    let fits = |answer: &u32| {
        let hash = digest::digest(&digest::SHA256, format!("{text}:{answer}").as_bytes());
        let first = hash
            .as_ref()
            .iter()
            .take(4)
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        u64::from(first.leading_zeros()) >= difficulty
    };
    let answer = (0..u32::MAX).find(fits).ok_or("no answer")?;
    let concern = json!({
        "client_key": Uuid::now_v7(), "unit_id": unit, "submitter_kind": "parent", "disclosure": "confidential",
        "content": format!("第{number}位家长反映：午饭送到教学点时已经凉了，希望学校想办法保温。"),
        "identity": {"name": "张女士"}, "proof": {"challenge": text, "answer": answer}
    });
    Ok(http::post_json("/api/v1/public/concerns", "", &concern))
}

/// How long each took, and the number it got.
fn send_at_once(address: SocketAddr, requests: &[Vec<u8>]) -> Vec<Result<(Duration, String)>> {
    let start = Barrier::new(requests.len());
    thread::scope(|scope| {
        let senders: Vec<_> = requests
            .iter()
            .map(|request| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    let began = Instant::now();
                    let receipt = http::ask_json(address, request)?;
                    let number = receipt["number"].as_str().ok_or("no number")?.to_owned();
                    Ok((began.elapsed(), number))
                })
            })
            .collect();
        let joined = senders.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .map(|taken| taken.unwrap_or_else(|_| Err("a sender died".into())))
            .collect()
    })
}
