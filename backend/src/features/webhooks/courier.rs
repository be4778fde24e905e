//! Takes deliveries that are due and sends them; a slow receiver holds up nobody but itself.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    guard::Guard,
    health,
    message::Message,
    queue, secrets,
    sender::{Sender, Target},
};
use crate::{
    auth::service_actor,
    entities::{ids::WebhookEndpointId, webhook_delivery, webhook_endpoint},
    error::Result,
    state::State,
};

/// Attempts of this server at the same time.
const ALTOGETHER: usize = 64;
/// Attempts to one receiver at the same time.
const PER_ENDPOINT: usize = 8;

/// Sends what is due, within bounds.
#[derive(Debug)]
pub struct Courier {
    sender: Sender,
    timeout: Duration,
    room: Arc<Semaphore>,
    desks: Mutex<HashMap<WebhookEndpointId, Arc<Semaphore>>>,
}

/// A delivery that was taken, with its place among those on their way.
#[derive(Debug)]
pub struct Errand {
    delivery: webhook_delivery::Model,
    target: Arc<Target>,
    taken: Instant,
    _places: (OwnedSemaphorePermit, OwnedSemaphorePermit),
}

impl Courier {
    /// `allowed` and `timeout_seconds` are the settings of the server.
    pub fn new(allowed: &[String], timeout_seconds: u64) -> Result<Self> {
        let timeout = Duration::from_secs(timeout_seconds);
        Ok(Self {
            sender: Sender::new(Guard::new(allowed), timeout)?,
            timeout,
            room: Arc::new(Semaphore::new(ALTOGETHER)),
            desks: Mutex::default(),
        })
    }

    /// Takes deliveries that are due, as many as there is room for; [`Courier::run`] each.
    pub async fn take(&self, state: &State) -> Result<Vec<Errand>> {
        let mut errands = Vec::new();
        for endpoint in queue::due(&state.db, state.clock.now()).await? {
            errands.extend(self.take_from(state, &endpoint).await?);
        }
        Ok(errands)
    }

    async fn take_from(&self, state: &State, endpoint: &webhook_endpoint::Model) -> Result<Vec<Errand>> {
        let desk = self.desk(endpoint.id);
        let places: Vec<_> = std::iter::from_fn(|| {
            let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
            Some((room, Arc::clone(&desk).try_acquire_owned().ok()?))
        })
        .collect();
        let now = state.clock.now();
        // A system that may not ask now is not told either; what waits for it, waits.
        let actor = service_actor(&state.db, endpoint.service_account_id, state.clock.today()).await?;
        let Some(actor) = actor.filter(|_| !places.is_empty()) else {
            return Ok(Vec::new());
        };
        let target = Arc::new(Target {
            url: endpoint.url.clone(),
            keys: secrets::signing(&state.db, &state.vault, endpoint.id, now).await?,
        });
        let taken = Instant::now();
        let deliveries = queue::claim(&state.db, endpoint.id, places.len(), self.timeout, now).await?;
        let seen = queue::audible(&state.db, &actor, &deliveries, now).await?;
        let (told, withheld): (Vec<_>, Vec<_>) = deliveries.into_iter().partition(|delivery| {
            delivery.position.is_none() || queue::change_of(delivery).is_some_and(|change| seen.shows(&change))
        });
        let withheld = withheld.iter().map(|delivery| delivery.id).collect();
        queue::withhold(&state.db, withheld, now).await?;
        let errands = told.into_iter().zip(places).map(|(delivery, places)| Errand {
            delivery,
            target: Arc::clone(&target),
            taken,
            _places: places,
        });
        Ok(errands.collect())
    }

    fn desk(&self, id: WebhookEndpointId) -> Arc<Semaphore> {
        let mut desks = self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            desks
                .entry(id)
                .or_insert_with(|| Arc::new(Semaphore::new(PER_ENDPOINT))),
        )
    }

    /// Sends a delivery that was taken and writes down what came of it.
    pub async fn run(&self, state: &State, errand: Errand) {
        let Errand {
            delivery,
            target,
            taken,
            ..
        } = &errand;
        // Held up for too long: by the time an answer came, another server might be sending it.
        if taken.elapsed() > queue::GRACE {
            return;
        }
        let begun = Instant::now();
        let at = state.clock.now();
        let body = match serde_json::to_string(&Message::of(delivery)) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(webhook.delivery = %delivery.id, error = %error, "a message could not be written");
                return;
            }
        };
        let sent = self.sender.send(target, delivery.id, body, at).await;
        let millis = i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX);
        let outcome = if sent.failure.is_none() { "delivered" } else { "failed" };
        metrics::counter!("webhook_attempts_total", "outcome" => outcome).increment(1);
        if let Err(error) = health::record(&state.db, delivery, sent, millis, at, state.clock.now()).await {
            tracing::error!(webhook.delivery = %delivery.id, error = %error, "what came of a delivery could not be written; it is sent again");
        }
    }
}
