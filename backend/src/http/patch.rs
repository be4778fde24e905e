//! JSON Merge Patch (RFC 7396): absent fields stay, `null` empties, and a stale edit shows where it differs.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::IfMatch;
use crate::error::{Difference, Error, Result};

/// For a field that can be emptied: absent → `None`, `null` → `Some(None)`.
/// Use with `#[serde(default, deserialize_with = "patch::nullable")]`.
pub fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// For a field that cannot be emptied: `null` is refused.
/// Use with `#[serde(default, deserialize_with = "patch::required")]`.
pub fn required<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Refuses an edit based on another version than the stored one, showing both sides of every field that differs.
///
/// `current` is the record's view now, `patch` the edit with absent fields left out when serialised.
pub fn check_version(expected: IfMatch, stored: i32, current: &impl Serialize, patch: &impl Serialize) -> Result<()> {
    if expected.0 == stored {
        return Ok(());
    }
    let current = serde_json::to_value(current)?;
    let mut differences = Vec::new();
    compare("#", &serde_json::to_value(patch)?, &current, &mut differences);
    Err(Error::Stale {
        current: Box::new(current),
        differences,
    })
}

fn compare(pointer: &str, yours: &Value, current: &Value, differences: &mut Vec<Difference>) {
    if let (Value::Object(yours), Value::Object(current)) = (yours, current) {
        for (name, value) in yours {
            compare(
                &format!("{pointer}/{name}"),
                value,
                current.get(name).unwrap_or(&Value::Null),
                differences,
            );
        }
    } else if yours != current {
        differences.push(Difference {
            pointer: pointer.to_owned(),
            yours: yours.clone(),
            current: current.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_stale_edit_shows_mine_beside_theirs() {
        let current = json!({"title": "新标题", "place": "食堂", "version": 8});
        let refused = check_version(IfMatch(7), 8, &current, &json!({"title": "旧标题", "place": "食堂"})).unwrap_err();
        let Error::Stale { differences, .. } = refused else {
            panic!("{refused}")
        };
        assert_eq!(
            differences,
            [Difference {
                pointer: "#/title".into(),
                yours: json!("旧标题"),
                current: json!("新标题")
            }]
        );
        assert!(check_version(IfMatch(8), 8, &current, &json!({})).is_ok());
    }
}
