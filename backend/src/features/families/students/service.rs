//! Rules and writes of pupils.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::{
        PUPIL_NUMBER, classes, guardians, households,
        reveal::{self, RevealReason, RevealedStudent},
    },
    dto::{NewStudent, StudentDetail, StudentPatch},
    enrolments::{end_enrolment, enrol},
    queries,
};
use crate::{
    auth::{Actor, policy::families::must_write_families},
    clock::local_date,
    db::{changes, search},
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        ids::{ClassId, HouseholdId, OrgUnitId, StudentId},
        student::{self, StudentStatus},
    },
    error::{Error, Result},
    features::personnel::codes,
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

pub async fn create(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewStudent,
    now: DateTime<Utc>,
) -> Result<StudentDetail> {
    let today = local_date(now);
    let unit_id = unit_of_class(tx, actor, today, new.class_id).await?;
    check_birth_date(new.birth_date, today)?;
    let household_id = match new.household_id {
        Some(id) => must_share_unit(tx, actor, today, id, unit_id).await?,
        None => households::add(tx, vault, households::of_pupil(&new.name, unit_id, new.guardians), now).await?,
    };
    let id = new.id.unwrap_or_default();
    let number = Number::of(vault, new.pupil_number.as_deref())?;
    student::Entity::insert(student::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        household_id: Set(household_id),
        class_id: Set(Some(new.class_id)),
        search: Set(search::index_text([new.name.as_str()])),
        name: Set(new.name),
        sex: Set(new.sex),
        birth_date: Set(new.birth_date),
        ethnic_group: Set(new.ethnic_group),
        pupil_number_sealed: Set(number.sealed),
        pupil_number_digest: Set(number.digest),
        boarding: Set(new.boarding),
        left_behind: Set(new.left_behind),
        orphan: Set(new.orphan),
        hardship: Set(new.hardship),
        status: Set(StudentStatus::Enrolled),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    enrol(tx, id, new.class_id, new.enrolled_on.unwrap_or(today), now).await?;
    households::refresh_search(tx, household_id).await?;
    changes::record(tx, "students", id.0, ChangeOperation::Created, unit_id, now).await?;
    queries::find(tx, vault, actor, today, id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: StudentId,
    expected: IfMatch,
    edit: StudentPatch,
    now: DateTime<Utc>,
) -> Result<StudentDetail> {
    let today = local_date(now);
    let stored = queries::load(tx, actor, today, id).await?;
    must_write_families(actor, stored.unit_id)?;
    let shown = queries::find(tx, vault, actor, today, id).await?;
    patch::check_version(expected, stored.version, &shown, &edit)?;
    check_birth_date(edit.birth_date.flatten(), today)?;
    let renamed = edit.name.is_some();
    let (class_id, household_id, status) = (edit.class_id, edit.household_id, edit.status);
    let moved_on = edit.moved_on.unwrap_or(today);
    let mut row = changed_columns(vault, edit)?;
    row.updated_at = Set(now);
    let mut unit_id = stored.unit_id;
    let status = status.unwrap_or(stored.status);
    row.status = Set(status);
    if status != StudentStatus::Enrolled {
        if stored.status == StudentStatus::Enrolled {
            end_enrolment(tx, id, moved_on, now).await?;
        }
        row.class_id = Set(None);
    } else if let Some(class_id) = class_id
        && stored.class_id != Some(class_id)
    {
        unit_id = unit_of_class(tx, actor, today, class_id).await?;
        enrol(tx, id, class_id, moved_on, now).await?;
        row.class_id = Set(Some(class_id));
        row.unit_id = Set(unit_id);
    } else if stored.class_id.is_none() {
        return Err(Error::invalid(
            "class_id",
            "required",
            text("恢复在读须指定班级", "a pupil who comes back needs a class"),
        ));
    }
    if let Some(household_id) = household_id {
        row.household_id = Set(must_share_unit(tx, actor, today, household_id, unit_id).await?);
    }
    student::Entity::update_many()
        .set(row)
        .col_expr(student::Column::Version, Expr::col(student::Column::Version).add(1))
        .filter(student::Column::Id.eq(id))
        .filter(student::Column::Version.eq(stored.version))
        .exec(tx)
        .await?;
    if renamed || household_id.is_some() {
        households::refresh_search(tx, stored.household_id).await?;
        if let Some(household_id) = household_id {
            households::refresh_search(tx, household_id).await?;
        }
    }
    changes::record(tx, "students", id.0, ChangeOperation::Updated, unit_id, now).await?;
    queries::find(tx, vault, actor, today, id).await
}

/// The columns that an edit names, except class, household and status.
fn changed_columns(vault: &Vault, edit: StudentPatch) -> Result<student::ActiveModel> {
    let mut row = student::ActiveModel::default();
    if let Some(name) = edit.name {
        row.search = Set(search::index_text([name.as_str()]));
        row.name = Set(name);
    }
    if let Some(sex) = edit.sex {
        row.sex = Set(sex);
    }
    if let Some(birth_date) = edit.birth_date {
        row.birth_date = Set(birth_date);
    }
    if let Some(ethnic_group) = edit.ethnic_group {
        row.ethnic_group = Set(ethnic_group);
    }
    if let Some(pupil_number) = edit.pupil_number {
        let number = Number::of(vault, pupil_number.as_deref())?;
        row.pupil_number_sealed = Set(number.sealed);
        row.pupil_number_digest = Set(number.digest);
    }
    if let Some(boarding) = edit.boarding {
        row.boarding = Set(boarding);
    }
    if let Some(left_behind) = edit.left_behind {
        row.left_behind = Set(left_behind);
    }
    if let Some(orphan) = edit.orphan {
        row.orphan = Set(orphan);
    }
    if let Some(hardship) = edit.hardship {
        row.hardship = Set(hardship);
    }
    Ok(row)
}

/// Shows the personal data of a pupil and notes who looked and why.
pub async fn reveal(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: StudentId,
    reason: &RevealReason,
    now: DateTime<Utc>,
) -> Result<RevealedStudent> {
    let student = queries::load(tx, actor, local_date(now), id).await?;
    let look = (AuditAction::StudentRevealed, id.0);
    reveal::note(tx, vault, actor, look, student.unit_id, reason, now).await?;
    Ok(RevealedStudent {
        pupil_number: queries::pupil_number_of(vault, &student)?,
        address: households::open_address(tx, vault, student.household_id).await?,
        guardians: guardians::revealed_of(tx, vault, student.household_id).await?,
    })
}

/// The unit of a class that the caller may change.
async fn unit_of_class(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    class_id: ClassId,
) -> Result<OrgUnitId> {
    let class = match classes::load(tx, actor, today, class_id).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference("class_id")),
        class => class?,
    };
    must_write_families(actor, class.unit_id)?;
    Ok(class.unit_id)
}

/// The household of a sibling at the same school.
async fn must_share_unit(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    household_id: HouseholdId,
    unit_id: OrgUnitId,
) -> Result<HouseholdId> {
    match households::load(tx, actor, today, household_id).await {
        Ok(household) if household.unit_id == unit_id => Ok(household_id),
        Ok(_) | Err(Error::NotFound) => Err(Error::unknown_reference("household_id")),
        Err(error) => Err(error),
    }
}

fn check_birth_date(birth_date: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    if birth_date.is_some_and(|day| day > today) {
        return Err(Error::invalid(
            "birth_date",
            "in_the_future",
            text("出生日期不能晚于今天", "the birth date lies in the future"),
        ));
    }
    Ok(())
}

/// A pupil number as it is stored.
struct Number {
    sealed: Option<Vec<u8>>,
    digest: Option<Vec<u8>>,
}

impl Number {
    fn of(vault: &Vault, written: Option<&str>) -> Result<Self> {
        let number = written.and_then(codes::pupil_number);
        Ok(Self {
            sealed: match &number {
                Some(number) => Some(vault.seal(PUPIL_NUMBER, number.as_bytes())?),
                None => None,
            },
            digest: number
                .as_ref()
                .map(|number| vault.digest(PUPIL_NUMBER, number.as_bytes())),
        })
    }
}
