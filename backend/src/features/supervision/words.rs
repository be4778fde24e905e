//! States and outcomes in words, for paper and for inspectors.

use crate::{
    entities::{
        finding::FindingState,
        ledger_entry::{LedgerChannel, LedgerOutcome, LedgerState, Satisfaction},
    },
    language::say,
};

pub fn finding_state(state: FindingState) -> &'static str {
    match state {
        FindingState::Open => say("待整改", "Open"),
        FindingState::InProgress => say("整改中", "In progress"),
        FindingState::Done => say("待验收", "Done"),
        FindingState::Verified => say("已销号", "Verified"),
    }
}

pub fn ledger_state(state: LedgerState) -> &'static str {
    match state {
        LedgerState::Registered => say("已登记", "Registered"),
        LedgerState::Accepted => say("已受理", "Accepted"),
        LedgerState::Routed => say("已交办", "Routed"),
        LedgerState::InProgress => say("办理中", "In progress"),
        LedgerState::Replied => say("已答复", "Replied"),
        LedgerState::Closed => say("已销号", "Closed"),
    }
}

pub fn channel(channel: LedgerChannel) -> &'static str {
    match channel {
        LedgerChannel::Visit => say("走访", "On a visit"),
        LedgerChannel::Reception => say("接访", "Visitor received"),
        LedgerChannel::Phone => say("电话", "Phone"),
        LedgerChannel::Letter => say("来信", "Letter"),
        LedgerChannel::OnlineForm => say("网上反映", "Online"),
        LedgerChannel::Mailbox => say("意见箱", "Mailbox"),
        LedgerChannel::FromAbove => say("上级交办", "From above"),
        LedgerChannel::PublicOpinion => say("舆情", "Public opinion"),
        LedgerChannel::BallotRemark => say("测评意见", "Ballot remark"),
    }
}

pub fn outcome(outcome: LedgerOutcome) -> &'static str {
    match outcome {
        LedgerOutcome::Resolved => say("已解决", "Resolved"),
        LedgerOutcome::Explained => say("已解释说明", "Explained"),
        LedgerOutcome::ReferredUp => say("已上报", "Handed up"),
        LedgerOutcome::Unsubstantiated => say("不属实", "Not so"),
        LedgerOutcome::Declined => say("不予受理", "Declined"),
        LedgerOutcome::Withdrawn => say("已撤回", "Withdrawn"),
        LedgerOutcome::Merged => say("已并案", "Merged"),
    }
}

pub fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => say("满意", "Satisfied"),
        Satisfaction::BasicallySatisfied => say("基本满意", "Basically satisfied"),
        Satisfaction::Unsatisfied => say("不满意", "Unsatisfied"),
    }
}
