//! The settings of the server: flags, environment and file. Nothing else reads the environment.

use std::{net::IpAddr, path::PathBuf};

use clap::Args;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DataConfig {
    /// Database: `sqlite:path/to/file.db` or `postgres://user:password@host/database`.
    #[arg(long, env = "LIANXIN_DATABASE", default_value = "sqlite:data/lianxin.db")]
    pub database: String,
    /// File with the master key (32 bytes in Base64) that seals identities and numbers; made at first start.
    /// Keep a copy apart from the database's backups: without it, sealed values are lost.
    #[arg(long, env = "LIANXIN_MASTER_KEY_FILE", default_value = "data/master.key")]
    pub master_key_file: PathBuf,
    /// Master keys of schools that joined this installation, if any: codes that they handed out, and ID numbers, are
    /// known by digests under them.
    #[arg(long, env = "LIANXIN_FORMER_KEY_FILES", value_delimiter = ',')]
    pub former_key_files: Vec<PathBuf>,
    /// Connections to the database.
    #[arg(long, env = "LIANXIN_DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub database_connections: u32,
    #[command(flatten)]
    pub files: FilesConfig,
}

/// Where uploaded files are kept.
#[derive(Debug, Clone, Args)]
pub struct FilesConfig {
    /// Attachments: a folder, or `s3://bucket/prefix` for a store that speaks S3. They are sealed under the master key.
    #[arg(long, env = "LIANXIN_FILES", default_value = "data/files")]
    pub files: String,
    /// Address of the S3 store, such as `https://oss-cn-hangzhou.aliyuncs.com`; Amazon's when left out.
    #[arg(long, env = "LIANXIN_S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// Region of the S3 store.
    #[arg(long, env = "LIANXIN_S3_REGION", default_value = "us-east-1")]
    pub s3_region: String,
    /// The endpoint names the bucket itself (`https://bucket.host`), as some stores demand.
    #[arg(long, env = "LIANXIN_S3_VIRTUAL_HOST", default_value_t = false)]
    pub s3_virtual_host: bool,
    #[arg(long, env = "LIANXIN_S3_ACCESS_KEY", hide_env_values = true)]
    pub s3_access_key: Option<String>,
    #[arg(long, env = "LIANXIN_S3_SECRET_KEY", hide_env_values = true)]
    pub s3_secret_key: Option<String>,
}

/// How the server listens.
#[derive(Debug, Clone, Args)]
pub struct ServerConfig {
    #[command(flatten)]
    pub data: DataConfig,
    /// Address to listen on.
    #[arg(long, env = "LIANXIN_BIND", default_value = "127.0.0.1:8080")]
    pub bind: String,
    /// Worker threads; 0 means one per core.
    #[arg(long, env = "LIANXIN_WORKERS", default_value_t = 0)]
    pub workers: usize,
    /// Most connections at once, over all workers.
    #[arg(long, env = "LIANXIN_MAX_CONNECTIONS", default_value_t = 10_000)]
    pub max_connections: usize,
    /// The address people type, for links in printed sheets and logs.
    #[arg(long, env = "LIANXIN_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    pub public_url: String,
    /// Browser origins that may call the API from elsewhere, when the SPA is deployed apart.
    #[arg(long, env = "LIANXIN_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[arg(long, env = "LIANXIN_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Logins an address may try in a minute.
    #[arg(long, env = "LIANXIN_LOGINS_PER_ADDRESS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub logins_per_address: u32,
    /// Logins of one user name that may be tried in a minute.
    #[arg(long, env = "LIANXIN_LOGINS_PER_USER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    pub logins_per_user: u32,
    /// Minutes that an access token of another system lives.
    #[arg(long, env = "LIANXIN_SERVICE_TOKEN_MINUTES", default_value_t = 15, value_parser = clap::value_parser!(i64).range(1..=60))]
    pub service_token_minutes: i64,
    /// Where webhooks may be sent although it lies inside: networks (`10.1.0.0/16`), addresses and host names. Those
    /// named may also be sent to without TLS.
    #[arg(long, env = "LIANXIN_WEBHOOK_ALLOW", value_delimiter = ',')]
    pub webhook_allow: Vec<String>,
    /// Seconds a receiver of webhooks has to answer.
    #[arg(long, env = "LIANXIN_WEBHOOK_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub webhook_timeout_seconds: u64,
    /// What is logged, such as `info` or `lianxin=debug`.
    #[arg(long, env = "LIANXIN_LOG", default_value = "info,sqlx=warn")]
    pub log: String,
    /// Log as JSON lines.
    #[arg(long, env = "LIANXIN_LOG_JSON", default_value_t = false)]
    pub log_json: bool,
}

/// Reads `key = "value"` lines of a TOML file as defaults: environment and flags go before them.
pub fn with_file_defaults(command: clap::Command, file: &toml::Table) -> clap::Command {
    let set = |command: clap::Command| {
        let known: Vec<String> = command
            .get_arguments()
            .map(|argument| argument.get_id().to_string())
            .collect();
        file.iter()
            .filter(|(key, _)| known.contains(key))
            .fold(command, |command, (key, value)| {
                let text = match value {
                    toml::Value::String(text) => text.clone(),
                    toml::Value::Array(items) => items
                        .iter()
                        .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                        .collect::<Vec<_>>()
                        .join(","),
                    other => other.to_string(),
                };
                command.mut_arg(key, |argument| argument.default_value(text))
            })
    };
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, set))
}
