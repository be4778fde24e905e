//! Units as `orgs`.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SimpleExpr},
};
use uuid::Uuid;

use super::{
    answer::Place,
    dto::{ReferenceType, RosterOrg, RosterStatus},
    refusal::Refusal,
    source::{CHANGED, Field, ID, Key, STATUS, Source, column, id, text},
};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
    },
};

const FIELDS: &[Field] = &[
    ID,
    STATUS,
    CHANGED,
    text("name"),
    text("type"),
    text("identifier"),
    id("parent.sourcedId"),
];

/// The units the caller may see.
pub fn source(actor: &Actor, today: NaiveDate) -> Source {
    let closed = org_unit::Column::ClosedOn
        .is_not_null()
        .and(org_unit::Column::ClosedOn.lt(today));
    let kind = CaseStatement::new()
        .case(
            org_unit::Column::Kind.eq(OrgUnitKind::Bureau),
            kind_of(OrgUnitKind::Bureau),
        )
        .case(
            org_unit::Column::Kind.eq(OrgUnitKind::Department),
            kind_of(OrgUnitKind::Department),
        )
        .finally(kind_of(OrgUnitKind::CentralSchool));
    let own = |column| Expr::col((org_unit::Entity, column));
    let rows = Query::select()
        .expr_as(Expr::value("org"), "kind")
        .expr_as(own(org_unit::Column::Id), ID.name)
        .expr_as(status(closed), STATUS.name)
        .expr_as(own(org_unit::Column::UpdatedAt), CHANGED.name)
        .expr_as(own(org_unit::Column::Name), "name")
        .expr_as(kind, "type")
        .expr_as(
            Func::coalesce([own(org_unit::Column::SchoolCode), own(org_unit::Column::Code)]),
            "identifier",
        )
        .expr_as(own(org_unit::Column::ParentId), "parent.sourcedId")
        .from(org_unit::Entity)
        .cond_where(scope::org_units(actor))
        .to_owned();
    Source::new(rows, FIELDS)
}

/// Those of them that are schools or kindergartens.
pub fn schools(actor: &Actor, today: NaiveDate) -> Source {
    source(actor, today).only(column("type").eq(kind_of(OrgUnitKind::CentralSchool)))
}

/// The standard's word for a record that has ended or not.
pub fn status(ended: SimpleExpr) -> SimpleExpr {
    CaseStatement::new().case(ended, "tobedeleted").finally("active").into()
}

fn kind_of(kind: OrgUnitKind) -> &'static str {
    match kind {
        OrgUnitKind::Bureau => "district",
        OrgUnitKind::CentralSchool | OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten => "school",
        OrgUnitKind::Department => "department",
    }
}

/// The units of a page, in its order.
pub async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    place: &Place,
    keys: &[Key],
    today: NaiveDate,
) -> Result<Vec<RosterOrg>, Refusal> {
    let ids = || keys.iter().map(|key| OrgUnitId(key.id));
    let visible = || org_unit::Entity::find().filter(scope::org_units(actor));
    let rows = visible().filter(org_unit::Column::Id.is_in(ids())).all(db).await?;
    let below = visible()
        .filter(org_unit::Column::ParentId.is_in(ids()))
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Id)
        .all(db)
        .await?;
    let reference = |id: OrgUnitId| place.reference(ReferenceType::Org, id);
    let shown = rows.into_iter().map(|row| RosterOrg {
        sourced_id: row.id.0,
        status: RosterStatus::ended(row.closed_on.is_some_and(|day| day < today)),
        date_last_modified: row.updated_at,
        name: row.name,
        kind: kind_of(row.kind),
        identifier: row.school_code.unwrap_or(row.code),
        parent: row.parent_id.map(reference),
        children: below
            .iter()
            .filter(|child| child.parent_id == Some(row.id))
            .map(|child| reference(child.id))
            .collect(),
    });
    Ok(in_order(keys, shown.map(|org| (org.sourced_id, org))))
}

/// Records in the order of the keys of their page.
pub fn in_order<T>(keys: &[Key], records: impl Iterator<Item = (Uuid, T)>) -> Vec<T> {
    let mut records: HashMap<Uuid, T> = records.collect();
    keys.iter().filter_map(|key| records.remove(&key.id)).collect()
}
