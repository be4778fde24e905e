//! Making and throwing away proposals.

use actix_web::web;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{LiaisonProposal, NewLiaisonProposal, ProposalMove, ProposalRow},
    queries, work_out,
};
use crate::{
    auth::{Actor, Permission, policy, scope::Reach},
    clock::local_date,
    db::{self, changes},
    entities::{
        change_event::ChangeOperation,
        ids::{JobId, LiaisonProposalId},
        job::JobKind,
        liaison_proposal::{self, ProposalCounts, ProposalState},
        liaison_proposal_row::{self, ProposalCause},
    },
    error::{Error, Result},
    features::{
        jobs::{self, Ended, NewJob, Progress},
        liaison::{coverage, schemes::LiaisonScheme, targets::View},
    },
    language::text,
    state::State,
};

/// With more targets than these a proposal is made, and applied, by a job.
pub const LARGE: u64 = 5_000;
/// Rows of one statement: `SQLite` binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// Writes a proposal down; a large one is worked out by the job that is named, when its transaction has committed.
pub async fn begin(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLiaisonProposal,
    now: DateTime<Utc>,
) -> Result<(LiaisonProposal, Option<JobId>)> {
    let today = local_date(now);
    let on = new.on.unwrap_or(today);
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    if on < today {
        return Err(Error::invalid(
            "on",
            "in_the_past",
            text(
                "不能早于今天：历史不再改动",
                "not before today: the past stays as it was",
            ),
        ));
    }
    let scheme = scheme(tx, actor, &new, on).await?;
    check_options(&new, &scheme)?;
    let id = LiaisonProposalId::new();
    liaison_proposal::Entity::insert(liaison_proposal::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        scheme_code: Set(scheme.code.clone()),
        scheme_name: Set(scheme.name.clone()),
        target_kind: Set(scheme.target_kind),
        starts_on: Set(on),
        options: Set(new.options),
        state: Set(ProposalState::Making),
        counts: Set(ProposalCounts::default()),
        job_id: Set(None),
        created_by: Set(actor.account_id),
        applied_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(
        tx,
        "liaison_proposals",
        id.0,
        ChangeOperation::Created,
        new.unit_id,
        now,
    )
    .await?;
    let proposal = queries::load(tx, actor, id).await?;
    let area = Reach::below(tx, new.unit_id).await?;
    let view = View {
        area: &area,
        on,
        scheme: &scheme,
    };
    let (targets, _) = coverage::count(tx, view).await?;
    let mut job = None;
    if targets > LARGE {
        let queued = queue(tx, actor, &proposal, JobKind::LiaisonProposal, targets, now).await?;
        job = Some(queued);
    } else {
        let rows = work_out::rows(tx, actor, &proposal, &scheme, now).await?;
        insert(tx, &rows).await?;
        ready(tx, &proposal, now).await?;
    }
    Ok((queries::find(tx, actor, id).await?, job))
}

async fn scheme(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewLiaisonProposal,
    on: chrono::NaiveDate,
) -> Result<LiaisonScheme> {
    match coverage::scheme(tx, actor, Some(new.unit_id), &new.scheme_code, on).await {
        Err(Error::NotFound) => Err(Error::invalid(
            "scheme_code",
            "unknown_scheme",
            text("方案中没有这项联系制度", "the plan has no such liaison scheme"),
        )),
        found => found,
    }
}

fn check_options(new: &NewLiaisonProposal, scheme: &LiaisonScheme) -> Result<()> {
    let options = &new.options;
    if options.causes.is_empty() {
        return Err(Error::invalid(
            "options/causes",
            "required",
            text("至少选一种对象", "choose at least one kind of targets"),
        ));
    }
    if options.max_load.is_some_and(|limit| limit < 1) {
        return Err(Error::invalid(
            "options/max_load",
            "out_of_range",
            text("至少为 1", "is at least 1"),
        ));
    }
    let limited = options.max_load.is_some() || scheme.max_load.is_some();
    if options.causes.contains(&ProposalCause::Overloaded) && !limited {
        return Err(Error::invalid(
            "options/max_load",
            "required",
            text(
                "要调整超过上限的人，请先写明上限",
                "name a limit, so that it is known who is over it",
            ),
        ));
    }
    Ok(())
}

/// Queues the job of a large proposal.
pub async fn queue(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    proposal: &ProposalRow,
    kind: JobKind,
    total: u64,
    now: DateTime<Utc>,
) -> Result<JobId> {
    let job = NewJob {
        kind,
        owner: actor.account_id,
        unit_id: Some(proposal.unit_id),
        total: i32::try_from(total).ok(),
        params: json!({"proposal_id": proposal.id}),
    };
    let job_id = jobs::queue(tx, job, now).await?;
    let change = liaison_proposal::ActiveModel {
        job_id: Set(Some(job_id)),
        ..Default::default()
    };
    update(tx, proposal, change, now).await?;
    Ok(job_id)
}

/// Starts the job that works a large proposal out.
pub fn start(state: web::Data<State>, actor: Actor, id: LiaisonProposalId, job_id: JobId) {
    jobs::start(state, job_id, async move |state: &State, progress: &Progress| {
        let outcome = work_out_by_portions(state, &actor, id, progress).await;
        let over = match &outcome {
            Ok(Ended::Done(_)) => return outcome,
            Ok(Ended::Cancelled) => ProposalState::Discarded,
            Err(_) => ProposalState::Failed,
        };
        give_up(state, id, over).await?;
        outcome
    });
}

async fn work_out_by_portions(
    state: &State,
    actor: &Actor,
    id: LiaisonProposalId,
    progress: &Progress,
) -> Result<Ended> {
    let proposal = queries::load(&state.db, actor, id).await?;
    let unit = Some(proposal.unit_id);
    let scheme = coverage::scheme(&state.db, actor, unit, &proposal.scheme_code, proposal.starts_on).await?;
    let rows = work_out::rows(&state.db, actor, &proposal, &scheme, state.clock.now()).await?;
    let mut done = 0;
    for portion in rows.chunks(ROWS_AT_ONCE) {
        if progress.is_cancelled(&state.db).await? {
            return Ok(Ended::Cancelled);
        }
        done += portion.len();
        db::write(&state.db, async |tx| {
            insert(tx, portion).await?;
            progress.reached(tx, done, state.clock.now()).await
        })
        .await?;
    }
    db::write(&state.db, async |tx| ready(tx, &proposal, state.clock.now()).await).await?;
    Ok(Ended::Done(format!("/api/v1/liaison-proposals/{id}")))
}

async fn insert(tx: &impl ConnectionTrait, rows: &[liaison_proposal_row::ActiveModel]) -> Result<()> {
    for portion in rows.chunks(ROWS_AT_ONCE) {
        liaison_proposal_row::Entity::insert_many(portion.iter().cloned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn ready(tx: &impl ConnectionTrait, proposal: &ProposalRow, now: DateTime<Utc>) -> Result<()> {
    let change = liaison_proposal::ActiveModel {
        state: Set(ProposalState::Ready),
        counts: Set(queries::count(tx, proposal.id).await?),
        ..Default::default()
    };
    update(tx, proposal, change, now).await
}

/// A proposal that was not finished keeps none of its rows.
async fn give_up(state: &State, id: LiaisonProposalId, over: ProposalState) -> Result<()> {
    let now = state.clock.now();
    db::write(&state.db, async |tx| {
        forget_rows(tx, id).await?;
        liaison_proposal::Entity::update_many()
            .set(liaison_proposal::ActiveModel {
                state: Set(over),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(
                liaison_proposal::Column::Version,
                Expr::col(liaison_proposal::Column::Version).add(1),
            )
            .filter(liaison_proposal::Column::Id.eq(id))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}

async fn forget_rows(tx: &impl ConnectionTrait, id: LiaisonProposalId) -> Result<()> {
    liaison_proposal_row::Entity::delete_many()
        .filter(liaison_proposal_row::Column::ProposalId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Changes columns of a proposal.
pub async fn update(
    tx: &impl ConnectionTrait,
    proposal: &ProposalRow,
    change: liaison_proposal::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    liaison_proposal::Entity::update_many()
        .set(liaison_proposal::ActiveModel {
            updated_at: Set(now),
            ..change
        })
        .col_expr(
            liaison_proposal::Column::Version,
            Expr::col(liaison_proposal::Column::Version).add(1),
        )
        .filter(liaison_proposal::Column::Id.eq(proposal.id))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "liaison_proposals",
        proposal.id.0,
        ChangeOperation::Updated,
        proposal.unit_id,
        now,
    )
    .await
}

/// Throws a proposal away; its rows are removed at once.
pub async fn discard(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonProposalId,
    now: DateTime<Utc>,
) -> Result<LiaisonProposal> {
    let proposal = queries::load(tx, actor, id).await?;
    queries::refuse_unless_allowed(proposal.state, ProposalMove::Discard)?;
    forget_rows(tx, id).await?;
    let change = liaison_proposal::ActiveModel {
        state: Set(ProposalState::Discarded),
        ..Default::default()
    };
    update(tx, &proposal, change, now).await?;
    queries::find(tx, actor, id).await
}

/// Proposals that a stopped server left behind: what was being worked out has failed, what was being applied is as
/// it was before.
pub async fn recover(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    let cut_off: Vec<LiaisonProposalId> = liaison_proposal::Entity::find()
        .select_only()
        .column(liaison_proposal::Column::Id)
        .filter(liaison_proposal::Column::State.eq(ProposalState::Making))
        .into_tuple()
        .all(tx)
        .await?;
    for id in cut_off {
        forget_rows(tx, id).await?;
    }
    for (from, to) in [
        (ProposalState::Making, ProposalState::Failed),
        (ProposalState::Applying, ProposalState::Ready),
    ] {
        liaison_proposal::Entity::update_many()
            .set(liaison_proposal::ActiveModel {
                state: Set(to),
                updated_at: Set(now),
                ..Default::default()
            })
            .filter(liaison_proposal::Column::State.eq(from))
            .exec(tx)
            .await?;
    }
    Ok(())
}
