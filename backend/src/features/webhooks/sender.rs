//! One attempt: the message signed and sent, and what came of it.

use std::{error::Error as _, io, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{
    Client, StatusCode, Url,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};
use standardwebhooks::Webhook as Signer;

use super::{
    guard::{Guard, Refusal, Resolver},
    schedule::Outcome,
};
use crate::{
    entities::{ids::WebhookDeliveryId, webhook_attempt::AttemptFailure},
    error::{Error, Result},
};

/// Connections kept open to a receiver.
const KEPT_OPEN: usize = 4;

/// Sends messages; only where the guard lets it.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    guard: Arc<Guard>,
}

/// Where to send, and the keys that sign.
#[derive(Debug, Clone)]
pub struct Target {
    pub url: String,
    pub keys: Vec<Vec<u8>>,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    pub outcome: Outcome,
    pub status: Option<i16>,
    pub failure: Option<AttemptFailure>,
}

impl Sender {
    /// `timeout` is for one attempt, name and connection included.
    pub fn new(guard: Guard, timeout: Duration) -> Result<Self> {
        let guard = Arc::new(guard);
        let client = Client::builder()
            .user_agent(concat!("Lianxin-Webhooks/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Resolver(Arc::clone(&guard)))
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .timeout(timeout)
            .pool_max_idle_per_host(KEPT_OPEN)
            .build()
            .map_err(|error| Error::Internal(format!("webhooks cannot be sent: {error}")))?;
        Ok(Self { client, guard })
    }

    /// Sends a message. Its id stays the same over all attempts; the time is that of this attempt, since receivers
    /// refuse what is older than some minutes.
    pub async fn send(&self, target: &Target, id: WebhookDeliveryId, body: String, now: DateTime<Utc>) -> Sent {
        let url = match self.guard.check(&target.url) {
            Ok(url) => url,
            Err(_) => return failed(AttemptFailure::RefusedAddress),
        };
        match self.post(url, target, id, body, now.timestamp()).await {
            Ok(sent) => sent,
            Err(failure) => failed(failure),
        }
    }

    async fn post(
        &self,
        url: Url,
        target: &Target,
        id: WebhookDeliveryId,
        body: String,
        timestamp: i64,
    ) -> Result<Sent, AttemptFailure> {
        let id = id.to_string();
        let signatures = target.keys.iter().map(|key| sign(key, &id, timestamp, &body));
        let signatures = signatures.collect::<Result<Vec<_>, _>>()?.join(" ");
        let answer = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signatures)
            .body(body)
            .send()
            .await
            .map_err(|error| reason(&error))?;
        let status = answer.status();
        let retry_after = answer
            .headers()
            .get(RETRY_AFTER)
            .filter(|_| matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE))
            .and_then(|value| wait_asked_for(value.to_str().ok()?, timestamp));
        let (outcome, failure) = if status.is_success() {
            (Outcome::Taken, None)
        } else if status == StatusCode::GONE {
            (Outcome::Gone, Some(AttemptFailure::Status))
        } else if status.is_redirection() {
            (Outcome::Failed { retry_after }, Some(AttemptFailure::Redirect))
        } else {
            (Outcome::Failed { retry_after }, Some(AttemptFailure::Status))
        };
        Ok(Sent {
            outcome,
            status: i16::try_from(status.as_u16()).ok(),
            failure,
        })
    }
}

fn failed(failure: AttemptFailure) -> Sent {
    Sent {
        outcome: Outcome::Failed { retry_after: None },
        status: None,
        failure: Some(failure),
    }
}

fn sign(key: &[u8], id: &str, timestamp: i64, body: &str) -> Result<String, AttemptFailure> {
    let signer = Signer::from_bytes(key.to_vec());
    signer
        .and_then(|signer| signer.sign(id, timestamp, body.as_bytes()))
        .map_err(|_| AttemptFailure::Other)
}

/// `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).
fn wait_asked_for(value: &str, now: i64) -> Option<TimeDelta> {
    let seconds = match value.trim().parse::<i64>() {
        Ok(seconds) => seconds,
        Err(_) => DateTime::parse_from_rfc2822(value.trim()).ok()?.timestamp() - now,
    };
    TimeDelta::try_seconds(seconds.max(0))
}

fn reason(error: &reqwest::Error) -> AttemptFailure {
    if error.is_timeout() {
        return AttemptFailure::Timeout;
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(refusal) = inner.downcast_ref::<Refusal>() {
            return match refusal {
                Refusal::Unresolved => AttemptFailure::Unresolved,
                _ => AttemptFailure::RefusedAddress,
            };
        }
        // The TLS library reports what it does not accept in this way.
        if let Some(io) = inner.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::InvalidData
        {
            return AttemptFailure::Tls;
        }
        cause = inner.source();
    }
    AttemptFailure::Connection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_says_when_to_come_back_in_seconds_or_by_date() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T02:00:00Z")
            .unwrap()
            .timestamp();
        assert_eq!(wait_asked_for("120", now), Some(TimeDelta::seconds(120)));
        assert_eq!(
            wait_asked_for("Mon, 23 Nov 2026 02:01:00 GMT", now),
            Some(TimeDelta::seconds(60))
        );
        assert_eq!(
            wait_asked_for("Mon, 23 Nov 2026 01:00:00 GMT", now),
            Some(TimeDelta::zero())
        );
        assert_eq!(wait_asked_for("-5", now), Some(TimeDelta::zero()));
        assert_eq!(wait_asked_for("soon", now), None);
        assert_eq!(wait_asked_for("99999999999999999999", now), None);
    }

    #[test]
    fn a_signature_is_that_of_the_standard() {
        let key =
            base64::Engine::decode(&base64::prelude::BASE64_STANDARD, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = sign(
            &key,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
