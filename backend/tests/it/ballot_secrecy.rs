//! Tries to find out who voted what: from a dump of every table, the raw files and logs of the database and the lines of
//! the server's log, with all that somebody who watched the voters knows. The same attack succeeds on a naive table.

mod attack;
mod dump;
mod log;

use std::{collections::BTreeSet, fmt::Write};

use chrono::TimeDelta;
use lianxin::{code::Code, features::ballots};
use rand::seq::SliceRandom;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    Engine, Stage, TestApp,
    ballots::{ballot, blind, box_of, by_token, cast, codes, receipt},
    evaluation::{EvaluationRound, move_round, open_round},
};
use attack::{Voter, strongest_join};
use dump::{Dump, Files};

/// Every table that has to do with a ballot.
const BALLOTS: [&str; 3] = ["ballots", "ballot_remarks", "ballot_receipts"];
const EMPTIED: [&str; 5] = [
    "ballot_codes",
    "ballot_tokens",
    "ballot_token_holders",
    "cast_ballots",
    "paper_ballots",
];
/// Of 40 voters in random order, a correlation above this comes up once in a million.
const CHANCE: f64 = 0.72;

/// The `at`-th of choices that nobody else makes.
fn choices(round: &EvaluationRound, at: usize) -> Value {
    let grade = |place: u32| ["excellent", "competent", "basic", "poor"][(at / 4_usize.pow(place)) % 4];
    let mut choices = json!({});
    let objects = [round.team, round.principal, round.vice, round.logistics];
    for (object, place) in objects.iter().zip(0..) {
        choices[object.to_string()] = json!({"grassroots": grade(place), "difficulties": grade(place)});
    }
    choices
}

/// What is found of choices in a dump: the grades in the order of the stored text.
fn grades_in(stored: &str) -> Vec<&'static str> {
    let grades = ["excellent", "competent", "basic", "poor"];
    let mut found: Vec<(usize, &str)> = Vec::new();
    for grade in grades {
        found.extend(stored.match_indices(grade).map(|(at, _)| (at, grade)));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, grade)| grade).collect()
}

/// Forty voters cast in an order that an observer writes down, ten of them staff with tokens or codes.
async fn vote(app: &TestApp, round: &EvaluationRound) -> Vec<Voter> {
    let parents = box_of(app, round.id, "parents").await;
    let mut slips: Vec<(usize, String)> = codes(app, parents, 40).await.into_iter().enumerate().collect();
    slips.shuffle(&mut rand::rng());
    let mut opinions: Vec<usize> = (0..40).collect();
    opinions.shuffle(&mut rand::rng());
    let mut voters = Vec::new();
    for ((slip, code), opinion) in slips.into_iter().zip(opinions) {
        let kept = receipt();
        let choices = choices(round, opinion);
        let remark = format!("第{opinion}种意见");
        let mut body = ballot(&code, &kept, &choices);
        body["remarks"] = json!([{"object_id": null, "content": remark}]);
        cast(app, body).await.expect(201);
        app.advance(TimeDelta::seconds(40));
        let bare = code.replace('-', "");
        voters.push(Voter {
            slip,
            digest: app.state.vault.digest("ballot_codes.digest", bare.as_bytes()),
            credential: code,
            receipt: kept,
            grades: grades_in(&choices.to_string()).join(","),
            remark,
        });
    }
    voters
}

/// Some staff vote with tokens, so that there is a person behind each.
async fn staff_vote(app: &TestApp, round: &EvaluationRound) -> Vec<(Uuid, String)> {
    let mut people = Vec::new();
    for username in [
        "teacher_a",
        "teacher_b",
        "teacher_c",
        "east_principal",
        "west_principal",
        "office",
    ] {
        let device = blind(app, username).await;
        let signed = device.ask(app, username).await.expect(200);
        let token = device.token(&signed);
        cast(app, by_token(&token, &receipt(), &choices(round, people.len())))
            .await
            .expect(201);
        let person = match username {
            "teacher_a" => app.world.teacher_a,
            "teacher_b" => app.world.teacher_b,
            "teacher_c" => app.world.teacher_c,
            "east_principal" => app.world.east_principal,
            "west_principal" => app.world.west_principal,
            _ => app.world.office,
        };
        people.push((person.person.0, token["message"].as_str().unwrap().to_owned()));
    }
    people
}

/// As somebody would do it who thinks that "no foreign key" is enough: votes arrive in the order of `voters`.
async fn naive(db: &DatabaseConnection, voters: &[Voter], choices: &[Value]) {
    let types = match db.get_database_backend() {
        DbBackend::Postgres => ("jsonb", "timestamptz"),
        _ => ("json_text", "timestamp_text"),
    };
    for table in [
        format!("CREATE TABLE naive_codes (code text PRIMARY KEY, used_at {})", types.1),
        format!(
            "CREATE TABLE naive_ballots (id text PRIMARY KEY, choices {}, created_at {})",
            types.0, types.1
        ),
    ] {
        db.execute_unprepared(&table).await.unwrap();
    }
    for voter in voters {
        let insert = format!("INSERT INTO naive_codes (code) VALUES ('{}')", voter.credential);
        db.execute_unprepared(&insert).await.unwrap();
    }
    for (second, (voter, choices)) in voters.iter().zip(choices).enumerate() {
        let at = format!("2026-11-24T02:{:02}:{:02}Z", second / 60, second % 60);
        let ballot = format!(
            "INSERT INTO naive_ballots VALUES ('{}', '{choices}', '{at}')",
            Uuid::now_v7()
        );
        db.execute_unprepared(&ballot).await.unwrap();
        let code = &voter.credential;
        let used = format!("UPDATE naive_codes SET used_at = '{at}' WHERE code = '{code}'");
        db.execute_unprepared(&used).await.unwrap();
        // Two requests a millisecond apart have another UUIDv7 each.
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one attack after the other, all on the same sealed box"
)]
async fn nobody_can_join_voters_and_ballots(engine: Engine) {
    let lines = log::capture();
    let stage = Stage::set(engine).await;
    let app = stage.app().await;
    let round = open_round(&app).await;
    let files = Files::watch(app.db(), &stage.url).await;
    let voters = vote(&app, &round).await;
    let people = staff_vote(&app, &round).await;

    // Before sealing: all of one length, under random ids.
    let open = Dump::of(app.db()).await;
    let locked = open.column("cast_ballots", "content");
    let ids = open.column("cast_ballots", "id");
    assert_eq!(locked.len(), 46);
    assert_eq!(locked.iter().map(String::len).collect::<BTreeSet<_>>().len(), 1);
    assert!(
        !open.contains_in("excellent", &["cast_ballots"]),
        "a ballot can be read before sealing"
    );

    move_round(&app, round.id, json!({"move": "seal"})).await.expect(200);
    ballots::forget(app.db()).await.unwrap();
    let sealed = Dump::of(app.db()).await;
    for table in EMPTIED {
        assert_eq!(sealed.rows(table), 0, "{table} is not empty");
    }
    assert_eq!((sealed.rows("ballots"), sealed.rows("ballot_remarks")), (46, 40));

    // By value: nothing that belongs to a voter is anywhere in the database.
    let mut needles: Vec<String> = Vec::new();
    for voter in &voters {
        needles.push(voter.credential.clone());
        needles.push(voter.credential.replace('-', ""));
        needles.push(hex(&voter.digest));
    }
    needles.extend(people.iter().map(|(_, message)| message.clone()));
    needles.extend(ids.iter().cloned());
    needles.extend(locked.iter().map(|content| content[..48].to_owned()));
    for table in ["ballot_tokens", "ballot_codes"] {
        needles.extend(open.column(table, "digest"));
        needles.extend(open.column(table, "proof"));
    }
    needles.extend(open.column("ballot_token_holders", "blinded_digest"));
    needles.retain(|needle| needle.len() > 8);
    for needle in &needles {
        assert!(!sealed.contains(needle, &[]), "{needle} is still in a table");
    }
    for (person, _) in &people {
        assert!(
            !sealed.contains_in(&person.to_string(), &BALLOTS),
            "a person is in a table of ballots"
        );
    }
    for voter in &voters {
        assert!(
            !sealed.contains(&voter.receipt, &["ballot_receipts"]),
            "a receipt is in another table than its own"
        );
    }

    // By time: no id tells one, and one transaction wrote everything.
    for table in ["ballots", "ballot_remarks"] {
        for id in sealed.column(table, "id") {
            assert_eq!(Uuid::parse_str(&id).unwrap().get_version_num(), 4, "{table}");
        }
    }
    for table in BALLOTS {
        assert!(
            sealed
                .columns(table)
                .iter()
                .all(|name| !name.ends_with("_at") && name != "version"),
            "{table}"
        );
        assert!(
            sealed.transactions(table).len() <= 1,
            "{table}: rows of more than one transaction"
        );
    }

    // By order: of the rows on the disk, or sorted by anything, against everything that orders the voters.
    let by_grades = |row: &str| Some(grades_in(row).join(","));
    let by_remark = |row: &str| {
        row.split('第')
            .nth(1)?
            .split('种')
            .next()
            .map(|number| format!("第{number}种意见"))
    };
    let by_receipt = |row: &str| {
        voters
            .iter()
            .find(|voter| row.contains(&voter.receipt))
            .map(|voter| voter.receipt.clone())
    };
    let found = strongest_join(&sealed, "ballots", &voters, |voter| voter.grades.clone(), by_grades);
    assert!(found.strength < CHANCE, "ballots: {found:?}");
    let found = strongest_join(
        &sealed,
        "ballot_remarks",
        &voters,
        |voter| voter.remark.clone(),
        by_remark,
    );
    assert!(found.strength < CHANCE, "remarks: {found:?}");
    let found = attack::strongest_order(
        &sealed,
        "ballot_receipts",
        &voters,
        |voter| voter.receipt.clone(),
        by_receipt,
    );
    // Sorted by themselves they are in the order of receipts, which is no order of voters.
    assert!(found.strength < CHANCE, "receipts: {found:?}");
    let found = attack::between(&sealed, "ballots", by_grades, "ballot_remarks", by_remark, &voters);
    assert!(found.strength < CHANCE, "ballots with remarks: {found:?}");

    // In the files: the database as it lies on the disk, and its log.
    let (data, wal) = files.read(app.db()).await;
    for needle in &needles {
        assert!(!data.has(needle), "{needle} is still in a file of the database");
    }
    if engine == Engine::Sqlite {
        assert!(needles.iter().all(|needle| !wal.has(needle)), "the log was not emptied");
    } else {
        // A log of PostgreSQL keeps what went through it. It shows which locked ballot came with which code, and never
        // which open one.
        let opened: Vec<String> = sealed.column("ballots", "choices");
        let read = voters.iter().any(|voter| wal.has(&hex(&voter.digest)));
        assert!(read, "the log was not read");
        let places = sealed.column("ballots", "id");
        let mut order: Vec<(usize, String)> = places
            .iter()
            .zip(&opened)
            .filter_map(|(id, choices)| Some((wal.place(id)?, grades_in(choices).join(","))))
            .collect();
        order.sort();
        let written: Vec<String> = order.into_iter().map(|(_, grades)| grades).collect();
        let found = attack::of_sequence("the log", &written, &voters, |voter| voter.grades.clone());
        assert!(found.strength < CHANCE, "the log: {found:?}");
    }

    // In the server's own log.
    let lines = lines.text();
    assert!(lines.contains("evaluation-rounds"), "no log was captured");
    assert!(!lines.contains("public/ballots"), "the log tells when somebody voted");
    for needle in needles.iter().chain(voters.iter().map(|voter| &voter.receipt)) {
        assert!(!lines.contains(needle.as_str()), "{needle} is in the log");
    }
    for voter in &voters {
        assert!(!lines.contains(&voter.remark));
    }

    // The very same attack on a naive table finds everybody.
    let stored: Vec<Value> = voters.iter().map(|voter| choices_of(&round, &voter.grades)).collect();
    naive(app.db(), &voters, &stored).await;
    let dump = Dump::of(app.db()).await;
    let found = strongest_join(&dump, "naive_ballots", &voters, |voter| voter.grades.clone(), by_grades);
    assert!(
        found.strength > 0.99,
        "the attack does not even work on a naive table: {found:?}"
    );
    assert!(dump.contains(&voters[0].credential, &[]), "nor does the search");
    eprintln!("{engine:?}: on the naive table {found:?}");
    stage.clear().await;
}

/// Choices with these grades, one object after the other as they are stored.
fn choices_of(round: &EvaluationRound, grades: &str) -> Value {
    let at = (0..256).find(|at| grades_in(&choices(round, *at).to_string()).join(",") == grades);
    choices(round, at.unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

mod linkage {
    use super::*;

    #[actix_web::test]
    async fn sqlite() {
        nobody_can_join_voters_and_ballots(Engine::Sqlite).await;
    }

    #[actix_web::test]
    async fn postgres() {
        nobody_can_join_voters_and_ballots(Engine::Postgres).await;
    }
}

crate::both!(a_cast_writes_nothing_but_itself);
async fn a_cast_writes_nothing_but_itself(app: TestApp) {
    let round = open_round(&app).await;
    let parents = box_of(&app, round.id, "parents").await;
    let codes = codes(&app, parents, 2).await;
    let device = blind(&app, "teacher_a").await;
    let signed = device.ask(&app, "teacher_a").await.expect(200);
    let token = device.token(&signed);
    let before = Dump::of(app.db()).await;
    // With a login and a key for repeats, as a careless client would send it: neither is kept.
    app.as_("teacher_b")
        .post("/public/ballots", ballot(&codes[0], &receipt(), &choices(&round, 1)))
        .key(Uuid::now_v7())
        .await
        .expect(201);
    let by_code = Dump::of(app.db()).await;
    assert_eq!(
        by_code.difference(&before),
        ["ballot_codes 0 rows", "cast_ballots 1 rows"]
    );
    cast(&app, by_token(&token, &receipt(), &choices(&round, 2)))
        .await
        .expect(201);
    let by_token = Dump::of(app.db()).await;
    assert_eq!(
        by_token.difference(&by_code),
        ["ballot_tokens 1 rows", "cast_ballots 1 rows"]
    );
    // Looking at a ballot, sending it again and failing write nothing at all.
    let anybody = app.anonymous();
    anybody
        .post("/public/ballots/lookup", json!({"code": codes[1]}))
        .await
        .expect(200);
    cast(&app, ballot(&codes[0], &receipt(), &choices(&round, 1)))
        .await
        .expect(404);
    cast(
        &app,
        ballot(
            &Code::<16>::random().unwrap().grouped(),
            &receipt(),
            &choices(&round, 1),
        ),
    )
    .await
    .expect(404);
    assert_eq!(Dump::of(app.db()).await.difference(&by_token), [""; 0]);
    for id in by_token.column("cast_ballots", "id") {
        assert_eq!(Uuid::parse_str(&id).unwrap().get_version_num(), 4);
    }
}
