//! A list of classes (班级表).

use super::{Cells, SCHOOL};
use crate::{
    entities::{ids::OrgUnitId, import_row::RowProblem},
    features::{
        families::import::ClassRow,
        transfer::{
            imports::values::{RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
};

const CLASS: &str = "班级";
const NAME: &str = "班级名称";
const CODE: &str = "班号";

pub const COLUMNS: &[Column] = &[
    SCHOOL,
    Column::required(CLASS).also(&["年级班级", "年级班", "班别"]).note(
        "如：三年级2班，或班号 202402",
        "such as 三年级2班, or the number 202402",
    ),
    Column::optional(NAME).note("与常用名称不同时填写", "where it differs from the usual name"),
    Column::optional(CODE).also(&["班级代码", "班级编号"]),
];

pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "class" => Some(CLASS),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<ClassRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let class = row.required(CLASS).map(str::to_owned);
    let (name, external_code) = (row.text(NAME), row.text(CODE));
    if unit_id.is_none() {
        row.refuse(SCHOOL.title, "unknown_unit", &unit_is_unknown());
    }
    let read = class.zip(unit_id).map(|(class, unit_id)| ClassRow {
        unit_id,
        class,
        name: name.map(str::to_owned),
        external_code: external_code.map(str::to_owned),
    });
    row.finish(read)
}
