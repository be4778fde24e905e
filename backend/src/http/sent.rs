//! Ids made by the client: a record that is sent again is no error, another record under its id is one.

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Versioned,
    answer::{Answer, Created},
};
use crate::{
    error::{Error, Result},
    language::text,
};

/// The answer to a record that the client may have sent before: 201 when it is new, 200 when it was known.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Sent<T> {
    New(Created<T>),
    Known(T),
}

impl<T: Serialize + Versioned> Answer for Sent<T> {
    const STATUS: StatusCode = StatusCode::CREATED;

    fn status(&self) -> StatusCode {
        match self {
            Self::New(_) => StatusCode::CREATED,
            Self::Known(_) => StatusCode::OK,
        }
    }

    fn location(&self) -> Option<String> {
        match self {
            Self::New(created) => created.location(),
            Self::Known(_) => None,
        }
    }

    fn version(&self) -> Option<i32> {
        match self {
            Self::New(created) => created.body.version(),
            Self::Known(known) => known.version(),
        }
    }
}

/// Refuses an id of the client's that is no `UUIDv7`: ids sort by the time they were made.
pub fn check_id(id: Uuid) -> Result<()> {
    if id.get_version_num() == 7 {
        return Ok(());
    }
    Err(Error::invalid(
        "id",
        "not_uuid_v7",
        text("须为 UUIDv7", "must be a UUIDv7"),
    ))
}

/// Refuses a record whose id belongs to another one. What was left out of the request is not compared.
pub fn check_same(sent: &impl Serialize, stored: &impl Serialize) -> Result<()> {
    if says(&serde_json::to_value(sent)?, &serde_json::to_value(stored)?) {
        return Ok(());
    }
    Err(taken())
}

/// The id belongs to another record.
pub fn taken() -> Error {
    Error::Conflict {
        code: "id_taken",
        detail: text(
            "此 id 已用于另一条记录，或该记录之后已被修改。请重新读取，或换一个新的 id。",
            "This id belongs to another record, or the record was changed since. Read it again or use a fresh id.",
        ),
    }
}

/// Whether `stored` says everything that `sent` says.
fn says(sent: &Value, stored: &Value) -> bool {
    match (sent, stored) {
        (Value::Null, _) => true,
        (Value::Object(sent), Value::Object(stored)) => sent
            .iter()
            .all(|(name, value)| says(value, stored.get(name).unwrap_or(&Value::Null))),
        _ => sent == stored,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_content_again_is_known_and_other_content_is_refused() {
        let stored = json!({"text": "家访", "person_id": 1, "details": {"wishes": "午饭"}});
        assert!(check_same(&json!({"text": "家访", "person_id": null, "details": {}}), &stored).is_ok());
        assert!(check_same(&json!({"text": "家访", "details": {"wishes": "晚饭"}}), &stored).is_err());
        assert!(check_id(Uuid::now_v7()).is_ok());
        assert!(check_id(Uuid::nil()).is_err());
    }
}
