//! The other kinds of a demo school's year: meetings, talks, stays, checks, support, study.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    World, canteen,
    families::Class,
    phrases,
    schools::{School, Unit},
    staff::{Staff, Team},
    work::{Record, school_day},
};
use crate::entities::{
    activity::Tag,
    activity_details::{
        ActivityDetails, Attendance, CommitteeMeeting, Decision, GradeMeeting, HeartTalk, Meeting, OtherActivity,
        ParentsMeeting, PhoneContact, PupilSupport, Reception, SharedLabour, StaffTalk, StageResult, StayIn, StudyMode,
        StudySession, StudyTheme,
    },
    activity_subject::ActivitySubjectKind,
    ids::OrgUnitId,
    org_unit::DepartmentFunction,
};

/// A part of the year of one school.
struct Part<'a> {
    school: &'a School,
    team: &'a Team,
    from: NaiveDate,
    to: NaiveDate,
    percent: u32,
}

impl World {
    /// What was done between two days besides visits and observations.
    pub(super) fn other_work(
        &mut self,
        school: &School,
        team: &Team,
        classes: &[Class],
        (from, to): (NaiveDate, NaiveDate),
        percent: u32,
    ) {
        let part = Part {
            school,
            team,
            from,
            to,
            percent,
        };
        for class in classes {
            self.class_work(&part, class);
        }
        for (index, village) in school.villages.iter().enumerate() {
            self.village_work(&part, village, &team.branch_principals[index], classes);
        }
        for (index, leader) in team.leaders().enumerate() {
            self.leader_work(&part, leader, &school.villages[index], index);
        }
        self.office_work(&part);
    }

    /// Parents' meetings, calls and the support of two pupils by the homeroom teacher.
    fn class_work(&mut self, part: &Part<'_>, class: &Class) {
        let Some((teacher, _)) = class.teachers.first() else {
            return;
        };
        if self.dice.chance(part.percent) {
            self.parents_meeting(part, class, teacher);
        }
        for _ in 0..3 {
            if class.pupils.is_empty() || !self.dice.chance(part.percent) {
                continue;
            }
            let pupil = self.dice.pick(&class.pupils).clone();
            let matter = (*self.dice.pick(phrases::CALLS)).to_owned();
            let details = ActivityDetails::PhoneContact(PhoneContact {
                household_id: pupil.household,
                student_ids: vec![pupil.id],
                spoke_with: Some((*self.dice.pick(&["母亲", "父亲", "奶奶"])).to_owned()),
                matter: Some(matter.clone()),
                measures: None,
            });
            let subjects = vec![
                (ActivitySubjectKind::Student, pupil.id.0),
                (ActivitySubjectKind::Household, pupil.household.0),
            ];
            self.done(
                part,
                class.unit,
                teacher,
                format!("{matter}，家长表示配合。"),
                details,
                subjects,
            );
        }
        for pupil in class.pupils.iter().take(2) {
            if !self.dice.chance(part.percent) {
                continue;
            }
            let (goal, measures, result) = *self.dice.pick(phrases::SUPPORT);
            let details = ActivityDetails::PupilSupport(PupilSupport {
                student_id: pupil.id,
                stage_goal: Some(goal.to_owned()),
                measures: Some(measures.to_owned()),
                stage_result: *self.dice.pick(&[
                    StageResult::Supporting,
                    StageResult::Improving,
                    StageResult::Improving,
                    StageResult::Transformed,
                ]),
            });
            let subjects = vec![(ActivitySubjectKind::Student, pupil.id.0)];
            self.done(part, class.unit, teacher, result.to_owned(), details, subjects);
        }
    }

    fn parents_meeting(&mut self, part: &Part<'_>, class: &Class, teacher: &Staff) {
        let attendance: Vec<Attendance> = class
            .pupils
            .iter()
            .map(|pupil| Attendance {
                student_id: pupil.id,
                came: self.dice.chance(93),
            })
            .collect();
        let mut subjects: Vec<_> = attendance
            .iter()
            .filter(|entry| entry.came)
            .map(|entry| (ActivitySubjectKind::Student, entry.student_id.0))
            .collect();
        subjects.push((ActivitySubjectKind::Class, class.id.0));
        let details = ActivityDetails::ParentsMeeting(ParentsMeeting {
            unit_id: class.unit,
            class_id: Some(class.id),
            meeting: self.meeting(part, None),
            attendance,
        });
        let text = "通报班级情况和作息安排，家长逐一交流，商量了在家学习和放学路上的安全。";
        self.done(part, class.unit, teacher, text.to_owned(), details, subjects);
    }

    /// What a meeting noted; with how many were due where there is no list.
    fn meeting(&mut self, part: &Part<'_>, due: Option<usize>) -> Meeting {
        let (agenda, decision) = *self.dice.pick(phrases::MEETINGS);
        let away = self.dice.between(0, 2);
        let number = |count: usize| i16::try_from(count).ok();
        Meeting {
            due: due.and_then(number),
            present: due.and_then(|due| number(due.saturating_sub(away))),
            agenda: Some(agenda.to_owned()),
            decisions: vec![Decision {
                text: decision.to_owned(),
                owner: Some("家委会主任".to_owned()),
                due_on: part.to.checked_add_days(chrono::Days::new(7)),
            }],
        }
    }

    /// Committee, grades and canteen of a village school, by its principal.
    fn village_work(&mut self, part: &Part<'_>, village: &Unit, head: &Staff, classes: &[Class]) {
        for _ in 0..2 {
            let meeting = self.meeting(part, Some(9));
            let details = ActivityDetails::CommitteeMeeting(CommitteeMeeting {
                unit_id: village.id,
                meeting,
            });
            let text = "家委会听取学校工作通报，就食堂、校服和安全提出建议。";
            self.done(part, village.id, head, text.to_owned(), details, Vec::new());
            self.canteen_check(part, village.id, head);
        }
        for grade in [1, 4, 6] {
            let of_grade: Vec<&Class> = classes
                .iter()
                .filter(|class| class.unit == village.id && class.grade == grade)
                .collect();
            let Some((teacher, _)) = of_grade.first().and_then(|class| class.teachers.first()) else {
                continue;
            };
            if !self.dice.chance(part.percent) {
                continue;
            }
            let subjects = of_grade
                .iter()
                .map(|class| (ActivitySubjectKind::Class, class.id.0))
                .collect();
            let details = ActivityDetails::GradeMeeting(GradeMeeting {
                unit_id: village.id,
                grade,
                meeting: self.meeting(part, Some(of_grade.iter().map(|class| class.pupils.len()).sum())),
            });
            let text = "年级主题活动：读书分享和安全演练，各班轮流展示。";
            self.done(part, village.id, teacher, text.to_owned(), details, subjects);
        }
        self.heart_talk(part, village.id, head);
    }

    /// Talks, stays and study of a school leader.
    fn leader_work(&mut self, part: &Part<'_>, leader: &Staff, village: &Unit, index: usize) {
        let colleagues: Vec<Staff> = part.team.teachers.iter().flatten().cloned().collect();
        for _ in 0..4 {
            if colleagues.is_empty() || !self.dice.chance(part.percent) {
                continue;
            }
            let other = self.dice.pick(&colleagues).clone();
            let (topic, support) = *self.dice.pick(phrases::TALKS);
            let details = ActivityDetails::StaffTalk(StaffTalk {
                person_id: other.person,
                topics: Some(topic.to_owned()),
                concerns: None,
                support: Some(support.to_owned()),
            });
            let subjects = vec![(ActivitySubjectKind::Person, other.person.0)];
            let text = format!("与{}谈心：{topic}。{support}", other.name);
            self.done(part, other.unit, leader, text, details, subjects);
        }
        for _ in 0..2 {
            let meals = i16::try_from(self.dice.between(2, 6)).unwrap_or(3);
            let paid = self.dice.chance(85);
            let receipt_number = paid.then(|| self.dice.digits(7));
            let details = ActivityDetails::StayIn(StayIn {
                unit_id: village.id,
                nights: meals / 3 + 1,
                meals,
                amount_cents: i32::from(meals) * 800,
                paid,
                receipt_number,
                findings: Some("晚自习秩序良好，宿舍夜间有人值守".to_owned()),
            });
            let head = &part.team.branch_principals[index];
            let text = "驻校蹲点，参加晨检和晚间查寝，与住校教师交谈。";
            self.waits(part, village.id, leader, text, details, head);
        }
        self.heart_talk(part, village.id, leader);
        self.study_alone(part, leader);
        let (work, text) = *self.dice.pick(phrases::LABOUR);
        let details = ActivityDetails::SharedLabour(SharedLabour {
            unit_id: village.id,
            work: work.to_owned(),
            with_whom: Some("五年级学生和值周教师".to_owned()),
            minutes: Some(90),
        });
        self.done(part, village.id, leader, text.to_owned(), details, Vec::new());
    }

    fn heart_talk(&mut self, part: &Part<'_>, unit: OrgUnitId, who: &Staff) {
        let (_, topic, said) = *self.dice.pick(phrases::CONCERNS);
        let details = ActivityDetails::HeartTalk(HeartTalk {
            unit_id: unit,
            participants: Some("六位家长、两位村民小组长".to_owned()),
            topics: Some(topic.to_owned()),
            concerns: Some(said.to_owned()),
            answers: Some("现场作了说明，需要办理的已登记。".to_owned()),
        });
        let text = format!("民情恳谈会，大家主要谈到：{topic}。");
        self.done(part, unit, who, text, details, Vec::new());
    }

    fn study_alone(&mut self, part: &Part<'_>, who: &Staff) {
        let modes = [
            StudyMode::Lecture,
            StudyMode::SelfStudy,
            StudyMode::CaseStudy,
            StudyMode::FieldExperience,
        ];
        let themes = [
            StudyTheme::MassViewpoint,
            StudyTheme::MassLine,
            StudyTheme::MassInterests,
            StudyTheme::MassWork,
        ];
        for theme in themes {
            if !self.dice.chance(part.percent) {
                continue;
            }
            let details = ActivityDetails::StudySession(StudySession {
                unit_id: part.school.central.id,
                mode: *self.dice.pick(&modes),
                theme: Some(theme),
                material: Some("群众工作学习读本".to_owned()),
                hours: Some(2),
            });
            let text = "学习并联系本职工作讨论，记下两条查摆出的不足。";
            self.done(part, part.school.central.id, who, text.to_owned(), details, Vec::new());
        }
    }

    /// Receptions, checks and the rest, by the office and the heads of departments.
    fn office_work(&mut self, part: &Part<'_>) {
        for _ in 0..6 {
            let (_, matter, said) = *self.dice.pick(phrases::CONCERNS);
            let details = ActivityDetails::Reception(Reception {
                unit_id: part.school.central.id,
                visitors: (*self
                    .dice
                    .pick(&["一位三年级家长", "两位家长", "村民小组长", "一位退休教师"]))
                .to_owned(),
                matter: matter.to_owned(),
                answer: Some("已听取意见并说明办理时限。".to_owned()),
                handed_on_to: Some("总务处".to_owned()),
            });
            let text = format!("接待来访：{said}");
            self.done(
                part,
                part.school.central.id,
                &part.team.office,
                text,
                details,
                Vec::new(),
            );
        }
        for (function, head) in &part.team.heads {
            self.study_alone(part, head);
            if *function == DepartmentFunction::GeneralAffairs {
                for village in &part.school.villages {
                    self.canteen_check(part, village.id, head);
                }
            }
            let title = *self.dice.pick(phrases::OTHER_WORK);
            let details = ActivityDetails::Other(OtherActivity {
                unit_id: part.school.central.id,
                title: title.to_owned(),
            });
            let text = format!("{title}，进展顺利。");
            self.done(part, part.school.central.id, head, text, details, Vec::new());
        }
    }

    fn canteen_check(&mut self, part: &Part<'_>, unit: OrgUnitId, who: &Staff) {
        let (text, details) = canteen::check(&mut self.dice, unit);
        self.done(part, unit, who, text, details, Vec::new());
    }

    fn done(
        &mut self,
        part: &Part<'_>,
        unit: OrgUnitId,
        who: &Staff,
        text: String,
        details: ActivityDetails,
        mut subjects: Vec<(ActivitySubjectKind, Uuid)>,
    ) {
        let on = school_day(self.dice.day(part.from, part.to), part.from);
        subjects.push((ActivitySubjectKind::Unit, unit.0));
        self.record(Record {
            unit,
            on,
            who,
            text,
            details,
            confirmer: None,
            subjects,
            tags: vec![Tag::VisitPeople],
        });
    }

    fn waits(
        &mut self,
        part: &Part<'_>,
        unit: OrgUnitId,
        who: &Staff,
        text: &str,
        details: ActivityDetails,
        confirmer: &Staff,
    ) {
        let on = school_day(self.dice.day(part.from, part.to), part.from);
        self.record(Record {
            unit,
            on,
            who,
            text: text.to_owned(),
            details,
            confirmer: Some(confirmer.clone()),
            subjects: vec![(ActivitySubjectKind::Unit, unit.0)],
            tags: vec![Tag::VisitPeople, Tag::BranchDevelopment],
        });
    }
}
