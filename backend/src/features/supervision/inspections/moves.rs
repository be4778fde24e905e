//! The states of an inspection and the moves between them: planned → announced → running → finished, or cancelled.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{inspection::InspectionState, inspection_event::InspectionStep};

/// What can be done with an inspection (督查动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionMove {
    /// 发出通知: the unit is told.
    Announce,
    /// 开始督查: the inspectors are there; also without notice.
    Start,
    /// 结束督查: it is over, and what came of it is written down.
    Finish,
    /// 取消督查: it does not take place; the reason says why.
    Cancel,
}

impl InspectionMove {
    pub const ALL: [Self; 4] = [Self::Announce, Self::Start, Self::Finish, Self::Cancel];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Cancel => "cancel",
        }
    }

    /// The step that is kept of it.
    pub fn step(self) -> InspectionStep {
        match self {
            Self::Announce => InspectionStep::Announce,
            Self::Start => InspectionStep::Start,
            Self::Finish => InspectionStep::Finish,
            Self::Cancel => InspectionStep::Cancel,
        }
    }
}

/// The state after a move; none when it cannot be made now.
pub fn next(state: InspectionState, wanted: InspectionMove) -> Option<InspectionState> {
    use InspectionState::{Announced, Cancelled, Finished, Planned, Running};
    match (state, wanted) {
        (Planned, InspectionMove::Announce) => Some(Announced),
        (Planned | Announced, InspectionMove::Start) => Some(Running),
        (Running, InspectionMove::Finish) => Some(Finished),
        (Planned | Announced | Running, InspectionMove::Cancel) => Some(Cancelled),
        _ => None,
    }
}

/// The moves that can be made now.
pub fn allowed(state: InspectionState) -> Vec<InspectionMove> {
    InspectionMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted).is_some())
        .collect()
}

/// Whether what was written down can still be changed.
pub fn is_editable(state: InspectionState) -> bool {
    !matches!(state, InspectionState::Finished | InspectionState::Cancelled)
}

/// Whether findings can be recorded: the inspectors are or were there.
pub fn takes_findings(state: InspectionState) -> bool {
    matches!(state, InspectionState::Running | InspectionState::Finished)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(InspectionState, InspectionMove, InspectionState)] = {
        use InspectionState::{Announced, Cancelled, Finished, Planned, Running};
        &[
            (Planned, InspectionMove::Announce, Announced),
            (Planned, InspectionMove::Start, Running),
            (Planned, InspectionMove::Cancel, Cancelled),
            (Announced, InspectionMove::Start, Running),
            (Announced, InspectionMove::Cancel, Cancelled),
            (Running, InspectionMove::Finish, Finished),
            (Running, InspectionMove::Cancel, Cancelled),
        ]
    };

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in proptest::sample::select(InspectionState::iter().collect::<Vec<_>>()),
            wanted in proptest::sample::select(InspectionMove::ALL.to_vec()),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            prop_assert_eq!(next(state, wanted), row.map(|row| row.2));
        }

        #[test]
        fn every_walk_ends_and_what_is_over_stays_as_it_is(
            walk in proptest::collection::vec(proptest::sample::select(InspectionMove::ALL.to_vec()), 0..12),
        ) {
            let mut state = InspectionState::Planned;
            for wanted in walk {
                if !is_editable(state) {
                    prop_assert!(allowed(state).is_empty());
                }
                state = next(state, wanted).unwrap_or(state);
            }
        }
    }
}
