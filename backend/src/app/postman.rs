//! The API document as a Postman collection (v2.1): a folder for each tag, a request for each operation.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi as Document;

const FORMAT: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// These answer with an access token, which every later request carries.
const LOGINS: [&str; 2] = ["login", "refresh"];

/// Writes the collection. The address is in `{{baseUrl}}`; a login puts its token into `{{token}}`.
pub fn collection(document: &Document) -> serde_json::Result<Value> {
    let document = serde_json::to_value(document)?;
    let mut folders: Vec<(&str, Vec<Value>)> = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let described = &item[method];
            let Some(tag) = described["tags"][0].as_str() else {
                continue;
            };
            let request = Operation {
                document: &document,
                path,
                method,
                described,
            }
            .item();
            match folders.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, requests)) => requests.push(request),
                None => folders.push((tag, vec![request])),
            }
        }
    }
    let folders = folders
        .into_iter()
        .map(|(tag, item)| json!({ "name": tag, "item": item }));
    Ok(json!({
        "info": {
            "name": document["info"]["title"],
            "description": document["info"]["description"],
            "schema": FORMAT,
        },
        "variable": [
            { "key": "baseUrl", "value": "http://127.0.0.1:8080" },
            { "key": "token", "value": "" },
        ],
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
        let mut item = Map::from_iter([
            ("name".to_owned(), self.described["summary"].clone()),
            ("request".to_owned(), self.request()),
        ]);
        if self.described["operationId"]
            .as_str()
            .is_some_and(|id| LOGINS.contains(&id))
        {
            let script = [
                "if (pm.response.code === 200) {",
                "  pm.collectionVariables.set('token', pm.response.json().access_token);",
                "}",
            ];
            let event = json!([{ "listen": "test", "script": { "type": "text/javascript", "exec": script } }]);
            item.insert("event".to_owned(), event);
        }
        Value::Object(item)
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
            json!({
                "key": parameter["name"],
                "value": self.example_of(parameter),
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
        let raw = serde_json::to_string_pretty(example).ok()?;
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
        assert!(
            login["event"][0]["script"]["exec"][1]
                .as_str()
                .unwrap()
                .contains("'token'")
        );
    }
}
