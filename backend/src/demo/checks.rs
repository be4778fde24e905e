//! What comes after and beside the entries of a demo school: hearings of those concerned, a draw of call-backs.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    World,
    schools::School,
    staff::{Staff, Team},
};
use crate::{
    clock::local_date,
    entities::{
        ids::{CallbackDrawId, CallbackId, HearingId, LedgerEventId},
        ledger_callback::{self, CallbackMethod},
        ledger_callback_draw, ledger_callback_sample,
        ledger_entry::{self, Disclosure, LedgerOutcome, LedgerState, Satisfaction},
        ledger_event::{self, LedgerMove},
        ledger_hearing, ledger_person_concerned,
    },
    features::ledger,
};

/// Entries about somebody that were heard, and entries that are drawn of a month.
const HEARD: usize = 3;
const PERCENT: i16 = 20;
/// Of those drawn, so that there is always something to do.
const STILL_TO_CALL: usize = 2;

impl World {
    /// Hearings and a draw of the last month, with some of its calls made.
    pub(super) fn hearings_and_checks(&mut self, school: &School, team: &Team, now: DateTime<Utc>) {
        self.hearings(team, now);
        self.draw_of_last_month(school, team, now);
    }

    /// Some entries that are worked on are about a teacher, who was heard.
    fn hearings(&mut self, team: &Team, now: DateTime<Utc>) {
        let worked_on: Vec<usize> = (0..self.rows.ledger_entries.len())
            .filter(|at| self.rows.ledger_entries[*at].state == LedgerState::InProgress)
            .take(HEARD)
            .collect();
        for place in worked_on {
            let entry = self.rows.ledger_entries[place].clone();
            let teachers = team.teachers.iter().flatten();
            let mut fitting = teachers.filter(|teacher| {
                teacher.unit == entry.unit_id
                    && Some(teacher.person) != entry.first_receiver_person_id
                    && Some(teacher.person) != entry.handler_person_id
            });
            let Some(concerned) = fitting.next() else { continue };
            let at = (entry.updated_at + TimeDelta::hours(20)).min(now - TimeDelta::minutes(5));
            let heard_on = local_date(at);
            self.rows.ledger_persons_concerned.push(ledger_person_concerned::Model {
                entry_id: entry.id,
                person_id: concerned.person,
            });
            self.rows.ledger_hearings.push(ledger_hearing::Model {
                id: HearingId(self.dice.id(at)),
                entry_id: entry.id,
                person_id: concerned.person,
                heard_on,
                put_to_person: "有家长对您的做法提出意见，请您说明当时的情况。".to_owned(),
                statement: "当时考虑不周，已向学生和家长说明并道歉，今后注意方式方法。".to_owned(),
                kept_by: team.office.account,
                disclosed_at: Some(at),
                version: 1,
                created_at: at,
                updated_at: at,
            });
            let told = json!({"heard_name": concerned.name, "heard_on": heard_on, "disclosed": true});
            self.note(place, &team.office, None, told, at);
        }
    }

    fn draw_of_last_month(&mut self, school: &School, team: &Team, now: DateTime<Utc>) {
        let Some((month, after)) = last_month(local_date(now)) else {
            return;
        };
        let mut units = vec![school.central.id, school.kindergarten.id];
        units.extend(school.villages.iter().map(|village| village.id));
        let drawable = |entry: &ledger_entry::Model| {
            let closed_on = entry.closed_at.map(local_date);
            units.contains(&entry.unit_id)
                && entry.disclosure != Disclosure::Anonymous
                && entry.outcome.is_some_and(|outcome| {
                    !matches!(
                        outcome,
                        LedgerOutcome::Declined | LedgerOutcome::Withdrawn | LedgerOutcome::Merged
                    )
                })
                && closed_on.is_some_and(|day| (month..after).contains(&day))
        };
        let closed: Vec<usize> = (0..self.rows.ledger_entries.len())
            .filter(|at| drawable(&self.rows.ledger_entries[*at]))
            .collect();
        if closed.is_empty() {
            return;
        }
        let drawn_at = now - TimeDelta::days(3);
        let draw_id = CallbackDrawId(self.dice.id(drawn_at));
        self.rows.ledger_callback_draws.push(ledger_callback_draw::Model {
            id: draw_id,
            unit_id: school.central.id,
            month,
            percent: PERCENT,
            closed: i32::try_from(closed.len()).unwrap_or(i32::MAX),
            drawn_by: team.office.account,
            version: 1,
            created_at: drawn_at,
            updated_at: drawn_at,
        });
        let drawn: Vec<usize> = closed.into_iter().step_by(5).collect();
        let called = drawn.len().saturating_sub(STILL_TO_CALL);
        for (turn, place) in drawn.into_iter().enumerate() {
            let callback_id = (turn < called).then(|| self.sampled_call(place, turn, &team.office, drawn_at));
            self.rows.ledger_callback_samples.push(ledger_callback_sample::Model {
                draw_id,
                entry_id: self.rows.ledger_entries[place].id,
                callback_id,
            });
        }
    }

    fn sampled_call(&mut self, place: usize, turn: usize, caller: &Staff, since: DateTime<Utc>) -> CallbackId {
        let at = since + TimeDelta::hours(4) + TimeDelta::minutes(i64::try_from(turn).unwrap_or_default() * 7);
        let id = CallbackId(self.dice.id(at));
        let (satisfaction, note) = match turn % 4 {
            0 => (Satisfaction::Satisfied, None),
            1 => (Satisfaction::BasicallySatisfied, None),
            2 => (Satisfaction::Satisfied, Some("办得及时")),
            _ => (Satisfaction::Unsatisfied, Some("过了一周又和原来一样")),
        };
        self.rows.ledger_callbacks.push(ledger_callback::Model {
            id,
            entry_id: self.rows.ledger_entries[place].id,
            caller: caller.account,
            at,
            method: CallbackMethod::Phone,
            satisfaction: Some(satisfaction),
            reasonable: None,
            told_to_say: turn == 4,
            note: note.map(str::to_owned),
        });
        let told = json!({"checked": CallbackMethod::Phone, "satisfaction": satisfaction, "told_to_say": turn == 4});
        self.note(place, caller, note, told, at);
        id
    }

    /// Appends a note to the chain of an entry, as the ledger does.
    fn note(&mut self, place: usize, by: &Staff, words: Option<&str>, data: Value, at: DateTime<Utc>) {
        let entry = &mut self.rows.ledger_entries[place];
        let own = self.rows.ledger_events.iter().rev();
        let last = own
            .filter(|event| event.entry_id == entry.id)
            .max_by_key(|event| event.seq);
        let Some((seq, prev_hash)) = last.map(|last| (last.seq, last.hash.clone())) else {
            return;
        };
        let mut event = ledger_event::Model {
            id: LedgerEventId(self.dice.id(at)),
            entry_id: entry.id,
            seq: seq + 1,
            r#move: LedgerMove::Note,
            from_state: Some(entry.state),
            to_state: entry.state,
            actor_account_id: Some(by.account),
            actor_name: by.name.clone(),
            note: words.map(str::to_owned),
            data,
            at,
            prev_hash,
            hash: Vec::new(),
        };
        event.hash = ledger::hash_of(&event);
        self.rows.ledger_events.push(event);
        entry.version += 1;
        entry.updated_at = at;
    }
}

/// The first day of the month before, and of this one.
fn last_month(today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let this = today.with_day(1)?;
    Some((this.checked_sub_months(Months::new(1))?, this))
}
