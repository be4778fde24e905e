//! Stable names in words, as the pages say them.

use crate::features::{personnel::codes, transfer::exports::sheet::Shape};

pub const UNIT_KINDS: Shape = Shape::Words(&[
    ("bureau", "教育局", "Bureau"),
    ("central_school", "中心小学", "Central school"),
    ("village_school", "完小", "Village school"),
    ("kindergarten", "幼儿园", "Kindergarten"),
    ("department", "科室", "Department"),
]);

/// GB/T 2261.1.
pub const SEXES: Shape = Shape::Coded(&[
    ("male", "男", "Male", "1"),
    ("female", "女", "Female", "2"),
    ("unknown", "未知", "Unknown", "0"),
    ("unspecified", "未说明", "Unspecified", "9"),
]);

/// GB/T 3304.
pub const ETHNIC_GROUPS: Shape = Shape::Standard(codes::ETHNIC_GROUPS);

/// GB/T 4762.
pub const AFFILIATIONS: Shape = Shape::Standard(codes::POLITICAL_AFFILIATIONS);

pub const EMPLOYMENT: Shape = Shape::Words(&[
    ("active", "在职", "Active"),
    ("left", "离职", "Left"),
    ("retired", "退休", "Retired"),
]);

pub const STUDENT_STATUS: Shape = Shape::Words(&[
    ("enrolled", "在读", "Enrolled"),
    ("left", "离校", "Left"),
    ("graduated", "毕业", "Graduated"),
]);

pub const RANKS: Shape = Shape::Words(&[
    ("school_leader", "校级", "School leader"),
    ("deputy_leader", "副校级", "Deputy leader"),
    ("middle_leader", "中层", "Middle leader"),
    ("branch_principal", "完小校长", "Branch principal"),
    ("kindergarten_principal", "园长", "Kindergarten principal"),
    ("teacher", "教师", "Teacher"),
    ("staff", "职工", "Staff"),
]);

pub const POSTS: Shape = Shape::Words(&[
    ("principal", "校长", "Principal"),
    ("party_secretary", "党支部书记", "Party secretary"),
    ("party_committee_member", "党支部委员", "Party committee member"),
    ("vice_principal", "副校长", "Vice principal"),
    ("general_affairs_director", "总务主任", "Director of general affairs"),
    (
        "general_affairs_deputy",
        "总务副主任",
        "Deputy director of general affairs",
    ),
    ("cashier", "出纳", "Cashier"),
    ("accountant", "会计", "Accountant"),
    (
        "teaching_research_director",
        "教科室主任",
        "Director of teaching and research",
    ),
    (
        "young_pioneers_counsellor",
        "少先队大队辅导员",
        "Counsellor of the Young Pioneers",
    ),
    ("branch_principal", "完小校长", "Branch principal"),
    ("kindergarten_principal", "园长", "Kindergarten principal"),
    ("office_director", "办公室主任", "Director of the office"),
    ("teacher", "教师", "Teacher"),
    ("staff", "职工", "Staff"),
]);

pub const ACTIVITY_KINDS: Shape = Shape::Words(&[
    ("branch_visit", "深入完小", "Village school visit"),
    ("lesson_observation", "观课议课", "Lesson observation"),
    ("home_visit", "家访", "Home visit"),
    ("parents_meeting", "家长会", "Parents' meeting"),
    ("committee_meeting", "家委会", "Family committee"),
    ("staff_talk", "谈心", "Staff talk"),
    ("grade_meeting", "年级活动", "Grade meeting"),
    ("heart_talk", "民情恳谈", "Heart-to-heart meeting"),
    ("reception", "接访", "Reception"),
    ("phone_contact", "电话联系", "Phone contact"),
    ("stay_in", "驻校蹲点", "Stay-in"),
    ("pupil_support", "潜能生帮扶", "Pupil support"),
    ("study_session", "学习", "Study session"),
    ("shared_labour", "同劳动", "Shared labour"),
    ("canteen_check", "食堂检查", "Canteen check"),
    ("other", "其他", "Other"),
]);

pub const ACTIVITY_STATUS: Shape = Shape::Words(&[
    ("draft", "草稿", "Draft"),
    ("submitted", "已提交", "Submitted"),
    ("confirmed", "已确认", "Confirmed"),
    ("returned", "已退回", "Returned"),
    ("void", "已作废", "Void"),
]);

pub const CHANNELS: Shape = Shape::Words(&[
    ("visit", "走访", "Visit"),
    ("reception", "接访", "Reception"),
    ("phone", "电话", "Phone"),
    ("letter", "来信", "Letter"),
    ("online_form", "网上表单", "Online form"),
    ("mailbox", "信箱", "Mailbox"),
    ("from_above", "上级交办", "From above"),
    ("public_opinion", "舆情", "Public opinion"),
    ("ballot_remark", "测评意见", "Ballot remark"),
]);

pub const URGENCY: Shape = Shape::Words(&[
    ("normal", "一般", "Normal"),
    ("complex", "复杂", "Complex"),
    ("urgent", "紧急", "Urgent"),
]);

pub const LEDGER_STATES: Shape = Shape::Words(&[
    ("registered", "已登记", "Registered"),
    ("accepted", "已受理", "Accepted"),
    ("routed", "已转办", "Routed"),
    ("in_progress", "办理中", "In progress"),
    ("replied", "已答复", "Replied"),
    ("closed", "已销号", "Closed"),
]);

pub const OUTCOMES: Shape = Shape::Words(&[
    ("resolved", "已解决", "Resolved"),
    ("explained", "已说明，暂不能办", "Explained, not possible now"),
    ("referred_up", "已上报", "Handed up"),
    ("unsubstantiated", "查无实据", "Not substantiated"),
    ("declined", "不予受理", "Declined"),
    ("withdrawn", "已撤回", "Withdrawn"),
    ("merged", "已并案", "Merged"),
]);

pub const SATISFACTION: Shape = Shape::Words(&[
    ("satisfied", "满意", "Satisfied"),
    ("basically_satisfied", "基本满意", "Basically satisfied"),
    ("unsatisfied", "不满意", "Unsatisfied"),
]);

pub const SCHEMES: Shape = Shape::Words(&[
    ("leader_branch", "领导联系完小", "Leader to village school"),
    (
        "teacher_family",
        "教师直接联系学生及家长",
        "Teacher to pupil and family",
    ),
    ("leader_grade", "领导联系年级", "Leader to grade"),
    ("leader_staff", "领导联系教职工", "Leader to staff"),
]);

pub const ABSENCE_REASONS: Shape = Shape::Words(&[("left", "已离开", "Left"), ("on_leave", "请假", "On leave")]);

pub const LINK_STATES: Shape = Shape::Words(&[
    ("planned", "未开始", "Planned"),
    ("current", "联系中", "Current"),
    ("ended", "已结束", "Ended"),
]);

pub const ROLES: Shape = Shape::Words(&[
    ("admin", "管理员", "Administrator"),
    ("auditor", "审计员", "Auditor"),
    ("bureau", "教育局", "Bureau"),
    ("principal", "校长", "Principal"),
    ("office", "领导小组办公室", "Office of the leading group"),
    ("leader", "中层以上领导", "Leader"),
    ("branch_principal", "完小校长 / 园长", "Branch principal"),
    ("teacher", "教师", "Teacher"),
]);

pub const ACCOUNT_STATUS: Shape = Shape::Words(&[("active", "启用", "Active"), ("disabled", "停用", "Disabled")]);

pub const WAIVER_KINDS: Shape = Shape::Words(&[
    ("leave", "请假", "Leave"),
    ("late_posting", "到任晚", "Late posting"),
    ("other", "其他", "Other"),
]);

pub const WAIVER_STATES: Shape = Shape::Words(&[
    ("requested", "待审批", "Requested"),
    ("approved", "已批准", "Approved"),
    ("rejected", "未批准", "Rejected"),
    ("withdrawn", "已撤回", "Withdrawn"),
]);
