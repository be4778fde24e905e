//! What a row says in the bureau's database, where it is not what it said in the school's.

use std::{
    any::Any,
    collections::{BTreeMap, HashMap},
};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DbErr, EntityTrait, Iterable, ModelTrait, Value};
use serde_json::Value as Json;
use uuid::Uuid;

use super::place::Place;
use crate::entities::{
    account, attachment, ledger_co_handler, ledger_entry, ledger_event, org_unit, org_unit_closure,
    role_grant::{self, Role},
    service_account,
};

/// Names that are taken in the bureau's database, each with the one that the school's gets.
#[derive(Debug, Clone, Default)]
pub struct NewNames {
    pub accounts: BTreeMap<String, String>,
    pub units: BTreeMap<String, String>,
}

impl NewNames {
    pub fn of<'a>(names: &'a BTreeMap<String, String>, old: &'a str) -> &'a str {
        names.get(old).map_or(old, String::as_str)
    }
}

/// The changes that rows undergo.
pub struct Rules<'a> {
    pub place: &'a Place,
    pub names: &'a NewNames,
    /// The new names of the kept files by the old ones.
    pub files: &'a HashMap<String, String>,
    pub now: DateTime<Utc>,
    pub yesterday: NaiveDate,
}

/// Whether a row comes along.
#[derive(Debug, PartialEq, Eq)]
pub enum Fate {
    Comes,
    /// The bureau's row stands for it.
    Matched,
}

impl Rules<'_> {
    /// Changes a row as it must be changed.
    pub fn apply<M>(&self, row: &mut M) -> Result<Fate, DbErr>
    where
        M: ModelTrait + 'static,
    {
        let fate = self.place_row(row);
        if fate == Fate::Comes {
            self.leave_old_bureau(row)?;
        }
        Ok(fate)
    }

    fn place_row(&self, row: &mut dyn Any) -> Fate {
        if let Some(unit) = row.downcast_mut::<org_unit::Model>() {
            if self.place.is_old_bureau(unit.id) {
                return Fate::Matched;
            }
            if unit.id == self.place.school.id {
                unit.parent_id = Some(self.place.bureau.id);
            }
            unit.code = NewNames::of(&self.names.units, &unit.code).to_owned();
        } else if let Some(link) = row.downcast_mut::<org_unit_closure::Model>() {
            if self.place.is_old_bureau(link.ancestor_id) || self.place.is_old_bureau(link.descendant_id) {
                return Fate::Matched;
            }
        } else if let Some(account) = row.downcast_mut::<account::Model>() {
            account.username = NewNames::of(&self.names.accounts, &account.username).to_owned();
        } else if let Some(grant) = row.downcast_mut::<role_grant::Model>() {
            self.end_if_too_wide(grant);
        } else if let Some(system) = row.downcast_mut::<service_account::Model>() {
            system.unit_id.get_or_insert(self.place.school.id);
        } else if let Some(entry) = row.downcast_mut::<ledger_entry::Model>() {
            if entry.handler_unit_id.is_some_and(|unit| self.place.is_old_bureau(unit)) {
                entry.handler_unit_id = Some(self.place.bureau.id);
            }
        } else if let Some(helper) = row.downcast_mut::<ledger_co_handler::Model>() {
            if self.place.is_old_bureau(helper.unit_id) {
                helper.unit_id = self.place.bureau.id;
            }
        } else if let Some(file) = row.downcast_mut::<attachment::Model>() {
            for name in file.preview.iter_mut().chain([&mut file.stored]) {
                if let Some(new) = self.files.get(name) {
                    name.clone_from(new);
                }
            }
        }
        Fate::Comes
    }

    /// Rights over the whole installation, or at the bureau, ended with the old one: nobody comes to rights over other
    /// schools by moving in.
    fn end_if_too_wide(&self, grant: &mut role_grant::Model) {
        let at_bureau = grant.unit_id.is_some_and(|unit| self.place.is_old_bureau(unit));
        if at_bureau {
            grant.unit_id = Some(self.place.bureau.id);
        }
        let is_too_wide = at_bureau || matches!(grant.role, Role::Admin | Role::Auditor);
        if is_too_wide && grant.ends_on.is_none_or(|last| last > self.yesterday) {
            grant.ends_on = Some(self.yesterday);
            grant.version += 1;
            grant.updated_at = self.now;
        }
    }

    /// What stood at the old bureau stands at the school. The events of the ledger are hashed as they are.
    fn leave_old_bureau<M>(&self, row: &mut M) -> Result<(), DbErr>
    where
        M: ModelTrait + 'static,
    {
        let Some(old) = &self.place.old_bureau else {
            return Ok(());
        };
        if (row as &dyn Any).is::<ledger_event::Model>() {
            return Ok(());
        }
        let (old, school) = (old.id.0, self.place.school.id.0);
        for column in <M::Entity as EntityTrait>::Column::iter() {
            let value = row.get(column);
            if let Value::Uuid(Some(id)) = value
                && id == old
            {
                row.try_set(column, Value::Uuid(Some(school)))?;
            } else if let Value::Json(Some(mut json)) = value
                && replace(&mut json, old, school) > 0
            {
                row.try_set(column, Value::Json(Some(json)))?;
            }
        }
        Ok(())
    }
}

/// Replaces an id wherever it stands as a text of its own; how often it did.
fn replace(json: &mut Json, old: Uuid, new: Uuid) -> usize {
    match json {
        Json::String(text) if Uuid::parse_str(text).is_ok_and(|id| id == old) => {
            *text = new.to_string();
            1
        }
        Json::Array(items) => items.iter_mut().map(|item| replace(item, old, new)).sum(),
        Json::Object(fields) => fields.values_mut().map(|value| replace(value, old, new)).sum(),
        _ => 0,
    }
}
