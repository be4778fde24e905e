//! The sheets that can be taken over: their columns, and how a row is read.

mod activities;
mod assignments;
mod classes;
mod ledger;
mod liaison;
mod personnel;
mod students;

pub use activities::read as activity;
pub use assignments::read as assignment;
pub use classes::read as class;
pub use ledger::read as ledger_entry;
pub use liaison::read as liaison_link;
pub use personnel::read as person;
pub use students::read as student;

use super::Cells;
use crate::{
    auth::Permission,
    entities::import::ImportKind,
    features::transfer::workbook::Column,
    language::{Text, text},
};

/// The school of a row in the national sheets.
const SCHOOL_CODE: &str = "学校标识码";
/// The school of a row in the others.
const SCHOOL: Column = Column::optional("学校")
    .also(&["学校名称", "单位", "所属学校", "完小", "学校标识码", "管理单位"])
    .note(
        "校名、简称或学校标识码；不填为导入时选择的单位",
        "name, short name or code of the school; left out, the unit chosen for the import",
    );
const PERSON: &str = "姓名或教职工号";

/// A kind of sheet: what it is called, its columns, and what names a row.
pub struct Sheet {
    pub title: Text,
    /// The columns that are taken; every other one is thrown away while reading.
    pub columns: &'static [Column],
    /// The columns that name a row.
    pub labels: &'static [&'static str],
    /// The column that a field of the row comes from.
    pub title_of: fn(&str) -> Option<&'static str>,
}

/// The sheet of a kind.
pub fn of(kind: ImportKind) -> Sheet {
    match kind {
        ImportKind::Personnel => Sheet {
            title: text("教师表", "Staff"),
            columns: personnel::COLUMNS,
            labels: &["姓名"],
            title_of: personnel::title_of,
        },
        ImportKind::Students => Sheet {
            title: text("学生表", "Pupils"),
            columns: students::COLUMNS,
            labels: &["姓名"],
            title_of: students::title_of,
        },
        ImportKind::Classes => Sheet {
            title: text("班级表", "Classes"),
            columns: classes::COLUMNS,
            labels: &["学校", "班级"],
            title_of: classes::title_of,
        },
        ImportKind::TeachingAssignments => Sheet {
            title: text("任课表", "Teaching assignments"),
            columns: assignments::COLUMNS,
            labels: &["教师", "班级", "学科"],
            title_of: assignments::title_of,
        },
        ImportKind::LiaisonLinks => Sheet {
            title: text("联系关系表", "Liaison links"),
            columns: liaison::COLUMNS,
            labels: &["联系人", "联系对象"],
            title_of: liaison::title_of,
        },
        ImportKind::Activities => Sheet {
            title: text("历史联系记录", "Activities of the past"),
            columns: activities::COLUMNS,
            labels: &["日期", "记录人"],
            title_of: activities::title_of,
        },
        ImportKind::LedgerEntries => Sheet {
            title: text("历史台账", "A former ledger"),
            columns: ledger::COLUMNS,
            labels: &["编号", "标题"],
            title_of: ledger::title_of,
        },
    }
}

/// What somebody must be allowed for the unit, besides running imports.
pub fn permission(kind: ImportKind) -> Permission {
    match kind {
        ImportKind::Personnel | ImportKind::Students | ImportKind::Classes | ImportKind::TeachingAssignments => {
            Permission::ImportsRun
        }
        ImportKind::LiaisonLinks => Permission::LiaisonWrite,
        ImportKind::Activities => Permission::ActivitiesRecord,
        ImportKind::LedgerEntries => Permission::LedgerRegister,
    }
}

/// Whether the rows belong to a school year.
pub fn has_school_year(kind: ImportKind) -> bool {
    matches!(
        kind,
        ImportKind::Students | ImportKind::Classes | ImportKind::TeachingAssignments
    )
}

/// The school that a row names.
pub fn school_of(cells: &Cells) -> Option<&String> {
    cells.get(SCHOOL.title).or_else(|| cells.get(SCHOOL_CODE))
}

/// What a row is called in the list.
pub fn label(kind: ImportKind, cells: &Cells) -> String {
    let named = of(kind).labels.iter().filter_map(|column| cells.get(*column));
    let label: Vec<&str> = named.map(String::as_str).collect();
    label.join(" ").chars().take(60).collect()
}
