//! Taking over a pupil list: find each pupil and household, say what would change, write it.
//!
//! A pupil is found by the digest of the pupil number, else by name and birth date in the unit (without a birth date:
//! by name in the class). A new pupil joins the household of a sibling in the same unit: the one with a guardian of
//! the same phone number or resident id. `None` in a row means "the list does not say" and never empties a field.

mod assignments;
mod classes;
mod known;
mod plan;
mod roster;
mod undo;
mod write;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use crate::{
    entities::{
        guardian::GuardianRelation,
        ids::{OrgUnitId, SchoolYearId, StudentId},
        person::Sex,
    },
    error::Result,
    features::importing::{RowPlan, Written},
    vault::Vault,
};
pub use assignments::{AssignmentImporter, AssignmentRow};
pub use classes::{ClassImporter, ClassRow};
use known::Known;
pub use roster::{Pupil, Roster, grade_of};
pub use undo::undo;

/// Rows of one statement: SQLite binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// A pupil as a list tells of him; the codes have been read already.
#[derive(Debug, Clone, Default)]
pub struct StudentRow {
    /// A unit of the import's subtree.
    pub unit_id: OrgUnitId,
    /// The class as written: `三年级2班`, or the national class number. A class that does not exist yet is made.
    pub class: Option<String>,
    pub name: String,
    pub sex: Option<Sex>,
    pub birth_date: Option<NaiveDate>,
    /// A valid pupil number.
    pub pupil_number: Option<String>,
    /// A code of GB/T 3304.
    pub ethnic_group: Option<String>,
    pub boarding: Option<bool>,
    pub left_behind: Option<bool>,
    pub orphan: Option<bool>,
    pub hardship: Option<bool>,
    pub address: Option<String>,
    pub guardians: Vec<GuardianRow>,
}

/// A guardian as a list tells of him.
#[derive(Debug, Clone)]
pub struct GuardianRow {
    pub name: String,
    pub relation: GuardianRelation,
    pub relation_note: Option<String>,
    /// Digits only.
    pub phone: Option<String>,
    /// A valid resident id; only its digest is kept.
    pub id_number: Option<String>,
}

/// Where a list of pupils belongs.
#[derive(Debug, Clone, Copy)]
pub struct StudentImport {
    /// Pupils of this unit and everything below it.
    pub root: OrgUnitId,
    /// The school year of the classes.
    pub school_year_id: SchoolYearId,
    pub today: NaiveDate,
}

/// Knows the pupils of a subtree; plans rows without writing, then writes what was planned.
///
/// Preview: `load`, then `plan` (all rows, or in portions). Commit: the same with `write` after each portion, in one
/// transaction; after a failure start again with `load`.
#[derive(Debug)]
pub struct StudentImporter<'a> {
    vault: &'a Vault,
    known: Known,
}

impl<'a> StudentImporter<'a> {
    /// Reads classes, pupils, households and guardians of the subtree. 422 when the school year does not exist.
    pub async fn load(db: &impl ConnectionTrait, vault: &'a Vault, import: StudentImport) -> Result<Self> {
        Ok(Self {
            vault,
            known: Known::load(db, import).await?,
        })
    }

    /// Says what would happen to each row; later rows know of earlier ones. Nothing is written.
    pub async fn plan(&mut self, db: &impl ConnectionTrait, rows: &[StudentRow]) -> Result<Vec<RowPlan<StudentId>>> {
        plan::plan(db, self.vault, &mut self.known, rows).await
    }

    /// The classes that were planned and are not written yet, by grade and number.
    pub fn new_classes(&self) -> Vec<(OrgUnitId, &str)> {
        let new = self.known.classes.iter().filter(|class| class.is_new);
        let mut new: Vec<_> = new.map(|class| &class.row).collect();
        new.sort_by_key(|class| (class.grade, class.number));
        new.iter().map(|class| (class.unit_id, class.name.as_str())).collect()
    }

    /// Writes what was planned since the last call.
    pub async fn write(
        &mut self,
        tx: &impl ConnectionTrait,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Vec<Written>> {
        write::write(tx, self.vault, &mut self.known, now).await
    }
}
