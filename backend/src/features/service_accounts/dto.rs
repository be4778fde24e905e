//! Wire types of service accounts.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, Utc};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::filter::ServiceAccountRow;
use crate::{
    entities::{
        account::AccountStatus,
        ids::{OrgUnitId, ServiceAccountId, ServiceSecretId},
        service_account::ServiceScope,
    },
    http::{Versioned, patch},
};

const MOST_ADDRESSES: usize = 32;

/// A service account (系统账号): what another system asks with.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceAccount {
    pub id: ServiceAccountId,
    /// The other system, as people call it.
    #[schema(example = "县教育数据平台")]
    pub name: String,
    /// What it names itself by at `POST /oauth/token`.
    #[schema(example = "svc-7k3m-9w2x-5tac")]
    pub client_id: String,
    /// It sees this unit and those below; null for the whole system.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    /// Name of that unit.
    #[schema(required, example = "大地基乡中心小学")]
    pub unit_name: Option<String>,
    /// What it may do.
    pub scopes: Vec<ServiceScope>,
    /// Networks it may ask from (CIDR); anywhere when empty.
    #[schema(example = json!(["10.20.0.0/16"]))]
    pub addresses: Vec<String>,
    /// The last day on which it may ask; null without an end.
    #[schema(required)]
    pub expires_on: Option<NaiveDate>,
    /// Whether it may ask.
    pub status: AccountStatus,
    /// Who answers for the other system.
    #[schema(required, example = "信息中心 李工")]
    pub contact: Option<String>,
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// The address it asked from last.
    #[schema(required, example = "10.20.3.4")]
    pub last_used_from: Option<String>,
    /// Name of who made it; null for those that ship with demo data.
    #[schema(required)]
    pub recorded_by_name: Option<String>,
    /// Its secrets, the newest first; those that ended more than 90 days ago are left out.
    pub secrets: Vec<ServiceSecret>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ServiceAccount {
    pub fn of(row: ServiceAccountRow, secrets: Vec<ServiceSecret>) -> Self {
        Self {
            id: row.id,
            name: row.name,
            client_id: row.client_id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            scopes: row.scopes.0,
            addresses: row.addresses.0.iter().map(ToString::to_string).collect(),
            expires_on: row.expires_on,
            status: row.status,
            contact: row.contact,
            last_used_at: row.last_used_at,
            last_used_from: row.last_used_from,
            recorded_by_name: row.recorded_by_name,
            secrets,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl Versioned for ServiceAccount {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A secret of a service account (密钥), without the secret itself: only its digest is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceSecret {
    pub id: ServiceSecretId,
    /// Its first signs, to tell one from another.
    #[schema(example = "lxs_Zk3w")]
    pub hint: String,
    /// Whether it is good.
    pub state: ServiceSecretState,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When it was revoked; null when it was not.
    #[schema(required)]
    pub revoked_at: Option<DateTime<Utc>>,
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whether a secret is good (密钥状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceSecretState {
    /// 可用: tokens are given for it.
    Valid,
    /// 过期: its time is over.
    Expired,
    /// 作废: it was revoked before its time.
    Revoked,
}

/// A fresh secret. It is shown once; the server keeps only a digest.
#[derive(Debug, Serialize, ToSchema)]
pub struct FreshSecret {
    /// What the system names itself by.
    #[schema(example = "svc-7k3m-9w2x-5tac")]
    pub client_id: String,
    /// The secret, shown only now.
    #[schema(example = "lxs_Zk3wq0T1s8Jm2bVn4xRc6yLd9fHg5aKe7uPiOtQwEsA")]
    pub client_secret: String,
    /// Until then it is good.
    pub secret_expires_at: DateTime<Utc>,
}

/// A new service account with its first secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceAccountWithSecret {
    #[serde(flatten)]
    pub account: ServiceAccount,
    /// What the other system is given.
    pub secret: FreshSecret,
}

impl Versioned for ServiceAccountWithSecret {
    fn version(&self) -> Option<i32> {
        self.account.version()
    }
}

/// A new service account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "县教育数据平台", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002",
    "scopes": ["organisation:read", "roster:read"], "addresses": ["10.20.0.0/16"],
    "expires_on": "2027-12-31", "contact": "信息中心 李工", "secret_days": 365
}))]
pub struct NewServiceAccount {
    /// The other system, as people call it.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// It sees this unit and those below; without it the whole system.
    pub unit_id: Option<OrgUnitId>,
    /// What it may do; each scope once.
    #[validate(length(min = 1, max = 12))]
    #[schema(min_items = 1, max_items = 12)]
    pub scopes: Vec<ServiceScope>,
    /// Networks it may ask from (CIDR, or a single address); anywhere when empty.
    #[serde(default)]
    #[validate(custom(function = "are_networks"))]
    #[schema(max_items = 32)]
    pub addresses: Vec<String>,
    /// The last day on which it may ask; not in the past.
    pub expires_on: Option<NaiveDate>,
    /// Who answers for the other system.
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub contact: Option<String>,
    /// Days that its first secret is good for (default 365).
    #[serde(default = "a_year")]
    #[validate(range(min = 1, max = 730))]
    #[schema(minimum = 1, maximum = 730, default = 365)]
    pub secret_days: i64,
}

/// A change of a service account (JSON Merge Patch). It holds from the next request on, also for tokens that are out.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "disabled"}))]
pub struct ServiceAccountPatch {
    /// The other system, as people call it.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 60))]
    #[schema(nullable = false, min_length = 1, max_length = 60)]
    pub name: Option<String>,
    /// It sees this unit and those below; null for the whole system.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<OrgUnitId>)]
    pub unit_id: Option<Option<OrgUnitId>>,
    /// What it may do; each scope once.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 12))]
    #[schema(nullable = false, min_items = 1, max_items = 12)]
    pub scopes: Option<Vec<ServiceScope>>,
    /// Networks it may ask from (CIDR, or a single address); anywhere when empty.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(custom(function = "are_networks"))]
    #[schema(nullable = false, max_items = 32)]
    pub addresses: Option<Vec<String>>,
    /// The last day on which it may ask; null without an end.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub expires_on: Option<Option<NaiveDate>>,
    /// `disabled` refuses it at once.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub status: Option<AccountStatus>,
    /// Who answers for the other system.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 100))]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub contact: Option<Option<String>>,
}

/// A further secret (换发密钥), and how long those before it still live.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"overlap_days": 7, "secret_days": 365}))]
pub struct NewServiceSecret {
    /// Days that earlier secrets stay good, so that the other system can change over; 0 ends them at once.
    #[serde(default = "a_week")]
    #[validate(range(min = 0, max = 90))]
    #[schema(minimum = 0, maximum = 90, default = 7)]
    pub overlap_days: i64,
    /// Days that the new secret is good for.
    #[serde(default = "a_year")]
    #[validate(range(min = 1, max = 730))]
    #[schema(minimum = 1, maximum = 730, default = 365)]
    pub secret_days: i64,
}

fn a_week() -> i64 {
    7
}

fn a_year() -> i64 {
    365
}

/// Reads a network, or a single address as the network of itself.
pub fn network(text: &str) -> Option<IpNet> {
    let network = text
        .parse()
        .or_else(|_| text.parse().map(|address: IpAddr| IpNet::from(address)))
        .ok()?;
    Some(network.trunc())
}

fn are_networks(texts: &[String]) -> Result<(), ValidationError> {
    if texts.len() > MOST_ADDRESSES {
        return Err(ValidationError::new("length").with_message("最多 32 个网段|at most 32 networks".into()));
    }
    match texts.iter().find(|text| network(text).is_none()) {
        None => Ok(()),
        Some(wrong) => Err(ValidationError::new("network").with_message(
            format!("“{wrong}”不是网段，例如 10.20.0.0/16|\"{wrong}\" is no network, such as 10.20.0.0/16").into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_network_of_itself() {
        let shown = |text| network(text).map(|network| network.to_string());
        assert_eq!(shown("10.20.3.4").as_deref(), Some("10.20.3.4/32"));
        assert_eq!(shown("10.20.3.4/16").as_deref(), Some("10.20.0.0/16"));
        assert_eq!(shown("2001:db8::1").as_deref(), Some("2001:db8::1/128"));
        assert_eq!(shown("10.20.3.4/33"), None);
        assert_eq!(shown("example.org"), None);
    }
}
