//! The same throws every time: demo data must not change from run to run.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

pub struct Dice(StdRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// An id whose time part is `at`, as if the row had been made then.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.0.random()).into_uuid()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        of.choose(&mut self.0).unwrap_or(&of[0])
    }

    /// `from..=to`
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        self.0.random_range(from..=to)
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent.min(100), 100)
    }

    /// A day of a span, both ends included.
    pub fn day(&mut self, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        let days = u64::try_from((to - from).num_days()).unwrap_or_default();
        from.checked_add_days(Days::new(self.0.random_range(0..=days)))
            .unwrap_or(from)
    }

    /// A moment of a working day (8 to 18 o'clock in China).
    pub fn moment(&mut self, day: NaiveDate) -> DateTime<Utc> {
        day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(self.0.random_range(0..36_000))
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.0.random_range(0..10_u8)))
            .collect()
    }
}
