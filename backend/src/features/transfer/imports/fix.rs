//! Putting a row of a preview right in place.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{
    check::{self, Checker, Target},
    dto::{FixedRow, RowFix, StoredRow},
    queries::{self, SEALED_CELLS},
    service::{not_in, update_import, update_row},
    sheets,
};
use crate::{
    auth::Actor,
    entities::{
        ids::ImportId,
        import::{self, ImportState},
        import_row::{self, RowDifferences, RowProblems},
    },
    error::{Error, Result},
    features::transfer::workbook,
    language::text,
    state::State,
};

/// Changes cells of a row and checks the import again: the row may have stood in the way of another one.
pub async fn fix_row(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    id: ImportId,
    row_no: i32,
    fix: RowFix,
    now: DateTime<Utc>,
) -> Result<FixedRow> {
    let import = queries::load(tx, actor, id).await?;
    if import.state != ImportState::Previewed {
        return Err(not_in(&import, "fix", now));
    }
    let mut stored = all_rows(tx, id).await?;
    let at = stored
        .iter()
        .position(|row| row.row_no == row_no)
        .ok_or(Error::NotFound)?;
    let opened = stored.iter().map(|row| queries::open(&state.vault, &row.sealed));
    let mut cells = opened.collect::<Result<Vec<_>>>()?;
    for (column, value) in fix.cells {
        let known = sheets::of(import.kind)
            .columns
            .iter()
            .find(|known| known.title == column);
        let known = known.ok_or_else(|| {
            Error::invalid(
                &format!("cells/{column}"),
                "unknown_column",
                text("这一列不会导入", "this column is not taken over"),
            )
        })?;
        if value.chars().count() > known.limit {
            return Err(Error::invalid(
                &format!("cells/{column}"),
                "length",
                text("内容过长", "the text is too long"),
            ));
        }
        let value = workbook::tidy(&value, known.limit);
        if value.is_empty() {
            cells[at].remove(known.title);
        } else {
            cells[at].insert(known.title.to_owned(), value.into_string());
        }
    }
    let target = Target {
        kind: import.kind,
        unit_id: import.unit_id,
        school_year_id: import.school_year_id,
        now,
    };
    let mut checker = Checker::load(tx, &state.vault, actor, target).await?;
    let verdicts = checker.check(tx, &cells).await?;
    for (index, (row, verdict)) in stored.iter_mut().zip(&verdicts).enumerate() {
        let is_same = row.action == verdict.action
            && row.label == verdict.label
            && row.problems.0 == verdict.problems
            && row.differences.0 == verdict.differences;
        if is_same && index != at {
            continue;
        }
        row.action = verdict.action;
        row.label.clone_from(&verdict.label);
        row.problems = RowProblems(verdict.problems.clone());
        row.differences = RowDifferences(verdict.differences.clone());
        if index == at {
            row.sealed = state.vault.seal(SEALED_CELLS, &serde_json::to_vec(&cells[at])?)?;
        }
        update_row(tx, row).await?;
    }
    let mut sheet = import.sheet;
    sheet.new_classes = checker.new_classes();
    let change = import::ActiveModel {
        counts: Set(check::count(&verdicts)),
        sheet: Set(sheet),
        ..Default::default()
    };
    update_import(tx, id, change, now).await?;
    Ok(FixedRow {
        row: queries::show(stored[at].clone(), &cells[at]),
        import: queries::find(tx, actor, id, now).await?,
    })
}

async fn all_rows(tx: &impl ConnectionTrait, id: ImportId) -> Result<Vec<StoredRow>> {
    Ok(import_row::Entity::find()
        .filter(import_row::Column::ImportId.eq(id))
        .order_by_asc(import_row::Column::RowNo)
        .into_partial_model()
        .all(tx)
        .await?)
}
