//! How values are written into the cells of a form.

use chrono::{DateTime, FixedOffset, Utc};

/// The day and time of an instant in China (UTC+8).
pub fn moment(at: DateTime<Utc>) -> String {
    local(at, "%Y-%m-%d %H:%M")
}

/// The day of an instant in China (UTC+8).
pub fn date(at: DateTime<Utc>) -> String {
    local(at, "%Y-%m-%d")
}

fn local(at: DateTime<Utc>, shape: &str) -> String {
    FixedOffset::east_opt(8 * 3600).map_or_else(String::new, |china| at.with_timezone(&china).format(shape).to_string())
}

/// The beginning of a long text: a cell of a list has no room for more.
pub fn beginning(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let mut beginning: String = text.chars().take(characters).collect();
    beginning.push('…');
    beginning
}
