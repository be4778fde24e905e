//! Rules and writes of staff.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::{ID_NUMBER, codes, history},
    dto::{NewPerson, PersonFile, PersonPatch},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::{changes, search},
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, PersonId},
        person::{self, EmploymentStatus},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    vault::Vault,
};

pub async fn create(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewPerson,
    now: DateTime<Utc>,
) -> Result<PersonFile> {
    must_reach(actor, new.unit_id)?;
    let id = new.id.unwrap_or_default();
    let today = local_date(now);
    person::Entity::insert(person::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        search: Set(search::index_text([new.name.as_str()])),
        name: Set(new.name),
        staff_number: Set(new.staff_number),
        sex: Set(new.sex),
        ethnic_group: Set(new.ethnic_group),
        political_affiliation: Set(new.political_affiliation),
        phone: Set(new.phone.as_deref().and_then(codes::phone)),
        employment_status: Set(EmploymentStatus::Active),
        id_number_digest: Set(new.id_number.as_deref().and_then(|number| digest(vault, number))),
        left_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    history::begin_rank(tx, id, new.rank, new.rank_since.unwrap_or(today), now).await?;
    changes::record(tx, "personnel", id.0, ChangeOperation::Created, new.unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: PersonId,
    expected: IfMatch,
    edit: PersonPatch,
    now: DateTime<Utc>,
) -> Result<PersonFile> {
    let today = local_date(now);
    let file = queries::find(tx, actor, today, id).await?;
    let stored = &file.person;
    must_write(actor, stored.unit_id)?;
    patch::check_version(expected, stored.version, &file, &edit)?;
    let mut row = person::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(unit_id) = edit.unit_id {
        must_reach(actor, unit_id)?;
        row.unit_id = Set(unit_id);
    }
    if let Some(name) = edit.name {
        row.search = Set(search::index_text([name.as_str()]));
        row.name = Set(name);
    }
    if let Some(sex) = edit.sex {
        row.sex = Set(sex);
    }
    if let Some(staff_number) = edit.staff_number {
        row.staff_number = Set(staff_number);
    }
    if let Some(ethnic_group) = edit.ethnic_group {
        row.ethnic_group = Set(ethnic_group);
    }
    if let Some(political_affiliation) = edit.political_affiliation {
        row.political_affiliation = Set(political_affiliation);
    }
    if let Some(phone) = edit.phone {
        row.phone = Set(phone.as_deref().and_then(codes::phone));
    }
    if let Some(number) = edit.id_number {
        row.id_number_digest = Set(digest(vault, &number));
    }
    let status = edit.employment_status.unwrap_or(stored.employment_status);
    let left_on = match status {
        EmploymentStatus::Active => None,
        EmploymentStatus::Left | EmploymentStatus::Retired => {
            Some(edit.left_on.flatten().or(stored.left_on).unwrap_or(today))
        }
    };
    row.employment_status = Set(status);
    row.left_on = Set(left_on);
    person::Entity::update_many()
        .set(row)
        .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
        .filter(person::Column::Id.eq(id))
        .filter(person::Column::Version.eq(stored.version))
        .exec(tx)
        .await?;
    let unit_id = edit.unit_id.unwrap_or(stored.unit_id);
    changes::record(tx, "personnel", id.0, ChangeOperation::Updated, unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}

fn digest(vault: &Vault, number: &str) -> Option<Vec<u8>> {
    Some(vault.digest(ID_NUMBER, codes::resident_id(number)?.as_bytes()))
}

/// 422 unless the caller may have staff in this unit.
fn must_reach(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if policy::reaches_unit(actor, Permission::PersonnelWrite, unit_id) {
        return Ok(());
    }
    Err(Error::unknown_reference("unit_id"))
}

/// 403 unless the caller may change the staff of this unit.
pub fn must_write(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if policy::reaches_unit(actor, Permission::PersonnelWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只能修改本单位范围内的教职工。",
        "You may only change the staff of your own scope.",
    ))
}
