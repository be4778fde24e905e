//! Leaves for which a waiver may be asked for: proposed, never taken as one.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::dto::{WaiverProposal, WaiverProposals};
use crate::{
    auth::{Actor, scope},
    entities::{
        duty_waiver::{self, WaiverState},
        ids::{OrgUnitId, PersonId},
        leave, org_unit, person,
    },
    error::Result,
    features::plan::progress::SchoolCalendar,
};

/// As many as are shown at once.
const MOST: u64 = 50;

/// Leaves of the present school year, without a waiver that was asked for or approved, of people for whom the caller
/// may ask.
pub async fn proposals(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<WaiverProposals> {
    let taken = duty_waiver::Entity::find()
        .select_only()
        .column(duty_waiver::Column::LeaveId)
        .filter(duty_waiver::Column::LeaveId.is_not_null())
        .filter(duty_waiver::Column::State.is_in([WaiverState::Requested, WaiverState::Approved]))
        .into_query();
    let people = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(scope::plan::staff_to_request_for(actor))
        .into_query();
    let year = match actor.grants.iter().find_map(|grant| grant.unit_id) {
        None => None,
        Some(unit) => SchoolCalendar::load(db, unit)
            .await?
            .year_on(today)
            .map(|year| year.span),
    };
    let Some(year) = year else {
        return Ok(WaiverProposals { items: Vec::new() });
    };
    let leaves = leave::Entity::find()
        .filter(leave::Column::PersonId.in_subquery(people))
        .filter(leave::Column::Id.not_in_subquery(taken))
        .filter(leave::Column::StartsOn.lte(year.ends_on))
        .filter(
            Condition::any()
                .add(leave::Column::EndsOn.is_null())
                .add(leave::Column::EndsOn.gte(year.starts_on)),
        )
        .order_by_desc(leave::Column::StartsOn)
        .limit(MOST)
        .all(db)
        .await?;
    let people: Vec<(PersonId, String, OrgUnitId)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::UnitId])
        .filter(person::Column::Id.is_in(leaves.iter().map(|leave| leave.person_id)))
        .into_tuple()
        .all(db)
        .await?;
    let units = org_unit::Entity::find()
        .filter(org_unit::Column::Id.is_in(people.iter().map(|(_, _, unit)| *unit)))
        .all(db)
        .await?;
    let items = leaves.into_iter().filter_map(|leave| {
        let (_, name, unit_id) = people.iter().find(|(id, ..)| *id == leave.person_id)?;
        Some(WaiverProposal {
            leave_id: leave.id,
            person_id: leave.person_id,
            person_name: name.clone(),
            unit_name: units.iter().find(|unit| unit.id == *unit_id)?.name.clone(),
            leave_kind: leave.kind,
            starts_on: leave.starts_on,
            ends_on: leave.ends_on.unwrap_or(year.ends_on.max(leave.starts_on)),
            reason: leave.reason,
        })
    });
    Ok(WaiverProposals { items: items.collect() })
}
