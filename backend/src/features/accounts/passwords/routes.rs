use actix_web::{HttpRequest, post, web};

use super::{
    dto::{PasswordChange, SetUp, Setup},
    service,
};
use crate::{
    auth::LoggedIn,
    error::{Problems, Result},
    http::{Json, NoContent, Routes, client},
    state::State,
};

/// The routes of passwords.
pub fn routes(config: &mut Routes) {
    config.service(change_password).service(set_up_account);
}

/// Changes the caller's password (修改密码); all other sessions end.
#[utoipa::path(tag = "auth", security(("bearer" = [])),
    responses((status = 204, description = "Changed"), Problems))]
#[post("/auth/password")]
async fn change_password(
    actor: LoggedIn,
    state: web::Data<State>,
    Json(change): Json<PasswordChange>,
) -> Result<NoContent> {
    service::change(&state, &actor, change).await?;
    Ok(NoContent)
}

/// Sets the first password with a one-time link (首次设置密码). A code is good once: afterwards it is 410.
#[utoipa::path(tag = "auth", security(()),
    responses((status = 200, description = "Set; log in with it", body = SetUp), Problems))]
#[post("/auth/setup")]
async fn set_up_account(
    request: HttpRequest,
    state: web::Data<State>,
    Json(setup): Json<Setup>,
) -> Result<web::Json<SetUp>> {
    let address = client::address(&request, &state.config.trusted_proxies);
    Ok(web::Json(service::set_up(&state, setup, address).await?))
}
