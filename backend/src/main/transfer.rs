//! The verbs that take workbooks over and write lists out.

use lianxin::{
    config::ServerConfig,
    features::transfer::verbs::{self, ExportOrder, ImportOrder},
    language::Language,
};

use super::{Failure, in_words, state};

pub async fn import(config: ServerConfig, order: &ImportOrder) -> Result<(), Failure> {
    let state = state(config).await?;
    let done = Language::English
        .scope(verbs::import(&state, order))
        .await
        .map_err(in_words)?;
    for problem in &done.problems {
        eprintln!("{problem}");
    }
    let counts = &done.counts;
    println!(
        "create {}, update {}, unchanged {}, rejected {}",
        counts.create, counts.update, counts.unchanged, counts.rejected
    );
    if let Some(error) = done.job.and_then(|job| job.error) {
        return Err(error.detail.into());
    }
    if counts.rejected > 0 {
        return Err(format!("{} rows were left out", counts.rejected).into());
    }
    Ok(())
}

pub async fn export(config: ServerConfig, order: &ExportOrder) -> Result<(), Failure> {
    let state = state(config).await?;
    let rows = verbs::export(&state, order).await.map_err(in_words)?;
    println!("{rows} rows");
    Ok(())
}
