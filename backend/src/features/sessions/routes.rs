use actix_web::{
    CustomizeResponder, HttpRequest, Responder, delete, get,
    http::header::{self, SET_COOKIE},
    post, web,
};

use super::{
    cookie,
    dto::{JwkSet, Login, Me, Refresh, SessionList, TokenSet},
    queries, service,
};
use crate::{
    auth::LoggedIn,
    db,
    entities::{ids::SessionId, session::SessionEndReason},
    error::{AuthFailure, Error, Problems, Result},
    http::{Json, NoContent, Path, Routes, Write, Written, client},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(login)
        .service(refresh)
        .service(logout)
        .service(get_me)
        .service(list_sessions)
        .service(end_session);
}

/// The routes that have a place of their own outside `/api/v1`.
pub fn well_known(config: &mut Routes) {
    config.service(get_jwks);
}

/// Logs in (登录) with user name and password. Tries are counted per user name and per address.
#[utoipa::path(tag = "auth", security(()),
    responses((status = 200, description = "The tokens of a new session", body = TokenSet,
        headers(("Set-Cookie" = String, description = "`lianxin_refresh`, when `cookie` was asked for"))), Problems))]
#[post("/auth/login")]
async fn login(
    request: HttpRequest,
    state: web::Data<State>,
    Json(login): Json<Login>,
) -> Result<CustomizeResponder<web::Json<TokenSet>>> {
    const LONGEST_USER_AGENT: usize = 200;
    let address = client::address(&request, &state.config.trusted_proxies);
    let user_agent = request.headers().get(header::USER_AGENT);
    let user_agent = user_agent
        .and_then(|value| value.to_str().ok())
        .map(|value| value.chars().take(LONGEST_USER_AGENT).collect());
    let as_cookie = login.cookie;
    let tokens = service::log_in(&state, login, address, user_agent).await?;
    Ok(handed_over(tokens, as_cookie, &state))
}

/// Exchanges a refresh token (刷新令牌) for new tokens. Each is good once: an old one used again ends the session.
#[utoipa::path(tag = "auth", security(()),
    params(("lianxin_refresh" = Option<String>, Cookie, description = "The token of a browser, when the body has none")),
    responses((status = 200, description = "The next tokens of the session", body = TokenSet,
        headers(("Set-Cookie" = String, description = "`lianxin_refresh`, when it came as a cookie"))), Problems))]
#[post("/auth/refresh")]
async fn refresh(
    request: HttpRequest,
    state: web::Data<State>,
    Json(Refresh { refresh_token }): Json<Refresh>,
) -> Result<CustomizeResponder<web::Json<TokenSet>>> {
    let as_cookie = refresh_token.is_none();
    if as_cookie && !cookie::is_from_our_pages(&request, &state.config.allowed_origins) {
        return Err(Error::forbidden(
            "此请求来自其他网站。",
            "This request comes from another site.",
        ));
    }
    let token = refresh_token.or_else(|| cookie::read(&request).map(str::to_owned));
    let token = token.ok_or(Error::Unauthenticated(AuthFailure::Missing))?;
    let tokens = service::refresh(&state, &token).await?;
    Ok(handed_over(tokens, as_cookie, &state))
}

/// The tokens as the caller wants them: the refresh token in the body or as a cookie, never both.
fn handed_over(mut tokens: TokenSet, as_cookie: bool, state: &State) -> CustomizeResponder<web::Json<TokenSet>> {
    let token = tokens.refresh_token.take_if(|_| as_cookie);
    let answer = web::Json(tokens).customize();
    match token {
        Some(token) => answer.insert_header((
            SET_COOKIE,
            cookie::set(&token, service::LIFETIME, &state.config.public_url),
        )),
        None => answer,
    }
}

/// Logs out (退出): ends the session of this token.
#[utoipa::path(tag = "auth", security(("bearer" = [])),
    responses((status = 204, description = "Ended; the cookie is taken away"), Problems))]
#[post("/auth/logout")]
async fn logout(actor: LoggedIn, state: web::Data<State>) -> Result<CustomizeResponder<NoContent>> {
    let now = state.clock.now();
    db::write(&state.db, async |tx| {
        let reason = SessionEndReason::Logout;
        service::end(tx, &state.vault, &actor, actor.session_id, reason, now).await
    })
    .await?;
    let cleared = (SET_COOKIE, cookie::clear(&state.config.public_url));
    Ok(NoContent.customize().insert_header(cleared))
}

/// Shows the caller (我): account, person, roles and abilities.
#[utoipa::path(tag = "auth", security(("bearer" = [])),
    responses((status = 200, description = "The caller", body = Me), Problems))]
#[get("/auth/me")]
async fn get_me(actor: LoggedIn, state: web::Data<State>) -> Result<web::Json<Me>> {
    Ok(web::Json(queries::me(&state.db, &actor).await?))
}

/// Lists the caller's open logins (会话).
#[utoipa::path(tag = "auth", security(("bearer" = [])),
    responses((status = 200, description = "The caller's open logins, last used first", body = SessionList), Problems))]
#[get("/auth/sessions")]
async fn list_sessions(actor: LoggedIn, state: web::Data<State>) -> Result<web::Json<SessionList>> {
    Ok(web::Json(
        queries::sessions(&state.db, &actor, state.clock.now()).await?,
    ))
}

/// Ends one of the caller's logins (会话), at once.
#[utoipa::path(tag = "auth", security(("bearer" = [])), params(("id" = SessionId, Path, description = "The login")),
    responses((status = 204, description = "Ended"), Problems))]
#[delete("/auth/sessions/{id}")]
async fn end_session(
    actor: LoggedIn,
    state: web::Data<State>,
    Path(id): Path<SessionId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::end(tx, &state.vault, &actor, id, SessionEndReason::Revoked, now).await?;
            Ok(NoContent)
        })
        .await
}

/// The public keys that check our access tokens (JWKS).
#[utoipa::path(tag = "auth", security(()), responses((status = 200, description = "The keys", body = JwkSet), Problems))]
#[get("/.well-known/jwks.json")]
async fn get_jwks(state: web::Data<State>) -> web::Json<JwkSet> {
    web::Json(JwkSet {
        keys: state.tokens.public_keys(),
    })
}
