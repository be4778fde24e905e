//! Reading the audit log; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::dto::{AuditEvent, AuditEventFilter, AuditEventRow, AuditEventSort};
use crate::{
    auth::{Actor, Permission, scope},
    entities::{audit_event, ids::AccountId, role_grant},
    error::Result,
    features::accounts::{account_names, unit_names},
    http::{ListQuery, Paged},
};

/// The entries the caller may see.
fn visible_to(actor: &Actor) -> Select<audit_event::Entity> {
    audit_event::Entity::find().filter(scope::accounts::system_wide(actor, Permission::AuditRead))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<AuditEventFilter>,
) -> Result<Paged<AuditEvent>> {
    use audit_event::Column;
    let filter = query.filter;
    let select = visible_to(actor)
        .apply_if(filter.action, |select, actions| {
            select.filter(Column::Action.is_in(actions.0.into_iter().map(|action| action.to_value())))
        })
        .apply_if(filter.account_id, |select, id| select.filter(Column::AccountId.eq(id)))
        .apply_if(filter.object_kind, |select, kind| {
            select.filter(Column::ObjectKind.eq(kind))
        })
        .apply_if(filter.object_id, |select, id| select.filter(Column::ObjectId.eq(id)))
        .apply_if(filter.at_gte, |select, at| select.filter(Column::At.gte(at)))
        .apply_if(filter.at_lte, |select, at| select.filter(Column::At.lte(at)));
    let column = |sort| match sort {
        AuditEventSort::Seq => Column::Seq,
        AuditEventSort::At => Column::At,
    };
    let page: Paged<AuditEventRow> = query.page.fetch(db, select, column, Column::Id).await?;
    let owners = owners(db, &page.items).await?;
    let ids = page.items.iter().filter_map(|row| row.account_id);
    let accounts = account_names(db, ids.chain(owners.values().copied())).await?;
    let units = unit_names(db, page.items.iter().filter_map(|row| row.unit_id)).await?;
    Ok(page.map(|row| AuditEvent {
        account_name: row.account_id.and_then(|id| accounts.get(&id).cloned()),
        unit_name: row.unit_id.and_then(|id| units.get(&id).cloned()),
        object_name: row.object_id.and_then(|id| accounts.get(owners.get(&id)?).cloned()),
        row,
    }))
}

/// Whose account or role grant the objects are.
async fn owners(db: &impl ConnectionTrait, rows: &[AuditEventRow]) -> Result<HashMap<Uuid, AccountId>> {
    let objects = |kind: &'static str| {
        rows.iter()
            .filter(move |row| row.object_kind == kind)
            .filter_map(|row| row.object_id)
    };
    let grants: Vec<(Uuid, AccountId)> = role_grant::Entity::find()
        .select_only()
        .columns([role_grant::Column::Id, role_grant::Column::AccountId])
        .filter(role_grant::Column::Id.is_in(objects("role_grants")))
        .into_tuple()
        .all(db)
        .await?;
    let accounts = objects("accounts").map(|id| (id, AccountId(id)));
    Ok(accounts.chain(grants).collect())
}
