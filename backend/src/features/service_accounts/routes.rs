use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{
        FreshSecret, NewServiceAccount, NewServiceSecret, ServiceAccount, ServiceAccountPatch, ServiceAccountWithSecret,
    },
    filter::ServiceAccountFilter,
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{ServiceAccountsRead, ServiceAccountsWrite},
    },
    db,
    entities::ids::{ServiceAccountId, ServiceSecretId},
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of service accounts.
pub fn routes(config: &mut Routes) {
    config
        .service(list_service_accounts)
        .service(create_service_account)
        .service(get_service_account)
        .service(update_service_account)
        .service(create_service_secret)
        .service(revoke_service_secret);
}

/// Lists service accounts (系统账号).
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsRead])),
    params(PageParams, ServiceAccountFilter),
    responses((status = 200, description = "A page of service accounts", body = Paged<ServiceAccount>), Problems))]
#[get("/service-accounts")]
async fn list_service_accounts(
    actor: Allow<ServiceAccountsRead>,
    state: web::Data<State>,
    query: ListQuery<ServiceAccountFilter>,
) -> Result<Paged<ServiceAccount>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Makes a service account with its first secret, which is shown only now. Never kept for a repeat.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsWrite])),
    responses((status = 201, description = "The new service account with its secret", body = ServiceAccountWithSecret), Problems))]
#[post("/service-accounts")]
async fn create_service_account(
    actor: Allow<ServiceAccountsWrite>,
    state: web::Data<State>,
    Json(new): Json<NewServiceAccount>,
) -> Result<Written> {
    let now = state.clock.now();
    let made = db::write(&state.db, async |tx| {
        service::create(&state, tx, &actor, new, now).await
    })
    .await?;
    Written::unkept(&Created::at("/service-accounts", made.account.id, made))
}

/// Shows a service account.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsRead])),
    params(("id" = ServiceAccountId, Path, description = "The service account")),
    responses((status = 200, description = "The service account", body = ServiceAccount), Problems))]
#[get("/service-accounts/{id}")]
async fn get_service_account(
    actor: Allow<ServiceAccountsRead>,
    state: web::Data<State>,
    Path(id): Path<ServiceAccountId>,
) -> Result<Etagged<ServiceAccount>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Changes a service account, from the next request on: its scopes, unit, addresses, last day; disabling it (停用)
/// refuses it at once, also with a token that is out.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsWrite])),
    params(("id" = ServiceAccountId, Path, description = "The service account"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The service account as it is now", body = ServiceAccount), Problems))]
#[patch("/service-accounts/{id}")]
async fn update_service_account(
    actor: Allow<ServiceAccountsWrite>,
    state: web::Data<State>,
    Path(id): Path<ServiceAccountId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ServiceAccountPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let account = service::update(&state, tx, &actor, id, expected, edit, now).await?;
            Ok(Etagged(account))
        })
        .await
}

/// Issues a further secret (换发密钥), shown only now. Earlier ones live on for `overlap_days`, so that the other system
/// can change over. Never kept for a repeat.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsWrite])),
    params(("id" = ServiceAccountId, Path, description = "The service account")),
    responses((status = 200, description = "The secret, shown only now", body = FreshSecret), Problems))]
#[post("/service-accounts/{id}/secrets")]
async fn create_service_secret(
    actor: Allow<ServiceAccountsWrite>,
    state: web::Data<State>,
    Path(id): Path<ServiceAccountId>,
    Json(new): Json<NewServiceSecret>,
) -> Result<web::Json<FreshSecret>> {
    let now = state.clock.now();
    let secret = db::write(&state.db, async |tx| {
        service::rotate(&state, tx, &actor, id, &new, now).await
    })
    .await?;
    Ok(web::Json(secret))
}

/// Revokes a secret (作废密钥) at once. Disable the account to refuse the tokens that are out, too.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ServiceAccountsWrite])),
    params(
        ("id" = ServiceAccountId, Path, description = "The service account"),
        ("secret_id" = ServiceSecretId, Path, description = "The secret")
    ),
    responses((status = 204, description = "Revoked"), Problems))]
#[delete("/service-accounts/{id}/secrets/{secret_id}")]
async fn revoke_service_secret(
    actor: Allow<ServiceAccountsWrite>,
    state: web::Data<State>,
    Path((id, secret_id)): Path<(ServiceAccountId, ServiceSecretId)>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::revoke(&state, tx, &actor, id, secret_id, now).await?;
            Ok(NoContent)
        })
        .await
}
