//! What a demo school makes public, and what is said of it in public.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{World, schools::School, staff::Team};
use crate::entities::{
    ids::{AccountId, DisclosureClassId, OpinionItemId, PublicationId},
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
    pub(super) fn published(&mut self, school: &School, team: &Team) {
        for (at, publication) in PUBLISHED.into_iter().enumerate() {
            self.publication(school, team, at, publication);
        }
    }

    pub(super) fn said_in_public(&mut self, school: &School, team: &Team, now: DateTime<Utc>) {
        for (at, said) in SAID.into_iter().enumerate() {
            self.opinion(school, team, at, said, now);
        }
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
