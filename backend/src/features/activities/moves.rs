//! The states of a record and the moves between them: draft → submitted → confirmed, returned, void.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{auth::policy::activities::Part, entities::activity::ActivityStatus};

/// What can be done with a record (办理动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// 提交: hand it in.
    Submit,
    /// 确认: it was so. By the observed teacher, or the principal of the school visited.
    Confirm,
    /// 退回: it needs a correction; the reason says which.
    Return,
    /// 作废: it shall not count; the reason says why.
    Void,
    /// 跟进完成: what was agreed has been done.
    FollowUp,
}

impl Move {
    pub const ALL: [Self; 5] = [Self::Submit, Self::Confirm, Self::Return, Self::Void, Self::FollowUp];

    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Void)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Confirm => "confirm",
            Self::Return => "return",
            Self::Void => "void",
            Self::FollowUp => "follow_up",
        }
    }
}

/// What the rules need to know besides the state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// The caller's part in the record.
    pub part: Part,
    /// Somebody was named who must confirm it.
    pub needs_confirmation: bool,
    /// Something was agreed that is not done yet.
    pub follow_up_open: bool,
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
pub fn next(state: ActivityStatus, wanted: Move, facts: Facts) -> Result<ActivityStatus, Refusal> {
    use ActivityStatus::{Confirmed, Draft, Returned, Submitted};
    let Facts {
        part,
        needs_confirmation,
        follow_up_open,
    } = facts;
    let (mine, then) = match (state, wanted) {
        (Draft | Returned, Move::Submit) => (part.owner, Submitted),
        (Submitted, Move::Confirm) if needs_confirmation => (part.confirmer, Confirmed),
        (Submitted, Move::Return) => (part.confirmer || part.overseer, Returned),
        (Draft | Returned, Move::Void) => (part.owner, ActivityStatus::Void),
        (Submitted, Move::Void) => (part.owner || part.overseer, ActivityStatus::Void),
        (Confirmed, Move::Void) => (part.overseer, ActivityStatus::Void),
        (Submitted | Confirmed, Move::FollowUp) if follow_up_open => (part.owner || part.keeper, state),
        _ => return Err(Refusal::Illegal),
    };
    if mine { Ok(then) } else { Err(Refusal::NotYours) }
}

/// The moves this caller can make now.
pub fn allowed(state: ActivityStatus, facts: Facts) -> Vec<Move> {
    Move::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, facts).is_ok())
        .collect()
}

/// Whether the content may still be rewritten; a confirmed record is only amended.
pub fn is_editable(state: ActivityStatus) -> bool {
    matches!(
        state,
        ActivityStatus::Draft | ActivityStatus::Returned | ActivityStatus::Submitted
    )
}

/// Whether a record counts: confirmed, or handed in where nobody must confirm it.
pub fn counts(state: ActivityStatus, needs_confirmation: bool) -> bool {
    match state {
        ActivityStatus::Confirmed => true,
        ActivityStatus::Submitted => !needs_confirmation,
        ActivityStatus::Draft | ActivityStatus::Returned | ActivityStatus::Void => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    fn facts() -> impl Strategy<Value = Facts> {
        any::<[bool; 6]>().prop_map(
            |[owner, confirmer, overseer, keeper, needs_confirmation, follow_up_open]| Facts {
                part: Part {
                    owner,
                    confirmer,
                    overseer,
                    keeper,
                },
                needs_confirmation,
                follow_up_open,
            },
        )
    }

    fn state() -> impl Strategy<Value = ActivityStatus> {
        proptest::sample::select(ActivityStatus::iter().collect::<Vec<_>>())
    }

    /// The table of `domain.md` 2.4: every pair that is not in it is illegal.
    const TABLE: &[(ActivityStatus, Move, ActivityStatus)] = {
        use ActivityStatus::{Confirmed, Draft, Returned, Submitted, Void};
        &[
            (Draft, Move::Submit, Submitted),
            (Draft, Move::Void, Void),
            (Submitted, Move::Confirm, Confirmed),
            (Submitted, Move::Return, Returned),
            (Submitted, Move::Void, Void),
            (Submitted, Move::FollowUp, Submitted),
            (Returned, Move::Submit, Submitted),
            (Returned, Move::Void, Void),
            (Confirmed, Move::Void, Void),
            (Confirmed, Move::FollowUp, Confirmed),
        ]
    };

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in state(), wanted in proptest::sample::select(Move::ALL.to_vec()), facts in facts(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match (next(state, wanted, facts), row) {
                (Ok(then), Some(row)) => prop_assert_eq!(then, row.2),
                (Ok(then), None) => prop_assert!(false, "{:?} → {:?}", state, then),
                (Err(Refusal::NotYours), row) => prop_assert!(row.is_some()),
                (Err(Refusal::Illegal), row) => prop_assert!(
                    row.is_none()
                        || wanted == Move::Confirm && !facts.needs_confirmation
                        || wanted == Move::FollowUp && !facts.follow_up_open
                ),
            }
        }

        #[test]
        fn a_stranger_can_do_nothing(state in state(), facts in facts()) {
            let facts = Facts { part: Part::default(), ..facts };
            prop_assert!(allowed(state, facts).is_empty());
        }

        #[test]
        fn only_the_one_asked_confirms_and_only_once(state in state(), facts in facts()) {
            if next(state, Move::Confirm, facts).is_ok() {
                prop_assert!(facts.part.confirmer && state == ActivityStatus::Submitted);
                prop_assert_eq!(next(ActivityStatus::Confirmed, Move::Confirm, facts), Err(Refusal::Illegal));
            }
        }

        #[test]
        fn what_is_void_stays_void_and_never_counts(facts in facts()) {
            prop_assert!(allowed(ActivityStatus::Void, facts).is_empty());
            prop_assert!(!counts(ActivityStatus::Void, facts.needs_confirmation));
        }
    }

    #[test]
    fn the_table_is_reachable() {
        let everything = Facts {
            part: Part {
                owner: true,
                confirmer: true,
                overseer: true,
                keeper: true,
            },
            needs_confirmation: true,
            follow_up_open: true,
        };
        for (state, wanted, then) in TABLE {
            assert_eq!(next(*state, *wanted, everything), Ok(*then));
        }
    }
}
