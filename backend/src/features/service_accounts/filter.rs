//! Filters and rows of the list of service accounts.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account::{self, AccountStatus},
        ids::{OrgUnitId, ServiceAccountId},
        org_unit,
        service_account::{self, Networks, ServiceScopes},
    },
    http::{
        Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// A service account with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "service_account::Entity")]
pub struct ServiceAccountRow {
    pub id: ServiceAccountId,
    pub name: String,
    pub client_id: String,
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, service_account::Column::UnitId)"
    )]
    pub unit_name: Option<String>,
    pub scopes: ServiceScopes,
    pub addresses: Networks,
    pub expires_on: Option<NaiveDate>,
    pub status: AccountStatus,
    pub contact: Option<String>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub last_used_from: Option<String>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, service_account::Column::RecordedBy)"
    )]
    pub recorded_by_name: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Filters of the list of service accounts.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ServiceAccountFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ServiceAccountSort>::schema)]
    pub sort: Option<Sort<ServiceAccountSort>>,
    /// Whether it may ask.
    pub status: Option<AccountStatus>,
    /// Those that see this unit, or one below it, and nothing above.
    pub unit_id: Option<OrgUnitId>,
    /// The one with this `client_id`.
    #[param(example = "svc-7k3m-9w2x-5tac")]
    pub client_id: Option<String>,
}

/// Columns by which service accounts can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceAccountSort {
    Name,
    CreatedAt,
}

impl SortKey for ServiceAccountSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ServiceAccountFilter {
    type Sort = ServiceAccountSort;

    fn sort(&self) -> Option<Sort<ServiceAccountSort>> {
        self.sort
    }
}

impl Positioned<ServiceAccountSort> for ServiceAccountRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ServiceAccountSort) -> sea_orm::Value {
        match sort {
            ServiceAccountSort::Name => self.name.clone().into(),
            ServiceAccountSort::CreatedAt => self.created_at.into(),
        }
    }
}
