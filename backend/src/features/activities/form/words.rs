//! Kinds, states and tags in words, as the pages say them.

use crate::{
    entities::activity::{ActivityKind, ActivityStatus, Tag},
    language::say,
};

pub fn kind_word(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::BranchVisit => say("深入完小", "Visit to a village school"),
        ActivityKind::LessonObservation => say("观课议课", "Lesson observed"),
        ActivityKind::HomeVisit => say("家访", "Home visit"),
        ActivityKind::ParentsMeeting => say("家长会", "Parents' meeting"),
        ActivityKind::CommitteeMeeting => say("家委会", "Family committee"),
        ActivityKind::StaffTalk => say("谈心", "Talk with staff"),
        ActivityKind::GradeMeeting => say("年级活动", "Meeting of a grade"),
        ActivityKind::HeartTalk => say("民情恳谈", "Heart-to-heart meeting"),
        ActivityKind::Reception => say("接访", "Visitor received"),
        ActivityKind::PhoneContact => say("电话联系", "Phone call"),
        ActivityKind::StayIn => say("驻校蹲点", "Stay at a village school"),
        ActivityKind::PupilSupport => say("潜能生帮扶", "Support of a pupil"),
        ActivityKind::StudySession => say("学习", "Study session"),
        ActivityKind::SharedLabour => say("同劳动", "Working together"),
        ActivityKind::CanteenCheck => say("食堂检查", "Canteen checked"),
        ActivityKind::Other => say("其他", "Other"),
    }
}

pub fn status_word(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::Draft => say("草稿，未提交", "Draft, not handed in"),
        ActivityStatus::Submitted => say("已提交", "Handed in"),
        ActivityStatus::Confirmed => say("已确认", "Confirmed"),
        ActivityStatus::Returned => say("已退回", "Returned"),
        ActivityStatus::Void => say("已作废", "Void"),
    }
}

pub fn tag_word(tag: Tag) -> &'static str {
    match tag {
        Tag::VisitPeople => say("访民情", "Hear the people"),
        Tag::CarryOut => say("抓落实", "Carry out"),
        Tag::DoPracticalThings => say("办实事", "Do practical things"),
        Tag::StrengthenOrganisation => say("强组织", "Strengthen the organisation"),
        Tag::PlanDevelopment => say("谋发展", "Plan development"),
        Tag::PromoteHarmony => say("促和谐", "Promote harmony"),
        Tag::TeacherQuality => say("教师素质提升", "Quality of teachers"),
        Tag::PupilConduct => say("学生养成教育", "Conduct of pupils"),
        Tag::CanteenManagement => say("学生食堂规范管理", "Orderly canteens"),
        Tag::SchoolResearch => say("校本教研推进", "Research in the school"),
        Tag::BranchDevelopment => say("完小整体发展", "Development of the village schools"),
    }
}
