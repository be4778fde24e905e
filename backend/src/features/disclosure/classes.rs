//! Classes of disclosure (公开类别): those that ship with the product, and those a school adds.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::{Expr, ExprTrait},
};

use super::dto::{DisclosureClass, DisclosureClassPatch, DisclosureClasses, NewDisclosureClass};
use crate::{
    auth::{Actor, Permission, policy, scope::publications as rows},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        disclosure_class,
        ids::{DisclosureClassId, OrgUnitId},
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
    http::{Created, IfMatch, patch},
};

/// Where a school's own classes begin.
const OWN_PLACE: i32 = 100;

/// The classes the caller may use.
fn visible_to(actor: &Actor) -> Select<disclosure_class::Entity> {
    disclosure_class::Entity::find().filter(rows::classes(actor))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor) -> Result<DisclosureClasses> {
    let classes = visible_to(actor)
        .order_by_asc(disclosure_class::Column::SortOrder)
        .order_by_asc(disclosure_class::Column::Id)
        .all(db)
        .await?;
    Ok(DisclosureClasses {
        items: classes.into_iter().map(|row| show(actor, row)).collect(),
    })
}

/// Refuses a class that is not there for the caller, or takes no new publications.
pub async fn usable(tx: &impl ConnectionTrait, actor: &Actor, id: DisclosureClassId) -> Result<()> {
    let found = visible_to(actor)
        .filter(disclosure_class::Column::Id.eq(id))
        .filter(disclosure_class::Column::Retired.eq(false))
        .one(tx)
        .await?;
    found.map(|_| ()).ok_or_else(|| Error::unknown_reference("class_id"))
}

pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewDisclosureClass,
    now: DateTime<Utc>,
) -> Result<Created<DisclosureClass>> {
    let own = || {
        let keeping = actor
            .grants
            .iter()
            .find(|grant| Permission::PublicationsReview.is_given_to(grant.role));
        keeping.and_then(|grant| grant.unit_id)
    };
    let unit_id = new
        .unit_id
        .or_else(own)
        .filter(|unit| policy::oversees_unit(actor, Permission::PublicationsReview, *unit))
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let unit = org_unit::Entity::find_by_id(unit_id).one(tx).await?;
    if unit.is_none_or(|unit| unit.kind != OrgUnitKind::CentralSchool) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let row = disclosure_class::Model {
        id: DisclosureClassId::new(),
        unit_id: Some(unit_id),
        name: new.name,
        sort_order: new.sort_order.unwrap_or(OWN_PLACE),
        retired: false,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    disclosure_class::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    changed(tx, row.id, unit_id, ChangeOperation::Created, now).await?;
    Ok(Created::at("/disclosure-classes", row.id, show(actor, row)))
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: DisclosureClassId,
    expected: IfMatch,
    edit: DisclosureClassPatch,
    now: DateTime<Utc>,
) -> Result<DisclosureClass> {
    let stored = visible_to(actor)
        .filter(disclosure_class::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let unit_id = stored
        .unit_id
        .filter(|unit| policy::oversees_unit(actor, Permission::PublicationsReview, *unit))
        .ok_or_else(|| {
            Error::forbidden(
                "自带的类别不能修改，可以另加本校的类别。",
                "The classes that ship cannot be changed; add classes of your school's own.",
            )
        })?;
    patch::check_version(expected, stored.version, &show(actor, stored.clone()), &edit)?;
    let mut row = disclosure_class::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name = Set(name);
    }
    if let Some(sort_order) = edit.sort_order {
        row.sort_order = Set(sort_order);
    }
    if let Some(retired) = edit.retired {
        row.retired = Set(retired);
    }
    disclosure_class::Entity::update_many()
        .set(row)
        .col_expr(
            disclosure_class::Column::Version,
            Expr::col(disclosure_class::Column::Version).add(1),
        )
        .filter(disclosure_class::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changed(tx, id, unit_id, ChangeOperation::Updated, now).await?;
    let row = disclosure_class::Entity::find_by_id(id).one(tx).await?;
    row.map(|row| show(actor, row)).ok_or(Error::NotFound)
}

async fn changed(
    tx: &impl ConnectionTrait,
    id: DisclosureClassId,
    unit_id: OrgUnitId,
    operation: ChangeOperation,
    now: DateTime<Utc>,
) -> Result<()> {
    changes::record(tx, "disclosure_classes", id.0, operation, unit_id, now).await
}

fn show(actor: &Actor, row: disclosure_class::Model) -> DisclosureClass {
    let keeps = |unit| policy::oversees_unit(actor, Permission::PublicationsReview, unit);
    DisclosureClass {
        editable: row.unit_id.is_some_and(keeps),
        id: row.id,
        unit_id: row.unit_id,
        name: row.name,
        sort_order: row.sort_order,
        retired: row.retired,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
