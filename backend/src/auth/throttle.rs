//! How often a password may be tried: per user name and per address; and how often the public may come by.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};

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

/// Seconds over which visits are counted.
const PERIOD: i64 = 600;

/// How often each address came in the last ten minutes. A whole school comes from one address: what follows from the
/// number is decided by whoever counts, and must be far above what honest people do.
#[derive(Debug, Default)]
pub struct Visitors(Mutex<HashMap<IpAddr, Visits>>);

#[derive(Debug, Clone, Copy, Default)]
struct Visits {
    period: i64,
    now: u32,
    before: u32,
}

impl Visitors {
    /// Counts a visit as `weight`; the answer is the count of the last ten minutes with it.
    pub fn count(&self, address: Option<IpAddr>, weight: u32, at: DateTime<Utc>) -> u32 {
        let (period, gone) = (at.timestamp().div_euclid(PERIOD), at.timestamp().rem_euclid(PERIOD));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MANY {
            known.retain(|_, visits| period - visits.period < 2);
        }
        let visits = known.entry(network(address)).or_default();
        if visits.period != period {
            let before = if period - visits.period == 1 { visits.now } else { 0 };
            *visits = Visits { period, now: 0, before };
        }
        visits.now = visits.now.saturating_add(weight);
        // What is left of the period before, as if its visits had been spread evenly.
        let left = u64::from(visits.before) * (PERIOD - gone).unsigned_abs() / PERIOD.unsigned_abs();
        visits.now.saturating_add(u32::try_from(left).unwrap_or(u32::MAX))
    }

    /// Counts like [`Visitors::count`] and refuses above `most`.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`]
    pub fn admit(&self, address: Option<IpAddr>, weight: u32, most: u32, at: DateTime<Utc>) -> Result<u32> {
        let count = self.count(address, weight, at);
        if count <= most {
            return Ok(count);
        }
        Err(Error::TooManyRequests {
            retry_after_seconds: (PERIOD - at.timestamp().rem_euclid(PERIOD)).unsigned_abs(),
        })
    }
}

/// A household or a phone has a whole /64 of IPv6 to itself.
fn network(address: Option<IpAddr>) -> IpAddr {
    match address {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        Some(address) => address,
        None => Ipv6Addr::UNSPECIFIED.into(),
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

    #[test]
    fn visits_are_forgotten_little_by_little() {
        let at = |seconds| DateTime::from_timestamp(PERIOD * 1_000 + seconds, 0).unwrap();
        let visitors = Visitors::default();
        let here = Some("2001:db8::1".parse().unwrap());
        for _ in 0..99 {
            visitors.count(here, 1, at(0));
        }
        assert_eq!(visitors.count(here, 1, at(0)), 100);
        assert_eq!(visitors.count(Some("2001:db8::2".parse().unwrap()), 0, at(0)), 100);
        assert_eq!(visitors.count(Some("192.0.2.1".parse().unwrap()), 1, at(0)), 1);
        assert_eq!(visitors.count(here, 0, at(PERIOD)), 100);
        assert_eq!(visitors.count(here, 0, at(PERIOD * 3 / 2)), 50);
        assert_eq!(visitors.count(here, 0, at(PERIOD * 3)), 0);
        assert!(visitors.admit(here, 5, 5, at(PERIOD * 3)).is_ok());
        assert!(visitors.admit(here, 1, 5, at(PERIOD * 3)).is_err());
    }
}
