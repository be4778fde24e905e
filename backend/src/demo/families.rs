//! Classes, pupils and households of a demo school, and who teaches them.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{
    dice::Dice,
    names,
    rows::Rows,
    schools::{Calendar, School, Unit},
    staff::{Staff, Team},
};
use crate::{
    db::search,
    entities::{
        class::{self, Stage},
        enrolment,
        guardian::{self, GuardianRelation},
        household,
        ids::{
            ClassId, EnrolmentId, GuardianId, HouseholdId, OrgUnitId, SchoolYearId, StudentId, TeachingAssignmentId,
        },
        person::Sex,
        student::{self, StudentStatus},
        teaching_assignment,
    },
    error::Result,
    vault::Vault,
};

/// A class with its pupils and the people who teach it.
pub struct Class {
    pub id: ClassId,
    pub unit: OrgUnitId,
    pub grade: i16,
    pub pupils: Vec<Pupil>,
    /// The homeroom teacher first.
    pub teachers: Vec<(Staff, &'static str)>,
}

#[derive(Clone)]
pub struct Pupil {
    pub id: StudentId,
    pub household: HouseholdId,
}

pub struct Growing<'a> {
    pub dice: &'a mut Dice,
    pub rows: &'a mut Rows,
    pub vault: &'a Vault,
    pub calendar: &'a Calendar,
    /// Pupil numbers given out so far.
    pub taken: &'a mut HashSet<String>,
    pub at: DateTime<Utc>,
}

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
const SUBJECTS: [(&str, i16); 6] = [
    ("语文", 7),
    ("数学", 6),
    ("英语", 3),
    ("科学", 2),
    ("体育", 3),
    ("音乐", 2),
];

impl Growing<'_> {
    /// All classes of a school with about 2 000 pupils, `percent` of that for other sizes.
    pub fn classes(&mut self, school: &School, team: &Team, percent: usize) -> Result<Vec<Class>> {
        let mut classes = Vec::new();
        let central = &team.teachers[0];
        classes.extend(self.classes_of(&school.central, central, Stage::Primary, 3, 39 * percent / 100)?);
        for (village, teachers) in school.villages.iter().zip(&team.teachers[1..5]) {
            classes.extend(self.classes_of(village, teachers, Stage::Primary, 1, 42 * percent / 100)?);
        }
        let teachers = &team.teachers[5];
        classes.extend(self.classes_of(
            &school.kindergarten,
            teachers,
            Stage::Kindergarten,
            3,
            33 * percent / 100,
        )?);
        self.leaders_teach(team, &mut classes);
        Ok(classes)
    }

    fn classes_of(
        &mut self,
        unit: &Unit,
        teachers: &[Staff],
        stage: Stage,
        parallel: i16,
        size: usize,
    ) -> Result<Vec<Class>> {
        let grades = if stage == Stage::Kindergarten { 3 } else { 6 };
        let mut classes = Vec::new();
        // The second child of a family waits here until a class of its age is filled.
        let mut siblings: Vec<(HouseholdId, &'static str, usize)> = Vec::new();
        let mut turn = 0;
        for grade in 1..=grades {
            for number in 1..=parallel {
                let year = self.calendar.years[1].0;
                let name = class_name(stage, grade, number, parallel);
                let id = self.class(unit.id, year, stage, grade, number, &name);
                let mut class = Class {
                    id,
                    unit: unit.id,
                    grade,
                    pupils: Vec::new(),
                    teachers: Vec::new(),
                };
                for _ in 0..size {
                    let pupil = self.pupil(unit, &class, stage, &mut siblings)?;
                    class.pupils.push(pupil);
                }
                self.staff_class(&mut class, teachers, &mut turn);
                self.year_before(&class, stage, number, parallel);
                classes.push(class);
            }
        }
        Ok(classes)
    }

    fn class(
        &mut self,
        unit_id: OrgUnitId,
        school_year_id: SchoolYearId,
        stage: Stage,
        grade: i16,
        number: i16,
        name: &str,
    ) -> ClassId {
        let id = ClassId(self.dice.id(self.at));
        self.rows.classes.push(class::Model {
            id,
            unit_id,
            school_year_id,
            stage,
            grade,
            number,
            name: name.to_owned(),
            external_code: Some(class_code(self.calendar, school_year_id, grade, number)),
            search: search::index_text([name]),
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        id
    }

    fn pupil(
        &mut self,
        unit: &Unit,
        class: &Class,
        stage: Stage,
        siblings: &mut Vec<(HouseholdId, &'static str, usize)>,
    ) -> Result<Pupil> {
        let grade = usize::from(class.grade.unsigned_abs());
        let waiting = siblings.iter().position(|(_, _, since)| *since < grade);
        let (household, surname) = if let Some(position) = waiting.filter(|_| self.dice.chance(60)) {
            let (household, surname, _) = siblings.swap_remove(position);
            (household, surname)
        } else {
            let surname = names::surname(self.dice);
            let household = HouseholdId(self.dice.id(self.at));
            if self.dice.chance(25) {
                siblings.push((household, surname, grade));
            }
            self.household(unit, household, surname)?;
            (household, surname)
        };
        let sex = names::sex(self.dice);
        let name = names::with_surname(self.dice, surname, sex);
        if let Some(row) = self.rows.households.iter_mut().rev().find(|row| row.id == household)
            && row.label.is_empty()
        {
            row.label = format!("{name}家");
            row.search = search::index_text([row.label.as_str(), row.village.as_deref().unwrap_or_default()]);
        }
        let age = if stage == Stage::Kindergarten {
            class.grade + 2
        } else {
            class.grade + 5
        };
        let first_school_day = self.calendar.years[1].1;
        let born = self.dice.day(
            years_before(first_school_day, i32::from(age) + 1),
            years_before(first_school_day, i32::from(age)),
        );
        let number = loop {
            let number = format!("G{}", resident_id(self.dice, born, sex));
            if self.taken.insert(number.clone()) {
                break number;
            }
        };
        let id = StudentId(self.dice.id(self.at));
        self.rows.students.push(student::Model {
            id,
            unit_id: unit.id,
            household_id: household,
            class_id: Some(class.id),
            search: search::index_text([name.as_str()]),
            name: name.clone(),
            sex,
            birth_date: Some(born),
            ethnic_group: Some(if self.dice.chance(60) { "07" } else { "01" }.to_owned()),
            pupil_number_sealed: Some(self.vault.seal("students.pupil_number", number.as_bytes())?),
            pupil_number_digest: Some(self.vault.digest("students.pupil_number", number.as_bytes())),
            boarding: Some(grade >= 4 && self.dice.chance(40)),
            left_behind: Some(self.dice.chance(22)),
            orphan: Some(self.dice.chance(1)),
            hardship: Some(self.dice.chance(12)),
            status: StudentStatus::Enrolled,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        self.enrol(id, class.id, first_school_day, None);
        Ok(Pupil { id, household })
    }

    fn enrol(&mut self, student_id: StudentId, class_id: ClassId, starts_on: NaiveDate, ends_on: Option<NaiveDate>) {
        self.rows.enrolments.push(enrolment::Model {
            id: EnrolmentId(self.dice.id(self.at)),
            student_id,
            class_id,
            starts_on,
            ends_on,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
    }

    fn household(&mut self, unit: &Unit, id: HouseholdId, surname: &str) -> Result<()> {
        let hamlet = *self.dice.pick(names::HAMLETS);
        let address = format!(
            "{}{hamlet}{}号",
            unit.name.trim_end_matches("完小").trim_end_matches("中心小学"),
            self.dice.between(1, 90)
        );
        self.rows.households.push(household::Model {
            id,
            unit_id: unit.id,
            label: String::new(),
            search: String::new(),
            address_sealed: Some(self.vault.seal("households.address", address.as_bytes())?),
            village: Some(hamlet.to_owned()),
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        let relations: &[(GuardianRelation, Sex)] = if self.dice.chance(20) {
            &[(GuardianRelation::Grandmother, Sex::Female)]
        } else {
            &[
                (GuardianRelation::Father, Sex::Male),
                (GuardianRelation::Mother, Sex::Female),
            ]
        };
        for (order, (relation, sex)) in relations.iter().enumerate() {
            let name = match relation {
                GuardianRelation::Father => names::with_surname(self.dice, surname, *sex),
                _ => names::person(self.dice, *sex),
            };
            let phone = format!("13{}", self.dice.digits(9));
            self.rows.guardians.push(guardian::Model {
                id: GuardianId(self.dice.id(self.at)),
                household_id: id,
                name,
                relation: *relation,
                relation_note: None,
                phone_sealed: Some(self.vault.seal("guardians.phone", phone.as_bytes())?),
                phone_last4: phone.get(7..).map(str::to_owned),
                phone_digest: Some(self.vault.digest("guardians.phone", phone.as_bytes())),
                id_number_digest: None,
                is_primary: order == 0,
                version: 1,
                created_at: self.at,
                updated_at: self.at,
            });
        }
        Ok(())
    }

    /// A homeroom teacher who teaches Chinese, and colleagues for the other subjects, for every term so far.
    fn staff_class(&mut self, class: &mut Class, teachers: &[Staff], turn: &mut usize) {
        let subjects = if class.pupils.len() > 40 { 3 } else { 4 };
        for (index, (subject, lessons)) in SUBJECTS.iter().take(subjects).enumerate() {
            let teacher = teachers[*turn % teachers.len()].clone();
            *turn += 1;
            self.assign(&teacher, class, subject, *lessons, index == 0);
            class.teachers.push((teacher, subject));
        }
    }

    fn assign(&mut self, teacher: &Staff, class: &Class, subject: &str, weekly_lessons: i16, homeroom: bool) {
        let this_year = self.calendar.years[1].0;
        for term in self.calendar.terms.iter().filter(|term| term.year == this_year) {
            self.rows.teaching_assignments.push(teaching_assignment::Model {
                id: TeachingAssignmentId(self.dice.id(self.at)),
                person_id: teacher.person,
                class_id: class.id,
                term_id: term.id,
                unit_id: class.unit,
                subject: subject.to_owned(),
                weekly_lessons,
                homeroom,
                version: 1,
                created_at: self.at,
                updated_at: self.at,
            });
        }
    }

    /// Leaders teach a class of their unit, fewer lessons the higher the rank.
    fn leaders_teach(&mut self, team: &Team, classes: &mut [Class]) {
        let middle: Vec<Staff> = team.middle_and_above().cloned().collect();
        for (index, leader) in middle.iter().enumerate() {
            let unit = if classes.iter().any(|class| class.unit == leader.unit) {
                leader.unit
            } else {
                continue;
            };
            let own: Vec<usize> = (0..classes.len()).filter(|at| classes[*at].unit == unit).collect();
            let at = own[index % own.len()];
            let lessons = match index {
                0 => 4,
                1..=3 => 8,
                4..=7 => 12,
                _ => 20,
            };
            let class = Class {
                pupils: Vec::new(),
                teachers: Vec::new(),
                ..classes[at]
            };
            self.assign(leader, &class, "道德与法治", lessons, false);
            classes[at].teachers.push((leader.clone(), "道德与法治"));
        }
    }

    /// The same pupils a grade lower last year, so that a date in the past has its classes.
    fn year_before(&mut self, class: &Class, stage: Stage, number: i16, parallel: i16) {
        if class.grade == 1 {
            return;
        }
        let (year, starts_on, ends_on) = self.calendar.years[0];
        let name = class_name(stage, class.grade - 1, number, parallel);
        let id = self.class(class.unit, year, stage, class.grade - 1, number, &name);
        for pupil in &class.pupils {
            self.enrol(pupil.id, id, starts_on, Some(ends_on));
        }
        for term in self.calendar.terms.iter().filter(|term| term.year == year) {
            for (index, (teacher, subject)) in class.teachers.iter().enumerate() {
                self.rows.teaching_assignments.push(teaching_assignment::Model {
                    id: TeachingAssignmentId(self.dice.id(self.at)),
                    person_id: teacher.person,
                    class_id: id,
                    term_id: term.id,
                    unit_id: class.unit,
                    subject: (*subject).to_owned(),
                    weekly_lessons: SUBJECTS[index % SUBJECTS.len()].1,
                    homeroom: index == 0,
                    version: 1,
                    created_at: self.at,
                    updated_at: self.at,
                });
            }
        }
    }
}

fn class_name(stage: Stage, grade: i16, number: i16, parallel: i16) -> String {
    let grade = usize::from(grade.unsigned_abs()) - 1;
    match (stage, parallel) {
        (Stage::Kindergarten, _) => format!(
            "{}{}班",
            ["小", "中", "大"][grade],
            NUMERALS[usize::from(number.unsigned_abs()) - 1]
        ),
        (_, 1) => format!("{}年级", NUMERALS[grade]),
        _ => format!("{}年级（{number}）班", NUMERALS[grade]),
    }
}

/// 班号 of the national pupil sheet: the year of entry and the number of the class.
fn class_code(calendar: &Calendar, school_year_id: SchoolYearId, grade: i16, number: i16) -> String {
    let year = calendar
        .years
        .iter()
        .find(|(id, _, _)| *id == school_year_id)
        .map_or(0, |(_, starts_on, _)| starts_on.year());
    format!("{}{number:02}", year - i32::from(grade) + 1)
}

fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    day.with_year(day.year() - years).unwrap_or(day)
}

/// An invented resident ID with a valid check digit.
pub fn resident_id(dice: &mut Dice, born: NaiveDate, sex: Sex) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let order = dice.between(0, 499) * 2 + usize::from(sex == Sex::Male);
    let body = format!("532301{}{order:03}", born.format("%Y%m%d"));
    let sum: u32 = body
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}
