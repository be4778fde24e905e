//! How a demo school is inspected, what it makes public, and what is said of it in public.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    World,
    dice::Dice,
    schools::School,
    staff::{Staff, Team},
};
use crate::entities::{
    finding::FindingSource,
    ids::{AccountId, DisclosureClassId, InspectionAccessId, InspectionId, OpinionItemId, PublicationId},
    inspection::{self, InspectionItem, InspectionItems, InspectionKind, InspectionLevel, InspectionState},
    inspection_access,
    inspection_access_record::{self, InspectedKind},
    inspection_event::{self, InspectionStep},
    opinion_event::{self, OpinionStep},
    opinion_item::{self, OpinionLevel, OpinionState},
    publication::{self, IntendedNames, PublicationState},
    publication_event::{self, PublicationStep},
};

/// Title, class (its place among those that ship), period, text.
const PUBLISHED: [(&str, u128, &str, &str); 7] = [
    (
        "学校概况",
        1,
        "本学年",
        "本校为乡中心小学，下辖四所完小和一所幼儿园。\n各校区地址、办公时间和监督渠道张贴在校门口公示栏。",
    ),
    (
        "十月营养餐采购与支出情况",
        6,
        "上月",
        "十月供餐二十一天，采购大米、蔬菜、肉类共计三万一千二百元。\n采购票据可在总务处查阅，欢迎家长委员会参与验收。",
    ),
    (
        "秋季学期收费项目与标准",
        4,
        "本学期",
        "义务教育阶段免收学杂费。\n作业本费按物价部门批准的标准收取，每生每学期十五元。\n除公示项目外不收取其他费用。",
    ),
    (
        "家庭经济困难学生资助办法",
        5,
        "本学年",
        "符合条件的家庭可向班主任提出申请，由学校评议后公示五个工作日。\n资助款直接发放到家长账户。",
    ),
    (
        "第三季度民情办理情况",
        9,
        "第三季度",
        "本季度共收到群众反映一百余件，按时答复的占九成以上。\n反映较多的是食堂供餐和上下学安全，已逐项答复。",
    ),
    (
        "校门口安全整治通告",
        7,
        "十一月",
        "放学时段校门口实行分年级错时放学，请家长按指定区域等候。",
    ),
    (
        "冬季作息时间调整",
        8,
        "十二月起",
        "十二月一日起上午第一节课推迟至八时三十分。",
    ),
];

/// Source, what was said, how grave, what was answered.
const SAID: [(&str, &str, OpinionLevel, &str); 6] = [
    (
        "家长微信群",
        "家长议论午餐送到教学点时已经不热，有人发了照片",
        OpinionLevel::General,
        "已在群里说明：本周起用保温箱配送，并请家长委员会随车查看。",
    ),
    (
        "本地论坛",
        "有帖子说校门口放学时段车辆拥堵，差点发生刮擦",
        OpinionLevel::Major,
        "已发布错时放学通告，交警和教师护学岗到位。",
    ),
    (
        "短视频平台",
        "视频称食堂使用过期调料，转发较多",
        OpinionLevel::Serious,
        "已会同市场监管部门现场查验，公布查验结果和进货票据，情况不属实。",
    ),
    (
        "市长热线",
        "来电反映课后服务收费不清楚",
        OpinionLevel::General,
        "已公示收费依据和标准，并逐户说明。",
    ),
    (
        "家长微信群",
        "家长询问雨天教学点道路是否安全",
        OpinionLevel::General,
        "",
    ),
    ("本地论坛", "帖子议论作业量偏多，跟帖二十余条", OpinionLevel::Major, ""),
];

impl World {
    /// Made of its own dice, so that all else in the demo stays as it is.
    pub(super) fn oversight(&mut self, school: &School, team: &Team, now: DateTime<Utc>) {
        let seed = school
            .prefix
            .bytes()
            .fold(20_261_126, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let usual = std::mem::replace(&mut self.dice, Dice::new(seed));
        let finished = self.inspections(school, team);
        self.access(school, team, finished);
        for (at, publication) in PUBLISHED.into_iter().enumerate() {
            self.publication(school, team, at, publication);
        }
        for (at, said) in SAID.into_iter().enumerate() {
            self.opinion(school, team, at, said, now);
        }
        self.dice = usual;
    }

    /// One that is over, with the findings that came of it; one that is announced; one that is planned.
    fn inspections(&mut self, school: &School, team: &Team) -> InspectionId {
        let canteen = self.inspection(
            school,
            &team.office,
            Planned {
                title: "学校食堂专项督查",
                list_number: Some("示教督〔2026〕7号"),
                level: InspectionLevel::County,
                kind: InspectionKind::Special,
                body: "示范市教育局督导室",
                begins_on: self.today - Days::new(95),
                notice: Some(40),
                items: &[
                    ("食堂留样与台账", "查看留样柜和近一个月的留样记录，有三天空白"),
                    ("食材采购与索证索票", "抽查十月票据，齐全"),
                    ("家长委员会参与监督", "查看验收签名，每周一次"),
                ],
            },
        );
        let begins_on = canteen.begins_on;
        for finding in &mut self.rows.findings {
            let ours = school.central.id == finding.unit_id
                || school.villages.iter().any(|village| village.id == finding.unit_id)
                || school.kindergarten.id == finding.unit_id;
            if ours && finding.source == FindingSource::Inspection && finding.found_on >= begins_on {
                finding.inspection_id = Some(canteen.id);
            }
        }
        let id = canteen.id;
        let conclusion = "食堂管理总体规范；留样记录有空白，答复群众不够及时，限期整改。";
        self.go(canteen, &team.office, InspectionState::Finished, Some(conclusion));
        let yearly = self.inspection(
            school,
            &team.office,
            Planned {
                title: "年度综合督导评估",
                list_number: None,
                level: InspectionLevel::City,
                kind: InspectionKind::Comprehensive,
                body: "州人民政府教育督导室",
                begins_on: self.today + Days::new(12),
                notice: Some(20),
                items: &[
                    ("依法办学与规范管理", ""),
                    ("五育并举与课堂教学", ""),
                    ("师德师风与群众满意度", ""),
                ],
            },
        );
        self.go(yearly, &team.office, InspectionState::Announced, None);
        let own = self.inspection(
            school,
            &team.office,
            Planned {
                title: "期末安全工作自查",
                list_number: None,
                level: InspectionLevel::School,
                kind: InspectionKind::Special,
                body: "领导小组办公室",
                begins_on: self.today + Days::new(25),
                notice: None,
                items: &[("消防通道与器材", ""), ("校车与上下学路线", "")],
            },
        );
        self.go(own, &team.office, InspectionState::Planned, None);
        id
    }

    fn inspection(&mut self, school: &School, office: &Staff, planned: Planned<'_>) -> inspection::Model {
        let notice_on = planned.notice.map(|days| planned.begins_on - Days::new(days));
        let recorded = notice_on
            .unwrap_or(planned.begins_on - Days::new(45))
            .min(self.today - Days::new(1));
        let created = self.dice.moment(recorded);
        let items = planned.items.iter().map(|(item, looked_at)| InspectionItem {
            item: (*item).to_owned(),
            looked_at: (*looked_at).to_owned(),
        });
        inspection::Model {
            id: InspectionId(self.dice.id(created)),
            unit_id: school.central.id,
            title: planned.title.to_owned(),
            list_number: planned.list_number.map(str::to_owned),
            level: planned.level,
            kind: planned.kind,
            body: planned.body.to_owned(),
            notice_on,
            begins_on: planned.begins_on,
            ends_on: planned.begins_on + Days::new(1),
            items: InspectionItems(items.collect()),
            state: InspectionState::Planned,
            conclusion: None,
            cancel_reason: None,
            recorded_by: office.account,
            version: 1,
            created_at: created,
            updated_at: created,
        }
    }

    /// Takes an inspection through its states up to this one.
    fn go(&mut self, mut row: inspection::Model, by: &Staff, until: InspectionState, conclusion: Option<&str>) {
        let steps = [
            (InspectionStep::Record, InspectionState::Planned, None),
            (InspectionStep::Announce, InspectionState::Announced, row.notice_on),
            (InspectionStep::Start, InspectionState::Running, Some(row.begins_on)),
            (InspectionStep::Finish, InspectionState::Finished, Some(row.ends_on)),
        ];
        for ((step, to_state, on), seq) in steps.into_iter().zip(1..) {
            if to_state > until {
                break;
            }
            if let Some(on) = on {
                row.updated_at = self.dice.moment(on).max(row.updated_at + TimeDelta::minutes(20));
            }
            row.state = to_state;
            row.version = seq;
            let note = conclusion
                .filter(|_| to_state == InspectionState::Finished)
                .map(str::to_owned);
            row.conclusion.clone_from(&note);
            self.rows.inspection_events.push(inspection_event::Model {
                inspection_id: row.id,
                seq,
                step,
                to_state,
                account_id: by.account,
                note,
                changes: None,
                at: row.updated_at,
            });
        }
        self.rows.inspections.push(row);
    }

    /// What was opened to the inspectors while they were there; it is over.
    fn access(&mut self, school: &School, team: &Team, inspection_id: InspectionId) {
        let created = self.dice.moment(self.today - Days::new(95));
        let id = InspectionAccessId(self.dice.id(created));
        let [front, back] = [self.dice.id(created), self.dice.id(created)];
        self.rows.inspection_accesses.push(inspection_access::Model {
            id,
            unit_id: school.central.id,
            inspection_id: Some(inspection_id),
            holder: "示范市教育局督导室".to_owned(),
            code_digest: [front.into_bytes(), back.into_bytes()].concat(),
            expires_at: created + TimeDelta::days(3),
            ended_at: None,
            ended_by: None,
            created_by: team.office.account,
            version: 1,
            created_at: created,
            updated_at: created,
        });
        let found = self
            .rows
            .findings
            .iter()
            .filter(|finding| finding.inspection_id == Some(inspection_id));
        let records: Vec<Uuid> = found.map(|finding| finding.id.0).take(4).collect();
        let chosen = records
            .into_iter()
            .zip(1..)
            .map(|(record_id, place)| inspection_access_record::Model {
                access_id: id,
                place,
                kind: InspectedKind::Finding,
                record_id,
            });
        self.rows.inspection_access_records.extend(chosen);
    }

    fn publication(
        &mut self,
        school: &School,
        team: &Team,
        number: usize,
        (title, class, period, text): (&str, u128, &str, &str),
    ) {
        const FIRST_CLASS: u128 = 0x019a_ae00_0000_7000_8000_0000_0000_0100;
        let ago = 70 - 9 * u64::try_from(number).unwrap_or(0);
        let mut at = self.dice.moment(self.today - Days::new(ago));
        let id = PublicationId(self.dice.id(at));
        // The last ones still wait: one to be published, one to be read.
        let until = match number {
            6 => PublicationState::Draft,
            5 => PublicationState::Reviewed,
            3 => PublicationState::Withdrawn,
            _ => PublicationState::Published,
        };
        let reason = "办法已修订，以新办法为准";
        let (author, reviewer) = (&team.office, &team.principal);
        let steps: [(PublicationStep, PublicationState, AccountId); 4] = [
            (PublicationStep::Write, PublicationState::Draft, author.account),
            (PublicationStep::Review, PublicationState::Reviewed, reviewer.account),
            (PublicationStep::Publish, PublicationState::Published, reviewer.account),
            (PublicationStep::Withdraw, PublicationState::Withdrawn, reviewer.account),
        ];
        let created_at = at;
        let mut published_on: Option<NaiveDate> = None;
        let mut version = 1;
        for ((step, to_state, account_id), seq) in steps.into_iter().zip(1..) {
            if to_state > until {
                break;
            }
            at += TimeDelta::hours(if seq == 1 { 0 } else { 21 });
            if to_state == PublicationState::Published {
                published_on = Some(crate::clock::local_date(at));
            }
            version = seq;
            self.rows.publication_events.push(publication_event::Model {
                publication_id: id,
                seq,
                step,
                to_state,
                account_id,
                note: (step == PublicationStep::Withdraw).then(|| reason.to_owned()),
                changes: None,
                at,
            });
        }
        self.rows.publications.push(publication::Model {
            id,
            unit_id: school.central.id,
            class_id: DisclosureClassId(Uuid::from_u128(FIRST_CLASS + class)),
            title: title.to_owned(),
            text: text.to_owned(),
            period: Some(period.to_owned()),
            state: until,
            intended_names: IntendedNames::default(),
            author_id: author.account,
            reviewer_id: (until != PublicationState::Draft).then_some(reviewer.account),
            published_on,
            withdraw_reason: (until == PublicationState::Withdrawn).then(|| reason.to_owned()),
            version,
            created_at,
            updated_at: at,
        });
    }

    fn opinion(
        &mut self,
        school: &School,
        team: &Team,
        number: usize,
        (source, summary, level, reply): (&str, &str, OpinionLevel, &str),
        now: DateTime<Utc>,
    ) {
        let hours = match level {
            OpinionLevel::General => 48,
            OpinionLevel::Major => 24,
            OpinionLevel::Serious => 5,
        };
        // The last two are open: one in time, one late.
        let seen_at = match number {
            4 => now - TimeDelta::hours(3),
            5 => now - TimeDelta::hours(30),
            _ => self
                .dice
                .moment(self.today - Days::new(60 - 12 * u64::try_from(number).unwrap_or(0))),
        };
        let unit = &school.villages[number % school.villages.len()];
        let responder = &team.branch_principals[number % school.villages.len()];
        let id = OpinionItemId(self.dice.id(seen_at));
        let replied_at = (!reply.is_empty()).then(|| seen_at + TimeDelta::hours(hours - 1));
        let closed_at = replied_at.filter(|_| number < 3).map(|at| at + TimeDelta::days(2));
        let mut version = 0;
        let mut step = |step, to_state, account_id, note: Option<&str>, at| {
            version += 1;
            self.rows.opinion_events.push(opinion_event::Model {
                opinion_id: id,
                seq: version,
                step,
                to_state,
                account_id,
                note: note.map(str::to_owned),
                changes: None,
                at,
            });
            (version, to_state, at)
        };
        let mut last = step(
            OpinionStep::Record,
            OpinionState::Open,
            team.office.account,
            None,
            seen_at,
        );
        if let Some(at) = replied_at {
            last = step(
                OpinionStep::Reply,
                OpinionState::Replied,
                responder.account,
                Some(reply),
                at,
            );
        }
        if let Some(at) = closed_at {
            last = step(OpinionStep::Close, OpinionState::Closed, team.office.account, None, at);
        }
        let (version, state, updated_at) = last;
        self.rows.opinion_items.push(opinion_item::Model {
            id,
            unit_id: unit.id,
            source: source.to_owned(),
            link: (number == 2).then(|| "https://example.com/video/1".to_owned()),
            seen_at,
            summary: summary.to_owned(),
            level,
            due_at: seen_at + TimeDelta::hours(hours),
            responder_id: Some(responder.person),
            state,
            reply: replied_at.map(|_| reply.to_owned()),
            replied_at,
            closed_at,
            ledger_entry_id: None,
            recorded_by: team.office.account,
            version,
            created_at: seen_at,
            updated_at,
        });
    }
}

/// What is written down of an inspection.
#[derive(Clone, Copy)]
struct Planned<'a> {
    title: &'a str,
    list_number: Option<&'a str>,
    level: InspectionLevel,
    kind: InspectionKind,
    body: &'a str,
    begins_on: NaiveDate,
    /// So many days before.
    notice: Option<u64>,
    /// What is looked at, and what was seen.
    items: &'a [(&'a str, &'a str)],
}
