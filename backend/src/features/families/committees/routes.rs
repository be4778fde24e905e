use actix_web::{delete, get, patch, post, web};

use super::{
    super::reveal::RevealReason,
    dto::{
        CommitteeMember, CommitteeMemberPatch, FamilyCommittee, FamilyCommitteeFilter, FamilyCommitteePatch,
        NewCommitteeMember, NewFamilyCommittee, RevealedCommittee,
    },
    members, queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{FamiliesRead, FamiliesReveal, FamiliesWrite},
    },
    db,
    entities::ids::{CommitteeMemberId, FamilyCommitteeId},
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, Written, list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_family_committees)
        .service(create_family_committee)
        .service(get_family_committee)
        .service(update_family_committee)
        .service(reveal_family_committee)
        .service(create_committee_member)
        .service(update_committee_member)
        .service(delete_committee_member);
}

/// Lists family committees (家长委员会) with their members, phone numbers masked; the latest term of office first.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])), params(PageParams, FamilyCommitteeFilter),
    responses((status = 200, description = "A page of family committees", body = Paged<FamilyCommittee>), Problems))]
#[get("/family-committees")]
async fn list_family_committees(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    query: ListQuery<FamilyCommitteeFilter>,
) -> Result<Paged<FamilyCommittee>> {
    queries::list(&state.db, &actor, query).await
}

/// Forms a family committee; the former one of the school ends the day before.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new committee", body = FamilyCommittee), Problems))]
#[post("/family-committees")]
async fn create_family_committee(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewFamilyCommittee>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let committee = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/family-committees", committee.id, committee))
        })
        .await
}

/// Shows a family committee.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesRead])),
    params(("id" = FamilyCommitteeId, Path, description = "The committee")),
    responses((status = 200, description = "The committee", body = FamilyCommittee), Problems))]
#[get("/family-committees/{id}")]
async fn get_family_committee(
    actor: Allow<FamiliesRead>,
    state: web::Data<State>,
    Path(id): Path<FamilyCommitteeId>,
) -> Result<Etagged<FamilyCommittee>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Changes a family committee: its name and term of office.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = FamilyCommitteeId, Path, description = "The committee"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The committee as it is now", body = FamilyCommittee), Problems))]
#[patch("/family-committees/{id}")]
async fn update_family_committee(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<FamilyCommitteeId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<FamilyCommitteePatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Shows the phone numbers of a committee's members; the look and its reason are noted in the audit log.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesReveal])),
    params(("id" = FamilyCommitteeId, Path, description = "The committee")),
    responses((status = 200, description = "The phone numbers", body = RevealedCommittee), Problems))]
#[post("/family-committees/{id}/reveal")]
async fn reveal_family_committee(
    actor: Allow<FamiliesReveal>,
    state: web::Data<State>,
    Path(id): Path<FamilyCommitteeId>,
    Json(reason): Json<RevealReason>,
) -> Result<web::Json<RevealedCommittee>> {
    let now = state.clock.now();
    let revealed = db::write(&state.db, async |tx| {
        service::reveal(tx, &state.vault, &actor, id, &reason, now).await
    });
    Ok(web::Json(revealed.await?))
}

/// Adds a member to a family committee: a guardian on record, or somebody by name.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    responses((status = 201, description = "The new member", body = CommitteeMember), Problems))]
#[post("/family-committee-members")]
async fn create_committee_member(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewCommitteeMember>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let member = members::add(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/family-committees", member.committee_id, member))
        })
        .await
}

/// Changes what a member is in the committee, and where to reach him.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = CommitteeMemberId, Path, description = "The member"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The member as he is now", body = CommitteeMember), Problems))]
#[patch("/family-committee-members/{id}")]
async fn update_committee_member(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<CommitteeMemberId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<CommitteeMemberPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                members::update(tx, &state.vault, &actor, id, expected, edit, now).await?,
            ))
        })
        .await
}

/// Takes a member out of a family committee.
#[utoipa::path(tag = "families", security(("bearer" = [Permission::FamiliesWrite])),
    params(("id" = CommitteeMemberId, Path, description = "The member"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "He is no member any more"), Problems))]
#[delete("/family-committee-members/{id}")]
async fn delete_committee_member(
    actor: Allow<FamiliesWrite>,
    state: web::Data<State>,
    Path(id): Path<CommitteeMemberId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            members::remove(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}
