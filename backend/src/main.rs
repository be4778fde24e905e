//! The binary: `serve` and the verbs of those who run it.

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use lianxin::{
    app,
    clock::Clock,
    config::{DataConfig, ServerConfig, with_file_defaults},
    db,
    state::State,
    telemetry,
    vault::Vault,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;

type Failure = Box<dyn std::error::Error>;

/// Lianxin (连心): leaders, teachers and families tied together.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// TOML file with defaults for any option, such as `bind = "0.0.0.0:8080"`; environment and flags go before it.
    #[arg(long, global = true, env = "LIANXIN_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run the server (migrates the database first).
    Serve(ServerConfig),
    /// Bring the database to this binary's schema, or undo the last steps.
    Migrate {
        #[command(flatten)]
        data: DataConfig,
        /// Undo this many migrations instead.
        #[arg(long)]
        down: Option<u32>,
    },
    /// Print the API document (OpenAPI 3.1).
    Openapi,
}

fn main() -> ExitCode {
    match read_command_line().and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lianxin: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read_command_line() -> Result<Cli, Failure> {
    let mut command = Cli::command();
    if let Some(path) = command
        .clone()
        .ignore_errors(true)
        .get_matches()
        .get_one::<PathBuf>("config")
    {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        command = with_file_defaults(command, &text.parse()?);
    }
    Ok(Cli::from_arg_matches(&command.get_matches())?)
}

fn run(cli: Cli) -> Result<(), Failure> {
    let runtime = actix_web::rt::System::new();
    runtime.block_on(async {
        match cli.verb {
            Verb::Serve(config) => serve(config).await,
            Verb::Migrate { data, down } => migrate(&data, down).await,
            Verb::Openapi => {
                println!("{}", app::document().to_pretty_json()?);
                Ok(())
            }
        }
    })
}

async fn connect(data: &DataConfig) -> Result<DatabaseConnection, Failure> {
    if let Some(folder) = data
        .database
        .strip_prefix("sqlite:")
        .and_then(|path| PathBuf::from(path).parent().map(PathBuf::from))
    {
        std::fs::create_dir_all(folder)?;
    }
    Ok(db::connect(&data.database, data.database_connections).await?)
}

async fn migrate(data: &DataConfig, down: Option<u32>) -> Result<(), Failure> {
    let db = connect(data).await?;
    match down {
        Some(steps) => Migrator::down(&db, Some(steps)).await?,
        None => Migrator::up(&db, None).await?,
    }
    Ok(())
}

async fn serve(config: ServerConfig) -> Result<(), Failure> {
    telemetry::start(&config.log, config.log_json);
    rlimit::increase_nofile_limit(u64::MAX)?;
    let db = connect(&config.data).await?;
    Migrator::up(&db, None).await?;
    let vault = Vault::from_file(&config.data.master_key_file)?;
    let state = State::new(db, vault, Clock::System, config).await?;
    app::run(state).await?;
    Ok(())
}
