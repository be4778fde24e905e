//! Listening, and leaving without dropping anybody.

use std::{sync::atomic::Ordering, time::Duration};

use actix_web::{HttpServer, web};

use super::build;
use crate::{error::Result, features, state::State};

/// How long a proxy has to notice that `/health/ready` says 503 before no new connection is taken.
const NOTICE: Duration = Duration::from_secs(3);
/// How long accepted requests may take after that; with [`NOTICE`] under the 30 seconds that supervisors grant.
const FINISHING_SECONDS: u64 = 25;

/// How often the server looks for reminders that are due.
const REMINDING: Duration = Duration::from_mins(1);

/// Listens until SIGTERM or Ctrl-C; requests that were accepted are finished first.
pub async fn run(state: State) -> std::io::Result<()> {
    recover(&state).await.map_err(std::io::Error::other)?;
    let state = web::Data::new(state);
    let config = state.config.clone();
    let workers = match config.workers {
        0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        workers => workers,
    };
    let server = HttpServer::new({
        let state = state.clone();
        move || build(state.clone())
    })
    .workers(workers)
    .max_connections(config.max_connections / workers + 1)
    .client_request_timeout(Duration::from_secs(10))
    .client_disconnect_timeout(Duration::from_secs(5))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(FINISHING_SECONDS)
    .disable_signals()
    .bind(&config.bind)?
    .run();
    tracing::info!(server.address = config.bind, "ready");
    let reminding = actix_web::rt::spawn(remind(state.clone()));
    let telling = actix_web::rt::spawn(features::webhooks::work(state.clone()));
    let handle = server.handle();
    actix_web::rt::spawn(async move {
        let notice = asked_to_stop().await?;
        state.draining.store(true, Ordering::Relaxed);
        tracing::info!("stopping: no longer ready, finishing what was accepted");
        tokio::time::sleep(notice).await;
        reminding.abort();
        telling.abort();
        handle.stop(true).await;
        std::io::Result::Ok(())
    });
    server.await
}

/// Waits for SIGTERM, which gives proxies notice, or for Ctrl-C, after which somebody waits at a terminal.
#[cfg(unix)]
async fn asked_to_stop() -> std::io::Result<Duration> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(NOTICE),
        pressed = tokio::signal::ctrl_c() => pressed.map(|()| Duration::ZERO),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> std::io::Result<Duration> {
    tokio::signal::ctrl_c().await.map(|()| Duration::ZERO)
}

/// Makes the reminders that are due, every minute. Several servers may do so at once; each reminder is made once.
async fn remind(state: web::Data<State>) {
    let mut minutes = tokio::time::interval(REMINDING);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !state.draining.load(Ordering::Relaxed) {
        minutes.tick().await;
        if let Err(error) = features::ledger::remind(&state.db, state.clock.now()).await {
            tracing::error!(error = %error, "reminders could not be made; the next minute tries again");
        }
    }
}

/// Tidies up after an earlier run of the server that was cut off.
async fn recover(state: &State) -> Result<()> {
    features::jobs::recover(state).await?;
    features::transfer::recover(state).await?;
    features::liaison::recover(state).await
}
