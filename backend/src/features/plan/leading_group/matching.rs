//! Which places a leading group has at a school, and who takes them by the posts people hold.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    auth::scope,
    entities::{
        appointment::{self, Post},
        ids::{OrgUnitId, PersonId},
        leading_group_member::LeadingGroupPosition,
        org_unit::{self, OrgUnitKind},
    },
    error::Result,
    features::plan::template::PlanTemplate,
};

/// A place in the leading group of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub position: LeadingGroupPosition,
    pub post_title: String,
    /// Whoever holds all of these …
    pub posts: Vec<Post>,
    /// … at this unit, if one is named, takes the place.
    pub unit_id: Option<OrgUnitId>,
}

/// The places of a template at a unit: one for each village school and kindergarten where the template says so.
pub async fn places(db: &impl ConnectionTrait, unit_id: OrgUnitId, template: &PlanTemplate) -> Result<Vec<Place>> {
    let units = org_unit::Entity::find()
        .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[unit_id])))
        .filter(org_unit::Column::ClosedOn.is_null())
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Code)
        .all(db)
        .await?;
    let mut places = Vec::new();
    let is_bureau = |unit: &org_unit::Model| unit.id == unit_id && unit.kind == OrgUnitKind::Bureau;
    if units.iter().any(is_bureau) {
        // A bureau writes the plan of its schools: the group is theirs.
        return Ok(places);
    }
    for place in &template.leading_group {
        let one = |title: String, unit_id| Place {
            position: place.position,
            post_title: title,
            posts: place.posts.clone(),
            unit_id,
        };
        match place.each {
            None => places.push(one(place.post_title.clone(), None)),
            Some(kind) => {
                let each = units.iter().filter(|unit| unit.kind == kind);
                places.extend(
                    each.map(|unit| one(format!("{}（{}）", place.post_title, unit.short_name), Some(unit.id))),
                );
            }
        }
    }
    Ok(places)
}

/// Who holds which posts at which units of a school on a day.
pub async fn holders(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    day: NaiveDate,
) -> Result<BTreeMap<PersonId, BTreeSet<(Post, OrgUnitId)>>> {
    let appointments = appointment::Entity::find()
        .filter(appointment::Column::UnitId.in_subquery(scope::units_below(&[unit_id])))
        .filter(appointment::Column::StartsOn.lte(day))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(day)),
        )
        .all(db)
        .await?;
    let mut holders: BTreeMap<PersonId, BTreeSet<_>> = BTreeMap::new();
    for held in appointments {
        holders
            .entry(held.person_id)
            .or_default()
            .insert((held.post, held.unit_id));
    }
    Ok(holders)
}

/// Who takes each place: only where exactly one person fits who has no place yet, the most particular places first.
pub fn fill(places: &[Place], holders: &BTreeMap<PersonId, BTreeSet<(Post, OrgUnitId)>>) -> Vec<Option<PersonId>> {
    let mut taken: Vec<Option<PersonId>> = vec![None; places.len()];
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(places.get(*at).map_or(0, |place| place.posts.len())));
    for at in order {
        let Some(place) = places.get(at) else { continue };
        let fits = |held: &BTreeSet<(Post, OrgUnitId)>| {
            place.posts.iter().all(|wanted| {
                held.iter()
                    .any(|(post, unit)| post == wanted && place.unit_id.is_none_or(|place| place == *unit))
            })
        };
        let mut fitting = holders
            .iter()
            .filter(|(person, held)| fits(held) && !taken.contains(&Some(**person)))
            .map(|(person, _)| *person);
        if let (Some(only), None) = (fitting.next(), fitting.next())
            && let Some(place) = taken.get_mut(at)
        {
            *place = Some(only);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(posts: &[Post], unit_id: Option<OrgUnitId>) -> Place {
        Place {
            position: LeadingGroupPosition::Member,
            post_title: String::new(),
            posts: posts.to_vec(),
            unit_id,
        }
    }

    #[test]
    fn a_place_is_filled_only_when_one_person_fits() {
        let (school, east) = (OrgUnitId::new(), OrgUnitId::new());
        let [committee, vice, one, two, head] = std::array::from_fn(|_| PersonId::new());
        let holders = BTreeMap::from([
            (
                committee,
                BTreeSet::from([(Post::VicePrincipal, school), (Post::PartyCommitteeMember, school)]),
            ),
            (vice, BTreeSet::from([(Post::VicePrincipal, school)])),
            (one, BTreeSet::from([(Post::Accountant, school)])),
            (two, BTreeSet::from([(Post::Accountant, school)])),
            (head, BTreeSet::from([(Post::BranchPrincipal, east)])),
        ]);
        let places = [
            place(&[Post::VicePrincipal], None),
            place(&[Post::PartyCommitteeMember, Post::VicePrincipal], None),
            place(&[Post::Accountant], None),
            place(&[Post::BranchPrincipal], Some(east)),
            place(&[Post::BranchPrincipal], Some(school)),
        ];
        assert_eq!(
            fill(&places, &holders),
            [Some(vice), Some(committee), None, Some(head), None]
        );
    }
}
