//! The states of an objection: filed → upheld, rejected or withdrawn, and that is the end of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::evaluation_objection::ObjectionState;

/// What can be done with an objection (复核处理).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObjectionMove {
    /// 予以更正: the result is corrected; sheets are set aside, or a grade is set.
    Uphold,
    /// 维持原结果: the result stands.
    Reject,
    /// 撤回: whoever filed it takes it back.
    Withdraw,
}

impl ObjectionMove {
    pub const ALL: [Self; 3] = [Self::Uphold, Self::Reject, Self::Withdraw];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uphold => "uphold",
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
        }
    }
}

/// The caller's part in an objection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He filed it.
    pub filer: bool,
    /// He answers for the round, and the result is not about him.
    pub decider: bool,
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
pub fn next(state: ObjectionState, wanted: ObjectionMove, part: Part) -> Result<ObjectionState, Refusal> {
    if state != ObjectionState::Filed {
        return Err(Refusal::Illegal);
    }
    let (mine, then) = match wanted {
        ObjectionMove::Uphold => (part.decider, ObjectionState::Upheld),
        ObjectionMove::Reject => (part.decider, ObjectionState::Rejected),
        ObjectionMove::Withdraw => (part.filer, ObjectionState::Withdrawn),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// What the caller can do now.
pub fn allowed(state: ObjectionState, part: Part) -> Vec<ObjectionMove> {
    let allowed = ObjectionMove::ALL.into_iter();
    allowed.filter(|wanted| next(state, *wanted, part).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    proptest! {
        #[test]
        fn only_what_is_filed_can_be_moved_and_nobody_decides_on_his_own(
            state in proptest::sample::select(ObjectionState::iter().collect::<Vec<_>>()),
            wanted in proptest::sample::select(ObjectionMove::ALL.to_vec()),
            [filer, decider] in any::<[bool; 2]>(),
        ) {
            match next(state, wanted, Part { filer, decider }) {
                Ok(then) => {
                    prop_assert_eq!(state, ObjectionState::Filed);
                    prop_assert_ne!(then, ObjectionState::Filed);
                    prop_assert_eq!(if then == ObjectionState::Withdrawn { filer } else { decider }, true);
                }
                Err(Refusal::NotYours) => prop_assert_eq!(state, ObjectionState::Filed),
                Err(Refusal::Illegal) => prop_assert_ne!(state, ObjectionState::Filed),
            }
        }
    }
}
