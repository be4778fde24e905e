//! What runs beside the requests: places for changes, deliveries to systems, and the broom.

use std::{sync::atomic::Ordering, time::Duration};

use actix_web::{rt, web};
use chrono::{DateTime, Utc};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::{courier::Courier, queue};
use crate::{error::Result, features::changes, http::forget_repeats, state::State};

/// How often is looked for something to do.
const LOOKING: Duration = Duration::from_millis(250);
/// How often old rows are removed and the gauges set.
const TIDYING: Duration = Duration::from_secs(30);
/// After a failure: the database may be away.
const BREATH: Duration = Duration::from_secs(5);

/// Gives changes their places and sends what is due, until the server stops. Several servers may do so at once.
pub async fn work(state: web::Data<State>) {
    let courier = Courier::new(&state.config.webhook_allow, state.config.webhook_timeout_seconds);
    let courier = match courier {
        Ok(courier) => Some(web::Data::new(courier)),
        Err(error) => {
            tracing::error!(error = %error, "no webhooks are sent until the next start");
            None
        }
    };
    let mut looks = interval(LOOKING);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut tidied: Option<Instant> = None;
    while !state.draining.load(Ordering::Relaxed) {
        looks.tick().await;
        let tidying = tidied.is_none_or(|last| last.elapsed() >= TIDYING);
        if let Err(error) = look(&state, courier.as_ref(), tidying).await {
            tracing::error!(error = %error, "changes could not be told of; the next look tries again");
            sleep(BREATH).await;
        } else if tidying {
            tidied = Some(Instant::now());
        }
    }
}

async fn look(state: &web::Data<State>, courier: Option<&web::Data<Courier>>, tidying: bool) -> Result<()> {
    place(state).await?;
    if let Some(courier) = courier {
        for errand in courier.take(state).await? {
            let (state, courier) = (state.clone(), courier.clone());
            rt::spawn(async move { courier.run(&state, errand).await });
        }
    }
    if tidying {
        tidy_up(state).await?;
    }
    Ok(())
}

/// Gives every change that has committed its place in the feed, and makes the deliveries that tell of it.
pub async fn place(state: &State) -> Result<()> {
    let now = state.clock.now();
    while changes::sequence(&state.db, async |tx, changes| queue::tell(tx, changes, now).await).await? > 0 {}
    Ok(())
}

/// Removes what is no longer kept, a portion at a time, and sets the gauges.
pub async fn tidy_up(state: &State) -> Result<()> {
    let now = state.clock.now();
    changes::forget(&state.db, now).await?;
    queue::forget(&state.db, now).await?;
    forget_repeats(&state.db, now).await?;
    let waiting = changes::waiting(&state.db).await?;
    let backlog = queue::backlog(&state.db).await?;
    gauge("change_feed_waiting", waiting.count);
    gauge("change_feed_lag_seconds", age(waiting.since, now));
    gauge("webhook_deliveries_pending", backlog.count);
    gauge("webhook_oldest_due_seconds", age(backlog.due_since, now));
    Ok(())
}

fn gauge(name: &'static str, value: u64) {
    metrics::gauge!(name).set(f64::from(u32::try_from(value).unwrap_or(u32::MAX)));
}

/// Whole seconds since a moment; none when it lies ahead.
fn age(since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> u64 {
    since.map_or(0, |since| u64::try_from((now - since).num_seconds()).unwrap_or(0))
}
