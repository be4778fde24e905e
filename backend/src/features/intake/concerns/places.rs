//! Which schools a concern can be raised with.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::dto::{PublicCategory, PublicUnit, PublicUnits};
use crate::{
    entities::{
        ids::OrgUnitId,
        ledger_category,
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
};

type Unit = (OrgUnitId, Option<OrgUnitId>, OrgUnitKind, String);

/// What the form offers: open schools and kindergartens, and the categories that ship with the product.
pub async fn offered(db: &impl ConnectionTrait) -> Result<PublicUnits> {
    let units: Vec<Unit> = org_unit::Entity::find()
        .select_only()
        .columns([
            org_unit::Column::Id,
            org_unit::Column::ParentId,
            org_unit::Column::Kind,
            org_unit::Column::Name,
        ])
        .filter(org_unit::Column::ClosedOn.is_null())
        .order_by_asc(org_unit::Column::Code)
        .into_tuple()
        .all(db)
        .await?;
    let by_id: HashMap<OrgUnitId, &Unit> = units.iter().map(|unit| (unit.0, unit)).collect();
    let central = |unit: &Unit| {
        let mut here = Some(unit.0);
        while let Some((id, parent, kind, _)) = here.and_then(|id| by_id.get(&id)) {
            if *kind == OrgUnitKind::CentralSchool {
                return *id;
            }
            here = *parent;
        }
        unit.0
    };
    let mut places: HashMap<OrgUnitId, usize> = HashMap::new();
    for unit in units.iter().filter(|unit| is_offered(unit.2)) {
        let next = places.len();
        places.entry(central(unit)).or_insert(next);
    }
    let mut offered: Vec<&Unit> = units.iter().filter(|unit| is_offered(unit.2)).collect();
    // The central school first, then those that belong to it.
    offered.sort_by_key(|unit| (places.get(&central(unit)), unit.2 != OrgUnitKind::CentralSchool));
    let items = offered.into_iter().map(|unit| PublicUnit {
        id: unit.0,
        school_name: by_id
            .get(&central(unit))
            .map_or_else(String::new, |school| school.3.clone()),
        name: unit.3.clone(),
    });
    Ok(PublicUnits {
        items: items.collect(),
        categories: categories(db).await?,
    })
}

async fn categories(db: &impl ConnectionTrait) -> Result<Vec<PublicCategory>> {
    Ok(ledger_category::Entity::find()
        .filter(ledger_category::Column::UnitId.is_null())
        .filter(ledger_category::Column::Retired.eq(false))
        .order_by_asc(ledger_category::Column::SortOrder)
        .into_partial_model()
        .all(db)
        .await?)
}

fn is_offered(kind: OrgUnitKind) -> bool {
    match kind {
        OrgUnitKind::CentralSchool | OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten => true,
        OrgUnitKind::Bureau | OrgUnitKind::Department => false,
    }
}

/// A unit of [`offered`].
///
/// # Errors
/// [`Error::Invalid`] at `unit_id`.
pub async fn open_school(db: &impl ConnectionTrait, id: OrgUnitId) -> Result<org_unit::Model> {
    org_unit::Entity::find_by_id(id)
        .filter(org_unit::Column::ClosedOn.is_null())
        .one(db)
        .await?
        .filter(|unit| is_offered(unit.kind))
        .ok_or_else(|| Error::unknown_reference("unit_id"))
}

/// The school or kindergarten that a unit is or belongs to, and the central school of both: a card can name a
/// department, whose concerns are its school's.
pub async fn school_of(db: &impl ConnectionTrait, id: OrgUnitId) -> Result<(org_unit::Model, org_unit::Model)> {
    let mut here = org_unit::Entity::find_by_id(id).one(db).await?;
    let mut nearest = None;
    while let Some(unit) = here {
        if is_offered(unit.kind) && nearest.is_none() {
            nearest = Some(unit.clone());
        }
        let above = unit.parent_id;
        if unit.kind == OrgUnitKind::CentralSchool {
            return Ok((nearest.unwrap_or_else(|| unit.clone()), unit));
        }
        here = match above {
            Some(above) => org_unit::Entity::find_by_id(above).one(db).await?,
            None => None,
        };
    }
    // A kindergarten of its own.
    nearest.map(|unit| (unit.clone(), unit)).ok_or(Error::NotFound)
}
