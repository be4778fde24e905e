//! Workbooks for the tests, and following a job to its end.

use std::{io::Cursor, time::Duration};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
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

/// Every text of the first sheet of a workbook.
pub fn cells(content: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.used_cells().map(|(.., cell)| cell.to_string()).collect()
}

/// A list exported as text.
pub async fn exported(client: &Client, list: &str) -> String {
    let job = client.post("/exports", json!({"list": list, "format": "csv"})).await;
    let job = ended(client, &job.expect(202).body).await;
    let place = job["result_url"].as_str().unwrap().replace("/api/v1", "");
    client.get(place).await.expect(200).text()
}
