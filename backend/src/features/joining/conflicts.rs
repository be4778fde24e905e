//! What a person must decide before the school can join: found all at once, before anything is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Select,
};

use super::{Failure, join::Order, place::Place, rows::NewNames};
use crate::{
    entities::{
        account, calendar_day, contact_card,
        ids::OrgUnitId,
        job::{self, JobState},
        ledger_entry, liaison_own_scheme, org_unit, person,
        plan::{self, PlanState},
        school_year, service_account, student,
    },
    features::{accounts::is_username, families::PUPIL_NUMBER},
};

/// Keys asked for in one statement.
const KEYS_AT_ONCE: usize = 10_000;

/// Everything that stands in the way, each in words.
pub async fn find(
    source: &DatabaseTransaction,
    target: &DatabaseTransaction,
    place: &Place,
    order: &Order<'_>,
) -> Result<Vec<String>, Failure> {
    let mut look = Look {
        source,
        target,
        found: Vec::new(),
    };
    look.names(order.names).await?;
    look.numbers(order).await?;
    look.work_in_hand().await?;
    if let Some(bureau) = &place.old_bureau {
        look.doubles(bureau, &place.school).await?;
    }
    Ok(look.found)
}

struct Look<'a> {
    source: &'a DatabaseTransaction,
    target: &'a DatabaseTransaction,
    found: Vec<String>,
}

impl Look<'_> {
    /// User names and unit codes, which get others on the way.
    async fn names(&mut self, names: &NewNames) -> Result<(), Failure> {
        let accounts = account::Entity::find().filter(account::Column::Id.ne(account::SUBMITTER));
        let (key, label) = (account::Column::Username, account::Column::DisplayName);
        self.taken("user name", accounts, (key, label), &names.accounts, |name| {
            format!("give the school's account another with --rename-account {name}=…")
        })
        .await?;
        for new in names.accounts.values().filter(|new| is_username(new).is_err()) {
            self.found.push(format!(
                "user name {new}: lower-case letters, digits and . - _ only, beginning with a letter or digit"
            ));
        }
        let (key, label) = (org_unit::Column::Code, org_unit::Column::Name);
        self.taken(
            "unit code",
            org_unit::Entity::find(),
            (key, label),
            &names.units,
            |code| format!("give the school's unit another with --rename-unit {code}=…"),
        )
        .await
    }

    /// Numbers that stand on paper and in other systems.
    async fn numbers(&mut self, order: &Order<'_>) -> Result<(), Failure> {
        let none = BTreeMap::new();
        let (key, label) = (person::Column::StaffNumber, person::Column::Name);
        let staff = person::Entity::find().filter(key.is_not_null());
        self.taken("staff number", staff, (key, label), &none, |_| {
            "correct it where it is wrong, or take it away from the one who left".to_owned()
        })
        .await?;
        let key = ledger_entry::Column::Number;
        self.taken("ledger number", ledger_entry::Entity::find(), (key, key), &none, |_| {
            "numbers on paper cannot be changed: the two schools counted under the same unit code".to_owned()
        })
        .await?;
        let (key, label) = (liaison_own_scheme::Column::Code, liaison_own_scheme::Column::Name);
        self.taken(
            "code of an own liaison scheme",
            liaison_own_scheme::Entity::find(),
            (key, label),
            &none,
            |_| "end one of the two and make it under another code".to_owned(),
        )
        .await?;
        let key = contact_card::Column::Code;
        self.taken("contact card", contact_card::Entity::find(), (key, key), &none, |_| {
            "issue the school's card anew".to_owned()
        })
        .await?;
        let (key, label) = (service_account::Column::ClientId, service_account::Column::Name);
        self.taken(
            "client id",
            service_account::Entity::find(),
            (key, label),
            &none,
            |_| "make the school's service account anew".to_owned(),
        )
        .await?;
        self.pupils(order).await
    }

    /// Rows of both sides that would have the same unique key.
    async fn taken<E>(
        &mut self,
        what: &str,
        ours: Select<E>,
        (key, label): (E::Column, E::Column),
        renamed: &BTreeMap<String, String>,
        advice: impl Fn(&str) -> String,
    ) -> Result<(), Failure>
    where
        E: EntityTrait<Model: FromQueryResult + Send + Sync>,
    {
        let ours = pairs(ours, (key, label)).all(self.source).await?;
        let old: BTreeSet<&str> = ours.iter().map(|(key, _)| key.as_str()).collect();
        for (name, new) in renamed {
            if !old.contains(name.as_str()) {
                self.found
                    .push(format!("{what} {name}: the school has none such to rename"));
            }
            if old.contains(new.as_str()) {
                self.found.push(format!("{what} {new}: the school has it already"));
            }
        }
        for ours in ours.chunks(KEYS_AT_ONCE) {
            let keys = ours.iter().map(|(key, _)| NewNames::of(renamed, key));
            let theirs = pairs(E::find().filter(key.is_in(keys)), (key, label));
            let theirs: HashMap<String, String> = theirs.all(self.target).await?.into_iter().collect();
            for (key, label) in ours {
                if let Some(there) = theirs.get(NewNames::of(renamed, key)) {
                    self.found.push(format!(
                        "{what} {key}: {label} in the school, {there} in the bureau's database; {}",
                        advice(key)
                    ));
                }
            }
        }
        Ok(())
    }

    /// Pupil numbers are sealed: opened here, and looked up there by the digest under the bureau's key.
    async fn pupils(&mut self, order: &Order<'_>) -> Result<(), Failure> {
        let ours: Vec<(String, Vec<u8>)> = student::Entity::find()
            .select_only()
            .columns([student::Column::Name, student::Column::PupilNumberSealed])
            .filter(student::Column::PupilNumberSealed.is_not_null())
            .into_tuple()
            .all(self.source)
            .await?;
        for ours in ours.chunks(KEYS_AT_ONCE) {
            let mut by_digest = HashMap::with_capacity(ours.len());
            for (name, sealed) in ours {
                let number = order.school.vault.open(PUPIL_NUMBER, sealed)?;
                by_digest.insert(order.bureau.vault.digest(PUPIL_NUMBER, &number), name);
            }
            let theirs: Vec<(Vec<u8>, String)> = student::Entity::find()
                .select_only()
                .columns([student::Column::PupilNumberDigest, student::Column::Name])
                .filter(student::Column::PupilNumberDigest.is_in(by_digest.keys().cloned()))
                .into_tuple()
                .all(self.target)
                .await?;
            for (digest, there) in theirs {
                if let Some(name) = by_digest.get(&digest) {
                    self.found.push(format!(
                        "pupil number: {name} in the school and {there} in the bureau's database have the same; \
                         a pupil who changed schools keeps it in one: take it away from the other"
                    ));
                }
            }
        }
        Ok(())
    }

    async fn work_in_hand(&mut self) -> Result<(), Failure> {
        let jobs = job::Entity::find()
            .filter(job::Column::State.is_in([JobState::Queued, JobState::Running]))
            .count(self.source)
            .await?;
        if jobs > 0 {
            self.found.push(format!(
                "{jobs} jobs of the school wait or were cut off: start its server and let them end"
            ));
        }
        Ok(())
    }

    /// What the old bureau and the school have both, although it becomes the school's.
    async fn doubles(&mut self, bureau: &org_unit::Model, school: &org_unit::Model) -> Result<(), Failure> {
        let names = |unit: OrgUnitId| {
            school_year::Entity::find()
                .select_only()
                .column(school_year::Column::Name)
                .filter(school_year::Column::UnitId.eq(unit))
                .into_tuple::<String>()
        };
        let years: BTreeSet<String> = names(bureau.id).all(self.source).await?.into_iter().collect();
        for year in names(school.id).all(self.source).await? {
            if years.contains(&year) {
                self.found
                    .push(both("school year", &year, bureau, school, "rename one"));
            }
        }
        let days = |unit: OrgUnitId| {
            calendar_day::Entity::find()
                .select_only()
                .column(calendar_day::Column::Day)
                .filter(calendar_day::Column::UnitId.eq(unit))
                .into_tuple::<chrono::NaiveDate>()
        };
        let known: BTreeSet<_> = days(bureau.id).all(self.source).await?.into_iter().collect();
        for day in days(school.id).all(self.source).await? {
            if known.contains(&day) {
                self.found
                    .push(both("calendar day", &day.to_string(), bureau, school, "delete one"));
            }
        }
        let in_force = plan::Entity::find()
            .filter(plan::Column::UnitId.is_in([bureau.id, school.id]))
            .filter(plan::Column::State.eq(PlanState::Adopted))
            .count(self.source)
            .await?;
        if in_force > 1 {
            self.found
                .push(both("plan", "in force", bureau, school, "let one supersede the other"));
        }
        Ok(())
    }
}

fn both(what: &str, which: &str, bureau: &org_unit::Model, school: &org_unit::Model, advice: &str) -> String {
    format!(
        "{what} {which}: {} and {} both have it, and what stands at the old bureau becomes the school's; {advice}",
        bureau.name, school.name
    )
}

fn pairs<E: EntityTrait>(
    select: Select<E>,
    (key, label): (E::Column, E::Column),
) -> sea_orm::Selector<sea_orm::SelectGetableTuple<(String, String)>> {
    select
        .select_only()
        .column_as(key, "key")
        .column_as(label, "label")
        .into_tuple()
}
