//! Columns of liaison work, checks of the ledger, evaluation and inspectors.

use super::words::SCHEMES;
use crate::features::transfer::exports::sheet::{Column, Shape, column};

const TARGET_KINDS: Shape = Shape::Words(&[
    ("unit", "单位", "Unit"),
    ("grade", "年级", "Grade"),
    ("class", "班级", "Class"),
    ("person", "教职工", "Colleague"),
    ("student", "学生", "Pupil"),
    ("household", "家庭", "Household"),
]);

const ROUND_STATES: Shape = Shape::Words(&[
    ("draft", "草稿", "Draft"),
    ("open", "进行中", "Open"),
    ("sealed", "已封存", "Sealed"),
    ("scored", "已计分", "Scored"),
    ("published", "已公布", "Published"),
    ("archived", "已归档", "Archived"),
]);

pub const OWN_LIAISON_SCHEMES: &[Column] = &[
    column("name", "制度", "Scheme", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column(
        "holders",
        "联系人",
        "Who",
        Shape::Words(&[
            ("leaders", "中层以上领导", "Leaders"),
            ("teachers", "教师", "Teachers"),
            ("party_members", "党员", "Party members"),
            ("staff", "教职工", "Staff"),
        ]),
    ),
    column("target_kind", "联系对象", "Targets", TARGET_KINDS),
    column("max_load", "每人上限", "Limit", Shape::Number),
    column("links.value", "联系数", "Links", Shape::Number),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column("description", "说明", "Description", Shape::Text),
];

pub const LIAISON_PROPOSALS: &[Column] = &[
    column("scheme_name", "联系制度", "Scheme", Shape::Text),
    column("scheme_code", "制度代码", "Code", SCHEMES),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("making", "生成中", "Being made"),
            ("ready", "待采用", "Ready"),
            ("applying", "采用中", "Being applied"),
            ("applied", "已采用", "Applied"),
            ("discarded", "已放弃", "Thrown away"),
            ("failed", "未成功", "Failed"),
        ]),
    ),
    column("counts.rows", "建议数", "Rows", Shape::Number),
    column("counts.without_person", "无人可联系", "Without a person", Shape::Number),
    column("counts.made", "已建立", "Made", Shape::Number),
    column("created_by_name", "提出人", "By", Shape::Text),
    column("applied_at", "采用时间", "Applied at", Shape::Instant),
];

pub const LIAISON_HANDOVERS: &[Column] = &[
    column("from_person_name", "交出人", "From", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("starts_on", "交接日期", "From the day", Shape::Text),
    column("reason", "原因", "Reason", Shape::Text),
    column("witness", "监交人", "Witness", Shape::Text),
    column("counts.links", "联系关系", "Links", Shape::Number),
    column("counts.entries", "台账条目", "Entries", Shape::Number),
    column("counts.promises", "约定事项", "Promises", Shape::Number),
    column("created_by_name", "经办人", "By", Shape::Text),
];

pub const CONTACT_CARDS: &[Column] = &[
    column("person_name", "联系人", "Who", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("has_phone", "有电话", "With a phone number", Shape::Text),
    column("reachable", "可联系时间", "When to reach", Shape::Text),
    column("printed_at", "印制时间", "Printed at", Shape::Instant),
    column("revoked_at", "作废时间", "Revoked at", Shape::Instant),
    column("revoke_reason", "作废原因", "Why revoked", Shape::Text),
];

pub const LEDGER_TOPICS: &[Column] = &[
    column("title", "一类事", "Topic", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("summary", "说明", "Summary", Shape::Text),
    column("seen.value", "条目数", "Entries", Shape::Number),
    column("seen_open.value", "未销号", "Open", Shape::Number),
];

pub const LEDGER_CALLBACK_DRAWS: &[Column] = &[
    column("month", "月份", "Month", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("percent", "抽取比例 %", "Percent", Shape::Number),
    column("closed", "可抽条目", "Could be drawn", Shape::Number),
    column("drawn", "抽取", "Drawn", Shape::Number),
    column("called", "已回访", "Called", Shape::Number),
    column("satisfied", "满意", "Satisfied", Shape::Number),
    column("basically_satisfied", "基本满意", "Basically satisfied", Shape::Number),
    column("unsatisfied", "不满意", "Unsatisfied", Shape::Number),
    column("unreached", "未联系上", "Not reached", Shape::Number),
    column("told_to_say", "被授意", "Told what to say", Shape::Number),
    column("drawn_by_name", "抽取人", "Drawn by", Shape::Text),
];

pub const LEDGER_IDENTITY_LOOKS: &[Column] = &[
    column("at", "时间", "Time", Shape::Instant),
    column("entry_number", "编号", "Number", Shape::Text),
    column("entry_title", "民情", "Title", Shape::Text),
    column("looked_by_name", "查看人", "Who looked", Shape::Text),
    column("reason", "理由", "Reason", Shape::Text),
];

pub const EVALUATION_SCHEMES: &[Column] = &[
    column("title", "考评方案", "Scheme", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("effective_from", "生效日期", "From", Shape::Text),
    column("effective_to", "截止日期", "Until", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("draft", "草稿", "Draft"),
            ("in_force", "施行", "In force"),
            ("retired", "已停用", "Retired"),
        ]),
    ),
    column("is_example", "示例", "Example", Shape::Text),
    column("recorded_by_name", "拟定人", "By", Shape::Text),
];

pub const EVALUATION_ROUNDS: &[Column] = &[
    column("title", "考评", "Round", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("scheme_title", "考评方案", "Scheme", Shape::Text),
    column("period_from", "考评期自", "Period from", Shape::Text),
    column("period_to", "考评期至", "Period until", Shape::Text),
    column("state", "状态", "State", ROUND_STATES),
    column("object_count", "考评对象数", "Objects", Shape::Number),
    column("sheets_handed_out", "发出考核表", "Sheets handed out", Shape::Number),
    column("sheets_submitted", "交回考核表", "Sheets handed in", Shape::Number),
    column("closes_at", "截止时间", "Closes at", Shape::Instant),
];

pub const EVALUATION_SHEETS: &[Column] = &[
    column("round_title", "考评", "Round", Shape::Text),
    column("round_state", "考评状态", "State of the round", ROUND_STATES),
    column("object.name", "考评对象", "Object", Shape::Text),
    column("object.post", "职务", "Post", Shape::Text),
    column("group_name", "评价主体", "Group", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[("in_hand", "待交", "In hand"), ("submitted", "已交", "Handed in")]),
    ),
    column("answered", "已填项", "Answered", Shape::Number),
    column("items", "总项数", "Items", Shape::Number),
    column("submitted_at", "交回时间", "Handed in at", Shape::Instant),
];

pub const EVALUATION_OBJECTIONS: &[Column] = &[
    column("round_title", "考评", "Round", Shape::Text),
    column("object_name", "考评对象", "Object", Shape::Text),
    column("filed_by_name", "申请人", "Filed by", Shape::Text),
    column("content", "申请内容", "Content", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("filed", "待复核", "Filed"),
            ("upheld", "予以更正", "Upheld"),
            ("rejected", "维持", "Rejected"),
            ("withdrawn", "已撤回", "Withdrawn"),
        ]),
    ),
    column("decision", "复核意见", "Decision", Shape::Text),
    column("decided_by_name", "复核人", "Decided by", Shape::Text),
    column("decided_at", "复核时间", "Decided at", Shape::Instant),
];

pub const INSPECTION_ACCESSES: &[Column] = &[
    column("holder", "阅览人", "Holder", Shape::Text),
    column("inspection_title", "督查", "Inspection", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("records", "开放记录", "Records", Shape::Number),
    column("looks", "查阅次数", "Looks", Shape::Number),
    column("expires_at", "到期时间", "Expires at", Shape::Instant),
    column("ended_at", "结束时间", "Ended at", Shape::Instant),
    column("created_by_name", "开放人", "Opened by", Shape::Text),
];
