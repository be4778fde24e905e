//! Reads what the progress of some people needs: a handful of queries, however many people and duties.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{
    dto::StaffRow,
    period::{SchoolCalendar, Span, in_force},
    subject::{Lesson, PersonFacts},
};
use crate::{
    entities::{
        class, duty, duty_counter, duty_target_covered, enrolment,
        ids::{ClassId, DutyId, HouseholdId, OrgUnitId, PersonId, StudentId, TermId},
        org_unit::{self, OrgUnitKind},
        org_unit_closure, plan, rank,
        rank::Rank,
        student, teaching_assignment,
    },
    error::Result,
    features::{
        organisation::{WorkingDays, working_days},
        plan::plans,
    },
};

/// Party members and those on probation (GB/T 4762).
const PARTY_MEMBERS: [&str; 2] = ["01", "02"];

/// People who work by the same plan, with everything their progress is computed from.
#[derive(Debug)]
pub struct Sheet {
    /// None where no plan was in force.
    pub plan: Option<plan::Model>,
    pub plan_span: Span,
    pub people: Vec<PersonFacts>,
    pub duties: Vec<duty::Model>,
    pub calendar: SchoolCalendar,
    pub days: WorkingDays,
    pub term_id: Option<TermId>,
    counters: HashMap<(DutyId, Uuid, NaiveDate), i32>,
    covered: HashMap<(DutyId, Uuid, NaiveDate), i32>,
    pub pupils: Pupils,
}

/// The pupils of the classes the people teach, and which of them were covered by whom.
#[derive(Debug, Default)]
pub struct Pupils {
    pub by_class: HashMap<ClassId, Vec<Pupil>>,
    /// Everybody who teaches the class in the term.
    pub teachers: HashMap<ClassId, HashSet<Uuid>>,
    /// (duty, period, pupil or household) → by whom, and by how many records.
    pub covered: HashMap<(DutyId, NaiveDate, Uuid), Vec<(Uuid, i32)>>,
}

/// A pupil in a class on the day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Pupil {
    pub class_id: ClassId,
    pub class_name: String,
    pub student_id: StudentId,
    pub student_name: String,
    pub household_id: HouseholdId,
}

impl Sheet {
    /// Records of a duty, or the targets that one subject covered by himself.
    pub fn count(&self, duty: &duty::Model, subject: Uuid, period: Span) -> i32 {
        let key = (duty.id, subject, period.starts_on);
        let counts = match duty.metric {
            duty::DutyMetric::TargetsCovered => &self.covered,
            _ => &self.counters,
        };
        counts.get(&key).copied().unwrap_or_default()
    }

    /// Days on which lessons are held.
    pub fn teaching_days(&self, span: Span) -> u32 {
        let days = span
            .starts_on
            .iter_days()
            .take_while(|day| *day <= span.ends_on)
            .filter(|day| self.days.includes(*day) && self.calendar.term_on(*day).is_some());
        u32::try_from(days.count()).unwrap_or(u32::MAX)
    }
}

/// Reads the sheets of some people on a day, one for each plan they work by.
pub async fn load(
    db: &impl ConnectionTrait,
    rows: Vec<StaffRow>,
    on: NaiveDate,
    codes: Option<&[String]>,
) -> Result<Vec<Sheet>> {
    let people = people(db, rows, on).await?;
    let units: HashSet<OrgUnitId> = people.iter().map(|person| person.unit_id).collect();
    let plans = plans_of(db, &units, on).await?;
    let mut groups: Vec<(Option<plan::Model>, Vec<PersonFacts>)> = Vec::new();
    for person in people {
        let plan = plans.get(&person.unit_id);
        let same = |group: &&mut (Option<plan::Model>, Vec<PersonFacts>)| {
            group.0.as_ref().map(|plan| plan.id) == plan.map(|plan| plan.id)
        };
        match groups.iter_mut().find(same) {
            Some((_, people)) => people.push(person),
            None => groups.push((plan.cloned(), vec![person])),
        }
    }
    let mut sheets = Vec::new();
    for (plan, people) in groups {
        sheets.push(match plan {
            Some(plan) => fill(db, plan, people, on, codes).await?,
            None => Sheet::without_plan(people, on),
        });
    }
    Ok(sheets)
}

impl Sheet {
    fn without_plan(people: Vec<PersonFacts>, on: NaiveDate) -> Self {
        Self {
            plan: None,
            plan_span: Span::new(on, on),
            people,
            duties: Vec::new(),
            calendar: SchoolCalendar::default(),
            days: WorkingDays::default(),
            term_id: None,
            counters: HashMap::new(),
            covered: HashMap::new(),
            pupils: Pupils::default(),
        }
    }
}

async fn people(db: &impl ConnectionTrait, rows: Vec<StaffRow>, on: NaiveDate) -> Result<Vec<PersonFacts>> {
    let units: HashMap<OrgUnitId, (String, OrgUnitKind)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name, org_unit::Column::Kind])
        .filter(org_unit::Column::Id.is_in(distinct(rows.iter().map(|row| row.unit_id))))
        .into_tuple::<(OrgUnitId, String, OrgUnitKind)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, name, kind)| (id, (name, kind)))
        .collect();
    let ranks: HashMap<PersonId, Rank> = rank::Entity::find()
        .select_only()
        .columns([rank::Column::PersonId, rank::Column::Rank])
        .filter(rank::Column::PersonId.is_in(rows.iter().map(|row| row.id)))
        .filter(rank::Column::StartsOn.lte(on))
        .filter(
            Condition::any()
                .add(rank::Column::EndsOn.is_null())
                .add(rank::Column::EndsOn.gte(on)),
        )
        .into_tuple::<(PersonId, Rank)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let (unit_name, unit_kind) = units
                .get(&row.unit_id)
                .cloned()
                .unwrap_or((String::new(), OrgUnitKind::Department));
            PersonFacts {
                id: row.id,
                name: row.name,
                unit_id: row.unit_id,
                unit_name,
                unit_kind,
                party_member: row
                    .political_affiliation
                    .is_some_and(|code| PARTY_MEMBERS.contains(&code.as_str())),
                rank: ranks.get(&row.id).copied(),
                lessons: Vec::new(),
            }
        })
        .collect())
}

/// The plan each unit works by on a day: that of the nearest unit above, the latest when there are two.
async fn plans_of(
    db: &impl ConnectionTrait,
    units: &HashSet<OrgUnitId>,
    on: NaiveDate,
) -> Result<HashMap<OrgUnitId, plan::Model>> {
    let links = org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::DescendantId.is_in(units.iter().copied()))
        .all(db)
        .await?;
    let plans = plan::Entity::find()
        .filter(plan::Column::UnitId.is_in(distinct(links.iter().map(|link| link.ancestor_id))))
        .filter(plans::in_force(on))
        .all(db)
        .await?;
    let nearest = |unit: OrgUnitId| {
        links
            .iter()
            .filter(|link| link.descendant_id == unit)
            .flat_map(|link| {
                plans
                    .iter()
                    .filter(|plan| plan.unit_id == link.ancestor_id)
                    .map(|plan| (link.depth, plan))
            })
            .min_by_key(|(depth, plan)| (*depth, std::cmp::Reverse(plan.effective_from)))
            .map(|(_, plan)| plan.clone())
    };
    Ok(units.iter().filter_map(|unit| Some((*unit, nearest(*unit)?))).collect())
}

async fn fill(
    db: &impl ConnectionTrait,
    plan: plan::Model,
    mut people: Vec<PersonFacts>,
    on: NaiveDate,
    codes: Option<&[String]>,
) -> Result<Sheet> {
    let mut duties = duty::Entity::find().filter(duty::Column::PlanId.eq(plan.id));
    if let Some(codes) = codes {
        duties = duties.filter(duty::Column::Code.is_in(codes.iter().cloned()));
    }
    let duties = duties.order_by_asc(duty::Column::SortOrder).all(db).await?;
    let calendar = SchoolCalendar::load(db, plan.unit_id).await?;
    let days = working_days(db, plan.unit_id, on - Days::new(400)).await?;
    let term_id = calendar.term_on(on).map(|term| term.what.id);
    if let Some(term_id) = term_id {
        add_lessons(db, &mut people, term_id).await?;
    }
    let plan_span = in_force(plan.effective_from, plan.effective_to);
    let mut sheet = Sheet {
        plan_span,
        plan: Some(plan),
        people,
        duties,
        calendar,
        days,
        term_id,
        counters: HashMap::new(),
        covered: HashMap::new(),
        pupils: Pupils::default(),
    };
    sheet.read_counts(db, on).await?;
    sheet.read_pupils(db, on).await?;
    Ok(sheet)
}

async fn add_lessons(db: &impl ConnectionTrait, people: &mut [PersonFacts], term_id: TermId) -> Result<()> {
    let lessons = teaching_assignment::Entity::find()
        .filter(teaching_assignment::Column::TermId.eq(term_id))
        .filter(teaching_assignment::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .all(db)
        .await?;
    let mut by_person: HashMap<PersonId, Vec<Lesson>> = HashMap::new();
    for lesson in lessons {
        by_person.entry(lesson.person_id).or_default().push(Lesson {
            class_id: lesson.class_id,
            weekly_lessons: lesson.weekly_lessons.into(),
            homeroom: lesson.homeroom,
        });
    }
    for person in people {
        person.lessons = by_person.remove(&person.id).unwrap_or_default();
    }
    Ok(())
}

impl Sheet {
    /// The counters of these people and their units in the periods that contain the day.
    async fn read_counts(&mut self, db: &impl ConnectionTrait, on: NaiveDate) -> Result<()> {
        let starts = distinct(
            self.duties
                .iter()
                .filter_map(|duty| self.calendar.span_of(duty.period, on, self.plan_span))
                .map(|span| span.starts_on),
        );
        let subjects = distinct(self.people.iter().flat_map(|person| [person.id.0, person.unit_id.0]));
        let counted: HashSet<DutyId> = self.duties.iter().map(|duty| duty.id).collect();
        let counters = duty_counter::Entity::find()
            .filter(duty_counter::Column::SubjectId.is_in(subjects.iter().copied()))
            .filter(duty_counter::Column::PeriodStart.is_in(starts.iter().copied()))
            .all(db)
            .await?;
        self.counters = counters
            .into_iter()
            .filter(|row| counted.contains(&row.duty_id))
            .map(|row| ((row.duty_id, row.subject_id, row.period_start), row.actual))
            .collect();
        let by_himself: Vec<DutyId> = self
            .duties
            .iter()
            .filter(|duty| duty.metric == duty::DutyMetric::TargetsCovered && !duty.options.everyone)
            .map(|duty| duty.id)
            .collect();
        if by_himself.is_empty() {
            return Ok(());
        }
        let covered: Vec<(DutyId, Uuid, NaiveDate, i64)> = duty_target_covered::Entity::find()
            .select_only()
            .columns([
                duty_target_covered::Column::DutyId,
                duty_target_covered::Column::SubjectId,
                duty_target_covered::Column::PeriodStart,
            ])
            .column_as(duty_target_covered::Column::TargetId.count(), "targets")
            .filter(duty_target_covered::Column::DutyId.is_in(by_himself))
            .filter(duty_target_covered::Column::SubjectId.is_in(subjects))
            .filter(duty_target_covered::Column::PeriodStart.is_in(starts))
            .group_by(duty_target_covered::Column::DutyId)
            .group_by(duty_target_covered::Column::SubjectId)
            .group_by(duty_target_covered::Column::PeriodStart)
            .into_tuple()
            .all(db)
            .await?;
        self.covered = covered
            .into_iter()
            .map(|(duty, subject, period, targets)| {
                ((duty, subject, period), i32::try_from(targets).unwrap_or(i32::MAX))
            })
            .collect();
        Ok(())
    }

    /// The pupils of the people's classes and what covers them, for the duties that mean every one.
    async fn read_pupils(&mut self, db: &impl ConnectionTrait, on: NaiveDate) -> Result<()> {
        let everyone: Vec<(DutyId, Span)> = self
            .duties
            .iter()
            .filter(|duty| duty.options.everyone)
            .filter_map(|duty| Some((duty.id, self.calendar.span_of(duty.period, on, self.plan_span)?)))
            .collect();
        let classes = distinct(self.people.iter().flat_map(PersonFacts::classes));
        let (Some(term_id), false, false) = (self.term_id, everyone.is_empty(), classes.is_empty()) else {
            return Ok(());
        };
        let pupils = pupils_of(db, &classes, on).await?;
        let targets = distinct(
            pupils
                .iter()
                .flat_map(|pupil| [pupil.student_id.0, pupil.household_id.0]),
        );
        let teachers: Vec<(ClassId, PersonId)> = teaching_assignment::Entity::find()
            .select_only()
            .columns([
                teaching_assignment::Column::ClassId,
                teaching_assignment::Column::PersonId,
            ])
            .filter(teaching_assignment::Column::ClassId.is_in(classes))
            .filter(teaching_assignment::Column::TermId.eq(term_id))
            .into_tuple()
            .all(db)
            .await?;
        let covered = duty_target_covered::Entity::find()
            .filter(duty_target_covered::Column::DutyId.is_in(everyone.iter().map(|(duty, _)| *duty)))
            .filter(duty_target_covered::Column::PeriodStart.is_in(everyone.iter().map(|(_, span)| span.starts_on)))
            .filter(duty_target_covered::Column::TargetId.is_in(targets))
            .all(db)
            .await?;
        for pupil in pupils {
            self.pupils.by_class.entry(pupil.class_id).or_default().push(pupil);
        }
        for (class, teacher) in teachers {
            self.pupils.teachers.entry(class).or_default().insert(teacher.0);
        }
        for row in covered {
            let key = (row.duty_id, row.period_start, row.target_id);
            let by = self.pupils.covered.entry(key).or_default();
            by.push((row.subject_id, row.records));
        }
        Ok(())
    }
}

async fn pupils_of(db: &impl ConnectionTrait, classes: &[ClassId], on: NaiveDate) -> Result<Vec<Pupil>> {
    Ok(enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::ClassId)
        .column(enrolment::Column::StudentId)
        .column_as(class::Column::Name, "class_name")
        .column_as(student::Column::Name, "student_name")
        .column_as(student::Column::HouseholdId, "household_id")
        .join(
            JoinType::InnerJoin,
            enrolment::Entity::belongs_to(student::Entity)
                .from(enrolment::Column::StudentId)
                .to(student::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            enrolment::Entity::belongs_to(class::Entity)
                .from(enrolment::Column::ClassId)
                .to(class::Column::Id)
                .into(),
        )
        .filter(enrolment::Column::ClassId.is_in(classes.iter().copied()))
        .filter(enrolment::Column::StartsOn.lte(on))
        .filter(
            Condition::any()
                .add(enrolment::Column::EndsOn.is_null())
                .add(enrolment::Column::EndsOn.gte(on)),
        )
        .order_by_asc(class::Column::Name)
        .order_by_asc(student::Column::Name)
        .into_model::<Pupil>()
        .all(db)
        .await?)
}

fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}
