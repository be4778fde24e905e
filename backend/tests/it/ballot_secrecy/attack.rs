//! Joins by order: whatever puts rows into an order is held against whatever puts voters into one.

use super::dump::Dump;

/// What somebody knows who watched: in which order people voted, and what each held in his hand.
#[derive(Debug, Clone)]
pub struct Voter {
    /// The place of his slip on the printed sheets.
    pub slip: usize,
    pub credential: String,
    /// What the database kept of it: an attacker with the master key computes it.
    pub digest: Vec<u8>,
    pub receipt: String,
    /// What he voted, as it can be told apart from all others: what the attacker wants to find out.
    pub grades: String,
    pub remark: String,
}

/// The strongest connection that was found.
#[derive(Debug)]
pub struct Join {
    #[expect(dead_code, reason = "it is shown when a join is found")]
    pub how: String,
    /// 1: one order is the other, or its reverse; near 0: they have nothing to do with each other.
    pub strength: f64,
}

/// Holds every order of the rows of a table against every order of the voters. `voted` names what a voter's row says,
/// `says` what a row does.
pub fn strongest_join(
    dump: &Dump,
    table: &str,
    voters: &[Voter],
    voted: impl Fn(&Voter) -> String,
    says: impl Fn(&str) -> Option<String>,
) -> Join {
    let sequences = orders(dump, table, says);
    assert!(!sequences.is_empty(), "{table} has no rows");
    let found = sequences
        .iter()
        .map(|(order, rows)| of_sequence(order, rows, voters, &voted));
    strongest(found)
}

/// Like [`strongest_join`] against the orders in which people voted and drew only: a table sorted by a value of the
/// voters' own is in the order of that value, as it would be on anybody's desk.
pub fn strongest_order(
    dump: &Dump,
    table: &str,
    voters: &[Voter],
    voted: impl Fn(&Voter) -> String,
    says: impl Fn(&str) -> Option<String>,
) -> Join {
    let found = orders(dump, table, says).into_iter().flat_map(|(order, rows)| {
        let known = known_orders(voters).into_iter().take(2).collect::<Vec<_>>();
        known
            .into_iter()
            .map(|(by, sorted)| compare(&format!("{order} with {by}"), &rows, &sorted, &voted))
            .collect::<Vec<_>>()
    });
    strongest(found)
}

/// Holds the orders of two tables against each other.
pub fn between(
    dump: &Dump,
    one: &str,
    one_says: impl Fn(&str) -> Option<String>,
    other: &str,
    other_says: impl Fn(&str) -> Option<String>,
    voters: &[Voter],
) -> Join {
    let mut found = Vec::new();
    let others = orders(dump, other, other_says);
    for (order, rows) in orders(dump, one, one_says) {
        let sorted: Vec<Voter> = rows
            .iter()
            .filter_map(|says| voters.iter().find(|voter| voter.grades == *says).cloned())
            .collect();
        for (another, rows) in &others {
            found.push(compare(
                &format!("{order} with {another}"),
                rows,
                &sorted,
                &|voter: &Voter| voter.remark.clone(),
            ));
        }
    }
    strongest(found)
}

/// Holds one sequence of what rows say against every order of the voters.
pub fn of_sequence(order: &str, rows: &[String], voters: &[Voter], voted: impl Fn(&Voter) -> String) -> Join {
    let known = known_orders(voters);
    strongest(
        known
            .into_iter()
            .map(|(by, sorted)| compare(&format!("{order} with {by}"), rows, &sorted, &voted)),
    )
}

/// Every order that puts voters one after the other.
fn known_orders(voters: &[Voter]) -> Vec<(&'static str, Vec<Voter>)> {
    let sorted = |key: &dyn Fn(&Voter) -> Vec<u8>| {
        let mut sorted = voters.to_vec();
        sorted.sort_by_key(|voter| key(voter));
        sorted
    };
    vec![
        ("the order of voting", voters.to_vec()),
        ("the printed sheets", sorted(&|voter| voter.slip.to_be_bytes().to_vec())),
        ("codes", sorted(&|voter| voter.credential.clone().into_bytes())),
        ("digests of codes", sorted(&|voter| voter.digest.clone())),
        ("receipts", sorted(&|voter| voter.receipt.clone().into_bytes())),
    ]
}

/// What the rows of a table say, as they lie on the disk and sorted by each of its columns.
fn orders(dump: &Dump, table: &str, says: impl Fn(&str) -> Option<String>) -> Vec<(String, Vec<String>)> {
    let stored = &dump.0[table];
    let said = |rows: &[&Vec<String>]| -> Vec<String> {
        let said = rows
            .iter()
            .filter_map(|row| says(&row.join("\n").to_uppercase_of_receipts()));
        said.collect()
    };
    let physical: Vec<&Vec<String>> = stored.rows.iter().collect();
    let mut orders = vec![(format!("{table} on the disk"), said(&physical))];
    for (at, column) in stored.columns.iter().enumerate() {
        let mut sorted = physical.clone();
        sorted.sort_by(|one, other| one[at].cmp(&other[at]));
        orders.push((format!("{table} by {column}"), said(&sorted)));
    }
    orders.retain(|(_, rows)| !rows.is_empty());
    orders
}

/// Dumps are in small letters; receipts are in capitals.
trait Receipts {
    fn to_uppercase_of_receipts(&self) -> String;
}

impl Receipts for String {
    fn to_uppercase_of_receipts(&self) -> String {
        let words = self.split('\n').map(|word| {
            if word.len() == 24 && word.matches('-').count() == 5 - 1 {
                word.to_uppercase()
            } else {
                word.to_owned()
            }
        });
        words.collect::<Vec<_>>().join("\n")
    }
}

/// How far voters come in the order of rows: their rank correlation, whichever way round.
fn compare(how: &str, rows: &[String], sorted: &[Voter], voted: &impl Fn(&Voter) -> String) -> Join {
    let places: Vec<f64> = sorted
        .iter()
        .filter_map(|voter| {
            let says = voted(voter);
            let at = rows.iter().position(|row| *row == says)?;
            Some(at as f64)
        })
        .collect();
    assert!(places.len() >= 30, "{how}: {} voters were recognised", places.len());
    Join {
        how: how.to_owned(),
        strength: correlation(&places).abs(),
    }
}

/// Pearson's correlation of places with 0, 1, 2 …
fn correlation(places: &[f64]) -> f64 {
    let count = places.len() as f64;
    let mean = places.iter().sum::<f64>() / count;
    let middle = (count - 1.0) / 2.0;
    let (mut together, mut one, mut other) = (0.0, 0.0, 0.0);
    for (at, place) in places.iter().enumerate() {
        let (x, y) = (at as f64 - middle, place - mean);
        together += x * y;
        one += x * x;
        other += y * y;
    }
    together / (one * other).sqrt()
}

fn strongest(found: impl IntoIterator<Item = Join>) -> Join {
    let strongest = found
        .into_iter()
        .max_by(|one, other| one.strength.total_cmp(&other.strength));
    strongest.expect("something was compared")
}
