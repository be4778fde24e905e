//! Taking over who teaches what (任课).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::roster::Roster;
use crate::{
    auth::scope,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{ClassId, OrgUnitId, PersonId, SchoolYearId, TeachingAssignmentId, TermId},
        import_change::ImportedRecord,
        teaching_assignment, term,
    },
    error::{Error, Result},
    features::{
        importing::{RowPlan, Written, take},
        personnel::Directory,
    },
    language::text,
};

/// Who teaches what, as a list tells of it.
#[derive(Debug, Clone)]
pub struct AssignmentRow {
    /// A unit of the import's subtree: the school of the class.
    pub unit_id: OrgUnitId,
    /// As people write it.
    pub class: String,
    /// Name or staff number.
    pub person: String,
    pub subject: String,
    pub weekly_lessons: Option<i16>,
    pub homeroom: Option<bool>,
    /// Name of the term; the present one, or the first of the year, when the list does not say.
    pub term: Option<String>,
}

type Key = (PersonId, ClassId, TermId, String);

/// Knows the assignments of a subtree in one school year.
#[derive(Debug)]
pub struct AssignmentImporter {
    terms: Vec<term::Model>,
    today: NaiveDate,
    roster: Roster,
    directory: Directory,
    known: HashMap<Key, Known>,
    /// The homeroom teacher of each class and term.
    homerooms: HashMap<(ClassId, TermId), PersonId>,
    met: HashSet<Key>,
    pending: Vec<Key>,
}

#[derive(Debug)]
struct Known {
    /// As it is stored; none for one that the import makes.
    stored: Option<teaching_assignment::Model>,
    row: teaching_assignment::Model,
    teacher: String,
}

impl AssignmentImporter {
    /// 422 when the school year has no terms.
    pub async fn load(
        db: &impl ConnectionTrait,
        root: OrgUnitId,
        school_year_id: SchoolYearId,
        today: NaiveDate,
    ) -> Result<Self> {
        let terms = term::Entity::find()
            .filter(term::Column::SchoolYearId.eq(school_year_id))
            .order_by_asc(term::Column::StartsOn)
            .all(db)
            .await?;
        if terms.is_empty() {
            return Err(Error::invalid(
                "school_year_id",
                "no_terms",
                text("该学年还没有学期", "the school year has no terms yet"),
            ));
        }
        let rows = teaching_assignment::Entity::find()
            .filter(teaching_assignment::Column::UnitId.in_subquery(scope::units_below(&[root])))
            .filter(teaching_assignment::Column::TermId.is_in(terms.iter().map(|term| term.id)))
            .all(db)
            .await?;
        let homerooms = rows.iter().filter(|row| row.homeroom);
        Ok(Self {
            today,
            terms,
            roster: Roster::below(db, root, false).await?,
            directory: Directory::of_school(db, root).await?,
            homerooms: homerooms
                .map(|row| ((row.class_id, row.term_id), row.person_id))
                .collect(),
            known: rows.into_iter().map(|row| (key_of(&row), Known::stored(row))).collect(),
            met: HashSet::new(),
            pending: Vec::new(),
        })
    }

    /// Says what each row would do. Nothing is written.
    pub fn plan(&mut self, rows: &[AssignmentRow], now: DateTime<Utc>) -> Result<Vec<RowPlan<TeachingAssignmentId>>> {
        rows.iter()
            .map(|row| self.plan_row(row, now).or_else(RowPlan::refused))
            .collect()
    }

    fn plan_row(&mut self, row: &AssignmentRow, now: DateTime<Utc>) -> Result<RowPlan<TeachingAssignmentId>> {
        let term = self.term(row.term.as_deref())?;
        let class = self.roster.class(row.unit_id, &row.class, term.starts_on, "class")?;
        let person_id = self.directory.find(&row.person, row.unit_id, "person")?;
        let (class_id, term_id) = (class.id, term.id);
        let key = (person_id, class_id, term_id, row.subject.clone());
        if !self.met.insert(key.clone()) {
            return Ok(RowPlan::duplicate());
        }
        if row.homeroom == Some(true) {
            let teacher = self.homerooms.entry((class_id, term_id)).or_insert(person_id);
            if *teacher != person_id {
                return Err(Error::invalid(
                    "homeroom",
                    "already_one",
                    text(
                        "本班本学期已有班主任",
                        "the class has a homeroom teacher in this term already",
                    ),
                ));
            }
        }
        let Some(known) = self.known.get_mut(&key) else {
            let assignment = teaching_assignment::Model {
                id: TeachingAssignmentId::new(),
                person_id,
                class_id,
                term_id,
                unit_id: row.unit_id,
                subject: row.subject.clone(),
                weekly_lessons: row.weekly_lessons.unwrap_or(0),
                homeroom: row.homeroom.unwrap_or(false),
                version: 1,
                created_at: now,
                updated_at: now,
            };
            let id = assignment.id;
            let new = Known {
                stored: None,
                row: assignment,
                teacher: row.person.clone(),
            };
            self.known.insert(key.clone(), new);
            self.pending.push(key);
            return Ok(RowPlan::new(id));
        };
        known.teacher.clone_from(&row.person);
        let mut differences = Vec::new();
        let (lessons, homeroom) = (&mut known.row.weekly_lessons, &mut known.row.homeroom);
        take(
            &mut differences,
            "weekly_lessons",
            lessons,
            row.weekly_lessons.as_ref(),
            ToString::to_string,
        );
        take(
            &mut differences,
            "homeroom",
            homeroom,
            row.homeroom.as_ref(),
            ToString::to_string,
        );
        let id = known.row.id;
        if !differences.is_empty() {
            self.pending.push(key);
        }
        Ok(RowPlan::found(id, differences))
    }

    fn term(&self, name: Option<&str>) -> Result<&term::Model> {
        let unknown = || {
            let names: Vec<&str> = self.terms.iter().map(|term| term.name.as_str()).collect();
            Error::invalid(
                "term",
                "unknown_term",
                text(
                    format!("该学年的学期是：{}", names.join("、")),
                    format!("the terms of the year are: {}", names.join(", ")),
                ),
            )
        };
        match name {
            Some(name) => self.terms.iter().find(|term| term.name == name).ok_or_else(unknown),
            None => {
                let present = |term: &&term::Model| (term.starts_on..=term.ends_on).contains(&self.today);
                self.terms
                    .iter()
                    .find(present)
                    .or(self.terms.first())
                    .ok_or_else(unknown)
            }
        }
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let mut written = Vec::new();
        for key in std::mem::take(&mut self.pending) {
            let Some(known) = self.known.get_mut(&key) else {
                continue;
            };
            let (id, unit_id) = (known.row.id, known.row.unit_id);
            let record = ImportedRecord::TeachingAssignments;
            let label = format!("{} {}", known.teacher, known.row.subject);
            let operation = match &known.stored {
                None => {
                    teaching_assignment::Entity::insert(known.row.clone().into_active_model())
                        .exec_without_returning(tx)
                        .await?;
                    written.push(Written::created(record, id.0, unit_id, &label));
                    ChangeOperation::Created
                }
                Some(before) => {
                    written.push(Written::updated(
                        record,
                        id.0,
                        unit_id,
                        &label,
                        (before, before.version),
                    )?);
                    teaching_assignment::Entity::update_many()
                        .set(teaching_assignment::ActiveModel {
                            weekly_lessons: Set(known.row.weekly_lessons),
                            homeroom: Set(known.row.homeroom),
                            updated_at: Set(now),
                            ..Default::default()
                        })
                        .col_expr(
                            teaching_assignment::Column::Version,
                            Expr::col(teaching_assignment::Column::Version).add(1),
                        )
                        .filter(teaching_assignment::Column::Id.eq(id))
                        .exec(tx)
                        .await?;
                    ChangeOperation::Updated
                }
            };
            changes::record(tx, "teaching_assignments", id.0, operation, unit_id, now).await?;
            known.stored = Some(known.row.clone());
        }
        Ok(written)
    }
}

impl Known {
    fn stored(row: teaching_assignment::Model) -> Self {
        Self {
            stored: Some(row.clone()),
            row,
            teacher: String::new(),
        }
    }
}

fn key_of(row: &teaching_assignment::Model) -> Key {
    (row.person_id, row.class_id, row.term_id, row.subject.clone())
}
