//! A client whose every exchange is held against the API document.

use std::{future::IntoFuture, net::SocketAddr, pin::Pin, str::FromStr};

use actix_web::{
    body::to_bytes,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap},
    },
    test::TestRequest,
    web::Bytes,
};
use lianxin::entities::ids::{AccountId, SessionId};
use serde_json::Value;

use super::{Contract, TestApp};

/// A path that ends in a search text.
pub fn search(path: &str, text: &str) -> String {
    text.bytes()
        .fold(path.to_owned(), |path, byte| format!("{path}%{byte:02X}"))
}

/// Sends requests as one account, or as nobody.
#[derive(Clone)]
pub struct Client {
    app: TestApp,
    account: Option<AccountId>,
    headers: Vec<(String, String)>,
}

/// A request on its way; `.await` sends it.
pub struct Outgoing {
    client: Client,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Bytes,
    peer: SocketAddr,
    documented: bool,
}

impl Client {
    pub(super) fn new(app: TestApp, account: Option<AccountId>) -> Self {
        Self {
            app,
            account,
            headers: Vec::new(),
        }
    }

    /// A client that sends a header with every request.
    pub fn always(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// `path` below `/api/v1`, with its query string.
    pub fn get(&self, path: impl AsRef<str>) -> Outgoing {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: impl AsRef<str>, body: Value) -> Outgoing {
        self.request(Method::POST, path).json(&body)
    }

    pub fn put(&self, path: impl AsRef<str>, body: Value) -> Outgoing {
        self.request(Method::PUT, path).json(&body)
    }

    pub fn patch(&self, path: impl AsRef<str>, body: Value) -> Outgoing {
        self.request(Method::PATCH, path).json(&body)
    }

    pub fn delete(&self, path: impl AsRef<str>) -> Outgoing {
        self.request(Method::DELETE, path)
    }

    pub fn request(&self, method: Method, path: impl AsRef<str>) -> Outgoing {
        self.exactly(method, format!("/api/v1{}", path.as_ref()))
    }

    /// A whole path, also outside `/api/v1`.
    pub fn exactly(&self, method: Method, path: impl Into<String>) -> Outgoing {
        Outgoing {
            client: self.clone(),
            method,
            path: path.into(),
            headers: self.headers.clone(),
            body: Bytes::new(),
            peer: "127.0.0.1:40000".parse().unwrap(),
            documented: true,
        }
    }

    /// Every row of a list, page by page.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut cursor = String::new();
        loop {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = self
                .get(format!("{path}{separator}cursor={cursor}"))
                .await
                .expect(200)
                .body;
            rows.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => return rows,
            }
        }
    }
}

impl Outgoing {
    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// `Idempotency-Key`.
    pub fn key(self, key: impl ToString) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// `If-Match` with a row version.
    pub fn if_match(self, version: impl std::fmt::Display) -> Self {
        self.header("If-Match", format!("\"v{version}\""))
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header("Content-Type", content_type)
    }

    /// One file of a form (`multipart/form-data`), with further fields before it.
    pub fn file(self, fields: &[(&str, &str)], name: &str, filename: &str, content: &[u8]) -> Self {
        const BOUNDARY: &str = "lianxin-test-boundary";
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.body(&format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    /// The address the request comes from.
    pub fn coming_from(mut self, address: &str) -> Self {
        self.peer = SocketAddr::new(address.parse().unwrap(), 40_000);
        self
    }

    /// The operation need not exist: the answer must still be a problem.
    pub fn undocumented(mut self) -> Self {
        self.documented = false;
        self
    }

    async fn send(self) -> Answer {
        let app = &self.client.app;
        let mut request = TestRequest::default()
            .method(self.method.clone())
            .uri(&self.path)
            .peer_addr(self.peer);
        for (name, value) in &self.headers {
            request = request.append_header((name.as_str(), value.as_str()));
        }
        if let Some(account) = self.client.account {
            let token = app
                .state
                .tokens
                .issue(account, SessionId(account.0), Vec::new(), app.now())
                .unwrap();
            request = request.append_header((header::AUTHORIZATION, format!("Bearer {token}")));
        }
        if !self.body.is_empty() {
            request = request.set_payload(self.body.clone());
        }
        let response = app.call(request).await;
        let status = response.status();
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body()).await.unwrap();
        let mut answer = Answer {
            operation: format!("{} {}", self.method, self.path),
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        };
        let path = self.path.split('?').next().unwrap_or_default();
        let operation = Contract::get().operation(&self.method, path);
        if let Some(operation) = operation {
            answer.operation = format!("{} ({})", answer.operation, operation.id);
            operation.check(&answer, self.headers.iter().any(is_json).then_some(&self.body));
            operation.record(&answer);
        } else {
            assert!(!self.documented, "{}: not in the API document", answer.operation);
        }
        answer
    }
}

fn is_json((name, value): &(String, String)) -> bool {
    name == "Content-Type" && value.contains("json")
}

impl IntoFuture for Outgoing {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// An answer that kept the contract.
#[derive(Debug)]
pub struct Answer {
    /// Method, path and operation, for messages.
    pub operation: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body as JSON; null when it is none.
    pub body: Value,
    pub bytes: Bytes,
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.operation, self.text());
        self
    }

    /// The problem, which must have this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.body["code"], code, "{}: {}", answer.operation, answer.body);
        answer.body
    }

    /// The one field that breaks a rule (422), as pointer and code.
    #[track_caller]
    pub fn refuses(self, pointer: &str, code: &str) {
        let operation = self.operation.clone();
        let problem = self.problem(422, "invalid_fields");
        let found = problem["errors"].as_array().is_some_and(|errors| {
            errors
                .iter()
                .any(|error| error["pointer"] == pointer && error["code"] == code)
        });
        assert!(found, "{operation}: no {code} at {pointer} in {problem}");
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The id of the record in the body.
    #[track_caller]
    pub fn id<T: FromStr>(&self) -> T {
        let id = self.body["id"].as_str().and_then(|id| id.parse().ok());
        id.unwrap_or_else(|| panic!("{}: no id in {}", self.operation, self.text()))
    }

    /// The row version of the record in the body.
    #[track_caller]
    pub fn version(&self) -> i64 {
        let version = self.body["version"].as_i64();
        version.unwrap_or_else(|| panic!("{}: no version in {}", self.operation, self.text()))
    }

    /// The rows of a page.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        let items = self.body["items"].as_array();
        items.unwrap_or_else(|| panic!("{}: no items in {}", self.operation, self.text()))
    }

    /// One field of every row of a page.
    #[track_caller]
    pub fn column(&self, name: &str) -> Vec<Value> {
        self.items().iter().map(|row| row[name].clone()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
