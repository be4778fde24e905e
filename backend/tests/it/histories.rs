//! Random histories of a small school, told through HTTP, and the counters they must leave behind: computed here a
//! second time, plainly, from the rows.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use lianxin::{
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_actor, activity_subject, duty,
        duty::{DutyMetric, DutyPeriod, DutySubject},
        duty_counter, duty_target_covered,
        ids::PersonId,
        plan::{self, PlanState},
        school_year, term,
    },
    features::plan::progress,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both, duties,
    support::{Answer, TestApp},
};

const CASES: u64 = 8;
const STEPS: usize = 40;

/// A counter: duty, subject, first day of the period, and the target it is about.
type Key = (Uuid, Uuid, NaiveDate, Option<Uuid>);

both!(counters_are_what_a_plain_count_of_the_records_gives_after_any_history);
async fn counters_are_what_a_plain_count_of_the_records_gives_after_any_history(app: TestApp) {
    duties::adopted(&app, &[]).await;
    for case in 1..=CASES {
        let mut history = History::new(&app, case);
        for _ in 0..STEPS {
            history.step().await;
        }
        assert_eq!(stored(&app).await, plainly(&app).await, "case {case}");
        assert_eq!(progress::verify(app.db()).await.unwrap(), 0, "case {case}");
        history.check_share(&format!("case {case}")).await;
    }
}

struct History<'a> {
    app: &'a TestApp,
    dice: u64,
    records: Vec<String>,
}

impl<'a> History<'a> {
    fn new(app: &'a TestApp, seed: u64) -> Self {
        Self {
            app,
            dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            records: Vec::new(),
        }
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        usize::try_from(self.dice % u64::try_from(sides).unwrap()).unwrap()
    }

    /// From the first day of the school year to the day the clock shows.
    fn day(&mut self) -> NaiveDate {
        let offset = self.roll(85);
        day("2026-08-31") + Days::new(u64::try_from(offset).unwrap())
    }

    async fn step(&mut self) {
        match self.roll(20) {
            0..=6 => self.record().await,
            7..=11 => self.move_on().await,
            12..=13 => self.edit().await,
            14 => self.amend().await,
            15 => self.leave_and_waiver().await,
            16 => self.rank().await,
            17 => self.transfer().await,
            18 => self.term().await,
            _ => self.next_plan().await,
        }
    }

    /// A visit, an observation or a branch visit, handed in or not.
    async fn record(&mut self) {
        let world = self.app.world.clone();
        let on = self.day();
        let submit = self.roll(4) > 0;
        let mut companions: Vec<PersonId> = Vec::new();
        let (who, details) = match self.roll(3) {
            0 => {
                let (who, family) = [
                    ("teacher_a", world.li),
                    ("teacher_a", world.wang),
                    ("teacher_b", world.zhang),
                    ("teacher_b", world.yang),
                    ("teacher_c", world.zhao),
                ][self.roll(5)];
                if self.roll(3) == 0 && who == "teacher_a" {
                    companions.push(world.teacher_b.person);
                }
                let visit = json!({"household_id": family.household, "student_ids": [family.pupil],
                    "family_present": [{"relation": "奶奶"}]});
                (who, json!({"home_visit": visit}))
            }
            1 => {
                let who = ["vice", "principal", "logistics"][self.roll(3)];
                if self.roll(3) == 0 && who == "vice" {
                    companions.push(world.principal.person);
                }
                let lesson = json!({"class_id": world.east_3_1, "observed_person_id": world.teacher_b.person, "subject": "数学"});
                (who, json!({"lesson_observation": lesson}))
            }
            _ => {
                let unit = [world.east, world.west][self.roll(2)];
                (
                    "vice",
                    json!({"branch_visit": {"unit_id": unit, "purpose": "了解食堂供餐"}}),
                )
            }
        };
        let new = json!({"happened_on": on, "text": "随机历史中的一条记录。", "companion_ids": companions,
            "submit": submit, "details": details});
        let made = self.app.as_(who).post("/activities", new).await;
        // A transferred teacher has lost his pupils: refused, and that is part of the history too.
        if made.status.as_u16() == 201 {
            self.records.push(made.body["id"].as_str().unwrap().to_owned());
        }
    }

    fn any_record(&mut self) -> Option<String> {
        let count = self.records.len();
        if count == 0 {
            return None;
        }
        let at = self.roll(count);
        self.records.get(at).cloned()
    }

    fn anybody(&mut self) -> &'static str {
        [
            "teacher_a",
            "teacher_b",
            "vice",
            "principal",
            "east_principal",
            "west_principal",
            "office",
        ][self.roll(7)]
    }

    /// Whatever move somebody may make of a record: hand in, confirm, return, make void.
    async fn move_on(&mut self) {
        let Some(id) = self.any_record() else { return };
        for _ in 0..4 {
            let who = self.anybody();
            let seen = self.app.as_(who).get(format!("/activities/{id}")).await;
            let moves = seen.body["allowed_moves"].as_array().cloned().unwrap_or_default();
            if moves.is_empty() {
                continue;
            }
            let wanted = moves[self.roll(moves.len())].clone();
            let mut body = json!({"move": wanted});
            if wanted == "return" || wanted == "void" {
                body["reason"] = json!("随机历史");
            }
            let path = format!("/activities/{id}/moves");
            self.app.as_(who).post(path, body).key(Uuid::now_v7()).await.expect(200);
            return;
        }
    }

    async fn edit(&mut self) {
        let Some(id) = self.any_record() else { return };
        let on = self.day();
        let who = ["vice", "teacher_a", "teacher_b", "principal"][self.roll(4)];
        let client = self.app.as_(who);
        let seen = client.get(format!("/activities/{id}")).await;
        if seen.status.as_u16() == 200 {
            let edit = json!({"happened_on": on, "companion_ids": []});
            let path = format!("/activities/{id}");
            expect_one_of(
                client.patch(path, edit).if_match(seen.version()).await,
                &[200, 403, 404, 409, 422],
            );
        }
    }

    async fn amend(&mut self) {
        let Some(id) = self.any_record() else { return };
        let on = self.day();
        let who = ["vice", "principal", "logistics"][self.roll(3)];
        let body = json!({"reason": "日期记错", "changes": {"happened_on": on}});
        let amended = self
            .app
            .as_(who)
            .post(format!("/activities/{id}/amendments"), body)
            .await;
        expect_one_of(amended, &[200, 403, 404, 409, 422]);
    }

    async fn leave_and_waiver(&mut self) {
        let from = self.day();
        let to = from + Days::new(u64::try_from(self.roll(40)).unwrap());
        let person = self.app.world.teacher_a.person;
        let leave = json!({"kind": "sick", "starts_on": from, "ends_on": to});
        let path = format!("/personnel/{person}/leaves");
        expect_one_of(self.app.as_("office").post(path, leave).await, &[201, 409]);
        if self.roll(2) == 0 {
            return;
        }
        let waiver = json!({"person_id": person, "kind": "leave", "starts_on": from, "ends_on": to, "reason": "病假"});
        let asked = self.app.as_("office").post("/waivers", waiver).await;
        if asked.status.as_u16() == 201 {
            let path = format!("/waivers/{}/moves", asked.body["id"].as_str().unwrap());
            let decision = if self.roll(3) == 0 {
                json!({"move": "reject", "note": "不予批准"})
            } else {
                json!({"move": "approve"})
            };
            self.app
                .as_("principal")
                .post(path, decision)
                .key(Uuid::now_v7())
                .await
                .expect(200);
        }
    }

    async fn rank(&mut self) {
        let rank = ["middle_leader", "teacher"][self.roll(2)];
        let new = json!({"rank": rank, "starts_on": self.day()});
        let path = format!("/personnel/{}/ranks", self.app.world.teacher_a.person);
        expect_one_of(self.app.as_("office").post(path, new).await, &[201, 422]);
    }

    /// Teacher C goes to another village school, or comes back.
    async fn transfer(&mut self) {
        let unit = [self.app.world.east, self.app.world.west][self.roll(2)];
        let path = format!("/personnel/{}", self.app.world.teacher_c.person);
        let office = self.app.as_("office");
        let version = office.get(&path).await.expect(200).version();
        office
            .patch(&path, json!({"unit_id": unit}))
            .if_match(version)
            .await
            .expect(200);
    }

    /// The term begins a week later, or again when it did.
    async fn term(&mut self) {
        let start = ["2026-08-31", "2026-09-07"][self.roll(2)];
        let path = format!("/terms/{}", self.app.world.term);
        let office = self.app.as_("office");
        let version = office.get(&path).await.expect(200).version();
        office
            .patch(&path, json!({"starts_on": start}))
            .if_match(version)
            .await
            .expect(200);
    }

    /// The plan is superseded; only once, since each next one begins later.
    async fn next_plan(&mut self) {
        let office = self.app.as_("office");
        let new =
            json!({"unit_id": self.app.world.school, "template_code": "chuxiong-2012", "effective_from": "2026-11-23"});
        let draft = office.post("/plans", new).await.expect(201).body;
        let path = format!("/plans/{}", draft["id"].as_str().unwrap());
        let adopted = office
            .request(Method::POST, format!("{path}/adopt"))
            .if_match(&draft["version"])
            .key(Uuid::now_v7())
            .await;
        if adopted.status.as_u16() != 200 {
            adopted.problem(409, "would_change_the_past");
            office.delete(&path).if_match(&draft["version"]).await.expect(204);
        }
    }

    /// The share of Teacher A, whose rank changes, computed week by week.
    async fn check_share(&self, case: &str) {
        let client = self.app.as_("teacher_a");
        let person = self.app.world.teacher_a.person;
        let ranks = self
            .app
            .as_("office")
            .get(format!("/personnel/{person}/ranks"))
            .await
            .expect(200);
        let mut ranks: Vec<(NaiveDate, bool)> = ranks
            .items()
            .iter()
            .map(|rank| (date(&rank["starts_on"]), rank["rank"] == "middle_leader"))
            .collect();
        ranks.sort_unstable();
        let leads = |on: NaiveDate| {
            let held = ranks.iter().rev().find(|(from, _)| *from <= on).or(ranks.first());
            held.is_some_and(|(_, leads)| *leads)
        };
        let waivers = client.all("/waivers?state=approved&mine=true").await;
        let waived = |on: NaiveDate| {
            waivers
                .iter()
                .any(|waiver| date(&waiver["starts_on"]) <= on && on <= date(&waiver["ends_on"]))
        };
        let term = client
            .get(format!("/terms/{}", self.app.world.term))
            .await
            .expect(200)
            .body;
        let today = day("2026-11-23");
        let weeks = teaching_weeks(date(&term["starts_on"]), date(&term["ends_on"]));
        let bound: Vec<_> = weeks.iter().filter(|week| leads(middle(week))).collect();
        let gone = bound.iter().any(|week| week.last().unwrap() <= &today);
        let shown = client.get("/duty-progress").await.expect(200).body;
        let items = shown["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["duty"]["code"] == "observation_term");
        if !leads(today) && !gone {
            assert!(item.is_none(), "{case}");
            return;
        }
        let item = item.unwrap_or_else(|| panic!("{case}: no observation_term in {shown}"));
        let rounded = |count: usize| (2 * 40 * count + weeks.len()) / (2 * weeks.len());
        let target = if bound.is_empty() {
            0
        } else {
            rounded(bound.len()).max(1)
        };
        let off = bound.iter().filter(|week| waived(middle(week))).count();
        let off = if off == bound.len() {
            target
        } else {
            rounded(off).min(target)
        };
        assert_eq!(item["target"], json!(target), "{case}: {item}");
        assert_eq!(item["waived"], json!(off), "{case}: {item}");
    }
}

#[track_caller]
fn expect_one_of(answer: Answer, statuses: &[u16]) {
    assert!(
        statuses.contains(&answer.status.as_u16()),
        "{}: {}",
        answer.operation,
        answer.text()
    );
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn date(value: &Value) -> NaiveDate {
    day(value.as_str().unwrap())
}

/// The weeks of a term with their teaching days: Monday to Friday without the week of National Day.
fn teaching_weeks(from: NaiveDate, to: NaiveDate) -> Vec<Vec<NaiveDate>> {
    let mut weeks: BTreeMap<(i32, u32), Vec<NaiveDate>> = BTreeMap::new();
    for on in from.iter_days().take_while(|on| *on <= to) {
        let holiday = (day("2026-10-01")..=day("2026-10-07")).contains(&on);
        if !holiday && !matches!(on.weekday(), Weekday::Sat | Weekday::Sun) {
            let week = on.iso_week();
            weeks.entry((week.year(), week.week())).or_default().push(on);
        }
    }
    weeks.into_values().collect()
}

fn middle(week: &[NaiveDate]) -> NaiveDate {
    week[week.len() / 2]
}

async fn stored(app: &TestApp) -> BTreeMap<Key, i32> {
    let plain = duty_counter::Entity::find().all(app.db()).await.unwrap();
    let covered = duty_target_covered::Entity::find().all(app.db()).await.unwrap();
    let plain = plain
        .into_iter()
        .map(|row| ((row.duty_id.0, row.subject_id, row.period_start, None), row.actual));
    let covered = covered.into_iter().map(|row| {
        (
            (row.duty_id.0, row.subject_id, row.period_start, Some(row.target_id)),
            row.records,
        )
    });
    plain.chain(covered).collect()
}

/// The counters, record by record and duty by duty, without a line of the product's own counting.
async fn plainly(app: &TestApp) -> BTreeMap<Key, i32> {
    let db = app.db();
    let world = &app.world;
    let mut counts: BTreeMap<Key, i32> = BTreeMap::new();
    let plans = plan::Entity::find().all(db).await.unwrap();
    let terms = term::Entity::find().all(db).await.unwrap();
    let years = school_year::Entity::find().all(db).await.unwrap();
    let activities = activity::Entity::find().all(db).await.unwrap();
    let actors = activity_actor::Entity::find().all(db).await.unwrap();
    let subjects = activity_subject::Entity::find().all(db).await.unwrap();
    let units = [
        world.school,
        world.east,
        world.west,
        world.kindergarten,
        world.general_affairs,
        world.teaching_research,
    ];
    for duty in duty::Entity::find().all(db).await.unwrap() {
        let plan = plans.iter().find(|plan| plan.id == duty.plan_id).unwrap();
        if plan.state == PlanState::Draft
            || !matches!(duty.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered)
        {
            continue;
        }
        let ends_on = plan.effective_to.unwrap_or(NaiveDate::MAX);
        for record in activities
            .iter()
            .filter(|record| Some(record.kind) == duty.activity_kind)
        {
            let counted = match record.status {
                ActivityStatus::Confirmed => true,
                ActivityStatus::Submitted => record.confirmer_person_id.is_none(),
                _ => false,
            };
            if !counted || !units.contains(&record.unit_id) {
                continue;
            }
            let on = record.happened_on;
            let month = on.with_day(1).unwrap();
            let within = |unit, from: NaiveDate, to: NaiveDate| unit == world.school && from <= on && on <= to;
            let period = match duty.period {
                DutyPeriod::Month | DutyPeriod::TeachingMonth => {
                    let last = (month + chrono::Months::new(1)).pred_opt().unwrap();
                    Some((month, last))
                }
                DutyPeriod::Term => {
                    let term = terms
                        .iter()
                        .find(|term| within(term.unit_id, term.starts_on, term.ends_on));
                    term.map(|term| (term.starts_on, term.ends_on))
                }
                DutyPeriod::SchoolYear => {
                    let year = years
                        .iter()
                        .find(|year| within(year.unit_id, year.starts_on, year.ends_on));
                    year.map(|year| (year.starts_on, year.ends_on))
                }
                DutyPeriod::Week => unreachable!("no duty of the plan counts records by week"),
                DutyPeriod::Standing | DutyPeriod::Plan => {
                    (plan.effective_from <= on && on <= ends_on).then_some((plan.effective_from, ends_on))
                }
            };
            let Some((start, end)) = period.filter(|(start, end)| *start <= ends_on && plan.effective_from <= *end)
            else {
                continue;
            };
            let people: BTreeSet<Uuid> = actors
                .iter()
                .filter(|actor| actor.activity_id == record.id)
                .map(|actor| actor.person_id.0)
                .chain([record.person_id.0])
                .collect();
            let of_unit = duty.subject_selector.subject == DutySubject::Unit;
            let whose: Vec<Uuid> = if of_unit {
                vec![record.unit_id.0]
            } else {
                people.into_iter().collect()
            };
            let targets: Vec<Option<Uuid>> = if duty.metric == DutyMetric::TargetsCovered {
                let about = subjects.iter().filter(|subject| subject.activity_id == record.id);
                let pupils =
                    about.filter(|subject| subject.subject_kind == activity_subject::ActivitySubjectKind::Student);
                pupils.map(|subject| Some(subject.subject_id)).collect()
            } else {
                vec![None]
            };
            for subject in &whose {
                for target in &targets {
                    *counts.entry((duty.id.0, *subject, start, *target)).or_default() += 1;
                }
            }
            assert!(start <= on && on <= end && record.kind != ActivityKind::Other);
        }
    }
    counts
}
