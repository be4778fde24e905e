//! The binary: `serve` and the verbs of those who run it.

#[path = "main/moving.rs"]
mod moving;
#[path = "main/transfer.rs"]
mod transfer;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use lianxin::{
    app,
    auth::password::{self, Passwords},
    clock::Clock,
    config::{DataConfig, ServerConfig, with_file_defaults},
    db,
    demo::{self, Demo},
    error::Error,
    features::{
        accounts::{self, FirstAdministrator},
        attachments,
        operation::{self, Finding},
        transfer::verbs::{ExportOrder, ImportOrder},
    },
    files::Files,
    state::State,
    telemetry,
    vault::Vault,
};
use migrations::{Migrator, MigratorTrait};
use moving::Moving;
use sea_orm::DatabaseConnection;

/// What is freed is given back: starting makes the document of all routes once a worker, and that stayed resident.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Make an administrator and print a one-time link to set the password; a new link if it was never used.
    CreateAdmin {
        #[command(flatten)]
        data: DataConfig,
        /// The address people type, for the link.
        #[arg(long, env = "LIANXIN_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
        public_url: String,
        /// Lower-case letters, digits and `. - _`.
        #[arg(long)]
        username: String,
        #[arg(long, default_value = "系统管理员")]
        display_name: String,
        /// Read the password from the first line of the standard input instead of making a link.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Check the database: the file itself, the audit log's chain, the counters. Exit code 1 when something is wrong.
    Verify {
        #[command(flatten)]
        data: DataConfig,
    },
    /// Copy the database (SQLite) into a new file while the server works.
    Backup {
        #[command(flatten)]
        data: DataConfig,
        /// The file to make.
        file: PathBuf,
    },
    /// Put a backup (SQLite) where no database is yet.
    Restore {
        #[command(flatten)]
        data: DataConfig,
        /// The backup.
        file: PathBuf,
    },
    /// Move a school from SQLite to PostgreSQL, compare row by row, verify. Stop the server before.
    Move {
        #[command(flatten)]
        data: DataConfig,
        #[command(flatten)]
        moving: Box<Moving>,
    },
    /// Print the API document (OpenAPI 3.1).
    Openapi {
        /// Print it as a Postman collection instead.
        #[arg(long)]
        postman: bool,
    },
    /// Fill an empty database with an invented school or city, always the same.
    Demo {
        #[command(flatten)]
        data: DataConfig,
        #[arg(long, value_enum, default_value = "school")]
        size: demo::Size,
        /// The last day of its history (default: today).
        #[arg(long)]
        today: Option<chrono::NaiveDate>,
        /// File with the password of all demo accounts; a random one is made and written there when there is none.
        #[arg(long, env = "LIANXIN_DEMO_PASSWORD_FILE", default_value = "data/demo-password.txt")]
        password_file: PathBuf,
    },
    /// Take a workbook over; exit code 1 when a row is rejected.
    Import {
        #[command(flatten)]
        config: Box<ServerConfig>,
        #[command(flatten)]
        order: ImportOrder,
    },
    /// Write a list into a file.
    Export {
        #[command(flatten)]
        config: Box<ServerConfig>,
        #[command(flatten)]
        order: ExportOrder,
    },
    /// Write sample workbooks to try the imports with: `teachers.xlsx` and `pupils.xlsx`.
    SampleSheets {
        /// Folder to write into.
        folder: PathBuf,
        /// Of which size: `school` goes with `demo --size units`, `city` with `demo --size city-units`.
        #[arg(long, value_enum, default_value = "school")]
        size: demo::Size,
    },
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
            Verb::CreateAdmin {
                data,
                public_url,
                username,
                display_name,
                password_stdin,
            } => create_admin(&data, &public_url, &username, &display_name, password_stdin).await,
            Verb::Verify { data } => verify(&data).await,
            Verb::Backup { data, file } => back_up(&data, &file).await,
            Verb::Restore { data, file } => restore(&data, &file).await,
            Verb::Move { data, moving } => moving::run(data, *moving).await,
            Verb::Openapi { postman } => {
                let document = if postman {
                    serde_json::to_string_pretty(&app::postman_collection()?)?
                } else {
                    app::document().to_pretty_json()?
                };
                writeln!(io::stdout(), "{document}")?;
                Ok(())
            }
            Verb::Demo {
                data,
                size,
                today,
                password_file,
            } => fill_demo(&data, size, today, &password_file).await,
            Verb::Import { config, order } => transfer::import(*config, &order).await,
            Verb::Export { config, order } => transfer::export(*config, &order).await,
            Verb::SampleSheets { folder, size } => {
                std::fs::create_dir_all(&folder)?;
                demo::sheets::write(&folder, size, Clock::System.today(), Clock::System.now())?;
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
        None => db::migrate(&db).await?,
    }
    Ok(())
}

async fn create_admin(
    data: &DataConfig,
    public_url: &str,
    username: &str,
    display_name: &str,
    password_stdin: bool,
) -> Result<(), Failure> {
    let password_hash = if password_stdin {
        let password = io::read_to_string(io::stdin())?
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        password::check_rules("password", &password, username).map_err(in_words)?;
        Some(Passwords::new()?.hash(password).await?)
    } else {
        None
    };
    let db = connect(data).await?;
    Migrator::up(&db, None).await?;
    let vault = Vault::from_file(&data.master_key_file)?;
    let now = Clock::System.now();
    let link = db::write(&db, async |tx| {
        accounts::create_administrator(tx, &vault, public_url, username, display_name, password_hash, now).await
    })
    .await
    .map_err(in_words)?;
    match link {
        Some(link) => println!("{}\n(once, until {})", link.setup_url, link.setup_expires_at),
        None => println!("The administrator \"{username}\" can log in."),
    }
    Ok(())
}

/// What an error says to the one at the keyboard.
fn in_words(error: Error) -> Failure {
    match error {
        Error::Invalid(fields) => fields
            .iter()
            .map(|field| format!("{}: {}", field.pointer.trim_start_matches("#/"), field.detail.en))
            .collect::<Vec<_>>()
            .join("; ")
            .into(),
        Error::Conflict { detail, .. } => detail.en.into(),
        other => other.into(),
    }
}

async fn verify(data: &DataConfig) -> Result<(), Failure> {
    let vault = own_vault(data)?;
    let db = connect(data).await?;
    let mut broken = 0;
    let files = Files::open(&data.files, vault.clone())?;
    for Finding { checked, wrong } in operation::verify(&db, &vault, &files).await? {
        println!("{checked}: {}", if wrong.is_empty() { "ok" } else { "BROKEN" });
        for line in &wrong {
            println!("  {line}");
        }
        broken += wrong.len();
    }
    if broken > 0 {
        return Err("the database is not as it was written".into());
    }
    Ok(())
}

/// The vault of a database that is there already: a fresh key would not fit it.
fn own_vault(data: &DataConfig) -> Result<Vault, Failure> {
    with_former(existing(&data.master_key_file)?, data)
}

fn existing(file: &Path) -> Result<Vault, Failure> {
    if !file.exists() {
        return Err(format!(
            "{} is not there: put the master key of this database in its place",
            file.display()
        )
        .into());
    }
    Ok(Vault::from_file(file)?)
}

fn with_former(vault: Vault, data: &DataConfig) -> Result<Vault, Failure> {
    let former: Vec<Vault> = data
        .former_key_files
        .iter()
        .map(|file| existing(file))
        .collect::<Result<_, _>>()?;
    Ok(vault.with_former(&former))
}

/// The files of attachments that belong to the backups of a folder. They are named by what they hold, so that every
/// backup adds only those that are new.
fn files_of_backups(file: &Path) -> PathBuf {
    file.with_file_name("backup-files")
}

async fn back_up(data: &DataConfig, file: &Path) -> Result<(), Failure> {
    let vault = own_vault(data)?;
    let db = connect(data).await?;
    let files = Files::open(&data.files, vault.clone())?;
    let copies = Files::in_folder(&files_of_backups(file), vault)?;
    // Before, so that nothing removed meanwhile is missing; after, so that nothing added meanwhile is.
    attachments::copy(&db, &files, &copies).await?;
    db::backup::back_up(&db, file).await?;
    let missing = attachments::copy(&db, &files, &copies).await?;
    println!("{}", file.display());
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the backup is made, but without some files:\n  {}",
        missing.join("\n  ")
    )
    .into())
}

async fn restore(data: &DataConfig, file: &Path) -> Result<(), Failure> {
    let Some(database) = data.database.strip_prefix("sqlite:") else {
        return Err(db::backup::Failure::OtherTools.into());
    };
    let vault = own_vault(data)?;
    db::backup::restore(file, Path::new(database)).await?;
    let copies = Files::in_folder(&files_of_backups(file), vault.clone())?;
    let files = Files::open(&data.files, vault)?;
    // What the backup lacks is named by the verification.
    attachments::copy(&connect(data).await?, &copies, &files).await?;
    verify(data).await
}

async fn fill_demo(
    data: &DataConfig,
    size: demo::Size,
    today: Option<chrono::NaiveDate>,
    password_file: &Path,
) -> Result<(), Failure> {
    let db = connect(data).await?;
    db::migrate(&db).await?;
    let vault = Vault::from_file(&data.master_key_file)?;
    let files = Files::open(&data.files, vault.clone())?;
    let password = demo::password(password_file)?;
    let password_hash = Passwords::new()?.hash(password.clone()).await?;
    let today = today.unwrap_or_else(|| Clock::System.today());
    demo::fill(
        &db,
        &vault,
        &files,
        &Demo {
            size,
            today,
            now: Clock::System.now(),
            password_hash: &password_hash,
        },
    )
    .await?;
    println!("Demo accounts: admin, office, principal, vice1, branch1, teacher2 and others; password: {password}");
    Ok(())
}

/// What the server would have, for a verb that does its work.
async fn state(config: ServerConfig) -> Result<State, Failure> {
    let vault = own_vault(&config.data)?;
    let db = connect(&config.data).await?;
    db::migrate(&db).await?;
    Ok(State::new(db, vault, Clock::System, config).await?)
}

async fn serve(config: ServerConfig) -> Result<(), Failure> {
    telemetry::start(&config.log, config.log_json);
    rlimit::increase_nofile_limit(u64::MAX)?;
    let db = connect(&config.data).await?;
    db::migrate(&db).await?;
    let vault = with_former(Vault::from_file(&config.data.master_key_file)?, &config.data)?;
    let state = State::new(db, vault, Clock::System, config).await?;
    match accounts::invite_first_administrator(&state).await? {
        FirstAdministrator::Known => {}
        FirstAdministrator::Invited { until } => tracing::warn!(
            setup.expires_at = %until,
            "nobody has a password yet: use the one-time link that was printed, or `lianxin create-admin` for a new one"
        ),
        FirstAdministrator::Fresh(link) => tracing::warn!(
            setup.url = link.setup_url,
            "nobody has a password yet: set that of \"admin\" with this one-time link"
        ),
    }
    app::run(state).await?;
    Ok(())
}
