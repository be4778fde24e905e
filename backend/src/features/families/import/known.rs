//! What the importer knows of a subtree, and how to find it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::StudentImport;
use crate::{
    auth::scope,
    entities::{
        class::{self, Stage},
        guardian::{self, GuardianRelation},
        household,
        ids::{ClassId, GuardianId, HouseholdId, OrgUnitId, SchoolYearId, StudentId},
        org_unit::{self, OrgUnitKind},
        person::Sex,
        school_year,
        student::{self, StudentStatus},
    },
    error::{Error, Result},
    features::families::class_name::ClassKey,
};

#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "class::Entity")]
pub struct Class {
    pub id: ClassId,
    pub unit_id: OrgUnitId,
    pub school_year_id: SchoolYearId,
    pub stage: Stage,
    pub grade: i16,
    pub number: i16,
    pub name: String,
    pub external_code: Option<String>,
}

#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "student::Entity")]
pub struct Student {
    pub id: StudentId,
    pub unit_id: OrgUnitId,
    pub household_id: HouseholdId,
    pub class_id: Option<ClassId>,
    pub name: String,
    pub sex: Sex,
    pub birth_date: Option<NaiveDate>,
    pub ethnic_group: Option<String>,
    pub pupil_number_digest: Option<Vec<u8>>,
    pub boarding: Option<bool>,
    pub left_behind: Option<bool>,
    pub orphan: Option<bool>,
    pub hardship: Option<bool>,
    pub status: StudentStatus,
}

#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "household::Entity")]
pub struct Household {
    pub id: HouseholdId,
    pub unit_id: OrgUnitId,
    pub label: String,
    pub village: Option<String>,
    pub address_sealed: Option<Vec<u8>>,
}

#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "guardian::Entity")]
pub struct Guardian {
    pub id: GuardianId,
    pub household_id: HouseholdId,
    pub name: String,
    pub relation: GuardianRelation,
    pub relation_note: Option<String>,
    pub phone_last4: Option<String>,
    pub phone_digest: Option<Vec<u8>>,
    pub id_number_digest: Option<Vec<u8>>,
    pub is_primary: bool,
}

/// A record with what is to be done to it.
#[derive(Debug)]
pub struct Tracked<T> {
    pub row: T,
    /// Not written yet.
    pub is_new: bool,
    /// Waits to be written.
    pub pending: bool,
}

impl<T> Tracked<T> {
    pub fn stored(row: T) -> Self {
        Self {
            row,
            is_new: false,
            pending: false,
        }
    }

    pub fn new(row: T) -> Self {
        Self {
            row,
            is_new: true,
            pending: true,
        }
    }
}

/// What a pupil's row adds that is not among the stored columns.
#[derive(Debug, Default)]
pub struct Extra {
    /// Already met in this import.
    pub met: bool,
    pub pupil_number: Option<String>,
    /// The day from which the class holds, when it is new.
    pub class_since: Option<NaiveDate>,
}

/// Everything known; rows refer to each other by index.
#[derive(Debug)]
pub struct Known {
    pub school_year_id: SchoolYearId,
    pub year_starts_on: NaiveDate,
    pub today: NaiveDate,
    /// The units of the import with the stage of their classes.
    pub units: HashMap<OrgUnitId, Stage>,
    pub classes: Vec<Tracked<Class>>,
    pub class_by_text: HashMap<(OrgUnitId, String), usize>,
    pub class_by_key: HashMap<(OrgUnitId, ClassKey), usize>,
    pub class_by_id: HashMap<ClassId, usize>,
    pub students: Vec<Tracked<Student>>,
    pub extras: Vec<Extra>,
    pub student_by_number: HashMap<Vec<u8>, usize>,
    pub student_by_birth: HashMap<(OrgUnitId, String, NaiveDate), Vec<usize>>,
    pub student_by_class: HashMap<(ClassId, String), Vec<usize>>,
    pub households: Vec<Tracked<Household>>,
    pub household_by_id: HashMap<HouseholdId, usize>,
    /// Pupils of each household.
    pub members: Vec<Vec<usize>>,
    /// Guardians of each household.
    pub guardians_of: Vec<Vec<usize>>,
    pub new_addresses: HashMap<usize, String>,
    pub guardians: Vec<Tracked<Guardian>>,
    pub new_phones: HashMap<usize, String>,
    pub household_by_phone: HashMap<(OrgUnitId, Vec<u8>), usize>,
    pub household_by_id_number: HashMap<(OrgUnitId, Vec<u8>), usize>,
}

impl Known {
    pub async fn load(db: &impl ConnectionTrait, import: StudentImport) -> Result<Self> {
        let year = school_year::Entity::find_by_id(import.school_year_id)
            .one(db)
            .await?
            .ok_or_else(|| Error::unknown_reference("school_year_id"))?;
        let below = || scope::units_below(&[import.root]);
        let mut known = Self {
            school_year_id: year.id,
            year_starts_on: year.starts_on,
            today: import.today,
            units: units_below(db, import.root).await?,
            classes: Vec::new(),
            class_by_text: HashMap::new(),
            class_by_key: HashMap::new(),
            class_by_id: HashMap::new(),
            students: Vec::new(),
            extras: Vec::new(),
            student_by_number: HashMap::new(),
            student_by_birth: HashMap::new(),
            student_by_class: HashMap::new(),
            households: Vec::new(),
            household_by_id: HashMap::new(),
            members: Vec::new(),
            guardians_of: Vec::new(),
            new_addresses: HashMap::new(),
            guardians: Vec::new(),
            new_phones: HashMap::new(),
            household_by_phone: HashMap::new(),
            household_by_id_number: HashMap::new(),
        };
        let classes: Vec<Class> = class::Entity::find()
            .filter(class::Column::UnitId.in_subquery(below()))
            .into_partial_model()
            .all(db)
            .await?;
        for class in classes {
            known.add_class(Tracked::stored(class));
        }
        let households: Vec<Household> = household::Entity::find()
            .filter(household::Column::UnitId.in_subquery(below()))
            .into_partial_model()
            .all(db)
            .await?;
        for household in households {
            known.add_household(Tracked::stored(household));
        }
        let of_subtree = household::Entity::find()
            .select_only()
            .column(household::Column::Id)
            .filter(household::Column::UnitId.in_subquery(below()))
            .into_query();
        let guardians: Vec<Guardian> = guardian::Entity::find()
            .filter(guardian::Column::HouseholdId.in_subquery(of_subtree))
            .into_partial_model()
            .all(db)
            .await?;
        for guardian in guardians {
            if let Some(household) = known.household_by_id.get(&guardian.household_id).copied() {
                known.add_guardian(household, Tracked::stored(guardian));
            }
        }
        let students: Vec<Student> = student::Entity::find()
            .filter(student::Column::UnitId.in_subquery(below()))
            .into_partial_model()
            .all(db)
            .await?;
        for student in students {
            known.add_student(Tracked::stored(student), Extra::default());
        }
        Ok(known)
    }

    pub fn add_class(&mut self, class: Tracked<Class>) -> usize {
        let at = self.classes.len();
        let row = &class.row;
        self.class_by_id.insert(row.id, at);
        if row.school_year_id == self.school_year_id {
            for text in [Some(&row.name), row.external_code.as_ref()].into_iter().flatten() {
                self.class_by_text.insert((row.unit_id, text.clone()), at);
            }
            let key = ClassKey {
                stage: row.stage,
                grade: row.grade,
                number: row.number,
            };
            self.class_by_key.insert((row.unit_id, key), at);
        }
        self.classes.push(class);
        at
    }

    pub fn add_household(&mut self, household: Tracked<Household>) -> usize {
        let at = self.households.len();
        self.household_by_id.insert(household.row.id, at);
        self.households.push(household);
        self.members.push(Vec::new());
        self.guardians_of.push(Vec::new());
        at
    }

    pub fn add_guardian(&mut self, household: usize, guardian: Tracked<Guardian>) -> usize {
        let at = self.guardians.len();
        self.guardians.push(guardian);
        self.guardians_of[household].push(at);
        self.index_guardian(household, at);
        at
    }

    /// Makes a guardian's number and id lead to the household.
    pub fn index_guardian(&mut self, household: usize, guardian: usize) {
        let unit_id = self.households[household].row.unit_id;
        let row = &self.guardians[guardian].row;
        if let Some(digest) = &row.phone_digest {
            self.household_by_phone
                .entry((unit_id, digest.clone()))
                .or_insert(household);
        }
        if let Some(digest) = &row.id_number_digest {
            self.household_by_id_number
                .entry((unit_id, digest.clone()))
                .or_insert(household);
        }
    }

    pub fn add_student(&mut self, student: Tracked<Student>, extra: Extra) -> usize {
        let at = self.students.len();
        if let Some(household) = self.household_by_id.get(&student.row.household_id) {
            self.members[*household].push(at);
        }
        self.students.push(student);
        self.extras.push(extra);
        self.index_student(at);
        at
    }

    /// Makes a pupil's number, birth date and class lead to him.
    pub fn index_student(&mut self, at: usize) {
        let row = &self.students[at].row;
        if let Some(digest) = &row.pupil_number_digest {
            self.student_by_number.insert(digest.clone(), at);
        }
        if let Some(birth_date) = row.birth_date {
            let key = (row.unit_id, row.name.clone(), birth_date);
            let found = self.student_by_birth.entry(key).or_default();
            if !found.contains(&at) {
                found.push(at);
            }
        }
        if let Some(class_id) = row.class_id {
            let found = self.student_by_class.entry((class_id, row.name.clone())).or_default();
            if !found.contains(&at) {
                found.push(at);
            }
        }
    }
}

pub async fn units_below(db: &impl ConnectionTrait, root: OrgUnitId) -> Result<HashMap<OrgUnitId, Stage>> {
    let units: Vec<(OrgUnitId, OrgUnitKind)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Kind])
        .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[root])))
        .into_tuple()
        .all(db)
        .await?;
    let with_stage = |(id, kind)| {
        let kindergarten = kind == OrgUnitKind::Kindergarten;
        (
            id,
            if kindergarten {
                Stage::Kindergarten
            } else {
                Stage::Primary
            },
        )
    };
    Ok(units.into_iter().map(with_stage).collect())
}
