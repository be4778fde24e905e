//! Which units an entry can belong to and be sent to: those of one central school.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    auth::{Actor, Permission, policy},
    entities::{
        ids::{OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        org_unit_closure, person,
    },
    error::{Error, Result},
};

/// A unit and those above it, the nearest first.
async fn upwards(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Vec<(OrgUnitId, OrgUnitKind)>> {
    Ok(org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Kind])
        .join(
            JoinType::InnerJoin,
            org_unit::Entity::belongs_to(org_unit_closure::Entity)
                .from(org_unit::Column::Id)
                .to(org_unit_closure::Column::AncestorId)
                .into(),
        )
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .order_by_asc(org_unit_closure::Column::Depth)
        .into_tuple()
        .all(db)
        .await?)
}

/// The central school above a unit, not the unit itself.
pub async fn school_above(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Option<OrgUnitId>> {
    let above = upwards(db, unit_id).await?.into_iter().skip(1);
    Ok(above
        .filter(|(_, kind)| *kind == OrgUnitKind::CentralSchool)
        .map(|(id, _)| id)
        .next())
}

/// The school that manages what is raised in a unit: a department's concerns are its school's.
pub async fn managing_school(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Option<OrgUnitId>> {
    let above = upwards(db, unit_id).await?.into_iter();
    Ok(above.filter(|(_, kind)| manages(*kind)).map(|(id, _)| id).next())
}

fn manages(kind: OrgUnitKind) -> bool {
    match kind {
        OrgUnitKind::CentralSchool | OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten => true,
        OrgUnitKind::Bureau | OrgUnitKind::Department => false,
    }
}

/// The managing unit of a new entry: the one asked for, that of the activity, or the caller's own school.
pub async fn managing_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    asked_for: Option<OrgUnitId>,
    of_activity: Option<OrgUnitId>,
) -> Result<OrgUnitId> {
    let home = match actor.person_id {
        None => None,
        Some(person_id) => person::Entity::find_by_id(person_id)
            .one(db)
            .await?
            .map(|person| person.unit_id),
    };
    let mut natural = Vec::new();
    for unit_id in [of_activity, home].into_iter().flatten() {
        natural.extend(managing_school(db, unit_id).await?);
    }
    let Some(unit_id) = asked_for else {
        return natural
            .first()
            .copied()
            .ok_or_else(|| Error::unknown_reference("unit_id"));
    };
    let is_school = managing_school(db, unit_id).await? == Some(unit_id);
    let may = natural.contains(&unit_id) || policy::reaches_unit(actor, Permission::LedgerRegister, unit_id);
    if is_school && may {
        return Ok(unit_id);
    }
    Err(Error::unknown_reference("unit_id"))
}

/// A unit of the school that `managing` belongs to, open, with its name.
pub async fn unit_of_same_school(
    db: &impl ConnectionTrait,
    managing: OrgUnitId,
    unit_id: OrgUnitId,
    field: &str,
) -> Result<org_unit::Model> {
    let school = school_above(db, managing).await?.unwrap_or(managing);
    let unit = org_unit::Entity::find_by_id(unit_id)
        .filter(org_unit::Column::ClosedOn.is_null())
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference(field))?;
    let within = org_unit_closure::Entity::find_by_id((school, unit_id)).one(db).await?;
    within.map(|_| unit).ok_or_else(|| Error::unknown_reference(field))
}

/// A member of the staff of the school that `managing` belongs to.
pub async fn person_of_same_school(
    db: &impl ConnectionTrait,
    managing: OrgUnitId,
    person_id: PersonId,
    field: &str,
) -> Result<person::Model> {
    let person = person::Entity::find_by_id(person_id)
        .filter(person::Column::LeftOn.is_null())
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference(field))?;
    let school = school_above(db, managing).await?.unwrap_or(managing);
    let within = org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::AncestorId.eq(school))
        .filter(org_unit_closure::Column::DescendantId.eq(person.unit_id))
        .count(db)
        .await?;
    if within == 1 {
        return Ok(person);
    }
    Err(Error::unknown_reference(field))
}
