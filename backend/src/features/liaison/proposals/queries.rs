//! Reading proposals; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::dto::{
    LiaisonProposal, LiaisonProposalRow, ProposalFilter, ProposalMove, ProposalRow, ProposalRowFilter, ProposalRowSort,
    ProposalSort, RowRow,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        account,
        ids::{AccountId, LiaisonProposalId, LiaisonProposalRowId},
        liaison_proposal,
        liaison_proposal::{ProposalCounts, ProposalState},
        liaison_proposal_row,
    },
    error::{Error, Result},
    features::liaison::queries::Names,
    http::{ListQuery, Paged},
};

/// The proposals of the caller's units.
fn visible_to(actor: &Actor) -> Select<liaison_proposal::Entity> {
    liaison_proposal::Entity::find().filter(scope::liaison::proposals(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ProposalFilter>,
) -> Result<Paged<LiaisonProposal>> {
    let ProposalFilter {
        sort: _,
        state,
        unit_id,
        scheme,
    } = query.filter;
    let wanted = Condition::all()
        .add_option(state.map(|states| liaison_proposal::Column::State.is_in(states.0)))
        .add_option(unit_id.map(|id| liaison_proposal::Column::UnitId.in_subquery(scope::units_below(&[id]))))
        .add_option(scheme.map(|code| liaison_proposal::Column::SchemeCode.eq(code)));
    let column = |sort| match sort {
        ProposalSort::CreatedAt => liaison_proposal::Column::CreatedAt,
    };
    let select = visible_to(actor).filter(wanted);
    let page: Paged<ProposalRow> = query
        .page
        .fetch(db, select, column, liaison_proposal::Column::Id)
        .await?;
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

/// The stored row, inside the caller's scope.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: LiaisonProposalId) -> Result<ProposalRow> {
    visible_to(actor)
        .filter(liaison_proposal::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: LiaisonProposalId) -> Result<LiaisonProposal> {
    let row = load(db, actor, id).await?;
    show(db, &[row]).await?.pop().ok_or(Error::NotFound)
}

async fn show(db: &impl ConnectionTrait, rows: &[ProposalRow]) -> Result<Vec<LiaisonProposal>> {
    let units = rows.iter().map(|row| row.unit_id.0).collect();
    let names = Names::of_people_and_units(db, HashSet::new(), units).await?;
    let makers: HashMap<AccountId, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.created_by)))
        .into_tuple::<(AccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.iter().cloned().map(|row| LiaisonProposal {
        unit_name: names.get(row.unit_id.0),
        created_by_name: makers.get(&row.created_by).cloned().unwrap_or_default(),
        allowed_moves: ProposalMove::allowed_in(row.state),
        id: row.id,
        unit_id: row.unit_id,
        scheme_code: row.scheme_code,
        scheme_name: row.scheme_name,
        target_kind: row.target_kind,
        starts_on: row.starts_on,
        options: row.options,
        state: row.state,
        counts: row.counts,
        job_id: row.job_id,
        applied_at: row.applied_at,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}

/// The rows of a proposal, as far as the filter wants them.
pub async fn rows(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonProposalId,
    query: ListQuery<ProposalRowFilter>,
) -> Result<Paged<LiaisonProposalRow>> {
    load(db, actor, id).await?;
    let ProposalRowFilter {
        sort: _,
        cause,
        unit_id,
        person_id,
        without_person,
        taken,
        outcome,
    } = query.filter;
    let nobody = |wanted: bool| {
        if wanted {
            liaison_proposal_row::Column::PersonId.is_null()
        } else {
            liaison_proposal_row::Column::PersonId.is_not_null()
        }
    };
    let wanted = Condition::all()
        .add(liaison_proposal_row::Column::ProposalId.eq(id))
        .add_option(cause.map(|causes| liaison_proposal_row::Column::Cause.is_in(causes.0)))
        .add_option(unit_id.map(|id| liaison_proposal_row::Column::UnitId.in_subquery(scope::units_below(&[id]))))
        .add_option(person_id.map(|id| liaison_proposal_row::Column::PersonId.eq(id)))
        .add_option(without_person.map(nobody))
        .add_option(taken.map(|taken| liaison_proposal_row::Column::Taken.eq(taken)))
        .add_option(outcome.map(|outcomes| liaison_proposal_row::Column::Outcome.is_in(outcomes.0)));
    let column = |sort| match sort {
        ProposalRowSort::Position => liaison_proposal_row::Column::Position,
    };
    let select = liaison_proposal_row::Entity::find().filter(wanted);
    let page: Paged<RowRow> = query
        .page
        .fetch(db, select, column, liaison_proposal_row::Column::Id)
        .await?;
    let items = show_rows(db, &page.items).await?;
    Ok(page.with_items(items))
}

/// One row of a proposal.
pub async fn row(db: &impl ConnectionTrait, proposal: LiaisonProposalId, id: LiaisonProposalRowId) -> Result<RowRow> {
    liaison_proposal_row::Entity::find_by_id(id)
        .filter(liaison_proposal_row::Column::ProposalId.eq(proposal))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Rows as they are shown, with names.
pub async fn show_rows(db: &impl ConnectionTrait, rows: &[RowRow]) -> Result<Vec<LiaisonProposalRow>> {
    let people = rows
        .iter()
        .flat_map(|row| [row.person_id, row.from_person_id])
        .flatten();
    let people = people.map(|id| id.0).collect();
    let units = rows.iter().map(|row| row.unit_id.0).collect();
    let names = Names::of_people_and_units(db, people, units).await?;
    let shown = rows.iter().cloned().map(|row| LiaisonProposalRow {
        unit_name: names.get(row.unit_id.0),
        from_person_name: row.from_person_id.map(|id| names.get(id.0)),
        person_name: row.person_id.map(|id| names.get(id.0)),
        id: row.id,
        position: row.position,
        cause: row.cause,
        unit_id: row.unit_id,
        target_name: row.target_name,
        target_household_id: row.target_household_id,
        from_person_id: row.from_person_id,
        person_id: row.person_id,
        ground: row.ground,
        ends_on: row.ends_on,
        taken: row.taken,
        outcome: row.outcome,
        version: row.version,
    });
    Ok(shown.collect())
}

/// Counts the rows of a proposal anew.
pub async fn count(db: &impl ConnectionTrait, id: LiaisonProposalId) -> Result<ProposalCounts> {
    use liaison_proposal_row::Column;

    use crate::entities::liaison_proposal_row::ProposalOutcome;
    let rows = async |condition: Condition| -> Result<i32> {
        let found = liaison_proposal_row::Entity::find()
            .filter(Column::ProposalId.eq(id))
            .filter(condition)
            .count(db)
            .await?;
        Ok(i32::try_from(found).unwrap_or(i32::MAX))
    };
    let is = |outcome: ProposalOutcome| Condition::all().add(Column::Outcome.eq(outcome));
    Ok(ProposalCounts {
        rows: rows(Condition::all()).await?,
        without_person: rows(
            Condition::all()
                .add(Column::PersonId.is_null())
                .add(Column::Taken.eq(true)),
        )
        .await?,
        left_out: rows(Condition::all().add(Column::Taken.eq(false))).await?,
        made: rows(is(ProposalOutcome::Made)).await?,
        stale: rows(is(ProposalOutcome::Stale)).await?,
    })
}

/// Refuses what the state of a proposal does not know.
pub fn refuse_unless_allowed(state: ProposalState, wanted: ProposalMove) -> Result<()> {
    use sea_orm::ActiveEnum;

    use crate::language::text;
    let allowed = ProposalMove::allowed_in(state);
    if allowed.contains(&wanted) {
        return Ok(());
    }
    Err(Error::IllegalMove {
        wanted: wanted.as_str().to_owned(),
        state: state.to_value(),
        allowed: allowed.into_iter().map(|allowed| allowed.as_str().to_owned()).collect(),
        detail: text(
            "只有“待审”的建议可以修改、采用或放弃。",
            "Only a proposal that is ready can be edited, applied or discarded.",
        ),
    })
}
