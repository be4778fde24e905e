//! Who is given which target: a pure function, balanced and always with the same result.
//!
//! Targets with the same candidates are alike. One after the other is given out; whoever could take it hands on what
//! he has just been given when that leads to somebody with fewer. So no chain of exchanges could make the loads more
//! even afterwards (an optimal semi-matching), and nobody is given more than his limit.

use std::collections::HashMap;

/// Somebody who can be given targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// What he holds already.
    pub load: u32,
    /// What he may hold; none for no limit.
    pub limit: Option<u32>,
}

/// Somebody who may be given a target, and how well he fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Candidate<G> {
    /// Those of a higher tier are asked only when nobody of a lower one can take it.
    pub tier: u8,
    /// Among equals of a tier the smaller one goes first.
    pub preference: u8,
    /// Place among the holders.
    pub holder: usize,
    pub ground: G,
}

/// Gives every target to one of the candidates of its set, as far as the limits allow. The answer names a place in the
/// set for each target. Sets are sorted.
pub fn assign<G>(holders: &[Holder], sets: &[Vec<Candidate<G>>], targets: &[usize]) -> Vec<Option<usize>> {
    let mut loads: Vec<u32> = holders.iter().map(|holder| holder.load).collect();
    let mut given: Vec<Option<usize>> = vec![None; targets.len()];
    let mut tiers: Vec<u8> = sets.iter().flatten().map(|candidate| candidate.tier).collect();
    tiers.sort_unstable();
    tiers.dedup();
    for tier in tiers {
        let mut round = Round::new(holders, &mut loads);
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        let mut groups: HashMap<usize, usize> = HashMap::new();
        for (target, set) in targets.iter().enumerate() {
            if given[target].is_some() || !sets[*set].iter().any(|candidate| candidate.tier == tier) {
                continue;
            }
            let group = *groups
                .entry(*set)
                .or_insert_with(|| round.add_group(sets[*set].iter().enumerate(), tier));
            if round.give(group) {
                waiting.push((target, group));
            }
        }
        for (target, group) in waiting {
            given[target] = round.take(group);
        }
    }
    given
}

/// Targets that have the same candidates.
struct Group {
    /// Holder, and his place in the set.
    candidates: Vec<(usize, usize)>,
    /// How many of the targets each candidate has.
    given: Vec<u32>,
}

/// The giving out within one tier.
struct Round<'a> {
    holders: &'a [Holder],
    loads: &'a mut [u32],
    groups: Vec<Group>,
    /// The groups each holder is a candidate of, with his place among its candidates.
    of_holder: Vec<Vec<(usize, usize)>>,
    /// From whom, and out of which group, a holder would take over; marked with the search it belongs to.
    came_from: Vec<(u64, Option<(usize, usize)>)>,
    search: u64,
}

impl<'a> Round<'a> {
    fn new(holders: &'a [Holder], loads: &'a mut [u32]) -> Self {
        Self {
            holders,
            loads,
            groups: Vec::new(),
            of_holder: vec![Vec::new(); holders.len()],
            came_from: vec![(0, None); holders.len()],
            search: 0,
        }
    }

    fn add_group<'c, G: 'c>(&mut self, set: impl Iterator<Item = (usize, &'c Candidate<G>)>, tier: u8) -> usize {
        let candidates: Vec<(usize, usize)> = set
            .filter(|(_, candidate)| candidate.tier == tier)
            .map(|(place, candidate)| (candidate.holder, place))
            .collect();
        let group = self.groups.len();
        for (at, (holder, _)) in candidates.iter().enumerate() {
            self.of_holder[*holder].push((group, at));
        }
        self.groups.push(Group {
            given: vec![0; candidates.len()],
            candidates,
        });
        group
    }

    /// Gives out one target of a group; `false` when nobody can take it.
    fn give(&mut self, group: usize) -> bool {
        let Some(mut holder) = self.least_loaded(group) else {
            return false;
        };
        self.loads[holder] += 1;
        while let Some((from, through)) = self.came_from[holder].1 {
            self.change(through, from, false);
            self.change(through, holder, true);
            holder = from;
        }
        self.change(group, holder, true);
        true
    }

    /// Whoever has least of those to whom a target of the group could come, through any chain of exchanges.
    fn least_loaded(&mut self, group: usize) -> Option<usize> {
        self.search += 1;
        let mut queue: Vec<usize> = Vec::new();
        for (holder, _) in &self.groups[group].candidates {
            if self.came_from[*holder].0 != self.search {
                self.came_from[*holder] = (self.search, None);
                queue.push(*holder);
            }
        }
        let mut best: Option<usize> = None;
        let mut at = 0;
        while let Some(holder) = queue.get(at).copied() {
            at += 1;
            let may = self.holders[holder]
                .limit
                .is_none_or(|limit| self.loads[holder] < limit);
            if may && best.is_none_or(|best| self.loads[holder] < self.loads[best]) {
                best = Some(holder);
            }
            for (group, place) in &self.of_holder[holder] {
                if self.groups[*group].given[*place] == 0 {
                    continue;
                }
                for (next, _) in &self.groups[*group].candidates {
                    if self.came_from[*next].0 != self.search {
                        self.came_from[*next] = (self.search, Some((holder, *group)));
                        queue.push(*next);
                    }
                }
            }
        }
        best
    }

    fn change(&mut self, group: usize, holder: usize, more: bool) {
        let group = &mut self.groups[group];
        if let Some(at) = group.candidates.iter().position(|(known, _)| *known == holder) {
            if more {
                group.given[at] += 1;
            } else {
                group.given[at] -= 1;
            }
        }
    }

    /// Hands one of the group's targets to the first candidate who still has some coming.
    fn take(&mut self, group: usize) -> Option<usize> {
        let group = &mut self.groups[group];
        let at = group.given.iter().position(|given| *given > 0)?;
        group.given[at] -= 1;
        Some(group.candidates[at].1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Case = (Vec<Holder>, Vec<Vec<Candidate<()>>>, Vec<usize>);

    fn cases(holders: usize, targets: usize, tiers: u8) -> impl Strategy<Value = Case> {
        let holder = (0u32..4, proptest::option::of(0u32..6)).prop_map(|(load, limit)| Holder { load, limit });
        let holders = proptest::collection::vec(holder, 1..=holders);
        holders.prop_flat_map(move |holders| {
            let many = holders.len();
            let set = proptest::collection::btree_map(0..many, (0..tiers, 0u8..2), 0..=many).prop_map(|found| {
                let mut set: Vec<_> = found
                    .into_iter()
                    .map(|(holder, (tier, preference))| Candidate {
                        tier,
                        preference,
                        holder,
                        ground: (),
                    })
                    .collect();
                set.sort_unstable();
                set
            });
            let sets = proptest::collection::vec(set, 1..=4);
            (Just(holders), sets).prop_flat_map(move |(holders, sets)| {
                let of = 0..sets.len();
                (Just(holders), Just(sets), proptest::collection::vec(of, 0..=targets))
            })
        })
    }

    fn loads((holders, sets, targets): &Case, given: &[Option<usize>]) -> Vec<u32> {
        let mut loads: Vec<u32> = holders.iter().map(|holder| holder.load).collect();
        for (set, place) in targets.iter().zip(given) {
            if let Some(place) = place {
                loads[sets[*set][*place].holder] += 1;
            }
        }
        loads
    }

    /// The best there is, by trying everything: most targets given, then the evenest loads.
    fn best(case: &Case, at: usize, loads: &mut Vec<u32>, left: u32) -> (u32, u32) {
        let (holders, sets, targets) = case;
        let Some(set) = targets.get(at) else {
            return (left, loads.iter().map(|load| load * load).sum());
        };
        let mut found = best(case, at + 1, loads, left + 1);
        for candidate in &sets[*set] {
            let holder = candidate.holder;
            if holders[holder].limit.is_none_or(|limit| loads[holder] < limit) {
                loads[holder] += 1;
                found = found.min(best(case, at + 1, loads, left));
                loads[holder] -= 1;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn nobody_is_given_more_than_his_limit(case in cases(6, 30, 3)) {
            let given = assign(&case.0, &case.1, &case.2);
            for (holder, load) in case.0.iter().zip(loads(&case, &given)) {
                prop_assert!(load == holder.load || holder.limit.is_none_or(|limit| load <= limit));
            }
        }

        #[test]
        fn the_same_question_gets_the_same_answer(case in cases(6, 30, 3)) {
            prop_assert_eq!(assign(&case.0, &case.1, &case.2), assign(&case.0, &case.1, &case.2));
        }

        #[test]
        fn no_other_way_gives_out_more_or_is_more_even(case in cases(4, 6, 1)) {
            let given = assign(&case.0, &case.1, &case.2);
            let left = u32::try_from(given.iter().filter(|place| place.is_none()).count()).unwrap();
            let squares: u32 = loads(&case, &given).iter().map(|load| load * load).sum();
            let mut start: Vec<u32> = case.0.iter().map(|holder| holder.load).collect();
            prop_assert_eq!((left, squares), best(&case, 0, &mut start, 0));
        }

        #[test]
        fn colleagues_who_may_take_everything_differ_by_one_at_most(many in 1usize..6, targets in 0usize..40) {
            let holders = vec![Holder { load: 0, limit: None }; many];
            let set = (0..many).map(|holder| Candidate { tier: 0, preference: 0, holder, ground: () }).collect();
            let case = (holders, vec![set], vec![0; targets]);
            let given = loads(&case, &assign(&case.0, &case.1, &case.2));
            prop_assert!(given.iter().max().unwrap() - given.iter().min().unwrap() <= 1);
        }

        #[test]
        fn a_target_goes_further_away_only_when_nobody_near_can_take_it(case in cases(5, 20, 3)) {
            let (holders, sets, targets) = &case;
            let given = assign(holders, sets, targets);
            let after = loads(&case, &given);
            for (set, place) in targets.iter().zip(&given) {
                let tier = place.map(|place| sets[*set][place].tier);
                for nearer in sets[*set].iter().filter(|near| tier.is_none_or(|tier| near.tier < tier)) {
                    let holder = nearer.holder;
                    prop_assert!(holders[holder].limit.is_some_and(|limit| after[holder] >= limit));
                }
            }
        }
    }

    #[test]
    fn among_equals_the_homeroom_teacher_goes_first() {
        let idle = Holder { load: 0, limit: None };
        let candidate = |preference, holder| Candidate {
            tier: 0,
            preference,
            holder,
            ground: (),
        };
        let set = vec![candidate(0, 1), candidate(1, 0)];
        assert_eq!(assign(&[idle, idle], &[set], &[0, 0, 0]), [Some(0), Some(0), Some(1)]);
    }
}
