//! What people keep beside their records: phrases, remarks in the diary, files of pupils with potential, pictures.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{
    World,
    families::{Class, Pupil},
    schools::School,
    staff::{Staff, Team},
};
use crate::{
    db::search::index_text,
    entities::{
        activity::ActivityKind,
        attachment::{self, AttachmentOwner},
        diary_remark,
        ids::{AccountId, AttachmentId, OrgUnitId, PersonId, PhraseId, PupilFileId, PupilFileStageId},
        phrase::{self, PhrasePurpose},
        pupil_file::{self, SupportResult},
        pupil_file_stage, pupil_file_supporter,
    },
    error::Result,
    features::attachments::cleaned,
    files::Files,
};

const SHARED: &[(&str, Option<ActivityKind>)] = &[
    ("已告知家长防溺水和交通安全要求", Some(ActivityKind::HomeVisit)),
    ("家长对学校食堂表示满意", Some(ActivityKind::HomeVisit)),
    ("查看了食堂明厨亮灶和食品留样", Some(ActivityKind::BranchVisit)),
    ("环节清楚，学生参与面广", Some(ActivityKind::LessonObservation)),
    ("已请家长加入班级联系群", None),
];
const OWN: &[(&str, Option<ActivityKind>)] = &[
    ("孩子按时完成作业，书写有进步", Some(ActivityKind::HomeVisit)),
    ("奶奶在家照看，父母春节回来", Some(ActivityKind::HomeVisit)),
    ("与授课教师当面交换了意见", Some(ActivityKind::LessonObservation)),
];
const REMARKS: &[&str] = &[
    "路上遇到村组长，说起修路的事，下周再问问。",
    "孩子话少，临走时送到门口，要多找他聊聊。",
    "奶奶讲彝话多，下次请罗老师一起来。",
    "这节课的导入值得学，回去在教研组讲一讲。",
    "下雨路滑，改走大路，多走半小时。",
    "家长问得细，回去把课后服务的安排写清楚。",
    "想起自己刚工作的时候，也怕走这段山路。",
    "答应的课外书，周五带过去。",
];
const PROMISES: &[&str] = &[
    "带一本课外书给孩子",
    "和食堂商量给孩子留热饭",
    "约孩子的父亲通一次视频电话",
    "请卫生院的医生看看孩子的视力",
    "把补助的申请表送到家里",
];
const REASONS: &[(&str, &str)] = &[
    (
        "数学基础弱，上课不敢发言；父母在外务工，由奶奶照看。",
        "期中数学 52 分，作业常缺一半；喜欢画画，手工好。",
    ),
    (
        "识字量少，阅读慢，作业拖拉，但乐于助人。",
        "语文 58 分，每周有两次不交作业；和同学相处好，爱劳动。",
    ),
    (
        "注意力不易集中，课上爱走动；家中爷爷年纪大，管不住。",
        "各科 60 分上下，课堂常规较差；跑步快，喜欢体育课。",
    ),
];
const STAGES: &[(&str, &str, &str)] = &[
    (
        "每天完成当天作业，每周主动发言两次",
        "午间面批作业；安排同桌结对；每两周与家里通一次电话。",
        "作业基本按时完成，开始举手，字写得比以前端正。",
    ),
    (
        "单元测验达到 65 分，养成预习的习惯",
        "每天十分钟补口算；在教室图书角借一本书带回家；每月家访一次。",
        "单元测验 68 分，能复述读过的故事，家长也来电话道谢。",
    ),
    (
        "成绩稳定，能帮助别的同学",
        "请他当小组长；在班会上展示手工作品。",
        "当小组长很负责，成绩稳定在 72 分以上。",
    ),
];

impl World {
    /// Phrases, remarks and files of one school.
    pub(super) fn keepsakes(&mut self, school: &School, team: &Team, classes: &[Class], today: NaiveDate) {
        for (text, kind) in SHARED {
            self.phrase(text, *kind, None, Some(school.central.id));
        }
        let teachers: Vec<&Staff> = team.teachers.iter().flat_map(|unit| unit.iter().take(3)).collect();
        for teacher in &teachers {
            for (text, kind) in OWN {
                self.phrase(text, *kind, Some(teacher.account), None);
            }
        }
        let diarists: Vec<PersonId> = team.leaders().chain(teachers).map(|staff| staff.person).collect();
        self.remarks(&diarists, today);
        self.promises(today);
        for (number, class) in classes.iter().enumerate() {
            for pupil in class.pupils.iter().skip(2).step_by(9).take(2) {
                self.file(class, pupil, team, number, today);
            }
        }
    }

    fn phrase(
        &mut self,
        text: &str,
        kind: Option<ActivityKind>,
        account_id: Option<AccountId>,
        unit_id: Option<OrgUnitId>,
    ) {
        let id = PhraseId(self.dice.id(self.at));
        self.rows.phrases.push(phrase::Model {
            id,
            account_id,
            unit_id,
            purpose: PhrasePurpose::Record,
            kind,
            text: text.to_owned(),
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
    }

    /// Some of the days on which somebody recorded something lately.
    fn remarks(&mut self, people: &[PersonId], today: NaiveDate) {
        let mut days: HashMap<PersonId, BTreeSet<NaiveDate>> = HashMap::new();
        for activity in &self.rows.activities {
            if activity.happened_on > today - TimeDelta::days(70) {
                days.entry(activity.person_id).or_default().insert(activity.happened_on);
            }
        }
        for person_id in people {
            for day in days.remove(person_id).unwrap_or_default() {
                if !self.dice.chance(45) {
                    continue;
                }
                let at = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12);
                self.rows.diary_remarks.push(diary_remark::Model {
                    person_id: *person_id,
                    day,
                    text: (*self.dice.pick(REMARKS)).to_owned(),
                    version: 1,
                    created_at: at,
                    updated_at: at,
                });
            }
        }
    }

    /// What was agreed on the latest home visits; some of it is due.
    fn promises(&mut self, today: NaiveDate) {
        let dice = &mut self.dice;
        let recent = self.rows.activities.iter_mut().filter(|activity| {
            activity.kind == ActivityKind::HomeVisit && activity.happened_on > today - TimeDelta::days(25)
        });
        for activity in recent {
            if !dice.chance(30) {
                continue;
            }
            let promise = *dice.pick(PROMISES);
            activity.search = index_text([activity.text.as_str(), promise]);
            activity.follow_up = Some(promise.to_owned());
            activity.follow_up_on = Some(
                dice.day(today - TimeDelta::days(2), today + TimeDelta::days(9))
                    .max(activity.happened_on),
            );
        }
    }

    fn file(&mut self, class: &Class, pupil: &Pupil, team: &Team, number: usize, today: NaiveDate) {
        let Some((homeroom, _)) = class.teachers.first() else {
            return;
        };
        let begun = today - TimeDelta::days(80);
        let opened_on = self.dice.day(begun, begun + TimeDelta::days(10));
        let at = opened_on.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8);
        let id = PupilFileId(self.dice.id(at));
        let (reason, situation) = *self.dice.pick(REASONS);
        let is_closed = number % 5 == 4;
        self.rows.pupil_files.push(pupil_file::Model {
            id,
            student_id: pupil.id,
            unit_id: class.unit,
            leader_id: team.deputies.get(number % 4).map(|leader| leader.person),
            opened_on,
            reason: reason.to_owned(),
            situation: situation.to_owned(),
            closed_on: is_closed.then(|| today - TimeDelta::days(4)),
            result: is_closed.then_some(SupportResult::Transformed),
            conclusion: is_closed.then(|| "习惯和成绩都已稳定，由班主任继续关心。".to_owned()),
            opened_by: homeroom.account,
            version: 1,
            created_at: at,
            updated_at: at,
        });
        let supporters: BTreeSet<PersonId> = class.teachers.iter().take(2).map(|(staff, _)| staff.person).collect();
        self.rows
            .pupil_file_supporters
            .extend(supporters.into_iter().map(|person_id| pupil_file_supporter::Model {
                pupil_file_id: id,
                person_id,
            }));
        let stages = if is_closed { 3 } else { 1 + number % 3 };
        for (index, (goal, measures, review)) in STAGES.iter().take(stages).enumerate() {
            let weeks = i64::try_from(index).unwrap_or_default() * 3;
            let starts_on = opened_on + TimeDelta::weeks(weeks);
            let ends_on = starts_on + TimeDelta::days(20);
            let is_over = ends_on < today && (is_closed || index + 1 < stages);
            let result = [
                SupportResult::Supporting,
                SupportResult::Improving,
                SupportResult::Transformed,
            ][index];
            self.rows.pupil_file_stages.push(pupil_file_stage::Model {
                id: PupilFileStageId(self.dice.id(at)),
                pupil_file_id: id,
                goal: (*goal).to_owned(),
                measures: (*measures).to_owned(),
                starts_on,
                ends_on: Some(ends_on),
                result: is_over.then_some(result),
                review: is_over.then(|| (*review).to_owned()),
                version: 1,
                created_at: at,
                updated_at: at,
            });
        }
    }

    /// A few pictures with the latest visits. They are drawn, nobody is on them.
    pub(super) async fn pictures(&mut self, files: &Files) -> Result<()> {
        let mut visits: Vec<_> = self
            .rows
            .activities
            .iter()
            .filter(|activity| matches!(activity.kind, ActivityKind::HomeVisit | ActivityKind::BranchVisit))
            .map(|activity| {
                (
                    activity.happened_on,
                    activity.id,
                    activity.unit_id,
                    activity.recorded_by,
                    activity.recorded_at,
                )
            })
            .collect();
        visits.sort_unstable_by(|one, other| other.cmp(one));
        visits.truncate(12);
        for (at, (_, activity, unit_id, uploaded_by, recorded_at)) in visits.into_iter().enumerate() {
            let picture = cleaned(&drawn(at)?, ImageFormat::Png)?;
            let (caption, name) = [("到家的山路", "山路"), ("村口", "村口"), ("远处的学校", "学校")][at % 3];
            self.rows.attachments.push(attachment::Model {
                id: AttachmentId(self.dice.id(recorded_at)),
                owner_kind: AttachmentOwner::Activity,
                owner_id: activity.0,
                unit_id,
                file_name: format!("{name}.jpg"),
                media_type: picture.media_type.to_owned(),
                size: i32::try_from(picture.content.len()).unwrap_or(i32::MAX),
                caption: Some(caption.to_owned()),
                stored: files.keep(&picture.content).await?,
                preview: Some(files.keep(&picture.preview).await?),
                uploaded_by,
                version: 1,
                created_at: recorded_at,
                updated_at: recorded_at,
            });
        }
        Ok(())
    }
}

/// Hills under a sky, each number another evening.
fn drawn(number: usize) -> Result<Vec<u8>> {
    const WIDTH: u32 = 960;
    const HEIGHT: u32 = 640;
    let shift = f64::from(u32::try_from(number).unwrap_or_default());
    let image = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (across, down) = (f64::from(x) / f64::from(WIDTH), f64::from(y) / f64::from(HEIGHT));
        let ridge = |base: f64, height: f64, waves: f64| base + height * (across * waves + shift).sin();
        if down > ridge(0.82, 0.05, 7.0) {
            Rgb([61, 92, 66])
        } else if down > ridge(0.66, 0.08, 5.0) {
            Rgb([96, 133, 112])
        } else if down > ridge(0.52, 0.07, 3.0) {
            Rgb([142, 171, 160])
        } else {
            let warm = |from: f64, to: f64| shade(from + (to - from) * down * 1.8);
            Rgb([warm(196.0, 247.0), warm(216.0, 226.0), warm(226.0, 190.0)])
        }
    });
    let mut content = Vec::new();
    DynamicImage::from(image)
        .write_to(&mut std::io::Cursor::new(&mut content), ImageFormat::Png)
        .map_err(|error| crate::error::Error::Internal(error.to_string()))?;
    Ok(content)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is clamped before"
)]
fn shade(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}
