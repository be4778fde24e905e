//! What is asked of blank forms.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::entities::{activity::ActivityKind, ids::OrgUnitId};

/// A form that is filled in by hand (空白表格).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlankForm {
    /// 干部深入完小记录表.
    BranchVisit,
    /// 观课议课记录表.
    LessonObservation,
    /// 家访记录表.
    HomeVisit,
    /// 家长会记录表.
    ParentsMeeting,
    /// 家长委员会会议记录表.
    CommitteeMeeting,
    /// 谈心谈话记录表.
    StaffTalk,
    /// 年级活动记录表.
    GradeMeeting,
    /// 民情恳谈记录表.
    HeartTalk,
    /// 接待来访记录表.
    Reception,
    /// 电话联系记录表.
    PhoneContact,
    /// 驻校蹲点记录表.
    StayIn,
    /// 潜能生帮扶记录表.
    PupilSupport,
    /// 学习记录表.
    StudySession,
    /// 同劳动记录表.
    SharedLabour,
    /// 食堂检查记录表.
    CanteenCheck,
    /// 联系记录表.
    Other,
    /// 民情登记表.
    Concern,
}

impl BlankForm {
    /// The kind of record it is keyed in as; none for a concern, which becomes an entry of the ledger.
    pub fn activity(self) -> Option<ActivityKind> {
        Some(match self {
            Self::BranchVisit => ActivityKind::BranchVisit,
            Self::LessonObservation => ActivityKind::LessonObservation,
            Self::HomeVisit => ActivityKind::HomeVisit,
            Self::ParentsMeeting => ActivityKind::ParentsMeeting,
            Self::CommitteeMeeting => ActivityKind::CommitteeMeeting,
            Self::StaffTalk => ActivityKind::StaffTalk,
            Self::GradeMeeting => ActivityKind::GradeMeeting,
            Self::HeartTalk => ActivityKind::HeartTalk,
            Self::Reception => ActivityKind::Reception,
            Self::PhoneContact => ActivityKind::PhoneContact,
            Self::StayIn => ActivityKind::StayIn,
            Self::PupilSupport => ActivityKind::PupilSupport,
            Self::StudySession => ActivityKind::StudySession,
            Self::SharedLabour => ActivityKind::SharedLabour,
            Self::CanteenCheck => ActivityKind::CanteenCheck,
            Self::Other => ActivityKind::Other,
            Self::Concern => return None,
        })
    }
}

/// For which unit, and how many.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BlankFormQuery {
    /// The unit that stands on them; without it the one the caller works for.
    pub unit_id: Option<OrgUnitId>,
    /// Copies in one file, 1 to 50; without it 1.
    #[validate(range(min = 1, max = 50))]
    #[param(minimum = 1, maximum = 50, example = 5)]
    pub count: Option<u8>,
}
