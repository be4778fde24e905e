//! What stands on the form of each kind, from top to bottom.

use super::layout::{Field, Label, Layout, Shape, field};
use crate::entities::activity::ActivityKind;

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
    aims: &[field("purpose", ("来访目的", "Purpose"), Shape::Room(2))],
    fields: &[
        field("problems", ("发现的问题", "Problems found"), Shape::Room(4)),
        field("measures", ("商定的措施", "Measures agreed"), Shape::Room(4)),
    ],
    signs: None,
};

const LESSON_OBSERVATION: Layout = Layout {
    title: ("观课议课记录表", "Record of a lesson observed"),
    actor: ("观课人", "Observer"),
    text: ("观课记录", "Notes"),
    aims: &[],
    fields: &[
        field("subject", ("学科", "Subject"), Shape::Fact),
        field("period", ("节次", "Period"), Shape::Fact),
        field("topic", ("课题", "Topic"), Shape::Fact),
        field("lesson_type", ("课型", "Type of lesson"), Shape::Word(LESSON_TYPES)),
        field("steps", ("教学环节", "Teaching steps"), Shape::Room(4)),
        field("strengths", ("优点", "Strengths"), Shape::Room(2)),
        field("problems", ("问题", "Problems"), Shape::Room(2)),
        field("suggestions", ("建议", "Suggestions"), Shape::Room(2)),
        field("discussed_on", ("议课日期", "Discussed on"), Shape::Fact),
        field("grade", ("总体评价", "Overall grade"), Shape::Word(LESSON_GRADES)),
        field("discussion", ("议课要点", "Points discussed"), Shape::Room(3)),
    ],
    signs: None,
};

const HOME_VISIT: Layout = Layout {
    title: ("家访记录表", "Record of a home visit"),
    actor: ("家访教师", "Teacher"),
    text: ("家访记录", "Notes"),
    aims: &[field("purpose", ("家访目的", "Purpose"), Shape::Room(2))],
    fields: &[
        field("family_present", ("在场家庭成员", "Family present"), Shape::Family),
        field("at_school", ("在校表现", "At school"), Shape::Room(3)),
        field("at_home", ("在家情况", "At home"), Shape::Room(3)),
        field("wishes", ("家庭的意见和愿望", "The family's wishes"), Shape::Room(3)),
        field("measures", ("商定的措施", "Measures agreed"), Shape::Room(3)),
    ],
    signs: Some(("家长", "Parent")),
};

const MEETING_DUE: Field = field("meeting.due", ("应到人数", "Due"), Shape::Fact);
const MEETING_PRESENT: Field = field("meeting.present", ("实到人数", "Present"), Shape::Fact);
const MEETING_AGENDA: Field = field("meeting.agenda", ("议程", "Agenda"), Shape::Room(3));
const MEETING_DECISIONS: Field = field("meeting.decisions", ("议定事项", "Decisions"), Shape::Decisions);

const PARENTS_MEETING: Layout = Layout {
    title: ("家长会记录表", "Record of a parents' meeting"),
    actor: ("主持人", "Chair"),
    text: ("会议记录", "Minutes"),
    aims: &[MEETING_AGENDA],
    fields: &[
        MEETING_DUE,
        MEETING_PRESENT,
        MEETING_DECISIONS,
        field("attendance", ("签到名单", "Attendance"), Shape::Attendance),
    ],
    signs: Some(("记录人", "Minutes taken by")),
};

const COMMITTEE_MEETING: Layout = Layout {
    title: ("家长委员会会议记录表", "Record of a meeting of the family committee"),
    fields: &[MEETING_DUE, MEETING_PRESENT, MEETING_DECISIONS],
    signs: Some(("家委会代表", "For the committee")),
    ..PARENTS_MEETING
};

const GRADE_MEETING: Layout = Layout {
    title: ("年级活动记录表", "Record of a meeting of a grade"),
    fields: &[
        field("grade", ("年级", "Grade"), Shape::Fact),
        MEETING_DUE,
        MEETING_PRESENT,
        MEETING_DECISIONS,
    ],
    ..PARENTS_MEETING
};

const HEART_TALK: Layout = Layout {
    title: ("民情恳谈记录表", "Record of a heart-to-heart meeting"),
    actor: ("主持人", "Chair"),
    text: ("恳谈记录", "Notes"),
    aims: &[field("participants", ("参加人员", "Present"), Shape::Room(2))],
    fields: &[
        field("topics", ("恳谈主题", "Topic"), Shape::Fact),
        field("concerns", ("群众意见", "What people said"), Shape::Room(5)),
        field("answers", ("现场答复", "Answers given"), Shape::Room(5)),
    ],
    signs: Some(("群众代表", "For the people")),
};

const STAFF_TALK: Layout = Layout {
    title: ("谈心谈话记录表", "Record of a talk with staff"),
    actor: ("谈话人", "Talk led by"),
    text: ("谈话记录", "Notes"),
    aims: &[],
    fields: &[
        field("topics", ("主题", "Topic"), Shape::Fact),
        field("concerns", ("思想和困难", "Concerns"), Shape::Room(4)),
        field("support", ("给予的帮助", "Support given"), Shape::Room(4)),
    ],
    signs: Some(("谈话对象", "Signed")),
};

const RECEPTION: Layout = Layout {
    title: ("接待来访记录表", "Record of a visitor received"),
    actor: ("接待人", "Received by"),
    text: ("接待记录", "Notes"),
    aims: &[field("matter", ("来访事由", "Matter"), Shape::Room(4))],
    fields: &[
        field("visitors", ("来访人", "Visitors"), Shape::Fact),
        field("handed_on_to", ("转交", "Handed on to"), Shape::Fact),
        field("answer", ("当场答复", "Answer given"), Shape::Room(4)),
    ],
    signs: Some(("来访人", "Visitor")),
};

const PHONE_CONTACT: Layout = Layout {
    title: ("电话联系记录表", "Record of a phone call"),
    actor: ("联系教师", "Teacher"),
    text: ("通话记录", "Notes"),
    aims: &[field("matter", ("联系事由", "Matter"), Shape::Room(2))],
    fields: &[
        field("spoke_with", ("通话对象", "Spoke with"), Shape::Fact),
        field("measures", ("约定的措施", "Measures agreed"), Shape::Room(3)),
    ],
    signs: None,
};

const STAY_IN: Layout = Layout {
    title: ("驻校蹲点记录表", "Record of a stay at a village school"),
    actor: ("驻校干部", "Leader"),
    text: ("驻校记录", "Notes"),
    aims: &[],
    fields: &[
        field("nights", ("住校夜数", "Nights"), Shape::Fact),
        field("meals", ("用餐次数", "Meals"), Shape::Fact),
        field("amount_cents", ("伙食费（元）", "Paid for meals (yuan)"), Shape::Money),
        field("paid", ("已付", "Paid"), Shape::Fact),
        field("receipt_number", ("收据号", "Receipt"), Shape::Fact),
        field("findings", ("了解到的情况", "What was learnt"), Shape::Room(5)),
    ],
    signs: Some(("收款人", "Received by")),
};

const STAGE_RESULTS: &[(&str, Label)] = &[
    ("supporting", ("帮扶中", "Going on")),
    ("improving", ("有进步", "Improving")),
    ("transformed", ("已转化", "Goal reached")),
    ("stopped", ("已停止", "Stopped")),
];

const PUPIL_SUPPORT: Layout = Layout {
    title: ("潜能生帮扶记录表", "Record of the support of a pupil"),
    actor: ("帮扶教师", "Teacher"),
    text: ("帮扶记录", "Notes"),
    aims: &[field("stage_goal", ("阶段目标", "Stage goal"), Shape::Room(2))],
    fields: &[
        field("stage_result", ("阶段成效", "Stage result"), Shape::Word(STAGE_RESULTS)),
        field("measures", ("帮扶措施", "Measures"), Shape::Room(4)),
    ],
    signs: None,
};

const STUDY_MODES: &[(&str, Label)] = &[
    ("lecture", ("集中辅导", "Lecture")),
    ("self_study", ("个人自学", "Self-study")),
    ("case_study", ("案例教育", "Case study")),
    ("field_experience", ("民情体验", "Among the people")),
];

const STUDY_THEMES: &[(&str, Label)] = &[
    ("mass_viewpoint", ("群众观点", "How one sees the people")),
    ("mass_line", ("群众路线", "The mass line")),
    ("mass_interests", ("群众利益", "The people's interests")),
    ("mass_work", ("群众工作", "Working with people")),
];

const STUDY_SESSION: Layout = Layout {
    title: ("学习记录表", "Record of a study session"),
    actor: ("主持人", "Led by"),
    text: ("学习记录", "Notes"),
    aims: &[],
    fields: &[
        field("mode", ("学习方式", "Way"), Shape::Word(STUDY_MODES)),
        field("theme", ("学习专题", "Theme"), Shape::Word(STUDY_THEMES)),
        field("hours", ("学时", "Hours"), Shape::Fact),
        field("material", ("学习材料", "Material"), Shape::Fact),
    ],
    signs: None,
};

const SHARED_LABOUR: Layout = Layout {
    title: ("同劳动记录表", "Record of working together"),
    actor: ("参加干部", "Leader"),
    text: ("劳动记录", "Notes"),
    aims: &[],
    fields: &[
        field("work", ("劳动内容", "Work"), Shape::Fact),
        field("minutes", ("时长（分钟）", "Minutes"), Shape::Fact),
        field("with_whom", ("一起劳动的人", "With whom"), Shape::Fact),
    ],
    signs: None,
};

const CANTEEN_POINTS: &[(&str, Label)] = &[
    ("certificates", ("证照与健康证", "Certificates")),
    ("morning_check", ("从业人员晨检", "Morning check of the cooks")),
    ("purchasing", ("进货查验与索证", "Purchasing")),
    ("storage", ("库房与食材存放", "Storage")),
    ("processing", ("加工与生熟分开", "Processing")),
    ("disinfection", ("餐具清洗消毒", "Disinfection")),
    ("sample_retention", ("食品留样", "Samples kept")),
    ("cleanliness", ("环境卫生", "Cleanliness")),
    ("shared_meals", ("陪餐", "Shared meals")),
    ("disclosure", ("菜谱与账目公示", "Menu and accounts published")),
    ("other", ("其他", "Other")),
];

const CANTEEN_CHECK: Layout = Layout {
    title: ("食堂检查记录表", "Record of a canteen check"),
    actor: ("检查人", "Checked by"),
    text: ("检查情况", "Notes"),
    aims: &[],
    fields: &[
        field("items", ("检查项目", "What was checked"), Shape::Checks(CANTEEN_POINTS)),
        field("measures", ("整改措施", "Measures"), Shape::Room(4)),
    ],
    signs: Some(("食堂负责人", "Canteen manager")),
};

const OTHER: Layout = Layout {
    title: ("联系记录表", "Record of work"),
    actor: ("记录人", "Who"),
    text: ("主要内容", "Content"),
    aims: &[],
    fields: &[field("title", ("标题", "Title"), Shape::Fact)],
    signs: None,
};

pub fn layout(kind: ActivityKind) -> &'static Layout {
    match kind {
        ActivityKind::BranchVisit => &BRANCH_VISIT,
        ActivityKind::LessonObservation => &LESSON_OBSERVATION,
        ActivityKind::HomeVisit => &HOME_VISIT,
        ActivityKind::ParentsMeeting => &PARENTS_MEETING,
        ActivityKind::CommitteeMeeting => &COMMITTEE_MEETING,
        ActivityKind::StaffTalk => &STAFF_TALK,
        ActivityKind::GradeMeeting => &GRADE_MEETING,
        ActivityKind::HeartTalk => &HEART_TALK,
        ActivityKind::Reception => &RECEPTION,
        ActivityKind::PhoneContact => &PHONE_CONTACT,
        ActivityKind::StayIn => &STAY_IN,
        ActivityKind::PupilSupport => &PUPIL_SUPPORT,
        ActivityKind::StudySession => &STUDY_SESSION,
        ActivityKind::SharedLabour => &SHARED_LABOUR,
        ActivityKind::CanteenCheck => &CANTEEN_CHECK,
        ActivityKind::Other => &OTHER,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    /// What the head of the form says by name.
    const IN_THE_HEAD: [&str; 7] = [
        "unit_id",
        "class_id",
        "household_id",
        "person_id",
        "observed_person_id",
        "student_id",
        "student_ids",
    ];

    #[test]
    fn every_field_of_every_kind_has_its_place_on_the_form() {
        let document = serde_json::to_value(crate::app::document()).unwrap();
        let schemas = &document["components"]["schemas"];
        let resolve = |schema: &serde_json::Value| {
            let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
            name.map_or_else(|| schema.clone(), |name| schemas[name].clone())
        };
        for kind in ActivityKind::iter() {
            let name = kind.to_value();
            let shapes = schemas["ActivityDetails"]["oneOf"].as_array().unwrap();
            let own = shapes
                .iter()
                .map(|shape| &shape["properties"][&name])
                .find(|own| !own.is_null());
            let Some(own) = own else { continue };
            let mut fields = BTreeSet::new();
            for (field, schema) in resolve(own)["properties"].as_object().unwrap() {
                match resolve(schema)["properties"].as_object() {
                    Some(parts) => fields.extend(parts.keys().map(|part| format!("{field}.{part}"))),
                    None => drop(fields.insert(field.clone())),
                }
            }
            let layout = layout(kind);
            let placed = layout
                .aims
                .iter()
                .chain(layout.fields)
                .map(|field| field.place.to_owned());
            let placed: BTreeSet<_> = placed.chain(IN_THE_HEAD.map(str::to_owned)).collect();
            let missing: Vec<_> = fields.difference(&placed).collect();
            assert!(missing.is_empty(), "{name}: {missing:?} would not be printed");
        }
    }
}
