//! Rules and writes of saved views.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewSavedView, SavedView, SavedViewPatch},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy::reaches_unit},
    entities::{
        ids::{OrgUnitId, SavedViewId},
        saved_view::{self, Column},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// The most views of one owner on a page: more are not found at a glance.
const MOST: u64 = 20;

/// Keeps a view: one's own, or one that a unit shares.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewSavedView,
    now: DateTime<Utc>,
) -> Result<SavedView> {
    if let Some(unit_id) = new.unit_id {
        must_share(actor, unit_id)?;
    }
    if !new
        .page
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || character == '-')
    {
        return Err(Error::invalid(
            "page",
            "not_a_page",
            text("只能是字母、数字和 -", "letters, digits and - only"),
        ));
    }
    let (there, known) = queries::of_owner(tx, actor, new.unit_id, &new.page, &new.name).await?;
    if known {
        return Err(known_already());
    }
    if there >= MOST {
        return Err(Error::invalid(
            "name",
            "too_many",
            text(
                format!("一个列表最多保存 {MOST} 个视图，请先删去不用的"),
                format!("{MOST} views of a list at most: remove one that is not used"),
            ),
        ));
    }
    let view = saved_view::Model {
        id: SavedViewId::new(),
        account_id: new.unit_id.is_none().then_some(actor.account_id),
        unit_id: new.unit_id,
        page: new.page,
        name: new.name,
        query: new.query,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = view.id;
    saved_view::Entity::insert(view.into_active_model())
        .exec_without_returning(tx)
        .await?;
    queries::find(tx, actor, id).await
}

/// Renames a view or gives it other filters; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: SavedViewId,
    expected: IfMatch,
    edit: SavedViewPatch,
    now: DateTime<Utc>,
) -> Result<SavedView> {
    let stored = to_change(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    let mut row = saved_view::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name.filter(|name| *name != stored.name) {
        if queries::of_owner(tx, actor, stored.unit_id, &stored.page, &name)
            .await?
            .1
        {
            return Err(known_already());
        }
        row.name = Set(name);
    }
    if let Some(query) = edit.query {
        row.query = Set(query);
    }
    saved_view::Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    queries::find(tx, actor, id).await
}

/// Removes a view.
pub async fn remove(tx: &impl ConnectionTrait, actor: &Actor, id: SavedViewId, expected: IfMatch) -> Result<()> {
    let stored = to_change(tx, actor, id).await?;
    let view = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    saved_view::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

async fn to_change(tx: &impl ConnectionTrait, actor: &Actor, id: SavedViewId) -> Result<saved_view::Model> {
    let stored = queries::load(tx, actor, id).await?;
    if let Some(unit_id) = stored.unit_id {
        must_share(actor, unit_id)?;
    }
    Ok(stored)
}

fn must_share(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if reaches_unit(actor, Permission::ViewsShare, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "学校共享的视图由校长或办公室维护，您可以保存自己的视图。",
        "The principal and the office keep the views of a school; you may keep your own.",
    ))
}

fn known_already() -> Error {
    Error::invalid(
        "name",
        "duplicate",
        text("已有同名的视图", "there is such a view already"),
    )
}
