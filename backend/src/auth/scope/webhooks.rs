//! Webhooks: a system keeps its own; people those of the systems that see no more than they do.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Actor, Permission, Reach};
use crate::entities::{service_account, webhook_endpoint};

/// The endpoints the caller keeps.
pub fn webhooks(actor: &Actor) -> Condition {
    let accounts = service_account::Entity::find()
        .select_only()
        .column(service_account::Column::Id)
        .filter(listeners(actor))
        .into_query();
    Condition::all().add(webhook_endpoint::Column::ServiceAccountId.in_subquery(accounts))
}

/// The systems for which the caller may keep endpoints.
pub fn listeners(actor: &Actor) -> Condition {
    if actor.system.is_some() {
        return Condition::all().add(service_account::Column::Id.eq(actor.account_id.0));
    }
    let reach = Reach::of(actor, |role| Permission::WebhooksManage.is_given_to(role));
    Condition::all().add(reach.covers(service_account::Column::UnitId))
}
