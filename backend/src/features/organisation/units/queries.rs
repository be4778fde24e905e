//! Reading units; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::dto::{OrgUnit, OrgUnitFilter, OrgUnitNode, OrgUnitSort, OrgUnitTree};
use crate::{
    auth::{Actor, Permission, policy, scope},
    entities::{
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The units the caller may see.
fn visible_to(actor: &Actor) -> Select<org_unit::Entity> {
    org_unit::Entity::find().filter(scope::org_units(actor))
}

/// The school that something is written for: named, or the one of the caller's first role with `permission`.
///
/// # Errors
/// `unit_id` where the caller does not oversee it with that permission, or where it is no school.
pub async fn school_written_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    permission: Permission,
    named: Option<OrgUnitId>,
) -> Result<OrgUnitId> {
    let own = || {
        let mut writing = actor.grants.iter().filter(|grant| permission.is_given_to(grant.role));
        writing.next().and_then(|grant| grant.unit_id)
    };
    let unit_id = named
        .or_else(own)
        .filter(|unit| policy::oversees_unit(actor, permission, *unit))
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let unit = org_unit::Entity::find_by_id(unit_id).one(db).await?;
    match unit.map(|unit| unit.kind) {
        Some(OrgUnitKind::CentralSchool | OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten) => Ok(unit_id),
        _ => Err(Error::unknown_reference("unit_id")),
    }
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<OrgUnitFilter>) -> Result<Paged<OrgUnit>> {
    let OrgUnitFilter {
        kind,
        parent_id,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(kinds) = kind {
        select = select.filter(org_unit::Column::Kind.is_in(kinds.0));
    }
    if let Some(parent_id) = parent_id {
        select = select.filter(org_unit::Column::ParentId.eq(parent_id));
    }
    let column = |sort| match sort {
        OrgUnitSort::Code => org_unit::Column::Code,
        OrgUnitSort::Name => org_unit::Column::Name,
        OrgUnitSort::Position => org_unit::Column::Position,
    };
    query.page.fetch(db, select, column, org_unit::Column::Id).await
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: OrgUnitId) -> Result<OrgUnit> {
    visible_to(actor)
        .filter(org_unit::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn tree(db: &impl ConnectionTrait, actor: &Actor) -> Result<OrgUnitTree> {
    let units: Vec<OrgUnit> = visible_to(actor)
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Code)
        .into_partial_model()
        .all(db)
        .await?;
    let visible: Vec<OrgUnitId> = units.iter().map(|unit| unit.id).collect();
    let mut below: HashMap<Option<OrgUnitId>, Vec<OrgUnit>> = HashMap::new();
    for unit in units {
        below
            .entry(unit.parent_id.filter(|parent| visible.contains(parent)))
            .or_default()
            .push(unit);
    }
    Ok(OrgUnitTree {
        items: grow(None, &mut below),
    })
}

fn grow(parent: Option<OrgUnitId>, below: &mut HashMap<Option<OrgUnitId>, Vec<OrgUnit>>) -> Vec<OrgUnitNode> {
    let units = below.remove(&parent).unwrap_or_default();
    units
        .into_iter()
        .map(|unit| OrgUnitNode {
            children: grow(Some(unit.id), below),
            unit,
        })
        .collect()
}
