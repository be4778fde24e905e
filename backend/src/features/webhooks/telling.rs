//! Tells those who keep a webhook that it is no longer sent to.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, Iterable, QueryFilter, QuerySelect};

use super::queries;
use crate::{
    auth::{Permission, actors, in_force},
    clock::local_date,
    entities::{
        ids::{AccountId, WebhookEndpointId},
        notice::{NoticeFacts, NoticeKind, NoticeObject},
        role_grant::{self, Role},
    },
    error::Result,
    features::inbox::{self, News},
};

/// Told once each time it stops; what waits is not lost and can be replayed.
pub async fn tell_of_stop(tx: &DatabaseTransaction, id: WebhookEndpointId, now: DateTime<Utc>) -> Result<()> {
    let today = local_date(now);
    let keeping = Role::iter().filter(|role| Permission::WebhooksManage.is_given_to(*role));
    let mut accounts: Vec<AccountId> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(in_force(today))
        .filter(role_grant::Column::Role.is_in(keeping))
        .into_tuple()
        .all(tx)
        .await?;
    accounts.sort_unstable();
    accounts.dedup();
    let mut readers = Vec::new();
    for actor in actors(tx, &accounts, today).await? {
        if queries::is_kept_by(tx, &actor, id).await? {
            readers.push(actor.account_id);
        }
    }
    let news = News {
        kind: NoticeKind::Stopped,
        object_kind: NoticeObject::Webhook,
        object_id: id.0,
        facts: NoticeFacts::default(),
    };
    inbox::tell(tx, readers, &news, now).await
}
