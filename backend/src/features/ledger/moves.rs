//! How an entry moves (`domain.md` 2.6): states, moves, and one pure function that joins them.

use crate::{
    auth::policy::ledger::RETURNS,
    entities::{
        ledger_entry::{LedgerState, Satisfaction},
        ledger_event::LedgerMove,
    },
    language::{Text, text},
};

/// After this many call-backs that reached nobody an entry is closed as it was answered.
pub const CALLS: i64 = 3;

/// The moves a caller may ask for, in the order they are offered.
pub const ASKED_FOR: [LedgerMove; 11] = [
    LedgerMove::Accept,
    LedgerMove::Route,
    LedgerMove::Rule,
    LedgerMove::Sign,
    LedgerMove::Reply,
    LedgerMove::CallBack,
    LedgerMove::Settle,
    LedgerMove::Return,
    LedgerMove::Escalate,
    LedgerMove::Decline,
    LedgerMove::Withdraw,
];

/// What of an entry decides a move besides its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// How often it was returned.
    pub returns: i16,
    /// Whether a central school stands above the managing unit.
    pub has_unit_above: bool,
    /// What the call-back found; only for that move.
    pub heard: Option<Heard>,
}

/// What a call-back found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Satisfied or basically satisfied.
    Satisfied,
    /// Unsatisfied; `reasonable` decides whether the work goes on.
    Unsatisfied { reasonable: bool },
    /// Nobody was reached; `last_try` when it will not be tried again.
    Nobody { last_try: bool },
}

impl Heard {
    /// From what the caller wrote down; `calls` counts the call-backs before this one.
    pub fn from_answer(
        satisfaction: Option<Satisfaction>,
        reasonable: Option<bool>,
        anonymous: bool,
        calls: i64,
    ) -> Self {
        match satisfaction {
            Some(Satisfaction::Satisfied | Satisfaction::BasicallySatisfied) => Self::Satisfied,
            Some(Satisfaction::Unsatisfied) => Self::Unsatisfied {
                reasonable: reasonable.unwrap_or(true),
            },
            None => Self::Nobody {
                last_try: anonymous || calls + 1 >= CALLS,
            },
        }
    }
}

/// Why a move is not possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The state does not know this move.
    State,
    /// Returned twice: the office rules.
    OfficeRules,
    /// Not returned twice yet: the managing unit routes it.
    NotDisputed,
    /// The office has ruled; it cannot be returned again.
    Ruled,
    /// No central school stands above.
    NothingAbove,
}

impl Refusal {
    pub fn detail(self) -> Text {
        match self {
            Self::State => text(
                "条目当前的状态不能这样办理。",
                "The entry is not in a state for this move.",
            ),
            Self::OfficeRules => text(
                "已退回两次，由领导小组办公室裁定承办单位。",
                "It was returned twice: the office rules who handles it.",
            ),
            Self::NotDisputed => text(
                "退回未满两次，由管理单位转办。",
                "It was not returned twice: the managing unit routes it.",
            ),
            Self::Ruled => text(
                "办公室已裁定承办单位，不能再退回。",
                "The office has ruled; it cannot be returned again.",
            ),
            Self::NothingAbove => text(
                "上面没有可以上报的单位；需要上级处理的，请按“已上报”答复。",
                "There is no school above; answer it with the outcome `referred_up`.",
            ),
        }
    }
}

/// The state after a move, or why it is refused. Who may make the move is the policy's question.
#[expect(clippy::match_same_arms, reason = "the table of `domain.md` line by line")]
pub fn next(state: LedgerState, wanted: LedgerMove, facts: Facts) -> Result<LedgerState, Refusal> {
    use LedgerMove as M;
    use LedgerState as S;
    let disputed = facts.returns >= RETURNS;
    match (state, wanted) {
        (S::Registered, M::Accept) => Ok(S::Accepted),
        (S::Registered, M::Decline | M::Withdraw) | (S::Accepted, M::Settle) => Ok(S::Closed),
        (S::Accepted, M::Route) if disputed => Err(Refusal::OfficeRules),
        (S::Accepted, M::Rule) if !disputed => Err(Refusal::NotDisputed),
        (S::Accepted, M::Route | M::Rule) => Ok(S::Routed),
        (S::Accepted | S::InProgress, M::Escalate) if !facts.has_unit_above => Err(Refusal::NothingAbove),
        (S::Accepted | S::InProgress, M::Escalate) => Ok(S::Routed),
        (S::Routed, M::Sign) => Ok(S::InProgress),
        (S::Routed, M::Return) if disputed => Err(Refusal::Ruled),
        (S::Routed, M::Return) => Ok(S::Accepted),
        (S::InProgress, M::Reply) => Ok(S::Replied),
        (S::Replied, M::CallBack) => match facts.heard {
            Some(Heard::Unsatisfied { reasonable: true }) => Ok(S::InProgress),
            Some(Heard::Nobody { last_try: false }) => Ok(S::Replied),
            Some(_) | None => Ok(S::Closed),
        },
        _ => Err(Refusal::State),
    }
}

/// The event that a move is recorded as: a call-back closes, reopens, or reached nobody.
pub fn recorded_as(wanted: LedgerMove, to: LedgerState) -> LedgerMove {
    match (wanted, to) {
        (LedgerMove::CallBack, LedgerState::Closed) => LedgerMove::Close,
        (LedgerMove::CallBack, LedgerState::InProgress) => LedgerMove::Reopen,
        _ => wanted,
    }
}

/// The fields that a move asks for, and those it takes besides.
pub fn fields(wanted: LedgerMove) -> (&'static [&'static str], &'static [&'static str]) {
    match wanted {
        LedgerMove::Accept | LedgerMove::Sign => (&[], &["note"]),
        LedgerMove::Decline | LedgerMove::Withdraw | LedgerMove::Escalate => (&["reason"], &[]),
        LedgerMove::Settle | LedgerMove::Reply => (&["reply", "outcome"], &["handling_way", "finding"]),
        LedgerMove::Route | LedgerMove::Rule => (&["to_unit_id"], &["to_person_id", "note"]),
        LedgerMove::Return => (&["reason", "proposed_unit_id"], &[]),
        LedgerMove::CallBack => (&["method"], &["satisfaction", "reasonable", "told_to_say", "note"]),
        _ => (&[], &[]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    /// `domain.md` 2.6: every line that is not here is refused.
    const TABLE: [(&str, &str, &str); 14] = [
        ("registered", "accept", "accepted"),
        ("registered", "decline", "closed"),
        ("registered", "withdraw", "closed"),
        ("accepted", "route", "routed"),
        ("accepted", "rule", "routed"),
        ("accepted", "settle", "closed"),
        ("accepted", "escalate", "routed"),
        ("routed", "sign", "in_progress"),
        ("routed", "return", "accepted"),
        ("in_progress", "reply", "replied"),
        ("in_progress", "escalate", "routed"),
        ("replied", "call_back", "closed"),
        ("replied", "call_back", "in_progress"),
        ("replied", "call_back", "replied"),
    ];

    fn anything() -> impl Strategy<Value = (LedgerState, LedgerMove, Facts)> {
        let states: Vec<_> = LedgerState::iter().collect();
        let moves: Vec<_> = LedgerMove::iter().collect();
        let heard = prop_oneof![
            Just(None),
            Just(Some(Heard::Satisfied)),
            any::<bool>().prop_map(|reasonable| Some(Heard::Unsatisfied { reasonable })),
            any::<bool>().prop_map(|last_try| Some(Heard::Nobody { last_try })),
        ];
        let facts = (0i16..4, any::<bool>(), heard).prop_map(|(returns, has_unit_above, heard)| Facts {
            returns,
            has_unit_above,
            heard,
        });
        (proptest::sample::select(states), proptest::sample::select(moves), facts)
    }

    proptest! {
        #[test]
        fn only_the_lines_of_the_table_are_possible((state, wanted, facts) in anything()) {
            let line = |to: LedgerState| (state.to_value(), wanted.to_value(), to.to_value());
            match next(state, wanted, facts) {
                Ok(to) => {
                    let (state, wanted, to) = line(to);
                    prop_assert!(TABLE.contains(&(state.as_str(), wanted.as_str(), to.as_str())));
                }
                Err(Refusal::State) => {
                    let (state, wanted, _) = line(state);
                    prop_assert!(!TABLE.iter().any(|(from, by, _)| *from == state && *by == wanted));
                }
                Err(_) => {}
            }
        }

        #[test]
        fn every_line_of_the_table_is_reached(index in 0..TABLE.len()) {
            let (from, by, to) = TABLE[index];
            let reached = [0, RETURNS].into_iter().any(|returns| {
                [
                    None,
                    Some(Heard::Unsatisfied { reasonable: true }),
                    Some(Heard::Nobody { last_try: false }),
                ]
                .into_iter()
                .any(|heard| {
                    let facts = Facts { returns, has_unit_above: true, heard };
                    let state = LedgerState::try_from_value(&from.to_owned()).unwrap();
                    let wanted = LedgerMove::try_from_value(&by.to_owned()).unwrap();
                    next(state, wanted, facts).is_ok_and(|reached| reached.to_value() == to)
                })
            });
            prop_assert!(reached);
        }

        #[test]
        fn a_closed_entry_stays_closed((_, wanted, facts) in anything()) {
            prop_assert_eq!(next(LedgerState::Closed, wanted, facts), Err(Refusal::State));
        }

        #[test]
        fn after_two_returns_only_the_office_decides((_, wanted, facts) in anything()) {
            let facts = Facts { returns: RETURNS, ..facts };
            let to = next(LedgerState::Accepted, wanted, facts);
            if to == Ok(LedgerState::Routed) {
                prop_assert!(matches!(wanted, LedgerMove::Rule | LedgerMove::Escalate));
            }
            prop_assert_eq!(next(LedgerState::Routed, LedgerMove::Return, facts), Err(Refusal::Ruled));
        }
    }

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
