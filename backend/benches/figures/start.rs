//! Starting, idling, and how big everything is.

use std::{fs, path::Path, process::Command, thread, time::Duration};

use super::{
    Result,
    data::Data,
    report::{Section, bar, mebibytes, milliseconds, seconds},
    server::BINARY,
};

const STARTS: usize = 9;
const IDLE: Duration = Duration::from_secs(5);
const MIB: u64 = 1 << 20;

const METHOD: &str = "`lianxin demo --size school`; start to ready is the median of 9 starts, from the process to the \
    first 200 of `/health/ready`; memory is resident memory 5 s after that. The binary is the stripped release build \
    with the web interface inside; the interface's sizes are compressed bytes, as counted by its own build.";

pub fn measure(schools: &[Data]) -> Result<Section> {
    let mut section = Section::new("Start and size", METHOD, &["what", "figure", "bar"]);
    for data in schools {
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            starts.push(data.serve()?.ready_in);
        }
        starts.sort_unstable();
        let ready_in = starts[STARTS / 2];
        let server = data.serve()?;
        thread::sleep(IDLE);
        let memory = server.memory().unwrap_or_default();
        let on = data.database.name();
        section.row([
            format!("start to ready, {on}"),
            milliseconds(ready_in),
            bar("≤ 300 ms", ready_in <= Duration::from_millis(300)),
        ]);
        section.row([
            format!("idle memory, {on}"),
            mebibytes(memory),
            bar("≤ 40 MiB", memory <= 40 * MIB),
        ]);
        section.row([
            format!("the demo data is made, {on}"),
            seconds(data.filled_in),
            String::new(),
        ]);
        section.row([
            format!("size of the database, {on}"),
            mebibytes(data.size()?),
            String::new(),
        ]);
    }
    let binary = fs::metadata(BINARY)?.len();
    section.row([
        "binary".to_owned(),
        mebibytes(binary),
        bar("≤ 80 MiB", binary <= 80 * MIB),
    ]);
    for line in pages()? {
        section.row(line);
    }
    Ok(section)
}

/// First load and the largest page, from the frontend's own `scripts/budget.mjs`: `  187.3 kB of 200 kB  first load`.
fn pages() -> Result<Vec<[String; 3]>> {
    let frontend = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend");
    let output = Command::new("node")
        .arg("scripts/budget.mjs")
        .current_dir(frontend)
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let rows: Vec<(&str, &str, &str)> = text
        .lines()
        .filter_map(|line| {
            let (size, rest) = line.trim().split_once(" of ")?;
            let (limit, what) = rest.split_once("  ")?;
            Some((what, size, limit))
        })
        .collect();
    let first_load = rows.iter().find(|(what, ..)| *what == "first load");
    let largest_page = rows.iter().find(|(what, ..)| *what != "first load");
    let named = [
        ("first load of the web interface", first_load),
        ("its largest further page", largest_page),
    ];
    let shown = named.into_iter().map(|(name, row)| {
        let (_, size, limit) = row.ok_or("the web interface is not built: scripts/spa.sh")?;
        let number = |text: &str| text.trim_end_matches(" kB").parse::<f64>();
        Ok([
            name.to_owned(),
            (*size).to_owned(),
            bar(&format!("≤ {limit}"), number(size)? <= number(limit)?),
        ])
    });
    shown.collect()
}
