//! Wire types of the token endpoint, named by RFC 6749.

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// What a system sends (RFC 6749, 4.4.2). The credentials may also come as HTTP Basic authentication, but not in both
/// ways at once.
#[derive(Debug, ToSchema)]
#[schema(example = json!({
    "grant_type": "client_credentials", "client_id": "svc-7k3m-9w2x-5tac",
    "client_secret": "lxs_Zk3wq0T1s8Jm2bVn4xRc6yLd9fHg5aKe7uPiOtQwEsA", "scope": "organisation:read roster:read"
}))]
#[expect(dead_code, reason = "it describes the form, which is read field by field")]
pub struct TokenRequest {
    /// Always `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// Which system asks.
    #[schema(example = "svc-7k3m-9w2x-5tac")]
    client_id: Option<String>,
    /// One of its secrets.
    #[schema(example = "lxs_Zk3wq0T1s8Jm2bVn4xRc6yLd9fHg5aKe7uPiOtQwEsA")]
    client_secret: Option<String>,
    /// Some of its scopes, separated by blanks; all it has when left out.
    #[schema(example = "organisation:read roster:read")]
    scope: Option<String>,
}

/// An access token for another system (RFC 6749, 5.1).
#[derive(Debug, Serialize, ToSchema)]
pub struct SystemToken {
    /// A JWT (`typ` `at+jwt`, EdDSA); its key is in `/.well-known/jwks.json`.
    #[schema(example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSIsImtpZCI6IjAxOTdhNWYwIn0.eyJpc3MiOiJsaWFueGluIn0.c2ln")]
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds that it lives.
    #[schema(example = 900)]
    pub expires_in: i64,
    /// What it is good for, separated by blanks.
    #[schema(example = "organisation:read roster:read")]
    pub scope: String,
}

/// Why no token is given (RFC 6749, 5.2).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"error": "invalid_client", "error_description": "The client is unknown or its secret is wrong."}))]
pub struct TokenRefusal {
    /// The code of the standard.
    pub error: TokenError,
    /// For the one who sets the system up; in English, as the standard wants it.
    #[schema(example = "The client is unknown or its secret is wrong.")]
    pub error_description: &'static str,
}

/// The errors of RFC 6749, 5.2, that this server gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenError {
    /// A field is missing or came twice.
    InvalidRequest,
    /// The client is unknown, its secret is wrong, or it may not ask now or from here.
    InvalidClient,
    /// Another grant than `client_credentials`.
    UnsupportedGrantType,
    /// A scope that does not exist or that the client does not have.
    InvalidScope,
}

impl TokenRefusal {
    pub fn new(error: TokenError, error_description: &'static str) -> Self {
        Self {
            error,
            error_description,
        }
    }

    pub fn status(&self) -> StatusCode {
        match self.error {
            TokenError::InvalidClient => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}
