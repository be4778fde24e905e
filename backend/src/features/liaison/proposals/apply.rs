//! Making the links of a proposal, all of them in one transaction. What was settled meanwhile is skipped and told.

use std::collections::{HashMap, HashSet};

use actix_web::web;
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    dto::{LiaisonProposal, ProposalMove, ProposalRow, RowRow},
    edit::link_of,
    open::{self, Held},
    queries, service,
};
use crate::{
    auth::{Actor, scope::units_below},
    clock::local_date,
    db,
    entities::{
        ids::{AccountId, JobId, LiaisonLinkId, LiaisonProposalId, LiaisonProposalRowId, OrgUnitId, PersonId},
        job::JobKind,
        liaison_link,
        liaison_proposal::{self, ProposalState},
        liaison_proposal_row::{self, ProposalCause, ProposalOutcome},
    },
    error::{Error, Result},
    features::{
        jobs::{self, Ended, Progress},
        liaison::{
            absences::{self, Absence},
            contacts::{self, Target},
            dto::LinkRow,
            schemes::TEACHER_FAMILY,
            service as links,
            teaching::teaching,
        },
    },
    language::text,
    state::State,
};

/// Rows of one statement: `SQLite` binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// Applies a proposal; a large one is applied by the job that is named, when this transaction has committed.
pub async fn begin(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonProposalId,
    now: DateTime<Utc>,
) -> Result<(LiaisonProposal, Option<JobId>)> {
    let proposal = queries::load(tx, actor, id).await?;
    queries::refuse_unless_allowed(proposal.state, ProposalMove::Apply)?;
    let rows = u64::try_from(proposal.counts.rows).unwrap_or_default();
    let mut job = None;
    if rows > service::LARGE {
        job = Some(service::queue(tx, actor, &proposal, JobKind::LiaisonProposalApply, rows, now).await?);
        let change = liaison_proposal::ActiveModel {
            state: Set(ProposalState::Applying),
            ..Default::default()
        };
        service::update(tx, &proposal, change, now).await?;
    } else {
        apply(tx, &proposal, actor.account_id, now).await?;
    }
    Ok((queries::find(tx, actor, id).await?, job))
}

/// Starts the job that applies a large proposal.
pub fn start(state: web::Data<State>, actor: Actor, id: LiaisonProposalId, job_id: JobId) {
    jobs::start(state, job_id, async move |state: &State, progress: &Progress| {
        let now = state.clock.now();
        let proposal = queries::load(&state.db, &actor, id).await?;
        let outcome = db::write(&state.db, async |tx| {
            apply(tx, &proposal, actor.account_id, now).await?;
            let rows = usize::try_from(proposal.counts.rows).unwrap_or_default();
            progress.reached(tx, rows, now).await
        })
        .await;
        if let Err(error) = outcome {
            let back = liaison_proposal::ActiveModel {
                state: Set(ProposalState::Ready),
                ..Default::default()
            };
            service::update(&state.db, &proposal, back, now).await?;
            return Err(error);
        }
        Ok(Ended::Done(format!("/api/v1/liaison-proposals/{id}")))
    });
}

/// What holds when a proposal is applied.
struct Now {
    living: HashMap<Target, Vec<Held>>,
    /// Who keeps in touch with what, or will.
    tied: HashSet<(PersonId, Target)>,
    absent: HashMap<PersonId, Absence>,
    /// Who teaches whom, where only own classes count.
    teaching: Option<HashMap<Uuid, Vec<(PersonId, bool)>>>,
}

async fn apply(
    tx: &impl ConnectionTrait,
    proposal: &ProposalRow,
    account_id: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    // A day that has passed meanwhile is not gone back to.
    let proposal = &ProposalRow {
        starts_on: Ord::max(proposal.starts_on, local_date(now)),
        ..proposal.clone()
    };
    let first = proposal.starts_on;
    let rows: Vec<RowRow> = liaison_proposal_row::Entity::find()
        .filter(liaison_proposal_row::Column::ProposalId.eq(proposal.id))
        .order_by_asc(liaison_proposal_row::Column::Position)
        .into_partial_model()
        .all(tx)
        .await?;
    let holds = Now::load(tx, proposal).await?;
    let mut made: Vec<LinkRow> = Vec::new();
    let mut ended: Vec<(LiaisonLinkId, OrgUnitId)> = Vec::new();
    let mut outcomes: HashMap<ProposalOutcome, Vec<LiaisonProposalRowId>> = HashMap::new();
    for row in &rows {
        let person = row.person_id.filter(|_| row.taken);
        let outcome = match person {
            None => ProposalOutcome::LeftOut,
            Some(person) => {
                let link = link_of(proposal, row, person, now);
                if holds.still_wants(row, &link) {
                    ended.extend(holds.replaced(row, &link).map(|id| (id, row.unit_id)));
                    made.push(link);
                    ProposalOutcome::Made
                } else {
                    ProposalOutcome::Stale
                }
            }
        };
        outcomes.entry(outcome).or_default().push(row.id);
    }
    let reason = text("按建议调整", "by a proposal");
    links::end_many(tx, &ended, first - Days::new(1), reason.show(), now).await?;
    links::insert_many(tx, &made, account_id, now).await?;
    for (outcome, rows) in &outcomes {
        note(tx, *outcome, rows, now).await?;
    }
    let change = liaison_proposal::ActiveModel {
        state: Set(ProposalState::Applied),
        starts_on: Set(first),
        applied_at: Set(Some(now)),
        counts: Set(queries::count(tx, proposal.id).await?),
        ..Default::default()
    };
    let ready = liaison_proposal::Entity::find_by_id(proposal.id)
        .filter(liaison_proposal::Column::State.is_in([ProposalState::Ready, ProposalState::Applying]))
        .one(tx)
        .await?;
    if ready.is_none() {
        return Err(Error::Conflict {
            code: "already_applied",
            detail: text("建议已经采用或放弃。", "The proposal was applied or discarded already."),
        });
    }
    service::update(tx, proposal, change, now).await
}

impl Now {
    async fn load(tx: &impl ConnectionTrait, proposal: &ProposalRow) -> Result<Self> {
        let first = proposal.starts_on;
        let not_over = Condition::any()
            .add(liaison_link::Column::EndsOn.is_null())
            .add(liaison_link::Column::EndsOn.gte(first));
        let rows: Vec<LinkRow> = liaison_link::Entity::find()
            .filter(liaison_link::Column::SchemeCode.eq(&proposal.scheme_code))
            .filter(liaison_link::Column::UnitId.in_subquery(units_below(&[proposal.unit_id])))
            .filter(not_over)
            .into_partial_model()
            .all(tx)
            .await?;
        let living: Vec<Held> = rows
            .iter()
            .filter(|row| row.starts_on <= first)
            .map(|row| Held {
                id: row.id,
                person_id: row.person_id,
                target: contacts::target(row),
                starts_on: row.starts_on,
            })
            .collect();
        Ok(Self {
            living: open::by_target(&living),
            tied: rows.iter().map(|row| (row.person_id, contacts::target(row))).collect(),
            absent: absences::on(tx, first).await?,
            teaching: if proposal.scheme_code == TEACHER_FAMILY {
                Some(teaching(tx, proposal.unit_id, first, proposal.target_kind).await?)
            } else {
                None
            },
        })
    }

    fn living_of(&self, link: &LinkRow) -> &[Held] {
        self.living
            .get(&contacts::target(link))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether what a row was made for still stands, and its person can still take it.
    fn still_wants(&self, row: &RowRow, link: &LinkRow) -> bool {
        let living = self.living_of(link);
        let stands = match row.cause {
            ProposalCause::Overloaded => living.iter().any(|held| Some(held.person_id) == row.from_person_id),
            ProposalCause::Gap | ProposalCause::Left | ProposalCause::OnLeave => {
                open::abandoned(living, &self.absent).is_some()
            }
        };
        let target = contacts::target(link);
        let teaches = self.teaching.as_ref().is_none_or(|teaching| {
            let teachers = teaching.get(&target.0);
            teachers.is_some_and(|teachers| teachers.iter().any(|(person, _)| *person == link.person_id))
        });
        stands
            && teaches
            && !self.absent.contains_key(&link.person_id)
            && !self.tied.contains(&(link.person_id, target))
            && link.ends_on.is_none_or(|last: NaiveDate| last >= link.starts_on)
    }

    /// The links that end when a row is taken: those of people who have left, or the surplus of somebody.
    fn replaced(&self, row: &RowRow, link: &LinkRow) -> impl Iterator<Item = LiaisonLinkId> {
        let (cause, from) = (row.cause, row.from_person_id);
        self.living_of(link)
            .iter()
            .filter(move |held| match cause {
                ProposalCause::Left => matches!(self.absent.get(&held.person_id), Some(Absence::Left { .. })),
                ProposalCause::Overloaded => Some(held.person_id) == from,
                ProposalCause::Gap | ProposalCause::OnLeave => false,
            })
            .map(|held| held.id)
    }
}

async fn note(
    tx: &impl ConnectionTrait,
    outcome: ProposalOutcome,
    rows: &[LiaisonProposalRowId],
    now: DateTime<Utc>,
) -> Result<()> {
    for rows in rows.chunks(ROWS_AT_ONCE) {
        liaison_proposal_row::Entity::update_many()
            .set(liaison_proposal_row::ActiveModel {
                outcome: Set(Some(outcome)),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(
                liaison_proposal_row::Column::Version,
                Expr::col(liaison_proposal_row::Column::Version).add(1),
            )
            .filter(liaison_proposal_row::Column::Id.is_in(rows.iter().copied()))
            .exec(tx)
            .await?;
    }
    Ok(())
}
