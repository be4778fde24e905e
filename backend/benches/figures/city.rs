//! A whole city: does the cost follow the page or the table?

use std::time::{Duration, Instant};

use lianxin::features::plan::progress;

use super::{
    Result,
    data::{Data, Place, block_on},
    exports, http,
    load::{Side, compare},
    proposal,
    reads::LIST,
    report::{Section, bar, mebibytes, milliseconds, per_second, seconds, times},
};

const MOST_TIMES: f64 = 1.5;

const GROWTH: &str = "The same requests of the same callers on `lianxin demo --size city` (28 central schools with 140 \
    schools, 5 000 staff, 60 000 pupils, 700 000 activities, 50 000 entries) and on `--size school`, both servers by \
    turns. One connection: the time of an answer, not of a queue.";

const WHOLE: &str = "One connection, so that an answer's time is the server's own.";

/// What is asked at `city`, by whom, and how long the slowest of a hundred may take.
const ASKED: [(&str, &str, &str, u64); 7] = [
    ("my day of the office of a school", "/api/v1/dashboard", "office", 50),
    (
        "my day at the education bureau: the whole city",
        "/api/v1/dashboard",
        "bureau",
        50,
    ),
    (
        "duties of 50 staff of a school",
        "/api/v1/duty-progress/staff?limit=50",
        "office",
        50,
    ),
    (
        "duties of 50 staff, read by the bureau",
        "/api/v1/duty-progress/staff?limit=50",
        "bureau",
        50,
    ),
    (
        "the overview of duties: 200 people, office",
        "/api/v1/duty-progress/staff?limit=200&sort=unit",
        "office",
        50,
    ),
    (
        "the overview of duties: 200 people, bureau",
        "/api/v1/duty-progress/staff?limit=200&sort=unit",
        "bureau",
        50,
    ),
    ("duties of one person", "/api/v1/duty-progress", "teacher2", 5),
];

pub fn measure(place: &Place, schools: &[Data], turn: Duration) -> Result<String> {
    let mut growth = Section::new(
        "A city beside a school",
        GROWTH,
        &[
            "request",
            "database",
            "p50 at `school`",
            "p50 at `city`",
            "ratio",
            "bar",
            "p99 at `city`",
        ],
    );
    let mut whole = Section::new(
        "Figures of a whole city",
        WHOLE,
        &["request", "database", "requests/s", "p50", "p99", "bar"],
    );
    let mut made = Section::new(
        "Making and checking a city",
        "`lianxin demo --size city` into an empty database; all counters counted anew in one transaction, then compared \
         with the records.",
        &[
            "database",
            "made in",
            "size",
            "counters rebuilt in",
            "bar",
            "wrong counters",
        ],
    );
    let mut proposal = proposal::section();
    let mut exported = exports::section();
    for school in schools {
        let city = place.fill(school.database, "city")?;
        let on = city.database.name();
        compare_lists(school, &city, turn, &mut growth)?;
        let server = city.serve()?;
        for (what, path, username, most) in ASKED {
            let token = city.log_in(&server, username)?;
            let side = Side::repeating(server.address, http::get(path, &token));
            let [figures] = compare([&side], 1, turn)?;
            whole.row([
                what.to_owned(),
                on.to_owned(),
                per_second(figures.per_second),
                milliseconds(figures.p50),
                milliseconds(figures.p99),
                bar(&format!("≤ {most} ms"), figures.p99 <= Duration::from_millis(most)),
            ]);
        }
        proposal::measure(&mut proposal, &city, &server)?;
        drop(server);
        exports::measure(&mut exported, &city, &city.serve()?)?;
        let size = city.size()?;
        let (rebuilt_in, wrong) = rebuild(&city)?;
        made.row([
            on.to_owned(),
            seconds(city.filled_in),
            mebibytes(size),
            seconds(rebuilt_in),
            bar("≤ 60 s", rebuilt_in <= Duration::from_mins(1)),
            wrong.to_string(),
        ]);
    }
    Ok(format!("{made}\n{growth}\n{whole}\n{proposal}\n{exported}"))
}

fn compare_lists(school: &Data, city: &Data, turn: Duration, growth: &mut Section) -> Result<()> {
    let (at_school, at_city) = (school.serve()?, city.serve()?);
    for (what, username) in [
        ("50 ledger entries, office", "office"),
        ("50 ledger entries, bureau", "bureau"),
    ] {
        let small = http::get(LIST, &school.log_in(&at_school, username)?);
        let large = http::get(LIST, &city.log_in(&at_city, username)?);
        let (small, large) = (
            Side::repeating(at_school.address, small),
            Side::repeating(at_city.address, large),
        );
        let [small, large] = compare([&small, &large], 1, turn)?;
        let ratio = large.p50.as_secs_f64() / small.p50.as_secs_f64();
        growth.row([
            what.to_owned(),
            city.database.name().to_owned(),
            milliseconds(small.p50),
            milliseconds(large.p50),
            times(ratio),
            bar("≤ 1.5 ×", ratio <= MOST_TIMES),
            milliseconds(large.p99),
        ]);
    }
    Ok(())
}

/// Counts all duties anew: how long it took, and how many counters differ from the records then.
fn rebuild(city: &Data) -> Result<(Duration, usize)> {
    block_on(async {
        let db = city.connect().await?;
        let began = Instant::now();
        lianxin::db::write(&db, async |tx| progress::rebuild(tx).await).await?;
        let took = began.elapsed();
        Ok((took, progress::verify(&db).await?))
    })
}
