//! Accounts that stand for other systems wherever a column names who did something. Nobody can log in with them, and no
//! list shows them.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, QueryTrait, Set, sea_query::SelectStatement};

use super::service;
use crate::{
    entities::{account, ids::ServiceAccountId, service_account},
    error::Result,
};

/// Makes the account of a system; it has the same id.
pub async fn create_for_system(
    tx: &impl ConnectionTrait,
    id: ServiceAccountId,
    client_id: &str,
    name: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let account = service::blank(id.account(), client_id.to_owned(), name.to_owned(), None, now);
    service::insert(tx, account).await
}

/// Gives the account of a system the name that the system has now.
pub async fn rename_for_system(
    tx: &impl ConnectionTrait,
    id: ServiceAccountId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = account::ActiveModel {
        display_name: Set(name.to_owned()),
        ..Default::default()
    };
    service::write(tx, id.account(), row, now).await
}

/// The ids of these accounts.
pub(super) fn of_systems() -> SelectStatement {
    service_account::Entity::find()
        .select_only()
        .column(service_account::Column::Id)
        .into_query()
}
