//! The API document as a Postman collection (v2.1): a folder for each tag, a request for each operation. It runs from top
//! to bottom: a list keeps the id of its first row, which the requests below it take.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi as Document;

const FORMAT: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// These answer with an access token, which every later request carries.
const LOGINS: [&str; 2] = ["login", "refresh"];
/// What stands for an id until a list was asked: nobody's.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Writes the collection. The address is in `{{baseUrl}}`, who logs in in `{{username}}` and `{{password}}`; a login puts
/// its token into `{{token}}`.
pub fn collection(document: &Document) -> serde_json::Result<Value> {
    let document = serde_json::to_value(document)?;
    let mut folders: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let described = &item[method];
            let Some(tag) = described["tags"][0].as_str() else {
                continue;
            };
            let operation = Operation {
                document: &document,
                path,
                method,
                described,
            };
            ids.extend(
                operation
                    .parameters("path")
                    .map(|parameter| operation.kept_id(parameter)),
            );
            let request = operation.item();
            match folders.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, requests)) => requests.push(request),
                None => folders.push((tag, vec![request])),
            }
        }
    }
    let folders = folders
        .into_iter()
        .map(|(tag, item)| json!({ "name": tag, "item": item }));
    let settings = [
        ("baseUrl", "http://127.0.0.1:8080"),
        ("username", ""),
        ("password", ""),
        ("token", ""),
    ];
    let variables = settings
        .into_iter()
        .map(|(key, value)| json!({ "key": key, "value": value }));
    let ids = ids.into_iter().map(|key| json!({ "key": key, "value": NOBODY }));
    let variables: Vec<Value> = variables.chain(ids).collect();
    Ok(json!({
        "info": {
            "name": document["info"]["title"],
            "description": document["info"]["description"],
            "schema": FORMAT,
        },
        "variable": variables,
        "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "{{token}}", "type": "string" }] },
        "item": folders.collect::<Vec<_>>(),
    }))
}

/// One operation of the document.
struct Operation<'a> {
    document: &'a Value,
    path: &'a str,
    method: &'static str,
    described: &'a Value,
}

impl Operation<'_> {
    fn item(&self) -> Value {
        let test = json!({ "listen": "test", "script": { "type": "text/javascript", "exec": self.script() } });
        json!({
            "id": self.described["operationId"],
            "name": self.described["summary"],
            "request": self.request(),
            "event": [test],
        })
    }

    /// What is checked of the answer, and what later requests need of it.
    fn script(&self) -> Vec<String> {
        let statuses = self.described["responses"].as_object().into_iter().flatten();
        let successes: Vec<&String> = statuses
            .map(|(status, _)| status)
            .filter(|status| status.starts_with('2'))
            .collect();
        let successes = successes
            .iter()
            .map(|status| status.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let mut script = vec![
            "pm.test('the server answers', () => pm.expect(pm.response.code).to.be.below(500));".to_owned(),
            format!(
                "if (pm.response.code < 300) pm.test('as documented', () => pm.expect([{successes}]).to.include(pm.response.code));"
            ),
        ];
        if self.described["operationId"]
            .as_str()
            .is_some_and(|id| LOGINS.contains(&id))
        {
            script.push(
                "if (pm.response.code === 200) pm.collectionVariables.set('token', pm.response.json().access_token);"
                    .to_owned(),
            );
        } else if let Some(collection) = self.path.rsplit('/').next().filter(|last| !last.contains('{')) {
            let id = variable_of(collection);
            match self.method {
                "get" if self.lists() => script.extend([
                    "if (pm.response.code === 200) {".to_owned(),
                    "  const [first] = pm.response.json().items;".to_owned(),
                    format!("  if (first?.id) pm.collectionVariables.set('{id}', first.id);"),
                    "}".to_owned(),
                ]),
                "post" if !self.described["responses"]["201"].is_null() => script.push(format!(
                    "if (pm.response.code === 201) pm.collectionVariables.set('{id}', pm.response.json().id);"
                )),
                _ => {}
            }
        }
        script
    }

    /// Whether its answer is a page of a list.
    fn lists(&self) -> bool {
        let schema = &self.described["responses"]["200"]["content"]["application/json"]["schema"];
        !self.resolve(schema)["properties"]["items"].is_null()
    }

    /// The variable that keeps the id of a path parameter: that of the list above it.
    fn kept_id(&self, parameter: &Value) -> String {
        let place = format!("/{{{}}}", parameter["name"].as_str().unwrap_or_default());
        let above = self.path.split(&place).next().unwrap_or_default();
        variable_of(
            above
                .rsplit('/')
                .find(|segment| !segment.contains('{'))
                .unwrap_or_default(),
        )
    }

    fn request(&self) -> Value {
        let mut headers = self.headers();
        let mut request = Map::from_iter([
            ("method".to_owned(), json!(self.method.to_uppercase())),
            ("url".to_owned(), self.url()),
            ("description".to_owned(), self.described["description"].clone()),
        ]);
        if self.described["security"][0]["bearer"].is_null() {
            request.insert("auth".to_owned(), json!({ "type": "noauth" }));
        }
        if let Some((kind, body)) = self.body() {
            if kind != "multipart/form-data" {
                headers.push(json!({ "key": "Content-Type", "value": kind }));
            }
            request.insert("body".to_owned(), body);
        }
        request.insert("header".to_owned(), Value::Array(headers));
        Value::Object(request)
    }

    fn parameters(&self, place: &str) -> impl Iterator<Item = &Value> {
        let parameters = self.described["parameters"].as_array().into_iter().flatten();
        parameters.filter(move |parameter| parameter["in"] == place)
    }

    fn url(&self) -> Value {
        let segments = self.path.trim_start_matches('/').split('/');
        let path: Vec<String> = segments
            .map(|segment| match segment.strip_prefix('{') {
                Some(name) => format!(":{}", name.trim_end_matches('}')),
                None => segment.to_owned(),
            })
            .collect();
        let query = self.parameters("query").map(|parameter| {
            json!({
                "key": parameter["name"],
                "value": self.example_of(parameter),
                "description": parameter["description"],
                "disabled": parameter["required"] != true,
            })
        });
        let variable = self.parameters("path").map(|parameter| {
            let value = match self.resolve(&parameter["schema"])["format"].as_str() {
                Some("uuid") => format!("{{{{{}}}}}", self.kept_id(parameter)),
                _ => self.example_of(parameter),
            };
            json!({
                "key": parameter["name"],
                "value": value,
                "description": parameter["description"],
            })
        });
        json!({
            "raw": format!("{{{{baseUrl}}}}/{}", path.join("/")),
            "host": ["{{baseUrl}}"],
            "path": path,
            "query": query.collect::<Vec<_>>(),
            "variable": variable.collect::<Vec<_>>(),
        })
    }

    fn headers(&self) -> Vec<Value> {
        let headers = self.parameters("header").map(|header| {
            let value = match header["name"].as_str() {
                // Postman makes a fresh one for each sending.
                Some("Idempotency-Key") => "{{$guid}}".to_owned(),
                _ => self.example_of(header),
            };
            json!({ "key": header["name"], "value": value, "description": header["description"] })
        });
        headers.collect()
    }

    /// The content type of the request's body and its example.
    fn body(&self) -> Option<(&str, Value)> {
        let contents = self.described["requestBody"]["content"].as_object()?;
        let (kind, content) = contents.iter().next()?;
        let example = &self.resolve(&content["schema"])["example"];
        if kind == "multipart/form-data" {
            let fields = example.as_object().into_iter().flatten().map(|(name, value)| {
                match value.as_str().and_then(|text| text.strip_prefix('@')) {
                    Some(file) => json!({ "key": name, "type": "file", "src": file }),
                    None => json!({ "key": name, "type": "text", "value": value }),
                }
            });
            return Some((
                kind,
                json!({ "mode": "formdata", "formdata": fields.collect::<Vec<_>>() }),
            ));
        }
        if kind == "application/x-www-form-urlencoded" {
            let fields = example.as_object().into_iter().flatten();
            let fields = fields.map(|(name, value)| json!({ "key": name, "value": value }));
            return Some((
                kind,
                json!({ "mode": "urlencoded", "urlencoded": fields.collect::<Vec<_>>() }),
            ));
        }
        let raw = match self.described["operationId"].as_str() {
            Some("login") => {
                serde_json::to_string_pretty(&json!({ "username": "{{username}}", "password": "{{password}}" }))
            }
            _ => serde_json::to_string_pretty(example),
        };
        let raw = raw.ok()?;
        Some((
            kind,
            json!({ "mode": "raw", "raw": raw, "options": { "raw": { "language": "json" } } }),
        ))
    }

    fn example_of(&self, parameter: &Value) -> String {
        let schema = self.resolve(&parameter["schema"]);
        let ways = [
            &parameter["example"],
            &schema["example"],
            &schema["default"],
            &schema["enum"][0],
        ];
        match ways.into_iter().find(|way| !way.is_null()) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }

    fn resolve<'v>(&'v self, schema: &'v Value) -> &'v Value {
        let pointer = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
        match pointer.and_then(|pointer| self.document.pointer(pointer)) {
            Some(target) => self.resolve(target),
            None => schema,
        }
    }
}

/// `ledger-entries` is kept in `ledger_entries_id`.
fn variable_of(collection: &str) -> String {
    format!("{}_id", collection.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requests() -> Vec<Value> {
        let collection = collection(&crate::app::document()).unwrap();
        let folders = collection["item"].as_array().unwrap();
        folders
            .iter()
            .flat_map(|folder| folder["item"].as_array().unwrap().clone())
            .collect()
    }

    fn find(requests: &[Value], method: &str, raw: &str) -> Value {
        let fitting = |item: &&Value| item["request"]["method"] == method && item["request"]["url"]["raw"] == raw;
        requests.iter().find(fitting).unwrap().clone()
    }

    fn script_of(item: &Value) -> String {
        item["event"][0]["script"]["exec"].to_string()
    }

    #[test]
    fn every_operation_is_a_request_with_its_example() {
        let requests = requests();
        let document = serde_json::to_value(crate::app::document()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let operations = paths.values().flat_map(|item| item.as_object().unwrap().values());
        assert_eq!(
            requests.len(),
            operations.filter(|value| value["tags"].is_array()).count()
        );
        for item in &requests {
            assert_ne!(item["request"]["body"]["raw"], "null", "{}", item["name"]);
        }
        let adopt = find(&requests, "POST", "{{baseUrl}}/api/v1/plans/:id/adopt");
        let keys: Vec<_> = adopt["request"]["header"]
            .as_array()
            .unwrap()
            .iter()
            .map(|header| &header["key"])
            .collect();
        assert_eq!(keys, ["If-Match", "Idempotency-Key"]);
        let upload = find(&requests, "POST", "{{baseUrl}}/api/v1/imports");
        assert_eq!(upload["request"]["body"]["mode"], "formdata");
    }

    #[test]
    fn a_login_keeps_its_token_and_needs_none() {
        let login = find(&requests(), "POST", "{{baseUrl}}/api/v1/auth/login");
        assert_eq!(login["request"]["auth"]["type"], "noauth");
        assert!(script_of(&login).contains("set('token'"));
    }

    #[test]
    fn a_list_keeps_the_id_that_its_records_are_asked_with() {
        let requests = requests();
        let list = find(&requests, "GET", "{{baseUrl}}/api/v1/ledger-entries");
        assert!(script_of(&list).contains("set('ledger_entries_id', first.id)"));
        let entry = find(&requests, "GET", "{{baseUrl}}/api/v1/ledger-entries/:id");
        assert_eq!(entry["request"]["url"]["variable"][0]["value"], "{{ledger_entries_id}}");
        assert_eq!(entry["id"], "get_ledger_entry");
    }
}
