//! The forms of the kinds that consist of a place and a few fields: meetings, talks, stays, checks, support, study.

use super::layout::{Label, Layout, Shape, field};

const AGENDA: super::layout::Field = field("meeting.agenda", ("议程", "Agenda"), Shape::Room(3));
const DECISIONS: super::layout::Field = field("meeting.decisions", ("议定事项", "Decisions"), Shape::Decisions);

const RESULTS: &[(&str, Label)] = &[
    ("supporting", ("帮扶中", "Goes on")),
    ("improving", ("有进步", "Improving")),
    ("transformed", ("已转化", "Goal reached")),
    ("stopped", ("已停止", "Stopped")),
];

const MODES: &[(&str, Label)] = &[
    ("lecture", ("集中辅导", "Lecture")),
    ("self_study", ("个人自学", "Self-study")),
    ("case_study", ("案例教育", "Cases")),
    ("field_experience", ("民情体验", "Among the people")),
];

const THEMES: &[(&str, Label)] = &[
    ("mass_viewpoint", ("群众观点", "View of the people")),
    ("mass_line", ("群众路线", "Mass line")),
    ("mass_interests", ("群众利益", "Interests of the people")),
    ("mass_work", ("群众工作", "Work with the people")),
];

pub const POINTS: &[(&str, Label)] = &[
    ("certificates", ("证照与健康证", "Certificates")),
    ("morning_check", ("从业人员晨检", "Morning check")),
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

const fn meeting(title: Label, actor: Label) -> Layout {
    Layout {
        title,
        actor,
        text: ("会议记录", "Notes"),
        fields: &[AGENDA, DECISIONS],
        signs: None,
    }
}

pub const PARENTS_MEETING: Layout = meeting(("家长会记录表", "Record of a parents' meeting"), ("主持人", "Chair"));
pub const COMMITTEE_MEETING: Layout = meeting(
    ("家长委员会会议记录表", "Record of a family committee meeting"),
    ("主持人", "Chair"),
);
pub const GRADE_MEETING: Layout = meeting(("年级活动记录表", "Record of a grade meeting"), ("负责人", "Led by"));

pub const STAFF_TALK: Layout = Layout {
    title: ("谈心谈话记录表", "Record of a talk"),
    actor: ("谈话人", "Who"),
    text: ("谈话内容", "Notes"),
    fields: &[
        field("topics", ("主题", "Topics"), Shape::Room(2)),
        field("concerns", ("思想和困难", "Concerns"), Shape::Room(4)),
        field("support", ("给予的帮助", "Help given"), Shape::Room(4)),
    ],
    signs: Some(("谈心对象", "Talked with")),
};

pub const HEART_TALK: Layout = Layout {
    title: ("民情恳谈记录表", "Record of a heart-to-heart meeting"),
    actor: ("主持人", "Chair"),
    text: ("恳谈记录", "Notes"),
    fields: &[
        field("participants", ("参加人员", "Who came"), Shape::Room(2)),
        field("topics", ("恳谈主题", "Topics"), Shape::Room(2)),
        field("concerns", ("群众意见", "What was said"), Shape::Room(5)),
        field("answers", ("现场答复", "Answers given"), Shape::Room(4)),
    ],
    signs: None,
};

pub const RECEPTION: Layout = Layout {
    title: ("接待来访记录表", "Record of a reception"),
    actor: ("接待人", "Received by"),
    text: ("接待记录", "Notes"),
    fields: &[
        field("visitors", ("来访人", "Visitors"), Shape::Fact),
        field("handed_on_to", ("转交", "Handed on to"), Shape::Fact),
        field("matter", ("来访事由", "Matter"), Shape::Room(4)),
        field("answer", ("当场答复", "Answer given"), Shape::Room(4)),
    ],
    signs: None,
};

pub const PHONE_CONTACT: Layout = Layout {
    title: ("电话联系记录表", "Record of a call"),
    actor: ("联系人", "Who"),
    text: ("通话记录", "Notes"),
    fields: &[
        field("spoke_with", ("通话对象", "Spoke with"), Shape::Fact),
        field("matter", ("联系事由", "Matter"), Shape::Room(2)),
        field("measures", ("约定的措施", "Measures agreed"), Shape::Room(3)),
    ],
    signs: None,
};

pub const STAY_IN: Layout = Layout {
    title: ("驻校蹲点记录表", "Record of a stay"),
    actor: ("驻校干部", "Who stayed"),
    text: ("驻校记录", "Notes"),
    fields: &[
        field("nights", ("住校夜数", "Nights"), Shape::Fact),
        field("meals", ("用餐次数", "Meals"), Shape::Fact),
        field("amount_cents", ("伙食费（元）", "For meals (yuan)"), Shape::Money),
        field("paid", ("已自付", "Paid by himself"), Shape::Fact),
        field("receipt_number", ("收据号", "Receipt"), Shape::Fact),
        field("findings", ("了解到的情况", "What was learnt"), Shape::Room(4)),
    ],
    signs: None,
};

pub const PUPIL_SUPPORT: Layout = Layout {
    title: ("潜能生帮扶记录表", "Record of supporting a pupil"),
    actor: ("帮扶人", "Who"),
    text: ("帮扶记录", "Notes"),
    fields: &[
        field("stage_result", ("阶段成效", "Result"), Shape::Word(RESULTS)),
        field("stage_goal", ("阶段目标", "Goal"), Shape::Room(2)),
        field("measures", ("帮扶措施", "Measures"), Shape::Room(4)),
    ],
    signs: None,
};

pub const STUDY_SESSION: Layout = Layout {
    title: ("学习记录表", "Record of study"),
    actor: ("学习人", "Who"),
    text: ("学习记录", "Notes"),
    fields: &[
        field("mode", ("学习方式", "How"), Shape::Word(MODES)),
        field("theme", ("学习专题", "Theme"), Shape::Word(THEMES)),
        field("hours", ("学时", "Hours"), Shape::Fact),
        field("material", ("学习材料", "Material"), Shape::Room(2)),
    ],
    signs: None,
};

pub const SHARED_LABOUR: Layout = Layout {
    title: ("同劳动记录表", "Record of shared labour"),
    actor: ("参加人", "Who"),
    text: ("劳动记录", "Notes"),
    fields: &[
        field("work", ("劳动内容", "Work"), Shape::Fact),
        field("minutes", ("时长（分钟）", "Minutes"), Shape::Fact),
        field("with_whom", ("一起劳动的人", "Together with"), Shape::Room(2)),
    ],
    signs: None,
};

pub const CANTEEN_CHECK: Layout = Layout {
    title: ("食堂检查记录表", "Record of a canteen check"),
    actor: ("检查人", "Checked by"),
    text: ("检查记录", "Notes"),
    fields: &[
        field("items", ("检查项目", "Points"), Shape::Checks),
        field("measures", ("整改措施", "Measures"), Shape::Room(4)),
    ],
    signs: Some(("食堂负责人", "Head of the canteen")),
};

pub const OTHER: Layout = Layout {
    title: ("工作记录表", "Record of work"),
    actor: ("记录人", "Who"),
    text: ("主要内容", "Content"),
    fields: &[field("title", ("标题", "Title"), Shape::Fact)],
    signs: None,
};
