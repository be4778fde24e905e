//! Taking over a staff list: find each person, say what would change, write it.
//!
//! A row is found by the digest of the resident id, else by staff number, else by name and unit. `None` in a row means
//! "the list does not say" and never empties a field.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::NotSet,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DerivePartialModel, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{ID_NUMBER, codes};
use crate::{
    auth::scope,
    db::{self, changes, search},
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, PersonId, RankId},
        import_change::ImportedRecord,
        person::{self, EmploymentStatus, Sex},
        rank::{self, Rank},
    },
    error::{Error, Result},
    features::importing::{RowPlan, TakenBack, Written, shown, take, take_back, take_known},
    language::text,
    vault::Vault,
};

/// Rows of one statement: SQLite binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// A person as a list tells of him; the codes have been read already.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// A unit of the import's subtree.
    pub unit_id: OrgUnitId,
    pub name: String,
    pub sex: Sex,
    /// A valid resident id; only its digest is kept.
    pub id_number: Option<String>,
    pub staff_number: Option<String>,
    pub ethnic_group: Option<String>,
    pub political_affiliation: Option<String>,
    pub phone: Option<String>,
    pub employment_status: Option<EmploymentStatus>,
    /// The rank a new person begins with; those of known people are left alone.
    pub rank: Option<Rank>,
}

/// Knows the staff of a subtree; plans rows without writing, then writes what was planned.
#[derive(Debug)]
pub struct PersonImporter<'a> {
    vault: &'a Vault,
    on: NaiveDate,
    people: Vec<Known>,
    by_digest: HashMap<Vec<u8>, usize>,
    by_staff_number: HashMap<String, usize>,
    by_name: HashMap<(OrgUnitId, String), Vec<usize>>,
    /// Planned and not written yet.
    pending: Vec<usize>,
}

#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "person::Entity")]
struct Stored {
    id: PersonId,
    unit_id: OrgUnitId,
    name: String,
    staff_number: Option<String>,
    sex: Sex,
    ethnic_group: Option<String>,
    political_affiliation: Option<String>,
    phone: Option<String>,
    employment_status: EmploymentStatus,
    id_number_digest: Option<Vec<u8>>,
}

#[derive(Debug)]
struct Known {
    stored: Stored,
    is_new: bool,
    /// Already met in this import.
    met: bool,
    rank: Option<Rank>,
}

impl<'a> PersonImporter<'a> {
    /// Reads the staff of `root` and everything below it. New ranks start on `on`.
    pub async fn load(db: &impl ConnectionTrait, vault: &'a Vault, root: OrgUnitId, on: NaiveDate) -> Result<Self> {
        let mut importer = Self {
            vault,
            on,
            people: Vec::new(),
            by_digest: HashMap::new(),
            by_staff_number: HashMap::new(),
            by_name: HashMap::new(),
            pending: Vec::new(),
        };
        let people: Vec<Stored> = person::Entity::find()
            .filter(person::Column::UnitId.in_subquery(scope::units_below(&[root])))
            .into_partial_model()
            .all(db)
            .await?;
        for stored in people {
            importer.remember(Known {
                stored,
                is_new: false,
                met: false,
                rank: None,
            });
        }
        Ok(importer)
    }

    fn remember(&mut self, known: Known) -> usize {
        let at = self.people.len();
        let stored = &known.stored;
        if let Some(digest) = &stored.id_number_digest {
            self.by_digest.insert(digest.clone(), at);
        }
        if let Some(number) = &stored.staff_number {
            self.by_staff_number.insert(number.clone(), at);
        }
        self.by_name
            .entry((stored.unit_id, stored.name.clone()))
            .or_default()
            .push(at);
        self.people.push(known);
        at
    }

    /// Says what would happen to each row; later rows know of earlier ones. Nothing is written.
    pub async fn plan(&mut self, db: &impl ConnectionTrait, rows: &[PersonRow]) -> Result<Vec<RowPlan<PersonId>>> {
        let digests: Vec<Vec<Vec<u8>>> = rows
            .iter()
            .map(|row| {
                let number = row.id_number.as_deref();
                number.map_or_else(Vec::new, |number| self.vault.digests(ID_NUMBER, number.as_bytes()))
            })
            .collect();
        let elsewhere = self.elsewhere(db, rows, &digests).await?;
        Ok(rows
            .iter()
            .zip(digests)
            .map(|(row, mut digests)| {
                // The one under which the number is known, else the own one.
                let is_known =
                    |digest: &Vec<u8>| self.by_digest.contains_key(digest) || elsewhere.digests.contains(digest);
                let at = digests.iter().position(is_known).unwrap_or_default();
                let digest = (!digests.is_empty()).then(|| digests.swap_remove(at));
                self.plan_row(row, digest, &elsewhere)
            })
            .collect())
    }

    /// Digests and staff numbers of the rows that belong to somebody outside the subtree.
    async fn elsewhere(
        &self,
        db: &impl ConnectionTrait,
        rows: &[PersonRow],
        digests: &[Vec<Vec<u8>>],
    ) -> Result<Elsewhere> {
        let mut found = Elsewhere::default();
        let unknown: Vec<&Vec<u8>> = digests
            .iter()
            .flatten()
            .filter(|digest| !self.by_digest.contains_key(*digest))
            .collect();
        for digests in unknown.chunks(ROWS_AT_ONCE) {
            let people: Vec<Stored> = person::Entity::find()
                .filter(person::Column::IdNumberDigest.is_in(digests.iter().map(|digest| (*digest).clone())))
                .into_partial_model()
                .all(db)
                .await?;
            found
                .digests
                .extend(people.into_iter().filter_map(|person| person.id_number_digest));
        }
        let unknown: Vec<&String> = rows
            .iter()
            .filter_map(|row| row.staff_number.as_ref())
            .filter(|number| !self.by_staff_number.contains_key(*number))
            .collect();
        for numbers in unknown.chunks(ROWS_AT_ONCE) {
            let people: Vec<Stored> = person::Entity::find()
                .filter(person::Column::StaffNumber.is_in(numbers.iter().map(|number| (*number).clone())))
                .into_partial_model()
                .all(db)
                .await?;
            found
                .staff_numbers
                .extend(people.into_iter().filter_map(|person| person.staff_number));
        }
        Ok(found)
    }

    fn plan_row(&mut self, row: &PersonRow, digest: Option<Vec<u8>>, elsewhere: &Elsewhere) -> RowPlan<PersonId> {
        let at_another_school = text("此人已登记在其他学校", "this person is registered at another school");
        if digest.as_ref().is_some_and(|digest| elsewhere.digests.contains(digest)) {
            return RowPlan::rejected(Some("id_number"), "at_another_school", &at_another_school);
        }
        if let Some(number) = &row.staff_number
            && elsewhere.staff_numbers.contains(number)
        {
            return RowPlan::rejected(Some("staff_number"), "at_another_school", &at_another_school);
        }
        let by_id = digest.as_ref().and_then(|digest| self.by_digest.get(digest)).copied();
        let by_number = row
            .staff_number
            .as_ref()
            .and_then(|number| self.by_staff_number.get(number))
            .copied();
        let found = match (by_id, by_number) {
            (Some(one), Some(other)) if one != other => {
                return RowPlan::rejected(
                    Some("staff_number"),
                    "two_people",
                    &text(
                        "身份证号与教职工号分属两人",
                        "the resident id and the staff number belong to two people",
                    ),
                );
            }
            (None, Some(at)) if self.contradicts(at, digest.as_ref()) => {
                return RowPlan::rejected(
                    Some("id_number"),
                    "two_people",
                    &text(
                        "此教职工号登记的身份证号与表中不同",
                        "this staff number is registered with another resident id",
                    ),
                );
            }
            (Some(at), _) | (None, Some(at)) => Some(at),
            (None, None) => {
                let namesakes = self.by_name.get(&(row.unit_id, row.name.clone()));
                let fitting: Vec<usize> = namesakes
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|at| !self.contradicts(*at, digest.as_ref()))
                    .filter(|at| row.staff_number.is_none() || self.people[*at].stored.staff_number.is_none())
                    .collect();
                if fitting.len() > 1 {
                    return RowPlan::rejected(
                        Some("name"),
                        "namesakes",
                        &text(
                            "本单位有重名，请补充教职工号或身份证号",
                            "there are namesakes: give a staff number or a resident id",
                        ),
                    );
                }
                fitting.first().copied()
            }
        };
        match found {
            Some(at) if self.people[at].met => RowPlan::rejected(
                None,
                "duplicate_row",
                &text("与前面的行是同一个人", "the same person as in an earlier row"),
            ),
            Some(at) => self.plan_update(at, row, digest.as_ref()),
            None => self.plan_new(row, digest),
        }
    }

    /// Whether a known person has another resident id than the row's.
    fn contradicts(&self, at: usize, digest: Option<&Vec<u8>>) -> bool {
        let stored = self.people[at].stored.id_number_digest.as_ref();
        matches!((stored, digest), (Some(stored), Some(digest)) if stored != digest)
    }

    fn plan_new(&mut self, row: &PersonRow, digest: Option<Vec<u8>>) -> RowPlan<PersonId> {
        let id = PersonId::new();
        let at = self.remember(Known {
            stored: Stored {
                id,
                unit_id: row.unit_id,
                name: row.name.clone(),
                staff_number: row.staff_number.clone(),
                sex: row.sex,
                ethnic_group: row.ethnic_group.clone(),
                political_affiliation: row.political_affiliation.clone(),
                phone: row.phone.clone(),
                employment_status: row.employment_status.unwrap_or(EmploymentStatus::Active),
                id_number_digest: digest,
            },
            is_new: true,
            met: true,
            rank: row.rank,
        });
        self.pending.push(at);
        RowPlan::new(id)
    }

    fn plan_update(&mut self, at: usize, row: &PersonRow, digest: Option<&Vec<u8>>) -> RowPlan<PersonId> {
        let known = &mut self.people[at];
        known.met = true;
        let stored = &mut known.stored;
        let mut differences = Vec::new();
        take(
            &mut differences,
            "name",
            &mut stored.name,
            Some(&row.name),
            String::clone,
        );
        take(
            &mut differences,
            "unit",
            &mut stored.unit_id,
            Some(&row.unit_id),
            ToString::to_string,
        );
        if row.sex != Sex::Unknown {
            take(&mut differences, "sex", &mut stored.sex, Some(&row.sex), shown);
        }
        take_known(
            &mut differences,
            "staff_number",
            &mut stored.staff_number,
            row.staff_number.as_ref(),
            Clone::clone,
        );
        take_known(
            &mut differences,
            "ethnic_group",
            &mut stored.ethnic_group,
            row.ethnic_group.as_ref(),
            Clone::clone,
        );
        take_known(
            &mut differences,
            "political_affiliation",
            &mut stored.political_affiliation,
            row.political_affiliation.as_ref(),
            Clone::clone,
        );
        take_known(
            &mut differences,
            "phone",
            &mut stored.phone,
            row.phone.as_ref(),
            |phone| codes::masked_phone(phone),
        );
        take(
            &mut differences,
            "employment_status",
            &mut stored.employment_status,
            row.employment_status.as_ref(),
            shown,
        );
        take_known(
            &mut differences,
            "id_number",
            &mut stored.id_number_digest,
            digest,
            |_| "****".to_owned(),
        );
        let id = stored.id;
        if !differences.is_empty() {
            self.pending.push(at);
        }
        RowPlan::found(id, differences)
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let pending = std::mem::take(&mut self.pending);
        let (new, changed): (Vec<usize>, Vec<usize>) = pending.into_iter().partition(|at| self.people[*at].is_new);
        for chunk in new.chunks(db::ROWS_AT_ONCE) {
            let rows = chunk.iter().map(|at| self.people[*at].stored.as_new_row(now));
            person::Entity::insert_many(rows).exec_without_returning(tx).await?;
            let ranks: Vec<_> = chunk
                .iter()
                .filter_map(|at| {
                    let known = &self.people[*at];
                    Some(first_rank(known.stored.id, known.rank?, self.on, now))
                })
                .collect();
            if !ranks.is_empty() {
                rank::Entity::insert_many(ranks).exec_without_returning(tx).await?;
            }
        }
        let mut written: Vec<_> = new.iter().map(|at| self.people[*at].stored.as_written()).collect();
        for at in &changed {
            let stored = &self.people[*at].stored;
            let before = person::Entity::find_by_id(stored.id)
                .one(tx)
                .await?
                .ok_or(Error::NotFound)?;
            let (record, name) = (ImportedRecord::Personnel, stored.name.as_str());
            let version = before.version;
            written.push(Written::updated(
                record,
                stored.id.0,
                stored.unit_id,
                name,
                (&before, version),
            )?);
            person::Entity::update_many()
                .set(stored.as_change(now))
                .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
                .filter(person::Column::Id.eq(stored.id))
                .exec(tx)
                .await?;
        }
        for (group, operation) in [(&new, ChangeOperation::Created), (&changed, ChangeOperation::Updated)] {
            let records: Vec<_> = group
                .iter()
                .map(|at| (self.people[*at].stored.id.0, self.people[*at].stored.unit_id))
                .collect();
            changes::record_many(tx, "personnel", &records, operation, now).await?;
        }
        for at in new {
            self.people[at].is_new = false;
        }
        Ok(written)
    }
}

/// Takes back what an import wrote of a person; his first rank goes with him.
pub async fn undo(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    take_back::<person::Entity>(tx, written, now, async |tx| {
        let ranks = rank::Entity::delete_many().filter(rank::Column::PersonId.eq(written.id));
        ranks.exec(tx).await.map(|_| ())
    })
    .await
}

impl Stored {
    fn as_written(&self) -> Written {
        Written::created(ImportedRecord::Personnel, self.id.0, self.unit_id, &self.name)
    }

    fn as_change(&self, now: DateTime<Utc>) -> person::ActiveModel {
        person::ActiveModel {
            unit_id: Set(self.unit_id),
            name: Set(self.name.clone()),
            search: Set(search::index_text([self.name.as_str()])),
            staff_number: Set(self.staff_number.clone()),
            sex: Set(self.sex),
            ethnic_group: Set(self.ethnic_group.clone()),
            political_affiliation: Set(self.political_affiliation.clone()),
            phone: Set(self.phone.clone()),
            employment_status: Set(self.employment_status),
            id_number_digest: Set(self.id_number_digest.clone()),
            left_on: NotSet,
            updated_at: Set(now),
            ..Default::default()
        }
    }

    fn as_new_row(&self, now: DateTime<Utc>) -> person::ActiveModel {
        person::ActiveModel {
            id: Set(self.id),
            left_on: Set(None),
            version: Set(1),
            created_at: Set(now),
            ..self.as_change(now)
        }
    }
}

fn first_rank(person_id: PersonId, rank: Rank, on: NaiveDate, now: DateTime<Utc>) -> rank::ActiveModel {
    rank::ActiveModel {
        id: Set(RankId::new()),
        person_id: Set(person_id),
        rank: Set(rank),
        starts_on: Set(on),
        ends_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

#[derive(Debug, Default)]
struct Elsewhere {
    digests: std::collections::HashSet<Vec<u8>>,
    staff_numbers: std::collections::HashSet<String>,
}
