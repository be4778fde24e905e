//! What the kinds of activities have of their own (`activities.details`), one shape for each.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationErrors};

use super::activity::ActivityKind;
pub use super::{
    lesson_details::{LessonGrade, LessonObservation, LessonType},
    meeting_details::{Attendance, CommitteeMeeting, Decision, GradeMeeting, Meeting, ParentsMeeting},
    talk_details::{HeartTalk, PhoneContact, Reception, StaffTalk},
    visit_details::{BranchVisit, FamilyMember, HomeVisit, SharedLabour, StayIn},
    work_details::{
        CanteenCheck, CanteenItem, CanteenPoint, OtherActivity, PupilSupport, StageResult, StudyMode, StudySession,
        StudyTheme,
    },
};

macro_rules! kinds {
    ($($kind:ident($details:ident) = $name:literal),+ $(,)?) => {
        /// The fields of a kind, under its name: `{"home_visit": {…}}`.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[schema(example = json!({"home_visit": {
            "household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "student_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"],
            "family_present": [{"relation": "奶奶"}], "wishes": "希望学校多关心孩子午饭"
        }}))]
        pub enum ActivityDetails {
            $($kind($details),)+
        }

        impl ActivityDetails {
            pub fn kind(&self) -> ActivityKind {
                match self {
                    $(Self::$kind(_) => ActivityKind::$kind,)+
                }
            }
        }

        impl Validate for ActivityDetails {
            fn validate(&self) -> Result<(), ValidationErrors> {
                let (name, checked) = match self {
                    $(Self::$kind(details) => ($name, details.validate()),)+
                };
                ValidationErrors::merge(Ok(()), name, checked)
            }
        }
    };
}

kinds! {
    BranchVisit(BranchVisit) = "branch_visit",
    LessonObservation(LessonObservation) = "lesson_observation",
    HomeVisit(HomeVisit) = "home_visit",
    ParentsMeeting(ParentsMeeting) = "parents_meeting",
    CommitteeMeeting(CommitteeMeeting) = "committee_meeting",
    StaffTalk(StaffTalk) = "staff_talk",
    GradeMeeting(GradeMeeting) = "grade_meeting",
    HeartTalk(HeartTalk) = "heart_talk",
    Reception(Reception) = "reception",
    PhoneContact(PhoneContact) = "phone_contact",
    StayIn(StayIn) = "stay_in",
    PupilSupport(PupilSupport) = "pupil_support",
    StudySession(StudySession) = "study_session",
    SharedLabour(SharedLabour) = "shared_labour",
    CanteenCheck(CanteenCheck) = "canteen_check",
    Other(OtherActivity) = "other",
}

impl ActivityDetails {
    /// Whether this is a lesson that was observed and not (yet) discussed.
    pub fn lacks_discussion(&self) -> bool {
        matches!(self, Self::LessonObservation(lesson) if lesson.discussed_on.is_none())
    }

    /// What a meeting noted, and the name of its kind.
    pub fn meeting(&self) -> Option<(&Meeting, &'static str)> {
        match self {
            Self::ParentsMeeting(details) => Some((&details.meeting, "parents_meeting")),
            Self::CommitteeMeeting(details) => Some((&details.meeting, "committee_meeting")),
            Self::GradeMeeting(details) => Some((&details.meeting, "grade_meeting")),
            _ => None,
        }
    }

    /// How many were due at a meeting and how many came.
    pub fn turnout(&self) -> Option<(i16, i16)> {
        let (due, present) = match self {
            Self::ParentsMeeting(details) => details.turnout(),
            _ => self.meeting().map(|(meeting, _)| (meeting.due, meeting.present))?,
        };
        due.zip(present)
    }
}
