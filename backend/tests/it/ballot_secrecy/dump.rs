//! Every table with everything the database knows of a row, and the bytes of its files.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// A table, its rows as they lie on the disk.
#[derive(Debug, Default)]
pub struct Table {
    pub columns: Vec<String>,
    /// Everything as text in small letters; bytes as hex.
    pub rows: Vec<Vec<String>>,
    /// Which transaction wrote a row, where the database tells.
    pub transactions: Vec<String>,
}

#[derive(Debug)]
pub struct Dump(pub BTreeMap<String, Table>);

impl Dump {
    pub async fn of(db: &DatabaseConnection) -> Self {
        let mut tables = BTreeMap::new();
        for name in names(db).await {
            let columns = columns(db, &name).await;
            tables.insert(name.clone(), read(db, &name, columns).await);
        }
        Self(tables)
    }

    pub fn rows(&self, table: &str) -> usize {
        self.0[table].rows.len()
    }

    pub fn columns(&self, table: &str) -> &[String] {
        &self.0[table].columns
    }

    pub fn column(&self, table: &str, column: &str) -> Vec<String> {
        let table = &self.0[table];
        let at = table.columns.iter().position(|name| name == column).unwrap();
        table.rows.iter().map(|row| row[at].clone()).collect()
    }

    pub fn transactions(&self, table: &str) -> BTreeSet<&String> {
        self.0[table].transactions.iter().collect()
    }

    /// Whether a text is in any table but these.
    pub fn contains(&self, needle: &str, but: &[&str]) -> bool {
        let searched = self.0.iter().filter(|(name, _)| !but.contains(&name.as_str()));
        searched.into_iter().any(|(_, table)| is_in(table, needle))
    }

    pub fn contains_in(&self, needle: &str, tables: &[&str]) -> bool {
        tables.iter().any(|name| is_in(&self.0[*name], needle))
    }

    /// The tables that changed since, and how many rows they have more.
    pub fn difference(&self, before: &Self) -> Vec<String> {
        let changed = self.0.iter().filter(|(name, table)| table.rows != before.0[*name].rows);
        changed
            .map(|(name, table)| format!("{name} {} rows", table.rows.len() - before.rows(name)))
            .collect()
    }
}

fn is_in(table: &Table, needle: &str) -> bool {
    let needle = needle.to_lowercase();
    table.rows.iter().flatten().any(|cell| cell.contains(&needle))
}

async fn texts(db: &DatabaseConnection, sql: &str, columns: usize) -> Vec<Vec<String>> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    let cell = |row: &sea_orm::QueryResult, at: usize| row.try_get_by_index::<Option<String>>(at).unwrap();
    rows.iter()
        .map(|row| (0..columns).map(|at| cell(row, at).unwrap_or_default()).collect())
        .collect()
}

async fn names(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
    };
    texts(db, sql, 1)
        .await
        .into_iter()
        .map(|mut row| row.remove(0))
        .collect()
}

async fn columns(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        ),
        _ => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    };
    texts(db, &sql, 1)
        .await
        .into_iter()
        .map(|mut row| row.remove(0))
        .collect()
}

async fn read(db: &DatabaseConnection, name: &str, columns: Vec<String>) -> Table {
    if db.get_database_backend() == DbBackend::Postgres {
        let cells: Vec<String> = columns.iter().map(|column| format!("\"{column}\"::text")).collect();
        let sql = format!("SELECT {}, xmin::text FROM \"{name}\" ORDER BY ctid", cells.join(", "));
        let mut rows = texts(db, &sql, columns.len() + 1).await;
        let transactions = rows.iter_mut().filter_map(Vec::pop).collect();
        for cell in rows.iter_mut().flatten() {
            cell.make_ascii_lowercase();
            if let Some(bytes) = cell.strip_prefix("\\x") {
                *cell = bytes.to_owned();
            }
        }
        return Table {
            columns,
            rows,
            transactions,
        };
    }
    // Ids are blobs of 16 bytes here, and are written as people write them.
    let cells: Vec<String> = columns
        .iter()
        .map(|column| {
            format!("CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE CAST(\"{column}\" AS TEXT) END")
        })
        .collect();
    let order = format!(
        "SELECT CASE WHEN sql LIKE '%WITHOUT ROWID%' THEN '' ELSE 'ORDER BY rowid' END FROM sqlite_master WHERE name = '{name}'"
    );
    let order = texts(db, &order, 1).await.concat().concat();
    let sql = format!("SELECT {} FROM \"{name}\" {order}", cells.join(", "));
    let mut rows = texts(db, &sql, columns.len()).await;
    for cell in rows.iter_mut().flatten() {
        *cell = cell.to_lowercase();
        if cell.len() == 32
            && let Ok(id) = uuid::Uuid::parse_str(cell)
        {
            *cell = id.to_string();
        }
    }
    Table {
        columns,
        rows,
        transactions: Vec::new(),
    }
}

/// The files of a database.
pub struct Files {
    url: String,
    /// Where the log of PostgreSQL stood.
    from: String,
}

impl Files {
    pub async fn watch(db: &DatabaseConnection, url: &str) -> Self {
        let from = match db.get_database_backend() {
            DbBackend::Postgres => texts(db, "SELECT pg_walfile_name(pg_current_wal_lsn())", 1).await[0][0].clone(),
            _ => String::new(),
        };
        Self {
            url: url.to_owned(),
            from,
        }
    }

    /// The bytes of the tables, and those of the log.
    pub async fn read(&self, db: &DatabaseConnection) -> (Bytes, Bytes) {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let data = std::fs::read(path).unwrap();
            let log = std::fs::read(format!("{path}-wal")).unwrap_or_default();
            return (Bytes::of(&data), Bytes::of(&log));
        }
        db.execute_unprepared("CHECKPOINT").await.unwrap();
        let tables = "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c \
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'pg_toast') \
            AND c.relkind IN ('r', 't', 'i') AND c.relfilenode <> 0 AND (c.relname LIKE '%ballot%' \
            OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relname LIKE '%ballot%'))";
        let log = format!(
            "SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]+$' AND name >= '{}' \
             AND name <= pg_walfile_name(pg_current_wal_lsn()) ORDER BY name",
            self.from
        );
        (bytes(db, tables).await, bytes(db, &log).await)
    }
}

async fn bytes(db: &DatabaseConnection, sql: &str) -> Bytes {
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    let pieces = rows.iter().map(|row| row.try_get_by_index::<Vec<u8>>(0).unwrap());
    Bytes::of(&pieces.flatten().collect::<Vec<_>>())
}

/// Bytes as a text with a sign for each: texts are searched quickly, also in a build for tests.
pub struct Bytes(String);

impl Bytes {
    fn of(bytes: &[u8]) -> Self {
        Self(bytes.iter().map(|byte| char::from(*byte)).collect())
    }

    /// Whether they contain a text, or what it writes in hex.
    pub fn has(&self, needle: &str) -> bool {
        self.place(needle).is_some()
    }

    /// Where they contain a text, or what it writes in hex.
    pub fn place(&self, needle: &str) -> Option<usize> {
        let written: String = needle.bytes().map(char::from).collect();
        self.0.find(&written).or_else(|| self.0.find(&raw(needle)?))
    }
}

/// The bytes that a text writes in hex, with hyphens or without.
fn raw(needle: &str) -> Option<String> {
    let digits: Vec<u32> = needle
        .chars()
        .filter(|sign| *sign != '-')
        .map(|sign| sign.to_digit(16))
        .collect::<Option<_>>()?;
    let bytes = digits
        .chunks_exact(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap());
    let raw: String = bytes.map(char::from).collect();
    (raw.chars().count() >= 8).then_some(raw)
}
