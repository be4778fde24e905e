//! What each row would do: reads the cells, then asks the feature that owns the records.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Cells, sheets};
use crate::{
    auth::{Actor, scope},
    clock::local_date,
    entities::{
        ids::{OrgUnitId, SchoolYearId},
        import::{ImportCounts, ImportKind, ImportedClass},
        import_row::{ImportAction, RowDifference, RowProblem},
        org_unit,
    },
    error::{Error, Result},
    features::{
        activities::import::ActivityImporter,
        families::import::{AssignmentImporter, ClassImporter, StudentImport, StudentImporter},
        importing::{RowPlan, Written},
        ledger::import::LedgerImporter,
        liaison::import::LiaisonImporter,
        personnel::import::PersonImporter,
    },
    vault::Vault,
};

/// The units of an import: the chosen one and what lies below.
#[derive(Debug)]
pub struct Units {
    chosen: OrgUnitId,
    by_words: HashMap<String, OrgUnitId>,
    names: HashMap<OrgUnitId, String>,
}

impl Units {
    pub async fn below(db: &impl ConnectionTrait, chosen: OrgUnitId) -> Result<Self> {
        let units: Vec<(OrgUnitId, String, String, String, Option<String>)> = org_unit::Entity::find()
            .select_only()
            .columns([
                org_unit::Column::Id,
                org_unit::Column::Name,
                org_unit::Column::ShortName,
                org_unit::Column::Code,
                org_unit::Column::SchoolCode,
            ])
            .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[chosen])))
            .into_tuple()
            .all(db)
            .await?;
        let mut known = Self {
            chosen,
            by_words: HashMap::new(),
            names: HashMap::new(),
        };
        for (id, name, short_name, code, school_code) in units {
            known.names.insert(id, name.clone());
            for words in [name, short_name, code].into_iter().chain(school_code) {
                known.by_words.insert(words, id);
            }
        }
        Ok(known)
    }

    /// The unit a row names, by name or code; the chosen one when it names none.
    fn of(&self, words: Option<&String>) -> Option<OrgUnitId> {
        match words.map(|words| words.trim()).filter(|words| !words.is_empty()) {
            None => Some(self.chosen),
            Some(words) => self.by_words.get(words).copied(),
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
    Classes(ClassImporter),
    TeachingAssignments(Box<AssignmentImporter>),
    LiaisonLinks(Box<LiaisonImporter<'a>>),
    Activities(Box<ActivityImporter<'a>>),
    LedgerEntries(Box<LedgerImporter<'a>>),
}

/// Where an import belongs.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub kind: ImportKind,
    pub unit_id: OrgUnitId,
    pub school_year_id: Option<SchoolYearId>,
    pub now: DateTime<Utc>,
}

/// Checks rows in portions; later ones know of earlier ones.
pub struct Checker<'a> {
    target: Target,
    importer: Importer<'a>,
    units: Units,
}

impl<'a> Checker<'a> {
    pub async fn load(db: &impl ConnectionTrait, vault: &'a Vault, actor: &'a Actor, target: Target) -> Result<Self> {
        let (root, today) = (target.unit_id, local_date(target.now));
        let school_year = || {
            let missing = || Error::Internal("an import without its school year".into());
            target.school_year_id.ok_or_else(missing)
        };
        let importer = match target.kind {
            ImportKind::Personnel => Importer::Personnel(PersonImporter::load(db, vault, root, today).await?),
            ImportKind::Students => {
                let import = StudentImport {
                    root,
                    school_year_id: school_year()?,
                    today,
                };
                Importer::Students(Box::new(StudentImporter::load(db, vault, import).await?))
            }
            ImportKind::Classes => Importer::Classes(ClassImporter::load(db, root, school_year()?).await?),
            ImportKind::TeachingAssignments => {
                let importer = AssignmentImporter::load(db, root, school_year()?, today).await?;
                Importer::TeachingAssignments(Box::new(importer))
            }
            ImportKind::LiaisonLinks => Importer::LiaisonLinks(Box::new(LiaisonImporter::load(db, actor, root).await?)),
            ImportKind::Activities => {
                Importer::Activities(Box::new(ActivityImporter::load(db, actor, root, today).await?))
            }
            ImportKind::LedgerEntries => {
                let importer = LedgerImporter::load(db, vault, actor, (root, today)).await?;
                Importer::LedgerEntries(Box::new(importer))
            }
        };
        Ok(Self {
            target,
            importer,
            units: Units::below(db, root).await?,
        })
    }

    /// Says what each row would do. Nothing is written.
    pub async fn check(&mut self, db: &impl ConnectionTrait, rows: &[Cells]) -> Result<Vec<Verdict>> {
        let (kind, now) = (self.target.kind, self.target.now);
        let units = &self.units;
        let verdicts = match &mut self.importer {
            Importer::Personnel(importer) => {
                let (read, good) = parted(rows, units, sheets::person);
                join(kind, &read, importer.plan(db, &good).await?)
            }
            Importer::Students(importer) => {
                let (read, good) = parted(rows, units, sheets::student);
                join(kind, &read, importer.plan(db, &good).await?)
            }
            Importer::Classes(importer) => {
                let (read, good) = parted(rows, units, sheets::class);
                join(kind, &read, importer.plan(&good, now))
            }
            Importer::TeachingAssignments(importer) => {
                let (read, good) = parted(rows, units, sheets::assignment);
                join(kind, &read, importer.plan(&good, now)?)
            }
            Importer::LiaisonLinks(importer) => {
                let (read, good) = parted(rows, units, sheets::liaison_link);
                join(kind, &read, importer.plan(db, &good, now).await?)
            }
            Importer::Activities(importer) => {
                let (read, good) = parted(rows, units, sheets::activity);
                join(kind, &read, importer.plan(db, &good).await?)
            }
            Importer::LedgerEntries(importer) => {
                let (read, good) = parted(rows, units, sheets::ledger_entry);
                join(kind, &read, importer.plan(db, &good, now).await?)
            }
        };
        let named = |mut difference: RowDifference| {
            if difference.field == "unit" {
                difference.before = units.name(difference.before);
                difference.after = units.name(difference.after);
            }
            difference
        };
        Ok(rows
            .iter()
            .zip(verdicts)
            .map(|(cells, verdict)| Verdict {
                label: sheets::label(kind, cells),
                differences: verdict.differences.into_iter().map(named).collect(),
                ..verdict
            })
            .collect())
    }

    /// Writes what was checked since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        match &mut self.importer {
            Importer::Personnel(importer) => importer.write(tx, now).await,
            Importer::Students(importer) => importer.write(tx, now).await,
            Importer::Classes(importer) => importer.write(tx, now).await,
            Importer::TeachingAssignments(importer) => importer.write(tx, now).await,
            Importer::LiaisonLinks(importer) => importer.write(tx, now).await,
            Importer::Activities(importer) => importer.write(tx, now).await,
            Importer::LedgerEntries(importer) => importer.write(tx, now).await,
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

type Read<R> = Result<R, Vec<RowProblem>>;

/// Reads rows; those without a problem once more, to be planned.
fn parted<R: Clone>(
    rows: &[Cells],
    units: &Units,
    read: impl Fn(&Cells, Option<OrgUnitId>) -> Read<R>,
) -> (Vec<Read<R>>, Vec<R>) {
    let read: Vec<Read<R>> = rows
        .iter()
        .map(|cells| read(cells, units.of(sheets::school_of(cells))))
        .collect();
    let good = read.iter().flatten().cloned().collect();
    (read, good)
}

/// Puts the rows that could not be read back between those that were planned.
fn join<R, Id>(kind: ImportKind, read: &[Read<R>], plans: Vec<RowPlan<Id>>) -> Vec<Verdict> {
    let title_of = sheets::of(kind).title_of;
    let mut plans = plans.into_iter();
    read.iter()
        .map(|row| match row {
            Err(problems) => Verdict {
                label: String::new(),
                action: ImportAction::Rejected,
                problems: problems.clone(),
                differences: Vec::new(),
            },
            Ok(_) => {
                let plan = plans.next();
                let titled = |problem: RowProblem| RowProblem {
                    column: problem.column.and_then(|field| title_of(&field)).map(str::to_owned),
                    ..problem
                };
                plan.map_or_else(Verdict::lost, |plan| Verdict {
                    label: String::new(),
                    action: plan.action,
                    problems: plan.problems.into_iter().map(titled).collect(),
                    differences: plan.differences,
                })
            }
        })
        .collect()
}

impl Verdict {
    /// A row that nothing was said about.
    fn lost() -> Self {
        Self {
            label: String::new(),
            action: ImportAction::Rejected,
            problems: Vec::new(),
            differences: Vec::new(),
        }
    }
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
