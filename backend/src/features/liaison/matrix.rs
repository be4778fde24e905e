//! The matrix (联系矩阵): leaders by targets, with what was done in the period.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{
    coverage,
    coverage_dto::LiaisonTarget,
    rules::{LEADERS, SCHOOL_LEADERS, holds_rank_on},
    schemes::LEADER_BRANCH,
    targets::{PersonRow, View},
};
use crate::{
    auth::{Actor, Permission, scope::Reach},
    entities::{
        ids::{LiaisonLinkId, OrgUnitId, PersonId},
        person::{self, EmploymentStatus},
        rank, term,
    },
    error::Result,
};

/// Targets and people beyond these numbers are left out, and `truncated` says so.
const MOST_TARGETS: u64 = 300;
const MOST_PEOPLE: u64 = 200;

/// Which matrix.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MatrixQuery {
    /// Code of the scheme whose links are shown.
    #[param(example = "leader_branch")]
    pub scheme: String,
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// This unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
}

/// People by targets of one scheme on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonMatrix {
    pub on: NaiveDate,
    /// Contact counts as done when it happened from this day…
    pub period_from: NaiveDate,
    /// … to this one: the month for village schools, the term for all else.
    pub period_to: NaiveDate,
    /// The columns.
    pub targets: Vec<LiaisonTarget>,
    /// The rows.
    pub people: Vec<MatrixPerson>,
    /// Whether the caller may link and end here.
    pub may_change: bool,
    /// Whether there are more targets or people than are shown.
    pub truncated: bool,
}

/// A row of the matrix.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixPerson {
    pub person_id: PersonId,
    pub person_name: String,
    /// The links of this person with the targets of the columns.
    pub cells: Vec<MatrixCell>,
}

/// A link between the row's person and a column's target.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixCell {
    /// Which of `targets`, from 0.
    pub target: usize,
    pub link_id: LiaisonLinkId,
    /// The day of their last activity; null when there is none.
    #[schema(required)]
    pub last_contact_on: Option<NaiveDate>,
    /// Whether that lies in the period.
    pub contacted: bool,
}

pub async fn matrix(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: MatrixQuery,
    today: NaiveDate,
) -> Result<LiaisonMatrix> {
    let on = query.on.unwrap_or(today);
    let area = coverage::area(db, actor, query.unit_id).await?;
    let scheme = coverage::scheme(db, actor, query.unit_id, &query.scheme, query.on.unwrap_or(today)).await?;
    let view = View {
        area: &area,
        on,
        scheme: &scheme,
    };
    let mut targets = coverage::all_targets(db, view, MOST_TARGETS + 1).await?;
    let leaders = people(db, view, &targets).await?;
    let truncated = targets.len() as u64 > MOST_TARGETS || leaders.len() as u64 > MOST_PEOPLE;
    targets.truncate(usize::try_from(MOST_TARGETS).unwrap_or(usize::MAX));
    let (period_from, period_to) = period(db, view).await?;
    let people = leaders
        .into_iter()
        .take(usize::try_from(MOST_PEOPLE).unwrap_or(usize::MAX))
        .map(|person| MatrixPerson {
            cells: cells(person.id, &targets, period_from),
            person_id: person.id,
            person_name: person.name,
        })
        .collect();
    Ok(LiaisonMatrix {
        on,
        period_from,
        period_to,
        targets,
        people,
        may_change: actor.can(Permission::LiaisonWrite),
        truncated,
    })
}

fn cells(person_id: PersonId, targets: &[LiaisonTarget], period_from: NaiveDate) -> Vec<MatrixCell> {
    targets
        .iter()
        .enumerate()
        .flat_map(|(at, target)| {
            let his = target.links.iter().filter(move |link| link.person_id == person_id);
            his.map(move |link| MatrixCell {
                target: at,
                link_id: link.id,
                last_contact_on: link.last_contact_on,
                contacted: link.last_contact_on.is_some_and(|day| day >= period_from),
            })
        })
        .collect()
}

/// The leaders of the units who may hold such links, and whoever holds one.
async fn people(db: &impl ConnectionTrait, view: View<'_>, targets: &[LiaisonTarget]) -> Result<Vec<PersonRow>> {
    let holders: HashSet<PersonId> = targets
        .iter()
        .flat_map(|target| target.links.iter().map(|link| link.person_id))
        .collect();
    let ranks: &[_] = if view.scheme.code == LEADER_BRANCH {
        &SCHOOL_LEADERS
    } else {
        &LEADERS
    };
    let ranked = rank::Entity::find()
        .select_only()
        .column(rank::Column::PersonId)
        .filter(rank::Column::Rank.is_in(ranks.iter().copied()))
        .filter(holds_rank_on(view.on));
    let candidates = Condition::all()
        .add(view.area.covers(person::Column::UnitId))
        .add(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .add(person::Column::Id.in_subquery(ranked.into_query()));
    Ok(person::Entity::find()
        .filter(Condition::any().add(candidates).add(person::Column::Id.is_in(holders)))
        .order_by_asc(person::Column::Name)
        .order_by_asc(person::Column::Id)
        .limit(MOST_PEOPLE + 1)
        .into_partial_model()
        .all(db)
        .await?)
}

/// The month of the day for village schools; the term for all else, the month between terms.
async fn period(db: &impl ConnectionTrait, view: View<'_>) -> Result<(NaiveDate, NaiveDate)> {
    let month = view.on.with_day(1).unwrap_or(view.on);
    if view.scheme.code == LEADER_BRANCH {
        return Ok((month, view.on));
    }
    let term = term::Entity::find()
        .filter(term::Column::StartsOn.lte(view.on))
        .filter(term::Column::EndsOn.gte(view.on))
        .filter(terms_of(view.area))
        .order_by_asc(term::Column::StartsOn)
        .one(db)
        .await?;
    Ok((term.map_or(month, |term| term.starts_on), view.on))
}

/// Terms of the units or of those above them.
fn terms_of(area: &Reach) -> Condition {
    let Reach::Units(units) = area else {
        return Condition::all();
    };
    let above = crate::entities::org_unit_closure::Entity::find()
        .select_only()
        .column(crate::entities::org_unit_closure::Column::AncestorId)
        .filter(crate::entities::org_unit_closure::Column::DescendantId.is_in(units.iter().copied()));
    Condition::any()
        .add(area.covers(term::Column::UnitId))
        .add(term::Column::UnitId.in_subquery(above.into_query()))
}
