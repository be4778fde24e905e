//! What the staff of a demo school study and hand in. It is written between the draft of a plan and its adoption, which
//! counts what was accepted.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{
    World,
    staff::{Staff, Team},
};
use crate::{
    entities::{
        duty::{self, DutyMetric},
        ids::{DutyId, PlanId, StudyCompletionId, StudyItemId},
        study_completion::{self, CompletionState},
        study_item,
    },
    error::Result,
};

/// Question, material and days until it is due; the last one is left for the office to fill in.
const ITEMS: [(&str, &str, i64); 3] = [
    (
        "我们为谁办学？家长最盼望学校做好的三件事是什么？",
        "校编学习资料（一）第一章",
        -20,
    ),
    ("遇到难处，先问文件还是先问家长？", "校编学习资料（一）第二章", 10),
    ("本班（本处室）哪件事直接关系到孩子的利益？", "校编案例选编", 40),
];

/// How many of a hundred have handed in each item, and each deliverable.
const ITEM_SHARES: [u32; 4] = [70, 45, 20, 5];
const DELIVERABLE_SHARES: [u32; 4] = [55, 40, 22, 10];

const TITLES: [&[&str]; 4] = [
    &["我们的课堂离孩子有多远", "如何让家长放心", "教学点的午餐怎么办"],
    &["把根扎在村小", "走进三十户人家之后", "听家长把话说完"],
    &["对照检查：我的家访", "我为什么少了耐心", "和家长说话的方式"],
    &["每月家访日制度", "食堂家长轮值制度", "学困生结对办法"],
];
const TEXTS: [&str; 3] = [
    "走访之后才知道，有的孩子来回要走两个小时山路。以后布置作业要替他们想一想。",
    "家长说得最多的是安全和午饭。我们能做的，先从按时通知、把话说清楚做起。",
    "大家议了三条：每月家访日、电话记录本、期中当面反馈。已在本周教师会上通过。",
];
const RETURNS: [&str; 2] = ["请写明活动的日期和参加的人。", "请补充两三句具体做法。"];

/// For what something is handed in.
#[derive(Clone, Copy)]
enum What {
    Item(StudyItemId),
    Duty(DutyId),
}

impl World {
    /// Fills in the study items of a draft and hands in for them and for the deliverables of the plan.
    pub(super) async fn study(&mut self, tx: &impl ConnectionTrait, plan: PlanId, team: &Team) -> Result<()> {
        let items = study_item::Entity::find()
            .filter(study_item::Column::PlanId.eq(plan))
            .order_by_asc(study_item::Column::SortOrder)
            .all(tx)
            .await?;
        for (item, (question, material, days)) in items.iter().zip(ITEMS) {
            study_item::Entity::update_many()
                .set(study_item::ActiveModel {
                    question: Set(Some(question.to_owned())),
                    material: Set(Some(material.to_owned())),
                    due_on: Set(Some(self.today + TimeDelta::days(days))),
                    ..Default::default()
                })
                .filter(study_item::Column::Id.eq(item.id))
                .exec(tx)
                .await?;
        }
        let duties = duty::Entity::find()
            .filter(duty::Column::PlanId.eq(plan))
            .filter(duty::Column::Metric.eq(DutyMetric::Deliverable))
            .order_by_asc(duty::Column::SortOrder)
            .all(tx)
            .await?;
        let items = items.iter().map(|item| What::Item(item.id)).zip(ITEM_SHARES);
        let duties = duties.iter().map(|duty| What::Duty(duty.id)).zip(DELIVERABLE_SHARES);
        let everything: Vec<_> = items.zip([None; 4]).chain(duties.zip(TITLES.map(Some))).collect();
        for who in team.everybody() {
            for ((what, share), titles) in &everything {
                if self.dice.chance(*share) {
                    self.hand_in(who, team, *what, *titles);
                }
            }
        }
        self.rows.write(tx).await
    }

    fn hand_in(&mut self, who: &Staff, team: &Team, what: What, titles: Option<&[&str]>) {
        let on: NaiveDate = self
            .dice
            .day(self.today - TimeDelta::days(75), self.today - TimeDelta::days(1));
        let at = self.dice.moment(on);
        let state = match self.dice.between(1, 100) {
            1..=74 => CompletionState::Accepted,
            75..=94 => CompletionState::HandedIn,
            _ => CompletionState::Returned,
        };
        let reviewer = if who.person == team.office.person {
            &team.principal
        } else {
            &team.office
        };
        let reviewed = state != CompletionState::HandedIn;
        let (study_item_id, duty_id) = match what {
            What::Item(id) => (Some(id), None),
            What::Duty(id) => (None, Some(id)),
        };
        let words = titles.is_some() || self.dice.chance(30);
        self.rows.study_completions.push(study_completion::Model {
            id: StudyCompletionId(self.dice.id(at)),
            unit_id: who.unit,
            person_id: who.person,
            study_item_id,
            duty_id,
            state,
            happened_on: on,
            title: titles.map_or_else(String::new, |titles| (*self.dice.pick(titles)).to_owned()),
            text: words.then(|| (*self.dice.pick(&TEXTS)).to_owned()),
            activity_id: None,
            return_reason: (state == CompletionState::Returned).then(|| (*self.dice.pick(&RETURNS)).to_owned()),
            handed_in_by: who.account,
            handed_in_at: at,
            reviewed_by: reviewed.then_some(reviewer.account),
            reviewed_at: reviewed.then(|| at + TimeDelta::hours(20)),
            version: if reviewed { 2 } else { 1 },
            created_at: at,
            updated_at: at,
        });
    }
}
