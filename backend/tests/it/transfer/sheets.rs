//! Workbooks for the tests, and following a job to its end.

use std::time::Duration;

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Answer, Client};

/// A workbook of texts; the first row is the header.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Uploads a sheet.
pub async fn upload(client: &Client, kind: &str, unit: impl ToString, name: &str, content: &[u8]) -> Answer {
    let fields = [("kind", kind), ("unit_id", &unit.to_string())];
    client
        .request(actix_web::http::Method::POST, "/imports")
        .key(Uuid::now_v7())
        .file(&fields, "file", name, content)
        .await
}

/// Commits an import and waits for the end of its job.
pub async fn commit(client: &Client, import: &Value) -> Value {
    let path = format!("/imports/{}/commit", import["id"].as_str().unwrap());
    let answer = client
        .request(actix_web::http::Method::POST, path)
        .key(Uuid::now_v7())
        .await
        .expect(202);
    let place = answer.header("location").unwrap().to_owned();
    assert_eq!(place, format!("/api/v1/jobs/{}", answer.body["id"].as_str().unwrap()));
    ended(client, &answer.body).await
}

/// The job when it has ended.
pub async fn ended(client: &Client, job: &Value) -> Value {
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    for _ in 0..3_000 {
        let job = client.get(&path).await.expect(200).body;
        if !matches!(job["state"].as_str(), Some("queued" | "running")) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the job does not end");
}
