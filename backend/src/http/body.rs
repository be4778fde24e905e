//! JSON bodies: read within a time and size, cleaned, checked, and every complaint names its field.

use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::{
    error::{Error, FieldError, Result},
    language::{Text, text},
};

/// The largest JSON body.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;
const DEADLINE: Duration = Duration::from_secs(30);

/// A JSON body (`application/json` or `application/merge-patch+json`) that keeps its rules.
///
/// Texts are trimmed and NFC-normalised; control characters other than line breaks and tabs are refused.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// The raw bytes of the body, kept for the fingerprint of [`super::Write`].
pub(super) struct RawBody(pub web::Bytes);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            check_media_type(&request)?;
            let bytes = collect(payload).await?;
            request.extensions_mut().insert(RawBody(bytes.clone()));
            parse(&bytes).map(Self)
        })
    }
}

fn check_media_type(request: &HttpRequest) -> Result<()> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "application/merge-patch+json" => Ok(()),
        _ => Err(Error::UnsupportedMediaType {
            expected: "application/json",
        }),
    }
}

pub(super) async fn collect(payload: Payload) -> Result<web::Bytes> {
    let body = actix_web::body::to_bytes_limited(actix_web::body::BodyStream::new(payload), MAX_BODY_BYTES);
    match tokio::time::timeout(DEADLINE, body).await {
        Err(_) => Err(Error::Timeout),
        Ok(Err(_)) => Err(Error::TooLarge { limit: MAX_BODY_BYTES }),
        Ok(Ok(Err(error))) => Err(Error::Malformed(text(
            format!("读取请求内容失败：{error}"),
            format!("the body cannot be read: {error}"),
        ))),
        Ok(Ok(Ok(bytes))) => Ok(bytes),
    }
}

/// Reads a value from JSON text under the same rules as a request body.
pub(super) fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T> {
    let mut value: Value = serde_json::from_slice(bytes).map_err(|error| {
        Error::Malformed(text(
            format!("JSON 有误（第 {} 行第 {} 列）", error.line(), error.column()),
            format!("not valid JSON (line {}, column {})", error.line(), error.column()),
        ))
    })?;
    let mut problems = Vec::new();
    clean(&mut value, "#", &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let parsed: T = serde_path_to_error::deserialize(value).map_err(|error| Error::Invalid(vec![unfitting(&error)]))?;
    check_fields(&parsed)?;
    Ok(parsed)
}

/// Checks the rules of the fields of a value that came otherwise than as a body.
pub fn check_fields(value: &impl Validate) -> Result<()> {
    value.validate().map_err(|errors| Error::Invalid(broken_rules(&errors)))
}

/// Trims and normalises every text; notes those with characters that no text may hold.
fn clean(value: &mut Value, pointer: &str, problems: &mut Vec<FieldError>) {
    match value {
        Value::String(content) => {
            if content
                .chars()
                .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            {
                problems.push(FieldError {
                    pointer: pointer.to_owned(),
                    code: "control_character".into(),
                    detail: text("含有不允许的控制字符", "contains a control character"),
                });
            }
            *content = content.trim().nfc().collect();
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                clean(item, &format!("{pointer}/{index}"), problems);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                clean(field, &format!("{pointer}/{name}"), problems);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A field that is missing, unknown or of the wrong type.
fn unfitting(error: &serde_path_to_error::Error<serde_json::Error>) -> FieldError {
    let cause = error.inner().to_string();
    let named = cause.split('`').nth(1).unwrap_or_default();
    let mut path = pointer_of(&error.path().to_string());
    let (code, detail) = if cause.starts_with("missing field") {
        path = join(&path, named);
        ("required", text("必填", "is required"))
    } else if cause.starts_with("unknown field") {
        path = if path.ends_with(&format!("/{named}")) {
            path
        } else {
            join(&path, named)
        };
        let known = expected(&cause);
        (
            "unknown_field",
            text(
                format!("没有这个字段。可用的字段：{known}"),
                format!("there is no such field; known fields: {known}"),
            ),
        )
    } else if cause.starts_with("unknown variant") {
        let known = expected(&cause);
        (
            "unknown_value",
            text(format!("可用的值：{known}"), format!("known values: {known}")),
        )
    } else {
        (
            "wrong_type",
            text(
                format!("类型或格式不正确：{cause}"),
                format!("wrong type or format: {cause}"),
            ),
        )
    };
    FieldError {
        pointer: path,
        code: code.into(),
        detail,
    }
}

/// What would have been right: "…, expected one of `a`, `b`" → "a, b".
fn expected(cause: &str) -> String {
    let (_, known) = cause.split_once("expected").unwrap_or_default();
    known
        .replace("one of", "")
        .replace("` or `", "`, `")
        .replace('`', "")
        .trim()
        .to_owned()
}

fn join(path: &str, name: &str) -> String {
    format!("{path}/{name}")
}

/// `subjects[0].kind` → `#/subjects/0/kind`.
fn pointer_of(path: &str) -> String {
    if path == "." || path.is_empty() {
        return "#".to_owned();
    }
    format!(
        "#/{}",
        path.replace('[', ".")
            .replace(']', "")
            .replace("..", ".")
            .trim_matches('.')
            .replace('.', "/")
    )
}

/// What `validator` found, as pointers.
fn broken_rules(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect_rules(errors, "#", &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect_rules(errors: &ValidationErrors, pointer: &str, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let here = if field == "__all__" {
            pointer.to_owned()
        } else {
            join(pointer, field)
        };
        match kind {
            ValidationErrorsKind::Field(rules) => {
                found.extend(rules.iter().map(|rule| FieldError {
                    pointer: here.clone(),
                    code: rule.code.clone().into_owned(),
                    detail: wording(rule),
                }));
            }
            ValidationErrorsKind::Struct(inner) => collect_rules(inner, &here, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect_rules(inner, &join(&here, &index.to_string()), found);
                }
            }
        }
    }
}

/// The built-in rules in words; a custom rule brings its own as `message` ("中文|English").
fn wording(rule: &validator::ValidationError) -> Text {
    if let Some(message) = &rule.message {
        let (zh, en) = message.split_once('|').unwrap_or((message, message));
        return text(zh.to_owned(), en.to_owned());
    }
    let bound = |name: &str| rule.params.get(name).map(ToString::to_string);
    match (rule.code.as_ref(), bound("min"), bound("max")) {
        ("length", Some(min), Some(max)) => text(
            format!("长度须为 {min} 至 {max}"),
            format!("length must be {min} to {max}"),
        ),
        ("length", Some(min), None) => text(format!("长度至少为 {min}"), format!("length must be at least {min}")),
        ("length", None, Some(max)) => text(format!("长度最多为 {max}"), format!("length must be at most {max}")),
        ("range", Some(min), Some(max)) => text(format!("须在 {min} 至 {max} 之间"), format!("must be {min} to {max}")),
        ("range", Some(min), None) => text(format!("不得小于 {min}"), format!("must be at least {min}")),
        ("range", None, Some(max)) => text(format!("不得大于 {max}"), format!("must be at most {max}")),
        (code, _, _) => text(format!("不符合规则 {code}"), format!("breaks the rule {code}")),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Note {
        #[validate(length(min = 2, max = 5))]
        title: String,
        #[serde(default)]
        #[validate(nested)]
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[validate(range(min = 1, max = 9))]
        number: u8,
    }

    fn complaint(body: &str) -> (String, String) {
        match parse::<Note>(body.as_bytes()) {
            Err(Error::Invalid(fields)) => (fields[0].pointer.clone(), fields[0].code.clone()),
            Err(error) => (error.to_string(), "malformed".into()),
            Ok(_) => (String::new(), "ok".into()),
        }
    }

    #[test]
    fn every_complaint_names_its_field() {
        let at = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        assert_eq!(complaint(r#"{"titel":"早上好"}"#), at("#/titel", "unknown_field"));
        let Err(Error::Invalid(fields)) = parse::<Note>(br#"{"titel":"x"}"#) else {
            panic!("a field that is not there was taken");
        };
        assert_eq!(
            fields[0].detail.en,
            "there is no such field; known fields: title, lines"
        );
        assert_eq!(complaint("{}"), at("#/title", "required"));
        assert_eq!(complaint(r#"{"title":7}"#), at("#/title", "wrong_type"));
        assert_eq!(complaint(r#"{"title":"a"}"#), at("#/title", "length"));
        assert_eq!(
            complaint(r#"{"title":"早上好","lines":[{"number":1},{"number":"x"}]}"#),
            at("#/lines/1/number", "wrong_type")
        );
        assert_eq!(
            complaint(r#"{"title":"早上好","lines":[{"number":12}]}"#),
            at("#/lines/0/number", "range")
        );
        assert_eq!(complaint(r#"{"title":"a\u0000b"}"#), at("#/title", "control_character"));
        assert_eq!(complaint("{").1, "malformed");
    }

    #[test]
    fn texts_are_trimmed_and_normalised() {
        let note: Note = parse("{\"title\":\"  e\u{301}t \"}".as_bytes()).unwrap();
        assert_eq!(note.title, "\u{e9}t");
    }
}
