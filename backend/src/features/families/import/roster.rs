//! Which class or pupil of a subtree is meant by the words of a list, on any day.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::{
    auth::scope,
    entities::{
        class, enrolment,
        ids::{ClassId, HouseholdId, OrgUnitId, SchoolYearId, StudentId},
        school_year, student,
    },
    error::{Error, Result},
    features::families::class_name::ClassKey,
    language::text,
};

/// A pupil and his household.
#[derive(Debug, Clone, Copy)]
pub struct Pupil {
    pub id: StudentId,
    pub household_id: HouseholdId,
}

/// The grade that people mean by `三年级`, in the stage of a class so called.
pub fn grade_of(written: &str) -> Option<i16> {
    let stage = class::Stage::Primary;
    ClassKey::read(written, 0, stage).map(|key| key.grade)
}

/// The classes of every year and the pupils of a subtree.
#[derive(Debug)]
pub struct Roster {
    classes: HashMap<OrgUnitId, Vec<class::Model>>,
    years: HashMap<SchoolYearId, (NaiveDate, NaiveDate)>,
    pupils: HashMap<(OrgUnitId, String), Vec<Pupil>>,
    enrolled: HashSet<(StudentId, ClassId)>,
}

impl Roster {
    /// Reads the classes of a subtree; `with_pupils` its pupils too.
    pub async fn below(db: &impl ConnectionTrait, root: OrgUnitId, with_pupils: bool) -> Result<Self> {
        let below = || scope::units_below(&[root]);
        let mut roster = Self {
            classes: HashMap::new(),
            years: HashMap::new(),
            pupils: HashMap::new(),
            enrolled: HashSet::new(),
        };
        let of_subtree = class::Entity::find().filter(class::Column::UnitId.in_subquery(below()));
        for class in of_subtree.clone().all(db).await? {
            roster.classes.entry(class.unit_id).or_default().push(class);
        }
        let used = of_subtree
            .select_only()
            .column(class::Column::SchoolYearId)
            .into_query();
        let years = school_year::Entity::find()
            .filter(school_year::Column::Id.in_subquery(used))
            .all(db)
            .await?;
        roster.years = years
            .into_iter()
            .map(|year| (year.id, (year.starts_on, year.ends_on)))
            .collect();
        if with_pupils {
            roster.read_pupils(db, root).await?;
        }
        Ok(roster)
    }

    async fn read_pupils(&mut self, db: &impl ConnectionTrait, root: OrgUnitId) -> Result<()> {
        let of_subtree =
            student::Entity::find().filter(student::Column::UnitId.in_subquery(scope::units_below(&[root])));
        let pupils: Vec<(StudentId, HouseholdId, OrgUnitId, String)> = of_subtree
            .clone()
            .select_only()
            .columns([
                student::Column::Id,
                student::Column::HouseholdId,
                student::Column::UnitId,
                student::Column::Name,
            ])
            .into_tuple()
            .all(db)
            .await?;
        for (id, household_id, unit_id, name) in pupils {
            let namesakes = self.pupils.entry((unit_id, name)).or_default();
            namesakes.push(Pupil { id, household_id });
        }
        let ids = of_subtree.select_only().column(student::Column::Id).into_query();
        let enrolled: Vec<(StudentId, ClassId)> = enrolment::Entity::find()
            .select_only()
            .columns([enrolment::Column::StudentId, enrolment::Column::ClassId])
            .filter(enrolment::Column::StudentId.in_subquery(ids))
            .into_tuple()
            .all(db)
            .await?;
        self.enrolled = enrolled.into_iter().collect();
        Ok(())
    }

    /// The class of a unit that was called so on a day: by its name, its number, or however people write it.
    pub fn class(&self, unit_id: OrgUnitId, written: &str, on: NaiveDate, field: &str) -> Result<&class::Model> {
        let of_unit = self.classes.get(&unit_id).map(Vec::as_slice).unwrap_or_default();
        let of_day = of_unit.iter().filter(|class| {
            let year = self.years.get(&class.school_year_id);
            year.is_some_and(|(from, until)| (*from..=*until).contains(&on))
        });
        let fits = |class: &&class::Model| {
            let autumn = self
                .years
                .get(&class.school_year_id)
                .map_or(on.year(), |(from, _)| from.year());
            let key = ClassKey {
                stage: class.stage,
                grade: class.grade,
                number: class.number,
            };
            class.name == written
                || class.external_code.as_deref() == Some(written)
                || ClassKey::read(written, autumn, class.stage) == Some(key)
        };
        of_day.into_iter().find(fits).ok_or_else(|| {
            Error::invalid(
                field,
                "unknown_class",
                text(
                    format!("该校 {on} 所在学年没有这个班级"),
                    format!("the school has no such class in the school year of {on}"),
                ),
            )
        })
    }

    /// The pupil of a unit who is called so; of namesakes the one who was in the class.
    pub fn pupil(&self, unit_id: OrgUnitId, name: &str, class: Option<ClassId>, field: &str) -> Result<Pupil> {
        let namesakes = self.pupils.get(&(unit_id, name.to_owned()));
        let fitting: Vec<Pupil> = namesakes
            .into_iter()
            .flatten()
            .copied()
            .filter(|pupil| class.is_none_or(|class| self.enrolled.contains(&(pupil.id, class))))
            .collect();
        match fitting.as_slice() {
            [pupil] => Ok(*pupil),
            [] => Err(Error::invalid(
                field,
                "unknown_pupil",
                text(
                    "该校（该班）没有这名学生",
                    "the school, or the class, has no such pupil",
                ),
            )),
            _ => Err(Error::invalid(
                field,
                "namesakes",
                text("有重名学生，请写明班级", "there are namesakes: name the class"),
            )),
        }
    }
}
