//! How a demo entry goes on: accepted, routed, signed, answered, called back.

use chrono::{DateTime, Days, TimeDelta, Timelike, Utc};
use serde_json::{Value, json};

use super::{World, phrases, schools::Unit, staff::Staff};
use crate::{
    clock::local_date,
    db::search::index_text,
    entities::{
        ids::{AccountId, CallbackId, CoHandlerId, LedgerEventId},
        ledger_callback::{self, CallbackMethod},
        ledger_co_handler,
        ledger_entry::{self, ExtensionState, HandlingWay, LedgerOutcome, LedgerState, Satisfaction},
        ledger_event::{self, LedgerMove},
    },
    features::ledger,
};

/// An entry on its way; every step is an event.
pub struct Story<'a> {
    pub entry: ledger_entry::Model,
    pub events: Vec<ledger_event::Model>,
    /// Whose it is until it is routed, and again once it is answered.
    pub managed_by: &'a str,
    /// To whom it goes.
    pub competent: &'a Unit,
    pub handler: &'a Staff,
    /// Who is asked for help, with his unit.
    pub helper: (&'a Unit, &'a Staff),
    pub at: DateTime<Utc>,
    pub now: DateTime<Utc>,
    pub world: &'a mut World,
}

impl Story<'_> {
    /// From acceptance to the call-back, as far as `now` allows.
    pub fn tell(&mut self, manager: &Staff, office: &Staff) -> Option<()> {
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
        self.work(office)?;
        self.wait(24, 250)?;
        self.reply(handler);
        self.wait(5, 60)?;
        self.call_back(office)
    }

    /// What happens while somebody works on it: one in twelve asks for more time, one has to wait for something else,
    /// two ask for help.
    fn work(&mut self, office: &Staff) -> Option<()> {
        match self.world.dice.between(0, 11) {
            0 => self.ask_for_time(office),
            1 => self.pause(),
            2 | 3 => self.ask_for_help(),
            _ => Some(()),
        }
    }

    fn ask_for_time(&mut self, office: &Staff) -> Option<()> {
        self.wait(48, 200)?;
        let days = 10;
        self.entry.extension = Some(ExtensionState::Asked);
        self.entry.extension_days = Some(days);
        let reason = "所需设备正在采购，预计两周到货。";
        self.on_the_way(
            LedgerMove::AskExtension,
            self.handler,
            Some(reason),
            json!({ "days": days }),
        );
        self.wait(4, 30)?;
        self.entry.extension = Some(ExtensionState::Granted);
        self.entry.extensions = 1;
        self.entry.due_at += TimeDelta::days(i64::from(days));
        let data = json!({ "days": days, "due_at": self.entry.due_at });
        self.on_the_way(LedgerMove::Extend, office, None, data);
        Some(())
    }

    fn pause(&mut self) -> Option<()> {
        self.wait(24, 100)?;
        let since = self.at;
        self.entry.suspended_at = Some(since);
        self.on_the_way(
            LedgerMove::Suspend,
            self.handler,
            Some("等待县里的检测结果。"),
            json!({}),
        );
        self.wait(72, 200)?;
        let stood = local_date(self.at) - local_date(since);
        self.entry.suspended_at = None;
        self.entry.due_at += stood;
        let data = json!({ "stood_days": stood.num_days(), "due_at": self.entry.due_at });
        self.on_the_way(LedgerMove::Resume, self.handler, None, data);
        Some(())
    }

    fn ask_for_help(&mut self) -> Option<()> {
        self.wait(2, 30)?;
        let (unit, staff) = self.helper;
        let task = "请提供本室掌握的情况。";
        let who = json!({ "unit_name": unit.name, "person_name": staff.name });
        let mut helper = ledger_co_handler::Model {
            id: CoHandlerId(self.world.dice.id(self.at)),
            entry_id: self.entry.id,
            unit_id: unit.id,
            person_id: Some(staff.person),
            task: Some(task.to_owned()),
            added_at: self.at,
            done_at: None,
            result: None,
            removed_at: None,
        };
        self.on_the_way(LedgerMove::AddCoHandler, self.handler, Some(task), who.clone());
        let helped = self.wait(10, 90);
        if helped.is_some() {
            let result = "已核对，情况属实，材料已交承办人。";
            helper.done_at = Some(self.at);
            helper.result = Some(result.to_owned());
            let Value::Object(mut data) = who else { return helped };
            data.insert("result".into(), result.into());
            self.on_the_way(LedgerMove::CoHandlerDone, staff, None, data.into());
        }
        self.world.rows.ledger_co_handlers.push(helper);
        helped
    }

    /// A step that leaves the entry in hand.
    fn on_the_way(&mut self, r#move: LedgerMove, by: &Staff, note: Option<&str>, data: Value) {
        self.step(r#move, LedgerState::InProgress, by, note, data);
    }

    fn settle(&mut self, manager: &Staff) {
        let reply = *self.world.dice.pick(phrases::RESOLVED);
        self.said(reply);
        self.entry.outcome = Some(LedgerOutcome::Resolved);
        self.close(
            LedgerMove::Settle,
            manager,
            json!({ "reply": reply, "outcome": LedgerOutcome::Resolved }),
        );
    }

    /// Keeps the answer, and lets the search find the entry by it.
    fn said(&mut self, reply: &str) {
        self.entry.search = index_text([self.entry.search.as_str(), reply]);
        self.entry.reply = Some(reply.to_owned());
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
        self.said(reply);
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
        // Nobody works at night: what would happen then happens the next morning.
        let hour = i64::from((self.at + TimeDelta::hours(8)).hour());
        if !(8..18).contains(&hour) {
            self.at += TimeDelta::hours((32 - hour) % 24 + hour % 3);
        }
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

    pub fn step(&mut self, r#move: LedgerMove, to: LedgerState, by: &Staff, note: Option<&str>, data: Value) {
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

/// The last second, in China, of the day some days after an instant.
pub fn end_of_day(at: DateTime<Utc>, days: u64) -> DateTime<Utc> {
    let day = local_date(at) + Days::new(days);
    day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(16) - TimeDelta::seconds(1)
}
