//! Names of the ledger's enums in words, as the pages say them; for forms and reports.

use crate::{
    entities::{
        ledger_callback::CallbackMethod,
        ledger_entry::{
            Disclosure, HandlingWay, LedgerChannel, LedgerFinding, LedgerOutcome, LedgerState, Satisfaction,
            SubmitterKind, Urgency,
        },
    },
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

pub fn submitter(kind: SubmitterKind) -> &'static str {
    match kind {
        SubmitterKind::Parent => say("家长", "Parent"),
        SubmitterKind::Teacher => say("教师", "Teacher"),
        SubmitterKind::Pupil => say("学生", "Pupil"),
        SubmitterKind::Villager => say("村民", "Villager"),
        SubmitterKind::Other => say("其他", "Other"),
    }
}

pub fn disclosure(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Named => say("实名", "Named"),
        Disclosure::Confidential => say("保密", "Confidential"),
        Disclosure::Anonymous => say("匿名", "Anonymous"),
    }
}

pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => say("一般", "Ordinary"),
        Urgency::Complex => say("复杂", "Complex"),
        Urgency::Urgent => say("紧急", "Urgent"),
    }
}

pub fn state(state: LedgerState) -> &'static str {
    match state {
        LedgerState::Registered => say("已登记", "Registered"),
        LedgerState::Accepted => say("已受理", "Accepted"),
        LedgerState::Routed => say("已转办", "Routed"),
        LedgerState::InProgress => say("办理中", "In progress"),
        LedgerState::Replied => say("已答复", "Replied"),
        LedgerState::Closed => say("已销号", "Closed"),
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

pub fn finding(finding: LedgerFinding) -> &'static str {
    match finding {
        LedgerFinding::Confirmed => say("属实", "Confirmed"),
        LedgerFinding::Partly => say("部分属实", "Partly confirmed"),
        LedgerFinding::Unfounded => say("不属实", "Unfounded"),
        LedgerFinding::CannotVerify => say("无法核实", "Cannot be verified"),
    }
}

pub fn way(way: HandlingWay) -> &'static str {
    match way {
        HandlingWay::Law => say("法律", "Law"),
        HandlingWay::Policy => say("政策", "Policy"),
        HandlingWay::Economic => say("经济", "Economic"),
        HandlingWay::Administrative => say("行政", "Administrative"),
        HandlingWay::Education => say("教育", "Education"),
        HandlingWay::Mediation => say("调解", "Mediation"),
        HandlingWay::Counselling => say("疏导", "Counselling"),
    }
}

pub fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => say("满意", "Satisfied"),
        Satisfaction::BasicallySatisfied => say("基本满意", "Basically satisfied"),
        Satisfaction::Unsatisfied => say("不满意", "Unsatisfied"),
    }
}

pub fn method(method: CallbackMethod) -> &'static str {
    match method {
        CallbackMethod::Phone => say("电话", "Phone"),
        CallbackMethod::Visit => say("上门", "Visit"),
        CallbackMethod::InPerson => say("面谈", "In person"),
        CallbackMethod::Online => say("网上", "Online"),
    }
}
