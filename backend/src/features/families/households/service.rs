//! Rules and writes of households.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::{
        ADDRESS, guardians,
        guardians::HouseholdGuardian,
        reveal::{self, RevealReason, RevealedHousehold},
    },
    dto::{HouseholdDetail, HouseholdPatch, NewHousehold},
    queries,
};
use crate::{
    auth::{
        Actor, Permission,
        policy::{self, families::must_write_families},
    },
    clock::local_date,
    db::{changes, search},
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        household,
        ids::{HouseholdId, OrgUnitId},
        student,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    vault::Vault,
};

pub async fn create(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewHousehold,
    now: DateTime<Utc>,
) -> Result<HouseholdDetail> {
    if !policy::reaches_unit(actor, Permission::FamiliesWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let id = add(tx, vault, new, now).await?;
    queries::find(tx, actor, local_date(now), id).await
}

/// Makes a household with its guardians.
pub async fn add(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    new: NewHousehold,
    now: DateTime<Utc>,
) -> Result<HouseholdId> {
    let id = new.id.unwrap_or_default();
    let texts = [Some(new.label.as_str()), new.village.as_deref()];
    household::Entity::insert(household::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        search: Set(search::index_text(texts.into_iter().flatten())),
        label: Set(new.label),
        address_sealed: Set(seal_address(vault, new.address)?),
        village: Set(new.village),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    for guardian in new.guardians {
        guardians::add(tx, vault, id, guardian, now).await?;
    }
    changes::record(tx, "households", id.0, ChangeOperation::Created, new.unit_id, now).await?;
    Ok(id)
}

/// A household for a pupil who has none yet.
pub fn of_pupil(name: &str, unit_id: OrgUnitId, guardians: Vec<HouseholdGuardian>) -> NewHousehold {
    NewHousehold {
        id: None,
        unit_id,
        label: format!("{name}家"),
        village: None,
        address: None,
        guardians,
    }
}

fn seal_address(vault: &Vault, address: Option<String>) -> Result<Option<Vec<u8>>> {
    match address.filter(|address| !address.is_empty()) {
        Some(address) => Ok(Some(vault.seal(ADDRESS, address.as_bytes())?)),
        None => Ok(None),
    }
}

pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: HouseholdId,
    expected: IfMatch,
    edit: HouseholdPatch,
    now: DateTime<Utc>,
) -> Result<HouseholdDetail> {
    let today = local_date(now);
    let stored = queries::find(tx, actor, today, id).await?;
    let unit_id = stored.household.unit_id;
    must_write_families(actor, unit_id)?;
    patch::check_version(expected, stored.household.version, &stored, &edit)?;
    let mut row = household::ActiveModel::default();
    if let Some(label) = edit.label {
        row.label = Set(label);
    }
    if let Some(village) = edit.village {
        row.village = Set(village);
    }
    if let Some(address) = edit.address {
        row.address_sealed = Set(seal_address(vault, address)?);
    }
    row.updated_at = Set(now);
    household::Entity::update_many()
        .set(row)
        .filter(household::Column::Id.eq(id))
        .exec(tx)
        .await?;
    refresh_search(tx, id).await?;
    touch(tx, id, unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}

/// Gives a household a new version and notes the change.
pub async fn touch(tx: &impl ConnectionTrait, id: HouseholdId, unit_id: OrgUnitId, now: DateTime<Utc>) -> Result<()> {
    household::Entity::update_many()
        .set(household::ActiveModel {
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(household::Column::Version, Expr::col(household::Column::Version).add(1))
        .filter(household::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "households", id.0, ChangeOperation::Updated, unit_id, now).await
}

/// Writes the search text of a household anew: label, village, names of its pupils.
pub async fn refresh_search(tx: &impl ConnectionTrait, id: HouseholdId) -> Result<()> {
    let household = household::Entity::find_by_id(id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let pupils: Vec<String> = student::Entity::find()
        .select_only()
        .column(student::Column::Name)
        .filter(student::Column::HouseholdId.eq(id))
        .into_tuple()
        .all(tx)
        .await?;
    let texts = [Some(household.label.as_str()), household.village.as_deref()];
    let texts = texts.into_iter().flatten().chain(pupils.iter().map(String::as_str));
    household::Entity::update_many()
        .set(household::ActiveModel {
            search: Set(search::index_text(texts)),
            ..Default::default()
        })
        .filter(household::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Shows the personal data of a household and notes who looked and why.
pub async fn reveal(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: HouseholdId,
    reason: &RevealReason,
    now: DateTime<Utc>,
) -> Result<RevealedHousehold> {
    let household = queries::load(tx, actor, local_date(now), id).await?;
    let look = (AuditAction::HouseholdRevealed, id.0);
    reveal::note(tx, vault, actor, look, household.unit_id, reason, now).await?;
    Ok(RevealedHousehold {
        address: open_address(tx, vault, id).await?,
        guardians: guardians::revealed_of(tx, vault, id).await?,
    })
}

/// The address of a household; the caller writes the audit row.
pub async fn open_address(tx: &impl ConnectionTrait, vault: &Vault, id: HouseholdId) -> Result<Option<String>> {
    let household = household::Entity::find_by_id(id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    match household.address_sealed {
        Some(sealed) => Ok(Some(vault.open_text(ADDRESS, &sealed)?)),
        None => Ok(None),
    }
}
