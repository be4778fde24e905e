//! Reading service accounts; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{
    dto::ServiceAccount,
    filter::{ServiceAccountFilter, ServiceAccountRow, ServiceAccountSort},
    secrets,
};
use crate::{
    auth::{Actor, Permission, scope},
    entities::{ids::ServiceAccountId, service_account},
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The service accounts the caller may see.
fn visible_to(actor: &Actor) -> Select<service_account::Entity> {
    service_account::Entity::find().filter(scope::accounts::system_wide(actor, Permission::ServiceAccountsRead))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ServiceAccountFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<ServiceAccount>> {
    let column = |sort| match sort {
        ServiceAccountSort::Name => service_account::Column::Name,
        ServiceAccountSort::CreatedAt => service_account::Column::CreatedAt,
    };
    let select = visible_to(actor).filter(matching(query.filter));
    let page: Paged<ServiceAccountRow> = query
        .page
        .fetch(db, select, column, service_account::Column::Id)
        .await?;
    let mut secrets = secrets::of(db, page.items.iter().map(|row| row.id), now).await?;
    Ok(page.map(|row| show(row, &mut secrets)))
}

fn matching(filter: ServiceAccountFilter) -> Condition {
    let ServiceAccountFilter {
        sort: _,
        status,
        unit_id,
        client_id,
    } = filter;
    Condition::all()
        .add_option(status.map(|status| service_account::Column::Status.eq(status)))
        .add_option(unit_id.map(|unit| service_account::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(client_id.map(|client_id| service_account::Column::ClientId.eq(client_id)))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ServiceAccountId,
    now: DateTime<Utc>,
) -> Result<ServiceAccount> {
    let row: ServiceAccountRow = visible_to(actor)
        .filter(service_account::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let mut secrets = secrets::of(db, [id], now).await?;
    Ok(show(row, &mut secrets))
}

fn show(
    row: ServiceAccountRow,
    secrets: &mut HashMap<ServiceAccountId, Vec<super::dto::ServiceSecret>>,
) -> ServiceAccount {
    let secrets = secrets.remove(&row.id).unwrap_or_default();
    ServiceAccount::of(row, secrets)
}
