//! What all handlers share.

use std::sync::atomic::AtomicBool;

use sea_orm::DatabaseConnection;

use crate::{
    auth::{
        password::Passwords,
        throttle::{Throttle, Visitors},
        token::Tokens,
    },
    clock::Clock,
    config::ServerConfig,
    error::Result,
    files::Files,
    vault::Vault,
};

/// The server's state; cheap to clone per worker behind `web::Data`.
#[derive(Debug)]
pub struct State {
    pub db: DatabaseConnection,
    pub vault: Vault,
    /// Attachments.
    pub files: Files,
    pub tokens: Tokens,
    pub passwords: Passwords,
    pub throttle: Throttle,
    /// Those who ask for a proof of work before they send a concern.
    pub visitors: Visitors,
    /// Those who follow a concern by its code.
    pub followers: Visitors,
    /// Those who try to vote with what is wrong or used.
    pub voters: Visitors,
    pub clock: Clock,
    pub config: ServerConfig,
    /// The server was asked to stop: it is no longer ready, but finishes what it accepted.
    pub draining: AtomicBool,
}

impl State {
    pub async fn new(db: DatabaseConnection, vault: Vault, clock: Clock, config: ServerConfig) -> Result<Self> {
        let tokens = Tokens::load(&db, &vault, clock.now()).await?;
        let files = Files::open(&config.data.files, vault.clone())?;
        Ok(Self {
            db,
            files,
            vault,
            tokens,
            passwords: Passwords::new()?,
            throttle: Throttle::per_minute(config.logins_per_user, config.logins_per_address),
            visitors: Visitors::default(),
            followers: Visitors::default(),
            voters: Visitors::default(),
            clock,
            config,
            draining: AtomicBool::new(false),
        })
    }
}
