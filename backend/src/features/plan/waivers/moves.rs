//! The states of a waiver and the moves between them: requested → approved, rejected, withdrawn.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::duty_waiver::WaiverState;

/// What can be done with a waiver (办理动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaiverStep {
    /// 批准: from now on it reduces the target.
    Approve,
    /// 不批准: the note says why.
    Reject,
    /// 撤回: the request, or an approved waiver that is not needed any more; the decider says why.
    Withdraw,
}

impl WaiverStep {
    pub const ALL: [Self; 3] = [Self::Approve, Self::Reject, Self::Withdraw];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
        }
    }
}

/// The caller's part in a waiver.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He asked for it, or it is about him.
    pub concerned: bool,
    /// He decides; nobody does about himself.
    pub decider: bool,
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
pub fn next(state: WaiverState, wanted: WaiverStep, part: Part) -> Result<WaiverState, Refusal> {
    use WaiverState::{Approved, Rejected, Requested, Withdrawn};
    let (mine, then) = match (state, wanted) {
        (Requested, WaiverStep::Approve) => (part.decider, Approved),
        (Requested, WaiverStep::Reject) => (part.decider, Rejected),
        (Requested, WaiverStep::Withdraw) => (part.concerned, Withdrawn),
        (Approved, WaiverStep::Withdraw) => (part.concerned || part.decider, Withdrawn),
        _ => return Err(Refusal::Illegal),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// The moves this caller can make now.
pub fn allowed(state: WaiverState, part: Part) -> Vec<WaiverStep> {
    WaiverStep::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, part).is_ok())
        .collect()
}

/// Whether the move must say why.
pub fn needs_note(wanted: WaiverStep, part: Part) -> bool {
    match wanted {
        WaiverStep::Approve => false,
        WaiverStep::Reject => true,
        WaiverStep::Withdraw => !part.concerned,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(WaiverState, WaiverStep, WaiverState)] = {
        use WaiverState::{Approved, Rejected, Requested, Withdrawn};
        &[
            (Requested, WaiverStep::Approve, Approved),
            (Requested, WaiverStep::Reject, Rejected),
            (Requested, WaiverStep::Withdraw, Withdrawn),
            (Approved, WaiverStep::Withdraw, Withdrawn),
        ]
    };

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in proptest::sample::select(WaiverState::iter().collect::<Vec<_>>()),
            wanted in proptest::sample::select(WaiverStep::ALL.to_vec()),
            concerned in any::<bool>(), decider in any::<bool>(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match (next(state, wanted, Part { concerned, decider }), row) {
                (Ok(then), row) => prop_assert_eq!(Some(then), row.map(|row| row.2)),
                (Err(Refusal::NotYours), row) => prop_assert!(row.is_some()),
                (Err(Refusal::Illegal), row) => prop_assert!(row.is_none()),
            }
        }

        #[test]
        fn only_a_decider_approves(state in proptest::sample::select(WaiverState::iter().collect::<Vec<_>>()), concerned in any::<bool>()) {
            let part = Part { concerned, decider: false };
            prop_assert!(next(state, WaiverStep::Approve, part).is_err() && next(state, WaiverStep::Reject, part).is_err());
        }
    }
}
