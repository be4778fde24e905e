//! What a demo school keeps registers of: findings and how they are put right, gifts that were not kept, and the family
//! committees of its schools.

use chrono::{Days, NaiveDate, TimeDelta};

use super::{
    World,
    schools::{School, Unit},
    staff::{Staff, Team},
};
use crate::entities::{
    family_committee,
    family_committee_member::{self, CommitteeFunction},
    finding::{self, FindingSource, FindingState},
    finding_event::{self, FindingStep},
    gift_record::{self, GiftDisposal},
    ids::{CommitteeMemberId, FamilyCommitteeId, FindingId, GiftRecordId},
    study_item::StudyTheme,
};

/// What was found, what is done about it, what came of it.
const GAPS: [(&str, &str, &str); 8] = [
    (
        "家访多在开学初，学期中间走访少",
        "每月安排两个下午家访，名单贴在办公室",
        "两个月走访十六户，名单在办公室",
    ),
    (
        "家长反映的问题答复不及时，有的拖了两周",
        "三天内先回一个电话，说明办到哪一步",
        "近一个月的反映都在三天内回了电话",
    ),
    (
        "听课后只打分，没有当面议课",
        "听课当天放学前议课，写明两条建议",
        "近来听课六节，节节当面议课",
    ),
    (
        "食堂留样记录有三天空白",
        "留样由两人签字，值周教师每天查看",
        "留样记录连续四周完整",
    ),
    (
        "教学点厕所照明不足，晚自习后孩子害怕",
        "报总务处更换灯具，教师轮流护送",
        "灯已换好，护送排班上墙",
    ),
    (
        "班主任与留守儿童家长联系少",
        "每两周与在外家长通一次电话",
        "二十一名留守儿童家长都通过电话",
    ),
    (
        "家长会只讲成绩，家长很少发言",
        "留一半时间给家长提意见，当场记录",
        "收到家长意见十七条，已转办",
    ),
    (
        "校务公开栏半年没有更新",
        "每月五日前更新，由教科室检查",
        "此后每月都按时更新",
    ),
];
const THEMES: [StudyTheme; 4] = [
    StudyTheme::MassViewpoint,
    StudyTheme::MassLine,
    StudyTheme::MassInterests,
    StudyTheme::MassWork,
];
const GIFTS: [(&str, &str, i64); 6] = [
    ("学生家长", "土鸡蛋一篮", 4_500),
    ("学生家长", "核桃一袋", 6_000),
    ("村民", "腊肉两块", 16_000),
    ("教辅资料经销商", "保温杯一个", 9_800),
    ("毕业学生家长", "水果一箱", 8_000),
    ("校服供应商", "购物卡一张", 50_000),
];

impl World {
    /// The registers of a school, as they stand today.
    pub(super) fn registers(&mut self, school: &School, team: &Team) {
        let staff: Vec<&Staff> = team.everybody().collect();
        for at in 0..28 {
            let owner = staff[self.dice.between(0, staff.len() - 1)];
            let verifier = if owner.person == team.office.person {
                &team.principal
            } else {
                &team.office
            };
            self.finding(at, owner, verifier);
        }
        for at in 0..18 {
            let who = staff[self.dice.between(0, staff.len() - 1)];
            self.gift(at, who, &team.office);
        }
        let schools = school.villages.iter().chain([&school.kindergarten]);
        for unit in schools {
            self.committee(unit);
        }
    }

    fn finding(&mut self, number: usize, owner: &Staff, verifier: &Staff) {
        let (what, measure, result) = GAPS[number % GAPS.len()];
        let found: NaiveDate = self
            .dice
            .day(self.today - TimeDelta::days(100), self.today - TimeDelta::days(3));
        // Found by others: written down by the office, otherwise by the owner himself.
        let by_office = number.is_multiple_of(4);
        let recorder = if by_office { verifier } else { owner };
        let source = match number % 4 {
            0 => FindingSource::Inspection,
            1 => FindingSource::SelfCheck,
            _ => FindingSource::StudyTheme,
        };
        let reached = match self.dice.between(1, 10) {
            1..=2 => FindingState::Open,
            3..=5 => FindingState::InProgress,
            6 => FindingState::Done,
            _ => FindingState::Verified,
        };
        let reopened = reached == FindingState::Verified && self.dice.chance(20);
        let created = self.dice.moment(found);
        let mut row = finding::Model {
            id: FindingId(self.dice.id(created)),
            unit_id: owner.unit,
            source,
            theme: (source == FindingSource::StudyTheme).then(|| THEMES[number % THEMES.len()]),
            found_on: found,
            what: what.to_owned(),
            person_id: None,
            owner_id: owner.person,
            measure: None,
            due_on: found + Days::new(if number.is_multiple_of(5) { 20 } else { 60 }),
            state: FindingState::Open,
            result: None,
            reopenings: i32::from(reopened),
            recorded_by: recorder.account,
            inspection_id: None,
            version: 1,
            created_at: created,
            updated_at: created,
        };
        self.step(&mut row, FindingStep::Record, FindingState::Open, recorder, None);
        if reached != FindingState::Open {
            row.measure = Some(measure.to_owned());
            self.step(
                &mut row,
                FindingStep::Start,
                FindingState::InProgress,
                owner,
                Some(measure),
            );
        }
        if matches!(reached, FindingState::Done | FindingState::Verified) {
            row.result = Some(result.to_owned());
            self.step(&mut row, FindingStep::Finish, FindingState::Done, owner, Some(result));
        }
        if reopened {
            let reason = Some("抽查了两户，还没有走访，请继续。");
            self.step(
                &mut row,
                FindingStep::Reopen,
                FindingState::InProgress,
                verifier,
                reason,
            );
            self.step(&mut row, FindingStep::Finish, FindingState::Done, owner, Some(result));
        }
        if reached == FindingState::Verified {
            self.step(&mut row, FindingStep::Verify, FindingState::Verified, verifier, None);
        }
        self.rows.findings.push(row);
    }

    fn step(
        &mut self,
        row: &mut finding::Model,
        step: FindingStep,
        to_state: FindingState,
        by: &Staff,
        note: Option<&str>,
    ) {
        let first = step == FindingStep::Record;
        if !first {
            let days = TimeDelta::days(i64::try_from(self.dice.between(2, 16)).unwrap_or(2));
            let yesterday = self.today - TimeDelta::days(1);
            let on = (crate::clock::local_date(row.updated_at) + days).min(yesterday);
            row.updated_at = self.dice.moment(on).max(row.updated_at + TimeDelta::minutes(20));
            row.version += 1;
        }
        row.state = to_state;
        self.rows.finding_events.push(finding_event::Model {
            finding_id: row.id,
            seq: row.version,
            r#move: step,
            to_state,
            account_id: by.account,
            note: note.map(str::to_owned),
            changes: None,
            at: row.updated_at,
        });
    }

    fn gift(&mut self, number: usize, who: &Staff, office: &Staff) {
        let (giver, what, value) = GIFTS[number % GIFTS.len()];
        let on: NaiveDate = self
            .dice
            .day(self.today - TimeDelta::days(300), self.today - TimeDelta::days(1));
        let at = self.dice.moment(on);
        let disposal = *self.dice.pick(&[
            GiftDisposal::Declined,
            GiftDisposal::Declined,
            GiftDisposal::Returned,
            GiftDisposal::HandedIn,
        ]);
        let void = number == 7;
        self.rows.gift_records.push(gift_record::Model {
            id: GiftRecordId(self.dice.id(at)),
            unit_id: who.unit,
            person_id: who.person,
            happened_on: on,
            giver: giver.to_owned(),
            what: what.to_owned(),
            value_cents: Some(value),
            disposal,
            handled_by_id: (disposal != GiftDisposal::Declined).then_some(office.person),
            remark: (disposal == GiftDisposal::HandedIn).then(|| "已交办公室登记保管".to_owned()),
            void_reason: void.then(|| "重复登记".to_owned()),
            recorded_by: who.account,
            version: if void { 2 } else { 1 },
            created_at: at,
            updated_at: at,
        });
    }

    fn committee(&mut self, unit: &Unit) {
        let year = self.calendar.years.last().map_or(self.today, |year| year.1);
        let starts_on = year.min(self.today);
        let at = self.dice.moment(starts_on);
        let id = FamilyCommitteeId(self.dice.id(at));
        self.rows.family_committees.push(family_committee::Model {
            id,
            unit_id: unit.id,
            name: format!("{}家长委员会", unit.name),
            starts_on,
            ends_on: Some(starts_on + Days::new(729)),
            remark: None,
            version: 1,
            created_at: at,
            updated_at: at,
        });
        let households: Vec<_> = self
            .rows
            .households
            .iter()
            .filter(|household| household.unit_id == unit.id)
            .map(|household| household.id)
            .collect();
        let guardians: Vec<_> = self
            .rows
            .guardians
            .iter()
            .filter(|guardian| guardian.is_primary && households.contains(&guardian.household_id))
            .step_by(7)
            .take(7)
            .map(|guardian| (guardian.id, guardian.name.clone()))
            .collect();
        for (place, (guardian, name)) in guardians.into_iter().enumerate() {
            self.rows.family_committee_members.push(family_committee_member::Model {
                id: CommitteeMemberId(self.dice.id(at)),
                committee_id: id,
                function: match place {
                    0 => CommitteeFunction::Chair,
                    1 | 2 => CommitteeFunction::ViceChair,
                    _ => CommitteeFunction::Member,
                },
                guardian_id: Some(guardian),
                name,
                phone_sealed: None,
                phone_last4: None,
                remark: None,
                version: 1,
                created_at: at,
                updated_at: at,
            });
        }
    }
}
