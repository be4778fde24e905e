//! Problem details (RFC 9457): status, stable code and wording of every error.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{AuthFailure, Error, FieldError};
use crate::{
    language::{Language, Text, text},
    telemetry,
};

const MEBIBYTE: usize = 1024 * 1024;

/// What every error answers (`application/problem+json`, RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "https://lianxin.dev/problems/invalid_fields", "title": "有字段不符合要求", "status": 422,
    "detail": "请按 errors 中的说明修改后重试。", "code": "invalid_fields",
    "errors": [{"pointer": "#/happened_on", "code": "in_the_future", "detail": "日期不能晚于今天"}],
    "instance": "/api/v1/activities", "request_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"
}))]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in the language of the request.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What to do about it, in the language of the request.
    pub detail: String,
    /// Stable and never translated: what programs should look at.
    pub code: String,
    /// The fields that break a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// The moves that are legal now (with `illegal_move`), the parameters that exist (with `unknown_parameter`), or the
    /// methods of the path (with `method_not_allowed`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub allowed: Vec<String>,
    /// The record as it is now (with `stale_version`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub current: Option<Value>,
    /// Where the edit and the record differ (with `stale_version`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub differences: Vec<DifferenceProblem>,
    /// The request's id, as in `X-Request-Id` and in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The path that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

/// One field that breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer into the request body.
    #[schema(example = "#/happened_on")]
    pub pointer: String,
    /// Stable code of the rule.
    #[schema(example = "in_the_future")]
    pub code: String,
    /// The rule in the language of the request.
    pub detail: String,
}

impl From<&FieldError> for FieldProblem {
    fn from(error: &FieldError) -> Self {
        Self {
            pointer: error.pointer.clone(),
            code: error.code.clone(),
            detail: error.detail.show().to_owned(),
        }
    }
}

/// One field on which an edit and the stored record differ.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceProblem {
    /// JSON pointer into the record.
    pub pointer: String,
    /// What the caller wanted to write.
    pub yours: Value,
    /// What is stored now.
    pub current: Value,
}

pub(super) fn status_and_code(error: &Error) -> (StatusCode, &'static str) {
    match error {
        Error::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed_request"),
        Error::UnknownParameter { .. } => (StatusCode::BAD_REQUEST, "unknown_parameter"),
        Error::InvalidParameter { .. } => (StatusCode::BAD_REQUEST, "invalid_parameter"),
        Error::InvalidCursor => (StatusCode::BAD_REQUEST, "invalid_cursor"),
        Error::IdempotencyKeyRequired => (StatusCode::BAD_REQUEST, "idempotency_key_required"),
        Error::Unauthenticated(AuthFailure::Missing) => (StatusCode::UNAUTHORIZED, "not_logged_in"),
        Error::Unauthenticated(AuthFailure::InvalidToken) => (StatusCode::UNAUTHORIZED, "invalid_token"),
        Error::Unauthenticated(AuthFailure::SessionEnded) => (StatusCode::UNAUTHORIZED, "session_ended"),
        Error::Unauthenticated(AuthFailure::SystemRefused) => (StatusCode::UNAUTHORIZED, "system_refused"),
        Error::Unauthenticated(AuthFailure::BadCredentials) => (StatusCode::UNAUTHORIZED, "bad_credentials"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
        Error::PasswordChangeRequired => (StatusCode::FORBIDDEN, "password_change_required"),
        Error::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Error::BallotCredential => (StatusCode::NOT_FOUND, "ballot_credential_invalid"),
        Error::MethodNotAllowed { .. } => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
        Error::Timeout => (StatusCode::REQUEST_TIMEOUT, "request_timeout"),
        Error::IllegalMove { .. } => (StatusCode::CONFLICT, "illegal_move"),
        Error::Conflict { code, .. } => (StatusCode::CONFLICT, code),
        Error::Gone(_) => (StatusCode::GONE, "gone"),
        Error::CursorExpired => (StatusCode::GONE, "cursor_expired"),
        Error::Stale { .. } => (StatusCode::PRECONDITION_FAILED, "stale_version"),
        Error::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        Error::UnsupportedMediaType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
        Error::UnsupportedFile => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_file"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields"),
        Error::IdempotencyKeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused"),
        Error::PreconditionRequired => (StatusCode::PRECONDITION_REQUIRED, "precondition_required"),
        Error::TooManyRequests { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal_error"),
    }
}

#[expect(clippy::too_many_lines, reason = "one list of wordings, an arm per cause")]
fn title_and_detail(error: &Error) -> (Text, Text) {
    match error {
        Error::Malformed(detail) => (text("请求格式有误", "The request cannot be read"), detail.clone()),
        Error::UnknownParameter { name, known } => (
            text("未知的查询参数", "Unknown query parameter"),
            text(
                format!("没有参数“{name}”。可用参数：{}。", known.join("、")),
                format!(
                    "There is no parameter \"{name}\". Known parameters: {}.",
                    known.join(", ")
                ),
            ),
        ),
        Error::InvalidParameter { name, detail } => (
            text("查询参数的值无效", "Invalid query parameter"),
            text(
                format!("参数“{name}”：{}", detail.zh),
                format!("Parameter \"{name}\": {}", detail.en),
            ),
        ),
        Error::InvalidCursor => (
            text("翻页标记无效", "Invalid cursor"),
            text(
                "请从第一页重新开始，并原样使用返回的 next 或 prev。",
                "Start again from the first page and use next or prev as they were returned, with the same filters.",
            ),
        ),
        Error::IdempotencyKeyRequired => (
            text("缺少 Idempotency-Key", "Idempotency-Key is missing"),
            text(
                "此操作重复执行会造成后果，请在请求头中带上 Idempotency-Key（例如一个新的 UUID）。",
                "Repeating this would do harm: send an Idempotency-Key header, such as a fresh UUID.",
            ),
        ),
        Error::Unauthenticated(failure) => unauthenticated(*failure),
        Error::Forbidden(detail) => (text("没有权限", "Not allowed"), detail.clone()),
        Error::PasswordChangeRequired => (
            text("请先修改密码", "Set your own password first"),
            text(
                "首次登录须先用 POST /api/v1/auth/password 设置自己的密码。",
                "Set your own password with POST /api/v1/auth/password before anything else.",
            ),
        ),
        Error::NotFound => (
            text("没有找到", "Not found"),
            text(
                "记录不存在，或不在您的工作范围内。",
                "It does not exist or lies outside your scope.",
            ),
        ),
        Error::BallotCredential => (
            text("不能用它投票", "No ballot can be cast with this"),
            text(
                "测评码或投票凭证不正确、已经用过，或者现在不是投票时间。为了不泄露谁投过票，系统不说明是哪一种。",
                "The code or token is wrong or used, or voting is not open now. Which of these is told to nobody, so that nobody learns who has voted.",
            ),
        ),
        Error::MethodNotAllowed { .. } => (
            text("不支持的请求方法", "Method not allowed"),
            text(
                "请查看接口文档中此路径支持的方法。",
                "See the API documentation for the methods of this path.",
            ),
        ),
        Error::Timeout => (
            text("请求超时", "The request took too long"),
            text(
                "请求内容没有及时送达，请重试。",
                "The body did not arrive in time; try again.",
            ),
        ),
        Error::IllegalMove { detail, .. } => (
            text("当前状态不能这样办理", "Not possible in the present state"),
            detail.clone(),
        ),
        Error::Conflict { detail, .. } => (text("与已有记录冲突", "In conflict with what is there"), detail.clone()),
        Error::Gone(detail) => (text("已失效", "No longer valid"), detail.clone()),
        Error::CursorExpired => (
            text("变更位置已过期", "The place in the feed has expired"),
            text(
                "此后的变更已不再保留（90 天）。请先用 GET /api/v1/changes?after=now 取得新位置，再重新读取所需的各列表（如 /api/v1/students、/api/v1/classes、/api/v1/personnel、/api/v1/ledger-entries），然后从新位置继续。",
                "What followed it is no longer kept (90 days). Take a new place with GET /api/v1/changes?after=now, read the lists you follow anew (such as /api/v1/students, /api/v1/classes, /api/v1/personnel, /api/v1/ledger-entries), then go on from the new place.",
            ),
        ),
        Error::Stale { .. } => (
            text("记录已被他人修改", "Somebody else changed it"),
            text(
                "请对照 differences 中的内容，确认后用新的版本号重新提交。",
                "Compare the differences and send your edit again with the new version.",
            ),
        ),
        Error::TooLarge { limit } => (
            text("内容太大", "Too large"),
            text(
                format!("上限为 {} MiB。", limit / MEBIBYTE),
                format!("The limit is {} MiB.", limit / MEBIBYTE),
            ),
        ),
        Error::UnsupportedMediaType { expected } => (
            text("不支持的内容类型", "Unsupported media type"),
            text(
                format!("请使用 Content-Type: {expected}。"),
                format!("Send Content-Type: {expected}."),
            ),
        ),
        Error::UnsupportedFile => (
            text("不能上传这种文件", "This kind of file is not kept"),
            text(
                "可上传 JPEG、PNG、WebP 图片，PDF，以及 Word（.docx）、Excel（.xlsx）文件；旧格式请先另存为新格式。",
                "Pictures (JPEG, PNG, WebP), PDF, Word (.docx) and Excel (.xlsx) are kept; save older formats as one of these first.",
            ),
        ),
        Error::Invalid(_) => (
            text("有字段不符合要求", "Some fields break a rule"),
            text(
                "请按 errors 中的说明修改后重试。",
                "Mend the fields named in errors and try again.",
            ),
        ),
        Error::IdempotencyKeyReused => (
            text(
                "Idempotency-Key 已用于另一个请求",
                "Idempotency-Key was used for another request",
            ),
            text(
                "请为新的请求使用新的 Idempotency-Key。",
                "Use a fresh Idempotency-Key for a new request.",
            ),
        ),
        Error::PreconditionRequired => (
            text("缺少 If-Match", "If-Match is missing"),
            text(
                "请先读取记录，再用其 ETag 作为 If-Match 提交。",
                "Read the record first and send its ETag as If-Match.",
            ),
        ),
        Error::TooManyRequests { retry_after_seconds } => (
            text("操作过于频繁", "Too many requests"),
            text(
                format!("请在 {retry_after_seconds} 秒后重试。"),
                format!("Try again in {retry_after_seconds} seconds."),
            ),
        ),
        Error::Unavailable(_) => (
            text("服务暂时不可用", "Temporarily unavailable"),
            text(
                "数据库暂时无法访问或服务器正在停止，内容没有保存，请稍后重试。",
                "The database cannot be reached or the server is stopping; nothing was stored. Try again shortly.",
            ),
        ),
        Error::Internal(_) => (
            text("服务器内部错误", "Internal error"),
            text(
                "内容没有保存。请把 request_id 告诉管理员。",
                "Nothing was stored. Tell the administrator the request_id.",
            ),
        ),
    }
}

fn unauthenticated(failure: AuthFailure) -> (Text, Text) {
    match failure {
        AuthFailure::Missing => (
            text("尚未登录", "Not logged in"),
            text(
                "请先登录，并带上 Authorization: Bearer 令牌。",
                "Log in first and send Authorization: Bearer with the token.",
            ),
        ),
        AuthFailure::InvalidToken => (
            text("登录令牌无效或已过期", "The token is invalid or expired"),
            text(
                "请用刷新令牌换取新令牌，或重新登录。",
                "Refresh the token or log in again.",
            ),
        ),
        AuthFailure::SessionEnded => (
            text("登录已结束", "The session has ended"),
            text("请重新登录。", "Log in again."),
        ),
        AuthFailure::SystemRefused => (
            text("系统账号现在不能使用", "The service account cannot be used now"),
            text(
                "此系统账号已停用或已过期，或者请求不是从允许的地址发出的。请联系系统管理员。",
                "It is disabled or expired, or the request does not come from one of its addresses. Ask the administrator.",
            ),
        ),
        AuthFailure::BadCredentials => (
            text("用户名或密码不正确", "Wrong user name or password"),
            text(
                "请检查后重试；多次失败后需要等待。",
                "Check them and try again; after several failures you will have to wait.",
            ),
        ),
    }
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let (status, code) = status_and_code(error);
        let (title, detail) = title_and_detail(error);
        let mut problem = Self {
            kind: format!("https://lianxin.dev/problems/{code}"),
            title: title.show().to_owned(),
            status: status.as_u16(),
            detail: detail.show().to_owned(),
            code: code.to_owned(),
            errors: Vec::new(),
            allowed: Vec::new(),
            current: None,
            differences: Vec::new(),
            request_id: telemetry::current_request_id(),
            instance: telemetry::current_path(),
        };
        match error {
            Error::Invalid(fields) => {
                problem.errors = fields.iter().map(FieldProblem::from).collect();
            }
            Error::IllegalMove { allowed, .. } | Error::MethodNotAllowed { allowed } => {
                problem.allowed.clone_from(allowed);
            }
            Error::UnknownParameter { known, .. } => problem.allowed.clone_from(known),
            Error::Stale { current, differences } => {
                problem.current = Some((**current).clone());
                problem.differences = differences
                    .iter()
                    .map(|difference| DifferenceProblem {
                        pointer: difference.pointer.clone(),
                        yours: difference.yours.clone(),
                        current: difference.current.clone(),
                    })
                    .collect();
            }
            _ => {}
        }
        problem
    }
}

pub(super) fn response(error: &Error) -> HttpResponse {
    let (status, code) = status_and_code(error);
    if status.is_server_error() {
        tracing::error!(error.code = code, error.cause = %error, "request failed");
    }
    let mut response = HttpResponse::build(status);
    match error {
        Error::Unauthenticated(failure) => {
            let challenge = match failure {
                AuthFailure::InvalidToken | AuthFailure::SessionEnded | AuthFailure::SystemRefused => {
                    r#"Bearer realm="lianxin", error="invalid_token""#
                }
                AuthFailure::Missing | AuthFailure::BadCredentials => r#"Bearer realm="lianxin""#,
            };
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        Error::MethodNotAllowed { allowed } => {
            response.insert_header((header::ALLOW, allowed.join(", ")));
        }
        Error::TooManyRequests { retry_after_seconds } => {
            response.insert_header((header::RETRY_AFTER, retry_after_seconds.to_string()));
        }
        Error::Unavailable(_) => {
            response.insert_header((header::RETRY_AFTER, "5"));
        }
        _ => {}
    }
    response
        .insert_header((header::CONTENT_LANGUAGE, Language::current().tag()))
        .content_type("application/problem+json")
        .json(Problem::from(error))
}
