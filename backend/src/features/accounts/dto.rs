//! Wire types of accounts.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::{
    entities::{
        account::{self, AccountStatus},
        ids::{AccountId, OrgUnitId, PersonId, RoleGrantId},
        role_grant::Role,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, SearchText, Sort, SortKey},
        patch,
    },
};

/// An account (账号).
#[derive(Debug, Serialize, ToSchema)]
pub struct Account {
    #[serde(flatten)]
    pub row: AccountRow,
    /// The member of staff behind it.
    #[schema(required, example = "杨秀英")]
    pub person_name: Option<String>,
    /// That person's home unit.
    #[schema(required, example = "者力完小")]
    pub person_unit_name: Option<String>,
    /// The roles that hold today.
    pub roles: Vec<AccountRole>,
    /// None before the first login.
    #[schema(required)]
    pub last_login_at: Option<DateTime<Utc>>,
}

/// The account itself.
#[derive(Debug, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
pub struct AccountRow {
    pub id: AccountId,
    #[schema(example = "t10023")]
    pub username: String,
    #[schema(example = "杨秀英")]
    pub display_name: String,
    #[schema(required)]
    pub person_id: Option<PersonId>,
    pub status: AccountStatus,
    /// Whether its user must set another password before anything else.
    pub must_change_password: bool,
    /// Null until the one-time link is used: nobody can log in before.
    #[schema(required)]
    pub password_changed_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A role that an account has today.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountRole {
    /// The role grant.
    pub id: RoleGrantId,
    pub role: Role,
    /// Null for the whole system.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[schema(required, example = "者力完小")]
    pub unit_name: Option<String>,
    /// The last day; null while it lasts.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
}

impl Versioned for Account {
    fn version(&self) -> Option<i32> {
        Some(self.row.version)
    }
}

/// A one-time link for the first password (一次性设置链接). It is shown once; the server keeps only a digest.
#[expect(
    clippy::struct_field_names,
    reason = "they stand among the fields of an account on the wire"
)]
#[derive(Debug, Serialize, ToSchema)]
pub struct SetupLink {
    /// To type from paper; case, blanks and dashes do not matter.
    #[schema(example = "K7QM3-XPA9D-RT52H-VWNEZ")]
    pub setup_code: String,
    /// The page with the code behind `#`, where no server log sees it.
    #[schema(example = "https://lianxin.example/setup#K7QM3-XPA9D-RT52H-VWNEZ")]
    pub setup_url: String,
    /// Seven days from now.
    pub setup_expires_at: DateTime<Utc>,
}

/// A new account with its one-time link.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountWithLink {
    #[serde(flatten)]
    pub account: Account,
    #[serde(flatten)]
    pub link: SetupLink,
}

impl Versioned for AccountWithLink {
    fn version(&self) -> Option<i32> {
        self.account.version()
    }
}

/// A new account. Its user sets the password with the one-time link of the answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "username": "t10023", "display_name": "杨秀英", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "roles": [{"role": "teacher", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"}]
}))]
pub struct NewAccount {
    /// Lower-case letters, digits, `.`, `-`, `_`; begins with a letter or digit.
    #[validate(length(min = 2, max = 32), custom(function = "is_username"))]
    #[schema(
        min_length = 2,
        max_length = 32,
        pattern = "^[a-z0-9][a-z0-9._-]*$",
        example = "t10023"
    )]
    pub username: String,
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "杨秀英")]
    pub display_name: String,
    /// The member of staff behind it; one account for a person.
    pub person_id: Option<PersonId>,
    /// Roles from today on.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub roles: Vec<NewRole>,
}

/// A role for a unit, or for the whole system.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    pub role: Role,
    /// None for `admin` and `auditor`; for the others a unit of a fitting kind.
    pub unit_id: Option<OrgUnitId>,
}

/// A change of an account (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "disabled"}))]
pub struct AccountPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, nullable = false)]
    pub display_name: Option<String>,
    /// `disabled` ends all sessions at once.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub status: Option<AccountStatus>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub person_id: Option<Option<PersonId>>,
}

/// Accounts for people who have none, such as all staff of a unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"],
    "role": "teacher"
}))]
pub struct NewAccounts {
    /// The user names are `t` and the staff number, or eight characters of the id where there is none.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub person_ids: Vec<PersonId>,
    /// The role each gets for the home unit.
    pub role: Role,
}

/// Filters of the list of accounts.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<AccountSort>::schema)]
    pub sort: Option<Sort<AccountSort>>,
    /// Whether the account may log in.
    pub status: Option<AccountStatus>,
    /// Accounts with one of these roles today.
    #[param(value_type = Vec<Role>, required = false, style = Form, explode = false)]
    pub role: Option<CommaList<Role>>,
    /// Accounts with a role for this unit or one below it today.
    pub unit_id: Option<OrgUnitId>,
    /// Part of the user name or display name.
    #[param(value_type = Option<String>, min_length = 2, example = "t100")]
    pub q: Option<SearchText>,
}

/// Columns by which accounts can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountSort {
    Username,
    CreatedAt,
}

impl SortKey for AccountSort {
    const ALL: &'static [(&'static str, Self)] = &[("username", Self::Username), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for AccountFilter {
    type Sort = AccountSort;

    fn sort(&self) -> Option<Sort<AccountSort>> {
        self.sort
    }
}

impl Positioned<AccountSort> for AccountRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: AccountSort) -> sea_orm::Value {
        match sort {
            AccountSort::Username => self.username.clone().into(),
            AccountSort::CreatedAt => self.created_at.into(),
        }
    }
}

pub fn is_username(username: &str) -> Result<(), ValidationError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if username.starts_with(plain) && username.chars().all(|c| plain(c) || matches!(c, '.' | '-' | '_')) {
        return Ok(());
    }
    Err(ValidationError::new("username").with_message(
        "只能用小写字母、数字和 . - _，以字母或数字开头|lower-case letters, digits and . - _ only, beginning with a letter or digit".into(),
    ))
}
