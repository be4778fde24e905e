//! Examples of answers for the API document, taken from what the tests get: `LIANXIN_RECORD_EXAMPLES=1 make test`
//! writes those that are missing and those that no longer fit.

use std::{env, fs, path::PathBuf};

use serde_json::Value;

use super::{Answer, Contract, Operation};

/// Rows of a list, and elements of other arrays, that an example shows.
const ROWS: usize = 2;
/// Signatures and the like are longer; the examples show how they begin.
const LONGEST_WORD: usize = 80;
/// Of these, too, though those of a test open nothing any more.
const SECRETS: &[&str] = &["access_token", "client_secret", "refresh_token", "secret", "setup_code"];
/// How much of them is shown.
const BEGINNING: usize = 8;

impl Operation {
    /// Where the example of its answer is kept.
    pub fn example_file(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../openapi/examples/{}.json", self.id))
    }

    /// The schema of its JSON answer when it succeeds.
    pub fn success_schema(&self) -> Option<&Value> {
        let responses = self.description["responses"].as_object()?;
        let successes = responses.iter().filter(|(status, _)| status.starts_with('2'));
        successes
            .map(|(_, response)| &response["content"]["application/json"]["schema"])
            .find(|schema| !schema.is_null())
    }

    /// What is wrong with the example that is kept, as its answer.
    pub fn complaint(&self) -> Option<String> {
        let schema = self.success_schema()?;
        let Ok(kept) = fs::read(self.example_file()) else {
            return Some(format!("{}: no example of its answer", self.id));
        };
        let kept = match serde_json::from_slice(&kept) {
            Ok(kept) => kept,
            Err(error) => return Some(format!("{}: {error}", self.id)),
        };
        let validator = Contract::get().validator(schema);
        let complaint = validator.iter_errors(&kept).next()?;
        Some(format!("{}: {}: {complaint}", self.id, complaint.instance_path()))
    }

    /// Keeps an answer as the example, where one is wanted.
    pub(super) fn record(&self, answer: &Answer) {
        if env::var_os("LIANXIN_RECORD_EXAMPLES").is_none() || !answer.status.is_success() || self.complaint().is_none()
        {
            return;
        }
        let says_nothing = answer.body["items"].as_array().is_some_and(Vec::is_empty);
        if answer.body.is_null() || says_nothing {
            return;
        }
        let mut example = answer.body.clone();
        shorten(&mut example);
        let schema = self.success_schema().expect("it has an example, or wants one");
        if !Contract::get().validator(schema).is_valid(&example) {
            example.clone_from(&answer.body);
        }
        // A name of its own first: tests run side by side.
        let file = self.example_file();
        let new = file.with_extension(format!("{}.new", std::process::id()));
        fs::write(&new, format!("{example:#}\n")).unwrap();
        fs::rename(new, file).unwrap();
    }
}

fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.truncate(ROWS);
            items.iter_mut().for_each(shorten);
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if SECRETS.contains(&name.as_str()) && text.is_ascii() => cut(text),
                    field => shorten(field),
                }
            }
        }
        Value::String(text) if text.len() > LONGEST_WORD && text.is_ascii() && !text.contains([' ', '/']) => {
            cut(text);
        }
        _ => {}
    }
}

fn cut(text: &mut String) {
    text.truncate(BEGINNING);
    text.push('…');
}
