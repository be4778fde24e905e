//! Two systems that might ask: one that only lacks its secret, and one that was switched off.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::{
    entities::{
        account::AccountStatus,
        ids::{OrgUnitId, ServiceAccountId, WebhookEndpointId},
        service_account::{self, ServiceScope},
        webhook_endpoint::EndpointState,
    },
    error::Result,
    features::{
        changes::ChangeKind,
        service_accounts::{self, NewServiceAccount},
        webhooks::{self, NewWebhook},
    },
    vault::Vault,
};

/// Neither has a secret, and nothing is sent to the webhook of the first: the demo gives nobody a way in, and tells
/// nobody of anything, that its operator did not open.
pub async fn write(tx: &impl ConnectionTrait, vault: &Vault, school: OrgUnitId, now: DateTime<Utc>) -> Result<()> {
    let system = |name: &str, unit_id, scopes: &[ServiceScope], addresses: &[&str]| NewServiceAccount {
        name: name.to_owned(),
        unit_id,
        scopes: scopes.to_vec(),
        addresses: addresses.iter().map(ToString::to_string).collect(),
        expires_on: None,
        contact: Some("信息中心".to_owned()),
        secret_days: 365,
    };
    let platform = system(
        "县教育数据平台",
        None,
        &[ServiceScope::RosterRead, ServiceScope::ChangesRead],
        &["10.20.0.0/16"],
    );
    let id = ServiceAccountId::new();
    service_accounts::insert(tx, id, platform, None, now).await?;
    let hook = NewWebhook {
        service_account_id: Some(id),
        name: "学生与班级".to_owned(),
        url: "https://data.example.org/hooks/lianxin".to_owned(),
        types: vec![ChangeKind::Students, ChangeKind::Classes],
    };
    webhooks::insert(
        tx,
        vault,
        WebhookEndpointId::new(),
        id,
        hook,
        EndpointState::Paused,
        now,
    )
    .await?;
    let canteen = system("食堂订餐系统", Some(school), &[ServiceScope::RosterRead], &[]);
    let id = ServiceAccountId::new();
    service_accounts::insert(tx, id, canteen, None, now).await?;
    service_account::Entity::update_many()
        .set(service_account::ActiveModel {
            status: Set(AccountStatus::Disabled),
            ..Default::default()
        })
        .filter(service_account::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
