use actix_web::{HttpRequest, HttpResponse, http::header, post, web};

use super::{
    dto::{SystemToken, TokenError, TokenRefusal, TokenRequest},
    request::Asked,
    service,
};
use crate::{
    error::{Problem, Problems, Result},
    http::{Routes, UrlEncoded, client},
    state::State,
};

/// The route of the token endpoint.
pub fn routes(config: &mut Routes) {
    config.service(issue_token);
}

/// Gives another system an access token for its client credentials (RFC 6749, 4.4). Tries are counted per client and
/// per address; those that are refused are audited.
#[utoipa::path(tag = "integration", security(()),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token", body = SystemToken),
        (status = 400, description = "The request is not one, or asks for a scope the client does not have",
            content((TokenRefusal = "application/json"), (Problem = "application/problem+json"))),
        (status = 401, description = "The client is not known, or may not ask", body = TokenRefusal,
            headers(("WWW-Authenticate" = String, description = "`Basic`"))),
        Problems
    ))]
#[post("/oauth/token")]
async fn issue_token(
    request: HttpRequest,
    state: web::Data<State>,
    UrlEncoded(form): UrlEncoded,
) -> Result<HttpResponse> {
    let address = client::address(&request, &state.config.trusted_proxies);
    let answer = match Asked::read(&request, form) {
        Ok(asked) => service::give(&state, asked, address).await?,
        Err(refusal) => Err(refusal),
    };
    Ok(match answer {
        Ok(token) => HttpResponse::Ok().json(token),
        Err(refusal) => refused(&refusal),
    })
}

fn refused(refusal: &TokenRefusal) -> HttpResponse {
    let mut response = HttpResponse::build(refusal.status());
    if refusal.error == TokenError::InvalidClient {
        response.insert_header((header::WWW_AUTHENTICATE, r#"Basic realm="lianxin""#));
    }
    response.json(refusal)
}
