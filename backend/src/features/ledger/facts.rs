//! What decides the moves of an entry besides its state.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{co_handlers, move_input::LedgerEntryMove, places};
use crate::{
    clock::local_date,
    entities::{
        ledger_callback,
        ledger_entry::{self, Disclosure, ExtensionState, LedgerOutcome, Satisfaction},
    },
    error::Result,
};

/// After this many call-backs that reached nobody an entry is closed as it was answered.
pub const CALLS: i64 = 3;

/// What of an entry decides a move besides its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Facts {
    /// How often it was returned.
    pub returns: i16,
    /// Whether a central school stands above the managing unit that does not handle it yet.
    pub has_unit_above: bool,
    /// Whether the central school above the managing unit handles it.
    pub is_above: bool,
    /// Whether its clock stands still.
    pub suspended: bool,
    /// Whether more time was asked for, and what came of it.
    pub extension: Option<ExtensionState>,
    /// Whether somebody helps to handle it.
    pub helped: bool,
    /// Whether it belongs to a topic.
    pub in_topic: bool,
    /// How it ended; only where it is closed.
    pub ended: Option<Ended>,
    /// What the call-back found; only for that move.
    pub heard: Option<Heard>,
    /// Whether the submitter himself asks.
    pub submitter: bool,
}

/// How an entry ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// With an answer to the submitter.
    pub answered: bool,
    /// Days since.
    pub days_ago: i64,
}

/// What a call-back found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Satisfied or basically satisfied.
    Satisfied,
    /// Unsatisfied; `reasonable` decides whether the work goes on, none where nobody has decided that yet.
    Unsatisfied { reasonable: Option<bool> },
    /// Nobody was reached; `last_try` when it will not be tried again.
    Nobody { last_try: bool },
}

impl Heard {
    /// From what the caller wrote down; `calls` counts the call-backs before this one that reached nobody.
    pub fn from_answer(
        satisfaction: Option<Satisfaction>,
        reasonable: Option<bool>,
        anonymous: bool,
        calls: i64,
    ) -> Self {
        match satisfaction {
            Some(Satisfaction::Satisfied | Satisfaction::BasicallySatisfied) => Self::Satisfied,
            Some(Satisfaction::Unsatisfied) => Self::Unsatisfied { reasonable },
            None => Self::Nobody {
                last_try: anonymous || calls + 1 >= CALLS,
            },
        }
    }
}

impl Facts {
    /// What is known of an entry before anybody asks for a move.
    pub async fn of(db: &impl ConnectionTrait, entry: &ledger_entry::Model, now: DateTime<Utc>) -> Result<Self> {
        let above = places::school_above(db, entry.unit_id).await?;
        let is_above = above.is_some() && above == entry.handler_unit_id;
        Ok(Self {
            has_unit_above: above.is_some() && !is_above,
            is_above,
            helped: co_handlers::are_there(db, entry.id).await?,
            submitter: false,
            ..Self::for_submitter(entry, now)
        })
    }

    /// What decides the moves of the submitter, whom the units do not concern.
    pub fn for_submitter(entry: &ledger_entry::Model, now: DateTime<Utc>) -> Self {
        Self {
            returns: entry.returns,
            has_unit_above: false,
            is_above: false,
            suspended: entry.suspended_at.is_some(),
            extension: entry.extension,
            helped: false,
            in_topic: entry.topic_id.is_some(),
            ended: entry.closed_at.map(|closed_at| Ended {
                answered: entry.outcome.is_some_and(is_answer),
                days_ago: (local_date(now) - local_date(closed_at)).num_days(),
            }),
            heard: None,
            submitter: true,
        }
    }

    /// With what the move itself brings.
    pub async fn with(
        self,
        db: &impl ConnectionTrait,
        entry: &ledger_entry::Model,
        asked: &LedgerEntryMove,
    ) -> Result<Self> {
        let LedgerEntryMove::CallBack {
            satisfaction,
            reasonable,
            ..
        } = asked
        else {
            return Ok(self);
        };
        let calls = ledger_callback::Entity::find()
            .filter(ledger_callback::Column::EntryId.eq(entry.id))
            .filter(ledger_callback::Column::Satisfaction.is_null())
            .count(db)
            .await?;
        let anonymous = entry.disclosure == Disclosure::Anonymous;
        let calls = i64::try_from(calls).unwrap_or(i64::MAX - 1);
        Ok(Self {
            heard: Some(Heard::from_answer(*satisfaction, *reasonable, anonymous, calls)),
            ..self
        })
    }
}

/// Whether an outcome answers the submitter; the other ends have moves of their own.
pub fn is_answer(outcome: LedgerOutcome) -> bool {
    use LedgerOutcome::{Declined, Explained, Merged, ReferredUp, Resolved, Unsubstantiated, Withdrawn};
    match outcome {
        Resolved | Explained | ReferredUp | Unsubstantiated => true,
        Declined | Withdrawn | Merged => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reached_is_tried_again_unless_the_concern_is_anonymous() {
        assert_eq!(
            Heard::from_answer(None, None, false, 0),
            Heard::Nobody { last_try: false }
        );
        assert_eq!(
            Heard::from_answer(None, None, false, 2),
            Heard::Nobody { last_try: true }
        );
        assert_eq!(
            Heard::from_answer(None, None, true, 0),
            Heard::Nobody { last_try: true }
        );
    }
}
