//! How an entry moves (`domain.md` 2.6): states, moves, and one pure function that joins them.

use super::{
    facts::{Ended, Facts, Heard},
    refusal::Refusal,
};
use crate::{
    auth::policy::ledger::RETURNS,
    entities::{
        ledger_entry::{ExtensionState, LedgerState},
        ledger_event::LedgerMove,
    },
};

/// So many days after it was closed an entry can be opened again.
pub const REOPEN_DAYS: i64 = 30;

/// The moves a caller may ask for, in the order they are offered.
pub const ASKED_FOR: [LedgerMove; 25] = [
    LedgerMove::Accept,
    LedgerMove::Route,
    LedgerMove::Rule,
    LedgerMove::Sign,
    LedgerMove::Resume,
    LedgerMove::Reply,
    LedgerMove::CallBack,
    LedgerMove::CoHandlerDone,
    LedgerMove::Extend,
    LedgerMove::RefuseExtension,
    LedgerMove::Settle,
    LedgerMove::Return,
    LedgerMove::HandBack,
    LedgerMove::Escalate,
    LedgerMove::AddCoHandler,
    LedgerMove::RemoveCoHandler,
    LedgerMove::AskExtension,
    LedgerMove::Suspend,
    LedgerMove::Reopen,
    LedgerMove::Note,
    LedgerMove::JoinTopic,
    LedgerMove::LeaveTopic,
    LedgerMove::Merge,
    LedgerMove::Decline,
    LedgerMove::Withdraw,
];

/// The moves that the submitter himself may ask for (反映人).
pub const OF_SUBMITTER: [LedgerMove; 5] = [
    LedgerMove::CallBack,
    LedgerMove::Reopen,
    LedgerMove::Remark,
    LedgerMove::Amend,
    LedgerMove::Withdraw,
];

/// The state after a move, or why it is refused. Who may make the move is the policy's question.
pub fn next(state: LedgerState, wanted: LedgerMove, facts: Facts) -> Result<LedgerState, Refusal> {
    let to = table(state, wanted, facts)?;
    if facts.suspended && waits_for_the_clock(wanted) {
        return Err(Refusal::Suspended);
    }
    Ok(to)
}

#[expect(clippy::match_same_arms, reason = "the table of `domain.md` line by line")]
fn table(state: LedgerState, wanted: LedgerMove, facts: Facts) -> Result<LedgerState, Refusal> {
    use LedgerMove as M;
    use LedgerState as S;
    let disputed = facts.returns >= RETURNS;
    match (state, wanted) {
        (S::Registered, M::Accept) => Ok(S::Accepted),
        (S::Registered, M::Decline) | (S::Accepted, M::Settle) => Ok(S::Closed),
        (S::Registered | S::Accepted, M::Amend) => Ok(state),
        (S::Registered | S::Accepted | S::Routed | S::InProgress, M::Merge) => Ok(S::Closed),
        (S::Closed, M::Withdraw | M::Absorb | M::Remark | M::Note) => Err(Refusal::State),
        (_, M::Withdraw) => Ok(S::Closed),
        (_, M::Absorb | M::Remark | M::Note) => Ok(state),

        (S::Accepted, M::Route) if disputed => Err(Refusal::OfficeRules),
        (S::Accepted, M::Rule) if !disputed => Err(Refusal::NotDisputed),
        (S::Accepted, M::Route | M::Rule) => Ok(S::Routed),
        (S::Routed, M::Sign) => Ok(S::InProgress),
        (S::Routed, M::Return) if disputed => Err(Refusal::Ruled),
        (S::Routed, M::Return) => Ok(S::Accepted),
        (S::Accepted | S::InProgress, M::Escalate) if !facts.has_unit_above => Err(Refusal::NothingAbove),
        (S::Accepted | S::InProgress, M::Escalate) => Ok(S::Routed),
        (S::Routed | S::InProgress, M::HandBack) if !facts.is_above => Err(Refusal::NotAbove),
        (S::Routed | S::InProgress, M::HandBack) => Ok(S::Accepted),

        (S::Routed | S::InProgress, M::RemoveCoHandler) if !facts.helped => Err(Refusal::NobodyHelps),
        (S::Routed | S::InProgress, M::AddCoHandler | M::RemoveCoHandler | M::CoHandlerDone) => Ok(state),
        (S::InProgress, M::AskExtension) if facts.extension.is_some() => Err(Refusal::AskedBefore),
        (S::InProgress, M::Extend | M::RefuseExtension) if facts.extension != Some(ExtensionState::Asked) => {
            Err(Refusal::NothingAsked)
        }
        (S::InProgress, M::AskExtension | M::Extend | M::RefuseExtension) => Ok(state),
        (S::InProgress, M::Resume) if !facts.suspended => Err(Refusal::Running),
        (S::InProgress, M::Suspend | M::Resume) => Ok(state),
        (S::InProgress, M::Reply) => Ok(S::Replied),

        (S::Replied, M::CallBack) => match facts.heard {
            Some(Heard::Unsatisfied { reasonable: Some(true) }) => Ok(S::InProgress),
            Some(Heard::Unsatisfied { reasonable: None } | Heard::Nobody { last_try: false }) => Ok(S::Replied),
            Some(_) | None => Ok(S::Closed),
        },
        (S::Replied, M::Reopen) if facts.submitter => Ok(S::InProgress),
        (S::Closed, M::Reopen) => match facts.ended {
            Some(Ended { answered: false, .. }) | None => Err(Refusal::NotAnswered),
            Some(Ended { days_ago, .. }) if days_ago > REOPEN_DAYS => Err(Refusal::TooLate),
            Some(_) => Ok(S::InProgress),
        },

        (_, M::LeaveTopic) if !facts.in_topic => Err(Refusal::NoTopic),
        (_, M::JoinTopic | M::LeaveTopic | M::Remind | M::ReadIdentity) => Ok(state),
        _ => Err(Refusal::State),
    }
}

/// Moves of those who handle an entry that are not made while its clock stands still.
fn waits_for_the_clock(wanted: LedgerMove) -> bool {
    matches!(
        wanted,
        LedgerMove::Reply
            | LedgerMove::Escalate
            | LedgerMove::HandBack
            | LedgerMove::AskExtension
            | LedgerMove::Suspend
    )
}

/// The event that a move is recorded as: a call-back closes, reopens, or leaves it open.
pub fn recorded_as(wanted: LedgerMove, to: LedgerState) -> LedgerMove {
    match (wanted, to) {
        (LedgerMove::CallBack, LedgerState::Closed) => LedgerMove::Close,
        (LedgerMove::CallBack, LedgerState::InProgress) => LedgerMove::Reopen,
        _ => wanted,
    }
}

/// The fields that a move asks for, and those it takes besides.
pub fn fields(wanted: LedgerMove) -> (&'static [&'static str], &'static [&'static str]) {
    use LedgerMove as M;
    match wanted {
        M::Accept | M::Sign | M::Resume | M::Extend => (&[], &["note"]),
        M::Decline | M::Withdraw | M::Escalate | M::HandBack | M::Suspend | M::RefuseExtension | M::Reopen => {
            (&["reason"], &[])
        }
        M::Settle | M::Reply => (&["reply", "outcome"], &["handling_way", "finding"]),
        M::Route | M::Rule => (&["to_unit_id"], &["to_person_id", "note"]),
        M::Return => (&["reason", "proposed_unit_id"], &[]),
        M::Merge => (&["into_entry_id"], &["note"]),
        M::AskExtension => (&["days", "reason"], &[]),
        M::AddCoHandler => (&["unit_id"], &["person_id", "task"]),
        M::RemoveCoHandler => (&["co_handler_id", "reason"], &[]),
        M::CoHandlerDone => (&["result"], &[]),
        M::Note => (&["note"], &[]),
        M::JoinTopic => (&["topic_id"], &[]),
        M::CallBack => (&["method"], &["satisfaction", "reasonable", "told_to_say", "note"]),
        _ => (&[], &[]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    /// `domain.md` 2.6: every line that is not here is refused.
    const TABLE: [(&str, &str, &str); 66] = [
        ("registered", "accept", "accepted"),
        ("registered", "decline", "closed"),
        ("registered", "merge", "closed"),
        ("registered", "withdraw", "closed"),
        ("registered", "amend", "registered"),
        ("accepted", "route", "routed"),
        ("accepted", "rule", "routed"),
        ("accepted", "settle", "closed"),
        ("accepted", "escalate", "routed"),
        ("accepted", "merge", "closed"),
        ("accepted", "withdraw", "closed"),
        ("accepted", "amend", "accepted"),
        ("routed", "sign", "in_progress"),
        ("routed", "return", "accepted"),
        ("routed", "hand_back", "accepted"),
        ("routed", "merge", "closed"),
        ("routed", "withdraw", "closed"),
        ("routed", "add_co_handler", "routed"),
        ("routed", "remove_co_handler", "routed"),
        ("routed", "co_handler_done", "routed"),
        ("in_progress", "reply", "replied"),
        ("in_progress", "escalate", "routed"),
        ("in_progress", "hand_back", "accepted"),
        ("in_progress", "merge", "closed"),
        ("in_progress", "withdraw", "closed"),
        ("in_progress", "ask_extension", "in_progress"),
        ("in_progress", "extend", "in_progress"),
        ("in_progress", "refuse_extension", "in_progress"),
        ("in_progress", "suspend", "in_progress"),
        ("in_progress", "resume", "in_progress"),
        ("in_progress", "add_co_handler", "in_progress"),
        ("in_progress", "remove_co_handler", "in_progress"),
        ("in_progress", "co_handler_done", "in_progress"),
        ("replied", "call_back", "closed"),
        ("replied", "call_back", "in_progress"),
        ("replied", "call_back", "replied"),
        ("replied", "reopen", "in_progress"),
        ("replied", "withdraw", "closed"),
        ("closed", "reopen", "in_progress"),
        // Beside the way of an entry: another is merged into it, somebody adds something.
        ("registered", "absorb", "registered"),
        ("accepted", "absorb", "accepted"),
        ("routed", "absorb", "routed"),
        ("in_progress", "absorb", "in_progress"),
        ("replied", "absorb", "replied"),
        ("registered", "remark", "registered"),
        ("accepted", "remark", "accepted"),
        ("routed", "remark", "routed"),
        ("in_progress", "remark", "in_progress"),
        ("replied", "remark", "replied"),
        ("registered", "note", "registered"),
        ("accepted", "note", "accepted"),
        ("routed", "note", "routed"),
        ("in_progress", "note", "in_progress"),
        ("replied", "note", "replied"),
        // What may be done with an entry at any time.
        ("registered", "join_topic", "registered"),
        ("accepted", "join_topic", "accepted"),
        ("routed", "join_topic", "routed"),
        ("in_progress", "join_topic", "in_progress"),
        ("replied", "join_topic", "replied"),
        ("closed", "join_topic", "closed"),
        ("registered", "leave_topic", "registered"),
        ("accepted", "leave_topic", "accepted"),
        ("routed", "leave_topic", "routed"),
        ("in_progress", "leave_topic", "in_progress"),
        ("replied", "leave_topic", "replied"),
        ("closed", "leave_topic", "closed"),
    ];

    fn heard() -> impl Strategy<Value = Option<Heard>> {
        prop_oneof![
            Just(None),
            Just(Some(Heard::Satisfied)),
            any::<Option<bool>>().prop_map(|reasonable| Some(Heard::Unsatisfied { reasonable })),
            any::<bool>().prop_map(|last_try| Some(Heard::Nobody { last_try })),
        ]
    }

    fn facts() -> impl Strategy<Value = Facts> {
        let extension = proptest::option::of(proptest::sample::select(vec![
            ExtensionState::Asked,
            ExtensionState::Granted,
            ExtensionState::Refused,
        ]));
        let ended = proptest::option::of(
            (any::<bool>(), 0i64..60).prop_map(|(answered, days_ago)| Ended { answered, days_ago }),
        );
        (0i16..4, any::<[bool; 6]>(), extension, ended, heard()).prop_map(
            |(returns, flags, extension, ended, heard)| {
                let [has_unit_above, is_above, suspended, helped, in_topic, submitter] = flags;
                Facts {
                    returns,
                    has_unit_above,
                    is_above,
                    suspended,
                    extension,
                    helped,
                    in_topic,
                    ended,
                    heard,
                    submitter,
                }
            },
        )
    }

    fn anything() -> impl Strategy<Value = (LedgerState, LedgerMove, Facts)> {
        let states: Vec<_> = LedgerState::iter().collect();
        // What is noted beside an entry at any time is no move of it.
        let beside = [LedgerMove::Remind, LedgerMove::ReadIdentity];
        let moves: Vec<_> = LedgerMove::iter().filter(|made| !beside.contains(made)).collect();
        (
            proptest::sample::select(states),
            proptest::sample::select(moves),
            facts(),
        )
    }

    /// What lets through whatever only facts can hinder; `more` makes it another way.
    fn willing(heard: Option<Heard>, disputed: bool, suspended: bool, asked: bool) -> Facts {
        Facts {
            returns: if disputed { RETURNS } else { 0 },
            has_unit_above: true,
            is_above: true,
            suspended,
            extension: asked.then_some(ExtensionState::Asked),
            helped: true,
            in_topic: true,
            ended: Some(Ended {
                answered: true,
                days_ago: REOPEN_DAYS,
            }),
            heard,
            submitter: true,
        }
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
                    let (from, by, _) = line(state);
                    let hindered = wanted == LedgerMove::Reopen && !facts.submitter;
                    prop_assert!(hindered || !TABLE.iter().any(|(state, made, _)| *state == from && *made == by));
                }
                Err(_) => {}
            }
        }

        #[test]
        fn every_line_of_the_table_is_reached(index in 0..TABLE.len()) {
            let (from, by, to) = TABLE[index];
            let state = LedgerState::try_from_value(&from.to_owned()).unwrap();
            let wanted = LedgerMove::try_from_value(&by.to_owned()).unwrap();
            let heard = [
                None,
                Some(Heard::Unsatisfied { reasonable: Some(true) }),
                Some(Heard::Nobody { last_try: false }),
            ];
            let mut ways = heard.into_iter().flat_map(|heard| {
                (0..8).map(move |way| willing(heard, way & 1 == 0, way & 2 == 0, way & 4 == 0))
            });
            prop_assert!(ways.any(|facts| next(state, wanted, facts).is_ok_and(|reached| reached.to_value() == to)));
        }

        #[test]
        fn a_closed_entry_is_only_opened_again_after_an_answer_and_in_time((_, wanted, facts) in anything()) {
            let opened = next(LedgerState::Closed, wanted, facts);
            if opened.is_ok_and(|to| to != LedgerState::Closed) {
                prop_assert_eq!(wanted, LedgerMove::Reopen);
                prop_assert!(facts.ended.is_some_and(|ended| ended.answered && ended.days_ago <= REOPEN_DAYS));
            }
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

        #[test]
        fn nobody_answers_while_the_clock_stands_still((_, wanted, facts) in anything()) {
            let facts = Facts { suspended: true, ..facts };
            let to = next(LedgerState::InProgress, wanted, facts);
            if to.is_ok_and(|to| to != LedgerState::InProgress) {
                prop_assert!(matches!(wanted, LedgerMove::Withdraw | LedgerMove::Merge));
            }
        }

        #[test]
        fn the_submitter_can_withdraw_until_it_is_closed((state, _, facts) in anything()) {
            let expected = if state == LedgerState::Closed { Err(Refusal::State) } else { Ok(LedgerState::Closed) };
            prop_assert_eq!(next(state, LedgerMove::Withdraw, facts), expected);
        }
    }
}
