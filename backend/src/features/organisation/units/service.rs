//! Rules and writes of units.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewOrgUnit, OrgUnit, OrgUnitPatch},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy, scope::Reach},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// Opens a unit below another one of the caller's, or the root of a new tree.
pub async fn create(tx: &impl ConnectionTrait, actor: &Actor, new: NewOrgUnit, now: DateTime<Utc>) -> Result<OrgUnit> {
    let parent_kind = match new.parent_id {
        Some(parent_id) => Some(parent_of(tx, actor, parent_id).await?.kind),
        None if Reach::of(actor, |role| Permission::OrganisationWrite.is_given_to(role)) == Reach::Everything => None,
        None => {
            return Err(Error::forbidden(
                "只有系统管理员可以新建最上级单位。",
                "Only an administrator may open the root of a tree.",
            ));
        }
    };
    if !stands_below(new.kind, parent_kind) {
        return Err(Error::invalid(
            "kind",
            "wrong_place",
            text(
                "教育局在最上级；中心小学在教育局之下或最上级；完小、幼儿园和科室在中心小学之下",
                "a bureau is a root; a central school stands below a bureau or is a root; village schools, kindergartens and departments stand below a central school",
            ),
        ));
    }
    if (new.kind == OrgUnitKind::Department) != new.function.is_some() {
        return Err(Error::invalid(
            "function",
            "only_for_departments",
            text(
                "科室须填职能，其他单位不填",
                "departments have a function, other units have none",
            ),
        ));
    }
    let id = new.id.unwrap_or_default();
    org_unit::Entity::insert(org_unit::ActiveModel {
        id: Set(id),
        parent_id: Set(new.parent_id),
        kind: Set(new.kind),
        name: Set(new.name),
        short_name: Set(new.short_name),
        code: Set(new.code),
        school_code: Set(new.school_code),
        position: Set(new.position),
        function: Set(new.function),
        closed_on: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    link_to_ancestors(tx, id, new.parent_id).await?;
    changes::record(tx, "org_units", id.0, ChangeOperation::Created, id, now).await?;
    queries::find(tx, actor, id).await
}

async fn parent_of(tx: &impl ConnectionTrait, actor: &Actor, parent_id: OrgUnitId) -> Result<OrgUnit> {
    if !policy::reaches_unit(actor, Permission::OrganisationWrite, parent_id) {
        return Err(Error::unknown_reference("parent_id"));
    }
    queries::find(tx, actor, parent_id).await.map_err(|error| match error {
        Error::NotFound => Error::unknown_reference("parent_id"),
        other => other,
    })
}

/// The tree of `domain.md` 2.1.
fn stands_below(kind: OrgUnitKind, parent: Option<OrgUnitKind>) -> bool {
    match kind {
        OrgUnitKind::Bureau => parent.is_none(),
        OrgUnitKind::CentralSchool => matches!(parent, None | Some(OrgUnitKind::Bureau)),
        OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten | OrgUnitKind::Department => {
            parent == Some(OrgUnitKind::CentralSchool)
        }
    }
}

/// Writes the closure rows of a new unit: itself, and everything above its parent.
pub async fn link_to_ancestors(tx: &impl ConnectionTrait, id: OrgUnitId, parent_id: Option<OrgUnitId>) -> Result<()> {
    let above = match parent_id {
        None => Vec::new(),
        Some(parent_id) => {
            org_unit_closure::Entity::find()
                .filter(org_unit_closure::Column::DescendantId.eq(parent_id))
                .all(tx)
                .await?
        }
    };
    let row = |ancestor_id, depth| org_unit_closure::ActiveModel {
        ancestor_id: Set(ancestor_id),
        descendant_id: Set(id),
        depth: Set(depth),
    };
    let rows = above
        .iter()
        .map(|link| row(link.ancestor_id, link.depth + 1))
        .chain([row(id, 0)]);
    org_unit_closure::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Changes a unit; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OrgUnitId,
    expected: IfMatch,
    edit: OrgUnitPatch,
    now: DateTime<Utc>,
) -> Result<OrgUnit> {
    let unit = queries::find(tx, actor, id).await?;
    if !policy::reaches_unit(actor, Permission::OrganisationWrite, id) {
        return Err(Error::forbidden(
            "只能修改本单位范围内的单位。",
            "You may only change units of your own scope.",
        ));
    }
    patch::check_version(expected, unit.version, &unit, &edit)?;
    let mut row = org_unit::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name = Set(name);
    }
    if let Some(short_name) = edit.short_name {
        row.short_name = Set(short_name);
    }
    if let Some(school_code) = edit.school_code {
        row.school_code = Set(school_code);
    }
    if let Some(position) = edit.position {
        row.position = Set(position);
    }
    if let Some(closed_on) = edit.closed_on {
        row.closed_on = Set(closed_on);
    }
    org_unit::Entity::update_many()
        .set(row)
        .col_expr(org_unit::Column::Version, Expr::col(org_unit::Column::Version).add(1))
        .filter(org_unit::Column::Id.eq(id))
        .filter(org_unit::Column::Version.eq(unit.version))
        .exec(tx)
        .await?;
    changes::record(tx, "org_units", id.0, ChangeOperation::Updated, id, now).await?;
    queries::find(tx, actor, id).await
}
