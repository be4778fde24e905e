use actix_web::{get, patch, post, web};

use super::{
    bulk,
    dto::{Account, AccountFilter, AccountPatch, AccountWithLink, NewAccount, NewAccounts, SetupLink},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{AccountsRead, AccountsWrite},
    },
    db,
    entities::ids::AccountId,
    error::{Problems, Result},
    http::{Bulk, Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of accounts.
pub fn routes(config: &mut Routes) {
    config
        .service(list_accounts)
        .service(create_account)
        .service(create_accounts)
        .service(get_account)
        .service(update_account)
        .service(create_setup_link);
}

/// Lists accounts (账号).
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsRead])), params(PageParams, AccountFilter),
    responses((status = 200, description = "A page of accounts", body = Paged<Account>), Problems))]
#[get("/accounts")]
async fn list_accounts(
    actor: Allow<AccountsRead>,
    state: web::Data<State>,
    query: ListQuery<AccountFilter>,
) -> Result<Paged<Account>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Makes an account and a one-time link for its first password, shown only now. Never kept for a repeat: the same
/// request again is refused because the user name is taken.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    responses((status = 201, description = "The new account with its link", body = AccountWithLink), Problems))]
#[post("/accounts")]
async fn create_account(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    Json(new): Json<NewAccount>,
) -> Result<Written> {
    let now = state.clock.now();
    let made = db::write(&state.db, async |tx| {
        service::create(&state, tx, &actor, new, now).await
    })
    .await?;
    Written::unkept(&Created::at("/accounts", made.account.row.id, made))
}

/// Makes accounts for people who have none (批量开通), each with the same role for the home unit. The links are shown
/// only now.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    responses((status = 207, description = "One result for each person", body = Bulk<AccountWithLink>), Problems))]
#[post("/accounts/bulk")]
async fn create_accounts(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    Json(new): Json<NewAccounts>,
) -> Result<Written> {
    let now = state.clock.now();
    let results = db::write(&state.db, async |tx| bulk::create(&state, tx, &actor, new, now).await).await?;
    Written::unkept(&results)
}

/// Shows an account.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsRead])),
    params(("id" = AccountId, Path, description = "The account")),
    responses((status = 200, description = "The account", body = Account), Problems))]
#[get("/accounts/{id}")]
async fn get_account(
    actor: Allow<AccountsRead>,
    state: web::Data<State>,
    Path(id): Path<AccountId>,
) -> Result<Etagged<Account>> {
    let account = queries::find(&state.db, &actor, id, state.clock.today()).await?;
    Ok(Etagged(account))
}

/// Changes an account; disabling it (停用) ends its sessions at once.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The account as it is now", body = Account), Problems))]
#[patch("/accounts/{id}")]
async fn update_account(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    Path(id): Path<AccountId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<AccountPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let account = service::update(&state, tx, &actor, id, expected, edit, now).await?;
            Ok(Etagged(account))
        })
        .await
}

/// Makes a new one-time link (重置密码): the old password and all sessions end at once.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    params(("id" = AccountId, Path, description = "The account")),
    responses((status = 200, description = "The link, shown only now", body = SetupLink), Problems))]
#[post("/accounts/{id}/setup-link")]
async fn create_setup_link(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    Path(id): Path<AccountId>,
) -> Result<web::Json<SetupLink>> {
    let now = state.clock.now();
    let link = db::write(&state.db, async |tx| service::reset(&state, tx, &actor, id, now).await).await?;
    Ok(web::Json(link))
}
