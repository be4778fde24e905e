//! The verb that moves a school from SQLite to PostgreSQL.

use std::path::PathBuf;

use clap::Args;
use lianxin::{
    clock::Clock,
    config::{DataConfig, FilesConfig},
    db,
    features::joining::{self, NewNames, Order, Side},
    files::Files,
};

use super::{Failure, own_vault, verify};

/// Where to.
#[derive(Debug, Args)]
pub struct Moving {
    /// The database to move to: `postgres://user:password@host/database`. It is empty, unless `--under` is given.
    #[arg(long)]
    to: String,
    /// Unit code of the bureau that the school joins in that database, where other schools already are.
    #[arg(long, requires = "to_master_key_file", requires = "to_files")]
    under: Option<String>,
    /// File with the master key of the bureau's installation.
    #[arg(long, requires = "under")]
    to_master_key_file: Option<PathBuf>,
    /// Where the bureau's installation keeps attachments: a folder, or `s3://bucket/prefix`.
    #[arg(long, requires = "under")]
    to_files: Option<String>,
    /// A user name that is taken there, and the one that the school's account gets: `admin=ddj-admin`.
    #[arg(long, requires = "under", value_name = "OLD=NEW", value_parser = renaming)]
    rename_account: Vec<(String, String)>,
    /// A unit code that is taken there, and the one that the school's unit gets.
    #[arg(long, requires = "under", value_name = "OLD=NEW", value_parser = renaming)]
    rename_unit: Vec<(String, String)>,
}

fn renaming(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.to_owned(), new.to_owned())),
        _ => Err("write OLD=NEW".to_owned()),
    }
}

pub async fn run(data: DataConfig, moving: Moving) -> Result<(), Failure> {
    if let (Some(under), Some(key), Some(files)) = (&moving.under, &moving.to_master_key_file, &moving.to_files) {
        let there = DataConfig {
            database: moving.to.clone(),
            master_key_file: key.clone(),
            files: FilesConfig {
                files: files.clone(),
                ..data.files.clone()
            },
            former_key_files: Vec::new(),
            ..data.clone()
        };
        let names = NewNames {
            accounts: moving.rename_account.into_iter().collect(),
            units: moving.rename_unit.into_iter().collect(),
        };
        return join(&data, &there, under, &names).await;
    }
    let moved = db::moving::move_to(&data.database, &moving.to, &own_vault(&data)?).await?;
    for table in &moved {
        println!("{:<28}{:>10}  {}", table.table, table.rows, table.digest);
    }
    println!(
        "{} rows in {} tables moved and read back: the same. Attachments stay in {}. Set LIANXIN_DATABASE to the new database.",
        moved.iter().map(|table| table.rows).sum::<usize>(),
        moved.len(),
        data.files.files,
    );
    verify(&DataConfig {
        database: moving.to,
        ..data
    })
    .await
}

async fn join(data: &DataConfig, there: &DataConfig, under: &str, names: &NewNames) -> Result<(), Failure> {
    let (school, bureau) = (own_vault(data)?, own_vault(there)?);
    let school_files = Files::open(&data.files, school.clone())?;
    let bureau_files = Files::open(&there.files, bureau.clone())?;
    let order = Order {
        school: Side {
            database: &data.database,
            vault: &school,
            files: &school_files,
        },
        bureau: Side {
            database: &there.database,
            vault: &bureau,
            files: &bureau_files,
        },
        under,
        names,
        now: Clock::System.now(),
    };
    let joined = joining::join(order).await?;
    println!("{:<28}{:>10}{:>10}{:>10}", "", "moved", "matched", "stayed");
    for table in joined.tables.iter().filter(|table| table.has_rows()) {
        println!(
            "{:<28}{:>10}{:>10}{:>10}  {}",
            table.name,
            table.moved,
            table.matched,
            table.stayed,
            table.because.unwrap_or_default()
        );
    }
    println!(
        "{} events appended to the audit log, {} files, {} records announced in the change feed.",
        joined.audit_events, joined.files, joined.announced
    );
    println!("Everything was read back: the same. Administrators and auditors of the school have no such rights here.");
    println!(
        "Keep {} beside the bureau's key and name it in LIANXIN_FORMER_KEY_FILES: codes and ID numbers known by it go on being found.",
        data.master_key_file.display()
    );
    verify(there).await
}
