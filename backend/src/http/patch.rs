//! JSON Merge Patch (RFC 7396): absent fields stay, `null` empties, and a stale edit shows where it differs.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use validator::Validate;

use super::{IfMatch, body};
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

/// Leaves a field out of the comparison of a stale edit: what is sealed, or is no field of the record.
/// Use with `#[serde(skip_serializing_if = "patch::left_out")]`; `skip_serializing` would take it out of the document.
pub fn left_out<T>(_: &T) -> bool {
    true
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

/// The record with the edit merged in, under the rules of a request body; for records with nested parts.
///
/// `patch` has its absent fields left out when serialised; `null` removes a field.
pub fn merged<T: Serialize + DeserializeOwned + Validate>(current: &T, patch: &impl Serialize) -> Result<T> {
    let mut whole = serde_json::to_value(current)?;
    merge(&mut whole, serde_json::to_value(patch)?);
    body::parse(&serde_json::to_vec(&whole)?)
}

fn merge(into: &mut Value, patch: Value) {
    let Value::Object(fields) = patch else {
        *into = patch;
        return;
    };
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Value::Object(target) = into {
        for (name, value) in fields {
            if value.is_null() {
                target.remove(&name);
            } else {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
    }
}

/// The fields in which two versions of a record differ: as they were, and as they are (`null` where there is nothing).
pub fn differences<T: Serialize>(before: &T, after: &T) -> Result<(Value, Value)> {
    Ok(differing(&serde_json::to_value(before)?, &serde_json::to_value(after)?))
}

fn differing(before: &Value, after: &Value) -> (Value, Value) {
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        return (before.clone(), after.clone());
    };
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let (mut was, mut is) = (Map::new(), Map::new());
    for name in names {
        let (old, new) = (
            old.get(name).unwrap_or(&Value::Null),
            new.get(name).unwrap_or(&Value::Null),
        );
        if old != new {
            let (old, new) = differing(old, new);
            was.insert(name.clone(), old);
            is.insert(name.clone(), new);
        }
    }
    (Value::Object(was), Value::Object(is))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let before = json!({"text": "旧", "day": 1, "details": {"wishes": "午饭", "purpose": "了解"}});
        let after = json!({"text": "新", "day": 1, "details": {"wishes": "午饭"}});
        let (was, is) = differing(&before, &after);
        assert_eq!(was, json!({"text": "旧", "details": {"purpose": "了解"}}));
        assert_eq!(is, json!({"text": "新", "details": {"purpose": null}}));
    }

    #[test]
    fn a_merge_patch_reaches_nested_fields_and_null_removes() {
        let mut record = json!({"text": "旧", "details": {"wishes": "午饭", "purpose": "了解"}, "tags": [1, 2]});
        merge(
            &mut record,
            json!({"details": {"wishes": "晚饭", "purpose": null}, "tags": [3]}),
        );
        assert_eq!(
            record,
            json!({"text": "旧", "details": {"wishes": "晚饭"}, "tags": [3]})
        );
    }

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
