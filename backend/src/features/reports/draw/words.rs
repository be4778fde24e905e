//! Channels and outcomes of ledger entries in words, as the pages say them.

use crate::{
    entities::ledger_entry::{LedgerChannel, LedgerOutcome, Urgency},
    language::say,
};

pub fn channel(channel: LedgerChannel) -> &'static str {
    match channel {
        LedgerChannel::Visit => say("走访", "Visit"),
        LedgerChannel::Reception => say("接访", "Reception"),
        LedgerChannel::Phone => say("电话", "Phone"),
        LedgerChannel::Letter => say("来信", "Letter"),
        LedgerChannel::OnlineForm => say("网上表单", "Online form"),
        LedgerChannel::Mailbox => say("信箱", "Mailbox"),
        LedgerChannel::FromAbove => say("上级交办", "Handed down"),
        LedgerChannel::PublicOpinion => say("舆情", "Public opinion"),
        LedgerChannel::BallotRemark => say("测评意见", "Remark on a ballot"),
    }
}

pub fn outcome(outcome: LedgerOutcome) -> &'static str {
    match outcome {
        LedgerOutcome::Resolved => say("已解决", "Resolved"),
        LedgerOutcome::Explained => say("已解释说明", "Explained"),
        LedgerOutcome::ReferredUp => say("已上报", "Referred up"),
        LedgerOutcome::Unsubstantiated => say("不属实", "Unsubstantiated"),
        LedgerOutcome::Declined => say("不予受理", "Declined"),
        LedgerOutcome::Withdrawn => say("已撤回", "Withdrawn"),
        LedgerOutcome::Merged => say("已并案", "Merged"),
    }
}

pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => say("一般", "Ordinary"),
        Urgency::Complex => say("复杂", "Complex"),
        Urgency::Urgent => say("紧急", "Urgent"),
    }
}
