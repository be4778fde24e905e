//! Rates and hold times against a plain recomputation over random histories, on both databases.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use lianxin::entities::{
    ids::{LedgerCategoryId, LedgerEntryId, LedgerEventId, OrgUnitId},
    ledger_alarm, ledger_category,
    ledger_entry::{self, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction},
    ledger_event::{self, LedgerMove},
    ledger_follower, notice,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sea_orm::{ActiveEnum, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use crate::{both, support::TestApp};

/// An entry as the recomputation knows it.
#[derive(Debug, Clone)]
struct Told {
    unit: OrgUnitId,
    category: LedgerCategoryId,
    channel: LedgerChannel,
    registered_at: DateTime<Utc>,
    state: LedgerState,
    outcome: Option<LedgerOutcome>,
    satisfaction: Option<Satisfaction>,
    due_at: DateTime<Utc>,
    suspended: bool,
    returns: i16,
    reopenings: i16,
    /// Every step: where it led, when, and whether it was an answer.
    steps: Vec<(LedgerState, DateTime<Utc>, LedgerMove)>,
}

impl Told {
    fn answered_at(&self) -> Option<DateTime<Utc>> {
        let answers = self
            .steps
            .iter()
            .filter(|(.., made)| matches!(made, LedgerMove::Reply | LedgerMove::Settle | LedgerMove::Decline));
        answers.map(|(_, at, _)| *at).max()
    }

    fn is_answered(&self) -> bool {
        matches!(self.state, LedgerState::Replied | LedgerState::Closed)
            && !matches!(self.outcome, Some(LedgerOutcome::Withdrawn | LedgerOutcome::Merged))
    }

    fn in_time(&self) -> bool {
        self.is_answered() && self.answered_at().is_some_and(|at| at <= self.due_at)
    }

    fn late(&self, now: DateTime<Utc>) -> bool {
        if self.is_answered() {
            return self.answered_at().is_some_and(|at| at > self.due_at);
        }
        !matches!(self.state, LedgerState::Replied | LedgerState::Closed) && !self.suspended && self.due_at < now
    }

    fn closed(&self) -> bool {
        self.state == LedgerState::Closed
    }
}

/// A random way through the states, as far as it got.
fn history(random: &mut StdRng, told: &mut Told, now: DateTime<Utc>) {
    use LedgerState as S;
    let mut at = told.registered_at;
    told.steps.push((S::Registered, at, LedgerMove::Register));
    loop {
        at += TimeDelta::minutes(random.random_range(1..9_000));
        if at >= now || random.random_bool(0.08) {
            return;
        }
        let (to, made) = match told.state {
            S::Registered if random.random_bool(0.1) => (S::Closed, LedgerMove::Decline),
            S::Registered if random.random_bool(0.1) => (S::Closed, LedgerMove::Withdraw),
            S::Registered => (S::Accepted, LedgerMove::Accept),
            S::Accepted if random.random_bool(0.2) => (S::Closed, LedgerMove::Settle),
            S::Accepted => (S::Routed, LedgerMove::Route),
            S::Routed if random.random_bool(0.15) => (S::Accepted, LedgerMove::Return),
            S::Routed => (S::InProgress, LedgerMove::Sign),
            S::InProgress => (S::Replied, LedgerMove::Reply),
            S::Replied if random.random_bool(0.2) => (S::Replied, LedgerMove::CallBack),
            S::Replied if random.random_bool(0.2) => (S::InProgress, LedgerMove::Reopen),
            S::Replied => (S::Closed, LedgerMove::Close),
            S::Closed => return,
        };
        let answers = [
            LedgerOutcome::Resolved,
            LedgerOutcome::Explained,
            LedgerOutcome::ReferredUp,
            LedgerOutcome::Unsubstantiated,
        ];
        match made {
            LedgerMove::Decline => told.outcome = Some(LedgerOutcome::Declined),
            LedgerMove::Withdraw => told.outcome = Some(LedgerOutcome::Withdrawn),
            LedgerMove::Settle | LedgerMove::Reply => told.outcome = Some(answers[random.random_range(0..4)]),
            LedgerMove::Return => told.returns += 1,
            LedgerMove::Reopen => {
                told.reopenings += 1;
                told.outcome = None;
                told.due_at = at + TimeDelta::days(15);
            }
            LedgerMove::Close => {
                let said = [
                    None,
                    Some(Satisfaction::Satisfied),
                    Some(Satisfaction::BasicallySatisfied),
                    Some(Satisfaction::Unsatisfied),
                ];
                told.satisfaction = said[random.random_range(0..4)];
            }
            _ => {}
        }
        told.state = to;
        told.steps.push((to, at, made));
    }
}

/// Entries with random histories, made from one that was registered.
async fn furnish(app: &TestApp, count: usize) -> Vec<Told> {
    let db = app.db();
    let category = ledger_category::Entity::find().one(db).await.unwrap().unwrap().id;
    let new = json!({"channel": "visit", "submitter_kind": "parent", "disclosure": "anonymous", "category_id": category,
        "title": "样本", "content": "样本内容"});
    let first = app.as_("teacher_a").post("/ledger-entries", new).await.expect(201);
    let pattern = ledger_entry::Entity::find_by_id(first.id::<LedgerEntryId>())
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let event = ledger_event::Entity::find().one(db).await.unwrap().unwrap();
    ledger_event::Entity::delete_many().exec(db).await.unwrap();
    ledger_alarm::Entity::delete_many().exec(db).await.unwrap();
    ledger_follower::Entity::delete_many().exec(db).await.unwrap();
    notice::Entity::delete_many().exec(db).await.unwrap();
    ledger_entry::Entity::delete_many().exec(db).await.unwrap();

    let categories: Vec<_> = ledger_category::Entity::find().all(db).await.unwrap();
    let world = &app.world;
    let units = [world.school, world.east, world.west, world.kindergarten, world.other];
    let channels = [
        LedgerChannel::Visit,
        LedgerChannel::Reception,
        LedgerChannel::OnlineForm,
    ];
    let mut random = StdRng::seed_from_u64(20_261_126);
    let now = app.now();
    let mut all = Vec::new();
    for number in 0..count {
        let registered_at = now - TimeDelta::minutes(random.random_range(10..300 * 1440));
        let mut told = Told {
            unit: units[random.random_range(0..units.len())],
            category: categories[random.random_range(0..4)].id,
            channel: channels[random.random_range(0..3)],
            registered_at,
            state: LedgerState::Registered,
            outcome: None,
            satisfaction: None,
            due_at: registered_at + TimeDelta::days(15),
            suspended: random.random_bool(0.05),
            returns: 0,
            reopenings: 0,
            steps: Vec::new(),
        };
        history(&mut random, &mut told, now);
        let id = LedgerEntryId::new();
        let entry = ledger_entry::ActiveModel {
            id: Set(id),
            number: Set(format!("T-{number:04}")),
            unit_id: Set(told.unit),
            category_id: Set(told.category),
            channel: Set(told.channel),
            registered_at: Set(told.registered_at),
            state: Set(told.state),
            outcome: Set(told.outcome),
            satisfaction: Set(told.satisfaction),
            due_at: Set(told.due_at),
            suspended_at: Set(told.suspended.then_some(told.registered_at)),
            returns: Set(told.returns),
            reopenings: Set(told.reopenings),
            ..pattern.clone().into_active_model()
        };
        ledger_entry::Entity::insert(entry)
            .exec_without_returning(db)
            .await
            .unwrap();
        let mut before = None;
        let mut events = Vec::new();
        for (seq, (to, at, made)) in (1..).zip(&told.steps) {
            events.push(ledger_event::ActiveModel {
                id: Set(LedgerEventId::new()),
                entry_id: Set(id),
                seq: Set(seq),
                r#move: Set(*made),
                from_state: Set(before),
                to_state: Set(*to),
                at: Set(*at),
                ..event.clone().into_active_model()
            });
            before = Some(*to);
        }
        ledger_event::Entity::insert_many(events)
            .exec_without_returning(db)
            .await
            .unwrap();
        all.push(told);
    }
    all
}

/// The rates of some entries, computed one by one.
fn plain(told: &[&Told], now: DateTime<Utc>) -> Value {
    let count = |counts: &dyn Fn(&Told) -> bool| told.iter().filter(|told| counts(told)).count();
    let pair = |part: usize, of: usize| json!([part, of]);
    let closed = count(&|told| told.closed());
    let all = told.len();
    json!({
        "registered": all,
        "response_in_time": pair(count(&|told| told.in_time()), count(&|told| told.in_time() || told.late(now))),
        "completion": pair(closed, all),
        "resolution": pair(
            count(&|told| told.closed() && told.outcome == Some(LedgerOutcome::Resolved)),
            closed,
        ),
        "satisfaction": pair(
            count(&|told| {
                told.closed()
                    && matches!(told.satisfaction, Some(Satisfaction::Satisfied | Satisfaction::BasicallySatisfied))
            }),
            count(&|told| told.closed() && told.satisfaction.is_some()),
        ),
        "reopening": pair(count(&|told| told.closed() && told.reopenings > 0), closed),
        "returning": pair(count(&|told| told.returns > 0), all),
    })
}

const RATES: [&str; 6] = [
    "response_in_time",
    "completion",
    "resolution",
    "satisfaction",
    "reopening",
    "returning",
];

/// The same of an answered row.
fn shown(row: &Value) -> Value {
    let mut shown = json!({"registered": row["registered"]["value"]});
    for rate in RATES {
        shown[rate] = json!([row[rate]["part"]["value"], row[rate]["of"]["value"]]);
        let (part, of) = (
            row[rate]["part"]["value"].as_i64().unwrap(),
            row[rate]["of"]["value"].as_i64().unwrap(),
        );
        match row[rate]["percent"].as_f64() {
            None => assert!(of < 5, "{rate}: {row}"),
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            Some(percent) => assert!(of >= 5 && (percent - part as f64 * 100.0 / of as f64).abs() < 0.051),
        }
    }
    shown
}

both!(rates_are_those_of_a_plain_recomputation_and_every_count_is_its_list);
async fn rates_are_those_of_a_plain_recomputation_and_every_count_is_its_list(app: TestApp) {
    let world = app.world.clone();
    let told = furnish(&app, 220).await;
    let now = app.now();
    let office = app.as_("office");
    let own: Vec<&Told> = told.iter().filter(|told| told.unit != world.other).collect();
    let rates = async |query: &str| {
        office
            .get(format!("/ledger-stats/rates?{query}"))
            .await
            .expect(200)
            .body
    };

    let all = rates("group_by=month").await;
    assert_eq!(shown(&all["total"]), plain(&own, now));
    let months = all["rows"].as_array().unwrap();
    let mut counted = 0;
    for row in months {
        let key = row["key"].as_str().unwrap();
        let month: Vec<&Told> = own
            .iter()
            .copied()
            .filter(|told| {
                let day = (told.registered_at + TimeDelta::hours(8)).date_naive();
                format!("{:04}-{:02}", day.year(), day.month()) == key
            })
            .collect();
        counted += month.len();
        assert_eq!(shown(row), plain(&month, now), "{key}");
    }
    assert_eq!((months.len() >= 10, counted), (true, own.len()));

    let by_channel = rates("group_by=channel").await;
    for row in by_channel["rows"].as_array().unwrap() {
        let group: Vec<&Told> = own
            .iter()
            .copied()
            .filter(|told| row["key"] == told.channel.to_value())
            .collect();
        assert_eq!(shown(row), plain(&group, now));
    }
    let by_category = rates("group_by=category").await;
    for row in by_category["rows"].as_array().unwrap() {
        let group: Vec<&Told> = own
            .iter()
            .copied()
            .filter(|told| row["key"] == told.category.to_string())
            .collect();
        assert_eq!(shown(row), plain(&group, now));
    }
    let by_unit = rates(&format!("group_by=unit&unit_id={}", world.school)).await;
    let names: Vec<_> = by_unit["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["东村完小", "西村完小", "青山幼儿园"]);
    for row in by_unit["rows"].as_array().unwrap() {
        let group: Vec<&Told> = own
            .iter()
            .copied()
            .filter(|told| row["key"] == told.unit.to_string())
            .collect();
        assert_eq!(shown(row), plain(&group, now));
    }

    // Every number is the length of the list behind it.
    let narrow = rates(&format!(
        "unit_id={}&channel=visit,reception&registered_at[gte]=2026-06-01",
        world.east
    ))
    .await;
    let total = &narrow["total"];
    let mut figures = vec![total["registered"].clone()];
    figures.extend(
        RATES
            .iter()
            .flat_map(|rate| [total[rate]["part"].clone(), total[rate]["of"].clone()]),
    );
    let strict = rates("basically_counts=false").await;
    figures.push(strict["total"]["satisfaction"]["part"].clone());
    for figure in figures {
        let query = figure["query"].as_str().unwrap().replace("/api/v1", "");
        let listed = office.all(&format!("{query}&limit=200")).await.len();
        assert_eq!(figure["value"], listed, "{query}");
    }
    office
        .get("/ledger-stats/rates?registered_at[gte]=2026-06-02&registered_at[lte]=2026-06-01")
        .await
        .problem(400, "invalid_parameter");
}

both!(hold_times_are_those_of_a_plain_recomputation);
async fn hold_times_are_those_of_a_plain_recomputation(app: TestApp) {
    let told = furnish(&app, 120).await;
    let mut stays: BTreeMap<LedgerState, Vec<i64>> = BTreeMap::new();
    for told in told.iter().filter(|told| told.unit != app.world.other) {
        let mut steps: Vec<(LedgerState, DateTime<Utc>)> = Vec::new();
        for (to, at, _) in &told.steps {
            if steps.last().is_none_or(|(state, _)| state != to) {
                steps.push((*to, *at));
            }
        }
        for pair in steps.windows(2) {
            stays
                .entry(pair[0].0)
                .or_default()
                .push((pair[1].1 - pair[0].1).num_minutes());
        }
    }
    let holds = app.as_("principal").get("/ledger-stats/holds").await.expect(200).body;
    let stages = holds["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 5);
    for stage in stages {
        let state = LedgerState::try_from_value(&stage["state"].as_str().unwrap().to_owned()).unwrap();
        let mut minutes = stays.remove(&state).unwrap_or_default();
        minutes.sort_unstable();
        assert_eq!(stage["count"], minutes.len(), "{state:?}");
        // At least half, and at least nine of ten, did not take longer; with one less it would not be so.
        for (name, tenths) in [("median_minutes", 5), ("p90_minutes", 9)] {
            let found = stage[name].as_i64().unwrap();
            let within =
                |most: i64| minutes.iter().filter(|stay| **stay <= most).count() * 10 >= minutes.len() * tenths;
            assert!(within(found) && !within(found - 1), "{state:?} {name}");
        }
    }
}
