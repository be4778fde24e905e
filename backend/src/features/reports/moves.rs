//! What may happen to a report in which state: pure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    entities::report::ReportState,
    error::{Error, Result},
    language::text,
};

/// What may be done to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportMove {
    /// 修改: change its texts.
    Edit,
    /// 更新数据: count its figures anew.
    Regenerate,
    /// 定稿: nothing of it changes any more.
    Freeze,
    /// 删除: throw a draft away.
    Discard,
}

impl ReportMove {
    pub const ALL: [Self; 4] = [Self::Edit, Self::Regenerate, Self::Freeze, Self::Discard];

    fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Regenerate => "regenerate",
            Self::Freeze => "freeze",
            Self::Discard => "discard",
        }
    }
}

/// The moves that are allowed in a state.
pub fn allowed(state: ReportState) -> Vec<ReportMove> {
    match state {
        ReportState::Draft => ReportMove::ALL.to_vec(),
        ReportState::Frozen => Vec::new(),
    }
}

/// Refuses a move that the state does not allow.
pub fn check(state: ReportState, wanted: ReportMove) -> Result<()> {
    let allowed = allowed(state);
    if allowed.contains(&wanted) {
        return Ok(());
    }
    Err(Error::IllegalMove {
        wanted: wanted.name().to_owned(),
        state: "frozen".to_owned(),
        allowed: allowed.into_iter().map(|allowed| allowed.name().to_owned()).collect(),
        detail: text(
            "报告已定稿，不再修改；需要更正请新建一份。",
            "The report is frozen and never changes; to correct it, make a new one.",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_report_stays_as_it_is() {
        for wanted in ReportMove::ALL {
            assert!(check(ReportState::Draft, wanted).is_ok());
            assert!(check(ReportState::Frozen, wanted).is_err());
        }
    }
}
