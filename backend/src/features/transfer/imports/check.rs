//! What each row would do: reads the cells, then asks the feature that owns the records.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Cells, personnel_sheet, student_sheet};
use crate::{
    auth::scope,
    entities::{
        ids::{OrgUnitId, SchoolYearId},
        import::{ImportCounts, ImportKind, ImportedClass},
        import_row::{ImportAction, RowDifference, RowProblem},
        org_unit,
    },
    error::{Error, Result},
    features::{
        families::import::{RowPlan, StudentImport, StudentImporter, StudentRow},
        personnel::import::{PersonImporter, PersonRow},
    },
    vault::Vault,
};

/// The units of an import: the chosen one and what lies below.
#[derive(Debug)]
pub struct Units {
    chosen: OrgUnitId,
    by_code: HashMap<String, OrgUnitId>,
    names: HashMap<OrgUnitId, String>,
}

impl Units {
    pub async fn below(db: &impl ConnectionTrait, chosen: OrgUnitId) -> Result<Self> {
        let units: Vec<(OrgUnitId, String, Option<String>)> = {
            use sea_orm::QuerySelect;
            org_unit::Entity::find()
                .select_only()
                .columns([
                    org_unit::Column::Id,
                    org_unit::Column::Name,
                    org_unit::Column::SchoolCode,
                ])
                .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[chosen])))
                .into_tuple()
                .all(db)
                .await?
        };
        let coded = |(id, _, code): &(OrgUnitId, String, Option<String>)| Some((code.clone()?, *id));
        Ok(Self {
            chosen,
            by_code: units.iter().filter_map(coded).collect(),
            names: units.into_iter().map(|(id, name, _)| (id, name)).collect(),
        })
    }

    /// The unit a row states by its code, the chosen one when it states none.
    fn of(&self, code: Option<&String>) -> Option<OrgUnitId> {
        match code.map(|code| code.trim()).filter(|code| !code.is_empty()) {
            None => Some(self.chosen),
            Some(code) => self.by_code.get(code).copied(),
        }
    }

    /// Shows the names of units in place of their ids.
    fn name(&self, value: Option<String>) -> Option<String> {
        let value = value?;
        let name = value.parse().ok().and_then(|id| self.names.get(&id)).cloned();
        Some(name.unwrap_or(value))
    }
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub label: String,
    pub action: ImportAction,
    pub problems: Vec<RowProblem>,
    pub differences: Vec<RowDifference>,
}

enum Importer<'a> {
    Personnel(PersonImporter<'a>),
    Students(Box<StudentImporter<'a>>),
}

/// Where an import belongs.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub school_year_id: Option<SchoolYearId>,
    pub today: NaiveDate,
}

/// Checks rows in portions; later ones know of earlier ones.
pub struct Checker<'a> {
    importer: Importer<'a>,
    units: Units,
}

impl<'a> Checker<'a> {
    pub async fn load(db: &impl ConnectionTrait, vault: &'a Vault, target: Target) -> Result<Self> {
        let importer = match target.kind {
            ImportKind::Personnel => {
                Importer::Personnel(PersonImporter::load(db, vault, target.unit_id, target.today).await?)
            }
            ImportKind::Students => {
                let import = StudentImport {
                    root: target.unit_id,
                    school_year_id: target
                        .school_year_id
                        .ok_or_else(|| Error::Internal("an import of pupils without a school year".into()))?,
                    today: target.today,
                };
                Importer::Students(Box::new(StudentImporter::load(db, vault, import).await?))
            }
        };
        Ok(Self {
            importer,
            units: Units::below(db, target.unit_id).await?,
        })
    }

    /// Says what each row would do. Nothing is written.
    pub async fn check(&mut self, db: &impl ConnectionTrait, rows: &[Cells]) -> Result<Vec<Verdict>> {
        let unit_of = |cells: &Cells| self.units.of(cells.get(personnel_sheet::SCHOOL_CODE));
        let verdicts = match &mut self.importer {
            Importer::Personnel(importer) => {
                let read: Vec<_> = rows
                    .iter()
                    .map(|row| personnel_sheet::read(row, unit_of(row)))
                    .collect();
                let good: Vec<PersonRow> = read.iter().flatten().cloned().collect();
                join(&read, importer.plan(db, &good).await?, personnel_sheet::title_of)
            }
            Importer::Students(importer) => {
                let read: Vec<_> = rows.iter().map(|row| student_sheet::read(row, unit_of(row))).collect();
                let good: Vec<StudentRow> = read.iter().flatten().cloned().collect();
                join(&read, importer.plan(db, &good).await?, student_sheet::title_of)
            }
        };
        let named = |mut difference: RowDifference| {
            if difference.field == "unit" {
                difference.before = self.units.name(difference.before);
                difference.after = self.units.name(difference.after);
            }
            difference
        };
        Ok(rows
            .iter()
            .zip(verdicts)
            .map(|(cells, verdict)| Verdict {
                label: label(cells),
                differences: verdict.differences.into_iter().map(named).collect(),
                ..verdict
            })
            .collect())
    }

    /// Writes what was checked since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        match &mut self.importer {
            Importer::Personnel(importer) => importer.write(tx, now).await,
            Importer::Students(importer) => importer.write(tx, now).await,
        }
    }

    /// The classes that do not exist yet and would be made.
    pub fn new_classes(&self) -> Vec<ImportedClass> {
        let Importer::Students(importer) = &self.importer else {
            return Vec::new();
        };
        let mut classes: Vec<_> = importer
            .new_classes()
            .into_iter()
            .map(|(unit_id, name)| ImportedClass {
                unit_name: self.units.names.get(&unit_id).cloned().unwrap_or_default(),
                name: name.to_owned(),
            })
            .collect();
        classes.sort_by(|a, b| a.unit_name.cmp(&b.unit_name));
        classes
    }
}

fn label(cells: &Cells) -> String {
    cells
        .get(personnel_sheet::NAME)
        .map(|name| name.chars().take(60).collect())
        .unwrap_or_default()
}

/// Puts the rows that could not be read back between those that were planned.
fn join<R, Id>(
    read: &[Result<R, Vec<RowProblem>>],
    plans: Vec<RowPlan<Id>>,
    title_of: fn(&str) -> &str,
) -> Vec<Verdict> {
    let mut plans = plans.into_iter();
    read.iter()
        .map(|row| {
            let (action, problems, differences) = match row {
                Err(problems) => (ImportAction::Rejected, problems.clone(), Vec::new()),
                Ok(_) => match plans.next() {
                    Some(plan) => (plan.action, plan.problems, plan.differences),
                    None => (ImportAction::Rejected, Vec::new(), Vec::new()),
                },
            };
            let titled = |mut problem: RowProblem| {
                problem.column = problem.column.map(|field| title_of(&field).to_owned());
                problem
            };
            Verdict {
                label: String::new(),
                action,
                problems: problems.into_iter().map(titled).collect(),
                differences,
            }
        })
        .collect()
}

/// Counts rows by what happens to them.
pub fn count<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> ImportCounts {
    let mut counts = ImportCounts::default();
    for verdict in verdicts {
        *slot(&mut counts, verdict.action) += 1;
    }
    counts
}

/// The count of an action.
pub fn slot(counts: &mut ImportCounts, action: ImportAction) -> &mut i32 {
    match action {
        ImportAction::Create => &mut counts.create,
        ImportAction::Update => &mut counts.update,
        ImportAction::Unchanged => &mut counts.unchanged,
        ImportAction::Rejected => &mut counts.rejected,
    }
}
