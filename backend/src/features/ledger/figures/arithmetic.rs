//! The arithmetic of the rates (`domain.md` 2.6): always a count of a count, and no percentage of fewer than five.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::Figure;

/// Fewer than this, and there is no percentage: it would point at people.
pub const FEWEST: i64 = 5;

/// How many entries of each sort there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub registered: i64,
    pub closed: i64,
    /// Closed as resolved.
    pub resolved: i64,
    /// Answered by the limit.
    pub in_time: i64,
    /// Answered, or not answered although the limit is over.
    pub owed: i64,
    /// Closed, and the submitter said how satisfied he is.
    pub heard: i64,
    pub satisfied: i64,
    pub basically: i64,
    /// Closed, and worked on again before that.
    pub reopened: i64,
    /// Sent back at least once.
    pub returned: i64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.registered += more.registered;
        self.closed += more.closed;
        self.resolved += more.resolved;
        self.in_time += more.in_time;
        self.owed += more.owed;
        self.heard += more.heard;
        self.satisfied += more.satisfied;
        self.basically += more.basically;
        self.reopened += more.reopened;
        self.returned += more.returned;
    }
}

/// A rate: what it counts, of how many, and the percentage where that says something.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Rate {
    pub part: Figure,
    pub of: Figure,
    /// To one decimal; null of fewer than five.
    #[schema(required, example = 83.3)]
    pub percent: Option<f64>,
}

impl Rate {
    pub fn new(part: Figure, of: Figure) -> Self {
        Self {
            percent: percent(part.value, of.value),
            part,
            of,
        }
    }
}

/// The percentage to one decimal; nothing of fewer than [`FEWEST`].
pub fn percent(part: i64, of: i64) -> Option<f64> {
    if of < FEWEST {
        return None;
    }
    let tenths = (part * 1000 + of / 2) / of;
    i32::try_from(tenths).ok().map(|tenths| f64::from(tenths) / 10.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_numbers_have_no_percentage() {
        assert_eq!(percent(4, 4), None);
        assert_eq!(percent(5, 6), Some(83.3));
        assert_eq!(percent(2, 3000), Some(0.1));
    }

    proptest! {
        #[test]
        fn a_percentage_lies_between_nothing_and_all((part, of) in (5i64..100_000).prop_flat_map(|of| (0..=of, Just(of)))) {
            let found = percent(part, of).unwrap();
            prop_assert!((0.0..=100.0).contains(&found));
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let exact = part as f64 * 100.0 / of as f64;
            prop_assert!((found - exact).abs() < 0.051);
        }
    }
}
