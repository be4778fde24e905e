//! The API document as a judge: is this exchange what it promises?

use std::sync::OnceLock;

use actix_web::http::Method;
use jsonschema::{Registry, Validator};
use lianxin::app;
use serde_json::{Map, Value, json};

use super::Answer;

/// What the document is called where its schemas refer to it.
const DOCUMENT: &str = "lianxin:document";

/// The API document, taken apart once per process.
#[derive(Debug)]
pub struct Contract {
    pub document: Value,
    pub operations: Vec<Operation>,
    /// Its schemas, so that they are not read anew for each exchange.
    schemas: Registry<'static>,
}

/// One operation of the document.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    /// As in the document, such as `/api/v1/classes/{id}`.
    pub path: String,
    pub description: Value,
}

impl Contract {
    pub fn get() -> &'static Self {
        static CONTRACT: OnceLock<Contract> = OnceLock::new();
        CONTRACT.get_or_init(|| Self::of(serde_json::to_value(app::document()).unwrap()))
    }

    fn of(document: Value) -> Self {
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, description) in item.as_object().unwrap() {
                let Ok(method) = method.to_uppercase().parse::<Method>() else {
                    continue;
                };
                if !description.is_object() {
                    continue;
                }
                operations.push(Operation {
                    id: description["operationId"].as_str().unwrap_or_default().to_owned(),
                    method,
                    path: path.clone(),
                    description: description.clone(),
                });
            }
        }
        let schemas = Registry::new()
            .add(DOCUMENT, document.clone())
            .unwrap()
            .prepare()
            .unwrap();
        Self {
            document,
            operations,
            schemas,
        }
    }

    /// The operation of a path; literal segments go before parameters.
    pub fn operation(&self, method: &Method, path: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .filter(|operation| operation.method == *method && fits(&operation.path, path))
            .min_by_key(|operation| operation.path.matches('{').count())
    }

    /// What a `$ref` points to.
    pub fn resolve<'a>(&'a self, described: &'a Value) -> &'a Value {
        let pointer = described["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
        match pointer {
            Some(pointer) => self.resolve(self.document.pointer(pointer).unwrap()),
            None => described,
        }
    }

    /// A schema of the document, with what it refers to.
    pub fn validator(&self, schema: &Value) -> Validator {
        jsonschema::options()
            .with_registry(&self.schemas)
            .should_validate_formats(true)
            .build(&anywhere(schema))
            .unwrap_or_else(|error| panic!("a schema of the API document is wrong: {error}\n{schema}"))
    }
}

/// A schema that refers to the document from outside of it.
fn anywhere(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let moved = |(name, value): (&String, &Value)| match value.as_str() {
                Some(place) if name == "$ref" => (name.clone(), json!(format!("{DOCUMENT}{place}"))),
                _ => (name.clone(), anywhere(value)),
            };
            Value::Object(fields.iter().map(moved).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(anywhere).collect()),
        other => other.clone(),
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || (wanted.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

impl Operation {
    /// Whether nobody needs to log in.
    pub fn is_public(&self) -> bool {
        let security = self.description["security"].as_array();
        security
            .is_some_and(|ways| ways.is_empty() || ways.iter().any(|way| way.as_object().is_some_and(Map::is_empty)))
    }

    /// The permissions it names.
    pub fn permissions(&self) -> Vec<&str> {
        let names = self.description["security"][0]["bearer"].as_array();
        names
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default()
    }

    /// The scopes that open it to other systems.
    pub fn scopes(&self) -> Vec<&str> {
        let ways = self.description["security"].as_array().into_iter().flatten();
        ways.filter_map(|way| way["oauth2"][0].as_str()).collect()
    }

    /// The names of its query parameters.
    pub fn query_parameters(&self) -> Vec<&str> {
        let parameters = self.description["parameters"].as_array();
        parameters
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "query")
            .filter_map(|parameter| parameter["name"].as_str())
            .collect()
    }

    /// Panics unless the answer (and the body that led to a success) is what the document promises.
    pub(super) fn check(&self, answer: &Answer, sent: Option<&actix_web::web::Bytes>) {
        let status = answer.status.as_u16();
        let responses = &self.description["responses"];
        assert_ne!(status, 500, "{}: {}", answer.operation, answer.text());
        if status == 304 {
            assert!(answer.bytes.is_empty(), "{}: 304 with a body", answer.operation);
            return;
        }
        let documented = match &responses[status.to_string()] {
            Value::Null if status >= 400 => &responses["default"],
            documented => documented,
        };
        let documented = Contract::get().resolve(documented);
        assert!(
            documented.is_object(),
            "{}: status {status} is not documented: {}",
            answer.operation,
            answer.text()
        );
        match documented["content"].as_object() {
            None => assert!(
                answer.bytes.is_empty(),
                "{}: {status} is documented without a body, but came with {}",
                answer.operation,
                answer.text()
            ),
            Some(contents) => {
                let kind = essence(answer.header("content-type").unwrap_or_default());
                let content = contents.iter().find(|(documented, _)| essence(documented) == kind);
                let (_, content) = content.unwrap_or_else(|| {
                    panic!(
                        "{}: {status} with content type {kind:?} is not documented",
                        answer.operation
                    )
                });
                if kind.ends_with("json") {
                    Self::check_body("answer", &content["schema"], &answer.body, answer);
                }
            }
        }
        if let Some(sent) = sent.filter(|_| answer.status.is_success()) {
            let documented = &self.description["requestBody"]["content"];
            let schema = documented
                .as_object()
                .and_then(|kinds| kinds.iter().find(|(kind, _)| kind.ends_with("json")))
                .map(|(_, content)| &content["schema"]);
            let schema = schema.unwrap_or_else(|| panic!("{}: its request body is not documented", answer.operation));
            let sent = serde_json::from_slice(sent).unwrap();
            Self::check_body("request", schema, &sent, answer);
        }
    }

    fn check_body(what: &str, schema: &Value, body: &Value, answer: &Answer) {
        let validator = Contract::get().validator(schema);
        let complaints: Vec<String> = validator
            .iter_errors(body)
            .map(|error| format!("  {}: {error}", error.instance_path()))
            .collect();
        assert!(
            complaints.is_empty(),
            "{}: the {what} does not fit its schema:\n{}\n{body:#}",
            answer.operation,
            complaints.join("\n")
        );
    }
}

fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}
