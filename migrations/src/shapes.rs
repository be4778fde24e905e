//! The few shapes every table shares. Landed migrations are built from them: add, never change.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// A table of rows that change: id, version for `ETag`, and when the row was made and last changed.
pub fn versioned(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(pk_uuid("id"))
        .col(integer("version").default(1))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .take()
}

/// A table without the four standard columns: append-only rows, keys made of several columns.
pub fn plain(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

/// A text column that holds one of the given words.
pub fn one_of(name: &'static str, words: &[&'static str]) -> ColumnDef {
    text(name).check(among(name, words)).take()
}

/// A text column that holds one of the given words, or nothing.
pub fn one_of_null(name: &'static str, words: &[&'static str]) -> ColumnDef {
    text_null(name).check(among(name, words)).take()
}

fn among(name: &'static str, words: &[&'static str]) -> SimpleExpr {
    Expr::col(name).is_in(words.iter().copied())
}

/// A primary key of several columns.
pub fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    key
}

/// A foreign key to `id` of another table. Nothing cascades: rows are ended, not deleted.
pub fn references(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to(table, "id").take()
}

/// An index; `"column desc"` sorts downwards.
pub async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(index_on(table, columns, "idx")).await
}

/// An index over the rows that meet a condition.
pub async fn index_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    condition: &'static str,
) -> Result<(), DbErr> {
    manager
        .create_index(index_on(table, columns, "idx").and_where(Expr::cust(condition)).take())
        .await
}

/// A unique key.
pub async fn unique(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager
        .create_index(index_on(table, columns, "key").unique().take())
        .await
}

/// A unique key over the rows that meet a condition.
pub async fn unique_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    condition: &'static str,
) -> Result<(), DbErr> {
    manager
        .create_index(
            index_on(table, columns, "key")
                .unique()
                .and_where(Expr::cust(condition))
                .take(),
        )
        .await
}

fn index_on(table: &'static str, columns: &[&'static str], suffix: &str) -> IndexCreateStatement {
    let mut index = Index::create();
    let mut name = table.to_owned();
    for column in columns {
        let (column, order) = match column.strip_suffix(" desc") {
            Some(column) => (column, IndexOrder::Desc),
            None => (*column, IndexOrder::Asc),
        };
        name = format!("{name}_{}", column.strip_suffix("_id").unwrap_or(column));
        index.col((column, order));
    }
    index.name(format!("{name}_{suffix}")).table(table).take()
}

/// Drops tables, the last one first.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}

/// Makes the column `search` of a table searchable. The application fills it with single characters and bigrams
/// ("王 小 明 王小 小明"), so that two characters of Chinese are found by index on both databases.
///
/// `PostgreSQL`: a GIN index. `SQLite`: the FTS5 table `<table>_search (id, search)`, kept by triggers; it holds its
/// own copy, since rowids of a table with another key may change, and `<table>_search_keys` leads from an id to its
/// row there (FTS5 itself finds rows by text only).
pub async fn searchable(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Sqlite => vec![
            format!("CREATE TABLE {table}_search_keys (key integer PRIMARY KEY, id blob NOT NULL UNIQUE)"),
            format!("CREATE VIRTUAL TABLE {table}_search USING fts5 (id UNINDEXED, search, tokenize = 'unicode61')"),
            format!(
                "CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN \
                 INSERT INTO {table}_search_keys (id) VALUES (new.id); \
                 INSERT INTO {table}_search (rowid, id, search) \
                 SELECT key, id, new.search FROM {table}_search_keys WHERE id = new.id; END"
            ),
            format!(
                "CREATE TRIGGER {table}_search_update AFTER UPDATE OF search ON {table} \
                 WHEN old.search <> new.search BEGIN \
                 UPDATE {table}_search SET search = new.search \
                 WHERE rowid = (SELECT key FROM {table}_search_keys WHERE id = new.id); END"
            ),
            format!(
                "CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN \
                 DELETE FROM {table}_search WHERE rowid = (SELECT key FROM {table}_search_keys WHERE id = old.id); \
                 DELETE FROM {table}_search_keys WHERE id = old.id; END"
            ),
        ],
        _ => vec![format!(
            "CREATE INDEX {table}_search_idx ON {table} USING gin (to_tsvector('simple', search))"
        )],
    };
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Takes back what [`searchable`] made. The triggers and the GIN index go with their table.
pub async fn drop_searchable(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        for event in ["insert", "update", "delete"] {
            manager
                .get_connection()
                .execute_unprepared(&format!("DROP TRIGGER {table}_search_{event}"))
                .await?;
        }
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP TABLE {table}_search"))
            .await?;
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP TABLE {table}_search_keys"))
            .await?;
    }
    Ok(())
}
