//! Columns of the calendar, plans, accounts, reports and the audit log.

use super::words::{ACTIVITY_KINDS, LINK_STATES, ROLES, UNIT_KINDS};
use crate::features::transfer::exports::sheet::{Column, Shape, column};

pub const SCHOOL_YEARS: &[Column] = &[
    column("name", "学年", "School year", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
];

pub const TERMS: &[Column] = &[
    column("name", "学期", "Term", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column("teaching_months", "教学月", "Teaching months", Shape::Text),
];

pub const CALENDAR_DAYS: &[Column] = &[
    column("day", "日期", "Day", Shape::Text),
    column(
        "kind",
        "类别",
        "Kind",
        Shape::Words(&[
            ("holiday", "放假", "Holiday"),
            ("make_up", "补班", "Make-up day"),
            ("off", "停课", "Day off"),
        ]),
    ),
    column("note", "说明", "Note", Shape::Text),
];

pub const ROLE_GRANTS: &[Column] = &[
    column("account_name", "账号", "Account", Shape::Text),
    column("role", "角色", "Role", ROLES),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column("state", "状态", "State", LINK_STATES),
    column("granted_by_name", "授权人", "Granted by", Shape::Text),
];

pub const PLANS: &[Column] = &[
    column("title", "方案", "Plan", Shape::Text),
    column("document_number", "文号", "Document number", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("issued_on", "印发日期", "Issued on", Shape::Text),
    column("effective_from", "生效日期", "From", Shape::Text),
    column("effective_to", "截止日期", "Until", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("draft", "草稿", "Draft"),
            ("adopted", "已通过", "Adopted"),
            ("superseded", "已被取代", "Superseded"),
        ]),
    ),
    column("template_title", "模板", "Template", Shape::Text),
    column("adopted_by_name", "通过人", "Adopted by", Shape::Text),
];

pub const DUTIES: &[Column] = &[
    column("code", "代码", "Code", Shape::Text),
    column("title", "职责", "Duty", Shape::Text),
    column("source_quote", "原文", "Words of the plan", Shape::Text),
    column(
        "metric",
        "计量",
        "Measure",
        Shape::Words(&[
            ("activity_count", "次数", "Number of records"),
            ("targets_covered", "覆盖", "Targets covered"),
            ("weekly_lessons", "周课时", "Lessons a week"),
            ("yes_no", "是否", "Yes or no"),
            ("deliverable", "成果", "Handed in once"),
        ]),
    ),
    column("activity_kind", "联系记录类别", "Kind of record", ACTIVITY_KINDS),
    column("target", "目标（空为未规定）", "Target (blank: not set)", Shape::Number),
    column("unit_label", "单位", "Counted in", Shape::Text),
    column(
        "period",
        "周期",
        "Period",
        Shape::Words(&[
            ("week", "每周", "Week"),
            ("month", "每月", "Month"),
            ("teaching_month", "每教学月", "Teaching month"),
            ("term", "每学期", "Term"),
            ("school_year", "每学年", "School year"),
            ("standing", "长期", "Standing"),
            ("plan", "方案期内", "The plan"),
        ]),
    ),
    column("informational", "仅供参考", "Information only", Shape::Text),
    column("effective_from", "生效日期", "From", Shape::Text),
    column("effective_to", "截止日期", "Until", Shape::Text),
];

pub const LEADING_GROUP_MEMBERS: &[Column] = &[
    column("person_name", "姓名", "Name", Shape::Text),
    column(
        "position",
        "组内职务",
        "Position",
        Shape::Words(&[
            ("head", "组长", "Head"),
            ("deputy", "副组长", "Deputy"),
            ("member", "组员", "Member"),
            ("office_director", "办公室主任", "Director of the office"),
        ]),
    ),
    column("post_title", "职务", "Post", Shape::Text),
];

pub const UNIT_PROGRESS: &[Column] = &[
    column("unit_name", "单位", "Unit", Shape::Text),
    column("unit_kind", "类别", "Kind", UNIT_KINDS),
    column("cells.words", "职责进度", "Progress", Shape::Text),
];

pub const PHRASES: &[Column] = &[
    column("text", "常用语", "Phrase", Shape::Text),
    column(
        "purpose",
        "用途",
        "Purpose",
        Shape::Words(&[
            ("record", "联系记录", "Records"),
            ("reply", "答复", "Answers"),
            ("return", "退回", "Returns"),
            ("decline", "不予受理", "Declining"),
            ("route", "转办", "Routing"),
            ("call_back", "回访", "Call-backs"),
        ]),
    ),
    column("kind", "联系记录类别", "Kind of record", ACTIVITY_KINDS),
    column("unit_name", "单位（空为个人）", "Unit (blank: one's own)", Shape::Text),
];

pub const REPORTS: &[Column] = &[
    column("title", "标题", "Title", Shape::Text),
    column(
        "kind",
        "类别",
        "Kind",
        Shape::Words(&[
            ("unit_report", "民情报告", "Report"),
            ("unit_analysis", "民情分析", "Analysis"),
            ("person_summary", "个人小结", "Personal summary"),
            ("school_summary", "学校总结", "Summary of the school"),
        ]),
    ),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("person_name", "人员", "Person", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[("draft", "草稿", "Draft"), ("frozen", "已定稿", "Final")]),
    ),
    column("created_by_name", "起草人", "Author", Shape::Text),
    column("frozen_at", "定稿时间", "Final since", Shape::Instant),
];

pub const AUDIT_EVENTS: &[Column] = &[
    column("seq", "序号", "Number", Shape::Number),
    column("at", "时间", "Time", Shape::Instant),
    column("account_name", "账号", "Who", Shape::Text),
    column("action", "操作", "Action", Shape::Text),
    column("object_kind", "对象类别", "Kind of object", Shape::Text),
    column("object_name", "对象", "Object", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("reason", "理由", "Reason", Shape::Text),
];
