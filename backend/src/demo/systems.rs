//! Two systems that might ask: one that only lacks its secret, and one that was switched off.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::{
    entities::{
        account::AccountStatus,
        ids::{OrgUnitId, ServiceAccountId},
        service_account::{self, ServiceScope},
    },
    error::Result,
    features::service_accounts::{self, NewServiceAccount},
};

/// Neither has a secret: the demo gives nobody a way in that its operator did not make.
pub async fn write(tx: &impl ConnectionTrait, school: OrgUnitId, now: DateTime<Utc>) -> Result<()> {
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
    service_accounts::insert(tx, ServiceAccountId::new(), platform, None, now).await?;
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
