//! Refusals as the standard wants them: `imsx_StatusInfo` in place of a problem.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Problem};

/// Why a request is refused.
#[derive(Debug)]
pub enum Refusal {
    /// A filter that cannot be read, or of a field that cannot be filtered.
    Filter(String),
    /// A field to sort by or to show that there is not.
    Selection(String),
    Other(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<sea_orm::DbErr> for Refusal {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Other(error.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filter(why) | Self::Selection(why) => f.write_str(why),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Filter(_) | Self::Selection(_) => StatusCode::BAD_REQUEST,
            Self::Other(error) => error.status_code(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        let (code, description) = match self {
            Self::Filter(why) => (MinorCode::InvalidFilterField, why.clone()),
            Self::Selection(why) => (MinorCode::InvalidSelectionField, why.clone()),
            Self::Other(error) => {
                // Made for what it says in its headers and in the log.
                let problem = error.error_response();
                for name in [header::WWW_AUTHENTICATE, header::RETRY_AFTER] {
                    if let Some(value) = problem.headers().get(&name) {
                        response.insert_header((name, value.clone()));
                    }
                }
                let Problem { title, detail, .. } = Problem::from(error);
                (MinorCode::of(error.status_code()), format!("{title}：{detail}"))
            }
        };
        response.json(StatusInfo::failure(code, description))
    }
}

/// Why a request is refused (`imsx_StatusInfo` of the standard).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "imsx_codeMajor": "failure", "imsx_severity": "error",
    "imsx_description": "colour is no field to filter by; there are: sourcedId, status, dateLastModified, name",
    "imsx_CodeMinor": {"imsx_codeMinorField": [
        {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "invalid_filter_field"}
    ]}
}))]
pub struct StatusInfo {
    /// Always `failure`.
    #[serde(rename = "imsx_codeMajor")]
    code_major: &'static str,
    /// Always `error`.
    #[serde(rename = "imsx_severity")]
    severity: &'static str,
    /// What is wrong and what to do about it.
    #[serde(rename = "imsx_description")]
    description: String,
    /// The codes of the standard.
    #[serde(rename = "imsx_CodeMinor")]
    code_minor: CodeMinor,
}

/// The codes of a refusal.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeMinor {
    /// One code.
    #[serde(rename = "imsx_codeMinorField")]
    fields: Vec<CodeMinorField>,
}

/// A code of a refusal.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeMinorField {
    /// Always `TargetEndSystem`.
    #[serde(rename = "imsx_codeMinorFieldName")]
    name: &'static str,
    /// The code.
    #[serde(rename = "imsx_codeMinorFieldValue")]
    value: MinorCode,
}

/// The codes that the standard has for refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MinorCode {
    /// A filter that cannot be read, or of a field that cannot be filtered.
    InvalidFilterField,
    /// A field to sort by or to show that there is not.
    InvalidSelectionField,
    /// A parameter with a value that cannot be used.
    #[serde(rename = "invaliddata")]
    InvalidData,
    /// No token, or one that is no longer good.
    #[serde(rename = "unauthorisedrequest")]
    UnauthorisedRequest,
    /// The token lacks the scope.
    Forbidden,
    /// Too many requests.
    ServerBusy,
    /// There is no such record, or it lies outside the caller's scope.
    #[serde(rename = "unknownobject")]
    UnknownObject,
    /// Our own fault.
    InternalServerError,
}

impl MinorCode {
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::UnauthorisedRequest,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::UnknownObject,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Self::ServerBusy,
            status if status.is_server_error() => Self::InternalServerError,
            _ => Self::InvalidData,
        }
    }
}

impl StatusInfo {
    fn failure(code: MinorCode, description: String) -> Self {
        Self {
            code_major: "failure",
            severity: "error",
            description,
            code_minor: CodeMinor {
                fields: vec![CodeMinorField {
                    name: "TargetEndSystem",
                    value: code,
                }],
            },
        }
    }
}
