//! Wire types of logging in.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    auth::Permission,
    entities::{
        ids::{AccountId, OrgUnitId, PersonId, SessionId},
        role_grant::Role,
        session,
    },
};

/// Who logs in.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"username": "t10023", "password": "山上有棵Pine-7"}))]
pub struct Login {
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "t10023")]
    pub username: String,
    /// The password; answered alike whether it or the user name is wrong.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password, example = "山上有棵Pine-7")]
    pub password: String,
    /// For browsers: the refresh token comes as an `HttpOnly` cookie instead of in the body.
    #[serde(default)]
    #[schema(required = false)]
    pub cookie: bool,
}

/// The token to go on with; without one (`{}`), the cookie counts.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "qO0zZ4hC0nVn3B9l6s4lUq1xJYd4w8k7mZ0bX2tQe5A"}))]
pub struct Refresh {
    /// The refresh token of the last answer; left out by browsers, whose cookie carries it.
    #[validate(length(min = 1, max = 128))]
    #[schema(
        min_length = 1,
        max_length = 128,
        example = "qO0zZ4hC0nVn3B9l6s4lUq1xJYd4w8k7mZ0bX2tQe5A"
    )]
    pub refresh_token: Option<String>,
}

/// The tokens of a session.
#[derive(Serialize, ToSchema)]
pub struct TokenSet {
    /// A JWT (`EdDSA`) for `Authorization: Bearer …`; its keys are at `/.well-known/jwks.json`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    pub expires_in: i64,
    /// Good once, for seven days; the answer brings the next one. Absent when it came as a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        required = false,
        nullable = false,
        example = "qO0zZ4hC0nVn3B9l6s4lUq1xJYd4w8k7mZ0bX2tQe5A"
    )]
    pub refresh_token: Option<String>,
    /// Until the account has its own password, nothing else is allowed.
    pub must_change_password: bool,
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub account: MyAccount,
    /// The member of staff behind the account; null when there is none.
    #[schema(required)]
    pub person: Option<MyPerson>,
    /// The roles that hold today.
    pub roles: Vec<MyRole>,
    /// What the roles allow; what they reach, each list shows.
    pub abilities: Vec<Permission>,
    /// Until the account has its own password, nothing else is allowed.
    pub must_change_password: bool,
}

/// The caller's account (账号).
#[derive(Debug, Serialize, ToSchema)]
pub struct MyAccount {
    pub id: AccountId,
    #[schema(example = "t10023")]
    pub username: String,
    #[schema(example = "杨秀英")]
    pub display_name: String,
}

/// The member of staff behind the caller's account.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyPerson {
    pub id: PersonId,
    #[schema(example = "杨秀英")]
    pub name: String,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
}

/// A role of the caller (角色).
#[derive(Debug, Serialize, ToSchema)]
pub struct MyRole {
    pub role: Role,
    /// The unit whose subtree it holds for; null for the whole system.
    #[schema(required)]
    pub unit_id: Option<OrgUnitId>,
    #[schema(required, example = "者力完小")]
    pub unit_name: Option<String>,
}

/// A login that is still open (会话).
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    #[serde(flatten)]
    pub row: SessionRow,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// What is known of a login.
#[derive(Debug, Serialize, ToSchema, DerivePartialModel)]
#[sea_orm(entity = "session::Entity")]
pub struct SessionRow {
    pub id: SessionId,
    /// The program or browser, as it called itself.
    #[schema(required, example = "Mozilla/5.0 (Linux; Android 14) …")]
    pub user_agent: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    /// When it ends if it is not used.
    pub expires_at: DateTime<Utc>,
}

/// The caller's open logins.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    pub items: Vec<Session>,
}

/// Public keys (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct JwkSet {
    /// The keys in force, the oldest first; a token signed with any other is refused.
    pub keys: Vec<crate::auth::token::Jwk>,
}
