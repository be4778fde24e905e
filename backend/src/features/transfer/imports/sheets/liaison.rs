//! Who is tied to whom (联系关系表).

use super::{Cells, PERSON, SCHOOL};
use crate::{
    entities::{ids::OrgUnitId, import_row::RowProblem},
    features::{
        liaison::import::LiaisonRow,
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
};

const SCHEME: &str = "联系制度";
const WHO: &str = "联系人";
const TARGET: &str = "联系对象";
const CLASS: &str = "班级";
const FROM: &str = "开始日期";
const UNTIL: &str = "结束日期";

pub const COLUMNS: &[Column] = &[
    Column::required(SCHEME).also(&["制度", "联系类别", "类别"]).note(
        "领导联系完小、教师直接联系学生及家长、领导联系年级、领导联系教职工，或本校自定制度的名称",
        "name of a scheme of the plan, or of one of the school's own",
    ),
    Column::required(WHO)
        .also(&["联系领导", "领导", "教师", "联系人姓名"])
        .note(PERSON, "name or staff number"),
    SCHOOL,
    Column::required(TARGET)
        .also(&["对象", "联系完小", "联系年级", "学生姓名", "被联系人"])
        .note(
            "完小名称、年级（三年级）、班级、教职工，或学生姓名（联系其家庭）",
            "a school, a grade, a class, a colleague, or a pupil (for his family)",
        ),
    Column::optional(CLASS)
        .also(&["所在班级", "学生班级"])
        .note("学生重名时填写", "for pupils with namesakes"),
    Column::required(FROM).also(&["起始日期", "联系开始", "开始时间"]),
    Column::optional(UNTIL).also(&["终止日期", "联系结束", "结束时间"]),
];

pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "scheme_code" => Some(SCHEME),
        "person_id" => Some(WHO),
        "class" => Some(CLASS),
        "starts_on" => Some(FROM),
        "ends_on" => Some(UNTIL),
        field if field.starts_with("target") => Some(TARGET),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<LiaisonRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let scheme = row.required(SCHEME).map(str::to_owned);
    let person = row.required(WHO).map(values::name);
    let target = row.required(TARGET).map(values::name);
    let class = row.text(CLASS).map(str::to_owned);
    row.required(FROM);
    let starts_on = row.date(FROM);
    let ends_on = row.date(UNTIL);
    if unit_id.is_none() {
        row.refuse(SCHOOL.title, "unknown_unit", &unit_is_unknown());
    }
    let read = (|| {
        Some(LiaisonRow {
            unit_id: unit_id?,
            scheme: scheme?,
            person: person?,
            target: target?,
            class,
            starts_on: starts_on?,
            ends_on,
        })
    })();
    row.finish(read)
}
