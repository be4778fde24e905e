//! Says what each row of a pupil list would do.

use std::collections::HashSet;

use chrono::Datelike;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    GuardianRow, ROWS_AT_ONCE, StudentRow,
    known::{Class, Extra, Guardian, Household, Known, Student, Tracked},
};
use crate::{
    entities::{
        class::Stage,
        ids::{ClassId, GuardianId, HouseholdId, StudentId},
        import_row::RowDifference,
        person::Sex,
        student::{self, StudentStatus},
    },
    error::Result,
    features::{
        families::{ADDRESS, GUARDIAN_ID, GUARDIAN_PHONE, PUPIL_NUMBER, class_name::ClassKey, last4},
        importing::{RowPlan, shown, take, take_known},
    },
    language::text,
    vault::Vault,
};

type Refused = RowPlan<StudentId>;

pub async fn plan(
    db: &impl ConnectionTrait,
    vault: &Vault,
    known: &mut Known,
    rows: &[StudentRow],
) -> Result<Vec<RowPlan<StudentId>>> {
    let digests: Vec<Option<Vec<u8>>> = rows
        .iter()
        .map(|row| Some(vault.digest(PUPIL_NUMBER, row.pupil_number.as_ref()?.as_bytes())))
        .collect();
    let elsewhere = elsewhere(db, known, &digests).await?;
    let mut plans = Vec::with_capacity(rows.len());
    for (row, digest) in rows.iter().zip(digests) {
        if digest.as_ref().is_some_and(|digest| elsewhere.contains(digest)) {
            plans.push(RowPlan::rejected(
                Some("pupil_number"),
                "at_another_school",
                &text(
                    "此学籍号已登记在其他学校",
                    "this pupil number is registered at another school",
                ),
            ));
            continue;
        }
        plans.push(plan_row(vault, known, row, digest)?);
    }
    Ok(plans)
}

/// Pupil numbers that belong to somebody outside the subtree.
async fn elsewhere(db: &impl ConnectionTrait, known: &Known, digests: &[Option<Vec<u8>>]) -> Result<HashSet<Vec<u8>>> {
    let unknown: Vec<&Vec<u8>> = digests
        .iter()
        .flatten()
        .filter(|digest| !known.student_by_number.contains_key(*digest))
        .collect();
    let mut found = HashSet::new();
    for digests in unknown.chunks(ROWS_AT_ONCE) {
        let rows: Vec<Option<Vec<u8>>> = student::Entity::find()
            .select_only()
            .column(student::Column::PupilNumberDigest)
            .filter(student::Column::PupilNumberDigest.is_in(digests.iter().map(|digest| (*digest).clone())))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.into_iter().flatten());
    }
    Ok(found)
}

fn plan_row(vault: &Vault, known: &mut Known, row: &StudentRow, digest: Option<Vec<u8>>) -> Result<RowPlan<StudentId>> {
    if !known.units.contains_key(&row.unit_id) {
        return Ok(RowPlan::rejected(
            Some("unit"),
            "unknown_unit",
            &text("学校不在本次导入的范围内", "the school does not belong to this import"),
        ));
    }
    let class = match class_of(known, row) {
        Ok(class) => class,
        Err(refused) => return Ok(refused),
    };
    let found = match find(known, row, class, digest.as_ref()) {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    match (found, class) {
        (Some(at), _) if known.extras[at].met => Ok(RowPlan::rejected(
            None,
            "duplicate_row",
            &text("与前面的行是同一名学生", "the same pupil as in an earlier row"),
        )),
        (Some(at), class) => update(vault, known, at, row, class, digest.as_ref()),
        (None, None) => Ok(RowPlan::rejected(
            Some("class"),
            "required",
            &text("新学生须有班级", "a new pupil needs a class"),
        )),
        (None, Some(class)) => create(vault, known, row, class, digest),
    }
}

/// The class a row names; one that does not exist yet is planned.
fn class_of(known: &mut Known, row: &StudentRow) -> Result<Option<usize>, Refused> {
    let Some(written) = &row.class else {
        return Ok(None);
    };
    if let Some(at) = known.class_by_text.get(&(row.unit_id, written.clone())) {
        return Ok(Some(*at));
    }
    let stage = known.units.get(&row.unit_id).copied().unwrap_or(Stage::Primary);
    let key = ClassKey::read(written, known.year_starts_on.year(), stage).ok_or_else(|| {
        RowPlan::rejected(
            Some("class"),
            "unknown_class",
            &text(
                "看不懂班级：请写成“三年级2班”，或先建班级",
                "the class is not understood: write it as 三年级2班, or make the class first",
            ),
        )
    })?;
    if let Some(at) = known.class_by_key.get(&(row.unit_id, key)) {
        return Ok(Some(*at));
    }
    let is_code = written.chars().all(|c| c.is_ascii_digit());
    Ok(Some(known.add_class(Tracked::new(Class {
        id: ClassId::new(),
        unit_id: row.unit_id,
        school_year_id: known.school_year_id,
        stage: key.stage,
        grade: key.grade,
        number: key.number,
        name: key.name(),
        external_code: is_code.then(|| written.clone()),
    }))))
}

fn find(
    known: &Known,
    row: &StudentRow,
    class: Option<usize>,
    digest: Option<&Vec<u8>>,
) -> Result<Option<usize>, Refused> {
    if let Some(at) = digest.and_then(|digest| known.student_by_number.get(digest)) {
        return Ok(Some(*at));
    }
    let candidates = match (row.birth_date, class) {
        (Some(birth_date), _) => known.student_by_birth.get(&(row.unit_id, row.name.clone(), birth_date)),
        (None, Some(class)) => known
            .student_by_class
            .get(&(known.classes[class].row.id, row.name.clone())),
        (None, None) => None,
    };
    let fitting: Vec<usize> = candidates
        .into_iter()
        .flatten()
        .copied()
        .filter(|at| digest.is_none() || known.students[*at].row.pupil_number_digest.is_none())
        .collect();
    if fitting.len() > 1 {
        return Err(RowPlan::rejected(
            Some("name"),
            "namesakes",
            &text("有重名学生，请补充学籍号", "there are namesakes: give the pupil number"),
        ));
    }
    Ok(fitting.first().copied())
}

fn create(
    vault: &Vault,
    known: &mut Known,
    row: &StudentRow,
    class: usize,
    digest: Option<Vec<u8>>,
) -> Result<RowPlan<StudentId>> {
    let household = household_for(vault, known, row);
    join_guardians(vault, known, household, &row.guardians, &mut Vec::new());
    if let Some(address) = &row.address {
        take_address(vault, known, household, address, &mut Vec::new())?;
    }
    let id = StudentId::new();
    let student = Student {
        id,
        unit_id: row.unit_id,
        household_id: known.households[household].row.id,
        class_id: Some(known.classes[class].row.id),
        name: row.name.clone(),
        sex: row.sex.unwrap_or(Sex::Unknown),
        birth_date: row.birth_date,
        ethnic_group: row.ethnic_group.clone(),
        pupil_number_digest: digest,
        boarding: row.boarding,
        left_behind: row.left_behind,
        orphan: row.orphan,
        hardship: row.hardship,
        status: StudentStatus::Enrolled,
    };
    let extra = Extra {
        met: true,
        pupil_number: row.pupil_number.clone(),
        class_since: Some(known.year_starts_on),
    };
    known.add_student(Tracked::new(student), extra);
    known.households[household].pending = true;
    Ok(RowPlan::new(id))
}

/// The household of siblings in the same unit, else a new one.
fn household_for(vault: &Vault, known: &mut Known, row: &StudentRow) -> usize {
    let of_siblings = row.guardians.iter().find_map(|guardian| {
        let by_id = guardian.id_number.as_ref().and_then(|number| {
            let mut digests = vault.digests(GUARDIAN_ID, number.as_bytes()).into_iter();
            digests.find_map(|digest| known.household_by_id_number.get(&(row.unit_id, digest)))
        });
        let by_phone = || {
            let digest = vault.digest(GUARDIAN_PHONE, guardian.phone.as_ref()?.as_bytes());
            known.household_by_phone.get(&(row.unit_id, digest))
        };
        by_id.or_else(by_phone).copied()
    });
    of_siblings.unwrap_or_else(|| {
        known.add_household(Tracked::new(Household {
            id: HouseholdId::new(),
            unit_id: row.unit_id,
            label: format!("{}家", row.name),
            village: None,
            address_sealed: None,
        }))
    })
}

fn update(
    vault: &Vault,
    known: &mut Known,
    at: usize,
    row: &StudentRow,
    class: Option<usize>,
    digest: Option<&Vec<u8>>,
) -> Result<RowPlan<StudentId>> {
    known.extras[at].met = true;
    let mut differences = Vec::new();
    let yes_no = |value: &bool| if *value { "true" } else { "false" }.to_owned();
    let student = &mut known.students[at].row;
    take(
        &mut differences,
        "name",
        &mut student.name,
        Some(&row.name),
        String::clone,
    );
    take(
        &mut differences,
        "sex",
        &mut student.sex,
        row.sex.as_ref().filter(|sex| **sex != Sex::Unknown),
        shown,
    );
    take_known(
        &mut differences,
        "birth_date",
        &mut student.birth_date,
        row.birth_date.as_ref(),
        ToString::to_string,
    );
    take_known(
        &mut differences,
        "ethnic_group",
        &mut student.ethnic_group,
        row.ethnic_group.as_ref(),
        String::clone,
    );
    take_known(
        &mut differences,
        "boarding",
        &mut student.boarding,
        row.boarding.as_ref(),
        yes_no,
    );
    take_known(
        &mut differences,
        "left_behind",
        &mut student.left_behind,
        row.left_behind.as_ref(),
        yes_no,
    );
    take_known(
        &mut differences,
        "orphan",
        &mut student.orphan,
        row.orphan.as_ref(),
        yes_no,
    );
    take_known(
        &mut differences,
        "hardship",
        &mut student.hardship,
        row.hardship.as_ref(),
        yes_no,
    );
    take(
        &mut differences,
        "status",
        &mut student.status,
        Some(&StudentStatus::Enrolled),
        shown,
    );
    if digest.is_some() && student.pupil_number_digest.as_ref() != digest {
        take_known(
            &mut differences,
            "pupil_number",
            &mut student.pupil_number_digest,
            digest,
            |_| "****".into(),
        );
        known.extras[at].pupil_number.clone_from(&row.pupil_number);
    }
    if let Some(class) = class {
        change_class(known, at, class, &mut differences);
    }
    if known.students[at].row.unit_id != row.unit_id {
        change_unit(vault, known, at, row, &mut differences);
    }
    known.students[at].pending = !differences.is_empty();
    if let Some(household) = known.household_by_id.get(&known.students[at].row.household_id).copied() {
        join_guardians(vault, known, household, &row.guardians, &mut differences);
        if let Some(address) = &row.address {
            take_address(vault, known, household, address, &mut differences)?;
        }
        if differences.iter().any(|difference| difference.field == "name") {
            known.households[household].pending = true;
        }
    }
    known.index_student(at);
    Ok(RowPlan::found(known.students[at].row.id, differences))
}

fn change_class(known: &mut Known, at: usize, class: usize, differences: &mut Vec<RowDifference>) {
    let class_id = known.classes[class].row.id;
    let before = known.students[at].row.class_id;
    if before == Some(class_id) {
        return;
    }
    let before = before.and_then(|id| Some(&known.classes[*known.class_by_id.get(&id)?].row));
    differences.push(RowDifference {
        field: "class".into(),
        before: before.map(|class| class.name.clone()),
        after: Some(known.classes[class].row.name.clone()),
    });
    let within_the_year = before.is_some_and(|class| class.school_year_id == known.school_year_id);
    known.extras[at].class_since = Some(if within_the_year {
        known.today
    } else {
        known.year_starts_on
    });
    known.students[at].row.class_id = Some(class_id);
}

/// Moves a pupil to another school: an only child takes the household along, others join or make one there.
fn change_unit(vault: &Vault, known: &mut Known, at: usize, row: &StudentRow, differences: &mut Vec<RowDifference>) {
    differences.push(RowDifference {
        field: "unit".into(),
        before: Some(known.students[at].row.unit_id.to_string()),
        after: Some(row.unit_id.to_string()),
    });
    known.students[at].row.unit_id = row.unit_id;
    let from = known.household_by_id.get(&known.students[at].row.household_id).copied();
    match from {
        Some(household) if known.members[household] == [at] => {
            known.households[household].row.unit_id = row.unit_id;
            known.households[household].pending = true;
        }
        _ => {
            let to = household_for(vault, known, row);
            if let Some(from) = from {
                known.members[from].retain(|member| *member != at);
                known.households[from].pending = true;
            }
            known.members[to].push(at);
            known.households[to].pending = true;
            known.students[at].row.household_id = known.households[to].row.id;
        }
    }
}

/// Adds guardians who are not known in the household, and completes those who are.
fn join_guardians(
    vault: &Vault,
    known: &mut Known,
    household: usize,
    rows: &[GuardianRow],
    differences: &mut Vec<RowDifference>,
) {
    for row in rows {
        let marks = Marks {
            phone: row
                .phone
                .as_ref()
                .map(|phone| vault.digest(GUARDIAN_PHONE, phone.as_bytes())),
            id_number: row
                .id_number
                .as_ref()
                .map(|number| id_digest(vault, known, household, number)),
        };
        let mut of_household = known.guardians_of[household].iter().copied();
        if let Some(at) = of_household.find(|at| marks.fit(&known.guardians[*at].row, row)) {
            complete_guardian(known, at, row, marks, differences);
            known.index_guardian(household, at);
        } else {
            differences.push(RowDifference {
                field: "guardian".into(),
                before: None,
                after: Some(row.name.clone()),
            });
            add_guardian(known, household, row, marks);
        }
    }
}

/// The digest of a number under which somebody of the household is known, else the own one.
fn id_digest(vault: &Vault, known: &Known, household: usize, number: &str) -> Vec<u8> {
    let mut digests = vault.digests(GUARDIAN_ID, number.as_bytes());
    let is_known = |digest: &Vec<u8>| {
        let mut members = known.guardians_of[household].iter();
        members.any(|at| known.guardians[*at].row.id_number_digest.as_ref() == Some(digest))
    };
    let at = digests.iter().position(is_known).unwrap_or_default();
    digests.swap_remove(at)
}

/// Digests of what tells a guardian apart.
struct Marks {
    phone: Option<Vec<u8>>,
    id_number: Option<Vec<u8>>,
}

impl Marks {
    fn fit(&self, guardian: &Guardian, row: &GuardianRow) -> bool {
        let same_id = self.id_number.is_some() && guardian.id_number_digest == self.id_number;
        let same_phone = self.phone.is_some() && guardian.phone_digest == self.phone;
        same_id || guardian.name == row.name || (same_phone && guardian.relation == row.relation)
    }
}

fn complete_guardian(
    known: &mut Known,
    at: usize,
    row: &GuardianRow,
    marks: Marks,
    differences: &mut Vec<RowDifference>,
) {
    let guardian = &mut known.guardians[at];
    if let Some(phone) = &row.phone
        && guardian.row.phone_digest != marks.phone
    {
        differences.push(RowDifference {
            field: "guardian_phone".into(),
            before: guardian.row.phone_last4.as_ref().map(|last4| format!("****{last4}")),
            after: Some(format!("****{}", last4(phone))),
        });
        guardian.row.phone_last4 = Some(last4(phone));
        guardian.row.phone_digest = marks.phone;
        guardian.pending = true;
        known.new_phones.insert(at, phone.clone());
    }
    if guardian.row.id_number_digest.is_none() && marks.id_number.is_some() {
        differences.push(RowDifference {
            field: "guardian_id_number".into(),
            before: None,
            after: Some("****".into()),
        });
        guardian.row.id_number_digest = marks.id_number;
        guardian.pending = true;
    }
}

fn add_guardian(known: &mut Known, household: usize, row: &GuardianRow, marks: Marks) {
    let mut others = known.guardians_of[household].iter();
    let is_primary = !others.any(|at| known.guardians[*at].row.is_primary);
    let guardian = Guardian {
        id: GuardianId::new(),
        household_id: known.households[household].row.id,
        name: row.name.clone(),
        relation: row.relation,
        relation_note: row.relation_note.clone(),
        phone_last4: row.phone.as_deref().map(last4),
        phone_digest: marks.phone,
        id_number_digest: marks.id_number,
        is_primary,
    };
    let at = known.add_guardian(household, Tracked::new(guardian));
    if let Some(phone) = &row.phone {
        known.new_phones.insert(at, phone.clone());
    }
}

fn take_address(
    vault: &Vault,
    known: &mut Known,
    household: usize,
    address: &str,
    differences: &mut Vec<RowDifference>,
) -> Result<()> {
    let stored = match (
        known.new_addresses.get(&household),
        &known.households[household].row.address_sealed,
    ) {
        (Some(planned), _) => Some(planned.clone()),
        (None, Some(sealed)) => Some(vault.open_text(ADDRESS, sealed)?),
        (None, None) => None,
    };
    if stored.as_deref() != Some(address) {
        differences.push(RowDifference {
            field: "address".into(),
            before: stored.map(|_| "****".into()),
            after: Some("****".into()),
        });
        known.new_addresses.insert(household, address.to_owned());
        known.households[household].pending = true;
    }
    Ok(())
}
