//! Reading categories; every select starts at [`visible_to`].

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::{
    dto::{LedgerCategories, LedgerCategory, LedgerCategoryFilter, LedgerLimits},
    limits::{days, of_categories},
};
use crate::{
    auth::{Actor, Permission, policy::reaches_unit, scope::ledger as rows},
    entities::{
        ids::{LedgerCategoryId, OrgUnitId},
        ledger_category::{self, Column},
        ledger_limit,
    },
    error::{Error, Result},
};

/// The shipped categories, and those of the caller's units and of the units above them.
fn visible_to(actor: &Actor) -> Select<ledger_category::Entity> {
    ledger_category::Entity::find().filter(rows::for_own_units(actor, Column::UnitId))
}

/// The categories new entries can have, in their order.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<ledger_category::Model>> {
    read(db, visible_to(actor).filter(Column::Retired.eq(false))).await
}

async fn read(
    db: &impl ConnectionTrait,
    select: Select<ledger_category::Entity>,
) -> Result<Vec<ledger_category::Model>> {
    Ok(select
        .order_by_asc(Column::SortOrder)
        .order_by_asc(Column::Code)
        .all(db)
        .await?)
}

/// The categories with the limits that hold for a unit now.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: LedgerCategoryFilter,
    now: DateTime<Utc>,
) -> Result<LedgerCategories> {
    let unit_id = match filter.unit_id {
        Some(unit_id) if !reaches_unit(actor, Permission::LedgerRead, unit_id) => {
            return Err(Error::unknown_reference("unit_id"));
        }
        Some(unit_id) => Some(unit_id),
        None => actor.grants.iter().find_map(|grant| grant.unit_id),
    };
    let categories = if filter.retired == Some(true) {
        read(db, visible_to(actor)).await?
    } else {
        visible(db, actor).await?
    };
    Ok(LedgerCategories {
        unit_id,
        may_change: unit_id.is_some_and(|unit| reaches_unit(actor, Permission::LedgerCategoriesWrite, unit)),
        items: show(db, actor, categories, unit_id, now).await?,
    })
}

pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: LedgerCategoryId) -> Result<ledger_category::Model> {
    visible_to(actor)
        .filter(Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerCategoryId,
    now: DateTime<Utc>,
) -> Result<LedgerCategory> {
    let category = load(db, actor, id).await?;
    let unit_id = category
        .unit_id
        .or_else(|| actor.grants.iter().find_map(|grant| grant.unit_id));
    let mut shown = show(db, actor, vec![category], unit_id, now).await?;
    shown.pop().ok_or(Error::NotFound)
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    categories: Vec<ledger_category::Model>,
    unit_id: Option<OrgUnitId>,
    now: DateTime<Utc>,
) -> Result<Vec<LedgerCategory>> {
    let ids: Vec<LedgerCategoryId> = categories.iter().map(|category| category.id).collect();
    let limits = of_categories(db, &ids, unit_id, now).await?;
    let shown = categories.into_iter().map(|category| {
        let held = limits
            .get(&category.id)
            .ok_or_else(|| Error::Internal("a category has no limits".into()))?;
        Ok(LedgerCategory {
            id: category.id,
            unit_id: category.unit_id,
            code: category.code,
            name: category.name,
            urgency: category.urgency,
            sort_order: category.sort_order,
            retired: category.retired,
            limits: days(held),
            limits_unit_id: held.unit_id,
            editable: category
                .unit_id
                .is_some_and(|unit| reaches_unit(actor, Permission::LedgerCategoriesWrite, unit)),
            version: category.version,
        })
    });
    shown.collect()
}

/// Every limit that a category ever had for the caller's units and those above them, the latest first.
pub async fn history(db: &impl ConnectionTrait, actor: &Actor, id: LedgerCategoryId) -> Result<LedgerLimits> {
    load(db, actor, id).await?;
    let items = ledger_limit::Entity::find()
        .filter(ledger_limit::Column::CategoryId.eq(id))
        .filter(rows::for_own_units(actor, ledger_limit::Column::UnitId))
        .order_by_desc(ledger_limit::Column::InForceFrom)
        .order_by_desc(ledger_limit::Column::Id)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(LedgerLimits { items })
}
