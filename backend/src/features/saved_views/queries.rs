//! Reading saved views; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::SimpleExpr,
};

use super::dto::{SavedView, SavedViewFilter, SavedViewSort};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach},
    },
    entities::{
        ids::{OrgUnitId, SavedViewId},
        org_unit,
        saved_view::{self, Column},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The views the caller is offered or keeps.
fn visible_to(actor: &Actor) -> Select<saved_view::Entity> {
    saved_view::Entity::find().filter(scope::saved_views::saved_views(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<SavedViewFilter>,
) -> Result<Paged<SavedView>> {
    let SavedViewFilter { sort: _, page, shared } = query.filter;
    let wanted = Condition::all()
        .add_option(page.map(|page| -> SimpleExpr { Column::Page.eq(page) }))
        .add_option(shared.map(|shared| {
            if shared {
                Column::UnitId.is_not_null()
            } else {
                Column::AccountId.is_not_null()
            }
        }));
    let column = |sort| match sort {
        SavedViewSort::CreatedAt => Column::CreatedAt,
    };
    let page: Paged<saved_view::Model> = query
        .page
        .fetch::<saved_view::Entity, _>(db, visible_to(actor).filter(wanted), column, Column::Id)
        .await?;
    let items = show(db, actor, &page.items).await?;
    Ok(page.with_items(items))
}

pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: SavedViewId) -> Result<saved_view::Model> {
    visible_to(actor)
        .filter(Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: SavedViewId) -> Result<SavedView> {
    let row = load(db, actor, id).await?;
    show(db, actor, &[row]).await?.pop().ok_or(Error::NotFound)
}

/// How many views one owner has of a page, and whether this name is among them.
pub async fn of_owner(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Option<OrgUnitId>,
    page: &str,
    name: &str,
) -> Result<(u64, bool)> {
    let own = saved_view::Entity::find()
        .filter(Column::Page.eq(page))
        .filter(match unit_id {
            Some(unit_id) => Column::UnitId.eq(unit_id),
            None => Column::AccountId.eq(actor.account_id),
        });
    let same = own.clone().filter(Column::Name.eq(name)).count(db).await?;
    Ok((own.count(db).await?, same > 0))
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: &[saved_view::Model]) -> Result<Vec<SavedView>> {
    let names: HashMap<OrgUnitId, String> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(rows.iter().filter_map(|row| row.unit_id)))
        .into_tuple::<(OrgUnitId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let keeps = Reach::of(actor, |role| Permission::ViewsShare.is_given_to(role));
    let shown = rows.iter().map(|row| SavedView {
        id: row.id,
        page: row.page.clone(),
        name: row.name.clone(),
        query: row.query.clone(),
        unit_id: row.unit_id,
        unit_name: row.unit_id.and_then(|unit| names.get(&unit).cloned()),
        editable: row.unit_id.is_none_or(|unit| keeps.includes(unit)),
        version: row.version,
        created_at: row.created_at,
    });
    Ok(shown.collect())
}
