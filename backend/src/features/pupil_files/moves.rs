//! Open and closed, and the way between.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What can be done with a file (档案办理).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileMove {
    /// 结档: the support ends, with a result.
    Close,
    /// 重新建档: it goes on after all.
    Reopen,
}

impl FileMove {
    pub const ALL: [Self; 2] = [Self::Close, Self::Reopen];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }
}

/// Whether a file lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    Open,
    Closed,
}

/// The state after a move; `None` when it does not fit the state.
pub fn next(state: FileState, wanted: FileMove) -> Option<FileState> {
    match (state, wanted) {
        (FileState::Open, FileMove::Close) => Some(FileState::Closed),
        (FileState::Closed, FileMove::Reopen) => Some(FileState::Open),
        (FileState::Open, FileMove::Reopen) | (FileState::Closed, FileMove::Close) => None,
    }
}

/// The moves that fit the state, for one who may change the file.
pub fn allowed(state: FileState, may_change: bool) -> Vec<FileMove> {
    FileMove::ALL
        .into_iter()
        .filter(|wanted| may_change && next(state, *wanted).is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_allowed_leads_to_the_other_state_and_nothing_else_does(
            open in any::<bool>(),
            may_change in any::<bool>(),
        ) {
            let state = if open { FileState::Open } else { FileState::Closed };
            let moves = allowed(state, may_change);
            prop_assert_eq!(moves.len(), usize::from(may_change));
            for wanted in FileMove::ALL {
                let then = next(state, wanted);
                prop_assert!(then.is_none_or(|then| then != state));
                prop_assert!(!moves.contains(&wanted) || then.is_some());
            }
        }
    }
}
