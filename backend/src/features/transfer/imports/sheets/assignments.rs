//! Who teaches what (任课表).

use super::{Cells, PERSON, SCHOOL};
use crate::{
    entities::{ids::OrgUnitId, import_row::RowProblem},
    features::{
        families::import::AssignmentRow,
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
    language::text,
};

const CLASS: &str = "班级";
const TEACHER: &str = "教师";
const SUBJECT: &str = "学科";
const LESSONS: &str = "周课时";
const HOMEROOM: &str = "班主任";
const TERM: &str = "学期";

pub const COLUMNS: &[Column] = &[
    SCHOOL,
    Column::required(CLASS).also(&["任教班级", "班级名称", "班号"]),
    Column::required(TEACHER)
        .also(&["任课教师", "教师姓名", "姓名", "教职工号", "工号"])
        .note(PERSON, "name or staff number"),
    Column::required(SUBJECT).also(&["任教学科", "科目", "课程"]),
    Column::optional(LESSONS).also(&["课时", "周课时数", "每周节数", "周节数"]),
    Column::optional(HOMEROOM).also(&["是否班主任"]).one_of(&["是", "否"]),
    Column::optional(TERM).note("不填为当前学期", "left out, the present term"),
];

pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "class" => Some(CLASS),
        "person" => Some(TEACHER),
        "homeroom" => Some(HOMEROOM),
        "term" => Some(TERM),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<AssignmentRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let class = row.required(CLASS).map(str::to_owned);
    let person = row.required(TEACHER).map(values::name);
    let subject = row.required(SUBJECT).map(str::to_owned);
    if subject.as_ref().is_some_and(|subject| subject.chars().count() > 30) {
        row.refuse(SUBJECT, "too_long", &text("内容过长", "the text is too long"));
    }
    let weekly_lessons = row.number(LESSONS, 0..=40);
    let homeroom = row.yes_no(HOMEROOM);
    let term = row.text(TERM).map(str::to_owned);
    if unit_id.is_none() {
        row.refuse(SCHOOL.title, "unknown_unit", &unit_is_unknown());
    }
    let read = (|| {
        Some(AssignmentRow {
            unit_id: unit_id?,
            class: class?,
            person: person?,
            subject: subject?,
            weekly_lessons,
            homeroom,
            term,
        })
    })();
    row.finish(read)
}
