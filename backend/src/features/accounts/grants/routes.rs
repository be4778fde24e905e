use actix_web::{delete, get, post, web};

use super::{
    dto::{NewRoleGrant, RoleGrant, RoleGrantFilter},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{AccountsRead, AccountsWrite},
    },
    entities::ids::RoleGrantId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

/// The routes of role grants.
pub fn routes(config: &mut Routes) {
    config
        .service(list_role_grants)
        .service(create_role_grant)
        .service(get_role_grant)
        .service(end_role_grant);
}

/// Lists role grants (授权), ended ones too.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsRead])), params(PageParams, RoleGrantFilter),
    responses((status = 200, description = "A page of role grants", body = Paged<RoleGrant>), Problems))]
#[get("/role-grants")]
async fn list_role_grants(
    actor: Allow<AccountsRead>,
    state: web::Data<State>,
    query: ListQuery<RoleGrantFilter>,
) -> Result<Paged<RoleGrant>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Grants a role (授权).
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    responses((status = 201, description = "The new grant", body = RoleGrant), Problems))]
#[post("/role-grants")]
async fn create_role_grant(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewRoleGrant>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let grant = service::create(&state, tx, &actor, new, now).await?;
            Ok(Created::at("/role-grants", grant.row.id, grant))
        })
        .await
}

/// Shows a role grant.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsRead])),
    params(("id" = RoleGrantId, Path, description = "The role grant")),
    responses((status = 200, description = "The role grant", body = RoleGrant), Problems))]
#[get("/role-grants/{id}")]
async fn get_role_grant(
    actor: Allow<AccountsRead>,
    state: web::Data<State>,
    Path(id): Path<RoleGrantId>,
) -> Result<Etagged<RoleGrant>> {
    let grant = queries::find(&state.db, &actor, id, state.clock.today()).await?;
    Ok(Etagged(grant))
}

/// Ends a role (收回) at once: yesterday becomes its last day, and the row stays.
#[utoipa::path(tag = "accounts", security(("bearer" = [Permission::AccountsWrite])),
    params(("id" = RoleGrantId, Path, description = "The role grant"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "Ended"), Problems))]
#[delete("/role-grants/{id}")]
async fn end_role_grant(
    actor: Allow<AccountsWrite>,
    state: web::Data<State>,
    Path(id): Path<RoleGrantId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::end(&state, tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
