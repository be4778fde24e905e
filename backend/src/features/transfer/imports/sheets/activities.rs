//! Records of the past (历史联系记录).

use super::{Cells, PERSON, SCHOOL};
use crate::{
    entities::{activity::ActivityKind, ids::OrgUnitId, import_row::RowProblem},
    features::{
        activities::import::ActivityRow,
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
};

const DATE: &str = "日期";
const KIND: &str = "类别";
const WHO: &str = "记录人";
const COMPANIONS: &str = "同行人员";
const CLASS: &str = "班级";
const WITH: &str = "对象";
const SUBJECT: &str = "学科";
const TOPIC: &str = "主题";
const DUE: &str = "应到人数";
const PRESENT: &str = "实到人数";
const TEXT: &str = "内容";
const FOLLOW_UP: &str = "约定事项";
const FOLLOW_UP_ON: &str = "约定日期";

const KINDS: &[(&str, ActivityKind)] = &[
    ("深入完小", ActivityKind::BranchVisit),
    ("观课议课", ActivityKind::LessonObservation),
    ("听课", ActivityKind::LessonObservation),
    ("家访", ActivityKind::HomeVisit),
    ("电话联系", ActivityKind::PhoneContact),
    ("电访", ActivityKind::PhoneContact),
    ("家长会", ActivityKind::ParentsMeeting),
    ("家委会", ActivityKind::CommitteeMeeting),
    ("年级活动", ActivityKind::GradeMeeting),
    ("谈心", ActivityKind::StaffTalk),
    ("谈心谈话", ActivityKind::StaffTalk),
    ("民情恳谈", ActivityKind::HeartTalk),
    ("接访", ActivityKind::Reception),
    ("接待来访", ActivityKind::Reception),
    ("其他", ActivityKind::Other),
];

pub const COLUMNS: &[Column] = &[
    Column::required(DATE).also(&["时间", "家访日期", "走访日期", "活动日期"]),
    Column::required(KIND)
        .also(&["记录类别", "活动类别", "联系方式", "类型"])
        .one_of(&[
            "深入完小",
            "观课议课",
            "家访",
            "电话联系",
            "家长会",
            "家委会",
            "年级活动",
            "谈心",
            "民情恳谈",
            "接访",
            "其他",
        ]),
    Column::required(WHO)
        .also(&["教师", "姓名", "走访人", "家访教师", "人员"])
        .note(PERSON, "name or staff number"),
    Column::optional(COMPANIONS)
        .also(&["同行", "参加人员"])
        .note("多人用顿号分开", "several people separated by 、"),
    SCHOOL,
    Column::optional(CLASS).also(&["年级班级", "年级"]).note(
        "年级活动写年级；听课必填",
        "of a grade's meeting the grade; needed for observed lessons",
    ),
    Column::optional(WITH)
        .also(&["学生", "学生姓名", "谈话对象", "授课教师", "来访人"])
        .note(
            "家访、电话写学生；谈心、听课写教师；恳谈、接访写来的人",
            "the pupil visited, the teacher observed or talked with, or who came",
        ),
    Column::optional(SUBJECT).also(&["科目"]),
    Column::optional(TOPIC).also(&["课题", "目的", "事由", "议题", "标题"]),
    Column::optional(DUE).also(&["应到"]),
    Column::optional(PRESENT).also(&["实到"]),
    Column::required(TEXT)
        .also(&["记录内容", "情况", "家访情况", "主要内容", "情况记录"])
        .long(),
    Column::optional(FOLLOW_UP).also(&["约定", "跟进事项"]),
    Column::optional(FOLLOW_UP_ON).also(&["跟进日期"]),
];

pub fn title_of(field: &str) -> Option<&'static str> {
    let last = field.rsplit('/').find(|part| !part.chars().all(|c| c.is_ascii_digit()));
    match last.unwrap_or(field) {
        "happened_on" => Some(DATE),
        "kind" | "details" => Some(KIND),
        "person_id" if field == "person_id" => Some(WHO),
        "companion_ids" => Some(COMPANIONS),
        "class" | "class_id" | "grade" => Some(CLASS),
        "with" | "person_id" | "observed_person_id" | "household_id" | "student_ids" | "visitors" | "participants" => {
            Some(WITH)
        }
        "subject" => Some(SUBJECT),
        "topic" | "topics" | "purpose" | "agenda" | "title" | "matter" => Some(TOPIC),
        "due" => Some(DUE),
        "present" => Some(PRESENT),
        "text" => Some(TEXT),
        "follow_up" => Some(FOLLOW_UP),
        "follow_up_on" => Some(FOLLOW_UP_ON),
        "unit_id" => Some(SCHOOL.title),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<ActivityRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    row.required(DATE);
    row.required(KIND);
    let happened_on = row.date(DATE);
    let kind = row.word(KIND, KINDS);
    let person = row.required(WHO).map(values::name);
    let companions = row.text(COMPANIONS).map(values::names).unwrap_or_default();
    let text = row.required(TEXT).map(str::to_owned);
    let (due, present) = (row.number(DUE, 0..=5000), row.number(PRESENT, 0..=5000));
    let follow_up_on = row.date(FOLLOW_UP_ON);
    let own = |column| row.text(column).map(str::to_owned);
    let (class, subject, topic, follow_up) = (own(CLASS), own(SUBJECT), own(TOPIC), own(FOLLOW_UP));
    let with = row.text(WITH).map(values::name);
    if unit_id.is_none() {
        row.refuse(SCHOOL.title, "unknown_unit", &unit_is_unknown());
    }
    let read = (|| {
        Some(ActivityRow {
            unit_id: unit_id?,
            happened_on: happened_on?,
            kind: kind?,
            person: person?,
            companions,
            class,
            with,
            subject,
            topic,
            due,
            present,
            text: text?,
            follow_up,
            follow_up_on,
        })
    })();
    row.finish(read)
}
