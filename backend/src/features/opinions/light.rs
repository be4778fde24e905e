//! How an opinion item stands against its time: a pure function.

use chrono::{DateTime, Utc};

use crate::{entities::opinion_item::OpinionState, features::ledger::Light};

/// The light of an item: due soon when a quarter of its time or less is left.
pub fn light(state: OpinionState, seen_at: DateTime<Utc>, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Light {
    if state != OpinionState::Open {
        return Light::Green;
    }
    if due_at < now {
        Light::Red
    } else if soon_from(seen_at, due_at) <= now {
        Light::Yellow
    } else {
        Light::White
    }
}

fn soon_from(seen_at: DateTime<Utc>, due_at: DateTime<Utc>) -> DateTime<Utc> {
    due_at - (due_at - seen_at) / 4
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_last_quarter_is_yellow_and_what_is_answered_green() {
        let seen = DateTime::UNIX_EPOCH;
        let due = seen + TimeDelta::hours(24);
        let at = |hours| light(OpinionState::Open, seen, due, seen + TimeDelta::hours(hours));
        assert_eq!([at(1), at(17)], [Light::White, Light::White]);
        assert_eq!([at(18), at(24)], [Light::Yellow, Light::Yellow]);
        assert_eq!(at(25), Light::Red);
        assert_eq!(
            light(OpinionState::Replied, seen, due, due + TimeDelta::hours(9)),
            Light::Green
        );
    }
}
