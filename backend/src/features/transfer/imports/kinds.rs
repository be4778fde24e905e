//! The kinds of sheets with their columns, as the pages and other systems show them.

use sea_orm::Iterable;

use super::{
    sheet_dto::{ImportColumn, ImportKindRow, ImportKinds},
    sheets,
};
use crate::{entities::import::ImportKind, features::transfer::workbook::Column, language::say};

/// Every kind, in the order in which a school takes them over.
pub fn all() -> ImportKinds {
    let kind = |kind| ImportKindRow {
        kind,
        title: sheets::of(kind).title.show().to_owned(),
        has_school_year: sheets::has_school_year(kind),
        permission: sheets::permission(kind),
        columns: columns_of(kind),
    };
    ImportKinds {
        items: ImportKind::iter().map(kind).collect(),
    }
}

/// The columns of a kind, in the order of its template.
pub fn columns_of(kind: ImportKind) -> Vec<ImportColumn> {
    let column = |column: &Column| ImportColumn {
        title: column.title.to_owned(),
        required: column.required,
        also: column.also.iter().map(|header| (*header).to_owned()).collect(),
        allowed: column.allowed.iter().map(|word| (*word).to_owned()).collect(),
        note: (!column.note.0.is_empty()).then(|| say(column.note.0, column.note.1).to_owned()),
    };
    sheets::of(kind).columns.iter().map(column).collect()
}
