//! How often a password may be tried: per user name and per address.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use crate::error::{Error, Result};

/// Above this many keys those that have recovered are forgotten.
const MANY: usize = 10_000;

/// Counts tries, right or wrong, so that neither a user nor an address can be used to guess.
#[derive(Debug)]
pub struct Throttle {
    users: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

impl Throttle {
    pub fn per_minute(user: u32, address: u32) -> Self {
        let quota = |tries| Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        Self {
            users: RateLimiter::keyed(quota(user)),
            addresses: RateLimiter::keyed(quota(address)),
        }
    }

    /// Counts a try from this address; it is refused when there were too many.
    pub fn address(&self, address: Option<IpAddr>) -> Result<()> {
        address.map_or(Ok(()), |address| admit(&self.addresses, &address))
    }

    /// Counts a try for this user name, whether or not there is such a user.
    pub fn user(&self, username: &str) -> Result<()> {
        admit(&self.users, &username.to_lowercase())
    }
}

fn admit<K: Clone + Eq + Hash>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<()> {
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|refused| Error::TooManyRequests {
        retry_after_seconds: refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_straw_names_a_waiting_time() {
        let throttle = Throttle::per_minute(2, 100);
        assert!(throttle.user("Zhang").is_ok());
        assert!(throttle.user("zhang").is_ok());
        let refused = throttle.user("zhang").unwrap_err();
        assert!(
            matches!(
                refused,
                Error::TooManyRequests {
                    retry_after_seconds: 1..=31
                }
            ),
            "{refused}"
        );
        assert!(throttle.user("li").is_ok());
    }
}
