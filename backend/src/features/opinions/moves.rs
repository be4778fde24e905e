//! The states of an opinion item and the moves between them: open → replied → closed, or opened again.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{opinion_event::OpinionStep, opinion_item::OpinionState};

/// What can be done with an opinion item (处置动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpinionMove {
    /// 回应: an answer was given, in the place where it was said or elsewhere.
    Reply,
    /// 办结: nothing more is to be done. Without an answer the reason says why.
    Close,
    /// 重新处置: it came back, or the answer was not enough; the reason says why.
    Reopen,
}

impl OpinionMove {
    pub const ALL: [Self; 3] = [Self::Reply, Self::Close, Self::Reopen];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }

    /// The step that is kept of it.
    pub fn step(self) -> OpinionStep {
        match self {
            Self::Reply => OpinionStep::Reply,
            Self::Close => OpinionStep::Close,
            Self::Reopen => OpinionStep::Reopen,
        }
    }
}

/// The caller's part in an opinion item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He is to answer it.
    pub responder: bool,
    /// He answers for the unit.
    pub overseer: bool,
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can do this now.
    Illegal,
    /// It is somebody else's.
    NotYours,
}

/// The state after a move.
pub fn next(state: OpinionState, wanted: OpinionMove, part: Part) -> Result<OpinionState, Refusal> {
    use OpinionState::{Closed, Open, Replied};
    let (mine, then) = match (state, wanted) {
        (Open, OpinionMove::Reply) => (part.responder || part.overseer, Replied),
        (Open | Replied, OpinionMove::Close) => (part.overseer, Closed),
        (Replied | Closed, OpinionMove::Reopen) => (part.overseer, Open),
        _ => return Err(Refusal::Illegal),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// The moves this caller can make now.
pub fn allowed(state: OpinionState, part: Part) -> Vec<OpinionMove> {
    OpinionMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, part).is_ok())
        .collect()
}

/// Whether the caller may change what was written down: until it is closed, for the units he answers for.
pub fn is_editable(state: OpinionState, part: Part) -> bool {
    state != OpinionState::Closed && part.overseer
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(OpinionState, OpinionMove, OpinionState)] = {
        use OpinionState::{Closed, Open, Replied};
        &[
            (Open, OpinionMove::Reply, Replied),
            (Open, OpinionMove::Close, Closed),
            (Replied, OpinionMove::Close, Closed),
            (Replied, OpinionMove::Reopen, Open),
            (Closed, OpinionMove::Reopen, Open),
        ]
    };

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in proptest::sample::select(OpinionState::iter().collect::<Vec<_>>()),
            wanted in proptest::sample::select(OpinionMove::ALL.to_vec()),
            [responder, overseer] in any::<[bool; 2]>(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match next(state, wanted, Part { responder, overseer }) {
                Ok(then) => prop_assert_eq!(Some(then), row.map(|row| row.2)),
                Err(Refusal::NotYours) => prop_assert!(row.is_some() && !overseer),
                Err(Refusal::Illegal) => prop_assert!(row.is_none()),
            }
        }
    }
}
