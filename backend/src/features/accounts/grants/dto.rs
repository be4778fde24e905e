//! Wire types of role grants.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{AccountId, OrgUnitId, RoleGrantId},
        role_grant::{self, Role},
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
    },
};

/// A dated role of an account (授权).
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleGrant {
    #[serde(flatten)]
    pub row: RoleGrantRow,
    /// Whose role it is.
    #[schema(example = "杨秀英")]
    pub account_name: String,
    /// Where it holds; none for the whole installation.
    #[schema(required, example = "者力完小")]
    pub unit_name: Option<String>,
    /// Who granted it; none when the installation itself did.
    #[schema(required, example = "系统管理员")]
    pub granted_by_name: Option<String>,
    pub state: GrantState,
}

/// The grant itself.
#[derive(Debug, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "role_grant::Entity")]
pub struct RoleGrantRow {
    pub id: RoleGrantId,
    pub account_id: AccountId,
    pub role: Role,
    /// The unit whose subtree it holds for; null for the whole system.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    /// Null for the first administrator.
    #[schema(required)]
    pub granted_by: Option<AccountId>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Whether a grant holds today (授权状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrantState {
    /// 未生效: begins later.
    Planned,
    /// 有效: holds today.
    Current,
    /// 已结束: was ended or has run out.
    Ended,
}

impl GrantState {
    pub fn of(starts_on: NaiveDate, ends_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        if ends_on.is_some_and(|last| last < today) {
            Self::Ended
        } else if starts_on > today {
            Self::Planned
        } else {
            Self::Current
        }
    }
}

impl Versioned for RoleGrant {
    fn version(&self) -> Option<i32> {
        Some(self.row.version)
    }
}

/// A new role of an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "account_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "role": "branch_principal",
    "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"
}))]
pub struct NewRoleGrant {
    pub account_id: AccountId,
    pub role: Role,
    /// None for `admin` and `auditor`; for the others a unit of a fitting kind.
    pub unit_id: Option<OrgUnitId>,
    /// Today, unless it begins later.
    pub starts_on: Option<NaiveDate>,
    /// The last day; none when it lasts.
    pub ends_on: Option<NaiveDate>,
}

/// Filters of the list of role grants.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RoleGrantFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<RoleGrantSort>::schema)]
    pub sort: Option<Sort<RoleGrantSort>>,
    /// Of this account.
    pub account_id: Option<AccountId>,
    /// With this role.
    #[param(value_type = Vec<Role>, required = false, style = Form, explode = false)]
    pub role: Option<CommaList<Role>>,
    /// Grants for exactly this unit.
    pub unit_id: Option<OrgUnitId>,
    /// In this state.
    pub state: Option<GrantState>,
}

/// Columns by which role grants can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleGrantSort {
    StartsOn,
}

impl SortKey for RoleGrantSort {
    const ALL: &'static [(&'static str, Self)] = &[("starts_on", Self::StartsOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for RoleGrantFilter {
    type Sort = RoleGrantSort;

    fn sort(&self) -> Option<Sort<RoleGrantSort>> {
        self.sort
    }
}

impl Positioned<RoleGrantSort> for RoleGrantRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: RoleGrantSort) -> sea_orm::Value {
        match sort {
            RoleGrantSort::StartsOn => self.starts_on.into(),
        }
    }
}
