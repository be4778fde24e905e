//! What a proposal means for each person: how many more, how many fewer.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select, sea_query::Expr,
};

use super::{
    person_dto::{PersonOfProposal, ProposalPerson, ProposalPersonFilter, ProposalPersonSort},
    queries, work_out,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{LiaisonProposalId, PersonId},
        liaison_proposal::ProposalState,
        liaison_proposal_row::{self, ProposalCause},
        person,
    },
    error::Result,
    features::liaison::{coverage, queries::Names},
    http::{ListQuery, Paged},
};

/// A page of the people of a proposal.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonProposalId,
    query: ListQuery<ProposalPersonFilter>,
) -> Result<Paged<ProposalPerson>> {
    let proposal = queries::load(db, actor, id).await?;
    let ProposalPersonFilter { sort: _, unit_id } = query.filter;
    let people = |column: liaison_proposal_row::Column, rows: Select<liaison_proposal_row::Entity>| {
        rows.select_only()
            .column(column)
            .filter(column.is_not_null())
            .into_query()
    };
    let concerned = Condition::any()
        .add(person::Column::Id.in_subquery(people(liaison_proposal_row::Column::PersonId, given(id))))
        .add(person::Column::Id.in_subquery(people(liaison_proposal_row::Column::FromPersonId, taken_off(id))));
    let select = person::Entity::find().filter(concerned).filter(
        Condition::all().add_option(unit_id.map(|id| person::Column::UnitId.in_subquery(scope::units_below(&[id])))),
    );
    let column = |sort| match sort {
        ProposalPersonSort::Name => person::Column::Name,
    };
    let page: Paged<PersonOfProposal> = query.page.fetch(db, select, column, person::Column::Id).await?;
    let units: HashSet<_> = page.items.iter().map(|person| person.unit_id.0).collect();
    let names = Names::of_people_and_units(db, HashSet::new(), units).await?;
    let before = work_out::loads(db, &proposal.scheme_code, proposal.starts_on).await?;
    let more = count(db, liaison_proposal_row::Column::PersonId, given(id)).await?;
    let fewer = count(db, liaison_proposal_row::Column::FromPersonId, taken_off(id)).await?;
    let scheme = coverage::scheme(
        db,
        actor,
        Some(proposal.unit_id),
        &proposal.scheme_code,
        proposal.starts_on,
    )
    .await
    .ok();
    let max_load = proposal.options.max_load.or(scheme.and_then(|scheme| scheme.max_load));
    let applied = proposal.state == ProposalState::Applied;
    Ok(page.map(|person| {
        let of = |counts: &HashMap<PersonId, i64>| counts.get(&person.id).copied().unwrap_or_default();
        let (given, taken_off) = (of(&more), of(&fewer));
        let now = before.get(&person.id).map_or(0, |load| i64::from(*load));
        // Once it is applied, the links of today hold the proposal already.
        let before = if applied { now - given + taken_off } else { now };
        ProposalPerson {
            unit_name: names.get(person.unit_id.0),
            person_id: person.id,
            person_name: person.name,
            before,
            given,
            taken_off,
            after: before + given - taken_off,
            max_load,
        }
    }))
}

/// Rows of which a link is made, or was.
fn given(id: LiaisonProposalId) -> Select<liaison_proposal_row::Entity> {
    use liaison_proposal_row::{Column, ProposalOutcome};
    liaison_proposal_row::Entity::find()
        .filter(Column::ProposalId.eq(id))
        .filter(Column::Taken.eq(true))
        .filter(
            Condition::any()
                .add(Column::Outcome.is_null())
                .add(Column::Outcome.eq(ProposalOutcome::Made)),
        )
}

/// Rows that end the link of somebody else.
fn taken_off(id: LiaisonProposalId) -> Select<liaison_proposal_row::Entity> {
    use liaison_proposal_row::Column;
    given(id)
        .filter(Column::PersonId.is_not_null())
        .filter(Column::Cause.is_in([ProposalCause::Left, ProposalCause::Overloaded]))
}

async fn count(
    db: &impl ConnectionTrait,
    column: liaison_proposal_row::Column,
    rows: Select<liaison_proposal_row::Entity>,
) -> Result<HashMap<PersonId, i64>> {
    let counts: Vec<(PersonId, i64)> = rows
        .select_only()
        .column(column)
        .column_as(Expr::cust("COUNT(*)"), "links")
        .filter(column.is_not_null())
        .group_by(column)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}
