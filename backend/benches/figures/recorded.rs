//! What a request asks the database: recorded from the application itself, so that the limit never asks for less.

use std::sync::{Arc, Mutex, PoisonError};

use actix_web::{http::header, test, web};
use lianxin::app;
use sea_orm::Statement;

use super::{
    Result,
    data::{Data, block_on},
};

/// The statements of a GET request, without the one that identifies the caller.
pub fn statements(data: &Data, path: &str, token: &str) -> Result<Vec<Statement>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorder = Arc::clone(&seen);
    block_on(async {
        let mut db = data.connect().await?;
        db.set_metric_callback(move |info| {
            recorder
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(info.statement.clone());
        });
        let state = web::Data::new(data.state(db).await?);
        let service = test::init_service(app::build(state)).await;
        seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let request = test::TestRequest::get()
            .uri(path)
            .insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        let answer = test::call_service(&service, request.to_request()).await;
        if !answer.status().is_success() {
            return Err(format!("{path}: {}", answer.status()).into());
        }
        let mut statements = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        statements.retain(|statement| !statement.sql.contains(r#"FROM "sessions""#));
        Ok(statements)
    })
}
