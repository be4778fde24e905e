use actix_web::{get, patch, post, web};

use super::{
    apply,
    dto::{
        LiaisonProposal, LiaisonProposalRow, LiaisonProposalRowPatch, NewLiaisonProposal, ProposalFilter,
        ProposalRowFilter,
    },
    edit, people,
    person_dto::{ProposalPerson, ProposalPersonFilter},
    queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::LiaisonWrite},
    entities::ids::{LiaisonProposalId, LiaisonProposalRowId},
    error::{Problems, Result},
    http::{
        Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, WriteOnce, Written, list::PageParams,
    },
    state::State,
};

/// The routes of proposals.
pub fn routes(config: &mut Routes) {
    config
        .service(create_liaison_proposal)
        .service(list_liaison_proposals)
        .service(get_liaison_proposal)
        .service(list_liaison_proposal_rows)
        .service(list_liaison_proposal_people)
        .service(update_liaison_proposal_row)
        .service(apply_liaison_proposal)
        .service(discard_liaison_proposal);
}

/// Works out a proposal (分配建议): who could keep in touch with the targets that have nobody. Nothing is linked yet.
///
/// Living links stay; own classes, the same unit and the limit are respected; people of a unit get about the same. A
/// proposal for more than 5 000 targets is made by a job: its state is `making` until then.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 201, description = "The proposal", body = LiaisonProposal), Problems))]
#[post("/liaison-proposals")]
async fn create_liaison_proposal(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLiaisonProposal>,
) -> Result<Written> {
    let now = state.clock.now();
    let mut large = None;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let (proposal, job) = service::begin(tx, &actor, new, now).await?;
            large = job.map(|job| (proposal.id, job));
            Ok(Created::at("/liaison-proposals", proposal.id, proposal))
        })
        .await?;
    if let Some((id, job_id)) = large {
        service::start(state.clone(), (*actor).clone(), id, job_id);
    }
    Ok(written)
}

/// Lists proposals of one's units.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])), params(PageParams, ProposalFilter),
    responses((status = 200, description = "A page of proposals", body = Paged<LiaisonProposal>), Problems))]
#[get("/liaison-proposals")]
async fn list_liaison_proposals(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    query: ListQuery<ProposalFilter>,
) -> Result<Paged<LiaisonProposal>> {
    queries::list(&state.db, &actor, query).await
}

/// Shows a proposal with its counts.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal")),
    responses((status = 200, description = "The proposal", body = LiaisonProposal), Problems))]
#[get("/liaison-proposals/{id}")]
async fn get_liaison_proposal(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonProposalId>,
) -> Result<Etagged<LiaisonProposal>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Lists the rows of a proposal: for each target who is proposed, and why.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal"), PageParams, ProposalRowFilter),
    responses((status = 200, description = "A page of rows", body = Paged<LiaisonProposalRow>), Problems))]
#[get("/liaison-proposals/{id}/rows")]
async fn list_liaison_proposal_rows(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonProposalId>,
    query: ListQuery<ProposalRowFilter>,
) -> Result<Paged<LiaisonProposalRow>> {
    queries::rows(&state.db, &actor, id, query).await
}

/// Lists the people of a proposal: how many links each holds before and after.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal"), PageParams, ProposalPersonFilter),
    responses((status = 200, description = "A page of people", body = Paged<ProposalPerson>), Problems))]
#[get("/liaison-proposals/{id}/people")]
async fn list_liaison_proposal_people(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonProposalId>,
    query: ListQuery<ProposalPersonFilter>,
) -> Result<Paged<ProposalPerson>> {
    people::list(&state.db, &actor, id, query).await
}

/// Changes a row of a proposal: another person, nobody, or left out.
///
/// While the proposal is ready. A person must fit the scheme as if the link were made by hand, and be there on the
/// first day.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal"),
        ("row_id" = LiaisonProposalRowId, Path, description = "The row"),
        ("If-Match" = String, Header, description = "The `ETag` of the row", example = "\"v1\"")),
    responses((status = 200, description = "The row as it is now", body = LiaisonProposalRow), Problems))]
#[patch("/liaison-proposals/{id}/rows/{row_id}")]
async fn update_liaison_proposal_row(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path((id, row_id)): Path<(LiaisonProposalId, LiaisonProposalRowId)>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LiaisonProposalRowPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                edit::edit_row(tx, &actor, id, row_id, expected, edit, now).await?,
            ))
        })
        .await
}

/// Applies a proposal (采用): makes its links in one transaction. Rows that were settled meanwhile are skipped and told.
///
/// More than 5 000 rows are written by a job: the state is `applying` until then.
///
/// Links begin on `starts_on`, or today when that day has passed; those they take the place of end the day before.
/// Applied once: afterwards it is 409 `illegal_move`.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal"),
        ("Idempotency-Key" = String, Header, description = "A fresh UUID; the same request again gets the same answer")),
    responses((status = 200, description = "The proposal as it is now", body = LiaisonProposal), Problems))]
#[post("/liaison-proposals/{id}/apply")]
async fn apply_liaison_proposal(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonProposalId>,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    let mut large = None;
    let written = write
        .run(&state.db, actor.account_id, now, async |tx| {
            let (proposal, job) = apply::begin(tx, &actor, id, now).await?;
            large = job;
            Ok(Etagged(proposal))
        })
        .await?;
    if let Some(job_id) = large {
        apply::start(state.clone(), (*actor).clone(), id, job_id);
    }
    Ok(written)
}

/// Throws a proposal away (放弃); its rows are removed at once.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = LiaisonProposalId, Path, description = "The proposal")),
    responses((status = 200, description = "The proposal as it is now", body = LiaisonProposal), Problems))]
#[post("/liaison-proposals/{id}/discard")]
async fn discard_liaison_proposal(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<LiaisonProposalId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::discard(tx, &actor, id, now).await?))
        })
        .await
}
