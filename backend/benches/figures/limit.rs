//! The limit: a bare actix handler without login, permissions or an object-relational mapper.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        mpsc::{self, Sender},
    },
    thread,
};

use actix_web::{App, HttpResponse, HttpServer, dev::ServerHandle, error::ErrorInternalServerError, web};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, Statement, Values,
    sqlx::{self, AssertSqlSafe},
};
use sea_query_sqlx::SqlxValues;
use uuid::Uuid;

use super::{
    Result,
    data::{Data, Database, block_on},
    rows::Table,
};

/// What the bare handler does for each request.
pub enum Work {
    /// Sends these statements and answers with their rows.
    Read(Vec<(Arc<str>, Values)>),
    /// Writes one row and waits until it is on the disk.
    Insert,
}

impl Work {
    pub fn read(statements: Vec<Statement>) -> Self {
        let prepared = |statement: Statement| (statement.sql.into(), statement.values.unwrap_or(Values(Vec::new())));
        Self::Read(statements.into_iter().map(prepared).collect())
    }
}

/// A running bare handler; it ends with this value.
pub struct Limit {
    pub address: SocketAddr,
    handle: ServerHandle,
}

impl Limit {
    pub fn start(data: &Data, work: Work) -> Result<Self> {
        let (sender, started) = mpsc::channel();
        let data = data.clone();
        thread::spawn(move || {
            if let Err(error) = block_on(serve(&data, work, &sender)) {
                eprintln!("the bare handler: {error}");
            }
        });
        Ok(started.recv()?)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        // The order to stop is given at once; what is thrown away is the waiting.
        drop(self.handle.stop(false));
    }
}

async fn serve(data: &Data, work: Work, started: &Sender<Limit>) -> Result<()> {
    let db = data.connect().await?;
    let id = match data.database {
        Database::Sqlite => "BLOB",
        Database::Postgres => "UUID",
    };
    db.execute_unprepared(&format!(
        "CREATE TABLE IF NOT EXISTS bench_rows (id {id} NOT NULL PRIMARY KEY, text TEXT NOT NULL)"
    ))
    .await?;
    let bare = web::Data::new(Bare {
        db,
        database: data.database,
        work,
    });
    let server = HttpServer::new(move || App::new().app_data(bare.clone()).default_service(web::to(answer)))
        .workers(thread::available_parallelism()?.get())
        .disable_signals()
        .bind(("127.0.0.1", 0))?;
    let address = *server.addrs().first().ok_or("the bare handler listens nowhere")?;
    let server = server.run();
    started.send(Limit {
        address,
        handle: server.handle(),
    })?;
    Ok(server.await?)
}

struct Bare {
    db: DatabaseConnection,
    database: Database,
    work: Work,
}

async fn answer(bare: web::Data<Bare>) -> actix_web::Result<HttpResponse> {
    match &bare.work {
        Work::Read(statements) => {
            let mut tables = Vec::with_capacity(statements.len());
            for (sql, values) in statements {
                tables.push(bare.read(sql, values).await.map_err(ErrorInternalServerError)?);
            }
            Ok(HttpResponse::Ok().json(tables))
        }
        Work::Insert => {
            bare.insert().await.map_err(ErrorInternalServerError)?;
            Ok(HttpResponse::Created().finish())
        }
    }
}

impl Bare {
    async fn read(&self, sql: &Arc<str>, values: &Values) -> sqlx::Result<Table> {
        let (sql, values) = (AssertSqlSafe(Arc::clone(sql)), SqlxValues(values.clone()));
        match self.database {
            Database::Sqlite => {
                let rows = sqlx::query_with(sql, values);
                Table::from_sqlite(&rows.fetch_all(self.db.get_sqlite_connection_pool()).await?)
            }
            Database::Postgres => {
                let rows = sqlx::query_with(sql, values);
                Table::from_postgres(&rows.fetch_all(self.db.get_postgres_connection_pool()).await?)
            }
        }
    }

    async fn insert(&self) -> sqlx::Result<()> {
        const INSERT: &str = "INSERT INTO bench_rows (id, text) VALUES ($1, $2)";
        const TEXT: &str = "奶奶在家照看，孩子作业能按时完成。希望学校多关心午饭。";
        let id = Uuid::now_v7();
        match self.database {
            Database::Sqlite => {
                let insert = sqlx::query(INSERT).bind(id).bind(TEXT);
                insert.execute(self.db.get_sqlite_connection_pool()).await?;
            }
            Database::Postgres => {
                let insert = sqlx::query(INSERT).bind(id).bind(TEXT);
                insert.execute(self.db.get_postgres_connection_pool()).await?;
            }
        }
        Ok(())
    }
}
