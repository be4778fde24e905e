//! The time of day, handed in so that tests can move it.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, TimeDelta, Utc};

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    System,
    /// Stands still until a test moves it.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, cut to microseconds: PostgreSQL keeps no more.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
        .trunc_subsecs(6)
    }

    /// Today where the schools are (UTC+8).
    pub fn today(&self) -> NaiveDate {
        local_date(self.now())
    }

    /// Moves a fixed clock; the system's cannot be moved.
    pub fn advance(&self, by: TimeDelta) {
        if let Self::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

/// The date in China (UTC+8, no summer time) at an instant.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    const CHINA: Option<FixedOffset> = FixedOffset::east_opt(8 * 3600);
    CHINA.map_or_else(|| at.date_naive(), |offset| at.with_timezone(&offset).date_naive())
}
