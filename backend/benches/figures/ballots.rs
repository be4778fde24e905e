//! Two thousand people vote within a minute, as when a whole township is asked after a meeting; then the box is sealed.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use lianxin::{clock::Clock, code::Code};
use rand::RngExt;
use serde_json::{Value, json};

use super::{
    Result,
    data::Data,
    http,
    report::{Section, bar, milliseconds, seconds},
};

const VOTERS: usize = 2_000;
const MINUTE: Duration = Duration::from_mins(1);
const MOST: Duration = Duration::from_secs(1);
/// As many as one request makes.
const CODES_AT_ONCE: usize = 500;
/// Voters whose phones wait at the same moment, at most.
const SENDERS: usize = 64;

const METHOD: &str = "2 000 people come at random moments of one minute. Each looks the ballot up by his code \
    (`POST /public/ballots/lookup`) and casts it (`POST /public/ballots`: the code used up and the locked ballot in the \
    box, in one transaction that waits for the disk), each over a connection of his own. Times are those of a cast, from \
    the moment its voter wanted to send it: what waits for others counts. Every hundredth sends twice. Then the box is \
    sealed, and all receipts that were given must be in the public list, each once.";

pub fn measure(schools: &[Data]) -> Result<Section> {
    let mut section = Section::new(
        "2 000 ballots in a minute",
        METHOD,
        &[
            "database",
            "cast",
            "in the box",
            "lost",
            "double",
            "all in",
            "p50",
            "p99",
            "bar",
            "sealed in",
        ],
    );
    for data in schools {
        let server = data.serve()?;
        let office = Office {
            address: server.address,
            token: data.log_in(&server, "office")?,
        };
        let (round, parents) = office.open_a_round()?;
        let codes = office.codes(&parents)?;
        let began = Instant::now();
        let cast = vote(server.address, &codes)?;
        let whole = began.elapsed();
        let sealing = Instant::now();
        let path = format!("/api/v1/evaluation-rounds/{round}/moves");
        office.ask(&http::post_json(&path, &office.token, &json!({"move": "seal"})))?;
        let sealed_in = sealing.elapsed();
        let path = format!("/api/v1/public/ballot-boxes/{parents}/receipts");
        let list = http::ask_json(server.address, &http::get(&path, ""))?;
        let listed: Vec<&str> = items(&list["receipts"])?.iter().filter_map(Value::as_str).collect();
        let lost = cast
            .iter()
            .filter(|(_, receipt)| !listed.contains(&receipt.as_str()))
            .count();
        let double = listed.len().saturating_sub(cast.len());
        let mut times: Vec<Duration> = cast.iter().map(|(time, _)| *time).collect();
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        let all = cast.len() == VOTERS && lost == 0 && double == 0;
        section.row([
            data.database.name().to_owned(),
            cast.len().to_string(),
            listed.len().to_string(),
            lost.to_string(),
            double.to_string(),
            seconds(whole),
            milliseconds(at(50)),
            milliseconds(at(99)),
            bar("p99 ≤ 1 s", all && at(99) <= MOST),
            seconds(sealed_in),
        ]);
    }
    Ok(section)
}

/// Who runs the ballot.
struct Office {
    address: SocketAddr,
    token: String,
}

impl Office {
    fn ask(&self, request: &[u8]) -> Result<Value> {
        http::ask_json(self.address, request)
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.ask(&http::get(&format!("/api/v1{path}"), &self.token))
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(&http::post_json(&format!("/api/v1{path}"), &self.token, body))
    }

    fn put(&self, path: &str, version: u32, body: &Value) -> Result<Value> {
        let (token, body) = (&self.token, body.to_string());
        let length = body.len();
        let request = format!(
            "PUT /api/v1{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nIf-Match: \"v{version}\"\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.ask(request.as_bytes())
    }

    /// An open round of eight cadres, and the box of its parents.
    fn open_a_round(&self) -> Result<(String, String)> {
        let units = self.get("/org-units?kind=central_school&limit=1")?;
        let school = units["items"][0]["id"].clone();
        let staff = self.get("/personnel?limit=20")?;
        let people: Vec<Value> = items(&staff["items"])?
            .iter()
            .map(|person| person["id"].clone())
            .collect();
        let (cadres, assessors) = people.split_at_checked(8).ok_or("too few people")?;
        let scheme = json!({"unit_id": school, "title": "测评", "effective_from": "2020-01-01", "rules": rules()});
        let scheme = text(&self.post("/evaluation-schemes", &scheme)?["id"])?;
        self.post(
            &format!("/evaluation-schemes/{scheme}/moves"),
            &json!({"move": "adopt"}),
        )?;
        let now = Clock::System.now();
        let draft = json!({
            "unit_id": school, "scheme_id": scheme, "title": "测评", "period_from": now.date_naive(),
            "period_to": now.date_naive(), "closes_at": now + TimeDelta::days(1)
        });
        let round = text(&self.post("/evaluation-rounds", &draft)?["id"])?;
        let objects = cadres
            .iter()
            .map(|person| json!({"kind": "cadre", "person_id": person}));
        let objects = json!({"items": objects.collect::<Vec<_>>()});
        self.put(&format!("/evaluation-rounds/{round}/objects"), 1, &objects)?;
        let assessors = assessors
            .iter()
            .map(|person| json!({"group_code": "leaders", "person_id": person}));
        let assessors = json!({"items": assessors.collect::<Vec<_>>()});
        self.put(&format!("/evaluation-rounds/{round}/assessors"), 2, &assessors)?;
        self.post(&format!("/evaluation-rounds/{round}/moves"), &json!({"move": "open"}))?;
        let boxes = self.get(&format!("/evaluation-rounds/{round}/ballot-boxes"))?;
        Ok((round, text(&boxes["items"][0]["id"])?))
    }

    fn codes(&self, parents: &str) -> Result<Vec<String>> {
        let mut codes = Vec::new();
        while codes.len() < VOTERS {
            let count = CODES_AT_ONCE.min(VOTERS - codes.len());
            let made = self.post(&format!("/ballot-boxes/{parents}/codes"), &json!({ "count": count }))?;
            for code in items(&made["codes"])? {
                codes.push(text(code)?);
            }
        }
        Ok(codes)
    }
}

fn items(list: &Value) -> Result<&Vec<Value>> {
    Ok(list.as_array().ok_or("no list")?)
}

fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().ok_or("no text")?.to_owned())
}

fn rules() -> Value {
    let dimension = |code: &str, name: &str| json!({"code": code, "name": name, "weight": "25", "items": []});
    let group = |code: &str, name: &str, part: &str, minimum: u32| json!({"code": code, "name": name, "part": part, "rates": ["cadre"], "weight": "100", "minimum": minimum, "staff": false});
    json!({
        "dimensions": [
            dimension("grassroots", "深入基层"), dimension("staying", "驻校蹲点"), dimension("liaison", "直接联系"),
            dimension("difficulties", "帮助解决实际困难")
        ],
        "grades": [
            {"code": "excellent", "name": "优秀", "value": "100"}, {"code": "competent", "name": "称职", "value": "80"},
            {"code": "basic", "name": "基本称职", "value": "60"}, {"code": "poor", "name": "不称职", "value": "40"}
        ],
        "groups": [group("leaders", "领导评议", "organisational", 0), group("parents", "家长代表", "mass", 5)],
        "organisational_weight": "60", "mass_weight": "40",
        "bands": [{"grade": "excellent", "from": "90"}, {"grade": "competent", "from": "70"}, {"grade": "basic", "from": "60"}],
        "cap": null, "hygiene": ["all_equal"], "objection_days": 5
    })
}

/// How long each cast took, and its receipt.
fn vote(address: SocketAddr, codes: &[String]) -> Result<Vec<(Duration, String)>> {
    let mut random = rand::rng();
    let mut moments: Vec<Duration> = (0..codes.len())
        .map(|_| MINUTE.mul_f64(random.random_range(0.0..1.0)))
        .collect();
    moments.sort_unstable();
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<(Duration, String)>> {
                    let mut cast = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let (Some(code), Some(moment)) = (codes.get(at), moments.get(at)) else {
                            return Ok(cast);
                        };
                        thread::sleep(moment.saturating_sub(began.elapsed()));
                        cast.push(one_votes(address, code, began + *moment, at.is_multiple_of(100))?);
                    }
                })
            })
            .collect();
        let mut cast = Vec::new();
        for sender in senders {
            cast.extend(sender.join().map_err(|_| "a sender died")??);
        }
        Ok(cast)
    })
}

/// Looks the ballot up, and casts it when the time has come.
fn one_votes(address: SocketAddr, code: &str, wanted: Instant, twice: bool) -> Result<(Duration, String)> {
    let late = wanted.elapsed();
    let form = http::ask_json(
        address,
        &public("/api/v1/public/ballots/lookup", &json!({ "code": code })),
    )?;
    let mut choices = json!({});
    for object in items(&form["objects"])? {
        choices[text(&object["id"])?] =
            json!({"grassroots": "excellent", "staying": "competent", "liaison": null, "difficulties": "basic"});
    }
    let receipt = Code::<20>::random()?.grouped();
    let ballot = json!({"code": code, "receipt": receipt, "choices": choices, "remarks": [{"object_id": null, "content": "希望多到教学点来。"}]});
    let request = public("/api/v1/public/ballots", &ballot);
    let began = Instant::now();
    let answer = http::ask_json(address, &request)?;
    let time = began.elapsed() + late;
    if twice && http::ask_json(address, &request)? != answer {
        return Err("the same ballot got another answer".into());
    }
    Ok((time, text(&answer["receipt"])?))
}

/// A request of nobody: without login and key.
fn public(path: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}
