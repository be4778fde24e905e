//! Taking over the ledger that a school kept before (补录历史台账).
//!
//! What was closed there comes in closed; what was open comes in suspended (中止), so that no clock runs and nobody is
//! reminded until somebody takes it up, with the whole of its time before it. Nobody is told, nothing is called back.
//! The events stand on the days of the old ledger and say that they were taken over.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Map, json};

use super::{
    categories::limits_in_force,
    chain::{self, By, Step},
    clock, identity,
    input::LedgerIdentity,
    places,
    register::{searched, set_persons_concerned},
    stages,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{LedgerEntryId, OrgUnitId, PersonId},
        import_change::ImportedRecord,
        ledger_category,
        ledger_entry::{self, Disclosure, LedgerChannel, LedgerOutcome, LedgerState, SubmitterKind},
        ledger_event::LedgerMove,
        org_unit,
    },
    error::{Error, Result},
    features::{
        calendar::working_days,
        importing::{RowPlan, Written},
        personnel::Directory,
    },
    language::text,
    vault::Vault,
};

/// What an old ledger tells of a concern.
#[derive(Debug, Clone)]
pub struct LedgerRow {
    /// A unit of the import's subtree; its school manages the entry.
    pub unit_id: OrgUnitId,
    /// Its number there, one of a year.
    pub legacy_number: String,
    pub registered_on: NaiveDate,
    /// Name or code.
    pub category: String,
    pub title: String,
    pub content: String,
    pub place: Option<String>,
    pub channel: Option<LedgerChannel>,
    pub submitter_kind: Option<SubmitterKind>,
    /// Who raised it; kept apart and sealed.
    pub submitter: Option<LedgerIdentity>,
    /// Names or staff numbers of the staff it is about.
    pub persons_concerned: Vec<String>,
    /// Name or staff number.
    pub handler: Option<String>,
    pub reply: Option<String>,
    pub outcome: Option<LedgerOutcome>,
    /// None for what is still open.
    pub closed_on: Option<NaiveDate>,
}

/// Knows the staff, categories and schools of a subtree.
#[derive(Debug)]
pub struct LedgerImporter<'a> {
    vault: &'a Vault,
    actor: &'a Actor,
    today: NaiveDate,
    directory: Directory,
    categories: Vec<ledger_category::Model>,
    /// The school that manages what is raised in a unit.
    schools: HashMap<OrgUnitId, Option<org_unit::Model>>,
    met: HashSet<String>,
    pending: Vec<Planned>,
}

#[derive(Debug)]
struct Planned {
    entry: ledger_entry::Model,
    category: String,
    unit: String,
    persons: Vec<PersonId>,
    submitter: Option<LedgerIdentity>,
}

impl<'a> LedgerImporter<'a> {
    pub async fn load(
        db: &impl ConnectionTrait,
        vault: &'a Vault,
        actor: &'a Actor,
        (root, today): (OrgUnitId, NaiveDate),
    ) -> Result<Self> {
        Ok(Self {
            vault,
            actor,
            today,
            directory: Directory::of_school(db, root).await?,
            categories: super::categories(db, actor).await?,
            schools: HashMap::new(),
            met: HashSet::new(),
            pending: Vec::new(),
        })
    }

    /// Says what each row would do. Nothing is written.
    pub async fn plan(
        &mut self,
        db: &impl ConnectionTrait,
        rows: &[LedgerRow],
        now: DateTime<Utc>,
    ) -> Result<Vec<RowPlan<LedgerEntryId>>> {
        let mut plans = Vec::with_capacity(rows.len());
        for row in rows {
            plans.push(Box::pin(self.plan_row(db, row, now)).await.or_else(RowPlan::refused)?);
        }
        Ok(plans)
    }

    async fn plan_row(
        &mut self,
        db: &impl ConnectionTrait,
        row: &LedgerRow,
        now: DateTime<Utc>,
    ) -> Result<RowPlan<LedgerEntryId>> {
        self.check(row)?;
        let unit = self.school(db, row.unit_id).await?;
        let number = format!("{}-{}-旧{}", unit.code, row.registered_on.year(), row.legacy_number);
        if !self.met.insert(number.clone()) {
            return Ok(RowPlan::duplicate());
        }
        let stored = ledger_entry::Entity::find()
            .filter(ledger_entry::Column::Number.eq(&number))
            .one(db)
            .await?;
        if let Some(stored) = stored {
            let is_same = stored.title == row.title && stored.content == row.content;
            return if is_same {
                Ok(RowPlan::found(stored.id, Vec::new()))
            } else {
                Err(Error::invalid(
                    "legacy_number",
                    "taken_over_already",
                    text(
                        "此编号已补录，内容不同；请在台账中更正",
                        "this number was taken over with another content; correct it in the ledger",
                    ),
                ))
            };
        }
        let category = self.category(&row.category)?;
        let persons = self.people(&row.persons_concerned, unit.id, "persons_concerned")?;
        let handler = self.people(row.handler.as_slice(), unit.id, "handler")?;
        let category_name = category.name.clone();
        let mut entry = entry_of(row, &unit, category, handler.first().copied(), self.actor, now);
        entry.number = number;
        entry.search = searched(&entry);
        if entry.state != LedgerState::Closed {
            let days = working_days(db, unit.id, self.today).await?;
            let limits = limits_in_force(db, entry.category_id, unit.id, now).await?;
            entry.due_at = clock::due_at(now, entry.urgency, limits, &days);
            entry.suspended_at = Some(now);
        }
        let id = entry.id;
        self.pending.push(Planned {
            entry,
            category: category_name,
            unit: unit.name,
            persons,
            submitter: row.submitter.clone(),
        });
        Ok(RowPlan::new(id))
    }

    fn check(&self, row: &LedgerRow) -> Result<()> {
        if row.registered_on > self.today {
            let detail = text("不能晚于今天", "must not be in the future");
            return Err(Error::invalid("registered_on", "in_future", detail));
        }
        match (row.closed_on, row.outcome) {
            (Some(closed), _) if closed < row.registered_on || closed > self.today => Err(Error::invalid(
                "closed_on",
                "wrong_day",
                text(
                    "办结日期须在登记之后、今天或以前",
                    "must be after the registration and not in the future",
                ),
            )),
            (Some(_), None) => Err(Error::invalid(
                "outcome",
                "required",
                text("已办结的须写办理结果", "what is closed needs an outcome"),
            )),
            (None, Some(_)) => Err(Error::invalid(
                "closed_on",
                "required",
                text("有办理结果的须写办结日期", "an outcome needs the day it was closed"),
            )),
            _ => Ok(()),
        }
    }

    async fn school(&mut self, db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<org_unit::Model> {
        if !self.schools.contains_key(&unit_id) {
            let school = match places::managing_school(db, unit_id).await? {
                Some(school) => org_unit::Entity::find_by_id(school).one(db).await?,
                None => None,
            };
            self.schools.insert(unit_id, school);
        }
        let school = self.schools.get(&unit_id).cloned().flatten();
        school.ok_or_else(|| {
            let detail = text("请写明学校", "name the school");
            Error::invalid("unit", "required", detail)
        })
    }

    fn category(&self, written: &str) -> Result<&ledger_category::Model> {
        let named = |category: &&ledger_category::Model| category.name == written || category.code == written;
        self.categories.iter().find(named).ok_or_else(|| {
            let names: Vec<&str> = self.categories.iter().map(|category| category.name.as_str()).collect();
            Error::invalid(
                "category",
                "unknown_category",
                text(
                    format!("没有这个类别。可用的类别：{}", names.join("、")),
                    format!("there is no such category; known: {}", names.join(", ")),
                ),
            )
        })
    }

    fn people(&self, names: &[String], unit_id: OrgUnitId, field: &str) -> Result<Vec<PersonId>> {
        names
            .iter()
            .map(|name| self.directory.find(name, unit_id, field))
            .collect()
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let mut written = Vec::new();
        for planned in std::mem::take(&mut self.pending) {
            let entry = &planned.entry;
            ledger_entry::Entity::insert(entry.clone().into_active_model())
                .exec_without_returning(tx)
                .await?;
            set_persons_concerned(tx, entry.id, &planned.persons).await?;
            if let Some(submitter) = &planned.submitter {
                identity::keep(tx, self.vault, entry.id, submitter, now).await?;
            }
            self.append(tx, &planned, now).await?;
            changes::record(
                tx,
                "ledger_entries",
                entry.id.0,
                ChangeOperation::Created,
                entry.unit_id,
                now,
            )
            .await?;
            let created = Written::created(ImportedRecord::LedgerEntries, entry.id.0, entry.unit_id, &entry.title);
            written.push(Written {
                version: entry.version,
                ..created
            });
        }
        Ok(written)
    }

    /// The registration, and how it ended or that it waits.
    async fn append(&self, tx: &impl ConnectionTrait, planned: &Planned, now: DateTime<Utc>) -> Result<()> {
        let entry = &planned.entry;
        let mut data = Map::from_iter([
            ("number".to_owned(), json!(entry.number)),
            ("legacy_number".to_owned(), json!(entry.legacy_number)),
            ("title".to_owned(), json!(entry.title)),
            ("channel".to_owned(), json!(entry.channel)),
            ("urgency".to_owned(), json!(entry.urgency)),
            ("disclosure".to_owned(), json!(entry.disclosure)),
            ("category_name".to_owned(), json!(planned.category)),
            ("taken_over_at".to_owned(), json!(now)),
        ]);
        stages::note_holder(&mut data, &planned.unit, None);
        let step = |r#move, from, to, note, data: Map<_, _>| Step {
            entry_id: entry.id,
            r#move,
            from,
            to,
            note,
            data: data.into(),
            by: By::Account(self.actor),
        };
        let registered = LedgerState::Registered;
        let note = entry
            .legacy_number
            .as_ref()
            .map(|number| format!("补录，原编号 {number}"));
        let register = step(LedgerMove::Register, None, registered, note, data);
        chain::append(tx, register, entry.registered_at).await?;
        let told = Map::from_iter([("taken_over_at".to_owned(), json!(now))]);
        let last = match entry.closed_at {
            Some(closed_at) => {
                let mut told = told;
                told.insert("outcome".to_owned(), json!(entry.outcome));
                chain::append(
                    tx,
                    step(LedgerMove::Close, Some(registered), entry.state, None, told),
                    closed_at,
                )
            }
            None => {
                let note = Some("补录时尚未办结，恢复后开始计时".to_owned());
                let mut told = told;
                stages::note_holder(&mut told, &planned.unit, None);
                chain::append(
                    tx,
                    step(LedgerMove::Suspend, Some(registered), entry.state, note, told),
                    now,
                )
            }
        };
        last.await
    }
}

fn entry_of(
    row: &LedgerRow,
    unit: &org_unit::Model,
    category: &ledger_category::Model,
    handler: Option<PersonId>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> ledger_entry::Model {
    let at = |day: NaiveDate| (clock::start_of(day) + TimeDelta::hours(12)).min(now);
    let closed_at = row.closed_on.map(at);
    ledger_entry::Model {
        id: LedgerEntryId::new(),
        number: String::new(),
        legacy_number: Some(row.legacy_number.clone()),
        unit_id: unit.id,
        channel: row.channel.unwrap_or(LedgerChannel::Visit),
        submitter_kind: row.submitter_kind.unwrap_or(SubmitterKind::Other),
        disclosure: match row.submitter {
            Some(_) => Disclosure::Confidential,
            None => Disclosure::Anonymous,
        },
        category_id: category.id,
        urgency: category.urgency,
        title: row.title.clone(),
        content: row.content.clone(),
        place: row.place.clone(),
        happened_on: None,
        registered_at: at(row.registered_on),
        registered_by: actor.account_id,
        first_receiver_person_id: None,
        state: if closed_at.is_some() {
            LedgerState::Closed
        } else {
            LedgerState::InProgress
        },
        handler_unit_id: Some(unit.id),
        handler_person_id: handler,
        handling_way: None,
        reply: row.reply.clone(),
        outcome: row.outcome,
        finding: None,
        satisfaction: None,
        returns: 0,
        reopenings: 0,
        extensions: 0,
        extension: None,
        extension_days: None,
        suspended_at: None,
        origin_activity_id: None,
        merged_into_id: None,
        topic_id: None,
        stage_due_at: None,
        due_at: closed_at.unwrap_or(now),
        closed_at,
        search: String::new(),
        version: 2,
        created_at: now,
        updated_at: now,
    }
}
