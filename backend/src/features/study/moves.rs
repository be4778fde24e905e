//! The states of what was handed in and the moves between them: handed in → accepted | returned → handed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::study_completion::CompletionState;

/// What can be done with something handed in (办理动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompletionMove {
    /// 认可: it counts from now on.
    Accept,
    /// 退回: it needs a correction; the reason says which. Also takes an acceptance back.
    Return,
    /// 重新提交: it was corrected.
    HandIn,
}

impl CompletionMove {
    pub const ALL: [Self; 3] = [Self::Accept, Self::Return, Self::HandIn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Return => "return",
            Self::HandIn => "hand_in",
        }
    }
}

/// The caller's part in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// It is his, or he handed it in for somebody.
    pub owner: bool,
    /// He answers for the person's unit, and it is not his own.
    pub reviewer: bool,
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can do this now.
    Illegal,
    /// It is somebody else's turn.
    NotYours,
}

/// The state after a move.
pub fn next(state: CompletionState, wanted: CompletionMove, part: Part) -> Result<CompletionState, Refusal> {
    use CompletionState::{Accepted, HandedIn, Returned};
    let (mine, then) = match (state, wanted) {
        (HandedIn, CompletionMove::Accept) => (part.reviewer, Accepted),
        (HandedIn | Accepted, CompletionMove::Return) => (part.reviewer, Returned),
        (Returned, CompletionMove::HandIn) => (part.owner, HandedIn),
        _ => return Err(Refusal::Illegal),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// The moves this caller can make now.
pub fn allowed(state: CompletionState, part: Part) -> Vec<CompletionMove> {
    CompletionMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, part).is_ok())
        .collect()
}

/// Whether its content may still be changed, or taken away.
pub fn is_open(state: CompletionState) -> bool {
    state != CompletionState::Accepted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(CompletionState, CompletionMove, CompletionState)] = {
        use CompletionState::{Accepted, HandedIn, Returned};
        &[
            (HandedIn, CompletionMove::Accept, Accepted),
            (HandedIn, CompletionMove::Return, Returned),
            (Accepted, CompletionMove::Return, Returned),
            (Returned, CompletionMove::HandIn, HandedIn),
        ]
    };

    fn state() -> impl Strategy<Value = CompletionState> {
        proptest::sample::select(CompletionState::iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in state(),
            wanted in proptest::sample::select(CompletionMove::ALL.to_vec()),
            (owner, reviewer) in any::<(bool, bool)>(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match next(state, wanted, Part { owner, reviewer }) {
                Ok(then) => prop_assert_eq!(Some(then), row.map(|row| row.2)),
                Err(Refusal::NotYours) => prop_assert!(row.is_some()),
                Err(Refusal::Illegal) => prop_assert!(row.is_none()),
            }
        }

        #[test]
        fn nobody_accepts_his_own(state in state()) {
            let own = Part { owner: true, reviewer: false };
            prop_assert!(!allowed(state, own).contains(&CompletionMove::Accept));
            prop_assert!(allowed(state, Part::default()).is_empty());
        }
    }
}
