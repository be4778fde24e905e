//! What a move writes: the entry, its event and the change, together or not at all.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};

use super::{
    chain::{self, By, Step},
    deadlines, decisions, moves, names,
    news::{self, Made},
    stages,
};
use crate::{
    db::{changes, search::index_text},
    entities::{
        change_event::ChangeOperation,
        ledger_callback,
        ledger_entry::{self, LedgerState, Satisfaction},
        ledger_event::LedgerMove,
    },
    error::Result,
};

/// A move under way.
#[derive(Debug)]
pub struct Writing {
    /// The entry before it.
    pub entry: ledger_entry::Model,
    /// The state it leads to.
    pub to: LedgerState,
    /// What it sets, besides the state.
    pub row: ledger_entry::ActiveModel,
    pub note: Option<String>,
    pub data: Map<String, Value>,
    pub now: DateTime<Utc>,
}

impl Writing {
    pub fn begin(entry: ledger_entry::Model, to: LedgerState, now: DateTime<Utc>) -> Self {
        let mut row = ledger_entry::ActiveModel {
            state: Set(to),
            version: Set(entry.version + 1),
            updated_at: Set(now),
            ..entry.clone().into_active_model()
        };
        if to == LedgerState::Closed && entry.state != LedgerState::Closed {
            row.closed_at = Set(Some(now));
            row.suspended_at = Set(None);
        }
        Self {
            entry,
            to,
            row,
            note: None,
            data: Map::new(),
            now,
        }
    }

    /// Notes a value in the event.
    pub fn tell(&mut self, name: &str, value: impl serde::Serialize) {
        self.data.insert(name.to_owned(), json!(value));
    }

    /// Lets the search find the entry by this text too.
    pub fn be_found_by(&mut self, text: &str) {
        self.row.search = Set(index_text([self.entry.search.as_str(), text]));
    }

    /// Whether the work is taken up again, by a call-back or at the submitter's wish.
    pub fn reopens(&self) -> bool {
        self.to == LedgerState::InProgress && matches!(self.entry.state, LedgerState::Replied | LedgerState::Closed)
    }

    /// What it means that the work is taken up again: another answer will be due.
    pub fn reopen(&mut self) {
        self.row.reopenings = Set(self.entry.reopenings + 1);
        self.row.outcome = Set(None);
        self.row.finding = Set(None);
        self.row.closed_at = Set(None);
    }

    /// Keeps a call-back and notes it in the event.
    pub async fn hear(&mut self, tx: &impl ConnectionTrait, call: ledger_callback::Model) -> Result<()> {
        self.tell("method", call.method);
        self.tell("satisfaction", call.satisfaction);
        self.tell("reasonable", call.reasonable);
        self.tell("told_to_say", call.told_to_say);
        self.note.clone_from(&call.note);
        if call.satisfaction.is_some() {
            self.row.satisfaction = Set(call.satisfaction);
        }
        if self.to == LedgerState::Closed {
            self.tell("outcome", self.entry.outcome);
        }
        let waits = self.to == LedgerState::Replied && call.satisfaction == Some(Satisfaction::Unsatisfied);
        let id = call.id;
        ledger_callback::Entity::insert(call.into_active_model())
            .exec_without_returning(tx)
            .await?;
        if waits {
            decisions::wait(tx, id, self.entry.id, self.now).await?;
        }
        Ok(())
    }

    /// Writes a move from one stage to another, or within one: its limits and who holds it besides what was set.
    pub async fn move_on(
        mut self,
        tx: &impl ConnectionTrait,
        by: By<'_>,
        wanted: LedgerMove,
    ) -> Result<ledger_entry::Model> {
        if self.to != self.entry.state {
            decisions::overtake(tx, self.entry.id).await?;
            deadlines::begin_stage(tx, &mut self).await?;
            self.note_holder(tx).await?;
        }
        let recorded = moves::recorded_as(wanted, self.to);
        Box::pin(self.finish(tx, by, recorded)).await
    }

    /// Writes what was set, the event and the change.
    pub async fn finish(
        self,
        tx: &impl ConnectionTrait,
        by: By<'_>,
        recorded: LedgerMove,
    ) -> Result<ledger_entry::Model> {
        let gives_the_turn = self.to != self.entry.state
            || stages::names_holder(&self.data)
            || matches!(recorded, LedgerMove::AskExtension | LedgerMove::AddCoHandler);
        let written = Box::pin(ledger_entry::Entity::update(self.row).exec(tx)).await?;
        let step = Step {
            entry_id: written.id,
            r#move: recorded,
            from: Some(self.entry.state),
            to: self.to,
            note: self.note,
            data: self.data.into(),
            by,
        };
        chain::append(tx, step, self.now).await?;
        let operation = ChangeOperation::Updated;
        changes::record(tx, "ledger_entries", written.id.0, operation, written.unit_id, self.now).await?;
        let made = Made {
            r#move: recorded,
            by,
            gives_the_turn,
        };
        Box::pin(news::tell(tx, &written, made, self.now)).await?;
        Ok(written)
    }

    /// Notes in the event who holds the entry from now on.
    async fn note_holder(&mut self, tx: &impl ConnectionTrait) -> Result<()> {
        let managing = self.entry.unit_id;
        let (unit_id, person_id) = match self.to {
            LedgerState::Closed => return Ok(()),
            LedgerState::Registered | LedgerState::Accepted | LedgerState::Replied => (managing, None),
            LedgerState::Routed | LedgerState::InProgress => (
                self.row.handler_unit_id.clone().take().flatten().unwrap_or(managing),
                self.row.handler_person_id.clone().take().flatten(),
            ),
        };
        let (unit_name, person_name) = names::of_unit_and_person(tx, unit_id, person_id).await?;
        stages::note_holder(&mut self.data, &unit_name, person_name.as_deref());
        Ok(())
    }
}
