//! Counting what was raised and what came of it.

use chrono::{DateTime, Utc};

use super::{
    dto::{BoardRate, BoardRates},
    suppression::{Told, is_told, told},
};
use crate::entities::ledger_entry::{LedgerOutcome, LedgerState, Satisfaction};

/// What of an entry counts.
#[derive(Debug, Clone)]
pub struct Counted {
    pub category: usize,
    pub state: LedgerState,
    pub outcome: Option<LedgerOutcome>,
    pub satisfaction: Option<Satisfaction>,
    pub due_at: DateTime<Utc>,
    /// When it was answered first.
    pub answered_at: Option<DateTime<Utc>>,
}

/// The ends that are told, in the order of the board; those that are not closed come last, as `None`.
pub const OUTCOMES: [Option<LedgerOutcome>; 6] = [
    Some(LedgerOutcome::Resolved),
    Some(LedgerOutcome::Explained),
    Some(LedgerOutcome::ReferredUp),
    Some(LedgerOutcome::Unsubstantiated),
    Some(LedgerOutcome::Declined),
    None,
];

/// The numbers of a board.
#[derive(Debug)]
pub struct Numbers {
    pub categories: Told,
    /// In the order of [`OUTCOMES`].
    pub outcomes: Told,
    pub rates: BoardRates,
}

impl Numbers {
    /// Counts entries of `categories` categories.
    pub fn of(entries: &[Counted], categories: usize, now: DateTime<Utc>) -> Self {
        let mut by_category = vec![0; categories];
        let mut by_outcome = [0; OUTCOMES.len()];
        for entry in entries {
            by_category[entry.category] += 1;
            let end = entry.outcome.filter(|_| entry.state == LedgerState::Closed);
            if let Some(place) = OUTCOMES.iter().position(|outcome| *outcome == end) {
                by_outcome[place] += 1;
            }
        }
        let (mut categories, mut outcomes) = (told(&by_category), told(&by_outcome));
        // Both have the same total: what the one hides, the other must not tell.
        if categories.total.is_none() || outcomes.total.is_none() {
            categories = Told::nothing(by_category.len());
            outcomes = Told::nothing(by_outcome.len());
        }
        let rates = rates(entries, &by_outcome, &outcomes, now);
        Self {
            categories,
            outcomes,
            rates,
        }
    }
}

fn rates(entries: &[Counted], by_outcome: &[u32; OUTCOMES.len()], outcomes: &Told, now: DateTime<Utc>) -> BoardRates {
    let count = |counts: &dyn Fn(&Counted) -> bool| {
        let counted = entries.iter().filter(|entry| counts(entry)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    let total: u32 = by_outcome.iter().sum();
    let rate = |part: u32, whole: u32| {
        let told = outcomes.total.is_some() && is_told(part, whole) && is_told(whole, total);
        told.then_some(BoardRate { part, whole })
    };
    let [resolved, .., open] = *by_outcome;
    let closed = total - open;
    // Both would tell of hidden ends.
    let is_open_told = outcomes.parts.last().is_some_and(Option::is_some);
    let is_resolved_told = outcomes.parts.first().is_some_and(Option::is_some);
    let resolution = rate(resolved, closed).filter(|_| is_open_told && is_resolved_told);
    let asked = |entry: &Counted| entry.satisfaction.is_some();
    let content = |entry: &Counted| asked(entry) && entry.satisfaction != Some(Satisfaction::Unsatisfied);
    let in_time = |entry: &Counted| entry.answered_at.is_some_and(|at| at <= entry.due_at);
    let due = |entry: &Counted| entry.answered_at.is_some() || entry.due_at < now;
    BoardRates {
        response: rate(count(&in_time), count(&due)),
        completion: rate(closed, total).filter(|_| resolution.is_some()),
        resolution,
        satisfaction: rate(count(&content), count(&asked)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T02:00:00Z".parse().unwrap()
    }

    fn entries(outcome: Option<LedgerOutcome>, satisfaction: Option<Satisfaction>, count: usize) -> Vec<Counted> {
        let state = if outcome.is_some() {
            LedgerState::Closed
        } else {
            LedgerState::InProgress
        };
        let entry = Counted {
            category: 0,
            state,
            outcome,
            satisfaction,
            due_at: now() + TimeDelta::days(1),
            answered_at: outcome.map(|_| now()),
        };
        vec![entry; count]
    }

    #[test]
    fn rates_come_with_their_counts_and_completion_with_resolution() {
        let satisfied = Some(Satisfaction::Satisfied);
        let all = [
            entries(Some(LedgerOutcome::Resolved), satisfied, 20),
            entries(Some(LedgerOutcome::Explained), Some(Satisfaction::Unsatisfied), 10),
            entries(None, None, 6),
        ]
        .concat();
        let numbers = Numbers::of(&all, 1, now());
        assert_eq!(numbers.outcomes.total, Some(36));
        assert_eq!(numbers.rates.completion, Some(BoardRate { part: 30, whole: 36 }));
        assert_eq!(numbers.rates.resolution, Some(BoardRate { part: 20, whole: 30 }));
        assert_eq!(numbers.rates.satisfaction, Some(BoardRate { part: 20, whole: 30 }));
        assert_eq!(numbers.rates.response, Some(BoardRate { part: 30, whole: 30 }));
    }

    #[test]
    fn a_rate_never_tells_a_hidden_end() {
        let all = [
            entries(Some(LedgerOutcome::Resolved), None, 20),
            entries(Some(LedgerOutcome::Explained), None, 3),
            entries(None, None, 6),
        ]
        .concat();
        let numbers = Numbers::of(&all, 1, now());
        assert_eq!(
            numbers.outcomes.parts,
            [Some(20), None, Some(0), Some(0), Some(0), None]
        );
        assert_eq!((numbers.rates.completion, numbers.rates.resolution), (None, None));
    }
}
