//! Reading endpoints; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::SimpleExpr,
};

use super::dto::{Webhook, WebhookFilter, WebhookRow, WebhookSort};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{ServiceAccountId, WebhookEndpointId},
        service_account,
        webhook_delivery::{self, DeliveryState},
        webhook_endpoint::{self, Column},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The endpoints the caller keeps.
fn visible_to(actor: &Actor) -> Select<webhook_endpoint::Entity> {
    webhook_endpoint::Entity::find().filter(scope::webhooks::webhooks(actor))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<WebhookFilter>) -> Result<Paged<Webhook>> {
    let WebhookFilter {
        sort: _,
        state,
        service_account_id,
    } = query.filter;
    let wanted = Condition::all()
        .add_option(state.map(|states| Column::State.is_in(states.0)))
        .add_option(service_account_id.map(|id| -> SimpleExpr { Column::ServiceAccountId.eq(id) }));
    let column = |sort| match sort {
        WebhookSort::CreatedAt => Column::CreatedAt,
    };
    let page = query
        .page
        .fetch::<_, WebhookRow>(db, visible_to(actor).filter(wanted), column, Column::Id)
        .await?;
    let items = show(db, page.items.clone()).await?;
    Ok(page.with_items(items))
}

pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: WebhookEndpointId) -> Result<webhook_endpoint::Model> {
    visible_to(actor)
        .filter(Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Whether somebody keeps an endpoint.
pub async fn is_kept_by(db: &impl ConnectionTrait, actor: &Actor, id: WebhookEndpointId) -> Result<bool> {
    Ok(visible_to(actor).filter(Column::Id.eq(id)).count(db).await? > 0)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: WebhookEndpointId) -> Result<Webhook> {
    let row: Option<WebhookRow> = visible_to(actor)
        .filter(Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?;
    show(db, row.into_iter().collect()).await?.pop().ok_or(Error::NotFound)
}

async fn show(db: &impl ConnectionTrait, rows: Vec<WebhookRow>) -> Result<Vec<Webhook>> {
    let names: HashMap<ServiceAccountId, String> = service_account::Entity::find()
        .select_only()
        .columns([service_account::Column::Id, service_account::Column::Name])
        .filter(service_account::Column::Id.is_in(rows.iter().map(|row| row.service_account_id)))
        .into_tuple::<(ServiceAccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let counts: HashMap<(WebhookEndpointId, DeliveryState), i64> = webhook_delivery::Entity::find()
        .select_only()
        .columns([webhook_delivery::Column::EndpointId, webhook_delivery::Column::State])
        .column_as(webhook_delivery::Column::Id.count(), "count")
        .filter(webhook_delivery::Column::EndpointId.is_in(rows.iter().map(|row| row.id)))
        .filter(webhook_delivery::Column::State.is_in([DeliveryState::Pending, DeliveryState::Dead]))
        .group_by(webhook_delivery::Column::EndpointId)
        .group_by(webhook_delivery::Column::State)
        .into_tuple::<(WebhookEndpointId, DeliveryState, i64)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(endpoint, state, count)| ((endpoint, state), count))
        .collect();
    let count = |id, state| counts.get(&(id, state)).copied().unwrap_or_default();
    let shown = rows.into_iter().map(|row| Webhook {
        id: row.id,
        service_account_id: row.service_account_id,
        service_account_name: names.get(&row.service_account_id).cloned().unwrap_or_default(),
        name: row.name,
        url: row.url,
        types: row.types.0.iter().filter_map(|kind| kind.parse().ok()).collect(),
        state: row.state,
        stopped_at: row.stopped_at,
        failing_since: row.failing_since,
        delivered_at: row.delivered_at,
        pending: count(row.id, DeliveryState::Pending),
        dead: count(row.id, DeliveryState::Dead),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}
