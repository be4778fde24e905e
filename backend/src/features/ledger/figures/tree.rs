//! Units in the order of their tree, each with the sum of what lies below it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::arithmetic::Tally;
use crate::{
    auth::{Actor, scope},
    entities::{ids::OrgUnitId, org_unit},
    error::Result,
};

/// A unit of a statistic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub id: OrgUnitId,
    pub name: String,
    pub depth: u32,
    pub tally: Tally,
}

type Unit = (OrgUnitId, Option<OrgUnitId>, String);

/// The units that have entries, from `top` (or the highest the caller sees) down. The top itself is the total.
pub async fn branches(
    db: &impl ConnectionTrait,
    actor: &Actor,
    top: Option<OrgUnitId>,
    own: HashMap<OrgUnitId, Tally>,
) -> Result<Vec<Branch>> {
    let units: Vec<Unit> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::ParentId])
        .column(org_unit::Column::Name)
        .filter(scope::org_units(actor))
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Code)
        .into_tuple()
        .all(db)
        .await?;
    Ok(grown(&units, top, &own))
}

fn grown(units: &[Unit], top: Option<OrgUnitId>, own: &HashMap<OrgUnitId, Tally>) -> Vec<Branch> {
    let known: Vec<OrgUnitId> = units.iter().map(|(id, ..)| *id).collect();
    let mut below: HashMap<Option<OrgUnitId>, Vec<&Unit>> = HashMap::new();
    for unit in units {
        let parent = unit.1.filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(unit);
    }
    let mut branches = Vec::new();
    grow(top, 0, &below, own, &mut branches);
    branches
}

/// Adds the branches below a unit and tells their sum.
fn grow(
    parent: Option<OrgUnitId>,
    depth: u32,
    below: &HashMap<Option<OrgUnitId>, Vec<&Unit>>,
    own: &HashMap<OrgUnitId, Tally>,
    branches: &mut Vec<Branch>,
) -> Tally {
    let mut sum = Tally::default();
    for (id, _, name) in below.get(&parent).into_iter().flatten() {
        let place = branches.len();
        branches.push(Branch {
            id: *id,
            name: name.clone(),
            depth,
            tally: own.get(id).copied().unwrap_or_default(),
        });
        let more = grow(Some(*id), depth + 1, below, own, branches);
        branches[place].tally += more;
        if branches[place].tally.registered == 0 {
            branches.truncate(place);
        } else {
            sum += branches[place].tally;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_counts_what_lies_below_it_and_empty_ones_are_left_out() {
        let [bureau, school, east, west] = [(); 4].map(|()| OrgUnitId::new());
        let units = [
            (bureau, None, "教育局".to_owned()),
            (school, Some(bureau), "中心小学".to_owned()),
            (east, Some(school), "东村完小".to_owned()),
            (west, Some(school), "西村完小".to_owned()),
        ];
        let registered = |registered| Tally {
            registered,
            ..Tally::default()
        };
        let own = HashMap::from([(school, registered(2)), (east, registered(3))]);
        let shown = |top| {
            let branches = grown(&units, top, &own).into_iter();
            branches
                .map(|branch| (branch.id, branch.depth, branch.tally.registered))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(None), [(bureau, 0, 5), (school, 1, 5), (east, 2, 3)]);
        assert_eq!(shown(Some(school)), [(east, 0, 3)]);
        assert_eq!(shown(Some(west)), []);
    }
}
