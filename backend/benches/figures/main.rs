//! Measures what `quality.md` asks for and prints it as Markdown: `make bench` writes it to `BENCHMARKS.md`.
//!
//! The real binary is measured as it is delivered. Beside it, in the same run, runs the limit: a bare handler without
//! login and permissions that sends the same SQL through sqlx and serialises the same rows.

mod ballots;
mod city;
mod data;
mod exports;
mod http;
mod imports;
mod intake;
mod limit;
mod load;
mod machine;
mod prints;
mod proposal;
mod reads;
mod recorded;
mod report;
mod rows;
mod server;
mod start;
mod writes;

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};

use data::Place;

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Result<T, E = Failure> = std::result::Result<T, E>;

/// What can be measured apart from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Start,
    Reads,
    City,
    Imports,
    Writes,
    Intake,
    Ballots,
    Prints,
}

#[derive(Debug, Parser)]
struct Options {
    /// A PostgreSQL server that waits for the disk; databases named `lianxin_bench_…` are made anew there.
    #[arg(long)]
    postgres: Option<String>,
    /// Where the databases are made; it is emptied first.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench"))]
    folder: PathBuf,
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Seconds of one turn; both sides have several in each comparison.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// What cargo hands to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn measures(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let place = Place::empty(&options.folder, options.postgres.clone())?;
    let turn = Duration::from_secs_f64(options.seconds);
    println!("{}", machine::describe(&place)?);
    let mut schools = Vec::new();
    for database in place.databases() {
        schools.push(place.fill(database, "school")?);
    }
    if options.measures(Part::Start) {
        println!("{}", start::measure(&schools)?);
    }
    if options.measures(Part::Reads) {
        println!("{}", reads::measure(&schools, turn)?);
    }
    if options.measures(Part::City) {
        println!("{}", city::measure(&place, &schools, turn)?);
    }
    if options.measures(Part::Imports) {
        println!("{}", imports::measure(&place)?);
    }
    if options.measures(Part::Writes) {
        println!("{}", writes::measure(&schools, turn)?);
    }
    if options.measures(Part::Intake) {
        println!("{}", intake::measure(&schools)?);
    }
    if options.measures(Part::Ballots) {
        println!("{}", ballots::measure(&schools)?);
    }
    if options.measures(Part::Prints) {
        println!("{}", prints::measure(&schools)?);
    }
    Ok(())
}
