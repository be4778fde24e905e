use actix_web::{delete, get, patch, post, web};

use super::{
    dto::{LeadingGroupFilter, LeadingGroupMember, LeadingGroupMemberPatch, NewLeadingGroupMember},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PlanRead, PlanWrite},
    },
    entities::ids::LeadingGroupMemberId,
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_leading_group_members)
        .service(create_leading_group_member)
        .service(get_leading_group_member)
        .service(update_leading_group_member)
        .service(delete_leading_group_member);
}

/// Lists the places of leading groups (领导小组).
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])), params(PageParams, LeadingGroupFilter),
    responses((status = 200, description = "A page of places", body = Paged<LeadingGroupMember>), Problems))]
#[get("/leading-group-members")]
async fn list_leading_group_members(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    query: ListQuery<LeadingGroupFilter>,
) -> Result<Paged<LeadingGroupMember>> {
    queries::list(&state.db, &actor, query).await
}

/// Adds a place to the leading group of a plan.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    responses((status = 201, description = "The new place", body = LeadingGroupMember), Problems))]
#[post("/leading-group-members")]
async fn create_leading_group_member(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLeadingGroupMember>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let member = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/leading-group-members", member.id, member))
        })
        .await
}

/// Shows a place of a leading group.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = LeadingGroupMemberId, Path, description = "The place")),
    responses((status = 200, description = "The place", body = LeadingGroupMember), Problems))]
#[get("/leading-group-members/{id}")]
async fn get_leading_group_member(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<LeadingGroupMemberId>,
) -> Result<Etagged<LeadingGroupMember>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a place, or who takes it.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = LeadingGroupMemberId, Path, description = "The place"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The place as it is now", body = LeadingGroupMember), Problems))]
#[patch("/leading-group-members/{id}")]
async fn update_leading_group_member(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<LeadingGroupMemberId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LeadingGroupMemberPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Takes a place out of the leading group.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = LeadingGroupMemberId, Path, description = "The place"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/leading-group-members/{id}")]
async fn delete_leading_group_member(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<LeadingGroupMemberId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::remove(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
