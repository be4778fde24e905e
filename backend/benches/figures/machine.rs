//! The head of the report: where and when it was measured.

use std::{fs, process::Command, thread};

use lianxin::clock::Clock;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{
    Result,
    data::{Place, block_on},
};

const INTRODUCTION: &str = "# Benchmarks

Written by `make bench`, which needs Rust, Node and PostgreSQL's server programs; nothing else should run meanwhile.

Times depend on the machine, and this one may be noisy: what counts are the ratios to the limit, which is measured in \
the same run, by turns. Client, server and database share the machine. The limit is a bare actix handler without \
login, permissions and middleware that sends the same SQL through sqlx. Bars that are not reached are marked; they \
stay the aim.
";

pub fn describe(place: &Place) -> Result<String> {
    let cores = thread::available_parallelism()?;
    let processor = from_proc("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = from_proc("/proc/meminfo", "MemTotal")
        .and_then(|total| total.strip_suffix(" kB")?.parse::<u64>().ok())
        .map_or_else(
            || "unknown".to_owned(),
            |kibibytes| format!("{} GiB", (kibibytes + (1 << 19)) >> 20),
        );
    let rustc = Command::new("rustc").arg("--version").output()?.stdout;
    let rustc = String::from_utf8(rustc)?.trim().to_owned();
    let today = Clock::System.today();
    let databases = match postgres_version(place)? {
        Some(postgres) => format!("SQLite (inside the binary), PostgreSQL {postgres}"),
        None => "SQLite (inside the binary)".to_owned(),
    };
    Ok(format!(
        "{INTRODUCTION}\n| measured on | {today} |\n|---|---|\n| processor | {processor}, {cores} cores |\n\
         | memory | {memory} |\n| compiler | {rustc} |\n| databases | {databases} |\n"
    ))
}

fn from_proc(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (_, value) = text
        .lines()
        .find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == name))?;
    Some(value.trim().to_owned())
}

/// The version of the PostgreSQL server, which must wait for the disk: otherwise its figures are of another kind.
fn postgres_version(place: &Place) -> Result<Option<String>> {
    let Some(url) = &place.postgres else { return Ok(None) };
    block_on(async {
        let db = lianxin::db::connect(url, 1).await?;
        let setting = async |name: &str| -> Result<String> {
            let show = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
            let row = db.query_one_raw(show).await?.ok_or("a setting is one row")?;
            Ok(row.try_get_by(0)?)
        };
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            if setting(name).await? != "on" {
                return Err(format!("this PostgreSQL does not wait for the disk: {name} is off").into());
            }
        }
        Ok(Some(setting("server_version").await?))
    })
}
