//! A year of activities of a demo school: home visits, lesson observations, visits to village schools.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use serde_json::json;
use uuid::Uuid;

use super::{
    World,
    families::{Class, Pupil},
    phrases,
    schools::{School, Term},
    staff::{Staff, Team},
};
use crate::{
    db::search,
    entities::{
        activity::{self, ActivityStatus, Tag, Tags},
        activity_actor, activity_amendment,
        activity_details::{
            ActivityDetails, BranchVisit, FamilyMember, HomeVisit, LessonGrade, LessonObservation, LessonType,
        },
        activity_step::{self, ActivityStepKind},
        activity_subject::{self, ActivitySubjectKind},
        ids::{ActivityId, AmendmentId, OrgUnitId},
    },
};

/// What all kinds have in common.
pub(super) struct Record<'a> {
    pub unit: OrgUnitId,
    pub on: NaiveDate,
    pub who: &'a Staff,
    pub text: String,
    pub details: ActivityDetails,
    /// Who has to confirm it, where somebody has.
    pub confirmer: Option<Staff>,
    pub subjects: Vec<(ActivitySubjectKind, Uuid)>,
    pub tags: Vec<Tag>,
}

impl World {
    /// Everything that happened in the year before `today`; `percent` of it for smaller sizes.
    pub(super) fn year_of_work(
        &mut self,
        school: &School,
        team: &Team,
        classes: &[Class],
        today: NaiveDate,
        percent: u32,
    ) {
        let begin = today - TimeDelta::days(365);
        for term in self.calendar.terms.clone() {
            let (from, to) = (term.starts_on.max(begin), term.ends_on.min(today));
            if from >= to {
                continue;
            }
            let current = to == today;
            for class in classes {
                self.home_visits(class, from, to, if current { 62 } else { 100 }, percent);
            }
            self.observations(team, classes, term, from, to, percent);
            self.branch_visits(school, team, from, to, percent);
            self.other_work(school, team, classes, (from, to), percent);
        }
    }

    fn home_visits(&mut self, class: &Class, from: NaiveDate, to: NaiveDate, share: u32, percent: u32) {
        for (teacher, _) in class.teachers.iter().take(2) {
            let mut seen = Vec::new();
            for pupil in &class.pupils {
                if seen.contains(&pupil.household) || !self.dice.chance(share) || !self.dice.chance(percent) {
                    continue;
                }
                seen.push(pupil.household);
                let times = if share == 100 { self.dice.between(1, 2) } else { 1 };
                for _ in 0..times {
                    self.home_visit(class, teacher, pupil, from, to);
                }
            }
        }
    }

    fn home_visit(&mut self, class: &Class, teacher: &Staff, pupil: &Pupil, from: NaiveDate, to: NaiveDate) {
        let present: Vec<&Pupil> = class
            .pupils
            .iter()
            .filter(|other| other.household == pupil.household)
            .collect();
        let relation = (*self.dice.pick(&["父亲", "母亲", "奶奶", "爷爷", "外婆"])).to_owned();
        let wish = (*self.dice.pick(phrases::WISHES)).to_owned();
        let text = format!("{}。{wish}", self.dice.pick(phrases::AT_HOME));
        let mut subjects: Vec<_> = present
            .iter()
            .map(|pupil| (ActivitySubjectKind::Student, pupil.id.0))
            .collect();
        subjects.push((ActivitySubjectKind::Household, pupil.household.0));
        let details = ActivityDetails::HomeVisit(HomeVisit {
            household_id: pupil.household,
            student_ids: present.iter().map(|pupil| pupil.id).collect(),
            family_present: vec![FamilyMember { relation, name: None }],
            purpose: None,
            at_school: None,
            at_home: None,
            wishes: Some(wish),
            measures: None,
        });
        let on = self.dice.day(from, to);
        self.record(Record {
            unit: class.unit,
            on,
            who: teacher,
            text,
            details,
            confirmer: None,
            subjects,
            tags: vec![Tag::VisitPeople],
        });
    }

    /// Middle leaders and above observe about forty lessons a term, teachers about twenty.
    fn observations(
        &mut self,
        team: &Team,
        classes: &[Class],
        term: Term,
        from: NaiveDate,
        to: NaiveDate,
        percent: u32,
    ) {
        let span = (to - from).num_days();
        let whole = (term.ends_on - term.starts_on).num_days().max(1);
        let leaders: Vec<Staff> = team.middle_and_above().cloned().collect();
        let teachers: Vec<Staff> = team.teachers.iter().flatten().cloned().collect();
        for (people, least, most) in [(leaders, 34, 48), (teachers, 16, 32)] {
            for observer in people {
                let a_term = i64::try_from(self.dice.between(least, most)).unwrap_or(0);
                for _ in 0..(a_term * span / whole * i64::from(percent) / 100) {
                    self.observation(&observer, classes, from, to);
                }
            }
        }
    }

    fn observation(&mut self, observer: &Staff, classes: &[Class], from: NaiveDate, to: NaiveDate) {
        let near: Vec<&Class> = classes.iter().filter(|class| class.unit == observer.unit).collect();
        let anywhere: Vec<&Class> = classes.iter().collect();
        let class = *self.dice.pick(if near.is_empty() { &anywhere } else { &near });
        let Some((teacher, subject)) = class.teachers.get(self.dice.between(0, class.teachers.len() - 1)) else {
            return;
        };
        if teacher.person == observer.person {
            return;
        }
        let (topic, strength, suggestion) = *self.dice.pick(phrases::LESSONS);
        let on = school_day(self.dice.day(from, to), from);
        let discussed = self.dice.chance(90);
        let details = ActivityDetails::LessonObservation(LessonObservation {
            class_id: class.id,
            observed_person_id: teacher.person,
            subject: (*subject).to_owned(),
            period: i16::try_from(self.dice.between(1, 6)).ok(),
            topic: Some(topic.to_owned()),
            lesson_type: Some(
                *self
                    .dice
                    .pick(&[LessonType::NewContent, LessonType::Practice, LessonType::Revision]),
            ),
            steps: None,
            strengths: Some(strength.to_owned()),
            problems: None,
            suggestions: Some(suggestion.to_owned()),
            grade: Some(*self.dice.pick(&[
                LessonGrade::Excellent,
                LessonGrade::Good,
                LessonGrade::Good,
                LessonGrade::Fair,
            ])),
            discussed_on: discussed.then_some(on),
            discussion: discussed.then(|| format!("肯定：{strength}；建议：{suggestion}。")),
        });
        self.record(Record {
            unit: class.unit,
            on,
            who: observer,
            text: format!("听《{topic}》一课。{strength}；{suggestion}。"),
            details,
            confirmer: Some(teacher.clone()),
            subjects: vec![
                (ActivitySubjectKind::Person, teacher.person.0),
                (ActivitySubjectKind::Class, class.id.0),
            ],
            tags: vec![Tag::SchoolResearch, Tag::TeacherQuality],
        });
    }

    fn branch_visits(&mut self, school: &School, team: &Team, from: NaiveDate, to: NaiveDate, percent: u32) {
        let leaders: Vec<Staff> = team.leaders().cloned().collect();
        let visits = usize::try_from((to - from).num_days() / 10).unwrap_or(0) * percent as usize / 100;
        for (index, leader) in leaders.iter().enumerate() {
            let (village, principal) = (&school.villages[index], &team.branch_principals[index]);
            for _ in 0..visits.max(2) {
                let on = school_day(self.dice.day(from, to), from);
                let text = (*self.dice.pick(phrases::BRANCH_VISITS)).to_owned();
                self.record(Record {
                    unit: village.id,
                    on,
                    who: leader,
                    text,
                    details: ActivityDetails::BranchVisit(BranchVisit {
                        unit_id: village.id,
                        purpose: Some("了解教学、食堂和安全情况".to_owned()),
                        problems: None,
                        measures: None,
                    }),
                    confirmer: Some(principal.clone()),
                    subjects: vec![(ActivitySubjectKind::Unit, village.id.0)],
                    tags: vec![Tag::VisitPeople, Tag::BranchDevelopment],
                });
            }
        }
    }

    pub(super) fn record(&mut self, record: Record<'_>) {
        let at = self.dice.moment(record.on);
        let id = ActivityId(self.dice.id(at));
        let status = self.status_of(&record);
        let confirmed = (status == ActivityStatus::Confirmed).then(|| at + TimeDelta::days(1));
        let status_reason = (status == ActivityStatus::Returned).then(|| "日期写错了，请核对后再提交".to_owned());
        self.steps_of(id, &record, status, at);
        let (class_id, observed_person_id, household_id) = match &record.details {
            ActivityDetails::HomeVisit(visit) => (None, None, Some(visit.household_id)),
            ActivityDetails::PhoneContact(call) => (None, None, Some(call.household_id)),
            ActivityDetails::LessonObservation(lesson) => {
                (Some(lesson.class_id), Some(lesson.observed_person_id), None)
            }
            ActivityDetails::StaffTalk(talk) => (None, Some(talk.person_id), None),
            ActivityDetails::ParentsMeeting(meeting) => (meeting.class_id, None, None),
            _ => (None, None, None),
        };
        self.rows.activities.push(activity::Model {
            id,
            unit_id: record.unit,
            kind: record.details.kind(),
            status,
            happened_on: record.on,
            started_at: None,
            ended_at: None,
            person_id: record.who.person,
            class_id,
            observed_person_id,
            household_id,
            search: search::index_text([record.text.as_str()]),
            text: record.text,
            follow_up: None,
            follow_up_on: None,
            followed_up_at: None,
            details: record.details,
            tags: Tags(record.tags),
            confirmer_person_id: record.confirmer.map(|confirmer| confirmer.person),
            confirmed_at: confirmed,
            status_reason,
            recorded_by: record.who.account,
            recorded_at: at,
            version: 1,
            created_at: at,
            updated_at: at,
        });
        self.rows.activity_actors.push(activity_actor::Model {
            activity_id: id,
            person_id: record.who.person,
            companion: false,
        });
        self.rows
            .activity_subjects
            .extend(
                record
                    .subjects
                    .into_iter()
                    .map(|(subject_kind, subject_id)| activity_subject::Model {
                        activity_id: id,
                        subject_kind,
                        subject_id,
                    }),
            );
    }
}

impl World {
    /// What must be confirmed waits in the last three days; of the last two weeks' some came back. A few of the rest
    /// are not handed in yet.
    fn status_of(&mut self, record: &Record<'_>) -> ActivityStatus {
        let age = (self.today - record.on).num_days();
        match record.confirmer {
            Some(_) if age < 3 => ActivityStatus::Submitted,
            Some(_) if age < 14 && self.dice.chance(6) => ActivityStatus::Returned,
            Some(_) => ActivityStatus::Confirmed,
            None if age < 5 && self.dice.chance(4) => ActivityStatus::Draft,
            None => ActivityStatus::Submitted,
        }
    }

    /// Who handed it in, confirmed or returned it, and here and there amended it.
    fn steps_of(&mut self, id: ActivityId, record: &Record<'_>, status: ActivityStatus, at: DateTime<Utc>) {
        if status == ActivityStatus::Draft {
            return;
        }
        let mut steps = vec![(ActivityStepKind::Submitted, record.who.account, at, None)];
        let next_day = at + TimeDelta::days(1);
        match (status, &record.confirmer) {
            (ActivityStatus::Returned, Some(confirmer)) => {
                let reason = Some("日期写错了，请核对后再提交".to_owned());
                steps.push((ActivityStepKind::Returned, confirmer.account, next_day, reason));
            }
            (ActivityStatus::Confirmed, Some(confirmer)) => {
                steps.push((ActivityStepKind::Confirmed, confirmer.account, next_day, None));
                if let ActivityDetails::LessonObservation(lesson) = &record.details
                    && self.dice.chance(2)
                {
                    let reason = "补记第几节".to_owned();
                    let amended_at = next_day + TimeDelta::days(1);
                    self.rows.activity_amendments.push(activity_amendment::Model {
                        id: AmendmentId(self.dice.id(amended_at)),
                        activity_id: id,
                        amended_by: record.who.account,
                        amended_at,
                        reason: reason.clone(),
                        before: json!({"details": {"lesson_observation": {"period": null}}}),
                        after: json!({"details": {"lesson_observation": {"period": lesson.period}}}),
                    });
                    steps.push((ActivityStepKind::Amended, record.who.account, amended_at, Some(reason)));
                }
            }
            _ => {}
        }
        let rows = (1..)
            .zip(steps)
            .map(|(number, (step, made_by, made_at, reason))| activity_step::Model {
                activity_id: id,
                number,
                step,
                made_by,
                made_at,
                reason,
            });
        self.rows.activity_steps.extend(rows);
    }
}

/// The Friday before a weekend, unless that lies before `from`.
pub(super) fn school_day(day: NaiveDate, from: NaiveDate) -> NaiveDate {
    let back = match day.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        _ => 0,
    };
    (day - TimeDelta::days(back)).max(from)
}
