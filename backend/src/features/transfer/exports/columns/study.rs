//! Columns of study, findings, registers and family committees.

use super::super::sheet::{Column, Shape, column};

const THEMES: Shape = Shape::Words(&[
    ("mass_viewpoint", "群众观点", "View of the people"),
    ("mass_line", "群众路线", "Line of the people"),
    ("mass_interests", "群众利益", "Interests of the people"),
    ("mass_work", "群众工作", "Work with the people"),
]);

const MODES: Shape = Shape::Words(&[
    ("lecture", "集中辅导", "Lecture"),
    ("self_study", "个人自学", "By oneself"),
    ("case_study", "案例教育", "By cases"),
    ("field_experience", "民情体验", "By living it"),
]);

pub const STUDY_ITEMS: &[Column] = &[
    column("theme", "主题", "Theme", THEMES),
    column("mode", "方式", "Way", MODES),
    column("question", "思考题", "Question", Shape::Text),
    column("material", "材料", "Material", Shape::Text),
    column(
        "audience",
        "对象",
        "For",
        Shape::Words(&[
            ("everyone", "全体教职工", "All staff"),
            ("leaders", "中层以上", "Middle leaders and above"),
            ("party_members", "党员教师", "Party members"),
        ]),
    ),
    column("due_on", "完成时限", "Due", Shape::Text),
    column("accepted.value", "已认可", "Accepted", Shape::Number),
    column("handed_in.value", "待认可", "Waiting", Shape::Number),
];

pub const STUDY_COMPLETIONS: &[Column] = &[
    column("person_name", "姓名", "Name", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("duty_title", "职责", "Duty", Shape::Text),
    column("theme", "学习主题", "Theme", THEMES),
    column("title", "标题", "Title", Shape::Text),
    column("happened_on", "日期", "Date", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("handed_in", "待认可", "Handed in"),
            ("accepted", "已认可", "Accepted"),
            ("returned", "已退回", "Returned"),
        ]),
    ),
    column("return_reason", "退回原因", "Why returned", Shape::Text),
    column("reviewed_by_name", "认可人", "Reviewed by", Shape::Text),
];

pub const FINDINGS: &[Column] = &[
    column(
        "source",
        "问题来源",
        "Source",
        Shape::Words(&[
            ("study_theme", "学习查摆", "Study"),
            ("self_check", "自查", "Self-check"),
            ("inspection", "督查", "Inspection"),
        ]),
    ),
    column("theme", "对照主题", "Theme", THEMES),
    column("found_on", "发现日期", "Found on", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("what", "存在问题", "Finding", Shape::Text),
    column("person_name", "涉及人员", "Person concerned", Shape::Text),
    column("owner_name", "责任人", "Owner", Shape::Text),
    column("measure", "整改措施", "Measure", Shape::Text),
    column("due_on", "整改时限", "Due", Shape::Text),
    column(
        "state",
        "整改状态",
        "State",
        Shape::Words(&[
            ("open", "待整改", "Open"),
            ("in_progress", "整改中", "In progress"),
            ("done", "待验收", "Done"),
            ("verified", "已销号", "Verified"),
        ]),
    ),
    column("result", "整改结果", "Result", Shape::Text),
    column("reopenings", "重新整改次数", "Reopenings", Shape::Number),
];

pub const GIFT_RECORDS: &[Column] = &[
    column("happened_on", "日期", "Date", Shape::Text),
    column("person_name", "收礼对象", "To whom", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("giver", "送礼人", "From", Shape::Text),
    column("what", "礼品", "Gift", Shape::Text),
    column("value_cents", "估值（元）", "Estimated value (yuan)", Shape::Cents),
    column(
        "disposal",
        "处理方式",
        "What became of it",
        Shape::Words(&[
            ("declined", "当场谢绝", "Declined"),
            ("returned", "已退还", "Given back"),
            ("handed_in", "已上交", "Handed in"),
        ]),
    ),
    column("handled_by_name", "经办人", "Handled by", Shape::Text),
    column("remark", "备注", "Remark", Shape::Text),
    column("void_reason", "作废原因", "Why void", Shape::Text),
];

pub const STAY_INS: &[Column] = &[
    column("happened_on", "日期", "Date", Shape::Text),
    column("person_name", "驻校人", "Who stayed", Shape::Text),
    column("unit_name", "学校", "School", Shape::Text),
    column("nights", "住校夜数", "Nights", Shape::Number),
    column("meals", "用餐次数", "Meals", Shape::Number),
    column("amount_cents", "伙食费（元）", "For meals (yuan)", Shape::Cents),
    column("paid", "已付", "Paid", Shape::Text),
    column("receipt_number", "收据号", "Receipt number", Shape::Text),
];

pub const FAMILY_COMMITTEES: &[Column] = &[
    column("unit_name", "学校", "School", Shape::Text),
    column("name", "名称", "Name", Shape::Text),
    column("starts_on", "任期开始", "From", Shape::Text),
    column("ends_on", "任期结束", "Until", Shape::Text),
    column("members.name", "成员", "Members", Shape::Text),
    column("meetings.value", "会议次数", "Meetings", Shape::Number),
    column("remark", "备注", "Remark", Shape::Text),
];
