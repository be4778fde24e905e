//! The states of a sheet: in hand until it is submitted, and again when the assessor takes it back in time.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a sheet stands (考核表状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// 填写中: the assessor has it.
    InHand,
    /// 已提交: it counts.
    Submitted,
}

/// What an assessor can do with a sheet (考核表动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationSheetMove {
    /// 提交: every item has a grade or an abstention.
    Submit,
    /// 撤回修改: he takes it back while sheets are taken.
    Reopen,
}

impl EvaluationSheetMove {
    const ALL: [Self; 2] = [Self::Submit, Self::Reopen];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Reopen => "reopen",
        }
    }
}

impl SheetState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InHand => "in_hand",
            Self::Submitted => "submitted",
        }
    }
}

/// The state after a move; none when it is not possible. `taken`: whether the round takes sheets now.
pub fn next(state: SheetState, wanted: EvaluationSheetMove, taken: bool) -> Option<SheetState> {
    match (state, wanted) {
        _ if !taken => None,
        (SheetState::InHand, EvaluationSheetMove::Submit) => Some(SheetState::Submitted),
        (SheetState::Submitted, EvaluationSheetMove::Reopen) => Some(SheetState::InHand),
        _ => None,
    }
}

/// The moves that are possible now.
pub fn allowed(state: SheetState, taken: bool) -> Vec<EvaluationSheetMove> {
    EvaluationSheetMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, taken).is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_submitted_once_and_taken_back_only_while_sheets_are_taken() {
        use EvaluationSheetMove::{Reopen, Submit};
        use SheetState::{InHand, Submitted};
        assert_eq!(next(InHand, Submit, true), Some(Submitted));
        assert_eq!(next(Submitted, Reopen, true), Some(InHand));
        assert_eq!(next(InHand, Reopen, true), None);
        assert_eq!(next(Submitted, Submit, true), None);
        for state in [InHand, Submitted] {
            assert!(allowed(state, false).is_empty());
            assert_eq!(allowed(state, true).len(), 1);
        }
    }
}
