//! The columns of exported lists, in both languages.

mod oversight;
mod settings;
mod study;
mod tasks;
mod words;

use self::words::{
    ABSENCE_REASONS, ACCOUNT_STATUS, ACTIVITY_KINDS, ACTIVITY_STATUS, AFFILIATIONS, CHANNELS, EMPLOYMENT,
    ETHNIC_GROUPS, LEDGER_STATES, LINK_STATES, OUTCOMES, POSTS, RANKS, ROLES, SATISFACTION, SCHEMES, SEXES,
    STUDENT_STATUS, UNIT_KINDS, URGENCY, WAIVER_KINDS, WAIVER_STATES,
};
use super::sheet::{Column, Shape, column};
pub use oversight::{INSPECTIONS, OPINION_ITEMS, PUBLICATIONS};
pub use settings::{
    AUDIT_EVENTS, CALENDAR_DAYS, DUTIES, LEADING_GROUP_MEMBERS, PHRASES, PLANS, REPORTS, ROLE_GRANTS, SCHOOL_YEARS,
    TERMS, UNIT_PROGRESS,
};
pub use study::{FAMILY_COMMITTEES, FINDINGS, GIFT_RECORDS, STAY_INS, STUDY_COMPLETIONS, STUDY_ITEMS};
pub use tasks::{
    CONTACT_CARDS, EVALUATION_OBJECTIONS, EVALUATION_ROUNDS, EVALUATION_SCHEMES, EVALUATION_SHEETS,
    INSPECTION_ACCESSES, LEDGER_CALLBACK_DRAWS, LEDGER_IDENTITY_LOOKS, LEDGER_TOPICS, LIAISON_HANDOVERS,
    LIAISON_PROPOSALS, OWN_LIAISON_SCHEMES,
};

pub const ORG_UNITS: &[Column] = &[
    column("name", "名称", "Name", Shape::Text),
    column("kind", "类别", "Kind", UNIT_KINDS),
    column("code", "代码", "Code", Shape::Text),
    column("school_code", "学校标识码", "School code", Shape::Text),
];

pub const PERSONNEL: &[Column] = &[
    column("name", "姓名", "Name", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("rank", "职级", "Rank", RANKS),
    column("posts.post", "岗位", "Posts", POSTS),
    column("staff_number", "教职工号", "Staff number", Shape::Text),
    column("sex", "性别", "Sex", SEXES),
    column("ethnic_group", "民族", "Ethnic group", ETHNIC_GROUPS),
    column(
        "political_affiliation",
        "政治面貌",
        "Political affiliation",
        AFFILIATIONS,
    ),
    column("phone", "电话", "Phone", Shape::Text),
    column("employment_status", "人员状态", "Status", EMPLOYMENT),
];

pub const CLASSES: &[Column] = &[
    column("unit_name", "学校", "School", Shape::Text),
    column("name", "班级", "Class", Shape::Text),
    column("external_code", "班号", "Class number", Shape::Text),
    column("pupils", "学生数", "Pupils", Shape::Number),
    column("homeroom_person_name", "班主任", "Homeroom teacher", Shape::Text),
];

pub const STUDENTS: &[Column] = &[
    column("name", "姓名", "Name", Shape::Text),
    column("sex", "性别", "Sex", SEXES),
    column("unit_name", "学校", "School", Shape::Text),
    column("class_name", "班级", "Class", Shape::Text),
    column("household_label", "家庭", "Household", Shape::Text),
    column("status", "学籍状态", "Status", STUDENT_STATUS),
];

pub const HOUSEHOLDS: &[Column] = &[
    column("label", "家庭", "Household", Shape::Text),
    column("unit_name", "学校", "School", Shape::Text),
    column("village", "村组", "Village", Shape::Text),
    column("students.name", "学生", "Pupils", Shape::Text),
    column("primary_guardian.name", "主要监护人", "First guardian", Shape::Text),
    column("last_home_visit_on", "最近家访", "Latest home visit", Shape::Text),
];

pub const TEACHING_ASSIGNMENTS: &[Column] = &[
    column("term_name", "学期", "Term", Shape::Text),
    column("class_name", "班级", "Class", Shape::Text),
    column("person_name", "教师", "Teacher", Shape::Text),
    column("subject", "学科", "Subject", Shape::Text),
    column("weekly_lessons", "周课时", "Lessons a week", Shape::Number),
    column("homeroom", "班主任", "Homeroom teacher", Shape::Text),
];

pub const ACTIVITIES: &[Column] = &[
    column("happened_on", "日期", "Date", Shape::Text),
    column("kind", "类别", "Kind", ACTIVITY_KINDS),
    column("person_name", "记录人", "Who", Shape::Text),
    column("companion_names", "同行", "Companions", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("household_label", "家庭", "Household", Shape::Text),
    column("students.name", "学生", "Pupils", Shape::Text),
    column("class_name", "班级", "Class", Shape::Text),
    column(
        "observed_person_name",
        "授课教师或谈心对象",
        "Teacher observed, or talked with",
        Shape::Text,
    ),
    column("turnout.due", "应到", "Due", Shape::Number),
    column("turnout.present", "实到", "Present", Shape::Number),
    column("text", "内容", "Text", Shape::Text),
    column("follow_up", "约定事项", "Agreed", Shape::Text),
    column("follow_up_on", "约定日期", "Until", Shape::Text),
    column("status", "状态", "State", ACTIVITY_STATUS),
    column("counts", "计入", "Counts", Shape::Text),
    column("recorded_at", "记录时间", "Recorded at", Shape::Instant),
];

pub const LEDGER_ENTRIES: &[Column] = &[
    column("number", "编号", "Number", Shape::Text),
    column("legacy_number", "原编号", "Former number", Shape::Text),
    column("registered_at", "登记时间", "Registered at", Shape::Instant),
    column("title", "民情", "Title", Shape::Text),
    column("category_name", "类别", "Category", Shape::Text),
    column("channel", "来源", "Channel", CHANNELS),
    column("urgency", "紧急程度", "Urgency", URGENCY),
    column("unit_name", "管理单位", "Managing unit", Shape::Text),
    column("handler_unit_name", "承办单位", "Handling unit", Shape::Text),
    column("handler_name", "承办人", "Handler", Shape::Text),
    column("state", "状态", "State", LEDGER_STATES),
    column("due_at", "办理期限", "Due at", Shape::Instant),
    column("outcome", "办理结果", "Outcome", OUTCOMES),
    column("satisfaction", "回访", "Call-back", SATISFACTION),
    column("returns", "退回次数", "Returns", Shape::Number),
    column("reopenings", "重办次数", "Reopenings", Shape::Number),
    column("closed_at", "销号时间", "Closed at", Shape::Instant),
];

pub const LIAISON_LINKS: &[Column] = &[
    column("scheme_code", "联系制度", "Scheme", SCHEMES),
    column("person_name", "联系人", "Who", Shape::Text),
    column("target_name", "联系对象", "Target", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("starts_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column("state", "状态", "State", LINK_STATES),
    column("last_contact_on", "最近联系", "Last contact", Shape::Text),
];

pub const LIAISON_TARGETS: &[Column] = &[
    column("target_name", "联系对象", "Target", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("links.person_name", "联系人", "Who", Shape::Text),
    column("links.starts_on", "开始日期", "From", Shape::Text),
];

pub const LIAISON_LOADS: &[Column] = &[
    column("person_name", "联系人", "Who", Shape::Text),
    column("links.value", "联系数", "Links", Shape::Number),
    column("max_load", "上限", "Limit", Shape::Number),
];

pub const LIAISON_ABSENCES: &[Column] = &[
    column("person_name", "联系人", "Who", Shape::Text),
    column("reason", "原因", "Why", ABSENCE_REASONS),
    column("since", "自", "Since", Shape::Text),
    column("until", "至", "Until", Shape::Text),
    column("target_name", "联系对象", "Target", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("starts_on", "联系开始", "Linked from", Shape::Text),
];

pub const STAFF_PROGRESS: &[Column] = &[
    column("person_name", "姓名", "Name", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("rank", "职级", "Rank", RANKS),
    column("cells.words", "职责进度", "Progress", Shape::Text),
];

pub const WAIVERS: &[Column] = &[
    column("person_name", "姓名", "Name", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("duty_title", "职责（空为全部）", "Duty (blank: all)", Shape::Text),
    column("kind", "事由", "Kind", WAIVER_KINDS),
    column("starts_on", "从", "From", Shape::Text),
    column("ends_on", "到", "To", Shape::Text),
    column(
        "amount",
        "减免数量（空为按教学周）",
        "Number (blank: by teaching weeks)",
        Shape::Number,
    ),
    column("reason", "说明", "Reason", Shape::Text),
    column("state", "状态", "State", WAIVER_STATES),
    column("requested_by_name", "申请人", "Requested by", Shape::Text),
    column("requested_at", "申请时间", "Requested at", Shape::Instant),
    column("decided_by_name", "审批人", "Decided by", Shape::Text),
    column("decided_at", "审批时间", "Decided at", Shape::Instant),
    column("decision_note", "审批意见", "Note", Shape::Text),
];

pub const ACCOUNTS: &[Column] = &[
    column("username", "账号", "User", Shape::Text),
    column("display_name", "姓名", "Name", Shape::Text),
    column("person_unit_name", "单位", "Unit", Shape::Text),
    column("roles.role", "角色", "Roles", ROLES),
    column("status", "状态", "State", ACCOUNT_STATUS),
    column("last_login_at", "最近登录", "Last login", Shape::Instant),
];
