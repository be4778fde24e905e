//! A year of ledger entries of a demo school: what people raised and how it went on.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    World, phrases,
    schools::{School, Unit},
    staff::{Staff, Team},
};
use crate::{
    db::search,
    entities::{
        ids::{AccountId, CallbackId, LedgerCategoryId, LedgerEntryId, LedgerEventId, OrgUnitId},
        ledger_callback::{self, CallbackMethod},
        ledger_entry::{
            self, Disclosure, HandlingWay, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction, SubmitterKind,
            Urgency,
        },
        ledger_event::{self, LedgerMove},
        ledger_identity, ledger_serial,
        org_unit::DepartmentFunction,
    },
    error::Result,
    features::ledger,
    vault::Vault,
};

/// The shipped categories by code.
pub type Categories = HashMap<String, LedgerCategoryId>;

/// An entry on its way; every step is an event.
struct Story<'a> {
    entry: ledger_entry::Model,
    events: Vec<ledger_event::Model>,
    /// Whose it is until it is routed, and again once it is answered.
    managed_by: &'a str,
    /// To whom it goes.
    competent: &'a Unit,
    handler: &'a Staff,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
    world: &'a mut World,
}

impl World {
    /// `count` entries in the year before `now`, each as far as it got by then.
    pub(super) fn year_of_concerns(
        &mut self,
        school: &School,
        team: &Team,
        categories: &Categories,
        vault: &Vault,
        count: usize,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let units: Vec<&Unit> = std::iter::once(&school.central)
            .chain(&school.villages)
            .chain([&school.kindergarten])
            .collect();
        let mut begun: Vec<DateTime<Utc>> = (0..count)
            .map(|_| {
                let day = self.dice.day(self.today - TimeDelta::days(365), self.today);
                self.dice.moment(day).min(now - TimeDelta::minutes(20))
            })
            .collect();
        begun.sort_unstable();
        let mut serials: HashMap<(OrgUnitId, i32), i32> = HashMap::new();
        for at in begun {
            let place = self.dice.between(0, units.len() - 1);
            let serial = serials.entry((units[place].id, at.year())).or_default();
            *serial += 1;
            let number = ledger::numbered(&units[place].code, at.year(), *serial);
            self.concern(school, team, place, units[place], categories, vault, number, at, now)?;
        }
        self.rows
            .ledger_serials
            .extend(
                serials
                    .into_iter()
                    .map(|((unit_id, year), last)| ledger_serial::Model { unit_id, year, last }),
            );
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one call, and every argument is another thing")]
    fn concern(
        &mut self,
        school: &School,
        team: &Team,
        place: usize,
        unit: &Unit,
        categories: &Categories,
        vault: &Vault,
        number: String,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (code, title, content) = *self.dice.pick(phrases::CONCERNS);
        let Some(category_id) = categories.get(code).copied() else {
            return Ok(());
        };
        let function = competent(code);
        let handler = team
            .heads
            .iter()
            .find(|(of, _)| *of == function)
            .map_or(&team.office, |(_, head)| head)
            .clone();
        let manager = if place == 0 {
            team.office.clone()
        } else {
            team.branch_principals[place - 1].clone()
        };
        let receiver = self.dice.pick(&team.teachers[place]).clone();
        let id = LedgerEntryId(self.dice.id(at));
        let disclosure = *self.dice.pick(&[
            Disclosure::Named,
            Disclosure::Named,
            Disclosure::Confidential,
            Disclosure::Anonymous,
        ]);
        if disclosure != Disclosure::Anonymous {
            let sealed = ledger::seal_identity(vault, id, &self.submitter())?;
            self.rows.ledger_identities.push(ledger_identity::Model {
                entry_id: id,
                sealed,
                created_at: at,
            });
        }
        let channel = *self.dice.pick(&[
            LedgerChannel::Visit,
            LedgerChannel::Visit,
            LedgerChannel::Reception,
            LedgerChannel::Phone,
        ]);
        let entry = ledger_entry::Model {
            id,
            unit_id: unit.id,
            channel,
            submitter_kind: *self
                .dice
                .pick(&[SubmitterKind::Parent, SubmitterKind::Parent, SubmitterKind::Villager]),
            disclosure,
            category_id,
            urgency: Urgency::Normal,
            search: search::index_text([number.as_str(), title, content]),
            number,
            title: title.to_owned(),
            content: content.to_owned(),
            place: None,
            happened_on: None,
            registered_at: at,
            registered_by: receiver.account,
            first_receiver_person_id: Some(receiver.person),
            state: LedgerState::Registered,
            handler_unit_id: None,
            handler_person_id: None,
            handling_way: None,
            reply: None,
            outcome: None,
            finding: None,
            satisfaction: None,
            returns: 0,
            reopenings: 0,
            extensions: 0,
            suspended_at: None,
            origin_activity_id: None,
            stage_due_at: Some(end_of_day(at, 2)),
            due_at: end_of_day(at, 15),
            closed_at: None,
            version: 0,
            created_at: at,
            updated_at: at,
        };
        let told = json!({
            "number": entry.number, "title": entry.title, "channel": channel, "urgency": entry.urgency,
            "disclosure": disclosure, "due_at": entry.due_at,
        });
        let mut story = Story {
            entry,
            events: Vec::new(),
            managed_by: &unit.name,
            competent: school.department(function),
            handler: &handler,
            at,
            now,
            world: self,
        };
        story.step(LedgerMove::Register, LedgerState::Registered, &receiver, None, told);
        story.tell(&manager, &team.office);
        let Story { entry, events, .. } = story;
        self.rows.ledger_entries.push(entry);
        self.rows.ledger_events.extend(events);
        Ok(())
    }

    fn submitter(&mut self) -> ledger::LedgerIdentity {
        let surname = super::names::surname(&mut self.dice);
        let phone = format!("13{}", self.dice.digits(9));
        let form = *self.dice.pick(&["先生", "女士", "大叔", "大妈"]);
        ledger::LedgerIdentity {
            name: format!("{surname}{form}"),
            phone: Some(phone),
            address: None,
        }
    }
}

impl Story<'_> {
    /// From acceptance to the call-back, as far as `now` allows.
    fn tell(&mut self, manager: &Staff, office: &Staff) -> Option<()> {
        self.wait(1, 30)?;
        self.entry.stage_due_at = Some(end_of_day(self.at, 2));
        self.step(LedgerMove::Accept, LedgerState::Accepted, manager, None, json!({}));
        if self.world.dice.chance(8) {
            self.settle(manager);
            return None;
        }
        self.wait(1, 20)?;
        let (unit, handler) = (self.competent, self.handler);
        self.entry.handler_unit_id = Some(unit.id);
        self.entry.handler_person_id = Some(handler.person);
        self.entry.stage_due_at = Some(end_of_day(self.at, 2));
        let data = json!({
            "to_unit_id": unit.id, "to_unit_name": unit.name, "to_person_id": handler.person, "to_person_name": handler.name,
        });
        self.step(
            LedgerMove::Route,
            LedgerState::Routed,
            manager,
            Some("请按职责办理并及时答复。"),
            data,
        );
        self.wait(2, 40)?;
        self.entry.stage_due_at = None;
        self.step(LedgerMove::Sign, LedgerState::InProgress, handler, None, json!({}));
        self.wait(24, 250)?;
        self.reply(handler);
        self.wait(5, 60)?;
        self.call_back(office)
    }

    fn settle(&mut self, manager: &Staff) {
        let reply = *self.world.dice.pick(phrases::RESOLVED);
        self.entry.reply = Some(reply.to_owned());
        self.entry.outcome = Some(LedgerOutcome::Resolved);
        self.close(
            LedgerMove::Settle,
            manager,
            json!({ "reply": reply, "outcome": LedgerOutcome::Resolved }),
        );
    }

    fn reply(&mut self, handler: &Staff) {
        let outcome = *self.world.dice.pick(&[
            LedgerOutcome::Resolved,
            LedgerOutcome::Resolved,
            LedgerOutcome::Resolved,
            LedgerOutcome::Explained,
            LedgerOutcome::ReferredUp,
        ]);
        let words = if outcome == LedgerOutcome::Resolved {
            phrases::RESOLVED
        } else {
            phrases::EXPLAINED
        };
        let reply = *self.world.dice.pick(words);
        self.entry.reply = Some(reply.to_owned());
        self.entry.outcome = Some(outcome);
        self.entry.handling_way = Some(HandlingWay::Administrative);
        self.entry.stage_due_at = Some(end_of_day(self.at, 2));
        self.step(
            LedgerMove::Reply,
            LedgerState::Replied,
            handler,
            None,
            json!({ "reply": reply, "outcome": outcome, "handling_way": HandlingWay::Administrative }),
        );
    }

    /// One in twenty is not satisfied, with reason, and the work is done again.
    fn call_back(&mut self, office: &Staff) -> Option<()> {
        let resolved = self.entry.outcome == Some(LedgerOutcome::Resolved);
        if !resolved && self.world.dice.chance(20) {
            self.heard(office.account, Satisfaction::Unsatisfied, Some(true));
            self.entry.reopenings = 1;
            self.entry.stage_due_at = None;
            let data = json!({
                "method": CallbackMethod::Phone, "satisfaction": Satisfaction::Unsatisfied, "reasonable": true, "told_to_say": false,
            });
            self.step(
                LedgerMove::Reopen,
                LedgerState::InProgress,
                office,
                Some("反映人认为问题仍然存在，重新办理。"),
                data,
            );
            self.wait(24, 120)?;
            self.entry.outcome = Some(LedgerOutcome::Resolved);
            self.reply(self.handler);
            self.wait(5, 40)?;
        }
        let satisfaction = *self.world.dice.pick(&[
            Satisfaction::Satisfied,
            Satisfaction::Satisfied,
            Satisfaction::BasicallySatisfied,
        ]);
        self.heard(office.account, satisfaction, None);
        self.entry.satisfaction = Some(satisfaction);
        let data = json!({
            "method": CallbackMethod::Phone, "satisfaction": satisfaction, "told_to_say": false, "outcome": self.entry.outcome,
        });
        self.close(LedgerMove::Close, office, data);
        Some(())
    }

    fn heard(&mut self, caller: AccountId, satisfaction: Satisfaction, reasonable: Option<bool>) {
        let callback = ledger_callback::Model {
            id: CallbackId(self.world.dice.id(self.at)),
            entry_id: self.entry.id,
            caller,
            at: self.at,
            method: CallbackMethod::Phone,
            satisfaction: Some(satisfaction),
            reasonable,
            told_to_say: false,
            note: None,
        };
        self.world.rows.ledger_callbacks.push(callback);
    }

    fn close(&mut self, r#move: LedgerMove, by: &Staff, data: Value) {
        self.entry.closed_at = Some(self.at);
        self.entry.stage_due_at = None;
        self.step(r#move, LedgerState::Closed, by, None, data);
    }

    /// Lets some hours pass; `None` when that would be in the future, or, rarely, when somebody forgot.
    fn wait(&mut self, least: usize, most: usize) -> Option<()> {
        let hours = self.world.dice.between(least, most);
        self.at += TimeDelta::hours(i64::try_from(hours).unwrap_or(1));
        let forgotten = self.at > self.now - TimeDelta::days(40) && self.world.dice.chance(4);
        (self.at < self.now && !forgotten).then_some(())
    }

    /// Notes who holds the entry from then on, as the ledger does.
    fn with_holder(&self, to: LedgerState, data: Value) -> Value {
        let Value::Object(mut data) = data else { return data };
        match to {
            LedgerState::Closed => {}
            LedgerState::Registered | LedgerState::Accepted | LedgerState::Replied => {
                ledger::note_holder(&mut data, self.managed_by, None);
            }
            LedgerState::Routed | LedgerState::InProgress => {
                ledger::note_holder(&mut data, &self.competent.name, Some(&self.handler.name));
            }
        }
        data.into()
    }

    fn step(&mut self, r#move: LedgerMove, to: LedgerState, by: &Staff, note: Option<&str>, data: Value) {
        let from_state = self.events.last().map(|event| event.to_state);
        let data = self.with_holder(to, data);
        let mut event = ledger_event::Model {
            id: LedgerEventId(self.world.dice.id(self.at)),
            entry_id: self.entry.id,
            seq: self.entry.version + 1,
            r#move,
            from_state,
            to_state: to,
            actor_account_id: Some(by.account),
            actor_name: by.name.clone(),
            note: note.map(str::to_owned),
            data,
            at: self.at,
            prev_hash: self.events.last().map(|event| event.hash.clone()).unwrap_or_default(),
            hash: Vec::new(),
        };
        event.hash = ledger::hash_of(&event);
        self.events.push(event);
        self.entry.state = to;
        self.entry.version += 1;
        self.entry.updated_at = self.at;
    }
}

/// Which office is competent for a category (归口).
fn competent(code: &str) -> DepartmentFunction {
    match code {
        "teaching" => DepartmentFunction::TeachingResearch,
        "conduct" => DepartmentFunction::YoungPioneers,
        "fees" => DepartmentFunction::Finance,
        _ => DepartmentFunction::GeneralAffairs,
    }
}

/// The last second, in China, of the day some days after an instant.
fn end_of_day(at: DateTime<Utc>, days: u64) -> DateTime<Utc> {
    let day = crate::clock::local_date(at) + Days::new(days);
    day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(16) - TimeDelta::seconds(1)
}
