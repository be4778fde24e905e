//! Reading guardians of households that the caller may see.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{super::GUARDIAN_PHONE, dto::Guardian};
use crate::{
    entities::{guardian, ids::HouseholdId},
    error::Result,
    features::families::reveal::RevealedGuardian,
    vault::Vault,
};

/// The guardians of some households, the primary one first; phone numbers masked.
pub async fn of_households(
    db: &impl ConnectionTrait,
    households: impl IntoIterator<Item = HouseholdId>,
) -> Result<Vec<Guardian>> {
    let rows = read(db, households).await?;
    Ok(rows.into_iter().map(show).collect())
}

pub fn show(row: guardian::Model) -> Guardian {
    Guardian {
        id: row.id,
        household_id: row.household_id,
        name: row.name,
        relation: row.relation,
        relation_note: row.relation_note,
        phone: row.phone_last4.map(|last4| format!("*******{last4}")),
        is_primary: row.is_primary,
        version: row.version,
    }
}

/// The guardians of a household with their phone numbers; the caller writes the audit row.
pub async fn revealed_of(
    db: &impl ConnectionTrait,
    vault: &Vault,
    household: HouseholdId,
) -> Result<Vec<RevealedGuardian>> {
    let mut shown = Vec::new();
    for row in read(db, [household]).await? {
        let phone = match row.phone_sealed {
            Some(sealed) => Some(vault.open_text(GUARDIAN_PHONE, &sealed)?),
            None => None,
        };
        shown.push(RevealedGuardian {
            id: row.id,
            name: row.name,
            relation: row.relation,
            phone,
        });
    }
    Ok(shown)
}

async fn read(
    db: &impl ConnectionTrait,
    households: impl IntoIterator<Item = HouseholdId>,
) -> Result<Vec<guardian::Model>> {
    Ok(guardian::Entity::find()
        .filter(guardian::Column::HouseholdId.is_in(households))
        .order_by_desc(guardian::Column::IsPrimary)
        .order_by_asc(guardian::Column::Id)
        .all(db)
        .await?)
}
