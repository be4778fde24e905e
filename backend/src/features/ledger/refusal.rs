//! Why a move is not possible now.

use crate::language::{Text, text};

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
    /// The central school does not handle it.
    NotAbove,
    /// The clock stands still.
    Suspended,
    /// The clock runs.
    Running,
    /// Nobody helps to handle it.
    NobodyHelps,
    /// More time was asked for before.
    AskedBefore,
    /// Nobody asked for more time.
    NothingAsked,
    /// It belongs to no topic.
    NoTopic,
    /// It ended without an answer.
    NotAnswered,
    /// It was closed too long ago.
    TooLate,
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
            Self::NotAbove => text(
                "只有中心小学承办的村小条目可以下交。",
                "Only an entry that the central school handles for a school below can be handed back.",
            ),
            Self::Suspended => text("已中止，先恢复办理。", "It is suspended: resume it first."),
            Self::Running => text("没有中止，不用恢复。", "It is not suspended."),
            Self::NobodyHelps => text("没有协办的单位或人员。", "Nobody helps to handle it."),
            Self::AskedBefore => text("延期只能申请一次。", "More time can be asked for once."),
            Self::NothingAsked => text("没有待审批的延期申请。", "There is no request for more time to decide."),
            Self::NoTopic => text("没有归入一类事。", "It belongs to no topic."),
            Self::NotAnswered => text(
                "没有答复就办结的条目（不予受理、撤回、并案）不能重办。",
                "What ended without an answer (declined, withdrawn, merged) cannot be opened again.",
            ),
            Self::TooLate => text(
                "销号已超过 30 天，请重新反映。",
                "It was closed more than 30 days ago: raise it anew.",
            ),
        }
    }
}
