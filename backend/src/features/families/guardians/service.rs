//! Rules and writes of guardians: a household with guardians has one primary guardian.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    super::{GUARDIAN_PHONE, committees, households, last4},
    dto::{Guardian, GuardianPatch, HouseholdGuardian, NewGuardian},
    queries,
};
use crate::{
    auth::{Actor, policy::families::must_write_families},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        guardian,
        ids::{GuardianId, HouseholdId},
    },
    error::{Error, Result},
    features::personnel::codes,
    http::{IfMatch, patch},
    vault::Vault,
};

pub async fn create(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewGuardian,
    now: DateTime<Utc>,
) -> Result<Guardian> {
    let household = match households::load(tx, actor, local_date(now), new.household_id).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference("household_id")),
        household => household?,
    };
    must_write_families(actor, household.unit_id)?;
    let guardian = HouseholdGuardian {
        name: new.name,
        relation: new.relation,
        relation_note: new.relation_note,
        phone: new.phone,
        is_primary: new.is_primary,
    };
    let id = add(tx, vault, household.id, guardian, now).await?;
    households::touch(tx, household.id, household.unit_id, now).await?;
    find(tx, id).await.map(queries::show)
}

/// Adds a guardian to a household; the first one is primary.
pub async fn add(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    household_id: HouseholdId,
    new: HouseholdGuardian,
    now: DateTime<Utc>,
) -> Result<GuardianId> {
    let others = queries::of_households(tx, [household_id]).await?;
    let is_primary = new.is_primary || others.is_empty();
    if is_primary {
        release_primary(tx, household_id, now).await?;
    }
    let phone = Phone::of(vault, new.phone.as_deref())?;
    let id = GuardianId::new();
    guardian::Entity::insert(guardian::ActiveModel {
        id: Set(id),
        household_id: Set(household_id),
        name: Set(new.name),
        relation: Set(new.relation),
        relation_note: Set(new.relation_note),
        phone_sealed: Set(phone.sealed),
        phone_last4: Set(phone.last4),
        phone_digest: Set(phone.digest),
        id_number_digest: Set(None),
        is_primary: Set(is_primary),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(id)
}

pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: GuardianId,
    expected: IfMatch,
    edit: GuardianPatch,
    now: DateTime<Utc>,
) -> Result<Guardian> {
    let (stored, household) = load(tx, actor, local_date(now), id).await?;
    must_write_families(actor, household.unit_id)?;
    patch::check_version(expected, stored.version, &queries::show(stored.clone()), &edit)?;
    let mut row = guardian::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name = Set(name);
    }
    if let Some(relation) = edit.relation {
        row.relation = Set(relation);
    }
    if let Some(relation_note) = edit.relation_note {
        row.relation_note = Set(relation_note);
    }
    if let Some(phone) = edit.phone {
        let phone = Phone::of(vault, phone.as_deref())?;
        row.phone_sealed = Set(phone.sealed);
        row.phone_last4 = Set(phone.last4);
        row.phone_digest = Set(phone.digest);
    }
    if edit.is_primary == Some(true) {
        release_primary(tx, household.id, now).await?;
        row.is_primary = Set(true);
    }
    guardian::Entity::update_many()
        .set(row)
        .col_expr(guardian::Column::Version, Expr::col(guardian::Column::Version).add(1))
        .filter(guardian::Column::Id.eq(id))
        .exec(tx)
        .await?;
    households::touch(tx, household.id, household.unit_id, now).await?;
    find(tx, id).await.map(queries::show)
}

pub async fn delete(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: GuardianId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let (stored, household) = load(tx, actor, local_date(now), id).await?;
    must_write_families(actor, household.unit_id)?;
    patch::check_version(expected, stored.version, &queries::show(stored.clone()), &json!({}))?;
    committees::keep_phone(tx, &stored).await?;
    guardian::Entity::delete_by_id(id).exec(tx).await?;
    if stored.is_primary {
        let next = guardian::Entity::find()
            .filter(guardian::Column::HouseholdId.eq(household.id))
            .order_by_asc(guardian::Column::Id)
            .one(tx)
            .await?;
        if let Some(next) = next {
            set_primary(tx, next.id, true, now).await?;
        }
    }
    households::touch(tx, household.id, household.unit_id, now).await?;
    changes::record(tx, "guardians", id.0, ChangeOperation::Deleted, household.unit_id, now).await
}

/// A guardian whose household the caller may see, with that household.
async fn load(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: GuardianId,
) -> Result<(guardian::Model, households::Row)> {
    let guardian = find(tx, id).await?;
    let household = households::load(tx, actor, today, guardian.household_id).await?;
    Ok((guardian, household))
}

async fn find(tx: &impl ConnectionTrait, id: GuardianId) -> Result<guardian::Model> {
    guardian::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)
}

async fn release_primary(tx: &impl ConnectionTrait, household_id: HouseholdId, now: DateTime<Utc>) -> Result<()> {
    let primary = guardian::Entity::find()
        .filter(guardian::Column::HouseholdId.eq(household_id))
        .filter(guardian::Column::IsPrimary.eq(true))
        .all(tx)
        .await?;
    for guardian in primary {
        set_primary(tx, guardian.id, false, now).await?;
    }
    Ok(())
}

async fn set_primary(tx: &impl ConnectionTrait, id: GuardianId, is_primary: bool, now: DateTime<Utc>) -> Result<()> {
    guardian::Entity::update_many()
        .set(guardian::ActiveModel {
            is_primary: Set(is_primary),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(guardian::Column::Version, Expr::col(guardian::Column::Version).add(1))
        .filter(guardian::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A phone number as it is stored.
struct Phone {
    sealed: Option<Vec<u8>>,
    last4: Option<String>,
    digest: Option<Vec<u8>>,
}

impl Phone {
    fn of(vault: &Vault, written: Option<&str>) -> Result<Self> {
        let number = written.and_then(codes::phone);
        Ok(Self {
            sealed: match &number {
                Some(number) => Some(vault.seal(GUARDIAN_PHONE, number.as_bytes())?),
                None => None,
            },
            digest: number
                .as_ref()
                .map(|number| vault.digest(GUARDIAN_PHONE, number.as_bytes())),
            last4: number.as_deref().map(last4),
        })
    }
}
