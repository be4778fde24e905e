//! `lianxin verify`: is everything that is stored as it was written?

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{
    db::audit,
    error::Result,
    features::{attachments, ledger, plan},
    files::Files,
    vault::Vault,
};

/// What was checked, and what is wrong with it; nothing when it is whole.
#[derive(Debug)]
pub struct Finding {
    pub checked: &'static str,
    pub wrong: Vec<String>,
}

/// Checks the database file, the audit chain, the event chains of the ledger, the duty counters and the files of
/// attachments.
pub async fn verify(db: &DatabaseConnection, vault: &Vault, files: &Files) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut note = |checked, wrong| findings.push(Finding { checked, wrong });
    if db.get_database_backend() == DbBackend::Sqlite {
        let mut wrong = texts(db, "PRAGMA integrity_check").await?;
        wrong.retain(|line| line != "ok");
        note("database file", wrong);
        let orphans = texts(
            db,
            "SELECT \"table\" || ' refers to a missing row of ' || parent FROM pragma_foreign_key_check",
        )
        .await?;
        note("references", orphans);
    }
    let broken = audit::first_break(db, vault).await?;
    note(
        "audit log",
        broken
            .map(|seq| format!("broken at number {seq}"))
            .into_iter()
            .collect(),
    );
    let breaks = ledger::verify_chains(db).await?;
    note(
        "ledger events",
        breaks
            .iter()
            .map(|broken| format!("entry {} breaks at event {}", broken.entry_id, broken.seq))
            .collect(),
    );
    let differing = plan::progress::verify(db).await?;
    let wrong = (differing > 0).then(|| format!("{differing} counters differ from the records"));
    note("duty counters", wrong.into_iter().collect());
    note("attachments", attachments::verify(db, files).await?);
    Ok(findings)
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Result<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    rows.iter().map(|row| Ok(row.try_get_by(0)?)).collect()
}
