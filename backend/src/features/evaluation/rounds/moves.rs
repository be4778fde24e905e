//! The states of a round, the moves between them, and what may still change in each (`domain.md` 2.7):
//! draft → open → sealed → scored → published → archived.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{evaluation_round::RoundState, evaluation_round_event::RoundStep};

/// What can be done with a round (考评动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundMove {
    /// 启动: the rules are frozen, sheets are handed out, boxes opened.
    Open,
    /// 延期: it closes later.
    Extend,
    /// 封箱: nothing is taken any more, and the ballots are shuffled.
    Seal,
    /// 计分: the results are computed.
    Score,
    /// 公布: everybody is told his own, and the days for objections begin.
    Publish,
    /// 归档: the days for objections are over, and every objection was decided.
    Archive,
}

impl RoundMove {
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Extend,
        Self::Seal,
        Self::Score,
        Self::Publish,
        Self::Archive,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Extend => "extend",
            Self::Seal => "seal",
            Self::Score => "score",
            Self::Publish => "publish",
            Self::Archive => "archive",
        }
    }

    /// The step that is kept of it.
    pub fn step(self) -> RoundStep {
        match self {
            Self::Open => RoundStep::Open,
            Self::Extend => RoundStep::Extend,
            Self::Seal => RoundStep::Seal,
            Self::Score => RoundStep::Score,
            Self::Publish => RoundStep::Publish,
            Self::Archive => RoundStep::Archive,
        }
    }

    /// Whether it says when the round closes.
    pub fn sets_closing(self) -> bool {
        matches!(self, Self::Open | Self::Extend)
    }
}

/// The state after a move; none when it cannot be made now.
pub fn next(state: RoundState, wanted: RoundMove) -> Option<RoundState> {
    match (state, wanted) {
        (RoundState::Draft, RoundMove::Open) | (RoundState::Open, RoundMove::Extend) => Some(RoundState::Open),
        (RoundState::Open, RoundMove::Seal) => Some(RoundState::Sealed),
        (RoundState::Sealed, RoundMove::Score) => Some(RoundState::Scored),
        (RoundState::Scored, RoundMove::Publish) => Some(RoundState::Published),
        (RoundState::Published, RoundMove::Archive) => Some(RoundState::Archived),
        _ => None,
    }
}

/// The moves that can be made now.
pub fn allowed(state: RoundState) -> Vec<RoundMove> {
    RoundMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted).is_some())
        .collect()
}

/// What of a round can be changed (可改内容).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundPart {
    /// 名称.
    Title,
    /// 说明: what voters and assessors are told.
    Notes,
    /// 考评时段.
    Period,
    /// 考评方案.
    Scheme,
    /// 截止时间: freely in a draft, afterwards to a later time only, by `extend`.
    Closing,
    /// 考评对象.
    Objects,
    /// 考核人.
    Assessors,
    /// 票箱: tellers, how many may vote, more codes and papers.
    Boxes,
    /// 复核: objections and what comes of them.
    Objections,
}

/// What can be changed in a state.
pub fn may_change(state: RoundState) -> &'static [RoundPart] {
    use RoundPart::{Assessors, Boxes, Closing, Notes, Objections, Objects, Period, Scheme, Title};
    match state {
        RoundState::Draft => &[Title, Notes, Period, Scheme, Closing, Objects, Assessors, Boxes],
        RoundState::Open => &[Title, Notes, Closing, Boxes],
        RoundState::Published => &[Objections],
        RoundState::Sealed | RoundState::Scored | RoundState::Archived => &[],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(RoundState, RoundMove, RoundState)] = {
        use RoundState::{Archived, Draft, Open, Published, Scored, Sealed};
        &[
            (Draft, RoundMove::Open, Open),
            (Open, RoundMove::Extend, Open),
            (Open, RoundMove::Seal, Sealed),
            (Sealed, RoundMove::Score, Scored),
            (Scored, RoundMove::Publish, Published),
            (Published, RoundMove::Archive, Archived),
        ]
    };

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in proptest::sample::select(RoundState::iter().collect::<Vec<_>>()),
            wanted in proptest::sample::select(RoundMove::ALL.to_vec()),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            prop_assert_eq!(next(state, wanted), row.map(|row| row.2));
            prop_assert_eq!(allowed(state).contains(&wanted), row.is_some());
        }

        #[test]
        fn a_round_goes_forward_only_and_what_decides_is_frozen_once_it_is_open(
            walk in proptest::collection::vec(proptest::sample::select(RoundMove::ALL.to_vec()), 0..16),
        ) {
            let mut state = RoundState::Draft;
            for wanted in walk {
                let then = next(state, wanted).unwrap_or(state);
                prop_assert!(then >= state);
                let decides = [RoundPart::Scheme, RoundPart::Objects, RoundPart::Assessors, RoundPart::Period];
                let open_to_change = decides.iter().any(|part| may_change(then).contains(part));
                prop_assert_eq!(open_to_change, then == RoundState::Draft);
                prop_assert!(then <= RoundState::Open || !may_change(then).contains(&RoundPart::Boxes));
                state = then;
            }
        }
    }
}
