//! A year of ledger entries of a demo school: what people raised and how it went on.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::json;

use super::{
    World, phrases,
    schools::{School, Unit},
    staff::Team,
    story::{Story, end_of_day},
};
use crate::{
    db::search,
    entities::{
        ids::{LedgerCategoryId, LedgerEntryId, OrgUnitId},
        ledger_entry::{self, Disclosure, LedgerChannel, LedgerState, SubmitterKind, Urgency},
        ledger_event::LedgerMove,
        ledger_identity, ledger_serial,
        org_unit::DepartmentFunction,
    },
    error::Result,
    features::ledger,
    vault::Vault,
};

/// The shipped categories by code.
pub type Categories = HashMap<String, LedgerCategoryId>;

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
    #[expect(clippy::too_many_lines, reason = "an entry has many columns")]
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
        let helper = team.heads.iter().find(|(of, _)| *of != function);
        let helper = helper.map_or((&school.central, &team.office), |(of, head)| {
            (school.department(*of), head)
        });
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
            legacy_number: None,
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
            extension: None,
            extension_days: None,
            suspended_at: None,
            origin_activity_id: None,
            merged_into_id: None,
            topic_id: None,
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
            helper,
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

/// Which office is competent for a category (归口).
fn competent(code: &str) -> DepartmentFunction {
    match code {
        "teaching" => DepartmentFunction::TeachingResearch,
        "conduct" => DepartmentFunction::YoungPioneers,
        "fees" => DepartmentFunction::Finance,
        _ => DepartmentFunction::GeneralAffairs,
    }
}
