//! The columns of exported lists, in both languages.

use super::sheet::{Column, Shape, column};

const UNIT_KINDS: Shape = Shape::Words(&[
    ("bureau", "教育局", "Bureau"),
    ("central_school", "中心小学", "Central school"),
    ("village_school", "完小", "Village school"),
    ("kindergarten", "幼儿园", "Kindergarten"),
    ("department", "科室", "Department"),
]);

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

const SEXES: Shape = Shape::Words(&[
    ("male", "男", "Male"),
    ("female", "女", "Female"),
    ("unknown", "未知", "Unknown"),
    ("unspecified", "未说明", "Unspecified"),
]);

const EMPLOYMENT: Shape = Shape::Words(&[
    ("active", "在职", "Active"),
    ("left", "离职", "Left"),
    ("retired", "退休", "Retired"),
]);

const STUDENT_STATUS: Shape = Shape::Words(&[
    ("enrolled", "在读", "Enrolled"),
    ("left", "离校", "Left"),
    ("graduated", "毕业", "Graduated"),
]);

const RANKS: Shape = Shape::Words(&[
    ("school_leader", "校级", "School leader"),
    ("deputy_leader", "副校级", "Deputy leader"),
    ("middle_leader", "中层", "Middle leader"),
    ("branch_principal", "完小校长", "Branch principal"),
    ("kindergarten_principal", "园长", "Kindergarten principal"),
    ("teacher", "教师", "Teacher"),
    ("staff", "职工", "Staff"),
]);

const POSTS: Shape = Shape::Words(&[
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
