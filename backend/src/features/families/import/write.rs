//! Writes what was planned.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::known::{Class, Guardian, Known, Student, Tracked};
use crate::{
    db::{ROWS_AT_ONCE, changes, search},
    entities::{
        change_event::ChangeOperation,
        class, enrolment, guardian, household,
        ids::{EnrolmentId, OrgUnitId},
        import_change::ImportedRecord,
        student,
    },
    error::Result,
    features::{
        families::{ADDRESS, GUARDIAN_PHONE, PUPIL_NUMBER, students::end_enrolment},
        importing::{Written, stored},
    },
    vault::Vault,
};

pub async fn write(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    known: &mut Known,
    now: DateTime<Utc>,
) -> Result<Vec<Written>> {
    let mut written = Vec::new();
    classes(tx, known, now, &mut written).await?;
    households(tx, vault, known, now, &mut written).await?;
    guardians(tx, vault, known, now, &mut written).await?;
    students(tx, vault, known, now, &mut written).await?;
    Ok(written)
}

/// Takes what is pending: indices of new rows, and of changed ones.
fn take_pending<T>(rows: &mut [Tracked<T>]) -> (Vec<usize>, Vec<usize>) {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.pending) {
        if row.is_new { &mut new } else { &mut changed }.push(at);
        row.is_new = false;
        row.pending = false;
    }
    (new, changed)
}

async fn note(
    tx: &impl ConnectionTrait,
    kind: &str,
    created: impl Iterator<Item = (Uuid, OrgUnitId)>,
    updated: impl Iterator<Item = (Uuid, OrgUnitId)>,
    now: DateTime<Utc>,
) -> Result<()> {
    changes::record_many(tx, kind, &created.collect::<Vec<_>>(), ChangeOperation::Created, now).await?;
    changes::record_many(tx, kind, &updated.collect::<Vec<_>>(), ChangeOperation::Updated, now).await
}

async fn classes(
    tx: &impl ConnectionTrait,
    known: &mut Known,
    now: DateTime<Utc>,
    written: &mut Vec<Written>,
) -> Result<()> {
    let (new, _) = take_pending(&mut known.classes);
    let row = |class: &Class| class::ActiveModel {
        id: Set(class.id),
        unit_id: Set(class.unit_id),
        school_year_id: Set(class.school_year_id),
        stage: Set(class.stage),
        grade: Set(class.grade),
        number: Set(class.number),
        name: Set(class.name.clone()),
        external_code: Set(class.external_code.clone()),
        search: Set(search::index_text([class.name.as_str()])),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    for chunk in new.chunks(ROWS_AT_ONCE) {
        let rows = chunk.iter().map(|at| row(&known.classes[*at].row));
        class::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    written.extend(new.iter().map(|at| {
        let class = &known.classes[*at].row;
        Written::created(ImportedRecord::Classes, class.id.0, class.unit_id, &class.name)
    }));
    let created = new
        .iter()
        .map(|at| (known.classes[*at].row.id.0, known.classes[*at].row.unit_id));
    note(tx, "classes", created, std::iter::empty(), now).await
}

async fn households(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    known: &mut Known,
    now: DateTime<Utc>,
    written: &mut Vec<Written>,
) -> Result<()> {
    let (new, changed) = take_pending(&mut known.households);
    for at in new.iter().chain(&changed) {
        if let Some(address) = known.new_addresses.remove(at) {
            known.households[*at].row.address_sealed = Some(vault.seal(ADDRESS, address.as_bytes())?);
        }
    }
    let change = |at: usize| {
        let household = &known.households[at].row;
        let names = known.members[at]
            .iter()
            .map(|student| known.students[*student].row.name.as_str());
        let texts = [household.label.as_str()]
            .into_iter()
            .chain(household.village.as_deref())
            .chain(names);
        household::ActiveModel {
            unit_id: Set(household.unit_id),
            label: Set(household.label.clone()),
            search: Set(search::index_text(texts)),
            address_sealed: Set(household.address_sealed.clone()),
            village: Set(household.village.clone()),
            updated_at: Set(now),
            ..Default::default()
        }
    };
    for chunk in new.chunks(ROWS_AT_ONCE) {
        let rows = chunk.iter().map(|at| household::ActiveModel {
            id: Set(known.households[*at].row.id),
            version: Set(1),
            created_at: Set(now),
            ..change(*at)
        });
        household::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    written.extend(new.iter().map(|at| {
        let household = &known.households[*at].row;
        Written::created(
            ImportedRecord::Households,
            household.id.0,
            household.unit_id,
            &household.label,
        )
    }));
    let before = stored::<household::Entity>(tx, household::Column::Id, |household| household.id.0, {
        changed.iter().map(|at| known.households[*at].row.id.0).collect()
    });
    let before = before.await?;
    for at in &changed {
        let household = &known.households[*at].row;
        if let Some(stored) = before.get(&household.id.0) {
            let (record, label) = (ImportedRecord::Households, household.label.as_str());
            let stored = (stored, stored.version);
            written.push(Written::updated(
                record,
                household.id.0,
                household.unit_id,
                label,
                stored,
            )?);
        }
        household::Entity::update_many()
            .set(change(*at))
            .col_expr(household::Column::Version, Expr::col(household::Column::Version).add(1))
            .filter(household::Column::Id.eq(known.households[*at].row.id))
            .exec(tx)
            .await?;
    }
    let record = |at: &usize| (known.households[*at].row.id.0, known.households[*at].row.unit_id);
    note(
        tx,
        "households",
        new.iter().map(record),
        changed.iter().map(record),
        now,
    )
    .await
}

async fn guardians(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    known: &mut Known,
    now: DateTime<Utc>,
    written: &mut Vec<Written>,
) -> Result<()> {
    let (new, changed) = take_pending(&mut known.guardians);
    let phones = std::mem::take(&mut known.new_phones);
    let seal = |at: &usize| -> Result<Option<Vec<u8>>> {
        let phone = phones.get(at);
        Ok(phone
            .map(|phone| vault.seal(GUARDIAN_PHONE, phone.as_bytes()))
            .transpose()?)
    };
    let row = |guardian: &Guardian, phone_sealed: Option<Vec<u8>>| guardian::ActiveModel {
        id: Set(guardian.id),
        household_id: Set(guardian.household_id),
        name: Set(guardian.name.clone()),
        relation: Set(guardian.relation),
        relation_note: Set(guardian.relation_note.clone()),
        phone_sealed: Set(phone_sealed),
        phone_last4: Set(guardian.phone_last4.clone()),
        phone_digest: Set(guardian.phone_digest.clone()),
        id_number_digest: Set(guardian.id_number_digest.clone()),
        is_primary: Set(guardian.is_primary),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    for chunk in new.chunks(ROWS_AT_ONCE) {
        let mut rows = Vec::with_capacity(chunk.len());
        for at in chunk {
            rows.push(row(&known.guardians[*at].row, seal(at)?));
        }
        guardian::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let unit_of = |guardian: &Guardian| {
        let household = known.household_by_id.get(&guardian.household_id)?;
        Some(known.households[*household].row.unit_id)
    };
    written.extend(new.iter().filter_map(|at| {
        let guardian = &known.guardians[*at].row;
        let unit_id = unit_of(guardian)?;
        Some(Written::created(
            ImportedRecord::Guardians,
            guardian.id.0,
            unit_id,
            &guardian.name,
        ))
    }));
    let before = stored::<guardian::Entity>(tx, guardian::Column::Id, |guardian| guardian.id.0, {
        changed.iter().map(|at| known.guardians[*at].row.id.0).collect()
    });
    let before = before.await?;
    for at in &changed {
        let guardian = &known.guardians[*at].row;
        if let (Some(stored), Some(unit_id)) = (before.get(&guardian.id.0), unit_of(guardian)) {
            let (record, name) = (ImportedRecord::Guardians, guardian.name.as_str());
            let stored = (stored, stored.version);
            written.push(Written::updated(record, guardian.id.0, unit_id, name, stored)?);
        }
        let mut change = guardian::ActiveModel {
            phone_last4: Set(guardian.phone_last4.clone()),
            phone_digest: Set(guardian.phone_digest.clone()),
            id_number_digest: Set(guardian.id_number_digest.clone()),
            updated_at: Set(now),
            ..Default::default()
        };
        if let Some(sealed) = seal(at)? {
            change.phone_sealed = Set(Some(sealed));
        }
        guardian::Entity::update_many()
            .set(change)
            .col_expr(guardian::Column::Version, Expr::col(guardian::Column::Version).add(1))
            .filter(guardian::Column::Id.eq(guardian.id))
            .exec(tx)
            .await?;
    }
    let record = |at: &usize| {
        let guardian = &known.guardians[*at].row;
        Some((guardian.id.0, unit_of(guardian)?))
    };
    note(
        tx,
        "guardians",
        new.iter().filter_map(record),
        changed.iter().filter_map(record),
        now,
    )
    .await
}

async fn students(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    known: &mut Known,
    now: DateTime<Utc>,
    written: &mut Vec<Written>,
) -> Result<()> {
    let (new, changed) = take_pending(&mut known.students);
    for chunk in new.chunks(ROWS_AT_ONCE) {
        let (mut rows, mut enrolments) = (Vec::with_capacity(chunk.len()), Vec::with_capacity(chunk.len()));
        for at in chunk {
            let student = &known.students[*at].row;
            rows.push(student::ActiveModel {
                id: Set(student.id),
                pupil_number_sealed: Set(seal_number(vault, known.extras[*at].pupil_number.take())?),
                version: Set(1),
                created_at: Set(now),
                ..change(student, now)
            });
            enrolments.extend(
                known.extras[*at]
                    .class_since
                    .take()
                    .and_then(|since| enrol(student, since, now)),
            );
        }
        student::Entity::insert_many(rows).exec_without_returning(tx).await?;
        if !enrolments.is_empty() {
            enrolment::Entity::insert_many(enrolments)
                .exec_without_returning(tx)
                .await?;
        }
    }
    written.extend(new.iter().map(|at| {
        let student = &known.students[*at].row;
        Written::created(ImportedRecord::Students, student.id.0, student.unit_id, &student.name)
    }));
    let before = stored::<student::Entity>(tx, student::Column::Id, |student| student.id.0, {
        changed.iter().map(|at| known.students[*at].row.id.0).collect()
    });
    let before = before.await?;
    for at in &changed {
        let student = &known.students[*at].row;
        if let Some(stored) = before.get(&student.id.0) {
            let (record, name) = (ImportedRecord::Students, student.name.as_str());
            let stored = (stored, stored.version);
            written.push(Written::updated(record, student.id.0, student.unit_id, name, stored)?);
        }
        let mut change = change(student, now);
        if let Some(sealed) = seal_number(vault, known.extras[*at].pupil_number.take())? {
            change.pupil_number_sealed = Set(Some(sealed));
        }
        student::Entity::update_many()
            .set(change)
            .col_expr(student::Column::Version, Expr::col(student::Column::Version).add(1))
            .filter(student::Column::Id.eq(student.id))
            .exec(tx)
            .await?;
        if let Some(since) = known.extras[*at].class_since.take() {
            end_enrolment(tx, student.id, since, now).await?;
            if let Some(row) = enrol(student, since, now) {
                enrolment::Entity::insert(row).exec_without_returning(tx).await?;
            }
        }
    }
    let record = |at: &usize| (known.students[*at].row.id.0, known.students[*at].row.unit_id);
    note(tx, "students", new.iter().map(record), changed.iter().map(record), now).await
}

fn seal_number(vault: &Vault, number: Option<String>) -> Result<Option<Vec<u8>>> {
    Ok(number
        .map(|number| vault.seal(PUPIL_NUMBER, number.as_bytes()))
        .transpose()?)
}

fn change(student: &Student, now: DateTime<Utc>) -> student::ActiveModel {
    student::ActiveModel {
        unit_id: Set(student.unit_id),
        household_id: Set(student.household_id),
        class_id: Set(student.class_id),
        name: Set(student.name.clone()),
        search: Set(search::index_text([student.name.as_str()])),
        sex: Set(student.sex),
        birth_date: Set(student.birth_date),
        ethnic_group: Set(student.ethnic_group.clone()),
        pupil_number_digest: Set(student.pupil_number_digest.clone()),
        boarding: Set(student.boarding),
        left_behind: Set(student.left_behind),
        orphan: Set(student.orphan),
        hardship: Set(student.hardship),
        status: Set(student.status),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn enrol(student: &Student, since: NaiveDate, now: DateTime<Utc>) -> Option<enrolment::ActiveModel> {
    Some(enrolment::ActiveModel {
        id: Set(EnrolmentId::new()),
        student_id: Set(student.id),
        class_id: Set(student.class_id?),
        starts_on: Set(since),
        ends_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
}
