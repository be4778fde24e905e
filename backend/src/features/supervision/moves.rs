//! The states of a finding and the moves between them: open → in progress → done → verified, or reopened.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{finding::FindingState, finding_event::FindingStep};

/// What can be done with a finding (整改动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingMove {
    /// 开始整改: the owner begins and says what he will do.
    Start,
    /// 整改完成: the owner says what came of it.
    Finish,
    /// 验收销号: somebody else has looked and agrees.
    Verify,
    /// 重新整改: it was not done, or came back; the reason says why.
    Reopen,
}

impl FindingMove {
    pub const ALL: [Self; 4] = [Self::Start, Self::Finish, Self::Verify, Self::Reopen];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Verify => "verify",
            Self::Reopen => "reopen",
        }
    }

    /// The step that is kept of it.
    pub fn step(self) -> FindingStep {
        match self {
            Self::Start => FindingStep::Start,
            Self::Finish => FindingStep::Finish,
            Self::Verify => FindingStep::Verify,
            Self::Reopen => FindingStep::Reopen,
        }
    }
}

/// The caller's part in a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He puts it right.
    pub owner: bool,
    /// He wrote it down.
    pub recorder: bool,
    /// He answers for the unit, and is not the owner.
    pub verifier: bool,
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
pub fn next(state: FindingState, wanted: FindingMove, part: Part) -> Result<FindingState, Refusal> {
    use FindingState::{Done, InProgress, Open, Verified};
    let (mine, then) = match (state, wanted) {
        (Open, FindingMove::Start) => (part.owner, InProgress),
        (Open | InProgress, FindingMove::Finish) => (part.owner, Done),
        (Done, FindingMove::Verify) => (part.verifier, Verified),
        (Done | Verified, FindingMove::Reopen) => (part.verifier, InProgress),
        _ => return Err(Refusal::Illegal),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// The moves this caller can make now.
pub fn allowed(state: FindingState, part: Part) -> Vec<FindingMove> {
    FindingMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, part).is_ok())
        .collect()
}

/// Whether the caller may change what is asked and of whom: the recorder or who answers for the unit, until it is done.
pub fn is_editable(state: FindingState, part: Part) -> bool {
    matches!(state, FindingState::Open | FindingState::InProgress) && (part.recorder || part.verifier)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(FindingState, FindingMove, FindingState)] = {
        use FindingState::{Done, InProgress, Open, Verified};
        &[
            (Open, FindingMove::Start, InProgress),
            (Open, FindingMove::Finish, Done),
            (InProgress, FindingMove::Finish, Done),
            (Done, FindingMove::Verify, Verified),
            (Done, FindingMove::Reopen, InProgress),
            (Verified, FindingMove::Reopen, InProgress),
        ]
    };

    fn state() -> impl Strategy<Value = FindingState> {
        proptest::sample::select(FindingState::iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in state(),
            wanted in proptest::sample::select(FindingMove::ALL.to_vec()),
            [owner, recorder, verifier] in any::<[bool; 3]>(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match next(state, wanted, Part { owner, recorder, verifier }) {
                Ok(then) => prop_assert_eq!(Some(then), row.map(|row| row.2)),
                Err(Refusal::NotYours) => prop_assert!(row.is_some()),
                Err(Refusal::Illegal) => prop_assert!(row.is_none()),
            }
        }

        #[test]
        fn the_owner_alone_never_verifies(state in state(), recorder in any::<bool>()) {
            let own = Part { owner: true, recorder, verifier: false };
            prop_assert!(!allowed(state, own).contains(&FindingMove::Verify));
            prop_assert!(allowed(state, Part::default()).is_empty());
        }
    }
}
