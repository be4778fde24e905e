//! Requests made up from the API document: something that fits, as far as a schema tells.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Contract, Operation};

impl Operation {
    /// A JSON body that fits the schema of the request; `None` when there is none.
    pub fn example_body(&self) -> Option<Value> {
        let contents = self.description["requestBody"]["content"].as_object()?;
        let (_, content) = contents.iter().find(|(kind, _)| kind.ends_with("json"))?;
        Some(example(&content["schema"]))
    }

    /// Whether the request is a form with a file.
    pub fn takes_a_file(&self) -> bool {
        self.description["requestBody"]["content"]["multipart/form-data"].is_object()
    }

    /// Every query parameter with a value.
    pub fn example_query(&self) -> Vec<(&str, String)> {
        let parameters = self.parameters().filter(|parameter| parameter["in"] == "query");
        let named = parameters.filter_map(|parameter| Some((parameter["name"].as_str()?, value_of(parameter))));
        named.collect()
    }

    /// The query parameters that must be there.
    pub fn required_query(&self) -> String {
        let parameters = self
            .parameters()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
        let named =
            parameters.filter_map(|parameter| Some(format!("{}={}", parameter["name"].as_str()?, value_of(parameter))));
        named.collect::<Vec<_>>().join("&")
    }

    /// The values a query parameter can have.
    pub fn values_of(&self, name: &str) -> Vec<String> {
        let parameter = self
            .parameters()
            .find(|parameter| parameter["in"] == "query" && parameter["name"] == name);
        let values = parameter.and_then(|parameter| resolve(&parameter["schema"])["enum"].as_array());
        values
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect()
    }

    fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.description["parameters"].as_array().into_iter().flatten()
    }
}

fn value_of(parameter: &Value) -> String {
    let value = match example(&parameter["schema"]) {
        Value::String(text) => text,
        Value::Array(items) => items.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(encode).collect()
}

fn resolve(schema: &Value) -> &Value {
    match schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    {
        Some(pointer) => resolve(Contract::get().document.pointer(pointer).unwrap()),
        None => schema,
    }
}

fn example(schema: &Value) -> Value {
    if let Some(pointer) = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    {
        return example(Contract::get().document.pointer(pointer).unwrap());
    }
    for way in ["example", "const", "default"] {
        if !schema[way].is_null() {
            return schema[way].clone();
        }
    }
    for ways in ["enum", "examples"] {
        if let Some(first) = schema[ways].get(0) {
            return first.clone();
        }
    }
    for ways in ["oneOf", "anyOf"] {
        if let Some(way) = schema[ways]
            .as_array()
            .and_then(|ways| ways.iter().find(|way| way["type"] != "null"))
        {
            return example(way);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(fields) = example(part) {
                whole.extend(fields);
            }
        }
        return Value::Object(whole);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap_or(&Value::Null),
        kind => kind,
    };
    match kind.as_str().unwrap_or("object") {
        "string" => json!(text(schema)),
        "integer" | "number" => json!(schema["minimum"].as_i64().unwrap_or(1)),
        "boolean" => json!(false),
        "array" => json!(vec![
            example(&schema["items"]);
            usize::from(schema["minItems"].as_u64() != Some(0))
        ]),
        "null" => Value::Null,
        _ => {
            let required = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            required
                .map(|name| (name.to_owned(), example(&schema["properties"][name])))
                .collect()
        }
    }
}

fn text(schema: &Value) -> String {
    match schema["format"].as_str() {
        Some("uuid") => Uuid::now_v7().to_string(),
        Some("date") => "2026-11-20".to_owned(),
        Some("date-time") => "2026-11-20T02:00:00Z".to_owned(),
        _ => {
            let shortest = schema["minLength"].as_u64().unwrap_or(2).max(2);
            "小明".repeat(usize::try_from(shortest.div_ceil(2)).unwrap())
        }
    }
}
