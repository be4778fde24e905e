//! What becomes of a delivery after an attempt, and of its endpoint: pure rules.

use chrono::{DateTime, TimeDelta, Utc};

use crate::entities::webhook_endpoint::EndpointState;

/// The waits between attempts, as Standard Webhooks proposes them: 75 hours in all.
const WAITS: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// The most that chance adds to a wait, in percent: receivers that come back are not met by everything at once.
const JITTER_PERCENT: u32 = 20;
/// The longest wait that a receiver can ask for (`Retry-After`).
const LONGEST: TimeDelta = TimeDelta::hours(24);
/// An endpoint at which everything failed for so long is no longer sent to.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 2xx: the receiver has it.
    Taken,
    /// 410: the receiver wants nothing more.
    Gone,
    /// Anything else; the receiver may have said when to come back.
    Failed { retry_after: Option<TimeDelta> },
}

/// What becomes of the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Delivered,
    /// Sent again after this time.
    Retry(TimeDelta),
    Dead,
}

/// What becomes of the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Well,
    /// It fails, since then.
    FailingSince(DateTime<Utc>),
    /// It is no longer sent to.
    Stopped(EndpointState),
}

/// After the attempt number `round` (from 1) since the delivery was put into the queue. `chance` is 0 to 100.
pub fn next(round: usize, outcome: Outcome, chance: u32) -> Next {
    match outcome {
        Outcome::Taken => Next::Delivered,
        Outcome::Gone => Next::Dead,
        Outcome::Failed { retry_after } => {
            let Some(wait) = WAITS.get(round.saturating_sub(1)) else {
                return Next::Dead;
            };
            let percent = i32::try_from(100 + chance.min(100) * JITTER_PERCENT / 100).unwrap_or(100);
            let wait = *wait * percent / 100;
            Next::Retry(wait.max(retry_after.unwrap_or_default().min(LONGEST)))
        }
    }
}

/// The endpoint after an attempt at `now`.
pub fn health(failing_since: Option<DateTime<Utc>>, outcome: Outcome, now: DateTime<Utc>) -> Health {
    match outcome {
        Outcome::Taken => Health::Well,
        Outcome::Gone => Health::Stopped(EndpointState::Gone),
        Outcome::Failed { .. } => match failing_since {
            Some(since) if now - since >= PATIENCE => Health::Stopped(EndpointState::Failing),
            since => Health::FailingSince(since.unwrap_or(now)),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn failed(seconds: Option<i64>) -> Outcome {
        Outcome::Failed {
            retry_after: seconds.map(TimeDelta::seconds),
        }
    }

    proptest! {
        #[test]
        fn a_wait_is_that_of_the_schedule_and_a_fifth_at_most(round in 1_usize..=9, chance in 0_u32..=100) {
            let Next::Retry(wait) = next(round, failed(None), chance) else { panic!("given up too early") };
            prop_assert!(wait >= WAITS[round - 1]);
            prop_assert!(wait <= WAITS[round - 1] * 120 / 100);
        }

        #[test]
        fn a_receiver_may_ask_for_more_time_but_not_for_more_than_a_day(
            round in 1_usize..=9, chance in 0_u32..=100, seconds in 0_i64..10_000_000,
        ) {
            let Next::Retry(wait) = next(round, failed(Some(seconds)), chance) else { panic!("given up too early") };
            prop_assert!(wait >= TimeDelta::seconds(seconds).min(LONGEST));
            prop_assert!(wait <= (WAITS[round - 1] * 120 / 100).max(LONGEST));
        }

        #[test]
        fn what_is_taken_or_unwanted_is_never_sent_again(round in 0_usize..100, chance in 0_u32..=100) {
            prop_assert_eq!(next(round, Outcome::Taken, chance), Next::Delivered);
            prop_assert_eq!(next(round, Outcome::Gone, chance), Next::Dead);
        }

        #[test]
        fn every_way_through_ends_after_three_days_and_before_four(chances in prop::collection::vec(0_u32..=100, 10)) {
            let mut passed = TimeDelta::zero();
            let mut round = 0;
            for chance in chances {
                round += 1;
                match next(round, failed(None), chance) {
                    Next::Retry(wait) => passed += wait,
                    ended => { prop_assert_eq!(ended, Next::Dead); break; }
                }
            }
            prop_assert_eq!(round, 10);
            prop_assert!(passed >= TimeDelta::days(3) && passed < TimeDelta::days(4), "{}", passed);
        }

        #[test]
        fn an_endpoint_is_stopped_only_after_three_days_of_nothing_but_failures(hours in 0_i64..200) {
            let now = DateTime::UNIX_EPOCH + TimeDelta::hours(500);
            let since = now - TimeDelta::hours(hours);
            let stopped = health(Some(since), failed(None), now) == Health::Stopped(EndpointState::Failing);
            prop_assert_eq!(stopped, hours >= 72);
            prop_assert_eq!(health(None, failed(None), now), Health::FailingSince(now));
            prop_assert_eq!(health(Some(since), Outcome::Taken, now), Health::Well);
            prop_assert_eq!(health(Some(since), Outcome::Gone, now), Health::Stopped(EndpointState::Gone));
        }
    }
}
