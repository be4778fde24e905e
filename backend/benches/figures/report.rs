//! Figures as Markdown.

use std::{fmt, time::Duration};

/// A section: a heading, what was measured and how, and a table.
pub struct Section {
    title: &'static str,
    method: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Section {
    pub fn new(title: &'static str, method: impl Into<String>, columns: &[&'static str]) -> Self {
        Self {
            title,
            method: method.into(),
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        eprintln!("{}", cells.join(" · "));
        self.rows.push(cells.into());
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}\n", self.title, self.method)?;
        writeln!(f, "| {} |", self.columns.join(" | "))?;
        writeln!(f, "|{}", "---|".repeat(self.columns.len()))?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

pub fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1000.0;
    if value < 10.0 {
        format!("{value:.2} ms")
    } else {
        format!("{value:.0} ms")
    }
}

pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

pub fn per_second(rate: f64) -> String {
    format!("{rate:.0}")
}

pub fn percent(ratio: f64) -> String {
    format!("{:.0} %", ratio * 100.0)
}

pub fn times(ratio: f64) -> String {
    format!("{ratio:.2} ×")
}

/// The bar, and whether it was reached.
pub fn bar(bar: &str, reached: bool) -> String {
    if reached {
        format!("{bar} ✓")
    } else {
        format!("{bar} **not reached**")
    }
}
