//! What stands on the form of each kind, from top to bottom.

use super::kinds;
use crate::entities::activity::ActivityKind;

/// A label in Chinese and English.
pub type Label = (&'static str, &'static str);

/// The form of a kind.
#[derive(Debug)]
pub struct Layout {
    pub title: Label,
    /// What the main actor is called on it.
    pub actor: Label,
    /// What the text is called on it.
    pub text: Label,
    pub fields: &'static [Field],
    /// Who else signs it by hand.
    pub signs: Option<Label>,
}

/// A field of the kind's own details.
#[derive(Debug)]
pub struct Field {
    /// Its place below the kind, such as `purpose` or `meeting.agenda`.
    pub place: &'static str,
    pub label: Label,
    pub shape: Shape,
}

/// How a field is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A short value in the head: text, number, date, yes or no.
    Fact,
    /// A value of an enum, in words.
    Word(&'static [(&'static str, Label)]),
    /// A box with room for so many lines.
    Room(u8),
    /// 在场家庭成员.
    Family,
    /// An amount in cents, shown in yuan.
    Money,
    /// 议定事项, one a line.
    Decisions,
    /// 检查项目, one a line.
    Checks,
}

pub const fn field(place: &'static str, label: Label, shape: Shape) -> Field {
    Field { place, label, shape }
}

const LESSON_TYPES: &[(&str, Label)] = &[
    ("new_content", ("新授课", "New content")),
    ("practice", ("练习课", "Practice")),
    ("revision", ("复习课", "Revision")),
    ("experiment", ("实验课", "Experiment")),
    ("activity", ("综合实践课", "Activity")),
    ("other", ("其他", "Other")),
];

const LESSON_GRADES: &[(&str, Label)] = &[
    ("excellent", ("优", "Excellent")),
    ("good", ("良", "Good")),
    ("fair", ("中", "Fair")),
    ("needs_work", ("待改进", "Needs work")),
];

const BRANCH_VISIT: Layout = Layout {
    title: ("干部深入完小记录表", "Record of a visit to a village school"),
    actor: ("校领导", "School leader"),
    text: ("了解到的情况", "What was seen"),
    fields: &[
        field("purpose", ("来访目的", "Purpose"), Shape::Room(2)),
        field("problems", ("发现的问题", "Problems found"), Shape::Room(4)),
        field("measures", ("商定的措施", "Measures agreed"), Shape::Room(4)),
    ],
    signs: None,
};

const LESSON_OBSERVATION: Layout = Layout {
    title: ("观课议课记录表", "Record of a lesson observed"),
    actor: ("观课人", "Observer"),
    text: ("观课记录", "Notes"),
    fields: &[
        field("subject", ("学科", "Subject"), Shape::Fact),
        field("period", ("节次", "Period"), Shape::Fact),
        field("topic", ("课题", "Topic"), Shape::Fact),
        field("lesson_type", ("课型", "Type of lesson"), Shape::Word(LESSON_TYPES)),
        field("steps", ("教学环节", "Teaching steps"), Shape::Room(6)),
        field("strengths", ("优点", "Strengths"), Shape::Room(3)),
        field("problems", ("问题", "Problems"), Shape::Room(3)),
        field("suggestions", ("建议", "Suggestions"), Shape::Room(3)),
        field("discussed_on", ("议课日期", "Discussed on"), Shape::Fact),
        field("grade", ("总体评价", "Overall grade"), Shape::Word(LESSON_GRADES)),
        field("discussion", ("议课要点", "Points discussed"), Shape::Room(4)),
    ],
    signs: None,
};

const HOME_VISIT: Layout = Layout {
    title: ("家访记录表", "Record of a home visit"),
    actor: ("家访教师", "Teacher"),
    text: ("家访记录", "Notes"),
    fields: &[
        field("family_present", ("在场家庭成员", "Family present"), Shape::Family),
        field("purpose", ("家访目的", "Purpose"), Shape::Room(2)),
        field("at_school", ("在校表现", "At school"), Shape::Room(3)),
        field("at_home", ("在家情况", "At home"), Shape::Room(3)),
        field("wishes", ("家庭的意见和愿望", "The family's wishes"), Shape::Room(3)),
        field("measures", ("商定的措施", "Measures agreed"), Shape::Room(3)),
    ],
    signs: Some(("家长", "Parent")),
};

pub fn layout(kind: ActivityKind) -> &'static Layout {
    match kind {
        ActivityKind::BranchVisit => &BRANCH_VISIT,
        ActivityKind::LessonObservation => &LESSON_OBSERVATION,
        ActivityKind::HomeVisit => &HOME_VISIT,
        ActivityKind::ParentsMeeting => &kinds::PARENTS_MEETING,
        ActivityKind::CommitteeMeeting => &kinds::COMMITTEE_MEETING,
        ActivityKind::GradeMeeting => &kinds::GRADE_MEETING,
        ActivityKind::StaffTalk => &kinds::STAFF_TALK,
        ActivityKind::HeartTalk => &kinds::HEART_TALK,
        ActivityKind::Reception => &kinds::RECEPTION,
        ActivityKind::PhoneContact => &kinds::PHONE_CONTACT,
        ActivityKind::StayIn => &kinds::STAY_IN,
        ActivityKind::PupilSupport => &kinds::PUPIL_SUPPORT,
        ActivityKind::StudySession => &kinds::STUDY_SESSION,
        ActivityKind::SharedLabour => &kinds::SHARED_LABOUR,
        ActivityKind::CanteenCheck => &kinds::CANTEEN_CHECK,
        ActivityKind::Other => &kinds::OTHER,
    }
}
